//! The event gate: may two claims be compared at all?
//!
//! Takes two claims of a framed run, gives the decision with every number it rests on, in words.

use super::frame::shared_parties;
use super::kinds::{EventKind, KindRelation};
use super::link::Bar;
use super::when::{When, WhenBasis};
use crate::model::{Claim, ClaimIx, Event, EventIx, Reason};

/// What the gate says of two claims.
#[derive(Debug, Clone, PartialEq)]
pub enum Gate {
    /// Both speak of one event.
    Linked {
        /// The event.
        event: EventIx,
        /// How that was decided.
        basis: Reason,
    },
    /// They speak of two happenings.
    Blocked {
        /// What sets them apart, for counting.
        why: Grounds,
        /// The same in words.
        reason: Reason,
    },
    /// Neither can be told.
    Unresolved {
        /// Which claims have no event.
        reason: Reason,
    },
}

/// What sets the happenings of two claims apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Grounds {
    /// A bar between the two events.
    Bar(Bar),
    /// Nothing rare ties the two events together.
    NothingShared,
}

impl Grounds {
    /// A short name for counting.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Grounds::Bar(Bar::Dates { .. }) => "event_dates",
            Grounds::Bar(Bar::Kinds) => "event_kinds",
            Grounds::Bar(Bar::Venues) => "event_venues",
            Grounds::Bar(Bar::Parties { .. }) => "event_parties",
            Grounds::NothingShared => "event_nothing_shared",
        }
    }
}

/// Whether claims `a` and `b` of a framed run speak of one event, and how that was decided; symmetric.
#[must_use]
pub fn gate(events: &[Event], claims: &[Claim], a: ClaimIx, b: ClaimIx) -> Gate {
    let event_of = |claim: ClaimIx| claims.get(claim as usize).and_then(|claim| claim.event);
    let (Some(one), Some(other)) = (event_of(a), event_of(b)) else {
        return Gate::Unresolved {
            reason: Reason {
                en: "one of the two recalls a happening that cannot be told from its words".to_owned(),
                ar: "أحدهما يشير إلى حدث لا يمكن تحديده من كلماته".to_owned(),
            },
        };
    };
    let (Some(first), Some(second)) = (events.get(one as usize), events.get(other as usize)) else {
        return Gate::Unresolved { reason: Reason::default() };
    };
    if one == other {
        return Gate::Linked { event: one, basis: basis(first) };
    }
    let why = apart(first, second);
    Gate::Blocked { why, reason: in_words(first, second, why) }
}

fn basis(event: &Event) -> Reason {
    let reports = event.articles.len();
    Reason {
        en: format!("both speak of: {} ({reports} reports; {})", event.label, event.date_basis),
        ar: format!("كلاهما يتحدث عن: {} (عدد التقارير {reports})", event.label),
    }
}

/// What sets two events apart, by their slots.
fn apart(a: &Event, b: &Event) -> Grounds {
    let kind = |event: &Event| event.kind.as_deref().and_then(EventKind::named);
    let (kind_a, kind_b) = (kind(a), kind(b));
    if let Some((one, other)) = days(a).zip(days(b)) {
        let allowed = [kind_a, kind_b].into_iter().flatten().map(EventKind::days).min().unwrap_or(1);
        let gap = one.gap(&other);
        if gap > allowed {
            return Grounds::Bar(Bar::Dates { gap, allowed });
        }
    }
    if kind_a.zip(kind_b).is_some_and(|(a, b)| a.relation(b) == KindRelation::Exclusive) {
        return Grounds::Bar(Bar::Kinds);
    }
    if a.venue.is_some() && b.venue.is_some() && a.venue != b.venue {
        return Grounds::Bar(Bar::Venues);
    }
    let shared = shared_parties(&a.participants, &b.participants);
    if shared == 0 && !a.participants.is_empty() && !b.participants.is_empty() {
        return Grounds::Bar(Bar::Parties { shared });
    }
    Grounds::NothingShared
}

fn days(event: &Event) -> Option<When> {
    Some(When { from: event.from?, to: event.to?, basis: WhenBasis::Stated })
}

fn in_words(a: &Event, b: &Event, why: Grounds) -> Reason {
    let (en, ar) = match why {
        Grounds::Bar(Bar::Dates { gap, allowed }) => (
            format!("their dates lie {gap} days apart, {allowed} would be allowed"),
            format!("بين تاريخيهما {gap} يوما، والمسموح {allowed}"),
        ),
        Grounds::Bar(Bar::Kinds) => {
            ("one happening cannot be both".to_owned(), "لا يمكن أن يكونا حدثا واحدا لاختلاف نوعهما".to_owned())
        }
        Grounds::Bar(Bar::Venues) => ("their places differ".to_owned(), "مكاناهما مختلفان".to_owned()),
        Grounds::Bar(Bar::Parties { .. }) => {
            ("other people take part".to_owned(), "المشاركون فيهما مختلفون".to_owned())
        }
        Grounds::NothingShared => {
            ("nothing rare ties them together".to_owned(), "لا يجمعهما ما يكفي لعدهما حدثا واحدا".to_owned())
        }
    };
    Reason {
        en: format!("two happenings: {} / {}: {en}", a.label, b.label),
        ar: format!("حدثان مختلفان: {} / {}: {ar}", a.label, b.label),
    }
}
