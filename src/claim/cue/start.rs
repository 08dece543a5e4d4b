//! Where the clause of a reporting word begins.

use super::Scene;
use crate::claim::lexis::Tag;
use crate::claim::line::Line;

/// The clause a reporting word stands in begins behind the last cut before it.
pub(super) fn clause_start(scene: &Scene<'_>, cue: usize, from: usize) -> usize {
    let line = scene.line;
    let mut start = from;
    for at in from..cue {
        if scene.in_speech(at) {
            continue;
        }
        let connector = line
            .hit(at, Tag::Connector)
            .filter(|hit| hit.row.cell(2) == "always" || at == from || line.pause(at - 1));
        let cuts = connector.is_some_and(|hit| {
            // ", however," stands in a clause and opens none.
            let aside = at > 0 && line.comma(at - 1) && line.comma(hit.end);
            matches!(hit.row.cell(1), "contrast" | "background" | "add") && !aside
        });
        let stops = matches!(line.mark(at), Some('.' | '!' | '?' | '؟' | ';' | '؛'));
        if cuts && at > from {
            start = at;
        } else if stops {
            start = at + 1;
        }
    }
    // Behind reported words, the frame of the next ones begins at the last pause.
    let reported = from > 0;
    if reported {
        let pause = (start..cue).rev().find(|at| line.pause(*at) && !scene.in_speech(*at));
        let subject_only =
            scene.mentions.iter().any(|mention| mention.at.start <= start + 1 && mention.at.end == cue);
        start = match pause {
            Some(pause) => pause + 1,
            None if subject_only || topic(scene, start, cue) => start,
            None => start.max(conjunct(line, start, cue)),
        };
        while start > from
            && (line.is(start - 1, Tag::Connector) || line.func(start - 1) == "conj")
            && line.word(start - 1)
        {
            start -= 1;
        }
    }
    start
}

/// «إن السائق ظل يصرخ «…»»: whether a few words behind "that" are the subject of a verb that quotes.
fn topic(scene: &Scene<'_>, start: usize, cue: usize) -> bool {
    let line = scene.line;
    let that = start > 0 && line.is(start - 1, Tag::That);
    let quotes = scene.opens_at(cue + 1).is_some() && start < cue && cue - start <= TOPIC;
    quotes && (that || !line.lexis.caseless) && !line.conjoined(cue)
}

/// Words of the longest such subject.
const TOPIC: usize = 4;

/// Without a pause, the next frame begins at its own verb, or at the subject right before it.
fn conjunct(line: &Line<'_>, start: usize, cue: usize) -> usize {
    if line.conjoined(cue) || line.lexis.caseless {
        return cue;
    }
    let and = (start..cue).rev().take(6).find(|at| line.func(*at) == "conj");
    and.unwrap_or(cue)
}
