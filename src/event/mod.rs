//! Claims to events, and which claims may be compared at all.
//!
//! Takes articles, texts and claims; gives events and writes each claim's event into it. Says no word of
//! verdicts.
//!
//! An article has one main frame, its news, and a further frame for each happening it recalls
//! (`split`). Frames of all articles are then linked (`link`) and grouped (`group`, `recall`): what speaks
//! against one happening is final, what speaks for it must suffice, and where neither does a claim stays
//! without an event.

pub mod cues;
mod frame;
mod gate;
mod group;
pub mod kinds;
mod label;
mod lapse;
mod link;
mod named;
mod neutral;
mod news;
mod own;
mod reading;
mod recall;
mod rivals;
mod split;
mod standing;
mod terms;
mod undated;
mod when;

pub use gate::{Gate, Grounds, gate};
pub use link::Bar;
pub use undated::windows as publication_windows;
pub use when::{When, WhenBasis};

use crate::model::{
    Article, ArticleText, Claim, ClaimIx, Event, EventIx, EventRole, Lang, PlaceRef, PlaceRole, Span,
    TokenKind,
};
use ahash::{AHashMap, AHashSet};
use frame::Frame;
use rayon::prelude::*;
use reading::Reading;
use terms::{Rarity, Term, Vector, term};

/// Articles up to which a run has few, so that hardly anything in it is alike by chance.
pub const FEW_ARTICLES: usize = 150;
/// Weights of words by where they stand: title, head, the sentences of the frame.
const TITLE_COUNT: f32 = 3.0;
const HEAD_COUNT: f32 = 1.5;
/// Words kept for the head and for the whole of a frame.
const HEAD_TERMS: usize = 40;
const BODY_TERMS: usize = 120;
/// Terms kept that are the same in every language.
const NEUTRAL_TERMS: usize = 60;
/// A claim belongs to an event where it belongs to its frame at least this surely.
const MIN_BELONGING: f32 = 0.5;

/// Groups claims into events and sets [`Claim::event`]; a claim it cannot place stays without one. Times of an article
/// without a day are resolved where an event that others date tells it.
///
/// The result depends on the articles alone. Costs about a millisecond an article, and close to linear in all.
pub fn frame(articles: &[Article], texts: &[ArticleText], claims: &mut [Claim]) -> Vec<Event> {
    let frames = frames(articles, texts, claims);
    let group::Grouped { groups, gathered } = group::groups(&frames.0, &frames.1);
    let event = |group: &Vec<usize>| Event { gathered, ..label::event(articles, claims, &frames.0, group) };
    let mut events: Vec<Event> = groups.iter().map(event).collect();
    events.sort_by(|a, b| {
        (a.from.is_none(), a.from, a.to, &a.id).cmp(&(b.from.is_none(), b.from, b.to, &b.id))
    });
    claims.iter_mut().for_each(|claim| claim.event = None);
    let surely = belonging(&frames.0);
    for (nth, event) in events.iter_mut().enumerate() {
        event.claims.retain(|claim| surely.get(claim).is_some_and(|&surely| surely >= MIN_BELONGING));
        for &claim in &event.claims {
            if let Some(claim) = claims.get_mut(claim as usize) {
                claim.event = Some(nth as EventIx);
            }
        }
    }
    undated::date(articles, texts, claims, &events);
    events
}

fn belonging(frames: &[Frame]) -> AHashMap<ClaimIx, f32> {
    frames.iter().flat_map(|frame| frame.claims.iter().copied()).collect()
}

/// The frames of all articles with their words weighed.
fn frames(articles: &[Article], texts: &[ArticleText], claims: &[Claim]) -> (Vec<Frame>, Rarity) {
    let ranges = claim_ranges(articles.len(), claims);
    let read: Vec<Read> = (0..articles.len().min(texts.len()))
        .into_par_iter()
        .map(|ix| {
            let range = ranges[ix].clone();
            let first = range.start as ClaimIx;
            let reading = Reading::new(ix as u32, &articles[ix], &texts[ix], &claims[range], first);
            let frames = split::frames(&reading);
            let counts: Vec<Counts> = frames.iter().map(|frame| count(&reading, frame, &frames)).collect();
            Read {
                terms: reading.terms(),
                neutral: neutral::terms(&reading),
                lang: reading.text.lang,
                names: neutral::names(&reading),
                frames: frames.into_iter().zip(counts).collect(),
            }
        })
        .collect();
    let rarity = Rarity::count(read.iter().map(|one| one.terms.as_slice()));
    let across = Rarity::of_neutral(read.iter().map(|one| &one.neutral));
    let shared_names = names_of_several_languages(&read);
    let weigh = |one: Read| {
        let names: Vec<Term> = one.names.iter().copied().filter(|name| shared_names.contains(name)).collect();
        let neutral = Vector::weigh(&one.neutral, &across, NEUTRAL_TERMS);
        let weighed = one.frames.into_iter().map(|(mut frame, counts)| {
            frame.head = Vector::weigh(&counts.head, &rarity, HEAD_TERMS);
            frame.body = Vector::weigh(&counts.body, &rarity, BODY_TERMS);
            frame.rare = frame.head.cells().iter().filter(|cell| rarity.is_anchor(cell.0)).count() as u32;
            frame.telling = counts.telling(&rarity);
            if frame.role == EventRole::Main {
                frame.neutral = neutral.clone();
                frame.name_keys.clone_from(&names);
            }
            frame.rare_body = frame.body.cells().iter().map(|cell| rarity.is_anchor(cell.0)).collect();
            frame.keys = group::keys(&frame);
            frame.party_bits = frame.parties.iter().map(|name| frame::word_bits(name)).collect();
            frame.party_keys = frame.parties.iter().map(|name| neutral::of_name(name, frame.lang)).collect();
            frame
        });
        weighed.collect::<Vec<Frame>>()
    };
    let mut frames: Vec<Frame> = read.into_par_iter().flat_map_iter(weigh).collect();
    rivals::tell_apart(&mut frames);
    (frames, rarity)
}

/// A name in more articles than this, and in more than this share of the run, ties none together.
const MAX_NAME_HOLDERS: u32 = 25;
const MAX_NAME_SHARE: f64 = 0.05;

/// The name keys that articles in two languages at least hold, and not too many of them.
fn names_of_several_languages(read: &[Read]) -> AHashSet<Term> {
    let mut holding: AHashMap<Term, (Lang, bool, u32)> = AHashMap::new();
    for one in read {
        for &name in &one.names {
            let entry = holding.entry(name).or_insert((one.lang, false, 0));
            entry.1 |= entry.0 != one.lang;
            entry.2 += 1;
        }
    }
    let most = MAX_NAME_HOLDERS.max((read.len() as f64 * MAX_NAME_SHARE) as u32);
    holding.retain(|_, (_, several, holders)| *several && *holders <= most);
    holding.into_keys().collect()
}

/// Where each article's claims stand in the run's list, which is sorted by article.
fn claim_ranges(articles: usize, claims: &[Claim]) -> Vec<std::ops::Range<usize>> {
    let at = |ix: usize| claims.partition_point(|claim| (claim.article as usize) < ix);
    (0..articles).map(|ix| at(ix)..at(ix + 1)).collect()
}

/// What is read of one article before words can be weighed.
struct Read {
    /// Its distinct terms.
    terms: Vec<Term>,
    /// What of it is the same in every language.
    neutral: AHashMap<Term, f32>,
    lang: Lang,
    /// Its words that may be names, by their consonants.
    names: Vec<Term>,
    frames: Vec<Counted>,
}

/// A frame and the words it was counted from.
type Counted = (Frame, Counts);

#[derive(Debug, Default)]
struct Counts {
    head: AHashMap<Term, f32>,
    body: AHashMap<Term, f32>,
    /// Words of names, places and kinds that are slots of the frame.
    slots: AHashSet<Term>,
}

impl Counts {
    /// The rare words that are no slots, sorted.
    fn telling(&self, rarity: &Rarity) -> Vec<Term> {
        let rare =
            self.body.keys().copied().filter(|&term| rarity.is_anchor(term) && !self.slots.contains(&term));
        let mut telling: Vec<Term> = rare.collect();
        telling.sort_unstable();
        telling
    }
}

/// Counts the words of a frame: of the main frame those of title, head and every sentence no other frame has
/// taken, of another those of its claims.
fn count(reading: &Reading<'_>, frame: &Frame, frames: &[Frame]) -> Counts {
    let mut counts = Counts { slots: slot_words(reading, frame), ..Counts::default() };
    let first = reading.first_claim;
    let sentences_of = |frame: &Frame| -> Vec<u32> {
        let claims = frame.claims.iter().filter_map(|claim| reading.claims.get((claim.0 - first) as usize));
        claims.map(|claim| claim.sentence).collect()
    };
    if frame.role == EventRole::Main {
        for term in reading.title.tokens.iter().filter_map(term) {
            *counts.head.entry(term).or_default() += TITLE_COUNT;
            *counts.body.entry(term).or_default() += TITLE_COUNT;
        }
        let own = sentences_of(frame);
        let taken: Vec<u32> = frames.iter().skip(1).flat_map(sentences_of).collect();
        for (nth, sentence) in reading.text.sentences.iter().enumerate() {
            let in_head = (reading.lead..reading.head).contains(&nth);
            if nth < reading.lead
                || nth != reading.lead && taken.contains(&(nth as u32)) && !own.contains(&(nth as u32))
            {
                continue;
            }
            for term in reading.text.tokens_of(sentence).iter().filter_map(term) {
                if in_head {
                    *counts.head.entry(term).or_default() += HEAD_COUNT;
                }
                *counts.body.entry(term).or_default() += 1.0;
            }
        }
        return counts;
    }
    let claims = frame.claims.iter().filter_map(|claim| reading.claims.get((claim.0 - first) as usize));
    for claim in claims {
        let Some(sentence) = reading.text.sentences.get(claim.sentence as usize) else { continue };
        let tokens = reading.text.tokens_of(sentence).iter();
        let inside = tokens.filter(|token| token.kind != TokenKind::Mark && claim.span.contains(token.span));
        for term in inside.filter_map(term) {
            *counts.head.entry(term).or_default() += 1.0;
            *counts.body.entry(term).or_default() += 1.0;
        }
    }
    counts
}

/// The words of a frame's slots: those who take part, states, the venue, days and kinds.
fn slot_words(reading: &Reading<'_>, frame: &Frame) -> AHashSet<Term> {
    let main = frame.role == EventRole::Main;
    let own =
        frame.claims.iter().filter_map(|claim| reading.claims.get((claim.0 - reading.first_claim) as usize));
    let head = |claim: &&Claim| !main || (claim.sentence as usize) < reading.head;
    let mut spans: Vec<(u32, Span)> = Vec::new();
    for claim in own.filter(head) {
        let at = claim.sentence;
        spans.extend(claim.participants.iter().map(|one| (at, one.span)));
        let slot = |place: &&PlaceRef| {
            matches!(place.role, PlaceRole::Origin | PlaceRole::Actor)
                || frame.venues.iter().any(|venue| venue.name == place.name)
        };
        spans.extend(claim.places.iter().filter(slot).map(|place| (at, place.span)));
        spans.extend(claim.times.iter().map(|time| (at, time.span)));
        spans.extend(reading.kinds_in(at, claim.span).map(|kind| (at, kind.span)));
    }
    let mut words = AHashSet::new();
    for (sentence, span) in spans {
        let Some(sentence) = reading.text.sentences.get(sentence as usize) else { continue };
        let tokens = reading.text.tokens_of(sentence).iter().filter(|token| span.overlaps(token.span));
        words.extend(tokens.filter_map(term));
    }
    words
}
