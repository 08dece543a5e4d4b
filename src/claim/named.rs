//! The name of who speaks, where it stands behind the words for their office: "said the company's chief scientist, Greta Lund".
//!
//! Takes a scene and the token behind an office or noun phrase, gives the mention of the name there and its end.

use super::cue::Scene;
use super::lexis::Tag;
use super::line::Line;
use super::participant::Kind;

/// Words between an office and the name of who holds it ("глава района Пётр Глухов").
const OF_OFFICE: usize = 4;

/// The person named behind the noun phrase that ends at token `end`, as a mention, and the token behind the name.
pub(super) fn behind(scene: &Scene<'_>, end: usize) -> Option<(usize, usize)> {
    let line = scene.line;
    if line.lexis.caseless
        && let Some(nth) = person_at(scene, end).filter(|nth| scene.mentions[*nth].clitic == 0)
    {
        return Some((nth, scene.mentions[nth].at.end));
    }
    let mut at = end;
    while !line.lexis.caseless && at - end <= OF_OFFICE {
        if let Some(nth) = person_at(scene, at).filter(|_| at > end) {
            return Some((nth, scene.mentions[nth].at.end));
        }
        if !belongs(line, at) {
            break;
        }
        at += 1;
    }
    let nth = person_at(scene, at + 1).filter(|_| line.comma(at))?;
    let close = scene.mentions[nth].at.end;
    let closed = close >= line.len() || !line.word(close) || line.hit(close, Tag::That).is_some();
    closed.then_some((nth, close))
}

fn person_at(scene: &Scene<'_>, at: usize) -> Option<usize> {
    scene.mentions.iter().position(|one| one.at.start == at && one.kind == Kind::Person)
}

/// Whether a word may belong to the office in front of it.
fn belongs(line: &Line<'_>, at: usize) -> bool {
    line.word(at)
        && matches!(line.func(at), "" | "prep" | "det")
        && [Tag::Speech, Tag::That, Tag::Negator, Tag::Connector, Tag::Modal]
            .iter()
            .all(|tag| line.hit(at, *tag).is_none())
}
