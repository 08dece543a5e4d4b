//! Frames without a verb: "according to the ministry", and a headline's speaker with a colon.

use super::{Frame, Scene, class};
use crate::claim::lexis::{Hit, Tag};
use crate::claim::line::Range;
use crate::claim::participant::Agreement;
use crate::claim::speaker::{self, Subject};
use crate::model::CueClass;

/// "According to the ministry, …" and "…, according to the ministry".
pub(super) fn according(scene: &Scene<'_>, hit: &Hit, found: &[Frame]) -> Option<Frame> {
    let line = scene.line;
    let frame = |subject: Subject, at: Range, content: Range| Frame {
        cue: hit.first..hit.end,
        class: class(hit),
        agree: Agreement::default(),
        subject,
        carries_on: false,
        outer: None,
        at,
        content,
    };
    if hit.row.cell(2) == "back" {
        let (subject, _) = speaker::before(scene, hit.first)?;
        let content = line.trimmed(hit.end..line.len());
        let free = found
            .iter()
            .all(|frame| frame.content.start >= content.end || frame.content.end <= content.start);
        return (free && !content.is_empty()).then(|| frame(subject, 0..hit.end, content));
    }
    let (subject, end) = speaker::source(scene, hit.end)?;
    let opens = (0..hit.first).all(|at| !line.word(at) || line.is(at, Tag::Func));
    if opens {
        let pause = (end..line.len().min(end + 14)).find(|at| line.pause(*at))?;
        let content = line.trimmed(pause + 1..line.len());
        let free = found.iter().all(|frame| frame.at.start > pause + 3);
        return (free && !content.is_empty()).then(|| frame(subject, 0..pause, content));
    }
    // Behind its words: everything since the last frame.
    let over = found.iter().any(|frame| {
        frame.at.start.min(frame.content.start) < hit.first
            && hit.first <= frame.content.end.max(frame.at.end)
    });
    if over {
        return None;
    }
    let from = found
        .iter()
        .filter(|frame| frame.at.end.max(frame.content.end) <= hit.first)
        .map(|frame| frame.at.end.max(frame.content.end))
        .max()
        .unwrap_or(0);
    let content = line.trimmed(from..hit.first);
    let words = content.clone().filter(|at| line.word(*at)).count();
    let next = found
        .iter()
        .map(|frame| frame.at.start.min(frame.content.start))
        .filter(|at| *at >= hit.end)
        .min()
        .unwrap_or(line.len());
    (words >= 3).then(|| frame(subject, hit.first..end.min(next), content))
}

/// "Erdogan: we will go on": a speaker and a colon open a headline.
pub(super) fn headline(scene: &Scene<'_>) -> Option<Frame> {
    let line = scene.line;
    let first = scene.mentions.first().filter(|mention| (0..mention.at.start).all(|at| line.det(at)))?;
    if line.mark(first.at.end) != Some(':') || line.len() < first.at.end + 4 {
        return None;
    }
    let content = line.trimmed(first.at.end + 1..line.len());
    Some(Frame {
        cue: first.at.end..first.at.end,
        class: CueClass::Say,
        agree: Agreement::default(),
        subject: Subject::Mention(0, first.at.clone()),
        carries_on: false,
        outer: None,
        at: 0..first.at.end + 1,
        content,
    })
}
