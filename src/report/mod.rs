//! A finished report to bytes, one file per format.
//!
//! Takes a [`Report`](crate::model::Report), gives bytes, and decides nothing. Same report, same bytes: there
//! is no clock here.

pub mod csv;
pub mod escape;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod legend;
pub mod markdown;
pub mod record;
pub mod schema;
pub mod text;

mod bundle;
mod summary;

pub use bundle::write_all;
pub use summary::{Summary, summary};
