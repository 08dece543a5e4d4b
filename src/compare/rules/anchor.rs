//! What a slot of a sentence belongs to: the happening and the acts that its place, day or leader is told of.
//!
//! Takes a reading and the words of a slot, gives the kinds of happenings and the acts in the clause around them; says
//! whether two slots belong to one happening. Shared by detectors; none of its own.

use super::cause;
use crate::compare::align::Pair;
use crate::compare::classes::{self, ClassId};
use crate::compare::reading::{Act, BEFALLING, Reading};
use crate::event::cues::{self, CueKind};
use crate::event::kinds::{EventKind, KindRelation};
use crate::lexicon;
use crate::model::{Span, TokenKind};
use crate::text::phrase::{self, PhraseIndexes};
use std::ops::Range;
use std::sync::LazyLock;

static TURNS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("turns"));
static SITTINGS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("sittings"));

/// Tokens before and behind a slot among which what it belongs to is told.
const BEFORE: usize = 12;
const BEHIND: usize = 6;

/// Classes of acts that say no more than that something took place.
const LIGHT: [&str; 9] =
    ["happen", "organise", "host", "host_receive", "attend", "complete", "begin", "end", "continue"];

/// What stands for no turn in `turns.tsv`.
const NO_TURN: &str = "-";

/// The turn of what comes next, of which there is one.
pub(super) const NEXT: &str = "next";

/// Least rank of a kind that names what happened.
const NAMING: u8 = 2;

/// What a slot belongs to.
#[derive(Debug, Clone)]
pub(in crate::compare) struct Anchor {
    /// Kinds of happenings named around it.
    kinds: Vec<EventKind>,
    /// Acts around it that say something themselves, as indexes into the reading's.
    acts: Vec<usize>,
    /// Some act around it says no more than that something took place.
    light: bool,
    /// Which of a row it is: "next", "previous".
    pub(super) turn: Option<&'static str>,
    /// What of the kind that is held again and again is named around it, as classes of `sittings.tsv`.
    sittings: Vec<&'static str>,
    /// A mishap is named without its kind.
    mishap: bool,
    /// What befell people is told around it.
    fate: bool,
    /// It is told of a happening days away from the one that the sentence tells.
    pub(super) recalled: bool,
}

/// How two slots stand to each other by what they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tied {
    /// To nothing that both name.
    Loosely,
    /// By the same act.
    ByAct,
    /// By a happening of one kind, or the next one of one row.
    ByKind,
    /// By the event that both are known to tell of.
    ByEvent,
}

/// What the slot at `span` belongs to.
pub(in crate::compare) fn of(reading: &Reading<'_>, span: Span) -> Anchor {
    within(reading, span, BEFORE, BEHIND)
}

/// What the place at `span` belongs to: as [`of`], without the acts that have a place of their own.
pub(in crate::compare) fn of_place(reading: &Reading<'_>, span: Span) -> Anchor {
    let window = own_stretch(reading, span, window(reading, span, BEFORE, BEHIND));
    Anchor { recalled: is_recalled(reading, span, window.start), ..in_window(reading, span, window) }
}

/// As [`of`], with so many tokens before and behind the slot.
pub(super) fn within(reading: &Reading<'_>, span: Span, before: usize, behind: usize) -> Anchor {
    in_window(reading, span, window(reading, span, before, behind))
}

fn in_window(reading: &Reading<'_>, span: Span, window: Range<usize>) -> Anchor {
    let kinds = cause::kinds_in(reading, window.clone());
    let kinds = kinds.into_iter().filter(|kind| kind.rank() >= NAMING).collect();
    let light: Vec<ClassId> = classes::ids(LIGHT);
    let inside = |at: Span| window.contains(&reading.token_at(at.start)) && !span.contains(at);
    let near = || {
        let all = reading.acts.iter().enumerate();
        all.filter(|(_, act)| !act.reports && inside(act.span))
    };
    let is_light = |classes: &[ClassId]| !classes.is_empty() && classes.iter().all(|one| light.contains(one));
    let befalling = classes::ids(BEFALLING);
    let fate = near().any(|(_, act)| act.classes.iter().any(|class| befalling.contains(class)));
    let acts = near().filter(|(_, act)| !is_light(&act.classes)).map(|(nth, _)| nth).collect();
    let light = near().any(|(_, act)| is_light(&act.classes));
    let turn = turn(reading, &window);
    let sittings = if turn.is_some() { sittings(reading, &window) } else { Vec::new() };
    let mishap = cause::mishaps(reading, window, "mishap");
    Anchor { kinds, acts, light, turn, sittings, mishap, fate, recalled: false }
}

/// The part of a window that is told of the place at `span`: what stands between it and the next place, or between the place before
/// and an act of its own, is told of those ("met in Sochi amid raids on Idlib").
fn own_stretch(reading: &Reading<'_>, span: Span, window: Range<usize>) -> Range<usize> {
    let (first, end) = (reading.token_at(span.start), reading.token_at(span.end.saturating_sub(1)) + 1);
    let acts: Vec<usize> = {
        let told = reading.acts.iter().filter(|act| !act.reports && !act.classes.is_empty());
        told.map(|act| reading.token_at(act.span.start)).filter(|at| window.contains(at)).collect()
    };
    let acts_in = |from: usize, to: usize| acts.iter().any(|at| (from..to).contains(at));
    let places: Vec<usize> = {
        let others = reading.locations().filter(|place| !place.span.overlaps(span));
        others.map(|place| reading.token_at(place.span.start)).collect()
    };
    let behind = places.iter().copied().filter(|at| *at >= end && *at <= window.end + OF_ITS_ACT).min();
    let before = places.iter().copied().filter(|at| *at < first && *at >= window.start).max();
    let high = match behind {
        Some(next) if acts_in(window.start, first) && acts_in(end, next) => end,
        _ => window.end,
    };
    let low = match before {
        Some(last) if acts_in(window.start, last) && acts_in(last, first) => last + 1,
        _ => window.start,
    };
    low..high
}

/// Tokens behind a window within which an act in it has its place.
const OF_ITS_ACT: usize = 3;

/// Whether what stands at `span` is told of a happening days or weeks before or after the one that the sentence tells ("days after a
/// summit in Sochi").
fn is_recalled(reading: &Reading<'_>, span: Span, from: usize) -> bool {
    let at = reading.token_at(span.start);
    let Some(tokens) = reading.tokens.get(from..at) else { return false };
    let Some(words) = lexicon::of(reading.lang).map(|words| words.table("relative_time")) else {
        return false;
    };
    let unit = |nth: usize| {
        let row = tokens.get(nth).and_then(|token| words.get(&token.folded));
        row.is_some_and(|row| row.cell(1).split('+').any(|kind| kind.starts_with("unit")))
    };
    let told = |cue: &cues::CueMention| {
        let last = cue.last_token + 1;
        let counted = cue.first_token.checked_sub(1).is_some_and(unit) || unit(last) || unit(last + 1);
        counted && !cause::kinds_in(reading, from + last..at).is_empty()
    };
    let relations = cues::mentions(tokens, reading.lang).into_iter();
    relations.filter(|cue| cue.kind == CueKind::Relation).any(|cue| told(&cue))
}

/// The tokens around `span` inside its clause.
fn window(reading: &Reading<'_>, span: Span, before: usize, behind: usize) -> Range<usize> {
    let (first, end) = (reading.token_at(span.start), reading.token_at(span.end.saturating_sub(1)) + 1);
    let parts = |nth: &usize| {
        let token = &reading.tokens[*nth];
        token.kind == TokenKind::Mark
            && matches!(token.folded.as_str(), ";" | "؛" | "." | ":" | "!" | "؟" | "?")
    };
    let low = first.saturating_sub(before);
    let low = (low..first.min(reading.tokens.len())).rev().find(parts).map_or(low, |at| at + 1);
    let high = (end + behind).min(reading.tokens.len());
    let high = (end..high).find(parts).unwrap_or(high);
    low..high.max(low)
}

fn turn(reading: &Reading<'_>, window: &Range<usize>) -> Option<&'static str> {
    let mut found = phrase::rows_in(&TURNS, reading.tokens.get(window.clone())?, reading.lang);
    // Beside a time the word belongs to the time ("last Tuesday").
    let timed = |span: Span| reading.times().any(|time| time.span.overlaps(span));
    let free = found.find(|(one, _)| !timed(reading.tokens[window.start + one.first_token].span));
    free.map(|(_, row)| row.cell(1)).filter(|turn| *turn != NO_TURN)
}

/// Acts that are themselves of a row, with the class of `sittings.tsv` that names them.
const SITTING_ACTS: [(&str, &str); 4] =
    [("meet", "meeting"), ("negotiate", "meeting"), ("play", "match"), ("vote", "vote")];

fn sittings(reading: &Reading<'_>, window: &Range<usize>) -> Vec<&'static str> {
    let tokens = reading.tokens.get(window.clone()).unwrap_or_default();
    let named = phrase::rows_in(&SITTINGS, tokens, reading.lang).map(|(_, row)| row.cell(1));
    let acts = reading.acts.iter().filter(|act| window.contains(&reading.token_at(act.span.start)));
    let done = acts.flat_map(|act| &act.classes).filter_map(|class| {
        SITTING_ACTS.iter().find(|(act, _)| *act == classes::class(*class).name).map(|(_, sitting)| *sitting)
    });
    named.chain(done).collect()
}

impl Anchor {
    /// Days beyond its first for which what it names goes on, 0 for what is over in two days.
    pub(super) fn lasts(&self) -> i32 {
        self.kinds.iter().map(|kind| kind.days()).filter(|days| *days > 1).max().unwrap_or(0)
    }
}

/// Whether an act may be the happening itself: it says no more than that something took place, tells what befell people, or is
/// named as a happening.
pub(super) fn may_be_the_happening(reading: &Reading<'_>, act: &Act) -> bool {
    let known = [classes::ids(LIGHT), classes::ids(BEFALLING)].concat();
    let sittings = SITTING_ACTS.iter().map(|(act, _)| *act);
    let row = classes::ids(sittings);
    let first = reading.token_at(act.span.start);
    let end = reading.token_at(act.span.end.saturating_sub(1)) + 1;
    let named = || !cause::kinds_in(reading, first..end.max(first)).is_empty();
    act.classes.is_empty()
        || act.classes.iter().any(|class| known.contains(class) || row.contains(class))
        || named()
}

/// How two slots are tied, by what each belongs to.
pub(super) fn tied(pair: &Pair<'_>, one: &Anchor, other: &Anchor) -> Tied {
    if one.turn != other.turn || one.recalled != other.recalled {
        return Tied::Loosely;
    }
    let kin = |x: &EventKind, y: &EventKind| x.relation(*y) >= KindRelation::Called;
    let barred = |x: &EventKind| other.kinds.iter().any(|y| x.relation(*y) == KindRelation::Exclusive);
    if one.kinds.iter().any(barred) {
        return Tied::Loosely;
    }
    let of_event = |anchor: &Anchor| {
        pair.event.is_some_and(|event| {
            let struck = event.has_one_toll() && (anchor.mishap || anchor.fate);
            struck || anchor.kinds.iter().any(|kind| kin(kind, &event))
        })
    };
    let bare = |anchor: &Anchor| anchor.kinds.is_empty() && anchor.acts.is_empty() && anchor.light;
    if of_event(one) && (of_event(other) || bare(other)) || of_event(other) && bare(one) {
        return Tied::ByEvent;
    }
    let of_row =
        one.turn == Some(NEXT) && one.sittings.iter().any(|sitting| other.sittings.contains(sitting));
    let strikes = |anchor: &Anchor| anchor.mishap || anchor.kinds.iter().any(|kind| kind.has_one_toll());
    let mishap = (one.mishap || other.mishap) && strikes(one) && strikes(other);
    if of_row || mishap || one.kinds.iter().any(|x| other.kinds.iter().any(|y| kin(x, y))) {
        return Tied::ByKind;
    }
    let by_act = pair.links.iter().any(|link| {
        link.is_same()
            && pair.same_polarity(link)
            && (link.shared >= 1 || pair.shared_names > 0)
            && one.acts.contains(&link.a)
            && other.acts.contains(&link.b)
    });
    if by_act { Tied::ByAct } else { Tied::Loosely }
}
