//! Discourse markers that take a clause out of its article's news.
//!
//! Takes tokens, gives the markers with their class. The words are data (`<lang>/background_cues.tsv`).

use crate::lexicon;
use crate::model::{Lang, Token, TokenKind};
use crate::text::phrase::PhraseIndex;
use crate::text::stem::Fit;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static CUES: LazyLock<BTreeMap<Lang, Cues>> =
    LazyLock::new(|| lexicon::languages().filter_map(|lang| Some((lang, Cues::load(lang)?))).collect());

/// What a discourse marker does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueKind {
    /// Tells what is known already ("it is worth noting").
    Reminder,
    /// Turns to another matter ("in a separate attack").
    Shift,
    /// Tells what came before ("had earlier").
    Past,
    /// Tells what always holds ("is considered").
    Standing,
    /// Sets one happening before or after another ("after the summit").
    Relation,
    /// Brings in what is talked about ("the situation in").
    Theme,
    /// Opens the next point of the same news ("on the death of the soldiers, he said").
    Topic,
}

/// A marker found in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CueMention {
    /// What it does.
    pub kind: CueKind,
    /// First token, in the slice searched.
    pub first_token: usize,
    /// Last token, inclusive.
    pub last_token: usize,
}

/// How many words may stand before a reminder or shift that opens a clause ("and", "but").
const OPENING_WORDS: usize = 2;

/// The markers in the tokens of one sentence; reminders, shifts and topics count at its head only.
#[must_use]
pub fn mentions(tokens: &[Token], lang: Lang) -> Vec<CueMention> {
    let Some(cues) = CUES.get(&lang) else { return Vec::new() };
    // A bare stem is no marker: "the earlier accords" tell of accords, not of earlier times.
    let found = cues.index.matches(tokens).into_iter().filter(|one| one.fit < Fit::Stem).map(|one| {
        CueMention { kind: cues.kinds[one.row], first_token: one.first_token, last_token: one.last_token }
    });
    let opens = |one: &CueMention| {
        let before = &tokens[..one.first_token];
        before.iter().filter(|token| token.kind == TokenKind::Word).count() <= OPENING_WORDS
    };
    let heads = |kind| matches!(kind, CueKind::Reminder | CueKind::Shift | CueKind::Topic);
    found.filter(|one| !heads(one.kind) || opens(one)).collect()
}

struct Cues {
    index: PhraseIndex,
    kinds: Vec<CueKind>,
}

impl Cues {
    fn load(lang: Lang) -> Option<Self> {
        let table = lexicon::of(lang)?.table("background_cues");
        let known = || table.rows().iter().filter_map(|row| Some((row.key(), cue_kind(row.cell(1))?)));
        let index = PhraseIndex::new(lang, known().map(|(words, _)| words));
        Some(Self { index, kinds: known().map(|(_, kind)| kind).collect() })
    }
}

fn cue_kind(class: &str) -> Option<CueKind> {
    Some(match class {
        "reminder" => CueKind::Reminder,
        "shift" => CueKind::Shift,
        "past" => CueKind::Past,
        "standing" => CueKind::Standing,
        "relation" => CueKind::Relation,
        "theme" => CueKind::Theme,
        "topic" => CueKind::Topic,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_marker_has_a_known_class() {
        for lang in lexicon::languages() {
            let Some(lexicon) = lexicon::of(lang) else { continue };
            for row in lexicon.table("background_cues").rows() {
                assert!(cue_kind(row.cell(1)).is_some(), "{lang}: {}", row.key());
            }
        }
    }
}
