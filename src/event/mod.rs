//! Claims to events, and which claims may be compared at all.
//!
//! Takes articles, texts and claims; gives events and writes each claim's event into it. Says no word of
//! verdicts.

pub mod cues;
pub mod kinds;

use crate::model::{Article, ArticleText, Claim, Event};

/// Groups claims into events and sets [`Claim::event`]; a claim it cannot place stays without one.
pub fn frame(_articles: &[Article], _texts: &[ArticleText], _claims: &mut [Claim]) -> Vec<Event> {
    Vec::new()
}
