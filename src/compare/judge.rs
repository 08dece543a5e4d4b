//! One pair of sentences, taken to speak of the same event.
//!
//! Takes two texts, their dates and language where known, gives how they stand to each other by the same detectors a
//! whole run uses.

use super::align::Pair;
use super::decide;
use super::lone;
use super::reading::Reading;
use super::rules::Trace;
use crate::model::{
    Article, Band, Claim, ClaimIx, DatePrecision, DateSource, Kind, Lang, Published, Reason, Verdict,
};
use crate::{claim, text};
use jiff::civil::{Date, DateTime};
use std::collections::BTreeMap;

/// How two texts stand to each other.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// What they are to each other; `None` where nothing was found.
    pub verdict: Option<Verdict>,
    /// The kind of contradiction.
    pub kind: Option<Kind>,
    /// Score of what was found, 0–1; where nothing was found, the best score below the bar.
    pub score: f64,
    /// Band of the score, where something was found.
    pub band: Option<Band>,
    /// Why; empty where nothing was found.
    pub reason: Reason,
    /// The values compared.
    pub values: BTreeMap<String, String>,
    /// The words that decide in the first text, as given.
    pub a_evidence: Vec<String>,
    /// The words that decide in the second text.
    pub b_evidence: Vec<String>,
    /// Features of the decision.
    pub features: Vec<(&'static str, f64)>,
    /// Which gate stopped which detector.
    pub trace: Trace,
}

/// Judges two texts, each read as one statement however many sentences it has.
///
/// ```
/// use crosswire::compare::judge::judge;
/// use crosswire::model::Kind;
/// let found = judge("Bread prices rose in the capital.", "Bread prices fell in the capital.", None, None, None);
/// assert_eq!(found.kind, Some(Kind::Opposite));
/// ```
#[must_use]
pub fn judge(
    a: &str,
    b: &str,
    a_date: Option<DateTime>,
    b_date: Option<DateTime>,
    lang: Option<Lang>,
) -> Judgement {
    with_pair([a, b], [a_date, b_date], lang, of_pair).unwrap_or_default()
}

/// Gives `look` the two texts aligned, each read as one statement, and whether the sides were turned to put them in
/// order; `None` where a text holds nothing to read.
pub fn with_pair<T>(
    texts: [&str; 2],
    dates: [Option<DateTime>; 2],
    lang: Option<Lang>,
    look: impl FnOnce(&Pair<'_>, bool) -> T,
) -> Option<T> {
    let [a, b] = texts;
    let [lang_a, lang_b] = languages(a, b, lang);
    let articles = [article(a, dates[0], Some(lang_a)), article(b, dates[1], Some(lang_b))];
    let texts = text::read(&articles);
    let claims = claim::extract(&articles, &texts);
    let readings = [0, 1].map(|side: u32| {
        let own: Vec<(ClaimIx, &Claim)> = claims
            .iter()
            .enumerate()
            .filter(|(_, claim)| claim.article == side)
            .map(|(nth, claim)| (nth as ClaimIx, claim))
            .collect();
        Reading::whole(&articles[side as usize], &texts[side as usize], &own)
    });
    let [Some(one), Some(other)] = &readings else { return None };
    let pair = Pair::new(one, other);
    let turned = !std::ptr::eq(pair.a, one);
    Some(look(&pair, turned))
}

/// The languages of two texts. A short text is told together with the other where both could be of one language.
fn languages(a: &str, b: &str, lang: Option<Lang>) -> [Lang; 2] {
    if let Some(lang) = lang {
        return [lang; 2];
    }
    let [one, other] = [a, b].map(|text| match text::language::detect(text) {
        Lang::UNDETERMINED => by_script(text),
        lang => lang,
    });
    if one == other && one != Lang::UNDETERMINED {
        return [one, other];
    }
    let script = |text: &str| {
        let letter = text.chars().find(|c| c.is_alphabetic()).map_or(0, u32::from);
        if letter < 0x250 { 0 } else { letter >> 8 }
    };
    let short = a.len().min(b.len()) < 80 || one == Lang::UNDETERMINED || other == Lang::UNDETERMINED;
    // Two languages that their own words tell are two, however short the texts.
    let known = |text: &str, lang: Lang| text::language::of_known_words(text) == Some(lang);
    if script(a) == script(b) && short && !(known(a, one) && known(b, other)) {
        return [text::language::detect(&format!("{a} {b}")); 2];
    }
    [one, other]
}

/// The commonest language of a text's letters, for texts too short to be told.
fn by_script(text: &str) -> Lang {
    let letter = text.chars().find(|c| c.is_alphabetic()).map_or(0, u32::from);
    let code = match letter {
        0x41..=0x7a => "en",
        0x400..=0x4ff => "ru",
        0x600..=0x6ff => "ar",
        _ => "und",
    };
    code.parse().unwrap_or_default()
}

fn of_pair(pair: &Pair<'_>, turned: bool) -> Judgement {
    let mut trace = Trace::default();
    let (decision, likely) = lone::decide(pair, &mut trace);
    let Some(decision) = decision else {
        let score = likely.same.min(decide::MIN_SCORE);
        return Judgement { score, trace, ..Judgement::default() };
    };
    let words = |reading: &Reading<'_>, spans: &[crate::model::Span]| -> Vec<String> {
        spans.iter().map(|span| reading.words_of(*span).to_owned()).collect()
    };
    let finding = decision.finding;
    let (mut a_evidence, mut b_evidence) = (words(pair.a, &finding.a), words(pair.b, &finding.b));
    if turned {
        std::mem::swap(&mut a_evidence, &mut b_evidence);
    }
    Judgement {
        verdict: Some(finding.verdict),
        kind: finding.kind,
        score: decision.score,
        band: Some(decision.band),
        reason: finding.reason,
        values: finding.values,
        a_evidence,
        b_evidence,
        features: finding.features,
        trace,
    }
}

fn article(text: &str, date: Option<DateTime>, lang: Option<Lang>) -> Article {
    let midnight = |at: DateTime| at.time() == jiff::civil::Time::midnight();
    let published = date.map(|at| Published {
        at,
        utc_offset_minutes: None,
        precision: if midnight(at) { DatePrecision::Day } else { DatePrecision::Minute },
        source: DateSource::Field,
    });
    Article { text: text.to_owned(), published, lang: lang.unwrap_or_default(), ..Article::default() }
}

/// Reads a date as `judge` records carry it: a day, or a day and time with or without an offset, which is dropped.
#[must_use]
pub fn read_date(text: &str) -> Option<DateTime> {
    let text = text.trim();
    let bare = text.get(..19).filter(|_| text.len() > 19).unwrap_or(text);
    bare.parse::<DateTime>()
        .ok()
        .or_else(|| text.get(..10)?.parse::<Date>().ok().map(|day| day.at(0, 0, 0, 0)))
}
