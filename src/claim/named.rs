//! The name of who speaks, where it stands behind the words for their office: "said the company's chief scientist, Greta Lund".
//!
//! Takes a scene and the token behind an office or noun phrase, gives the mention of the name there and its end.

use super::cue::Scene;
use super::lexis::Tag;
use super::line::Line;
use super::participant::{Kind, Mention};
use super::predicate;

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
    if line.lexis.caseless
        && let Some(nth) =
            called(scene, end).or_else(|| behind_place(scene, end)).or_else(|| behind_aside(scene, end))
    {
        return Some((nth, scene.mentions[nth].at.end));
    }
    // "Solvane's chief scientist, Ingrid Solberg": a mention may begin with the last word of the office.
    let over = scene.mentions.iter().position(|one| {
        one.kind == Kind::Person
            && one.at.start < end
            && one.name.as_ref().is_some_and(|name| name.start >= end && name.start <= end + 1)
    });
    if let Some(nth) = over {
        return Some((nth, scene.mentions[nth].at.end));
    }
    let mut at = end;
    while !line.lexis.caseless && at - end <= OF_OFFICE {
        if let Some(nth) = person_at(scene, at).filter(|_| at > end && line.func(at - 1) != "prep") {
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

/// «شاهد من القرية يدعى مازن الراوي»: the name behind a word of naming, which only folds to a reporting one.
fn called(scene: &Scene<'_>, end: usize) -> Option<usize> {
    let line = scene.line;
    let naming = |at: &usize| {
        let hit = line.hit(*at, Tag::Speech).filter(|hit| hit.row.cell(2) == "present");
        hit.is_some_and(|hit| !line.written_as(hit, hit.row.cell(5)))
    };
    let word = (end..line.len().min(end + PLACE_WORDS)).take_while(|at| line.word(*at)).find(naming)?;
    person_at(scene, word + 1)
}

/// «القنصل العام في المدينة سامي جابر»: the person named behind an office and the place or body it belongs to.
fn behind_place(scene: &Scene<'_>, end: usize) -> Option<usize> {
    let line = scene.line;
    let office = scene.mentions.iter().any(|one| one.at.end == end && one.kind == Kind::Role);
    let belongs = |at: usize| {
        line.word(at)
            && (line.func(at) == "prep" || !line.is(at, Tag::Func))
            && !predicate::happening(line, at)
            && !predicate::surely_verb(line, at)
            && [Tag::Speech, Tag::That, Tag::Negator, Tag::Connector, Tag::Accord, Tag::Modal]
                .iter()
                .all(|tag| line.hit(at, *tag).is_none())
    };
    let nth = (end..line.len().min(end + PLACE_WORDS))
        .take_while(|at| belongs(*at) || person_at(scene, *at).is_some());
    let nth = nth.filter_map(|at| person_at(scene, at)).next()?;
    let name = &scene.mentions[nth];
    let closed =
        !line.word(name.at.end) || line.is(name.at.end, Tag::That) || line.is(name.at.end, Tag::Func);
    let joined =
        name.at.start > end && line.func(name.at.start - 1) == "prep" || line.conjoined(name.at.start);
    let place = line.func(end) == "prep" || line.prefixed(end) || line.place_at(end).is_some();
    (office && place && closed && !joined && name.clitic == 0).then_some(nth)
}

/// «قالت رئيسة الجمعية، التي تأسست قبل أعوام، ندى الخوري:»: the name that closes an aside behind an office.
fn behind_aside(scene: &Scene<'_>, end: usize) -> Option<usize> {
    let line = scene.line;
    let office = scene.mentions.iter().any(|one| one.at.end == end && one.kind == Kind::Role);
    let aside = office && line.comma(end) && line.func(end + 1) == "rel";
    let closes = |at: usize| line.mark(at) == Some(':') || line.is(at, Tag::That) || line.comma(at);
    let name = |one: &&Mention| {
        one.kind == Kind::Person && one.at.start > end && line.comma(one.at.start - 1) && closes(one.at.end)
    };
    let nth = scene.mentions.iter().position(|one| name(&one)).filter(|_| aside)?;
    let quiet = (end..scene.mentions[nth].at.start)
        .all(|at| line.hit(at, Tag::Speech).is_none() && scene.opens_at(at).is_none());
    quiet.then_some(nth)
}

/// Words between an office and the name behind the place it belongs to.
const PLACE_WORDS: usize = 7;

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
