//! What one sentence of one article says, cut into slots.

use super::{ArticleIx, EventIx, Lang, Span};
use compact_str::CompactString;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// Position of a claim in the run's claim list, sorted by article and place in it.
pub type ClaimIx = u32;

/// One statement: who says what happened to whom, when, where, how many, and how surely.
///
/// A sentence gives one claim for each clause with its own governing statement (a reported clause, a
/// background clause); `span` is that clause, `sentence` the sentence around it.
#[derive(Debug, Clone, Serialize)]
pub struct Claim {
    /// Content hash of article id, place and words.
    pub id: String,
    /// The article that makes it.
    pub article: ArticleIx,
    /// Index of its sentence in that article.
    pub sentence: u32,
    /// The clause.
    pub span: Span,
    /// The clause without the reporting frame ("the minister said that").
    pub content: Span,
    /// Language of the sentence.
    pub lang: Lang,
    /// Who is reported to say it; `None` where the outlet itself asserts it.
    pub speaker: Option<Speaker>,
    /// The reporting word.
    pub cue: Option<Cue>,
    /// How it is sourced.
    pub source: SourceKind,
    /// The words inside quotation marks that are this claim's, without the marks.
    pub quote: Option<Span>,
    /// The predicates of `content` in reading order; the first is the governing one.
    pub predicates: Vec<Predicate>,
    /// Polarity of the governing predicate, denial verbs counted.
    pub polarity: Polarity,
    /// Status of the governing predicate.
    pub modality: Modality,
    /// Numbers with what they count.
    pub quantities: Vec<Quantity>,
    /// Time expressions, resolved where that is possible.
    pub times: Vec<TimeRef>,
    /// Places named.
    pub places: Vec<PlaceRef>,
    /// People, bodies and states that take part.
    pub participants: Vec<Participant>,
    /// The event it belongs to; filled by the `event` stage, `None` where that abstains.
    pub event: Option<EventIx>,
}

/// Who a claim is attributed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// Where the name or role stands, where it does in this sentence; inherited speakers have none.
    pub span: Option<Span>,
    /// As written.
    pub name: String,
    /// Resolved inside the article to the fullest name, folded for comparison.
    pub canonical: String,
    /// Whether the verb carries no subject and the last speaker was taken ("and he added").
    pub inherited: bool,
}

/// A reporting word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cue {
    /// Where it stands.
    pub span: Span,
    /// What kind of saying it is.
    pub class: CueClass,
}

/// Classes of reporting words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CueClass {
    /// Says, adds, mentions.
    Say,
    /// Confirms, stresses, announces.
    Affirm,
    /// Denies, rejects, refutes.
    Deny,
    /// Warns, threatens.
    Warn,
    /// Expects, predicts.
    Expect,
    /// Asks, calls for, demands.
    Demand,
}

/// How a claim is sourced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// The outlet's own words.
    Asserted,
    /// Words in quotation marks.
    Direct,
    /// Reported speech of a named speaker.
    Indirect,
    /// Reported speech of "sources", "an official", "media".
    Unnamed,
}

/// A verb, verbal noun or predicate noun and its classes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Predicate {
    /// Where it stands.
    pub span: Span,
    /// Light stem, for comparison.
    pub stem: CompactString,
    /// Predicate classes of the lexicon it belongs to (`maintain`, `expel`, `kill` …), sorted; possibly none.
    pub classes: Vec<CompactString>,
    /// Its own polarity, with every negator and denial verb above it counted.
    pub polarity: Polarity,
    /// Its own status.
    pub modality: Modality,
    /// The negator or denial verb, where there is one.
    pub negator: Option<Span>,
}

/// Whether a predicate is affirmed or denied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// Affirmed.
    #[default]
    Positive,
    /// Denied.
    Negative,
}

impl Polarity {
    /// The other one.
    #[must_use]
    pub fn flip(self) -> Self {
        match self {
            Polarity::Positive => Polarity::Negative,
            Polarity::Negative => Polarity::Positive,
        }
    }
}

/// The status a claim gives to what it speaks of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// It happened or holds.
    #[default]
    Fact,
    /// It is decided and lies ahead.
    Planned,
    /// It may be or may happen.
    Possible,
    /// Somebody wants it.
    Goal,
    /// Somebody expects it.
    Expected,
}

/// A number and what it counts or measures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quantity {
    /// The number with its approximator and unit.
    pub span: Span,
    /// Least value the words allow, in `unit`; `f64::NEG_INFINITY` where open.
    pub low: f64,
    /// Greatest value the words allow, in `unit`; `f64::INFINITY` where open.
    pub high: f64,
    /// How the bounds came about.
    pub rounding: Rounding,
    /// Base unit: `percent`, `minute`, `usd`, `kilometre` …; `None` for a plain count.
    pub unit: Option<CompactString>,
    /// Class or light stem of the thing counted (`person_killed`'s noun is `soldier`), where one was found.
    pub of: Option<CompactString>,
    /// The words of the thing counted.
    pub of_span: Option<Span>,
    /// The predicate that governs it, as an index into the claim's predicates.
    pub predicate: Option<u32>,
}

/// How the bounds of a quantity came about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Stated as it is.
    #[default]
    Exact,
    /// "About", "nearly", "some".
    About,
    /// "At least", "more than".
    AtLeast,
    /// "At most", "fewer than".
    AtMost,
    /// "Between … and …".
    Range,
    /// "Dozens", "thousands", "several".
    Vague,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeRef {
    /// Where it stands.
    pub span: Span,
    /// First day it can mean; `None` where unresolved.
    pub from: Option<Date>,
    /// Last day it can mean; `None` where unresolved.
    pub to: Option<Date>,
    /// How it was resolved.
    pub basis: TimeBasis,
    /// The predicate it dates, as an index into the claim's predicates.
    pub predicate: Option<u32>,
}

/// How a time expression was resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeBasis {
    /// Day, month and year stand in the words, or as much of them as the interval claims.
    Explicit,
    /// Counted from the publication date.
    Publication,
    /// Counted from another date in the same article, such as a tweet stamp or a full date.
    Article,
    /// Counted from an event dated elsewhere.
    Event,
    /// It could not be resolved.
    Unresolved,
}

/// A place named in a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceRef {
    /// Where it stands.
    pub span: Span,
    /// Gazetteer id (`sochi`, `ru`), where known.
    pub id: Option<CompactString>,
    /// Name folded, for places the gazetteer does not know.
    pub name: CompactString,
    /// What the name does in the sentence.
    pub role: PlaceRole,
}

/// What a place name does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceRole {
    /// Something happens there.
    Location,
    /// Stands for its government ("Moscow warned").
    Actor,
    /// Part of a name ("the Sochi agreement").
    Name,
    /// An adjective or origin ("the Russian president").
    Origin,
}

/// A person, body or state that takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Participant {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub name: String,
    /// Resolved inside the article, folded for comparison (`رجب طيب اردوغان`, `tr`).
    pub canonical: String,
    /// Office or title, folded, where stated.
    pub role: Option<String>,
}
