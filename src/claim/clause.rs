//! Sentences cut into the clauses that make claims.
//!
//! Takes a scene and its frames, gives pieces in reading order: one for each frame, one for each stretch without a
//! frame that says something by itself. Pieces never overlap and together cover the sentence's words; a sentence
//! without frames and contrasts is one piece.

use super::cue::{Frame, Quoted, Scene};
use super::lexis::Tag;
use super::line::{Line, Range};
use super::predicate;
use super::quotation::SPEECH_WORDS;
use super::time::expr::Expr;

/// Words from which a stretch without a frame may be a claim of its own.
const OWN_WORDS: usize = 4;

/// One clause.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// All its tokens.
    pub(super) at: Range,
    /// Without the reporting frame.
    pub(super) content: Range,
    /// The frame, as an index of the line's frames.
    pub(super) frame: Option<usize>,
    /// The quotation it lies in, where no frame of this line reports it: its index in the article.
    pub(super) goes_on: Option<usize>,
}

/// The pieces of one line.
pub(super) fn pieces(scene: &Scene<'_>, frames: &[Frame], times: &[Expr]) -> Vec<Piece> {
    let line = scene.line;
    let mut pieces = framed(scene, frames);
    fill_gaps(scene, &mut pieces);
    let pieces = pieces.into_iter().flat_map(|piece| cut(scene, piece, times)).collect::<Vec<_>>();
    let pieces = merge_small(line, pieces);
    let trimmed = pieces.into_iter().map(|piece| {
        let at = line.trimmed(piece.at.clone());
        let content =
            line.trimmed(piece.content.start.max(at.start)..piece.content.end.min(at.end).max(at.start));
        Piece { content: if content.is_empty() { at.clone() } else { content }, at, ..piece }
    });
    in_order(trimmed.filter(|piece| !piece.at.is_empty()).collect())
}

/// The pieces by place, each beginning where the one before it ends at the earliest; what is left of none goes.
fn in_order(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_by_key(|piece| (piece.at.start, piece.at.end));
    let mut from = 0;
    pieces.retain_mut(|piece| {
        piece.at.start = piece.at.start.max(from);
        piece.content.start = piece.content.start.clamp(piece.at.start, piece.at.end.max(piece.at.start));
        piece.content.end = piece.content.end.max(piece.content.start);
        from = from.max(piece.at.end);
        piece.at.start < piece.at.end
    });
    pieces
}

/// One piece for each frame, and one for a quotation that goes on from an earlier line.
fn framed(scene: &Scene<'_>, frames: &[Frame]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (nth, frame) in frames.iter().enumerate() {
        let start = frame.at.start.min(frame.content.start);
        let end = frame.at.end.max(frame.content.end);
        let from = pieces.last().map_or(start, |last| last.at.end.max(start));
        if let Some(last) = pieces.last_mut().filter(|last| last.at.end > start && last.at.start < start) {
            last.at.end = start.max(last.content.end.min(start)).max(last.at.start + 1);
            last.content.end = last.content.end.min(last.at.end);
        }
        let mut from = pieces.last().map_or(from, |last| last.at.end.max(start));
        if from >= end {
            continue;
        }
        if let Some(split) = told_before(scene, frame, from) {
            pieces.push(plain(from..split));
            from = split;
        }
        let mut content = frame.content.start.max(from)..frame.content.end.max(from);
        content.end = content.end.min(end);
        // Words in quotation marks end with the marks.
        let quoted = scene
            .quoted
            .iter()
            .find(|quoted| quoted.at.start == content.start && quoted.at.end < content.end);
        let mut at = from..end;
        if let Some(quoted) = quoted.filter(|quoted| quoted.closes && quoted.words >= SPEECH_WORDS) {
            content.end = quoted.at.end;
            at.end = (quoted.at.end + 1).max(frame.at.end.min(end));
        }
        pieces.push(Piece { at, content, frame: Some(nth), goes_on: None });
    }
    let carried = scene.quoted.iter().find(|quoted| carries_over(scene, quoted));
    if let Some(quoted) = carried.filter(|quoted| pieces.iter().all(|piece| piece.at.start >= quoted.at.end))
    {
        let end = quoted.at.end + usize::from(quoted.closes);
        let start = if quoted.opens { quoted.at.start - 1 } else { quoted.at.start };
        pieces.insert(
            0,
            Piece { at: start..end, content: quoted.at.clone(), frame: None, goes_on: Some(quoted.nth) },
        );
    }
    pieces
}

/// Where what somebody did ends and what they said begins ("visited the port and said that", "the unions struck, which warned that"):
/// the joint before the reporting word, where what stands before it tells something by itself.
fn told_before(scene: &Scene<'_>, frame: &Frame, from: usize) -> Option<usize> {
    let line = scene.line;
    if frame.content.start < frame.cue.end || frame.outer.is_some() {
        return None;
    }
    let (split, joined) = joint(line, from, frame.cue.start)?;
    let head = from..split;
    let words = head.clone().filter(|at| line.word(*at)).count();
    let spoken = |quoted: &Quoted| quoted.words >= SPEECH_WORDS || quoted.at.end >= split;
    let quoted = head.clone().any(|at| scene.quote_over(at).is_some_and(spoken));
    let acts = predicate::find(line, &head);
    // Behind "and" stands another verb; behind "who" perhaps only a noun.
    let tells = |one: &predicate::Found| one.verb || joined && one.known && !one.attributive;
    let mut acts = acts.iter().filter(|one| tells(one) && !line.is(one.at.start, Tag::Speech));
    (words >= OWN_WORDS && !quoted && acts.next().is_some()).then_some(split)
}

/// The word that joins a reporting word to what stands before it, and whether it is "and", written onto the word or not; else it is
/// "who", with its preposition.
fn joint(line: &Line<'_>, from: usize, cue: usize) -> Option<(usize, bool)> {
    if line.conjoined(cue) {
        return Some((cue, true));
    }
    let joins = |at: &usize| matches!(line.func(*at), "conj" | "rel");
    let near = (from..cue).rev().take(JOINT_REACH).take_while(|at| line.word(*at));
    let at = near.take_while(|at| !line.func(*at).is_empty()).find(joins)?;
    let led = at > from && line.func(at) == "rel" && line.func(at - 1) == "prep";
    Some((if led { at - 1 } else { at }, line.func(at) == "conj"))
}

/// Tokens between a reporting word and what joins it to the clause before: helping verbs, adverbs, a pronoun.
const JOINT_REACH: usize = 3;

/// Whether quoted speech goes on from an earlier line, or is all that a line holds.
fn carries_over(scene: &Scene<'_>, quoted: &Quoted) -> bool {
    let goes_on = !quoted.opens && quoted.at.start == 0;
    let alone = quoted.opens
        && quoted.at.start == 1
        && (quoted.at.end..scene.line.len()).all(|at| !scene.line.word(at));
    goes_on && quoted.words >= SPEECH_WORDS || alone && quoted.words >= ALONE_WORDS
}

/// Words from which a quotation that is all a line holds may be speech.
const ALONE_WORDS: usize = 2;

fn fill_gaps(scene: &Scene<'_>, pieces: &mut Vec<Piece>) {
    let line = scene.line;
    let mut filled: Vec<Piece> = Vec::new();
    let mut from = 0;
    for mut piece in std::mem::take(pieces) {
        if piece.at.start > from {
            if stands_alone(line, &(from..piece.at.start)) {
                let rest = rest_of_quote(scene, &filled, plain(from..piece.at.start));
                filled.push(rest);
            } else if from == 0 || filled.is_empty() {
                piece.at.start = from;
            } else if let Some(last) = filled.last_mut() {
                last.at.end = piece.at.start;
            }
        }
        from = piece.at.end;
        filled.push(piece);
    }
    if from < line.len() {
        match filled.last_mut() {
            Some(last) if !stands_alone(line, &(from..line.len())) => last.at.end = line.len(),
            _ => {
                let rest = rest_of_quote(scene, &filled, plain(from..line.len()));
                filled.push(rest);
            }
        }
    }
    *pieces = filled;
}

/// `"It is over," he said, "and we lost."`: the second quotation is the same speaker's.
fn rest_of_quote(scene: &Scene<'_>, before: &[Piece], piece: Piece) -> Piece {
    let line = scene.line;
    let goes_on =
        |quoted: &Quoted| quoted.opens || scene.quoted.iter().filter(|one| one.nth == quoted.nth).count() > 1;
    let speech = scene.quoted.iter().find(|quoted| goes_on(quoted) && piece.at.contains(&quoted.at.start));
    let first = before.last().filter(|last| last.frame.is_some()).and_then(|last| {
        scene
            .quoted
            .iter()
            .find(|quoted| last.content.start <= quoted.at.start && quoted.at.start < last.content.end + 1)
    });
    match (speech, first) {
        (Some(speech), Some(first))
            if (piece.at.start..speech.at.start).filter(|at| line.word(*at)).count() <= 6 =>
        {
            Piece { content: speech.at.clone(), goes_on: Some(first.nth), ..piece }
        }
        _ => piece,
    }
}

fn plain(at: Range) -> Piece {
    Piece { content: at.clone(), at, frame: None, goes_on: None }
}

/// Whether a stretch says something by itself: words enough, and something happens.
fn stands_alone(line: &Line<'_>, range: &Range) -> bool {
    let words = range.clone().filter(|at| line.word(*at)).count();
    words >= OWN_WORDS
        && (range.clone().any(|at| line.hit(at, Tag::Negator).is_some())
            || !predicate::find(line, range).is_empty())
}

/// Cuts a piece before each connector that opens a clause of its own, and behind each time that is counted from another happening
/// ("a week after" | "the summit that brought them together").
fn cut(scene: &Scene<'_>, piece: Piece, times: &[Expr]) -> Vec<Piece> {
    let line = scene.line;
    let mut pieces = Vec::new();
    let mut rest = piece;
    let mut at = rest.content.start + 1;
    while at < rest.content.end {
        let recalls = recalls(scene, times, at);
        if (recalls || opens_clause(scene, &rest, at))
            && stands_alone(line, &(rest.content.start..at))
            && stands_alone(line, &(at..rest.content.end))
        {
            // "He said that although …, yet …", "a day after …": both halves are what was said.
            let frame = rest.frame.filter(|_| recalls || concedes(line, rest.content.start));
            let goes_on = rest.goes_on.filter(|_| recalls);
            let tail = Piece { frame, goes_on, ..plain(at..rest.at.end) };
            rest.at.end = at;
            rest.content.end = at;
            pieces.push(std::mem::replace(&mut rest, tail));
        }
        at += 1;
    }
    pieces.push(rest);
    pieces
}

/// Whether a connector at token `at` opens a clause of its own.
fn opens_clause(scene: &Scene<'_>, rest: &Piece, at: usize) -> bool {
    let line = scene.line;
    line.hit(at, Tag::Connector).is_some_and(|hit| {
        let always = hit.row.cell(2) == "always";
        let paused = line.pause(at - 1);
        let aside = paused && line.comma(hit.end);
        !aside
            && (always || paused && rest.frame.is_none())
            && matches!(hit.row.cell(1), "contrast" | "background")
            && scene.quote_over(at).is_none()
    })
}

/// Whether a clause begins with a concession, which its main clause answers.
fn concedes(line: &Line<'_>, at: usize) -> bool {
    line.hit(at, Tag::Connector).is_some_and(|hit| {
        matches!(hit.row.cell(1), "concede") || hit.row.cell(2) == "always" && hit.row.cell(1) == "contrast"
    })
}

/// Whether a time counted from another happening ends before token `at`, and that happening is named right there.
fn recalls(scene: &Scene<'_>, times: &[Expr], at: usize) -> bool {
    let line = scene.line;
    let counted = times.iter().any(|one| one.to == at && one.is_counted());
    let named = || (at..line.len().min(at + RECALLED)).take_while(|at| line.word(*at));
    counted
        && scene.quote_over(at).is_none()
        && !predicate::find(line, &(at..at + named().count())).is_empty()
}

/// Tokens within which what a time is counted from is named.
const RECALLED: usize = 4;

/// Stretches too short for a claim join the one before.
fn merge_small(line: &Line<'_>, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut merged: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let words = piece.at.clone().filter(|at| line.word(*at)).count();
        match merged.last_mut() {
            Some(last) if piece.frame.is_none() && piece.goes_on.is_none() && words < OWN_WORDS => {
                if last.content.end == last.at.end && last.frame.is_none() {
                    last.content.end = piece.at.end;
                }
                last.at.end = piece.at.end;
            }
            _ => merged.push(piece),
        }
    }
    merged
}
