//! What is said in front of its reporting word, and the frame that trails behind it.

use super::{Quoted, Scene};
use crate::claim::lexis::{Hit, Tag};
use crate::claim::line::{Line, Range};
use crate::claim::predicate;
use crate::claim::quotation::SPEECH_WORDS;
use crate::claim::speaker::Subject;

/// What is said stands before the reporting word: its tokens, and those of the frame behind it.
pub(super) fn behind_content(
    scene: &Scene<'_>,
    hit: &Hit,
    clause: usize,
    from: usize,
    left: &Option<Subject>,
    right: &Option<(Subject, usize)>,
) -> Option<(Range, Range)> {
    let line = scene.line;
    let start = match left {
        Some(subject) if !line.lexis.caseless => subject.start().unwrap_or(hit.first).min(hit.first),
        _ => hit.first,
    };
    let start = phrase_start(line, start, hit.first, from);
    let mut pause = start;
    while pause > from && (line.pause(pause - 1) || matches!(line.mark(pause - 1), Some('!' | '?' | '؟'))) {
        pause -= 1;
    }
    let quote = pause
        .checked_sub(1)
        .and_then(|at| scene.closes_at(at))
        .or_else(|| start.checked_sub(1).and_then(|at| scene.closes_at(at)));
    // «…»، وأضاف: a verb joined by "and" reports nothing in front of it.
    if line.lexis.caseless && line.lexis.joins(hit.clitic) {
        return None;
    }
    let content_from = match quote {
        // A few quoted words end what is said: `The figures are "a fairy tale," she said`.
        Some(quoted) if !line.lexis.caseless && few(quoted) && quoted.at.start > from + 1 => {
            if from > 0 {
                from
            } else {
                clause.min(from)
            }
        }
        Some(quoted) => quoted.at.start.saturating_sub(1).max(from.min(quoted.at.start)),
        None if pause < start && !line.lexis.caseless && !only_phrase(line, from..pause) => {
            if from > 0 {
                from
            } else {
                clause.min(from)
            }
        }
        None => return None,
    };
    let right = right.as_ref().filter(|_| left.is_none() || line.lexis.caseless);
    let end = right.map_or(hit.end, |(_, end)| (*end).max(hit.end));
    let tail = trailing(scene, end, quote.is_some() && (right.is_some() || left.is_some()))?;
    let content = line.trimmed(content_from..pause.max(content_from));
    let words = content.clone().filter(|at| line.word(*at)).count();
    if line.lexis.caseless && quote.is_some_and(|quoted| few(quoted) && quoted.at.start > from + 1)
        || words < if quote.is_some() { 1 } else { 2 }
        || content.end > start
    {
        return None;
    }
    Some((content, start..tail))
}

/// Whether too few words are quoted to be speech by themselves.
fn few(quoted: &Quoted) -> bool {
    quoted.words < SPEECH_WORDS
}

/// The end of a few words behind a speaker that close the sentence ("сообщил представитель аэропорта."), none where more
/// is told.
fn rest_of_name(line: &Line<'_>, at: usize) -> Option<usize> {
    if line.lexis.caseless {
        return None;
    }
    let end = (at..line.len()).find(|at| !line.word(*at)).unwrap_or(line.len());
    let plain = |at: usize| {
        line.func(at) != "aux"
            && line.func(at) != "be"
            && line.hit(at, Tag::That).is_none()
            && !predicate::verb_like(line, at)
    };
    (end - at <= NAME_REST && (at..end).all(plain) && line.mark(end) != Some(':')).then_some(end)
}

/// Words behind a speaker that may belong to its name.
const NAME_REST: usize = 3;

/// Where the phrase of a speaker begins that was found at token `start`: with the article of a place that acts ("the
/// Kremlin") and the "as" of "as the ministry says".
fn phrase_start(line: &Line<'_>, start: usize, cue: usize, from: usize) -> usize {
    let article = start > from && start < cue && line.det(start - 1);
    let start = if article { start - 1 } else { start };
    let start = trade_start(line, start, cue, from);
    // «…»، هكذا لخص …: an adverb between the quotation and its verb.
    let adverbs = line.all(Tag::Func).filter(|hit| hit.row.cell(1) == "adv" && hit.end == start);
    let adverb = adverbs.map(|hit| hit.first).min().filter(|at| *at > from && line.pause(at - 1));
    let start = adverb.unwrap_or(start);
    let before = start.checked_sub(1).filter(|before| *before >= from);
    before.filter(|before| says_as(line, *before)).unwrap_or(start)
}

/// "…, head teacher Joan Pike said": where the words begin that say what a speaker is, right behind a pause.
fn trade_start(line: &Line<'_>, name: usize, cue: usize, from: usize) -> usize {
    if line.lexis.caseless || name >= cue || !line.capital(name) {
        return name;
    }
    let plain = |at: usize| {
        line.word(at)
            && matches!(line.func(at), "" | "det" | "indef" | "prep")
            && [Tag::Speech, Tag::That, Tag::Negator].iter().all(|tag| line.hit(at, *tag).is_none())
            && !predicate::verb_like(line, at)
    };
    let start = (from..name).rev().take(TRADE_WORDS).find(|at| line.pause(*at) || line.quote_mark(*at));
    start.map(|pause| pause + 1).filter(|start| (*start..name).all(plain)).unwrap_or(name)
}

/// Words that say what a speaker is.
const TRADE_WORDS: usize = 6;

/// Whether a stretch is nothing but a phrase that says where or when: "in an interview,".
fn only_phrase(line: &Line<'_>, range: Range) -> bool {
    let words = range.clone().filter(|at| line.word(*at)).count();
    let tells = |at: usize| matches!(line.func(at), "aux" | "be") || predicate::verb_like(line, at);
    matches!(line.func(range.start), "prep" | "time") && words <= PHRASE_WORDS && !range.clone().any(tells)
}

/// Words of the longest phrase that says only where or when.
const PHRASE_WORDS: usize = 6;

/// Whether the "as" of "as the ministry says" stands at token `at`.
pub(super) fn says_as(line: &Line<'_>, at: usize) -> bool {
    line.hit(at, Tag::Accord).is_some_and(|hit| hit.row.cell(2) == "clause")
}

/// The end of a frame that stands behind its words: adverbs and phrases up to the next pause, none where more is
/// said there.
fn trailing(scene: &Scene<'_>, from: usize, quoted: bool) -> Option<usize> {
    let line = scene.line;
    let mut at = from;
    while at < line.len() {
        if line.pause(at)
            || matches!(line.mark(at), Some('.' | '!' | '?' | '؟' | ':'))
            || scene.opens_at(at).is_some()
        {
            return (scene.opens_at(at).is_none() && line.mark(at) != Some(':')).then_some(at);
        }
        if line.hit(at, Tag::That).is_some() || at - from > 18 {
            return None;
        }
        let phrase = matches!(line.func(at), "prep" | "time" | "adv" | "pron")
            || line.det(at) && (quoted || line.func(at + 1) == "time")
            || line.hit(at, Tag::Func).is_none() && quoted
            // "Said on Monday": the reporting phrase has taken the preposition.
            || at > 0 && line.func(at - 1) == "prep";
        if at == from && line.word(at) && !phrase {
            return rest_of_name(line, at).filter(|end| scene.opens_at(*end).is_none());
        }
        at += 1;
    }
    Some(at)
}
