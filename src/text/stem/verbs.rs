//! Conjugated forms of a language's verbs, from two tables.
//!
//! `verbs.tsv` gives past, present and class of each verb; `verb_endings.tsv` gives the prefixes and endings of
//! each class. A form that several verbs share belongs to the verb whose past it is, else to the shortest.

use crate::lexicon::{Lexicon, Row};
use ahash::AHashMap;
use compact_str::CompactString;

/// What a form is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verb {
    pub(super) past: &'static str,
    /// Whether the form is of the present, which alone takes a future mark.
    pub(super) present: bool,
    /// Whether its ending shows a verb: hardly any name has such a form.
    pub(super) sure: bool,
}

/// One row of `verb_endings.tsv`.
struct Ending {
    class: &'static str,
    present: bool,
    prefix: &'static str,
    drop_last: bool,
    drop_inner: bool,
    ending: &'static str,
    least: usize,
    sure: Option<usize>,
}

/// All forms of all verbs.
pub(super) fn forms(words: &'static Lexicon) -> AHashMap<CompactString, Verb> {
    let endings: Vec<Ending> = words.table("verb_endings").rows().iter().map(Ending::read).collect();
    let verbs = words.table("verbs").rows();
    let mut forms = AHashMap::with_capacity(verbs.len() * endings.len() / 3);
    for row in verbs {
        let past = row.key();
        let mut present = row.cell(1).chars();
        present.next();
        for ending in &endings {
            let (class, base) =
                if ending.present { (row.cell(3), present.as_str()) } else { (row.cell(2), past) };
            if class == ending.class
                && let Some(form) = ending.applied_to(base)
            {
                let sure = ending.sure.is_some_and(|least| form.chars().count() >= least);
                keep_nearest(&mut forms, form, Verb { past, present: ending.present, sure });
            }
        }
    }
    forms
}

fn keep_nearest(forms: &mut AHashMap<CompactString, Verb>, form: CompactString, verb: Verb) {
    let rank = |verb: &Verb, form: &str| (verb.past != form, verb.present, verb.past.len(), verb.past);
    match forms.get(&form) {
        Some(known) if rank(known, &form) <= rank(&verb, &form) => {}
        _ => {
            forms.insert(form, verb);
        }
    }
}

impl Ending {
    fn read(row: &Row) -> Self {
        Self {
            class: row.cell(1),
            present: row.cell(2) == "present",
            prefix: row.cell(3),
            drop_last: row.cell(4) == "1",
            drop_inner: row.cell(5) == "1",
            ending: row.cell(6),
            least: row.cell(7).parse().unwrap_or(0),
            sure: row.cell(8).parse().ok(),
        }
    }

    fn applied_to(&self, base: &str) -> Option<CompactString> {
        let mut letters: Vec<char> = base.chars().collect();
        if self.drop_last {
            letters.pop()?;
        }
        if self.drop_inner {
            let inner = letters.len().checked_sub(2)?;
            letters.remove(inner);
        }
        let form = self.prefix.chars().chain(letters).chain(self.ending.chars());
        let form: CompactString = form.collect();
        (form.chars().count() >= self.least).then_some(form)
    }
}
