//! Words, numbers, marks and addresses.
//!
//! Takes text, gives tokens in reading order whose spans are exact and never overlap; white space and
//! invisible characters between words belong to no token. A vowel mark, a shadda or a joiner inside a word does not
//! split it. Scripts without spaces give one token a character.

use super::fold::{ascii_digit, fold, is_invisible};
use super::{address, stem};
use crate::lexicon;
use crate::model::{Lang, Span, Token, TokenKind};
use compact_str::CompactString;
use unicode_normalization::char::is_combining_mark;

/// Cuts `text` into tokens; `lang` decides clitics glued to digits, elisions and stems.
///
/// Linear in the length of `text`.
///
/// ```
/// use crosswire::text::token::tokens;
/// let text = "قُتل 1,250 جنديّاً بصاروخ إس-400";
/// let found: Vec<_> = tokens(text, "ar".parse().unwrap()).iter().map(|t| t.folded.clone()).collect();
/// assert_eq!(found, ["قتل", "1,250", "جنديا", "بصاروخ", "اس-400"]);
/// ```
#[must_use]
pub fn tokens(text: &str, lang: Lang) -> Vec<Token> {
    tokens_in(text, Span::new(0, text.len()), lang)
}

/// The tokens of one stretch of `text`; spans count from the start of `text`.
#[must_use]
pub fn tokens_in(text: &str, within: Span, lang: Lang) -> Vec<Token> {
    let Some(stretch) = text.get(within.range()) else { return Vec::new() };
    let mut out = Vec::with_capacity(stretch.len() / 6);
    scan(stretch, within.start as usize, lang, &mut out);
    out
}

/// Appends the tokens of `stretch`, which begins at byte `base` of its text.
pub(super) fn scan(stretch: &str, base: usize, lang: Lang, out: &mut Vec<Token>) {
    let mut at = 0;
    while let Some(c) = stretch[at..].chars().next() {
        let class = Class::of(c);
        let end = match class {
            Class::Space => at + c.len_utf8(),
            // A tatweel that joins nothing is a dash.
            Class::Joining if c != '\u{640}' => at + c.len_utf8(),
            _ => {
                let (end, kind) = next(stretch, at, c, class, lang);
                let word = &stretch[at..end];
                let folded = folded_form(word, kind);
                // A vowel sign that stands alone folds to nothing and is no word.
                let kind =
                    if folded.is_empty() && kind != TokenKind::Address { TokenKind::Mark } else { kind };
                let stem = if kind == TokenKind::Word { stem::stem(&folded, lang) } else { folded.clone() };
                out.push(Token { span: Span::new(base + at, base + end), kind, folded, stem });
                end
            }
        };
        at = end;
    }
}

fn folded_form(word: &str, kind: TokenKind) -> CompactString {
    let mut folded = fold(word);
    if kind == TokenKind::Word {
        // `U.S.` and `U.S` are one word; a designation may be written with a space after its hyphen.
        if folded.len() > 1 && folded.ends_with('.') {
            folded.pop();
        }
        if folded.contains(' ') {
            folded.retain(|c| c != ' ');
        }
    } else if kind == TokenKind::Number {
        folded.retain(|c| c != ' ');
    }
    folded
}

/// What a character is to the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter of a script that puts spaces between words.
    Letter,
    /// A decimal digit of any script.
    Digit,
    /// A character that is a word by itself: ideographs, Thai and the like.
    Alone,
    /// A vowel mark or an invisible character: continues what it stands in.
    Joining,
    /// White space or a control character.
    Space,
    /// Anything else: punctuation, symbols.
    Mark,
}

impl Class {
    pub(super) fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::Letter,
            '0'..='9' => Self::Digit,
            '\0'..='\u{7F}' if c.is_whitespace() || c.is_control() => Self::Space,
            '\0'..='\u{7F}' => Self::Mark,
            '\u{640}' | '\u{64B}'..='\u{65F}' => Self::Joining,
            '\u{621}'..='\u{64A}' => Self::Letter,
            '\u{FDFA}' | '\u{FDFB}' => Self::Mark,
            _ if is_invisible(c) => Self::Joining,
            _ if c.is_whitespace() || c.is_control() => Self::Space,
            _ if is_combining_mark(c) => Self::Joining,
            _ if written_without_spaces(c) => Self::Alone,
            _ if c.is_alphabetic() => Self::Letter,
            _ if ascii_digit(c).is_some() => Self::Digit,
            _ if c.is_numeric() => Self::Digit,
            _ => Self::Mark,
        }
    }
}

/// Han, hiragana, Thai, Lao, Burmese, Khmer, Tibetan; katakana runs are words.
fn written_without_spaces(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{EDF}' | '\u{F40}'..='\u{FBC}' | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17DF}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{309F}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn next(text: &str, at: usize, c: char, class: Class, lang: Lang) -> (usize, TokenKind) {
    if let Some(end) = address::end(text, at) {
        return (end, TokenKind::Address);
    }
    match class {
        Class::Letter => (word_end(text, at, lang), TokenKind::Word),
        Class::Digit => number_end(text, at, lang),
        Class::Alone => (joined_end(text, at + c.len_utf8()), TokenKind::Word),
        _ => (at + c.len_utf8(), TokenKind::Mark),
    }
}

/// Past the marks and joiners that follow.
fn joined_end(text: &str, mut at: usize) -> usize {
    while let Some(c) = text[at..].chars().next() {
        if Class::of(c) != Class::Joining {
            break;
        }
        at += c.len_utf8();
    }
    at
}

fn class_at(text: &str, at: usize) -> Option<(char, Class)> {
    text[at..].chars().next().map(|c| (c, Class::of(c)))
}

/// Whether letters of the two scripts may stand in one word.
fn same_script(a: char, b: char) -> bool {
    is_arabic(a) == is_arabic(b)
}

pub(super) fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// The end of the word that begins at `start`.
fn word_end(text: &str, start: usize, lang: Lang) -> usize {
    if let Some(end) = initials_end(text, start) {
        return end;
    }
    let mut at = start;
    let mut last = '\0';
    while let Some((c, class)) = class_at(text, at) {
        let fits = match class {
            Class::Letter => last == '\0' || last.is_ascii_digit() || same_script(last, c),
            Class::Digit => !(is_arabic(last) && glues_to_digits(&text[start..at], lang)),
            Class::Joining => true,
            _ => false,
        };
        if fits {
            if class != Class::Joining {
                last = if class == Class::Digit { '0' } else { c };
            }
            at += c.len_utf8();
            continue;
        }
        match inner_join(text, start, at, c, last) {
            Some(after) => at = after,
            None => break,
        }
        if ends_elision(&text[start..at], lang) {
            return at;
        }
    }
    let at = cut_at_scheme(text, start, at);
    trim_invisible(text, start, designation_end(text, start, at, lang))
}

/// Past a hyphen, an apostrophe or a domain's dot that stands inside a word.
fn inner_join(text: &str, start: usize, at: usize, mark: char, last: char) -> Option<usize> {
    let after = at + mark.len_utf8();
    let (c, class) = class_at(text, after)?;
    let joins = match mark {
        '\'' | '’' | 'ʼ' => class == Class::Letter && !is_arabic(last),
        '-' | '‐' | '‑' => match class {
            Class::Digit => !is_arabic(last) || is_short(&text[start..at]),
            Class::Letter => !is_arabic(last) && !is_arabic(c),
            _ => false,
        },
        '.' => class == Class::Letter && address::is_domain_end(text, after),
        '_' => matches!(class, Class::Letter | Class::Digit),
        '&' => last.is_ascii_uppercase() && c.is_ascii_uppercase(),
        _ => false,
    };
    joins.then_some(after)
}

/// Three letters at most: what stands before the hyphen of a designation.
fn is_short(word: &str) -> bool {
    word.len() <= 24 && word.chars().filter(|&c| Class::of(c) == Class::Letter).count() <= 3
}

const MOST_INITIALS: usize = 10;

/// `U.S.`, `U.N.`, `أ.ف.ب`: single letters with dots between, with the last dot where there is one.
fn initials_end(text: &str, start: usize) -> Option<usize> {
    let (mut at, mut letters) = (start, 0);
    while let Some((c, Class::Letter)) = class_at(text, at) {
        if letters == MOST_INITIALS {
            return None;
        }
        let after = joined_end(text, at + c.len_utf8());
        letters += 1;
        let next = text[after..].chars().next();
        if next != Some('.') {
            let alone = next.is_none_or(|c| !matches!(Class::of(c), Class::Letter | Class::Digit));
            return (letters > 1 && alone).then_some(after);
        }
        at = after + 1;
    }
    let ends = class_at(text, at).is_none_or(|(_, class)| class != Class::Digit);
    (letters > 1 && ends).then_some(at)
}

/// Whether `prefix` is a particle that is written onto a following figure, as in «و40».
fn glues_to_digits(prefix: &str, lang: Lang) -> bool {
    prefix.len() <= 16
        && lexicon::of(lang).is_some_and(|words| words.table("glued_particles").has(&fold(prefix)))
}

/// Whether `word` is an elided particle with its apostrophe, as in «l'».
fn ends_elision(word: &str, lang: Lang) -> bool {
    word.len() <= 10
        && word.ends_with(['\'', '’'])
        && lexicon::of(lang).is_some_and(|words| words.table("elisions").has(&fold(word)))
}

/// A web address glued to the end of a word is not part of the word.
fn cut_at_scheme(text: &str, start: usize, end: usize) -> usize {
    if !text[end..].starts_with("://") {
        return end;
    }
    let word = &text[start..end];
    let scheme = ["https", "http", "ftp"].iter().find(|scheme| word.ends_with(**scheme));
    match scheme {
        Some(scheme) if word.len() > scheme.len() => end - scheme.len(),
        _ => end,
    }
}

/// «إس- 400» and «إس -400»: a designation with a space beside its hyphen.
fn designation_end(text: &str, start: usize, end: usize, lang: Lang) -> usize {
    let digits_at = ["- ", " -"].iter().find_map(|gap| text[end..].starts_with(gap).then_some(end + 2));
    let Some(digits_at) = digits_at else { return end };
    let word = &text[start..end];
    let digits = text[digits_at..].chars().take(5).take_while(|&c| ascii_digit(c).is_some()).count();
    if !(2..=4).contains(&digits) || !is_short(word) || !word.chars().next().is_some_and(is_arabic) {
        return end;
    }
    if lexicon::of(lang).is_some_and(|words| words.table("stopwords").has(&fold(word))) {
        return end;
    }
    digits_at + text[digits_at..].chars().take(digits).map(char::len_utf8).sum::<usize>()
}

/// A word does not end in a direction mark.
fn trim_invisible(text: &str, start: usize, end: usize) -> usize {
    start + text[start..end].trim_end_matches(is_invisible).len()
}

/// The end of the figure that begins at `start`, or of the word it begins (`18-ти`, `20th`).
fn number_end(text: &str, start: usize, lang: Lang) -> (usize, TokenKind) {
    let mut at = digits_end(text, start);
    let mut plain = true;
    while let Some(after) = separator_end(text, at) {
        plain = false;
        at = digits_end(text, after);
    }
    match class_at(text, at) {
        Some((c, Class::Letter)) if plain && !is_arabic(c) => {
            let letters: String = text[at..].chars().take_while(|&c| Class::of(c) == Class::Letter).collect();
            let unit = lexicon::common().table("glued_units").has(&fold(&letters));
            if unit { (at, TokenKind::Number) } else { (word_end(text, start, lang), TokenKind::Word) }
        }
        Some((hyphen @ ('-' | '‐' | '‑'), _)) if plain => {
            let letter = class_at(text, at + hyphen.len_utf8())
                .is_some_and(|(c, class)| class == Class::Letter && !is_arabic(c));
            if letter { (word_end(text, start, lang), TokenKind::Word) } else { (at, TokenKind::Number) }
        }
        _ => (trim_invisible(text, start, at), TokenKind::Number),
    }
}

fn digits_end(text: &str, mut at: usize) -> usize {
    while let Some((c, Class::Digit | Class::Joining)) = class_at(text, at) {
        at += c.len_utf8();
    }
    at
}

/// Past a separator with a digit after it; a space counts only as a fixed one before exactly three digits.
fn separator_end(text: &str, at: usize) -> Option<usize> {
    let mark = text[at..].chars().next()?;
    let after = at + mark.len_utf8();
    let digit = |c: char| Class::of(c) == Class::Digit;
    let digits = text[after..].chars().take(4).take_while(|&c| digit(c)).count();
    let joins = match mark {
        '.' | ',' | '٫' | '٬' | '،' => digits > 0,
        '\'' | '’' | '\u{A0}' | '\u{202F}' | '\u{2009}' => digits == 3,
        _ => false,
    };
    joins.then_some(after)
}
