//! What may be written onto the front of a word, and what is left of the word without it.

use super::Lexis;
use crate::lexicon::{self, Row};
use crate::model::Lang;

/// What may be written onto the front of a table's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Front {
    /// Conjunctions.
    Conjunction,
    /// Conjunctions and what goes with verbs.
    Verb,
    /// Everything but an article.
    Bare,
    /// Everything.
    Any,
}

/// A clitic and what it goes with.
#[derive(Debug)]
pub(super) struct Clitic {
    pub(super) letters: &'static str,
    /// Longest part of it that is a conjunction: such stand before anything.
    conjunction: bool,
    verb: bool,
    noun: bool,
    article: bool,
    always: bool,
}

impl Clitic {
    pub(super) fn goes_with(&self, front: Front) -> bool {
        match front {
            Front::Conjunction => self.conjunction,
            Front::Verb => self.conjunction || self.verb,
            Front::Bare => !self.article,
            Front::Any => self.noun || self.verb || self.conjunction,
        }
    }
}

pub(super) fn clitics(lang: Lang) -> Vec<Clitic> {
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

impl Lexis {
    /// The article written onto the front of nouns; empty where there is none.
    pub(in crate::claim) fn article(&self) -> &'static str {
        let articles = self.clitics.iter().filter(|clitic| clitic.article);
        articles.map(|clitic| clitic.letters).min_by_key(|letters| letters.len()).unwrap_or("")
    }

    /// Clitics that may stand before a name.
    pub(in crate::claim) fn fronts(&self) -> impl Iterator<Item = &'static str> + Clone + '_ {
        let fronts =
            self.clitics.iter().filter(|clitic| !clitic.article && (clitic.conjunction || clitic.noun));
        fronts.map(|clitic| clitic.letters)
    }

    /// The longest clitic with an article that opens `word`.
    pub(in crate::claim) fn definite_front(&self, word: &str) -> Option<&'static str> {
        if self.bases.is_some_and(|bases| bases.has(word)) {
            return None;
        }
        let fronts = self.clitics.iter().filter(|clitic| clitic.article && word.starts_with(clitic.letters));
        let long = |front: &&Clitic| word.len() > front.letters.len() + 2;
        fronts.filter(long).map(|clitic| clitic.letters).max_by_key(|letters| letters.len())
    }

    /// What is left of `word` without each clitic that may stand before a verb; a short rest behind a clitic that
    /// names may open with is more likely the end of a name. Tells whether the clitic is a conjunction: others go
    /// with the present only.
    pub(in crate::claim) fn without_verb_front<'w>(
        &self,
        word: &'w str,
    ) -> impl Iterator<Item = (bool, &'w str)> {
        let fronts =
            self.clitics.iter().filter(|clitic| (clitic.conjunction || clitic.verb) && !clitic.article);
        fronts.filter_map(|clitic| {
            let least = if clitic.always || !clitic.conjunction { 3 } else { 5 };
            let rest = word.strip_prefix(clitic.letters).filter(|rest| rest.chars().count() >= least);
            rest.map(|rest| (clitic.conjunction, rest))
        })
    }

    /// Whether `word` is a preposition that stands by itself before a mark instead of being written onto its noun.
    pub(in crate::claim) fn is_preposition(&self, word: &str) -> bool {
        self.clitics
            .iter()
            .any(|clitic| clitic.noun && !clitic.article && !clitic.conjunction && clitic.letters == word)
    }

    /// What is left of `word` without each noun clitic it may open with.
    pub(in crate::claim) fn without_preposition<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        let fronts =
            self.clitics.iter().filter(|clitic| clitic.noun && !clitic.article && !clitic.conjunction);
        fronts.filter_map(|clitic| word.strip_prefix(clitic.letters)).filter(|rest| rest.chars().count() >= 3)
    }

    /// What a noun clitic without article leaves of `word`, where a table knows it.
    pub(in crate::claim) fn behind_preposition<'w>(&self, word: &'w str) -> Option<&'w str> {
        let fronts =
            self.clitics.iter().filter(|clitic| clitic.noun && !clitic.article && !clitic.conjunction);
        let mut rests = fronts.filter_map(|clitic| word.strip_prefix(clitic.letters));
        rests.find(|rest| rest.chars().count() >= 3 && self.knows(rest))
    }

    /// Whether `word`, which no table knows, is taken to carry a conjunction.
    pub(in crate::claim) fn seems_joined(&self, word: &str) -> bool {
        let joins = self.clitics.iter().find(|clitic| clitic.always && word.starts_with(clitic.letters));
        joins.is_some_and(|clitic| word.len() > clitic.letters.len() + 2)
    }

    /// Whether `word` is known to be whole though it opens as if something were attached.
    pub(in crate::claim) fn is_whole(&self, word: &str) -> bool {
        self.bases.and_then(|bases| bases.get(word)).is_some_and(|row| row.cell(1) != "end")
    }

    /// Whether `letters` begin with a conjunction.
    pub(in crate::claim) fn joins(&self, letters: &str) -> bool {
        self.clitics.iter().any(|clitic| clitic.conjunction && letters.starts_with(clitic.letters))
    }
}
