//! What articles recall, to the events it belongs to.
//!
//! Takes frames that are no article's news and the groups of those that are. A recalled frame joins the one
//! group it fits; where two fit as well, or nothing rare ties it to any, it abstains.

use super::frame::{Frame, named_alike};
use super::group::Holders;
use super::kinds::{EventKind, KindRelation};
use super::link::{self, Evidence};
use super::terms::Rarity;
use crate::claim::place::PlaceRelation;
use crate::model::EventRole;
use ahash::AHashMap;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The least fit of a recalled frame.
const MIN_FIT: f32 = 1.5;
/// Rare words that must tie an undated pair.
const MIN_ANCHORS_UNDATED: u32 = 2;
/// How much better than any other group an undated frame must fit the one it joins.
const MIN_LEAD: f32 = 0.5;

/// Adds each recalled frame of `frames` to a group, opens one for what fits none but tells of a happening.
pub(crate) fn join(frames: &[Frame], groups: &mut Vec<Vec<usize>>, rarity: &Rarity) {
    let main: Vec<usize> = groups.iter().flatten().copied().collect();
    let mut group_of: AHashMap<usize, usize> = AHashMap::new();
    for (nth, group) in groups.iter().enumerate() {
        group_of.extend(group.iter().map(|&frame| (frame, nth)));
    }
    let recalled: Vec<usize> =
        (0..frames.len()).filter(|&nth| frames[nth].role == EventRole::Background).collect();
    let among_main = Holders::of(frames, &main);
    let among_recalled = Holders::of(frames, &recalled);
    // How well frames fit does not hang on what joined before, which groups there are does.
    let near: Vec<Vec<(usize, Fit)>> = recalled
        .par_iter()
        .map(|&nth| {
            let frame = &frames[nth];
            let earlier = among_recalled.near(frame, rarity).into_iter().filter(|&other| other < nth);
            let near = among_main.near(frame, rarity).into_iter().chain(earlier);
            let near = near.filter(|&other| frames[other].article != frame.article);
            near.map(|other| (other, fit(frame, &frames[other]))).collect()
        })
        .collect();
    for (&nth, near) in recalled.iter().zip(near) {
        let frame = &frames[nth];
        let mut fits: BTreeMap<usize, f32> = BTreeMap::new();
        let mut barred: Vec<usize> = Vec::new();
        for (other, fit) in near {
            let Some(&group) = group_of.get(&other) else { continue };
            match fit {
                Fit::Barred => barred.push(group),
                Fit::By(sum) => {
                    let best = fits.entry(group).or_insert(sum);
                    *best = best.max(sum);
                }
            }
        }
        let mut fits: Vec<(usize, f32)> =
            fits.into_iter().filter(|&(group, fit)| fit >= MIN_FIT && !barred.contains(&group)).collect();
        fits.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let clear = match (fits.first(), fits.get(1)) {
            (Some(best), Some(next)) => frame.when.is_some() || best.1 - next.1 >= MIN_LEAD,
            (first, _) => first.is_some(),
        };
        if let Some(&(group, _)) = fits.first().filter(|_| clear) {
            groups[group].push(nth);
            group_of.insert(nth, group);
        } else if fits.is_empty() && tells_of_a_happening(frame) {
            group_of.insert(nth, groups.len());
            groups.push(vec![nth]);
        }
    }
}

enum Fit {
    Barred,
    By(f32),
}

/// How well a recalled frame fits another frame.
fn fit(frame: &Frame, other: &Frame) -> Fit {
    let evidence = Evidence::of(frame, other);
    if link::bar(frame, other, &evidence).is_some() {
        return Fit::Barred;
    }
    let kinds = if shares_kind(frame, other) {
        1.0
    } else {
        match evidence.kinds {
            Some(KindRelation::Same | KindRelation::Nested) => 1.0,
            Some(KindRelation::Akin) => 0.5,
            Some(_) => -0.5,
            None => 0.0,
        }
    };
    let venues = match evidence.venues {
        PlaceRelation::Same => 0.7,
        PlaceRelation::PartOf => 0.4,
        PlaceRelation::Disjoint => -0.7,
        PlaceRelation::Unknown => 0.0,
    };
    let parties = 0.35 * named_alike(frame, other).min(2) as f32;
    let days = match (frame.when, other.when) {
        (Some(a), Some(b)) if a.gap(&b) == 0 => 0.8 / (1.0 + 0.03 * a.days().max(b.days()) as f32),
        _ => 0.0,
    };
    let anchors = 0.2 * evidence.anchors.min(4) as f32;
    let alike = [kinds >= 0.5, venues > 0.0, parties > 0.0].into_iter().filter(|&alike| alike).count();
    if evidence.gap.is_none() && (evidence.anchors < MIN_ANCHORS_UNDATED || alike < 2) {
        return Fit::By(0.0);
    }
    Fit::By(kinds + venues + parties + days + anchors + evidence.body)
}

/// Whether a kind of the recalled frame is among those the other names with some weight.
fn shares_kind(frame: &Frame, other: &Frame) -> bool {
    let named = |kind: &EventKind| {
        other.kinds.iter().any(|of| of.0.relation(*kind) >= KindRelation::Nested && of.1 >= 0.2)
    };
    frame.kinds.iter().map(|kind| kind.0).any(|kind| kind.rank() >= 2 && named(&kind))
}

/// Whether the frame by itself says which happening it tells of.
fn tells_of_a_happening(frame: &Frame) -> bool {
    frame.when.is_some() || frame.kind().is_some_and(|kind| kind.rank() >= 3)
}
