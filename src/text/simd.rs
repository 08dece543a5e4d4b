//! The vector forms of the scan.

/// Folds `text` to symbols with vectors; `false` where the processor has none and nothing was written.
pub(crate) fn fold(
    _text: &str,
    _pages: &[[u8; 128]; 16],
    _punctuation: &[u8; 64],
    _out: &mut Vec<u8>,
    _plain: impl FnMut(&str, &mut Vec<u8>),
) -> bool {
    false
}

/// Finds the borders of words in symbols with vectors; `false` where the processor has none.
pub(crate) fn bounds(_symbols: &[u8], _bounds: &mut Vec<u32>) -> bool {
    false
}
