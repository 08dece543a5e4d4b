//! One language's claim tables, found in a sentence in one pass.
//!
//! Takes tokens, gives every place where a word or phrase of a table stands, with the small word written onto
//! its front. Each token is looked up as it is and without its clitics; of one table the longest phrase counts.

mod front;

use crate::lexicon::{self, Row, Table};
use crate::model::{Lang, Token, TokenKind};
use crate::text::memo;
use crate::text::phrase::PhraseIndex;
use ahash::AHashMap;
use front::{Clitic, Front, clitics};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::LazyLock;

/// The tables of this stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(super) enum Tag {
    /// Reporting words.
    Speech,
    /// Words that open a reported clause.
    That,
    /// "According to".
    Accord,
    /// Words that negate.
    Negator,
    /// Phrases that hold a negator and do not negate.
    NotNegator,
    /// Verbs that turn what stands under them.
    Denial,
    /// Words that give a status.
    Modal,
    /// Forms of address.
    Title,
    /// Offices.
    Role,
    /// Words that qualify an office.
    Modifier,
    /// Sources without a name.
    Unnamed,
    /// Bodies.
    Org,
    /// Words that open a clause of its own.
    Connector,
    /// Small words.
    Func,
    /// Given names.
    Given,
    /// Words that look like others.
    LookAlike,
}

const TABLES: [(Tag, &str, Front); 16] = [
    (Tag::Speech, "speech_verbs", Front::Verb),
    (Tag::That, "complementisers", Front::Conjunction),
    (Tag::Accord, "according_to", Front::Conjunction),
    (Tag::Negator, "negators", Front::Conjunction),
    (Tag::NotNegator, "not_negators", Front::Conjunction),
    (Tag::Denial, "denial_verbs", Front::Any),
    (Tag::Modal, "modality", Front::Any),
    (Tag::Title, "titles", Front::Any),
    (Tag::Role, "roles", Front::Any),
    (Tag::Modifier, "role_modifiers", Front::Conjunction),
    (Tag::Unnamed, "unnamed_sources", Front::Any),
    (Tag::Org, "organisations", Front::Any),
    (Tag::Connector, "connectors", Front::Conjunction),
    (Tag::Func, "function_words", Front::Bare),
    (Tag::Given, "given_names", Front::Bare),
    (Tag::LookAlike, "look_alikes", Front::Any),
];

/// One phrase of a table, found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    /// First token.
    pub(super) first: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// The table.
    pub(super) tag: Tag,
    /// Its row.
    pub(super) row: &'static Row,
    /// What was written onto its front.
    pub(super) clitic: &'static str,
}

#[derive(Debug)]
struct Phrase {
    rest: Vec<&'static str>,
    tag: Tag,
    front: Front,
    row: &'static Row,
}

/// What a word may open: phrases by their head, with the clitic before it, and endings with a meaning of their own.
#[derive(Debug)]
struct Opens {
    heads: Vec<(u32, Option<u16>)>,
    suffixes: Vec<u16>,
}

thread_local! {
    static OPENS: memo::Local<Option<Rc<Opens>>> = RefCell::default();
}

/// One language's claim tables, compiled.
#[derive(Debug)]
pub(super) struct Lexis {
    lang: Lang,
    heads: AHashMap<&'static str, u32>,
    /// The phrases of each head.
    phrases: Vec<Vec<Phrase>>,
    clitics: Vec<Clitic>,
    /// Endings with a meaning of their own: table, letters, row.
    suffixes: Vec<(Tag, &'static str, &'static Row)>,
    /// Words that say what happens.
    pub(super) predicates: PhraseIndex,
    /// Their rows.
    pub(super) predicate_rows: &'static [Row],
    /// Whether reported words stand before their verb.
    pub(super) verb_last: bool,
    /// Letters that open a verb in the form of what is not yet done.
    pub(super) imperfect_fronts: Vec<&'static str>,
    /// Letters in front of such a verb that make it future.
    pub(super) future_marks: Vec<&'static str>,
    /// Letters that open verbs of the present and hardly any other word.
    pub(super) verb_fronts: Vec<&'static str>,
    /// Endings of verbs of the present, where capitals tell names apart.
    pub(super) present_endings: Vec<&'static str>,
    /// Endings of finite verbs that nouns behind the name of a body hardly have.
    pub(super) finite_endings: Vec<&'static str>,
    /// Endings of nouns that are somebody's, which names hardly have.
    pub(super) possessive_endings: Vec<&'static str>,
    /// Endings of nouns for several people as subjects.
    pub(super) people_endings: Vec<&'static str>,
    /// Endings of feminine nouns.
    pub(super) feminine_endings: Vec<&'static str>,
    /// Words that look as if they carried a clitic.
    bases: Option<&'static Table>,
    predicate_table: Option<&'static Table>,
    /// Whether words carry clitics that hide their role, so that capitals tell nothing.
    pub(super) caseless: bool,
}

static ALL: LazyLock<BTreeMap<Lang, Lexis>> =
    LazyLock::new(|| lexicon::languages().map(|lang| (lang, Lexis::build(lang))).collect());
static NONE: LazyLock<Lexis> = LazyLock::new(|| Lexis::build(Lang::UNDETERMINED));

/// The tables of `lang`; empty ones where it has none.
pub(super) fn of(lang: Lang) -> &'static Lexis {
    ALL.get(&lang).unwrap_or(&NONE)
}

impl Lexis {
    fn build(lang: Lang) -> Self {
        let mut heads: AHashMap<&'static str, u32> = AHashMap::new();
        let mut phrases: Vec<Vec<Phrase>> = Vec::new();
        let mut suffixes = Vec::new();
        let tables = lexicon::of(lang);
        for (tag, name, front) in TABLES {
            for row in tables.map(|t| t.table(name).rows()).unwrap_or_default() {
                if let Some(ending) = row.key().strip_prefix('-') {
                    suffixes.push((tag, ending, row));
                    continue;
                }
                let mut words = row.key().split(' ');
                let head = words.next().unwrap_or_default();
                let nth = *heads.entry(head).or_insert(phrases.len() as u32);
                if nth as usize == phrases.len() {
                    phrases.push(Vec::new());
                }
                phrases[nth as usize].push(Phrase { rest: words.collect(), tag, front, row });
            }
        }
        let speech = tables.map(|t| t.table("speech_verbs").rows()).unwrap_or_default();
        let verb_last = !speech.is_empty() && speech.iter().all(|row| row.cell(4).contains("before"));
        let predicates = tables.map(|t| t.table("predicates"));
        Self {
            lang,
            heads,
            phrases,
            clitics: clitics(lang),
            suffixes,
            predicates: predicates.map(|t| PhraseIndex::of_table(lang, t)).unwrap_or_default(),
            predicate_rows: predicates.map(|t| t.rows()).unwrap_or_default(),
            verb_last,
            imperfect_fronts: word_marks(lang, "imperfect"),
            future_marks: word_marks(lang, "future"),
            verb_fronts: only_verbs(lang),
            present_endings: word_marks(lang, "present"),
            finite_endings: word_marks(lang, "finite_ending"),
            possessive_endings: word_marks(lang, "possessive"),
            people_endings: word_marks(lang, "people"),
            feminine_endings: word_marks(lang, "feminine"),
            bases: tables.map(|t| t.table("bases")),
            predicate_table: predicates,
            caseless: tables.is_some_and(|t| t.table("function_words").rows().iter().any(caseless)),
        }
    }

    /// Every phrase of every table in `tokens`, by place, then table.
    pub(super) fn hits(&self, tokens: &[Token]) -> Vec<Hit> {
        let mut found: Vec<Hit> = Vec::with_capacity(tokens.len());
        for at in 0..tokens.len() {
            if tokens[at].kind == TokenKind::Word {
                let from = found.len();
                self.hits_at(tokens, at, &mut found);
                found[from..].sort_by_key(|hit| hit.tag);
            }
        }
        self.drop_inner(&mut found);
        found
    }

    fn hits_at(&self, tokens: &[Token], at: usize, found: &mut Vec<Hit>) {
        let Some(opens) = self.opens(&tokens[at].folded) else { return };
        for &(head, clitic) in &opens.heads {
            let clitic = clitic.and_then(|nth| self.clitics.get(nth as usize));
            self.phrases_at(tokens, at, &self.phrases[head as usize], clitic, found);
        }
        for &nth in &opens.suffixes {
            let (tag, _, row) = self.suffixes[nth as usize];
            if found.iter().rev().take_while(|h| h.first == at).all(|h| h.tag != tag) {
                found.push(Hit { first: at, end: at + 1, tag, row, clitic: "" });
            }
        }
    }

    /// What `word` may open; none for most words.
    fn opens(&self, word: &str) -> Option<Rc<Opens>> {
        memo::recall(&OPENS, self.lang, word, || {
            let head = |bare: &str, clitic| Some((*self.heads.get(bare)?, clitic));
            let bare = self.clitics.iter().zip(0..).filter_map(|(clitic, nth)| {
                let bare = word.strip_prefix(clitic.letters).filter(|bare| bare.chars().nth(1).is_some());
                head(bare?, Some(nth))
            });
            let ends = |ending: &str| word.len() > ending.len() + 1 && word.ends_with(ending);
            let suffixes = self.suffixes.iter().zip(0..).filter(|((_, ending, _), _)| ends(ending));
            let opens = Opens {
                heads: head(word, None).into_iter().chain(bare).collect(),
                suffixes: suffixes.map(|(_, nth)| nth).collect(),
            };
            (!opens.heads.is_empty() || !opens.suffixes.is_empty()).then(|| Rc::new(opens))
        })
    }

    fn phrases_at(
        &self,
        tokens: &[Token],
        at: usize,
        phrases: &[Phrase],
        clitic: Option<&Clitic>,
        found: &mut Vec<Hit>,
    ) {
        for phrase in phrases {
            let allowed = clitic.is_none_or(|clitic| {
                clitic.goes_with(phrase.front) && !(self.is_future(clitic) && self.is_past(phrase.row))
            });
            let rest = tokens.get(at + 1..).unwrap_or_default();
            let stands = phrase.rest.len() <= rest.len()
                && phrase.rest.iter().zip(rest).all(|(key, token)| *key == token.folded.as_str());
            if !allowed || !stands {
                continue;
            }
            let clitic = clitic.map_or("", |clitic| clitic.letters);
            let hit =
                Hit { first: at, end: at + 1 + phrase.rest.len(), tag: phrase.tag, row: phrase.row, clitic };
            match found.iter_mut().rev().take_while(|h| h.first == at).find(|h| h.tag == hit.tag) {
                Some(old) if hit.end > old.end => *old = hit,
                Some(_) => {}
                None => found.push(hit),
            }
        }
    }

    /// Whether a front ends with the mark of the future, which no past form takes: «ستوقع» is "will sign", not "expected".
    fn is_future(&self, clitic: &Clitic) -> bool {
        self.future_marks.iter().any(|mark| clitic.letters.ends_with(mark))
    }

    fn is_past(&self, row: &Row) -> bool {
        let verbs = lexicon::of(self.lang).map(|lexicon| lexicon.table("verbs"));
        let first = row.key().split(' ').next().unwrap_or_default();
        verbs.is_some_and(|verbs| verbs.has(first))
    }

    /// A phrase inside a longer one of the same table says nothing.
    fn drop_inner(&self, found: &mut Vec<Hit>) {
        let mut ends = [0usize; TABLES.len()];
        found.retain(|hit| {
            let end = &mut ends[hit.tag as usize];
            let keep = hit.first >= *end;
            *end = if keep { hit.end } else { *end };
            keep
        });
    }

    /// Whether `word`, whose stem is `stem`, is a verb of the lexicon as the dictionary has it, with or without an
    /// ending of the present.
    pub(super) fn plain_verb(&self, word: &str, stem: &str) -> bool {
        let verb = |word: &str| {
            self.predicate_table
                .and_then(|table| table.get(word))
                .is_some_and(|row| row.cell(1).contains("verb"))
        };
        let mut bare = self.present_endings.iter().filter_map(|ending| word.strip_suffix(ending));
        !self.present_endings.is_empty() && (word == stem && verb(word) || bare.any(verb))
    }

    /// Whether `word` is a word of some table.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.heads.contains_key(word) || self.predicate_table.is_some_and(|table| table.has(word))
    }
}

fn word_marks(lang: Lang, meaning: &str) -> Vec<&'static str> {
    let rows = lexicon::of(lang).map(|t| t.table("word_marks").rows()).unwrap_or_default();
    rows.iter().filter(|row| row.cell(1).split(',').any(|one| one == meaning)).map(Row::key).collect()
}

/// Letters that open verbs of the present and hardly any other word.
fn only_verbs(lang: Lang) -> Vec<&'static str> {
    let rows = lexicon::of(lang).map(|t| t.table("word_marks").rows()).unwrap_or_default();
    rows.iter().filter(|row| row.cell(2) == "verb").map(Row::key).collect()
}

fn caseless(row: &Row) -> bool {
    row.key().chars().all(|c| !c.is_lowercase() && !c.is_uppercase())
}
