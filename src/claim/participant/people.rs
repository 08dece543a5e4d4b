//! Who is who in one article.
//!
//! Takes the mentions of an article in reading order, gives the people it names in full, the offices they hold,
//! and for any later mention the person meant.

use super::super::lexis::Tag;
use super::super::line::Line;
use super::super::{name, predicate};
use super::{Kind, Mention};
use crate::model::{Token, TokenKind};
use ahash::AHashSet;
use compact_str::CompactString;
use std::cell::OnceCell;

/// Least likeness of two spellings of one surname inside an article.
const SAME_SURNAME: f64 = 0.86;

/// One person of an article.
#[derive(Debug, Clone)]
struct Person {
    /// The fullest name, folded.
    words: Vec<CompactString>,
    /// The consonants of its last word.
    surname: CompactString,
    /// Offices with what they belong to.
    offices: Vec<(&'static str, Option<CompactString>)>,
    feminine: Option<bool>,
    /// What the words in front of the name call them: "editor".
    trades: Vec<CompactString>,
}

/// The people of one article.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    all: Vec<Person>,
    /// How often a name was learnt: while it stays, sentences show the same mentions.
    learnt: usize,
    /// Every word the article writes, folded.
    words: AHashSet<CompactString>,
    /// Office and origin of the person named last, for "his counterpart".
    last_office: &'static str,
}

impl People {
    /// Nobody yet, in an article of these tokens.
    pub(crate) fn of(tokens: &[Token]) -> Self {
        let words = tokens.iter().filter(|token| token.kind == TokenKind::Word);
        Self { words: words.map(|token| token.folded.clone()).collect(), ..Self::default() }
    }

    /// How often a name was learnt.
    pub(crate) fn learnt(&self) -> usize {
        self.learnt
    }

    /// Whether the article writes `word` by itself.
    pub(crate) fn writes(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Learns from the mentions of the next line.
    pub(crate) fn learn(&mut self, line: &Line<'_>, mentions: &[Mention]) {
        for mention in mentions {
            if mention.kind == Kind::Person {
                self.learn_one(line, mention);
            }
            if !mention.office.is_empty() && mention.office != "counterpart" {
                self.last_office = mention.office;
            }
        }
    }

    fn learn_one(&mut self, line: &Line<'_>, mention: &Mention) {
        let words = mention.name_words(line);
        if words.is_empty() {
            return;
        }
        let nth = match self.find(&words) {
            Some(nth) => {
                // The first full spelling stays; a longer name wins.
                let known = &self.all[nth].words;
                let same_end = known
                    .last()
                    .zip(words.last())
                    .is_some_and(|(a, b)| inflected(a, b).max(name::word_similarity(a, b)) > SAME_SURNAME);
                if words.len() > known.len() && words.len() <= 5 && same_end {
                    self.learnt += 1;
                    self.all[nth].surname = surname_key(&words);
                    self.all[nth].words = words;
                }
                nth
            }
            None => {
                let surname = surname_key(&words);
                self.learnt += 1;
                self.all.push(Person {
                    words,
                    surname,
                    offices: Vec::new(),
                    feminine: None,
                    trades: Vec::new(),
                });
                self.all.len() - 1
            }
        };
        let office = if mention.office == "counterpart" { self.last_office } else { mention.office };
        let trade = trade(line, mention);
        let person = &mut self.all[nth];
        if let Some(trade) = trade.filter(|trade| !person.trades.contains(trade)) {
            person.trades.push(trade);
        }
        person.feminine = person.feminine.or(mention.agree.feminine.filter(|feminine| *feminine));
        if !office.is_empty() {
            let held = (office, mention.origin.clone());
            if !person.offices.contains(&held) {
                person.offices.push(held);
            }
        }
    }

    /// The person that `words` name: the same name, or a part of it that names nobody else.
    fn find(&self, words: &[CompactString]) -> Option<usize> {
        if let Some(nth) = self.all.iter().position(|person| person.words == words) {
            return Some(nth);
        }
        let joined = words.join(" ");
        let mut best: Option<(usize, f64)> = None;
        let mut rivals = 0;
        for (nth, person) in self.all.iter().enumerate() {
            let score = match words {
                [word] => surname_likeness(word, &person.words),
                _ if !shares_first_letter(words, &person.words) => 0.0,
                _ => name::same(&joined, &person.words.join(" ")),
            };
            if score >= SAME_SURNAME || words.len() > 1 && score > 0.8 {
                rivals += usize::from(best.is_some_and(|(_, old)| old >= 0.99) && score >= 0.99);
                if best.is_none_or(|(_, old)| score > old) {
                    best = Some((nth, score));
                }
            }
        }
        best.filter(|_| rivals == 0).map(|(nth, _)| nth)
    }

    /// Whether a word, possibly with clitics, is the surname of somebody named in full; gives the clitics' bytes.
    pub(crate) fn surname<'f>(&self, word: &str, fronts: impl Iterator<Item = &'f str>) -> Option<usize> {
        if self.all.is_empty() || word.chars().nth(2).is_none() {
            return None;
        }
        let known = |word: &str| self.is_surname(word);
        if known(word) {
            return Some(0);
        }
        let mut stripped = fronts.filter_map(|front| Some((front.len(), word.strip_prefix(front)?)));
        let exact = stripped.find(|(_, rest)| known(rest)).map(|(len, _)| len);
        exact.or_else(|| {
            let key = OnceCell::new();
            let close = |person: &Person| {
                near_in_length(word, &person.words)
                    && person.words.last().is_some_and(|last| {
                        let key = key.get_or_init(|| name::known_key(word));
                        inflected(word, last) >= 0.9
                            || name::is_one_word((word, key), (last, &person.surname))
                    })
            };
            if word.chars().nth(3).is_some() && self.all.iter().any(close) { Some(0) } else { None }
        })
    }

    /// Whether a word, spelled just so, is the surname of somebody named in full.
    pub(crate) fn is_surname(&self, word: &str) -> bool {
        self.all.iter().any(|person| person.words.last().is_some_and(|last| last == word))
    }

    /// The fullest name of the person, or the key of the body, folded; the words themselves where nobody is known.
    pub(crate) fn canonical(&self, line: &Line<'_>, mention: &Mention) -> String {
        match mention.kind {
            Kind::Person => {
                let words = mention.name_words(line);
                self.find(&words).map_or_else(|| words.join(" "), |nth| self.all[nth].words.join(" "))
            }
            Kind::Role => self.holder(mention).map_or_else(|| mention.folded(line), |p| p.words.join(" ")),
            Kind::Org | Kind::State => {
                mention.id.as_ref().map_or_else(|| mention.folded(line), |id| id.to_string())
            }
            Kind::Unnamed => mention.folded(line),
        }
    }

    /// Whether the person a mention names is known to be a woman.
    pub(crate) fn feminine(&self, line: &Line<'_>, mention: &Mention) -> Option<bool> {
        if mention.kind == Kind::Role {
            return self.holder(mention).and_then(|person| person.feminine);
        }
        self.find(&mention.name_words(line)).and_then(|nth| self.all[nth].feminine)
    }

    /// Who holds the office a mention names, where that is one person.
    fn holder(&self, mention: &Mention) -> Option<&Person> {
        let held = |person: &&Person, exact: bool| {
            person.offices.iter().any(|(office, origin)| {
                let same_office = *office == mention.office || mention.office == "counterpart" && !exact;
                let same_origin = match (origin, &mention.origin) {
                    (Some(a), Some(b)) => a == b,
                    (None, _) | (_, None) => !exact,
                };
                same_office && same_origin
            })
        };
        let exact: Vec<&Person> = self.all.iter().filter(|person| held(person, true)).collect();
        if mention.origin.is_some() && exact.len() == 1 {
            return exact.first().copied();
        }
        let loose: Vec<&Person> = self.all.iter().filter(|person| held(person, false)).collect();
        if loose.len() == 1 {
            return loose.first().copied();
        }
        // "The minister" is the one minister that was named, of whatever department.
        let of_a_kind = |person: &&Person| {
            person.offices.iter().any(|(office, origin)| {
                let apart = origin.is_some() && mention.origin.is_some() && *origin != mention.origin;
                is_of_kind(office, mention.office) && !apart
            })
        };
        let mut fitting = self.all.iter().filter(of_a_kind);
        if let (true, Some(one), None) = (loose.is_empty(), fitting.next(), fitting.next()) {
            return Some(one);
        }
        if mention.office == "official" || mention.office == "counterpart" {
            // "The Russian official" is whoever of that country was named.
            let of_origin = |person: &&Person| {
                mention.origin.is_some() && person.offices.iter().any(|(_, origin)| *origin == mention.origin)
            };
            let fitting: Vec<&Person> = self.all.iter().filter(of_origin).collect();
            return if fitting.len() == 1 { fitting.first().copied() } else { None };
        }
        None
    }
}

/// Whether an office is one of a department, and `kind` is what all of these are called ("the minister").
fn is_of_kind(office: &str, kind: &str) -> bool {
    const APART: [&str; 3] = ["prime", "deputy", "vice"];
    let department = office.strip_suffix(kind).and_then(|front| front.strip_suffix('_'));
    kind == "minister" && department.is_some_and(|front| !APART.contains(&front))
}

fn surname_key(words: &[CompactString]) -> CompactString {
    words.last().map(|last| name::known_key(last)).unwrap_or_default()
}

/// Whether a word may be a spelling of a surname at all: one first letter, hardly longer or shorter. Cheap, so that
/// the costly comparison runs for few words.
fn near_in_length(word: &str, words: &[CompactString]) -> bool {
    words.last().is_some_and(|last| {
        word.chars().next() == last.chars().next() && word.len().abs_diff(last.len()) <= 6
    })
}

/// Whether some word of a full name opens with the letter that the last of `words` opens with.
fn shares_first_letter(words: &[CompactString], full: &[CompactString]) -> bool {
    let first = words.last().and_then(|last| last.chars().next());
    full.iter().any(|word| word.chars().next() == first)
}

/// How well one word stands for a full name: as its surname, or as its one word.
fn surname_likeness(word: &str, words: &[CompactString]) -> f64 {
    let Some(last) = words.last() else { return 0.0 };
    inflected(word, last).max(name::word_similarity(word, last))
}

/// Case endings: one word is the other and at most three letters more, both of four or more.
fn inflected(a: &str, b: &str) -> f64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if !short.chars().all(|c| ('\u{400}'..='\u{52f}').contains(&c)) {
        return 0.0;
    }
    let letters = short.chars().count();
    let extra = long.chars().count().saturating_sub(letters);
    let stem = short.char_indices().next_back().map_or(short, |(last, _)| &short[..last]);
    if letters >= 4 && extra <= 3 && long.starts_with(stem) { 0.97 } else { 0.0 }
}

impl People {
    /// The person that a noun phrase names, where its last word is a known surname.
    pub(crate) fn canonical_of_words(&self, line: &Line<'_>, at: &std::ops::Range<usize>) -> Option<String> {
        let words = super::name_words(line, at, 0);
        let nth = self.find(&words).or_else(|| self.of_trade(line, at))?;
        Some(self.all[nth].words.join(" "))
    }

    /// The one person whose name stood behind the one noun of these words: "the editor".
    fn of_trade(&self, line: &Line<'_>, at: &std::ops::Range<usize>) -> Option<usize> {
        let mut nouns = at.clone().filter(|at| line.word(*at) && !line.det(*at));
        let noun = nouns.next().filter(|_| nouns.next().is_none())?;
        let word = &line.tokens[noun].folded;
        let mut holders = (0..self.all.len()).filter(|nth| self.all[*nth].trades.contains(word));
        holders.next().filter(|_| holders.next().is_none())
    }
}

/// The noun right in front of a name that says what somebody is ("editor Rosa Linden", «الخباز سامر النابلسي»).
fn trade(line: &Line<'_>, mention: &Mention) -> Option<CompactString> {
    let at = mention.name.as_ref()?.start.checked_sub(1).filter(|_| mention.role.is_none())?;
    let noun = line.word(at)
        && !line.is(at, Tag::Func)
        && line.hit(at, Tag::Speech).is_none()
        && line.hit(at, Tag::Title).is_none()
        && !line.capital(at);
    let shown = if line.lexis.caseless { line.definite(at, 0) } else { !predicate::verb_like(line, at) };
    (noun && shown).then(|| line.tokens[at].folded.clone())
}
