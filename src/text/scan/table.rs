//! What each character becomes, as symbols.
//!
//! A *page* is 128 code points that share two neighbouring lead bytes in UTF-8; page `p` holds
//! U+`p`·128 to U+`p`·128+127. Pages 0–15 are the characters of one and two bytes.

use crate::text::escape;
use crate::text::fold::fold_char;
use std::sync::LazyLock;

/// Pages below U+0800.
pub(super) const PAGES: usize = 16;
/// The page of the Arabic letters, whose symbols take one byte, 0x80–0xFF.
pub(super) const ARABIC: usize = 0x600 >> 7;

/// Ends a word.
pub(super) const BREAK: u8 = 0;
/// Folds away.
pub(super) const SILENT: u8 = 1;
/// Becomes anything else: several letters, or one of another page. Ask [`write`].
pub(super) const OTHER: u8 = 2;

/// One byte for each character below U+0800, then one for U+2000–203F.
///
/// [`BREAK`], [`SILENT`], [`OTHER`], a folded ASCII letter or digit (0x30–0x7A), or `0x80 |` the low seven bits of
/// a letter of the same page.
pub(super) struct Pages {
    /// By page and low seven bits.
    pub(super) low: [[u8; 128]; PAGES],
    /// General punctuation, U+2000–203F.
    pub(super) punctuation: [u8; 64],
    /// What a backslash and the ASCII character behind it stand for in a JSON string; [`OTHER`] for what is no escape
    /// of two characters.
    pub(super) escaped: [u8; 128],
}

pub(super) static TABLE: LazyLock<Box<Pages>> = LazyLock::new(|| {
    let mut pages =
        Box::new(Pages { low: [[BREAK; 128]; PAGES], punctuation: [BREAK; 64], escaped: [OTHER; 128] });
    for (page, entries) in pages.low.iter_mut().enumerate() {
        for (low, entry) in entries.iter_mut().enumerate() {
            *entry = classify(page, char::from_u32((page * 128 + low) as u32));
        }
    }
    for (low, entry) in pages.punctuation.iter_mut().enumerate() {
        *entry = match classify(usize::MAX, char::from_u32(0x2000 + low as u32)) {
            symbol @ (BREAK | SILENT) => symbol,
            _ => OTHER,
        };
    }
    for (kind, meant) in escape::OF_TWO {
        pages.escaped[usize::from(kind)] = pages.low[0][usize::from(meant)];
    }
    pages
});

fn classify(page: usize, c: Option<char>) -> u8 {
    let Some(c) = c else { return BREAK };
    match fold_char(c).as_slice() {
        [] => SILENT,
        &[one] if !is_word(one) => BREAK,
        &[one] if one.is_ascii() => one as u8,
        &[one] if one as usize >> 7 == page && !stands_alone(one) => 0x80 | (one as u32 & 0x7F) as u8,
        _ => OTHER,
    }
}

/// Whether a folded character is part of a word.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// Whether a folded character is a word by itself: scripts written without spaces.
pub(super) fn stands_alone(c: char) -> bool {
    matches!(c as u32,
        // Thai, Lao, Tibetan, Myanmar, Khmer.
        0x0E00..=0x0FFF | 0x1000..=0x109F | 0x1780..=0x17FF
        // Kana and ideographs.
        | 0x3040..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF
        | 0x20000..=0x3FFFF)
}

/// Writes the symbols of `c` through `emit`; breaks come as [`BREAK`].
#[inline]
pub(super) fn write(c: char, mut emit: impl FnMut(u8)) {
    for &c in fold_char(c).as_slice() {
        if !is_word(c) {
            emit(BREAK);
        } else if stands_alone(c) {
            emit(BREAK);
            write_letter(c, &mut emit);
            emit(BREAK);
        } else {
            write_letter(c, &mut emit);
        }
    }
}

/// No symbol of a letter is zero, and no letter's symbols begin another's.
fn write_letter(c: char, emit: &mut impl FnMut(u8)) {
    let code = c as u32;
    let seven = |shift: u32| 0x80 | ((code >> shift) & 0x7F) as u8;
    match code {
        0..0x80 => emit(code as u8),
        0x600..0x680 => emit(seven(0)),
        0x80..0x800 => {
            emit(marker((code >> 7) as usize));
            emit(seven(0));
        }
        _ => {
            emit(MARKER_ABOVE);
            emit(seven(14));
            emit(seven(7));
            emit(seven(0));
        }
    }
}

/// The byte that opens a letter of page `page`.
pub(super) const fn marker(page: usize) -> u8 {
    1 + page as u8
}

const MARKER_ABOVE: u8 = 1 + PAGES as u8;
