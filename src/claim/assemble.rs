//! One claim from its clause, frame and speaker.
//!
//! Takes what the finders found in a line, gives the [`Claim`] of one piece of it: its own predicates, numbers,
//! times, places and participants, each number and time under the predicate that governs it.

use super::clause::Piece;
use super::cue::{Frame, Scene};
use super::line::{Line, Range};
use super::memory::Resolved;
use super::participant::{self, People};
use super::predicate::{self, Found};
use super::quotation::SPEECH_WORDS;
use super::time::Anchors;
use super::time::expr::Expr;
use super::{modality, overlap, polarity, quantity, time};
use crate::model::{
    ArticleIx, Claim, Cue, CueClass, Modality, Participant, Polarity, Quantity, SourceKind, Span, TimeRef,
};
use xxhash_rust::xxh3::xxh3_128;

/// Where a line stands.
#[derive(Debug)]
pub(super) struct Place<'a> {
    pub(super) article: ArticleIx,
    pub(super) id: &'a str,
    pub(super) sentence: u32,
    pub(super) anchors: &'a Anchors,
}

/// What the slot finders found in a line.
#[derive(Debug)]
pub(super) struct Slots {
    quantities: Vec<Quantity>,
    times: Vec<TimeRef>,
    /// What each of `times` is where what it dates lies ahead.
    times_ahead: Vec<TimeRef>,
    participants: Vec<Participant>,
}

impl Slots {
    pub(super) fn of(scene: &Scene<'_>, people: &People, place: &Place<'_>, expressions: &[Expr]) -> Self {
        let line = scene.line;
        Self {
            quantities: quantity::of(&line.reading, expressions),
            times: time::of(&line.reading, expressions, place.anchors),
            times_ahead: time::of_ahead(&line.reading, expressions, place.anchors),
            participants: participant::participants(line, scene.mentions, people),
        }
    }
}

/// The claim of one piece; none where it holds no word.
pub(super) fn claim(
    scene: &Scene<'_>,
    slots: &Slots,
    piece: &Piece,
    frame: Option<&Frame>,
    resolved: Option<Resolved>,
    place: &Place<'_>,
) -> Option<Claim> {
    let line = scene.line;
    let span = line.span_of(&piece.at);
    if span.is_empty() {
        return None;
    }
    let content = line.span_of(&piece.content);
    let mut found = predicates(line, piece, frame);
    let times = times(line, slots, (span, content), &found, place.anchors);
    schedule(line, place.anchors, &times, &mut found);
    let (polarity, modality) = status(&found, frame);
    let quote = quote(scene, piece, resolved.is_some());
    let (speaker, unnamed) = resolved.clone().unwrap_or((None, false));
    let source = match (&resolved, unnamed, quote) {
        (None, _, _) => SourceKind::Asserted,
        (Some(_), true, _) => SourceKind::Unnamed,
        (Some(_), false, Some(_)) => SourceKind::Direct,
        (Some(_), false, None) => SourceKind::Indirect,
    };
    let cue = frame.filter(|frame| !frame.cue.is_empty());
    Some(Claim {
        id: id(place.id, span, span.of(line.text)),
        article: place.article,
        sentence: place.sentence,
        span,
        content,
        lang: line.lang,
        speaker,
        cue: cue.map(|frame| Cue { span: line.span_of(&frame.cue), class: frame.class }),
        source,
        quote,
        polarity,
        modality,
        quantities: quantities(line, slots, span, &found),
        times,
        places: line.places.iter().filter(|one| span.contains(one.span)).cloned().collect(),
        participants: slots.participants.iter().filter(|one| span.contains(one.span)).cloned().collect(),
        predicates: found.into_iter().map(|one| one.predicate).collect(),
        event: None,
    })
}

/// Polarity and status of the governing predicate.
fn status(found: &[Found], frame: Option<&Frame>) -> (Polarity, Modality) {
    match governing(found) {
        Some(nth) => (found[nth].predicate.polarity, found[nth].predicate.modality),
        None if frame.is_some_and(|frame| frame.class == CueClass::Deny) => {
            (Polarity::Negative, Modality::Fact)
        }
        None => Default::default(),
    }
}

/// The governing predicate: the first verb, or what a denial verb before it turns; a noun in front of it is only
/// its subject. Without a verb, the first.
fn governing(found: &[Found]) -> Option<usize> {
    let place = |one: &Found| {
        one.predicate.negator.map_or(one.predicate.span.start, |by| by.start.min(one.predicate.span.start))
    };
    let governs = |one: &Found| one.verb || one.predicate.negator.is_some() && !one.attributive;
    let verbs = found.iter().enumerate().filter(|(_, one)| governs(one));
    let first = || (0..found.len()).find(|nth| !found[*nth].attributive);
    verbs.min_by_key(|(_, one)| place(one)).map(|(nth, _)| nth).or_else(first)
}

fn predicates(line: &Line<'_>, piece: &Piece, frame: Option<&Frame>) -> Vec<Found> {
    let mut found = predicate::find(line, &piece.content);
    polarity::set(line, &piece.content, &mut found);
    predicate::ensure_one(line, &piece.content, &mut found);
    modality::set(line, &piece.content, &mut found);
    if let (Some(frame), Some(nth)) = (frame, governing(&found)) {
        let nth = polarity::behind_auxiliary(line, nth, piece.content.end, &found);
        let predicate = &mut found[nth].predicate;
        match frame.class {
            CueClass::Deny => {
                predicate.polarity = predicate.polarity.flip();
                predicate.negator = Some(line.span_of(&frame.cue));
            }
            CueClass::Demand if predicate.modality == Modality::Fact => predicate.modality = Modality::Goal,
            CueClass::Expect if predicate.modality != Modality::Possible => {
                predicate.modality = Modality::Expected
            }
            _ => {}
        }
    }
    found
}

/// The quoted words of a piece: speech, not a term or title in marks.
fn quote(scene: &Scene<'_>, piece: &Piece, reported: bool) -> Option<Span> {
    if !reported {
        return None;
    }
    let inside = |range: &Range| range.start < piece.content.end && piece.content.start < range.end;
    let speech = scene.quoted.iter().find(|quoted| {
        inside(&quoted.at)
            && (quoted.words >= SPEECH_WORDS
                || quoted.at.start <= piece.content.start + 1
                    && quoted.words >= 2
                    && quoted.at.end + 1 >= piece.content.end)
    })?;
    overlap(scene.line.span_of(&speech.at), scene.line.span_of(&piece.at))
}

fn quantities(line: &Line<'_>, slots: &Slots, span: Span, found: &[Found]) -> Vec<Quantity> {
    let inside = slots.quantities.iter().filter(|one| span.contains(one.span));
    inside
        .map(|one| {
            let of = one.of_span.filter(|of| span.contains(*of));
            Quantity { of_span: of, predicate: governor(line, one.span, found, false), ..one.clone() }
        })
        .collect()
}

fn times(
    line: &Line<'_>,
    slots: &Slots,
    (span, content): (Span, Span),
    found: &[Found],
    anchors: &Anchors,
) -> Vec<TimeRef> {
    let inside = slots.times.iter().zip(&slots.times_ahead).filter(|(one, _)| span.contains(one.span));
    inside
        .map(|(one, ahead)| {
            let governed = content.contains(one.span);
            let predicate = if governed { governor(line, one.span, found, true) } else { None };
            // What was agreed on Wednesday is to come, the Wednesday is not: the verb of the clause itself must lie ahead.
            let governs = predicate.map(|nth| nth as usize).filter(|nth| governing(found) == Some(*nth));
            let status = governs.and_then(|nth| found.get(nth)).map(|one| one.predicate.modality);
            // «سيصوت المجلس الثلاثاء»: what a verb of the future dates is not the last of that name, unless that was yesterday: a
            // report may stand on the page a day after it was written.
            // Where the verb stands last, it is the last that tells.
            let told = line.reading.words.setting("parts_follow") == "yes"
                && found
                    .iter()
                    .rfind(|one| one.verb)
                    .is_some_and(|one| one.predicate.modality == Modality::Fact);
            let to_come = matches!(status, Some(Modality::Planned | Modality::Expected))
                && !told
                && one
                    .to
                    .zip(anchors.published)
                    .is_some_and(|(to, today)| to.tomorrow().is_ok_and(|next| next < today))
                && ahead.from.zip(anchors.published).is_some_and(|(from, today)| from > today);
            TimeRef { predicate, ..if to_come { ahead.clone() } else { one.clone() } }
        })
        .collect()
}

/// "The talks begin on Tuesday": the present of a verb under a day still to come says what is planned, as the future
/// does.
fn schedule(line: &Line<'_>, anchors: &Anchors, times: &[TimeRef], found: &mut [Found]) {
    let Some(today) = anchors.published else { return };
    let ahead = times.iter().filter(|time| time.from.is_some_and(|from| from > today));
    for time in ahead.filter(|time| time.predicate.is_some()) {
        let first = line.tokens.partition_point(|token| token.span.end <= time.span.start);
        let verb = found
            .iter_mut()
            .filter(|one| one.verb && one.at.end <= first)
            .rfind(|one| predicate::scheduled(line, one) && (one.at.end..first).all(|at| !line.pause(at)));
        if let Some(verb) = verb.filter(|one| one.predicate.modality == Modality::Fact) {
            verb.predicate.modality = Modality::Planned;
        }
    }
}

/// The predicate that governs the words at `span`: the nearest before them in the same clause, else the nearest
/// behind them there, else the nearest before them at all. A time dates the verb of its clause rather than a noun
/// that stands between, unless it touches the noun («بعد هجوم أمس»).
fn governor(line: &Line<'_>, span: Span, found: &[Found], time: bool) -> Option<u32> {
    let first = line.tokens.partition_point(|token| token.span.end <= span.start);
    let end = line.tokens.partition_point(|token| token.span.start < span.end);
    let paused = |from: usize, to: usize| (from..to).any(|at| line.pause(at));
    let near = |nth: &usize| !paused(found[*nth].at.end.min(first), first);
    let before = found.iter().rposition(|one| one.at.start <= first);
    let behind = found.iter().position(|one| one.at.start >= end);
    let near_before = before.filter(near).map(|nth| {
        let loose = time && !found[nth].is_act() && found[nth].at.end < first;
        let verb = found[..nth].iter().rposition(Found::is_act).filter(|_| loose).filter(near);
        verb.unwrap_or(nth)
    });
    // "Bought them in 2019, which led to": what a relative opens is another clause.
    let opens = |from: usize, to: usize| (from..to).any(|at| line.func(at) == "rel");
    let near_behind =
        behind.filter(|nth| !(paused(end, found[*nth].at.start) || time && opens(end, found[*nth].at.start)));
    let done = found.iter().rposition(|one| one.at.end <= first && one.is_act()).filter(|_| time);
    let chosen = near_before.or(near_behind).or(done).or(before).or(behind)?;
    u32::try_from(chosen).ok()
}

fn id(article: &str, span: Span, words: &str) -> String {
    let key = format!("{article}\u{1f}{}\u{1f}{}\u{1f}{words}", span.start, span.end);
    format!("{:016x}", xxh3_128(key.as_bytes()) as u64)
}
