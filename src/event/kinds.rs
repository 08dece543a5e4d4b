//! Kinds of happenings: which words name them, and which of them one happening can be at once.
//!
//! Takes tokens, gives the kinds they mention. The kinds and how they stand to each other are data
//! (`common/event_kinds.tsv`); the words are data of each language (`<lang>/event_kinds.tsv`).

use crate::lexicon;
use crate::model::{Lang, Token};
use crate::text::phrase::{PhraseIndex, PhraseMatch};
use crate::text::stem::Fit;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static KINDS: LazyLock<Kinds> = LazyLock::new(Kinds::load);
static WORDS: LazyLock<BTreeMap<Lang, Words>> =
    LazyLock::new(|| lexicon::languages().filter_map(|lang| Some((lang, Words::load(lang)?))).collect());

/// A kind of happening, as a row of `common/event_kinds.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventKind(u16);

/// How the kinds of two happenings stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KindRelation {
    /// One and the same happening cannot be both (a call, a summit).
    Exclusive,
    /// Neither is a kind of the other, yet one happening may be both (a summit, an agreement).
    Apart,
    /// They share a wider kind (a bombing, a shooting).
    Akin,
    /// Reports of one happening use one for the other, or tell one as its outcome (a bombing, an explosion).
    Called,
    /// One is a kind of the other (a summit, a meeting).
    Nested,
    /// The same kind.
    Same,
}

/// Kinds, with all below them, that strike once.
const ONE_TOLL: [&str; 21] = [
    "accident",
    "assassination",
    "bombing",
    "drought",
    "earthquake",
    "explosion",
    "fire",
    "flood",
    "heatwave",
    "hostage_taking",
    "landslide",
    "massacre",
    "poisoning",
    "shipwreck",
    "shooting",
    "stabbing",
    "stampede",
    "storm",
    "tsunami",
    "vehicle_attack",
    "volcano",
];

impl EventKind {
    /// The kind with this id, where there is one.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        KINDS.rows.binary_search_by(|row| row.id.cmp(id)).ok().map(|nth| EventKind(nth as u16))
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// 3 names a happening by itself, 2 a part or outcome of one, 1 a consequence or reaction, 0 a way of telling.
    #[must_use]
    pub fn rank(self) -> u8 {
        self.row().rank
    }

    /// How many days after its first day one such happening usually still goes on.
    #[must_use]
    pub fn days(self) -> i32 {
        self.row().days
    }

    /// Whether two such happenings at different places are two.
    #[must_use]
    pub fn venue_identifies(self) -> bool {
        self.row().venue
    }

    /// Whether it is `wider` or a kind of it.
    #[must_use]
    pub fn is_a(self, wider: EventKind) -> bool {
        self.lineage().any(|kind| kind == wider)
    }

    /// Whether those who take part make it this happening and no other: contacts between people, matches, deals.
    #[must_use]
    pub fn participants_identify(self) -> bool {
        self.row().parties
    }

    /// Whether it is people meeting, calling or writing to each other.
    #[must_use]
    pub fn is_contact(self) -> bool {
        static CONTACT: LazyLock<Vec<EventKind>> = LazyLock::new(|| all_named(&["contact"]));
        self.is_any(&CONTACT)
    }

    /// Whether it is a contact, or what contacts end in: something agreed, decided or negotiated.
    #[must_use]
    pub fn is_accord(self) -> bool {
        static ACCORDS: LazyLock<Vec<EventKind>> =
            LazyLock::new(|| all_named(&["agreement", "decision", "talks", "mediation", "ceasefire"]));
        self.is_contact() || self.is_any(&ACCORDS)
    }

    /// Whether it strikes once and has one toll; of fighting, every report may count another clash.
    #[must_use]
    pub fn has_one_toll(self) -> bool {
        static KINDS: LazyLock<Vec<EventKind>> = LazyLock::new(|| all_named(&ONE_TOLL));
        self.is_any(&KINDS)
    }

    /// Whether it only tells what came of another happening: the dead, the hurt, the rescued. A reaction is news by itself.
    #[must_use]
    pub fn is_consequence(self) -> bool {
        static REACTIONS: LazyLock<Vec<EventKind>> = LazyLock::new(|| all_named(&["reaction", "warning"]));
        self.rank() <= 1 && !self.is_any(&REACTIONS)
    }

    /// Whether reports of it tell one happening: no series, and no fighting, of which every report may tell another clash.
    #[must_use]
    pub fn is_single(self) -> bool {
        static FIGHTING: LazyLock<Vec<EventKind>> = LazyLock::new(|| {
            all_named(&["attack", "offensive", "siege", "truce_breach", "unrest", "withdrawal"])
        });
        !self.is_periodic() && (self.has_one_toll() || !self.is_any(&FIGHTING))
    }

    /// Whether it is one of `kinds`; these are asked of every pair of events, so their names are looked up once.
    fn is_any(self, kinds: &[EventKind]) -> bool {
        kinds.iter().any(|kind| self.is_a(*kind))
    }

    /// Whether a new one is reported day by day, so that reports of two days are two happenings.
    #[must_use]
    pub fn is_periodic(self) -> bool {
        self.row().periodic
    }

    /// How it stands to `other`; symmetric.
    #[must_use]
    pub fn relation(self, other: EventKind) -> KindRelation {
        if self == other {
            KindRelation::Same
        } else if self.bars(other) || other.bars(self) {
            KindRelation::Exclusive
        } else if self.is_a(other) || other.is_a(self) {
            KindRelation::Nested
        } else if self.called(other) || other.called(self) {
            KindRelation::Called
        } else if self.lineage().any(|kind| other.is_a(kind)) {
            KindRelation::Akin
        } else {
            KindRelation::Apart
        }
    }

    fn row(self) -> &'static KindRow {
        &KINDS.rows[self.0 as usize]
    }

    fn lineage(self) -> impl Iterator<Item = EventKind> {
        std::iter::successors(Some(self), |kind| kind.row().parent).take(8)
    }

    fn called(self, other: EventKind) -> bool {
        self.lineage().any(|kind| kind.row().akin.iter().any(|&akin| other.is_a(akin)))
    }

    fn bars(self, other: EventKind) -> bool {
        self.lineage().any(|kind| kind.row().never.iter().any(|&barred| other.is_a(barred)))
    }
}

/// A kind named in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindMention {
    /// The kind.
    pub kind: EventKind,
    /// First token, in the slice searched.
    pub first_token: usize,
    /// Last token, inclusive.
    pub last_token: usize,
}

/// The kinds named in `tokens`, in reading order, none overlapping another.
#[must_use]
pub fn mentions(tokens: &[Token], lang: Lang) -> Vec<KindMention> {
    let Some(words) = WORDS.get(&lang) else { return Vec::new() };
    let found = words.index.matches(tokens).into_iter();
    // A bare stem joins words of one root too freely to name a happening, unless the row says that it does not; a phrase
    // of several words holds itself.
    let sure = |one: &PhraseMatch| {
        one.fit < Fit::Stem || one.last_token > one.first_token || words.rows[one.row].by_stem
    };
    found
        .filter(sure)
        .filter_map(|one| {
            let kind = words.rows[one.row].kind?;
            Some(KindMention { kind, first_token: one.first_token, last_token: one.last_token })
        })
        .collect()
}

#[derive(Debug)]
struct KindRow {
    id: &'static str,
    parent: Option<EventKind>,
    rank: u8,
    days: i32,
    venue: bool,
    parties: bool,
    periodic: bool,
    akin: Vec<EventKind>,
    never: Vec<EventKind>,
}

#[derive(Debug)]
struct Kinds {
    rows: Vec<KindRow>,
}

impl Kinds {
    fn load() -> Self {
        let table = lexicon::common().table("event_kinds");
        let ids: Vec<&str> = table.rows().iter().map(|row| row.key()).collect();
        let named = |id: &str| ids.binary_search(&id).ok().map(|nth| EventKind(nth as u16));
        let rows = table.rows().iter().map(|row| KindRow {
            id: row.key(),
            parent: named(row.cell(1)),
            rank: row.cell(2).parse().unwrap_or(0),
            days: row.cell(3).parse().unwrap_or(1),
            venue: row.cell(4) == "yes",
            parties: row.cell(5) == "yes",
            periodic: row.cell(6) == "yes",
            akin: row.cell(7).split(',').filter_map(named).collect(),
            never: row.cell(8).split(',').filter_map(named).collect(),
        });
        Self { rows: rows.collect() }
    }
}

struct Words {
    index: PhraseIndex,
    rows: Vec<WordRow>,
}

/// What a row of words says.
struct WordRow {
    /// None where the words name no happening and only keep those inside them from naming one ("coup de fil").
    kind: Option<EventKind>,
    /// Every form that shares the word's stem counts.
    by_stem: bool,
}

/// What stands for no kind.
const NO_KIND: &str = "-";

impl Words {
    fn load(lang: Lang) -> Option<Self> {
        let table = lexicon::of(lang)?.table("event_kinds");
        let known = || {
            let rows = table.rows().iter().map(|row| (row, EventKind::named(row.cell(1))));
            rows.filter(|(row, kind)| kind.is_some() || row.cell(1) == NO_KIND)
        };
        let index = PhraseIndex::new(lang, known().map(|(row, _)| row.key()));
        let rows = known().map(|(row, kind)| WordRow { kind, by_stem: row.cell(2) == "stem" });
        Some(Self { index, rows: rows.collect() })
    }
}

fn all_named(ids: &[&str]) -> Vec<EventKind> {
    ids.iter().filter_map(|id| EventKind::named(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(id: &str) -> EventKind {
        EventKind::named(id).unwrap_or_else(|| panic!("no kind {id}"))
    }

    #[test]
    fn a_call_is_no_summit_but_may_be_talks() {
        assert_eq!(kind("call").relation(kind("summit")), KindRelation::Exclusive);
        assert_eq!(kind("summit").relation(kind("call")), KindRelation::Exclusive);
        assert_ne!(kind("call").relation(kind("talks")), KindRelation::Exclusive);
        assert_eq!(kind("summit").relation(kind("meeting")), KindRelation::Nested);
        assert_ne!(kind("summit").relation(kind("ceasefire")), KindRelation::Exclusive);
    }

    #[test]
    fn a_condemnation_is_not_the_attack_it_condemns() {
        assert_eq!(kind("condemnation").relation(kind("suicide_bombing")), KindRelation::Exclusive);
    }

    #[test]
    fn every_word_of_every_language_names_a_known_kind() {
        for lang in lexicon::languages() {
            let Some(lexicon) = lexicon::of(lang) else { continue };
            for row in lexicon.table("event_kinds").rows() {
                assert!(
                    EventKind::named(row.cell(1)).is_some() || row.cell(1) == NO_KIND,
                    "{lang}: {} names no kind {}",
                    row.key(),
                    row.cell(1)
                );
            }
        }
        for row in lexicon::common().table("event_kinds").rows() {
            for id in row
                .cell(1)
                .split(',')
                .chain(row.cell(7).split(','))
                .chain(row.cell(8).split(','))
                .filter(|id| !id.is_empty())
            {
                assert!(EventKind::named(id).is_some(), "{} points at no kind {id}", row.key());
            }
        }
    }
}
