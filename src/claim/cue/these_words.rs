//! A phrase that points back at a quotation and says whose it was: «…»، بهذه الكلمات وصف التاجر, "with these words the coach …".

use super::{Frame, Scene};
use crate::claim::lexis::Tag;
use crate::claim::participant::{Agreement, Kind};
use crate::claim::speaker::{self, Subject};
use crate::model::CueClass;

/// The frame of a quotation pointed back at; its content is empty where the quotation stands in the sentence before.
pub(in crate::claim) fn these_words(scene: &Scene<'_>) -> Option<Frame> {
    let line = scene.line;
    let hit = line.all(Tag::Accord).find(|hit| hit.row.cell(2) == "these" && !scene.in_speech(hit.first))?;
    let before = scene.quoted.iter().rev().find(|quoted| quoted.at.end <= hit.first);
    let from = before.map_or(0, |quoted| quoted.at.end);
    if (from..hit.first).any(|at| line.word(at)) {
        return None;
    }
    let speaks = |kind: Kind| !matches!(kind, Kind::State);
    let nth = scene.mentions.iter().position(|one| one.at.start >= hit.end && speaks(one.kind));
    let words = hit.end..speaker::phrase_end(line, hit.end);
    let (subject, at) = match nth {
        Some(nth) => (Subject::Mention(nth, scene.mentions[nth].at.clone()), scene.mentions[nth].at.clone()),
        None if line.lexis.caseless && line.definite(hit.end, 0) => {
            (Subject::Words(hit.end..hit.end + 1), words)
        }
        None => return None,
    };
    let content = before.map_or(hit.first..hit.first, |quoted| quoted.at.clone());
    Some(Frame {
        cue: hit.first..hit.end,
        class: CueClass::Say,
        agree: Agreement::default(),
        subject,
        carries_on: false,
        goes_on: false,
        outer: None,
        at: hit.first..at.end,
        content,
    })
}
