//! Frames to events.
//!
//! Takes the frames of all articles, gives groups of them: main frames first, by average link with bars, each
//! merger checked against both groups as wholes; then what articles recall, each to the group it fits best.
//! Deterministic, and close to linear: pairs are looked for by rare words only.

use super::frame::Frame;
use super::lapse;
use super::link::{self, Bar, Evidence};
use super::recall;
use super::standing::Standing;
use super::terms::{Rarity, Term};
use crate::model::EventRole;
use ahash::AHashMap;
use rayon::prelude::*;

/// Heaviest words of a frame by which others are found.
const KEYS: usize = 16;
/// Frames that share a key, beyond which the key is passed over.
const MAX_HOLDERS: usize = 400;
/// Pairs kept for each frame, the likeliest by shared keys.
const MAX_PAIRS: usize = 40;
/// Pairs of members compared when two groups are checked against each other.
const MAX_CHECKS: usize = 36;
/// The least average sum of two groups that merge, as a share of what a pair needs.
const AVERAGE_SHARE: f32 = 0.8;

/// What the frames of a run were grouped into.
pub(crate) struct Grouped {
    /// Indices of frames, each group sorted; every main frame is in one, a recalled frame in one at most.
    pub(crate) groups: Vec<Vec<usize>>,
    /// The run has few articles, and they were gathered around their happenings.
    pub(crate) gathered: bool,
}

/// The groups of `frames`.
pub(crate) fn groups(frames: &[Frame], rarity: &Rarity) -> Grouped {
    let main: Vec<usize> = (0..frames.len()).filter(|&nth| frames[nth].role == EventRole::Main).collect();
    let pairs = Pairs::of(frames, &main, rarity);
    let mut groups = merge(frames, &main, &pairs);
    recall::join(frames, &mut groups, rarity);
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort();
    Grouped { groups, gathered: pairs.standing.gathered }
}

/// The pairs of frames that are tied and not barred, and how alike frames are at large.
struct Pairs {
    /// The likeliest first.
    linked: Vec<Link>,
    standing: Standing,
}

/// Two frames that are tied: the sum of what ties them, and the terms on which their groups may merge.
struct Link {
    sum: f32,
    a: usize,
    b: usize,
    terms: Terms,
}

impl Pairs {
    fn of(frames: &[Frame], of: &[usize], rarity: &Rarity) -> Self {
        let holders = Holders::of(frames, of);
        let near: Vec<(usize, usize, Evidence)> = of
            .par_iter()
            .flat_map_iter(|&a| {
                let near = holders.near(&frames[a], rarity).into_iter().filter(move |&b| b > a);
                near.map(move |b| (a, b, Evidence::of(&frames[a], &frames[b])))
            })
            .collect();
        let standing = Standing::of(frames, of, &near);
        let mut linked: Vec<Link> = near
            .into_par_iter()
            .filter_map(|(a, b, evidence)| {
                let evidence = standing.weigh(a, b, evidence);
                let tied = evidence.suffices() && link::bar(&frames[a], &frames[b], &evidence).is_none();
                let terms = if evidence.is_like_no_other() { &TERMS_OF_ONE_STORY } else { &TERMS };
                tied.then(|| Link { sum: evidence.sum(), a, b, terms: *terms })
            })
            .collect();
        linked.sort_by(|x, y| y.sum.total_cmp(&x.sum).then((x.a, x.b).cmp(&(y.a, y.b))));
        Self { linked, standing }
    }
}

/// Which frames hold which of their heaviest words.
pub(crate) struct Holders {
    by_term: AHashMap<Term, Vec<u32>>,
}

impl Holders {
    pub(crate) fn of(frames: &[Frame], of: &[usize]) -> Self {
        let mut by_term: AHashMap<Term, Vec<u32>> = AHashMap::new();
        for &nth in of {
            for &term in &frames[nth].keys {
                by_term.entry(term).or_default().push(nth as u32);
            }
        }
        Self { by_term }
    }

    /// The frames that share keys with `frame`, the likeliest by their weight, at most [`MAX_PAIRS`]; sorted.
    pub(crate) fn near(&self, frame: &Frame, rarity: &Rarity) -> Vec<usize> {
        let mut shared: AHashMap<u32, f32> = AHashMap::new();
        for &term in &frame.keys {
            let Some(holders) = self.by_term.get(&term).filter(|holders| holders.len() <= MAX_HOLDERS) else {
                continue;
            };
            let weight = rarity.weight(term);
            for &other in holders {
                *shared.entry(other).or_default() += weight;
            }
        }
        let mut near: Vec<(u32, f32)> = shared.into_iter().collect();
        if near.len() > MAX_PAIRS {
            near.select_nth_unstable_by(MAX_PAIRS, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            near.truncate(MAX_PAIRS);
        }
        let mut near: Vec<usize> = near.into_iter().map(|(nth, _)| nth as usize).collect();
        near.sort_unstable();
        near
    }
}

/// The heaviest words of head and body, sorted.
pub(crate) fn keys(frame: &Frame) -> Vec<Term> {
    let mut keys = Vec::with_capacity(2 * KEYS);
    for vector in [&frame.head, &frame.body, &frame.neutral] {
        let mut cells = vector.cells().to_vec();
        cells.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        keys.extend(cells.into_iter().take(KEYS).map(|cell| cell.0));
    }
    keys.extend(&frame.name_keys);
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Merges along the linked pairs, the likeliest first, where the groups as wholes agree.
fn merge(frames: &[Frame], of: &[usize], pairs: &Pairs) -> Vec<Vec<usize>> {
    let mut group_of: AHashMap<usize, usize> =
        of.iter().enumerate().map(|(nth, &frame)| (frame, nth)).collect();
    let mut groups: Vec<Vec<usize>> = of.iter().map(|&frame| vec![frame]).collect();
    for link in &pairs.linked {
        let (Some(&x), Some(&y)) = (group_of.get(&link.a), group_of.get(&link.b)) else { continue };
        if x == y || !agree(frames, &pairs.standing, &groups[x], &groups[y], &link.terms) {
            continue;
        }
        let (keep, gone) = if groups[x].len() >= groups[y].len() { (x, y) } else { (y, x) };
        let moved = std::mem::take(&mut groups[gone]);
        for &frame in &moved {
            group_of.insert(frame, keep);
        }
        groups[keep].extend(moved);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// On what terms two groups merge, beside the bars between their members.
#[derive(Clone, Copy)]
struct Terms {
    /// Of the pairs compared, the share that may name disjoint places: a stray place name must not keep two large groups apart, two
    /// happenings of one kind at two places must.
    apart: f32,
    /// The average contrast that is enough where a run has few articles.
    contrast: f32,
    /// Days between two members over which one story goes on though nothing else ties them, and their kinds exclude each other.
    days: Option<i32>,
}

/// The terms of most groups, and of two that a pair joins which nothing else among few articles is like: what came of a happening is
/// told days after it, at another place, and as another kind of happening.
const TERMS: Terms = Terms { apart: 0.2, contrast: 0.6, days: None };
const TERMS_OF_ONE_STORY: Terms = Terms { apart: 0.5, contrast: 0.4, days: Some(lapse::SEQUEL_DAYS) };

impl Terms {
    /// Whether a bar between two members tells apart the reports of one story by when they were written, and not two stories.
    fn allow(&self, bar: Bar, evidence: &Evidence) -> bool {
        match bar {
            // Reports of the days after are tied to some of the first ones, not to all: what they tell by then is no measure.
            Bar::Dates { gap, .. } => evidence.may_follow(gap) || self.days.is_some_and(|days| gap <= days),
            Bar::Kinds => self.days.is_some(),
            Bar::Venues | Bar::Parties { .. } => false,
        }
    }
}

/// Of the pairs compared, the share that may be told apart by neighbouring days alone, where a report of one group is tied
/// to one of the other over the days between them.
const MAX_LATE_SHARE: f32 = 0.7;

/// Whether two groups agree as wholes: no bar between members, and enough alike on average.
fn agree(frames: &[Frame], standing: &Standing, x: &[usize], y: &[usize], terms: &Terms) -> bool {
    let (few_x, few_y) = (sample(x), sample(y));
    let pairs = (few_x.len() * few_y.len()) as f32;
    let (mut sum, mut contrast, mut within, mut apart, mut late) = (0.0, 0.0, 0.0, 0.0, 0.0);
    // Reports in two languages are little alike: where some are in one, they say whether the groups are.
    let one_language = few_x.iter().any(|&a| few_y.iter().any(|&b| frames[a].lang == frames[b].lang));
    for &a in &few_x {
        for &b in &few_y {
            let evidence = standing.weigh(a, b, Evidence::of(&frames[a], &frames[b]));
            match link::bar(&frames[a], &frames[b], &evidence) {
                Some(Bar::Venues) => apart += 1.0,
                Some(bar) if terms.allow(bar, &evidence) => {
                    late += 1.0;
                    continue;
                }
                Some(_) => return false,
                None => {}
            }
            if !evidence.across || !one_language {
                sum += evidence.tie();
                contrast += evidence.contrast;
                within += 1.0;
            }
        }
    }
    let alike = sum >= within * link::MIN_SUM * AVERAGE_SHARE
        || standing.gathered && contrast >= within * terms.contrast;
    apart <= pairs * terms.apart && late <= pairs * MAX_LATE_SHARE && alike
}

/// A few members of a group, evenly taken in its own order.
fn sample(group: &[usize]) -> Vec<usize> {
    let few = (MAX_CHECKS as f64).sqrt() as usize;
    let step = group.len().div_ceil(few).max(1);
    group.iter().copied().step_by(step).collect()
}
