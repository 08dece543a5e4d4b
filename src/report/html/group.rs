//! Relations that tell the reader the same thing, told once.
//!
//! Twenty reports of one toll make 190 pairs; a page that lists them all is not read. Agreements and updates
//! that hang together by their claims become one list of reports, contradictions of one kind over the same
//! values become one card with the other pairs under it. Grouping changes what is shown together, never what
//! was decided: every relation keeps its id and its place to link to.

use super::limits;
use super::relation::{Page, RelationView, SideView, spaced};
use crate::model::{ArticleIx, Relation, Side};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A contradiction with the pairs that show the same difference.
#[derive(Debug, Serialize)]
pub(super) struct Difference<'a> {
    first: RelationView<'a>,
    same: Vec<RelationView<'a>>,
}

/// Contradictions of one kind over the same two values, best pair first, in the order given.
pub(super) fn differences<'a>(page: &Page<'a>, relations: &[usize]) -> Vec<Difference<'a>> {
    let mut order: Vec<Vec<usize>> = Vec::new();
    let mut place: BTreeMap<_, usize> = BTreeMap::new();
    for &nth in relations {
        let at = *place.entry(difference_key(page.relation(nth), nth)).or_insert(order.len());
        match order.get_mut(at) {
            Some(group) => group.push(nth),
            None => order.push(vec![nth]),
        }
    }
    let view = |nth: &usize| RelationView::new(page, *nth);
    let difference = |group: &Vec<usize>| {
        let (first, same) = group.split_first()?;
        Some(Difference { first: view(first), same: same.iter().map(view).collect() })
    };
    order.iter().filter_map(difference).collect()
}

/// Kind, the two values in either order, and what else was compared; a pair without values is its own.
fn difference_key(relation: &Relation, nth: usize) -> (Option<crate::model::Kind>, Vec<&str>, usize) {
    let value = |name: &str| relation.values.get(name).map(String::as_str);
    let (Some(a), Some(b)) = (value("a"), value("b")) else { return (relation.kind, Vec::new(), nth) };
    let mut key = vec![a.min(b), a.max(b)];
    let others = relation.values.iter().filter(|(name, _)| !matches!(name.as_str(), "a" | "b"));
    key.extend(others.map(|(_, value)| value.as_str()));
    (relation.kind, key, 0)
}

/// Reports that hang together.
#[derive(Debug, Serialize)]
pub(super) struct Group<'a> {
    first: RelationView<'a>,
    ids: Vec<&'a str>,
    reports: Vec<SideView<'a>>,
    more: usize,
    origins: usize,
    reprints: usize,
    outlets: String,
    langs: String,
    pairs: usize,
}

/// Agreements or updates that share claims, those with most reports first.
pub(super) fn connected<'a>(page: &Page<'a>, relations: &[usize]) -> Vec<Group<'a>> {
    let mut groups: Vec<Vec<usize>> = components(page, relations);
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
    groups.iter().map(|group| build(page, group)).collect()
}

/// Union–find over claims: two relations are together when a chain of shared claims joins them.
fn components(page: &Page<'_>, relations: &[usize]) -> Vec<Vec<usize>> {
    let mut parent: BTreeMap<u32, u32> = BTreeMap::new();
    fn root(parent: &mut BTreeMap<u32, u32>, claim: u32) -> u32 {
        let mut at = claim;
        while let Some(&up) = parent.get(&at) {
            if up == at {
                break;
            }
            at = up;
        }
        parent.insert(claim, at);
        at
    }
    for &nth in relations {
        let relation = page.relation(nth);
        let (a, b) = (root(&mut parent, relation.a.claim), root(&mut parent, relation.b.claim));
        parent.insert(a.max(b), a.min(b));
        parent.entry(a.min(b)).or_insert(a.min(b));
    }
    let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for &nth in relations {
        let claim = page.relation(nth).a.claim;
        groups.entry(root(&mut parent, claim)).or_default().push(nth);
    }
    groups.into_values().collect()
}

fn build<'a>(page: &Page<'a>, group: &[usize]) -> Group<'a> {
    let mut seen = BTreeSet::new();
    let mut sides: Vec<(&Side, Option<&str>)> = Vec::new();
    for relation in group.iter().map(|&nth| page.relation(nth)) {
        for (side, name) in [(&relation.a, "a"), (&relation.b, "b")] {
            if seen.insert(side.claim) {
                sides.push((side, relation.values.get(name).map(String::as_str)));
            }
        }
    }
    let time = |side: &Side| {
        page.article(side.article).map(|a| (a.published.as_ref().map(|p| p.at), &a.outlet, &a.id))
    };
    // An article without a date has no place in time: it goes last.
    sides.sort_by_key(|(side, _)| (time(side).is_none_or(|t| t.0.is_none()), time(side)));
    let origins: BTreeSet<ArticleIx> = sides.iter().map(|(side, _)| kept(page, side.article)).collect();
    let more = sides.len().saturating_sub(limits::MAX_GROUP);
    let all: Vec<SideView<'_>> =
        sides.iter().map(|(side, value)| SideView::new(page, side, *value)).collect();
    Group {
        first: RelationView::new(page, group[0]),
        ids: group[1..].iter().map(|&nth| page.relation(nth).id.as_str()).collect(),
        more,
        origins: origins.len(),
        reprints: sides.len() - origins.len(),
        outlets: spaced(all.iter().map(SideView::outlet_number)),
        langs: spaced(all.iter().map(SideView::lang)),
        pairs: group.len(),
        reports: all.into_iter().take(limits::MAX_GROUP).collect(),
    }
}

/// The article that stands for `at`: a reprint is no origin of its own.
fn kept(page: &Page<'_>, at: ArticleIx) -> ArticleIx {
    page.report.copies.verdicts.get(at as usize).map_or(at, |v| v.kept)
}
