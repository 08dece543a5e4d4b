//! How many days two reports of one happening may lie apart.
//!
//! Takes two frames, their days and what ties them, gives days: of most happenings none, of what lasts or is told on its own
//! days more.

use super::frame::Frame;
use super::kinds::{EventKind, KindRelation};
use super::link::Evidence;
use super::when::{When, WhenBasis};
use crate::claim::place::PlaceRelation;

/// Shared numbers of the head that let two reports of one happening name neighbouring days.
const NUMBERS_OVER_DATES: usize = 2;
/// As much text and as many rare words in common do the same for happenings of one kind.
const BODY_OVER_DATES: f32 = 0.35;
const ANCHORS_OVER_DATES: u32 = 10;

/// Days that two reports of one happening of these kinds may lie apart.
pub(crate) fn allowed(a: &Frame, b: &Frame, one: &When, other: &When, evidence: &Evidence) -> i32 {
    let lasts = [a.kind(), b.kind()].into_iter().flatten().map(EventKind::days).min().unwrap_or(1);
    let guessed = i32::from(one.basis == WhenBasis::Published || other.basis == WhenBasis::Published);
    // Reports of one happening can name neighbouring days; then the figures they give must be the same,
    // or much of what they tell.
    let alike = evidence.kinds >= Some(KindRelation::Nested)
        && evidence.body >= BODY_OVER_DATES
        && evidence.anchors >= ANCHORS_OVER_DATES;
    let disagree = i32::from(figures_agree(evidence) || alike);
    lasts.max(guessed).max(disagree).max(aftermath(evidence)).max(story(a, b, evidence)).max(sequel(evidence))
}

/// Whether the figures of two reports are so alike that they may name neighbouring days for one happening.
pub(crate) fn figures_agree(evidence: &Evidence) -> bool {
    evidence.numbers >= NUMBERS_OVER_DATES
}

/// Days between a report and the next on one story where few articles are read: the day after, and longer where it tells what
/// came of it.
pub(crate) const NEXT_DAY: i32 = 1;
pub(crate) const SEQUEL_DAYS: i32 = 3;

/// How many days after the first report another, which nothing else among few is like, may still be of its story. What came of a
/// happening is of another kind than it (voted on and announced, robbed and arrested); another happening like it is of the same kind.
fn sequel(evidence: &Evidence) -> i32 {
    if !evidence.alone_among_few() {
        return 0;
    }
    let other_kind = evidence.kinds != Some(KindRelation::Same) && !evidence.strikes;
    if other_kind { SEQUEL_DAYS } else { NEXT_DAY }
}

/// Days for which reports may go on telling one story that nothing else is like, and what then ties two of them: deviations,
/// rare words, names of two languages, likeness.
pub(crate) const STORY_DAYS: i32 = 7;
const STORY_CONTRAST: f32 = 2.0;
pub(crate) const STORY_TELLING: u32 = 3;
pub(crate) const STORY_NAMES: usize = 2;
const STORY_LIKENESS: f32 = 0.4;

/// How many days after its first day two reports may still tell one story: nothing else in the run is like either. What is reported
/// day by day anew has no such story.
fn story(a: &Frame, b: &Frame, evidence: &Evidence) -> i32 {
    let periodic = [a, b].iter().any(|frame| frame.kind().is_some_and(EventKind::is_periodic));
    let akin = evidence.kinds.is_none_or(|kinds| kinds >= KindRelation::Akin);
    let tied =
        if evidence.across { evidence.names >= STORY_NAMES } else { evidence.telling >= STORY_TELLING };
    let alone = evidence.contrast >= STORY_CONTRAST && evidence.likeness() >= STORY_LIKENESS;
    if alone && tied && akin && !periodic && evidence.venues != PlaceRelation::Disjoint {
        STORY_DAYS
    } else {
        0
    }
}

/// Days for which reports go on telling of what struck once: the dead are buried, the hurt are counted, the cause is sought.
pub(crate) const AFTERMATH_DAYS: i32 = 3;
/// Rare words and likeness that tie such a report to what it follows: fewer words where it is much alike.
const TIED_AFTERMATH: [(u32, f32); 2] = [(3, 0.15), (2, 0.25)];

/// How many days after what struck once a report may still be of it.
fn aftermath(evidence: &Evidence) -> i32 {
    let akin = evidence.kinds.is_none_or(|kinds| kinds >= KindRelation::Akin);
    let tied = if evidence.across {
        evidence.names >= 2 || evidence.names >= 1 && evidence.numbers >= 1
    } else {
        TIED_AFTERMATH.iter().any(|&(telling, body)| evidence.telling >= telling && evidence.body >= body)
    };
    if evidence.strikes && akin && tied && evidence.venues != PlaceRelation::Disjoint {
        AFTERMATH_DAYS
    } else {
        0
    }
}
