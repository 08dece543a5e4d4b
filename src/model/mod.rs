//! The nouns that cross stages.
//!
//! Takes nothing, gives the types every stage speaks in, and says no word of algorithms or I/O.
//! A type that only one stage uses lives in that stage.

mod article;
mod claim;
mod copies;
mod event;
mod lang;
mod problem;
mod relation;
mod report;
mod span;
mod text;

pub use article::{Article, ArticleIx, DatePrecision, DateSource, OutletSource, Published, SourceRef};
pub use claim::{
    Claim, ClaimIx, Cue, CueClass, Modality, Participant, PlaceRef, PlaceRole, Polarity, Predicate, Quantity,
    Rounding, SourceKind, Speaker, TimeBasis, TimeRef,
};
pub use copies::{Cluster, Copies, CopyMethod, CopyPair, CopyVerdict, KeptFrom, Passage};
pub use event::{Event, EventArticle, EventIx, EventRole};
pub use lang::Lang;
pub use problem::{Problem, ProblemCode};
pub use relation::{Band, Kind, Reason, Relation, Side, Verdict};
pub use report::{InputFile, Report};
pub use span::{CodepointIndex, Span};
pub use text::{ArticleText, Sentence, Token, TokenKind};
