//! Light stems: one look-up form for the inflected forms of a word.
//!
//! Takes a folded word and a language, gives its stem or the forms under which it may stand in a lexicon.
//! A stem need not be a word; it joins number, gender, case, person, clitics and not more, so that different
//! lemmas stay apart. Everything a language brings is data (`lexicon/data/<lang>/`):
//!
//! - `lemmas.tsv`: form, lemma: irregular forms; they win over every rule;
//! - `bases.tsv`: words that begin or end as if something were attached, and are whole;
//! - `affixes.tsv`: prefixes and suffixes by stage, with the letters that must remain;
//! - `verbs.tsv`, `verb_endings.tsv`: past and present of each verb and its endings, conjugated on loading.
//!
//! A language without these tables has no stemmer: the stem is the word.

mod affixes;
mod verbs;

use super::memo;
use crate::lexicon;
use crate::model::Lang;
use affixes::Stemmer;
use compact_str::CompactString;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::LazyLock;

thread_local! {
    static STEMS: memo::Local<CompactString> = RefCell::default();
    /// Bytes in front of each bare form of a word, in the order they are told.
    static FRONTS: memo::Local<Rc<[usize]>> = RefCell::default();
    static CANDIDATES: memo::Local<Rc<[CompactString]>> = RefCell::default();
    static NO_FRONTS: Rc<[usize]> = Rc::default();
}

static STEMMERS: LazyLock<BTreeMap<Lang, Stemmer>> = LazyLock::new(|| {
    let built = lexicon::languages().filter_map(|lang| Some((lang, Stemmer::build(lexicon::of(lang)?))));
    built.filter(|(_, stemmer)| !stemmer.is_empty()).collect()
});

/// The light stem of `folded`, a word as [`fold`](crate::text::fold::fold) gives it.
///
/// ```
/// use crosswire::text::stem::stem;
/// let ar = "ar".parse().unwrap();
/// assert_eq!(stem("والاتفاقيات", ar), stem("اتفاقيه", ar));
/// ```
#[must_use]
pub fn stem(folded: &str, lang: Lang) -> CompactString {
    match STEMMERS.get(&lang) {
        Some(stemmer) => memo::recall(&STEMS, lang, folded, || stemmer.stem(folded)),
        None => folded.into(),
    }
}

/// The forms under which `folded` may stand in a lexicon, the nearest first and each once: as it is, without
/// what is written onto its front (conjunction, then preposition, article, future mark), and its stem.
///
/// ```
/// use crosswire::text::stem::candidates;
/// let forms = candidates("وبالوزاره", "ar".parse().unwrap());
/// assert!(forms.iter().any(|form| form == "وزاره"));
/// ```
#[must_use]
pub fn candidates(folded: &str, lang: Lang) -> Rc<[CompactString]> {
    memo::recall(&CANDIDATES, lang, folded, || {
        let mut forms: Vec<CompactString> = Vec::with_capacity(6);
        let mut add = |form: &str| {
            if forms.iter().all(|known| known != form) {
                forms.push(form.into());
            }
        };
        each_bare(folded, lang, |form, _| add(form));
        add(&stem(folded, lang));
        forms.into()
    })
}

/// Whether `form`, without anything before it, is a form that the language conjugates by table (`verbs.tsv`), an
/// object written onto its end or not: of the present (`Some(true)`) or of the past (`Some(false)`).
pub(crate) fn conjugated(form: &str, lang: Lang) -> Option<bool> {
    STEMMERS.get(&lang)?.conjugated(form)
}

/// Whether `form`, without a conjunction before it, is a conjugated verb in a form that names hardly have: with an
/// ending for two or many, or behind a future mark.
pub(crate) fn no_name(form: &str, lang: Lang) -> bool {
    STEMMERS.get(&lang).is_some_and(|stemmer| stemmer.no_name(form))
}

/// How far a form is from the word as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// The word as it stands.
    Exact,
    /// Without what is written onto its front.
    Clitic,
    /// Its stem.
    Stem,
}

/// Calls `tell` with `folded` and with every form of it that lacks front clitics; a form may come twice.
pub(crate) fn each_bare(folded: &str, lang: Lang, mut tell: impl FnMut(&str, Fit)) {
    tell(folded, Fit::Exact);
    let Some(stemmer) = STEMMERS.get(&lang) else { return };
    let fronts = memo::recall(&FRONTS, lang, folded, || {
        let mut fronts = Vec::new();
        stemmer.each_bare(folded, |bare| fronts.push(folded.len() - bare.len()));
        if fronts.is_empty() { NO_FRONTS.with(Rc::clone) } else { fronts.into() }
    });
    for &front in fronts.iter() {
        tell(folded.get(front..).unwrap_or_default(), Fit::Clitic);
    }
}
