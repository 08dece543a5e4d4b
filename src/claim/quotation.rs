//! Quotation marks (placeholder head).

/// Whether `c` opens or closes a quotation.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '‘'
            | '’'
            | '\''
            | '‚'
            | '❝'
            | '❞'
            | '＂'
    )
}
