//! Whose words a quotation holds where no frame of its own sentence reports them.
//!
//! Takes what the frames of an article say of its quotations, in reading order, and the claims that lie in quotations which
//! nobody has been found to say; at the article's end each of those is given to whoever says the rest of its quotation, or
//! says the same words elsewhere. A headline quotes what the text attributes.

use super::cue::Scene;
use super::memory::Resolved;
use super::quotation::Quotation;
use crate::model::{Claim, SourceKind, Span, Speaker, Token, TokenKind};
use std::collections::BTreeMap;

/// Words from which a quotation repeated elsewhere in its article is known again.
const ECHO_WORDS: usize = 3;

/// The speakers of an article's quotations up to here.
#[derive(Debug, Default)]
pub(super) struct Owners {
    /// Those whom a frame names, by quotation.
    framed: BTreeMap<usize, Resolved>,
    /// Those taken to go on speaking.
    assumed: BTreeMap<usize, Resolved>,
    waiting: Vec<Waiting>,
}

/// A claim in a quotation that no frame has reported when it was made.
#[derive(Debug)]
struct Waiting {
    claim: usize,
    nth: usize,
    quote: Span,
}

impl Owners {
    /// A frame reports quotation `nth`.
    pub(super) fn framed(&mut self, nth: usize, by: &Resolved) {
        self.framed.entry(nth).or_insert_with(|| by.clone());
    }

    /// Who says quotation `nth`; `last` is who spoke last, if they may go on.
    pub(super) fn of(&mut self, nth: usize, last: Option<Resolved>) -> Option<Resolved> {
        if let Some(owner) = self.framed.get(&nth).or(self.assumed.get(&nth)) {
            return Some(inherited(owner));
        }
        let last = last?;
        self.assumed.insert(nth, last.clone());
        Some(inherited(&last))
    }

    /// A claim was made of words that begin with quotation `nth`.
    pub(super) fn wait(&mut self, scene: &Scene<'_>, claim: (usize, &Claim), nth: usize) {
        let quoted = scene.quoted.iter().find(|quoted| quoted.nth == nth && !self.framed.contains_key(&nth));
        let quote = quoted.and_then(|one| super::overlap(scene.line.span_of(&one.at), claim.1.span));
        self.waiting.extend(quote.map(|quote| Waiting { claim: claim.0, nth, quote }));
    }

    /// Gives the claims that wait to whoever says their words.
    pub(super) fn settle(&self, quotations: &[Quotation], tokens: &[Token], claims: &mut [Claim]) {
        for waiting in &self.waiting {
            let owner = self.framed.get(&waiting.nth).or_else(|| {
                let said = words(quotations.get(waiting.nth)?, tokens);
                let enough = said.split(' ').count() >= ECHO_WORDS;
                self.framed
                    .iter()
                    .filter(|(nth, _)| enough && **nth != waiting.nth)
                    .find(|(nth, _)| {
                        quotations.get(**nth).is_some_and(|one| holds(&words(one, tokens), &said))
                    })
                    .map(|(_, owner)| owner)
            });
            if let (Some(owner), Some(claim)) = (owner, claims.get_mut(waiting.claim)) {
                let (speaker, unnamed) = inherited(owner);
                claim.speaker = speaker;
                claim.source = if unnamed { SourceKind::Unnamed } else { SourceKind::Direct };
                claim.quote = Some(waiting.quote);
                claim.content = waiting.quote;
            }
        }
    }
}

/// The speaker as one who is not named here.
fn inherited(owner: &Resolved) -> Resolved {
    let speaker = owner.0.clone().map(|speaker| Speaker { span: None, inherited: true, ..speaker });
    (speaker, owner.1)
}

/// The folded words of a quotation.
fn words(quotation: &Quotation, tokens: &[Token]) -> String {
    let inside = tokens.get(quotation.open + 1..quotation.close).unwrap_or_default();
    let words = inside.iter().filter(|token| token.kind != TokenKind::Mark);
    words.map(|token| token.folded.as_str()).collect::<Vec<_>>().join(" ")
}

/// Whether the words `part` stand among `all`, whole.
fn holds(all: &str, part: &str) -> bool {
    format!(" {all} ").contains(&format!(" {part} "))
}
