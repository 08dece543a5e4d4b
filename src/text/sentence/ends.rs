//! Whether a sentence ends at a mark.

use super::chars::{is_gap, is_word_char};
use super::marks::{Kind, Mark, Quotes};
use super::words::{After, Words};
use crate::text::token::is_arabic;

/// A piece of text with what is known while walking through it.
#[derive(Debug)]
pub(super) struct Scene<'t> {
    text: &'t str,
    words: &'t Words,
    pub(super) quotes: Quotes,
}

/// What a mark does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The sentence goes on; look for the next mark from here.
    Goes(usize),
    /// It ends at `end`; the next begins at `next`.
    Ends { end: usize, next: usize },
}

impl<'t> Scene<'t> {
    pub(super) fn new(text: &'t str, words: &'t Words) -> Self {
        Self { text, words, quotes: Quotes::default() }
    }

    /// Decides on one mark of a sentence that began at byte `start`.
    pub(super) fn judge(&self, start: usize, mark: &Mark) -> Verdict {
        let tail = &self.text[mark.end..];
        let next = tail.trim_start_matches(is_gap);
        let gap = next.len() < tail.len();
        let follows = next.chars().next();
        let ends = match mark.kind {
            Kind::Full => !follows.is_some_and(is_closing_word_mark),
            _ if tail.is_empty() || next.is_empty() => true,
            _ if !gap => return self.glued(mark, follows),
            _ if follows.is_some_and(goes_on) && !opens_reversed(next) || is_aside(next) => false,
            _ if follows.is_some_and(|c| matches!(c, ':' | ',' | '،')) => self.in_caseless_script(mark),
            Kind::Dot => self.dot_ends(start, mark, next),
            Kind::Ellipsis => self.ellipsis_ends(mark) && !self.is_pause(start, mark, next),
            Kind::Loud => true,
        };
        if !ends {
            return Verdict::Goes(mark.end);
        }
        if !next.is_empty() && self.is_stop_and_spaced_dots(mark) {
            return Verdict::Ends { end: mark.start + 1, next: mark.start + 1 };
        }
        Verdict::Ends { end: mark.end, next: mark.end }
    }

    /// `compounds. . . . The`: a full stop and then three spaced dots, which begin what follows.
    fn is_stop_and_spaced_dots(&self, mark: &Mark) -> bool {
        &self.text[mark.start..mark.run_end] == ". . . ."
            && self.text[..mark.start].chars().next_back().is_some_and(is_word_char)
    }

    /// No space behind the mark: `3.5`, `a.m`, `end.The`, `النص.وقال`, `., `.
    fn glued(&self, mark: &Mark, follows: Option<char>) -> Verdict {
        let Some(c) = follows else { return Verdict::Goes(mark.end) };
        let before = last_word(&self.text[..mark.start]);
        let after = first_word(&self.text[mark.end..]);
        if c == ',' || c == '،' {
            return self.joined_paragraphs(mark, before);
        }
        let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
        let whole = |word: &str| letters(word) >= 2 && word.chars().all(char::is_alphabetic);
        let both_words = whole(after) && (mark.closes || whole(before));
        let both_arabic = is_arabic(c) && (mark.closes || before.chars().next_back().is_some_and(is_arabic));
        let new_case = c.is_uppercase()
            && letters(after) > 1
            && after.chars().nth(1).is_some_and(char::is_lowercase)
            && (mark.closes
                || letters(before) > 2 && before.chars().next_back().is_some_and(char::is_lowercase));
        let opens_quote = matches!(c, '«' | '“') && !mark.quoted;
        if (both_words && (both_arabic || new_case)) || opens_quote {
            Verdict::Ends { end: mark.end, next: mark.end }
        } else {
            Verdict::Goes(mark.end)
        }
    }

    /// «. :» and «. ,» are slips of the pen in a script without capitals; elsewhere the dot is an abbreviation's.
    fn in_caseless_script(&self, mark: &Mark) -> bool {
        ends_caseless(self.text[..mark.start].trim_end())
    }

    /// Dots where the voice only halts, in a script without capitals: behind a colon, a word or an adverbial of two
    /// («ثم … ثم»), before a quotation, and before what takes up what was said.
    fn is_pause(&self, start: usize, mark: &Mark, next: &str) -> bool {
        let head = self.text[start..mark.start].trim_end();
        let announced = head.strip_suffix(':').is_some_and(ends_caseless);
        if mark.closes || !announced && !self.in_caseless_script(mark) {
            return false;
        }
        let begun = head.split_whitespace().filter(|word| word.chars().any(is_word_char)).count();
        let adverbial = || begun == 2 && self.words.is_stopword(first_word(head));
        announced || begun <= 1 || adverbial() || next.starts_with(['"', '«', '“']) || self.takes_up(next)
    }

    /// Whether `next` begins with a word, or with two, that take up what was said.
    fn takes_up(&self, next: &str) -> bool {
        let first = first_word(next);
        let second = || first_word(next.trim_start().get(first.len()..).unwrap_or_default());
        self.words.continues(first) || self.words.continues(&format!("{first} {}", second()))
    }

    /// `., ` between paragraphs that a feed joined.
    fn joined_paragraphs(&self, mark: &Mark, before: &str) -> Verdict {
        let tail = self.text[mark.end..].trim_start_matches([',', '،']);
        let next = tail.trim_start();
        let gap = next.len() < tail.len();
        let capital = next.chars().next().is_some_and(|c| !c.is_lowercase() && c.is_alphanumeric());
        let abbreviated =
            before.chars().count() < 2 || before.contains('.') || self.words.abbreviation(before).is_some();
        if mark.kind == Kind::Dot && !mark.closes && gap && capital && !abbreviated {
            Verdict::Ends { end: mark.end, next: self.text.len() - next.len() }
        } else {
            Verdict::Goes(mark.end)
        }
    }

    fn dot_ends(&self, start: usize, mark: &Mark, next: &str) -> bool {
        if mark.end > mark.run_end {
            return true;
        }
        let before = last_word(&self.text[start..mark.start]);
        let after = first_word(next);
        if before.is_empty() {
            return true;
        }
        if let Some(kind) = self.words.abbreviation(before) {
            return match kind {
                After::Name => false,
                After::Figure => {
                    !next.starts_with(|c: char| c.is_numeric()) && self.words.begins_sentences(after)
                }
                After::Any => self.may_end_before(&self.text[start..mark.start], after),
            };
        }
        if is_initials(before) {
            return self.may_end_before(&self.text[start..mark.start], after);
        }
        if self.words.dotted_ordinals && is_ordinal(before) {
            return self.words.begins_sentences(after);
        }
        true
    }

    /// After an abbreviation that may close a sentence.
    fn may_end_before(&self, sentence: &str, after: &str) -> bool {
        let fronted = is_fronted_time(sentence);
        let title = self.words.abbreviation(after.trim_end_matches('.')) == Some(After::Name);
        !fronted && (self.words.begins_sentences(after) || title)
    }

    /// `[...]` and ` . . . ` stand for words left out.
    fn ellipsis_ends(&self, mark: &Mark) -> bool {
        let before = self.text[..mark.start].chars().next_back();
        let bracketed = before.is_some_and(|c| matches!(c, '[' | '('));
        let spaced =
            &self.text[mark.start..mark.run_end] == ". . ." && before.is_some_and(char::is_whitespace);
        !bracketed && !spaced
    }
}

/// Whether the last letter is of a script without capitals.
fn ends_caseless(text: &str) -> bool {
    last_word(text).chars().next_back().is_some_and(is_arabic)
}

/// «At 5 a.m. Mr. Smith …»: so few words with a figure among them are no sentence yet.
fn is_fronted_time(sentence: &str) -> bool {
    let short = sentence.len() <= 40 && sentence.split_whitespace().count() < 4;
    short && sentence.contains(|c: char| c.is_ascii_digit())
}

/// What cannot begin a sentence.
fn goes_on(c: char) -> bool {
    c.is_lowercase() || matches!(c, ';' | '؛' | ')' | ']' | '}' | '»' | '”' | '%' | '/' | '=' | '+')
}

/// »Nie!«: marks that point inwards, set so where German is printed.
fn opens_reversed(next: &str) -> bool {
    next.strip_prefix('»').is_some_and(|behind| behind.starts_with(char::is_alphanumeric))
}

/// «… !» — said he: a dash and a small letter.
fn is_aside(next: &str) -> bool {
    let behind = next.trim_start_matches(['—', '–', '-']);
    behind.len() < next.len() && behind.trim_start().chars().next().is_some_and(char::is_lowercase)
}

fn is_closing_word_mark(c: char) -> bool {
    matches!(c, '，' | '、' | '」' | '』')
}

/// The word at the end of `text`, up to white space, a bracket or a quote.
fn last_word(text: &str) -> &str {
    let mut start = text.len();
    for (at, c) in text.char_indices().rev().take(LONGEST_BEFORE) {
        if breaks_word(c) {
            break;
        }
        start = at;
    }
    &text[start..]
}

/// The word `text` begins with, quotes and brackets before it passed over.
fn first_word(text: &str) -> &str {
    let (mut start, mut end) = (None, 0);
    for (at, c) in text.char_indices().take(LONGEST_BEHIND) {
        match start {
            None if is_word_char(c) => start = Some(at),
            Some(start) if breaks_word(c) || matches!(c, ',' | ':' | ';' | '،') => return &text[start..at],
            _ => {}
        }
        end = at + c.len_utf8();
    }
    start.map_or("", |start| &text[start..end])
}

/// Characters in front of a mark, and behind it, within which the word next to it is sought.
const LONGEST_BEFORE: usize = 48;
const LONGEST_BEHIND: usize = 64;

fn breaks_word(c: char) -> bool {
    is_gap(c) || matches!(c, '(' | '[' | '{' | '"' | '“' | '”' | '«' | '»' | '„' | '—' | '–' | '/' | '…')
}

/// `E`, `U.S`, `أ.ف`: single letters with dots between.
fn is_initials(word: &str) -> bool {
    let single = |part: &str| {
        let mut letters = part.chars().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
        letters
            .next()
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() || c.is_lowercase() && word.contains('.'))
            && letters.next().is_none()
    };
    word.split('.').all(single)
}

/// One or two digits, as in «12. Juni».
fn is_ordinal(word: &str) -> bool {
    (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}
