//! Sentences and claims.

use super::{Exact, Number, OffsetUnit, Offsets};
use crate::model::{self, CueClass, Modality, PlaceRole, Polarity, SourceKind, TimeBasis};
use schemars::JsonSchema;
use serde::Serialize;

/// One sentence of an article.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "record", rename = "sentence")]
pub struct Sentence<'a> {
    /// Id of its article.
    pub article: &'a str,
    /// Its place among the article's sentences, from 0.
    pub index: u32,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The words there.
    pub exact: &'a str,
    /// Unit of `start` and `end`.
    pub offset_unit: OffsetUnit,
}

impl<'a> Sentence<'a> {
    /// Sentence `index` of article `article`.
    #[must_use]
    pub fn new(offsets: &Offsets<'a>, article: u32, index: u32, sentence: &model::Sentence) -> Self {
        let Exact { start, end, exact } = offsets.exact(article, sentence.span);
        Self { article: offsets.id(article), index, start, end, exact, offset_unit: OffsetUnit::Codepoint }
    }
}

/// One statement of an article, cut into slots.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "record", rename = "claim")]
pub struct Claim<'a> {
    /// Content hash.
    pub id: &'a str,
    /// Id of its article.
    pub article: &'a str,
    /// First code point of the clause.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The clause.
    pub exact: &'a str,
    /// Who is reported to say it, as written; null where the outlet itself asserts it.
    pub speaker: Option<&'a str>,
    /// The speaker resolved inside the article to the fullest name, folded for comparison.
    pub speaker_canonical: Option<&'a str>,
    /// The reporting word, as written.
    pub cue: Option<&'a str>,
    /// How it is sourced.
    pub source: SourceKind,
    /// The words inside quotation marks.
    pub quote: Option<Exact<'a>>,
    /// Whether the governing predicate is affirmed or denied.
    pub polarity: Polarity,
    /// The status given to what it speaks of.
    pub modality: Modality,
    /// Numbers with what they count.
    pub quantities: Vec<Quantity<'a>>,
    /// Time expressions.
    pub times: Vec<Time<'a>>,
    /// Places named.
    pub places: Vec<Place<'a>>,
    /// Who takes part.
    pub participants: Vec<Participant<'a>>,
    /// Id of its event; null where none could be told.
    pub event: Option<&'a str>,
    /// What kind of saying the reporting word is.
    pub cue_class: Option<CueClass>,
    /// Index of its sentence in the article, from 0.
    pub sentence: u32,
    /// Language code of the sentence.
    pub lang: String,
    /// Unit of every `start` and `end`.
    pub offset_unit: OffsetUnit,
}

/// A number and what it counts or measures.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Quantity<'a> {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The number with its approximator and unit.
    pub exact: &'a str,
    /// Least value the words allow, in `unit`; null where open.
    pub low: Number,
    /// Greatest value the words allow, in `unit`; null where open.
    pub high: Number,
    /// Base unit; null for a plain count.
    pub unit: Option<&'a str>,
    /// Class or stem of the thing counted.
    pub of: Option<&'a str>,
}

/// A time expression.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Time<'a> {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The words.
    pub exact: &'a str,
    /// First day it can mean, ISO 8601; null where unresolved.
    pub from: Option<String>,
    /// Last day it can mean, inclusive, ISO 8601; null where unresolved.
    pub to: Option<String>,
    /// How it was resolved.
    pub basis: TimeBasis,
}

/// A place named.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Place<'a> {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The name as written.
    pub exact: &'a str,
    /// Gazetteer id, where known.
    pub id: Option<&'a str>,
    /// Name folded for comparison.
    pub name: &'a str,
    /// What the name does in the sentence.
    pub role: PlaceRole,
}

/// Somebody who takes part.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Participant<'a> {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The name as written.
    pub exact: &'a str,
    /// Resolved inside the article, folded for comparison.
    pub canonical: &'a str,
    /// Office or title, where stated.
    pub role: Option<&'a str>,
}

impl<'a> Claim<'a> {
    /// The record of `claim`; `events` are the run's, for the event's id.
    #[must_use]
    pub fn new(offsets: &Offsets<'a>, claim: &'a model::Claim, events: &'a [model::Event]) -> Self {
        let at = |span| offsets.exact(claim.article, span);
        let Exact { start, end, exact } = at(claim.span);
        Self {
            id: &claim.id,
            article: offsets.id(claim.article),
            start,
            end,
            exact,
            speaker: claim.speaker.as_ref().map(|s| s.name.as_str()),
            speaker_canonical: claim.speaker.as_ref().map(|s| s.canonical.as_str()),
            cue: claim.cue.as_ref().map(|cue| at(cue.span).exact),
            source: claim.source,
            quote: claim.quote.map(at),
            polarity: claim.polarity,
            modality: claim.modality,
            quantities: claim.quantities.iter().map(|q| Quantity::new(at(q.span), q)).collect(),
            times: claim.times.iter().map(|t| Time::new(at(t.span), t)).collect(),
            places: claim.places.iter().map(|p| Place::new(at(p.span), p)).collect(),
            participants: claim.participants.iter().map(|p| Participant::new(at(p.span), p)).collect(),
            event: claim.event.and_then(|e| events.get(e as usize)).map(|e| e.id.as_str()),
            cue_class: claim.cue.as_ref().map(|cue| cue.class),
            sentence: claim.sentence,
            lang: claim.lang.to_string(),
            offset_unit: OffsetUnit::Codepoint,
        }
    }
}

impl<'a> Quantity<'a> {
    fn new(Exact { start, end, exact }: Exact<'a>, q: &'a model::Quantity) -> Self {
        let (low, high) = (Number(q.low), Number(q.high));
        Self { start, end, exact, low, high, unit: q.unit.as_deref(), of: q.of.as_deref() }
    }
}

impl<'a> Time<'a> {
    fn new(Exact { start, end, exact }: Exact<'a>, t: &model::TimeRef) -> Self {
        let day = |date: Option<jiff::civil::Date>| date.map(|d| d.to_string());
        Self { start, end, exact, from: day(t.from), to: day(t.to), basis: t.basis }
    }
}

impl<'a> Place<'a> {
    fn new(Exact { start, end, exact }: Exact<'a>, p: &'a model::PlaceRef) -> Self {
        Self { start, end, exact, id: p.id.as_deref(), name: &p.name, role: p.role }
    }
}

impl<'a> Participant<'a> {
    fn new(Exact { start, end, exact }: Exact<'a>, p: &'a model::Participant) -> Self {
        Self { start, end, exact, canonical: &p.canonical, role: p.role.as_deref() }
    }
}
