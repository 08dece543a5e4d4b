//! Crosswire reads the same news from many outlets, finds the copied wire text, lines up the claims, and
//! shows where outlets agree and where they contradict each other, with the words that prove it.
//!
//! [`pipeline::compare`] is the whole run; the modules are its stages, in the order of the layers:
//! `model`, `lexicon`, `text`, `ingest`, `neardup`, `claim`, `event`, `compare`, `report`, `pipeline`.
//! Imports go down only.

pub mod claim;
pub mod compare;
pub mod eval;
pub mod event;
pub mod ingest;
pub mod lexicon;
pub mod model;
pub mod neardup;
pub mod pipeline;
pub mod report;
pub mod synth;
pub mod text;
