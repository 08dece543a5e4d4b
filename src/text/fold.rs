//! Folding: one spelling for what readers take as the same word.
//!
//! Takes text, gives it in lower case with Arabic letters, digits and presentation forms unified and without
//! vowel marks, tatweel, accents of Latin and Greek letters, and invisible characters. Lexicon keys are written
//! in this form. The result depends on each character alone, with one exception ([`fold_into`] names it), so a
//! byte scanner may build its table from [`fold_char`].
//!
//! | what | becomes |
//! |---|---|
//! | أ إ آ ٱ · ى ی ے ئ · ؤ · ة ہ ھ ۀ · ک · ڤ | ا · ي · و · ه · ك · ف (ء stays where it is a letter of its own) |
//! | harakat, shadda, superscript alef, tatweel, Quranic signs, Hebrew points | nothing |
//! | Arabic presentation forms, lam-alef, ligatures, full-width forms, ﬁ, ², ½ | their letters (NFKD) |
//! | digits of any script; ٪ ٫ ٬ | 0–9; % . , |
//! | É ğ İ I ı ø ł · ß æ œ þ · ς · ё | e g i i i o l · ss ae oe th · σ · е (й, ї, ў stay letters) |
//! | ’ ʼ ʻ · ‐ ‑ − | ' · - |
//! | zero-width, joiners, bidi controls, soft hyphen, variation selectors | nothing |

use compact_str::CompactString;
use std::sync::LazyLock;
use unicode_normalization::char::decompose_compatible;

/// What one character folds to: nothing, one character, or a few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Folded {
    chars: [char; MOST],
    len: u8,
}

/// The longest decomposition that is a word (squared katakana); the two Quranic phrases written as one
/// character fold to nothing.
const MOST: usize = 8;

impl Folded {
    const NOTHING: Self = Self { chars: ['\0'; MOST], len: 0 };

    fn one(c: char) -> Self {
        let mut folded = Self::NOTHING;
        folded.push(c);
        folded
    }

    fn push(&mut self, c: char) {
        if let Some(slot) = self.chars.get_mut(self.len as usize) {
            *slot = c;
            self.len += 1;
        }
    }

    /// The characters, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[char] {
        &self.chars[..self.len as usize]
    }
}

/// Folds one character by itself.
///
/// Pure: the same character always gives the same result. Costs a table look-up below U+0800, a
/// decomposition above.
#[must_use]
#[inline]
pub fn fold_char(c: char) -> Folded {
    match LOW.get(c as usize) {
        Some(&NONE) => Folded::NOTHING,
        Some(&SEVERAL) => decide(c),
        Some(&code) => Folded::one(char::from_u32(code).unwrap_or(c)),
        None => decide(c),
    }
}

/// Appends the folded form of `text` to `out`.
///
/// The one rule beyond single characters: a Cyrillic letter written as base and breve or diaeresis
/// (и + U+0306, у + U+0306, і + U+0308) is the composed letter й, ў, ї.
pub fn fold_into(text: &str, out: &mut CompactString) {
    for c in text.chars() {
        match LOW.get(c as usize) {
            Some(&NONE) => {
                if matches!(c, '\u{306}' | '\u{308}') {
                    compose_cyrillic(c, out);
                }
            }
            Some(&SEVERAL) => decide(c).as_slice().iter().for_each(|&c| out.push(c)),
            Some(&code) => out.push(char::from_u32(code).unwrap_or(c)),
            None if stands_for_itself(c) => out.push(c),
            None => decide(c).as_slice().iter().for_each(|&c| out.push(c)),
        }
    }
}

/// The folded form of `text`.
///
/// ```
/// use crosswire::text::fold::fold;
/// assert_eq!(fold("الإتّفاقيّـة"), "الاتفاقيه");
/// assert_eq!(fold("Erdoğan’ın ٣٣ İşçi"), "erdogan'in 33 isci");
/// ```
#[must_use]
pub fn fold(text: &str) -> CompactString {
    let mut out = CompactString::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

const NONE: u32 = u32::MAX;
const SEVERAL: u32 = u32::MAX - 1;

/// Folds of U+0000–07FF: Latin, Greek, Cyrillic, Hebrew, Arabic.
static LOW: LazyLock<[u32; 0x800]> = LazyLock::new(|| {
    std::array::from_fn(|code| {
        let Some(c) = char::from_u32(code as u32) else { return NONE };
        match decide(c).as_slice() {
            [] => NONE,
            &[one] => one as u32,
            _ => SEVERAL,
        }
    })
});

fn compose_cyrillic(mark: char, out: &mut CompactString) {
    let composed = match (out.chars().next_back(), mark) {
        (Some('и'), '\u{306}') => 'й',
        (Some('у'), '\u{306}') => 'ў',
        (Some('і'), '\u{308}') => 'ї',
        _ => return,
    };
    out.pop();
    out.push(composed);
}

/// Ideographs, kana, Hangul and the like: most of what lies above U+0800 in news, and unchanged.
fn stands_for_itself(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FE}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

fn decide(c: char) -> Folded {
    if stands_for_itself(c) {
        return Folded::one(c);
    }
    if matches!(c, 'й' | 'ї' | 'ў' | 'Й' | 'Ї' | 'Ў') {
        return c.to_lowercase().next().map_or(Folded::NOTHING, Folded::one);
    }
    if matches!(c, '\u{FDFA}' | '\u{FDFB}') {
        return Folded::NOTHING;
    }
    let mut out = Folded::NOTHING;
    decompose_compatible(c, |part| {
        for lower in part.to_lowercase() {
            push_letter(lower, &mut out);
        }
    });
    out
}

/// Appends what a decomposed, lower-case character is written as.
fn push_letter(c: char, out: &mut Folded) {
    match c {
        _ if is_silent(c) => {}
        // A spacing form of a vowel mark decomposes into a space and the mark.
        ' ' if out.len > 0 => {}
        'ß' => ['s', 's'].into_iter().for_each(|c| out.push(c)),
        'æ' => ['a', 'e'].into_iter().for_each(|c| out.push(c)),
        'œ' => ['o', 'e'].into_iter().for_each(|c| out.push(c)),
        'þ' => ['t', 'h'].into_iter().for_each(|c| out.push(c)),
        _ => out.push(same_letter(c)),
    }
}

fn same_letter(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' | 'ٵ' => 'ا',
        'ى' | 'ئ' | 'ی' | 'ے' | 'ۓ' | 'ې' | 'ٸ' => 'ي',
        'ؤ' | 'ٶ' | 'ٷ' => 'و',
        'ة' | 'ۃ' | 'ہ' | 'ھ' | 'ۀ' | 'ە' | 'ۂ' => 'ه',
        'ک' | 'ڪ' => 'ك',
        'ڤ' => 'ف',
        'ٴ' => 'ء',
        '٪' => '%',
        '٫' => '.',
        '٬' => ',',
        '\u{2044}' => '/',
        'ı' => 'i',
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ŧ' => 't',
        'ς' => 'σ',
        '’' | '‘' | 'ʼ' | 'ʻ' | '՚' | '\u{FF07}' => '\'',
        '‐' | '‑' | '−' | '\u{FE63}' => '-',
        '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
        _ => ascii_digit(c).unwrap_or(c),
    }
}

/// Marks and invisible characters that carry no word.
fn is_silent(c: char) -> bool {
    matches!(c,
        // Accents, once a letter is decomposed.
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        // Hebrew points.
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}'..='\u{5C2}' | '\u{5C4}'..='\u{5C5}' | '\u{5C7}'
        // Arabic marks, tatweel and superscript alef.
        | '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{6E7}'..='\u{6E8}' | '\u{6EA}'..='\u{6ED}'
        | '\u{8CA}'..='\u{8E1}' | '\u{8E3}'..='\u{8FF}')
        || is_invisible(c)
}

/// Characters that take no place on the line: joiners, bidi controls, selectors, soft hyphen.
#[must_use]
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// First digits of the decimal systems in use outside ASCII.
const ZEROS: [char; 22] = [
    '\u{660}', '\u{6F0}', '\u{7C0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}', '\u{BE6}',
    '\u{C66}', '\u{CE6}', '\u{D66}', '\u{DE6}', '\u{E50}', '\u{ED0}', '\u{F20}', '\u{1040}', '\u{17E0}',
    '\u{1810}', '\u{1946}', '\u{ABF0}', '\u{FF10}',
];

/// The ASCII digit that `c` stands for, if it is a decimal digit of any script.
#[must_use]
pub(crate) fn ascii_digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    let zero = ZEROS.iter().copied().find(|&zero| (zero..=shifted(zero, 9)).contains(&c))?;
    char::from_digit(c as u32 - zero as u32, 10)
}

fn shifted(c: char, by: u32) -> char {
    char::from_u32(c as u32 + by).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in "(?s).{0,80}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn characters_fold_alone_except_decomposed_cyrillic(text in "[^\u{306}\u{308}]{0,80}") {
            let alone: String = text.chars().flat_map(|c| fold_char(c).as_slice().to_vec()).collect();
            prop_assert_eq!(fold(&text).into_string(), alone);
        }
    }

    #[test]
    fn presentation_forms_are_their_letters() {
        assert_eq!(fold("ﻻ ﺍﻟﻌﺮﺑﻴﺔ ﷲ"), "لا العربيه الله");
    }
}
