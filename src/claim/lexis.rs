//! One language's claim tables, found in a sentence in one pass.
//!
//! Takes tokens, gives every place where a word or phrase of a table stands, with the small word written onto
//! its front. Each token is looked up as it is and without its clitics; of one table the longest phrase counts.

use crate::lexicon::{self, Row, Table};
use crate::model::{Lang, Token, TokenKind};
use crate::text::memo;
use crate::text::phrase::PhraseIndex;
use ahash::AHashMap;
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

/// What may be written onto the front of a table's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Front {
    /// Conjunctions.
    Conjunction,
    /// Conjunctions and what goes with verbs.
    Verb,
    /// Everything but an article.
    Bare,
    /// Everything.
    Any,
}

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

/// A clitic and what it goes with.
#[derive(Debug)]
struct Clitic {
    letters: &'static str,
    /// Longest part of it that is a conjunction: such stand before anything.
    conjunction: bool,
    verb: bool,
    noun: bool,
    article: bool,
    always: bool,
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
}

impl Clitic {
    fn goes_with(&self, front: Front) -> bool {
        match front {
            Front::Conjunction => self.conjunction,
            Front::Verb => self.conjunction || self.verb,
            Front::Bare => !self.article,
            Front::Any => self.noun || self.verb || self.conjunction,
        }
    }
}

fn clitics(lang: Lang) -> Vec<Clitic> {
    let Some(tables) = lexicon::of(lang) else { return Vec::new() };
    let kind = |row: &Row, kind: &str| row.cell(1).split(',').any(|one| one == kind);
    let rows = tables.table("clitics").rows().iter();
    rows.map(|row| Clitic {
        letters: row.key(),
        conjunction: kind(row, "conj"),
        verb: kind(row, "verb"),
        noun: kind(row, "noun"),
        article: kind(row, "article"),
        always: kind(row, "always"),
    })
    .collect()
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

/// What the tables tell of a word's front.
impl Lexis {
    /// The article written onto the front of nouns; empty where there is none.
    pub(super) fn article(&self) -> &'static str {
        let articles = self.clitics.iter().filter(|clitic| clitic.article);
        articles.map(|clitic| clitic.letters).min_by_key(|letters| letters.len()).unwrap_or("")
    }

    /// Clitics that may stand before a name.
    pub(super) fn fronts(&self) -> impl Iterator<Item = &'static str> + Clone + '_ {
        let fronts =
            self.clitics.iter().filter(|clitic| !clitic.article && (clitic.conjunction || clitic.noun));
        fronts.map(|clitic| clitic.letters)
    }

    /// The longest clitic with an article that opens `word`.
    pub(super) fn definite_front(&self, word: &str) -> Option<&'static str> {
        if self.bases.is_some_and(|bases| bases.has(word)) {
            return None;
        }
        let fronts = self.clitics.iter().filter(|clitic| clitic.article && word.starts_with(clitic.letters));
        let long = |front: &&Clitic| word.len() > front.letters.len() + 2;
        fronts.filter(long).map(|clitic| clitic.letters).max_by_key(|letters| letters.len())
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

    /// What is left of `word` without each clitic that may stand before a verb; a short rest behind a clitic that
    /// names may open with is more likely the end of a name. Tells whether the clitic is a conjunction: others go
    /// with the present only.
    pub(super) fn without_verb_front<'w>(&self, word: &'w str) -> impl Iterator<Item = (bool, &'w str)> {
        let fronts =
            self.clitics.iter().filter(|clitic| (clitic.conjunction || clitic.verb) && !clitic.article);
        fronts.filter_map(|clitic| {
            let least = if clitic.always || !clitic.conjunction { 3 } else { 5 };
            let rest = word.strip_prefix(clitic.letters).filter(|rest| rest.chars().count() >= least);
            rest.map(|rest| (clitic.conjunction, rest))
        })
    }

    /// Whether `word` is a preposition that stands by itself before a mark instead of being written onto its noun.
    pub(super) fn is_preposition(&self, word: &str) -> bool {
        self.clitics
            .iter()
            .any(|clitic| clitic.noun && !clitic.article && !clitic.conjunction && clitic.letters == word)
    }

    /// What is left of `word` without each noun clitic it may open with.
    pub(super) fn without_preposition<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        let fronts =
            self.clitics.iter().filter(|clitic| clitic.noun && !clitic.article && !clitic.conjunction);
        fronts.filter_map(|clitic| word.strip_prefix(clitic.letters)).filter(|rest| rest.chars().count() >= 3)
    }

    /// What a noun clitic without article leaves of `word`, where a table knows it.
    pub(super) fn behind_preposition<'w>(&self, word: &'w str) -> Option<&'w str> {
        let fronts =
            self.clitics.iter().filter(|clitic| clitic.noun && !clitic.article && !clitic.conjunction);
        let mut rests = fronts.filter_map(|clitic| word.strip_prefix(clitic.letters));
        rests.find(|rest| rest.chars().count() >= 3 && self.knows(rest))
    }

    /// Whether `word`, which no table knows, is taken to carry a conjunction.
    pub(super) fn seems_joined(&self, word: &str) -> bool {
        let joins = self.clitics.iter().find(|clitic| clitic.always && word.starts_with(clitic.letters));
        joins.is_some_and(|clitic| word.len() > clitic.letters.len() + 2)
    }

    /// Whether `word` is known to be whole though it opens as if something were attached.
    pub(super) fn is_whole(&self, word: &str) -> bool {
        self.bases.and_then(|bases| bases.get(word)).is_some_and(|row| row.cell(1) != "end")
    }

    /// Whether `letters` begin with a conjunction.
    pub(super) fn joins(&self, letters: &str) -> bool {
        self.clitics.iter().any(|clitic| clitic.conjunction && letters.starts_with(clitic.letters))
    }
}
