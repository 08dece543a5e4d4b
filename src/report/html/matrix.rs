//! Which outlets agree and contradict each other, counted.

use super::limits;
use super::relation::{Page, name};
use super::template::data;
use crate::model::Verdict;
use minijinja::{Value, context};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

#[derive(Debug, Clone, Copy, Default, Serialize)]
struct Cell {
    contradictions: usize,
    agreements: usize,
    other: usize,
    heat: usize,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    name: Cow<'a, str>,
    number: usize,
    cells: Vec<CellView>,
}

#[derive(Debug, Serialize)]
struct CellView {
    #[serde(flatten)]
    counts: Cell,
    other_number: usize,
    same: bool,
}

/// The table, all relations of the run counted, outlets with most relations first.
pub(super) fn section(page: &Page<'_>) -> Value {
    let mut cells: BTreeMap<(usize, usize), Cell> = BTreeMap::new();
    let mut weight: BTreeMap<usize, usize> = BTreeMap::new();
    let number = |at: u32| page.article(at).and_then(|a| page.outlets.get(a.outlet.as_str())).copied();
    for relation in &page.report.relations {
        let (Some(a), Some(b)) = (number(relation.a.article), number(relation.b.article)) else { continue };
        let cell = cells.entry((a.min(b), a.max(b))).or_default();
        match relation.verdict {
            Verdict::Contradiction => cell.contradictions += 1,
            Verdict::Agreement => cell.agreements += 1,
            Verdict::Update | Verdict::Scope => cell.other += 1,
        }
        *weight.entry(a).or_default() += 1;
        *weight.entry(b).or_default() += usize::from(a != b);
    }
    let names: BTreeMap<usize, &str> = page.outlets.iter().map(|(name, number)| (*number, *name)).collect();
    let mut order: Vec<usize> = weight.keys().copied().collect();
    order.sort_by_key(|outlet| (std::cmp::Reverse(weight[outlet]), names[outlet]));
    let more = order.len().saturating_sub(limits::MAX_MATRIX);
    order.truncate(limits::MAX_MATRIX);
    let most = cells.values().map(|c| c.contradictions).max().unwrap_or(0);
    let cell = |a: usize, b: usize| {
        let mut counts = cells.get(&(a.min(b), a.max(b))).copied().unwrap_or_default();
        counts.heat = (counts.contradictions * 4).div_ceil(most.max(1));
        CellView { counts, other_number: b, same: a == b }
    };
    let rows: Vec<Row<'_>> = (order.iter())
        .map(|&a| Row {
            name: name(names[&a]),
            number: a,
            cells: order.iter().map(|&b| cell(a, b)).collect(),
        })
        .collect();
    context! { rows => data(rows), more => more }
}
