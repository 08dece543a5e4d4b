//! Whether two frames speak of one happening.
//!
//! Takes two frames, gives what speaks against it (a bar) and what speaks for it (evidence and its sum). A bar
//! is final: disjoint days, kinds one happening cannot both be, disjoint venues, other people. Without a bar,
//! what is alike must suffice; text alone never does where dates are unknown.

use super::frame::{Frame, common_parties, venue_relation};
use super::kinds::{EventKind, KindRelation};
use super::lapse::{self, AFTERMATH_DAYS, NEXT_DAY, STORY_DAYS};
use super::when::{When, WhenBasis};
use crate::claim::place::PlaceRelation;

/// What sets two happenings apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bar {
    /// Their days lie `gap` days apart where `allowed` would do.
    Dates {
        /// Days between the two.
        gap: i32,
        /// Days that two reports of one such happening may lie apart.
        allowed: i32,
    },
    /// One happening cannot be both kinds.
    Kinds,
    /// Their places are disjoint.
    Venues,
    /// Other people take part.
    Parties {
        /// Names both have.
        shared: usize,
    },
}

/// What ties two frames together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Evidence {
    /// They are in two languages: what is alike are concepts, places, names and figures, and no words.
    pub(crate) across: bool,
    /// Cosine of title and head, 0–1.
    pub(crate) head: f32,
    /// Cosine of all words, 0–1.
    pub(crate) body: f32,
    /// Rare words both have.
    pub(crate) anchors: u32,
    /// Both have rare words in title and head, and none in common: names and places that are others.
    pub(crate) strangers: bool,
    /// Rare words both have beside those of their slots.
    pub(crate) telling: u32,
    /// Both are contacts between people.
    pub(crate) contacts: bool,
    /// How their kinds stand to each other.
    pub(crate) kinds: Option<KindRelation>,
    /// How their venues stand to each other.
    pub(crate) venues: PlaceRelation,
    /// Names both have.
    pub(crate) parties: usize,
    /// Names both have, in two languages.
    pub(crate) names: usize,
    /// Numbers of the head both have.
    pub(crate) numbers: usize,
    /// Days between them; none where one is undated.
    pub(crate) gap: Option<i32>,
    /// Both dates are stated in words.
    pub(crate) stated: bool,
    /// Deviations by which they are more alike than either is to its nearest frames on average; 0 where that is not known.
    pub(crate) contrast: f32,
    /// The run has few articles, gathered around their happenings, so that hardly anything in it is alike by chance.
    pub(crate) gathered: bool,
    /// Both are of kinds that place tells apart, and their places are not known to be one.
    pub(crate) by_place: bool,
    /// One of them strikes once, so that reports of the days after still tell of it.
    pub(crate) strikes: bool,
}

/// The least sum at which two dated frames are one happening.
pub(crate) const MIN_SUM: f32 = 0.30;
/// The least sum where a date and a common place are missing.
const MIN_SUM_UNPLACED: f32 = 0.55;
/// The least sum of two dated frames in two languages, and what sharing one, or two and more, of place, names and figures
/// adds to it: without any, the concepts and classes of title and head must be much alike.
const MIN_SUM_ACROSS: f32 = 0.42;
const SLOTS_ACROSS: [f32; 3] = [0.0, 0.17, 0.27];
/// Deviations from which on a pair of frames stands out, and the least sum it then needs, within and across languages.
pub(crate) const OUTSTANDING: f32 = 1.0;
/// The same where the run has few articles: among hundreds something is always alike by chance, among dozens what stands out so far
/// tells one happening, however few words it shares.
const OUTSTANDING_AMONG_FEW: f32 = 1.3;
/// The same for a pair that joins its groups on easier terms.
const LIKE_NO_OTHER: f32 = 2.0;
const MIN_SUM_OUTSTANDING: f32 = 0.15;
const MIN_SUM_OUTSTANDING_ACROSS: f32 = 0.25;
/// Rare words beside the slots that two frames must share where a date is missing: of happenings at one place, of
/// contacts at one place, and where the place is unknown.
const MIN_TELLING: u32 = 2;
const MIN_TELLING_CONTACTS: u32 = 3;
const MIN_TELLING_UNPLACED: u32 = 4;
/// Rare words of both heads from which on sharing none of them speaks against one happening.
const MIN_RARE_STRANGERS: u32 = 3;
impl Evidence {
    /// Compares two frames.
    pub(crate) fn of(a: &Frame, b: &Frame) -> Self {
        let across = a.lang != b.lang;
        let (body, anchors) = a.body.cosine_and_rare(&b.body, &a.rare_body);
        let parties = common_parties(a, b);
        let neutral = if across { a.neutral.cosine(&b.neutral) } else { 0.0 };
        let stated = |when: &Option<When>| when.is_some_and(|when| when.basis == WhenBasis::Stated);
        Self {
            across,
            head: if across { neutral } else { a.head.cosine(&b.head) },
            body: if across { neutral } else { body },
            anchors,
            // Who meets is named alike everywhere, however differently the rest is told.
            strangers: !across && anchors == 0 && parties < 2 && a.rare.min(b.rare) >= MIN_RARE_STRANGERS,
            telling: common(&a.telling, &b.telling) as u32,
            contacts: [a, b].iter().all(|frame| frame.kind().is_some_and(EventKind::is_contact)),
            kinds: kinds(a, b),
            venues: venue_relation(&a.venues, &b.venues),
            parties,
            names: if across { common(&a.name_keys, &b.name_keys) } else { 0 },
            numbers: common(&a.numbers, &b.numbers),
            gap: a.when.zip(b.when).map(|(a, b)| a.gap(&b)),
            stated: stated(&a.when) && stated(&b.when),
            contrast: 0.0,
            gathered: false,
            by_place: [a, b].iter().all(|frame| frame.kind().is_some_and(EventKind::venue_identifies))
                && !matches!(
                    venue_relation(&a.venues, &b.venues),
                    PlaceRelation::Same | PlaceRelation::PartOf
                ),
            strikes: [a.kind(), b.kind()].into_iter().flatten().any(EventKind::has_one_toll),
        }
    }

    /// How much speaks for one happening; about 0 for nothing, 1 for a reprint.
    pub(crate) fn sum(&self) -> f32 {
        if self.across { self.sum_across() } else { self.sum_within() }
    }

    /// Place, names and figures that reports in two languages share.
    fn sum_across(&self) -> f32 {
        let placed = matches!(self.venues, PlaceRelation::Same | PlaceRelation::PartOf);
        let slots = usize::from(placed) + self.parties.max(self.names).min(2) + self.numbers.min(2);
        let kinds = match self.kinds {
            Some(KindRelation::Same | KindRelation::Nested) => 0.05,
            Some(KindRelation::Called) => 0.03,
            Some(KindRelation::Akin) | None => 0.0,
            Some(KindRelation::Apart) => -0.05,
            Some(KindRelation::Exclusive) => -0.5,
        };
        let venues = if self.venues == PlaceRelation::Disjoint { -0.15 } else { 0.0 };
        let dates = self.gap.map_or(0.0, |gap| -0.05 * gap as f32);
        self.head + SLOTS_ACROSS[slots.min(2)] + kinds + venues + dates
    }

    fn sum_within(&self) -> f32 {
        let text = 0.5 * self.head + 0.5 * self.body;
        let kinds = match self.kinds {
            Some(KindRelation::Same | KindRelation::Nested) => 0.08,
            Some(KindRelation::Called) => 0.03,
            Some(KindRelation::Akin) => 0.0,
            Some(KindRelation::Apart) => -0.06,
            Some(KindRelation::Exclusive) => -0.5,
            None => 0.0,
        };
        let venues = match self.venues {
            PlaceRelation::Same => 0.08,
            PlaceRelation::PartOf => 0.05,
            PlaceRelation::Disjoint => -0.15,
            PlaceRelation::Unknown => 0.0,
        };
        let dates = match self.gap {
            Some(0) if self.stated => 0.05,
            Some(gap) if self.strikes && gap <= AFTERMATH_DAYS => -0.04 * gap as f32,
            Some(gap) => -0.08 * gap as f32,
            None => 0.0,
        };
        let strangers = if self.strangers { -0.15 } else { 0.0 };
        // The same people at one place on one day meet once, whatever words tell of it.
        let placed = matches!(self.venues, PlaceRelation::Same | PlaceRelation::PartOf);
        let met = self.parties >= 2 && self.gap == Some(0);
        let hosted =
            self.contacts && self.telling >= MIN_TELLING_UNPLACED && self.gap.is_some_and(|gap| gap <= 1);
        let one_meeting = placed && (met || hosted);
        text + if one_meeting { 0.15 } else { 0.0 }
            + kinds
            + venues
            + dates
            + strangers
            + 0.015 * self.parties.min(2) as f32
            + 0.04 * self.numbers.min(3) as f32
    }

    /// How alike their words are, 0–2.
    pub(crate) fn likeness(&self) -> f32 {
        self.head + self.body
    }

    /// Whether the run has few articles and nothing else in it is like either of the two.
    pub(crate) fn alone_among_few(&self) -> bool {
        self.gathered && self.contrast >= OUTSTANDING_AMONG_FEW && self.venues != PlaceRelation::Disjoint
    }

    /// Whether the two are so alone among few that their groups are of one story.
    pub(crate) fn is_like_no_other(&self) -> bool {
        self.gathered && self.contrast >= LIKE_NO_OTHER
    }

    /// Whether one happening cannot be both kinds. What is told of one day and stands alone among few reports is one happening
    /// under two names (a minister meets an envoy and hands him a letter), so that the kinds were read apart.
    fn kinds_exclude(&self) -> bool {
        let one_story = self.alone_among_few() && self.gap.is_some_and(|gap| gap <= NEXT_DAY);
        self.kinds == Some(KindRelation::Exclusive) && !one_story
    }

    /// Whether the two stand out among all that either is like, with enough that ties them.
    fn stands_out(&self) -> bool {
        if self.alone_among_few() && !self.kinds_exclude() {
            return true;
        }
        let least = if self.across { MIN_SUM_OUTSTANDING_ACROSS } else { MIN_SUM_OUTSTANDING };
        let enough = match self.gap {
            Some(_) => self.sum() >= least,
            None => self.sum() >= MIN_SUM && self.telling >= MIN_TELLING,
        };
        // Reports of accidents are written to one pattern and stand out together: where place tells them apart and is not known, rare
        // words must.
        let told = self.across || !self.by_place || self.telling >= lapse::STORY_TELLING || self.parties > 0;
        self.contrast >= OUTSTANDING && enough && told
    }

    /// What ties the two, for the average of two groups: a pair that stands out counts as one that suffices.
    pub(crate) fn tie(&self) -> f32 {
        if self.stands_out() { self.sum().max(MIN_SUM) } else { self.sum() }
    }

    /// Whether one report may tell of the same story `gap` days after the other, where others of their groups are tied.
    pub(crate) fn may_follow(&self, gap: i32) -> bool {
        let tied = if self.across { self.names >= lapse::STORY_NAMES } else { self.telling >= MIN_TELLING };
        // Of what strikes once another may strike within the week.
        let tied = tied || self.gathered && !self.strikes && self.contrast >= OUTSTANDING_AMONG_FEW;
        self.strikes && gap <= AFTERMATH_DAYS || gap <= STORY_DAYS && self.contrast >= OUTSTANDING && tied
    }

    /// Whether enough ties the two together, no bar given.
    pub(crate) fn suffices(&self) -> bool {
        if self.stands_out() {
            return true;
        }
        if self.across {
            return self.gap.is_some() && self.sum() >= MIN_SUM_ACROSS;
        }
        if self.gap.is_some() {
            return self.sum() >= MIN_SUM;
        }
        // Who met and in what way recurs; where, and rare words beside the names, tell one meeting from the next.
        let placed = matches!(self.venues, PlaceRelation::Same | PlaceRelation::PartOf);
        let alike = self.kinds >= Some(KindRelation::Called) || self.parties > 0;
        match (placed && alike, self.contacts) {
            (true, true) if self.sum() >= MIN_SUM_UNPLACED => self.telling >= MIN_TELLING,
            (true, true) => self.telling >= MIN_TELLING_CONTACTS && self.sum() >= MIN_SUM,
            (true, false) => self.telling >= MIN_TELLING && self.sum() >= MIN_SUM,
            (false, _) => self.telling >= MIN_TELLING_UNPLACED && self.sum() >= MIN_SUM_UNPLACED,
        }
    }
}

/// What ties two reports from which on other names are other names of the same people ("the three leaders").
const SUM_OVER_PARTIES: f32 = 0.45;

/// What sets two frames apart, the date first.
pub(crate) fn bar(a: &Frame, b: &Frame, evidence: &Evidence) -> Option<Bar> {
    let identified = |frame: &Frame, by: fn(EventKind) -> bool| frame.kind().is_some_and(by);
    if let Some((one, other)) = a.when.zip(b.when) {
        // What is reported day by day is told apart by the day it is reported on.
        let periodic = identified(a, EventKind::is_periodic) && identified(b, EventKind::is_periodic);
        let surely = one.basis.max(other.basis) < WhenBasis::Published;
        let (gap, allowed) = if periodic && surely {
            (one.end_gap(&other), i32::from(lapse::figures_agree(evidence)))
        } else {
            (one.gap(&other), lapse::allowed(a, b, &one, &other, evidence))
        };
        if gap > allowed {
            return Some(Bar::Dates { gap, allowed });
        }
    }
    if evidence.kinds_exclude() {
        return Some(Bar::Kinds);
    }
    if evidence.venues == PlaceRelation::Disjoint
        && (identified(a, EventKind::venue_identifies) || identified(b, EventKind::venue_identifies))
    {
        return Some(Bar::Venues);
    }
    let by_parties =
        identified(a, EventKind::participants_identify) && identified(b, EventKind::participants_identify);
    // Names of organisations are translated, so that two languages may share none.
    if by_parties
        && !evidence.across
        && evidence.sum() < SUM_OVER_PARTIES
        && a.actors >= 2
        && b.actors >= 2
        && evidence.parties == 0
    {
        return Some(Bar::Parties { shared: evidence.parties });
    }
    None
}

/// How the kinds of two frames stand to each other, by their heaviest; a kind both give weight outdoes kinds
/// that merely stand apart.
fn kinds(a: &Frame, b: &Frame) -> Option<KindRelation> {
    let (kind_a, kind_b) = (a.kind()?, b.kind()?);
    let heaviest = kind_a.relation(kind_b);
    if heaviest != KindRelation::Apart {
        return Some(heaviest);
    }
    // The dead, the hurt and the rescued of a happening are no other happening than it.
    if [kind_a, kind_b].into_iter().any(EventKind::is_consequence) {
        return None;
    }
    let weighty = |frame: &'_ Frame| {
        let top = frame.kinds.first().map_or(0.0, |kind| kind.1);
        frame
            .kinds
            .iter()
            .filter(move |kind| kind.0.rank() >= 2 && kind.1 >= top * 0.5)
            .map(|kind| kind.0)
            .collect::<Vec<_>>()
    };
    let (of_a, of_b) = (weighty(a), weighty(b));
    let shared = of_a.iter().any(|kind| of_b.contains(kind));
    Some(if shared { KindRelation::Akin } else { KindRelation::Apart })
}

/// How many items two sorted lists share.
fn common(a: &[u64], b: &[u64]) -> usize {
    a.iter().filter(|one| b.binary_search(one).is_ok()).count()
}
