//! Profiles to copies, stage by stage. Read this first.

use super::assemble::{Found, assemble};
use super::cluster::{self, Graph};
use super::groups::{Groups, Order};
use super::pairs::Pairs;
use super::prints::{self, Standing};
use super::recall::Recall;
use super::spill::Memory;
use super::store::Store;
use super::stream::Watch;
use super::verify::{Edge, Verifier};
use super::{Config, Profiles, Texts, links, lsh};
use crate::model::{ArticleIx, Copies};
use std::io;

/// What the engine needs to know of an article besides its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Meta {
    /// Minutes since 1970 in UTC, where a time of publication is known to the day or better.
    pub minutes: Option<i64>,
    /// Place in the input.
    pub by_input: u32,
    /// Whether it belongs to a set that others are compared with: it is reported as what a text copies, never as a
    /// copy. Such texts come before all others.
    pub existing: bool,
}

/// Finds the copies among `texts` from their profiles; `metas` has one entry for each.
///
/// The result depends on texts, metas and settings alone, not on the number of threads.
#[must_use]
pub fn compare<T: Texts + ?Sized>(texts: &T, found: Profiles, metas: &[Meta], config: &Config) -> Copies {
    let memory = Memory::unbounded();
    let mut store = Store::new(config.bands().bands, &memory);
    let compared =
        store.append(found).and_then(|()| compare_within(texts, store, metas, config, (&memory, &Unwatched)));
    // Without a bound nothing is written to files, so nothing can fail.
    compared.unwrap_or_default()
}

/// Nobody is told how far the run is.
struct Unwatched;

impl Watch for Unwatched {
    fn read(&self, _bytes: u64) {}
}

/// As [`compare`], with the sketches in a store and within a budget of memory; the budget leaves no trace.
pub(super) fn compare_within<T: Texts + ?Sized>(
    texts: &T,
    mut store: Store,
    metas: &[Meta],
    config: &Config,
    (memory, watch): (&Memory, &dyn Watch),
) -> io::Result<Copies> {
    store.seal()?;
    let profiles = std::mem::take(&mut store.profiles);
    let order = Order { texts, profiles: &profiles, metas, keep: config.keep };
    let groups = Groups::new(&order, config);
    let reader = groups.firsts();
    let group_of = groups.by_first(texts.count());
    let mut notes = Vec::new();

    let mut pairs = Pairs::new(&reader, memory);
    let seen = lsh::candidates(&store, config.bands().bands, &group_of, memory, &mut pairs)?;
    let prints = store.take_prints();
    if seen.capped > 0 {
        notes.push(format!(
            "{} buckets of up to {} articles were compared with their first members only, to stay linear",
            seen.capped, seen.fullest
        ));
    }
    let in_window = |e: &Edge| within(config, metas, reader[e.a as usize], reader[e.b as usize]);
    let near = |e: &Edge| e.jaccard() >= config.min_jaccard && in_window(e);
    let mut recall = Recall::new(texts, config, memory);
    let pairs = pairs.sorted()?;
    recall.add_hubs(&pairs.hubs);
    // A group's existing articles come first.
    let is_old = |group: u32| groups.members(group).last().is_some_and(|&ix| order.is_existing(ix));
    let is_told = |e: &Edge| !(is_old(e.a) && is_old(e.b));
    let (group_of, reader, profiles) = (&group_of[..], &reader[..], &profiles[..]);
    let verifier = Verifier { recall: &recall, group_of, reader, profiles, config, memory, watch };
    let (mut edges, mut links) = match config.passages {
        // What they share is seen once it is known what is boilerplate.
        true => (verifier.edges(pairs, |_| true, near)?, Vec::new()),
        false => verifier.linked(pairs, near, is_told)?,
    };
    let graph = Graph::new(groups.count(), &edges);
    let related = cluster::stars(&graph);
    let is_existing = |group: u32| order.is_existing(reader[group as usize]);
    let centre = cluster::clusters(&graph, &related, config, |g| groups.members(g).len(), is_existing);

    if config.passages {
        let mut pairs = Pairs::new(reader, memory);
        let days = days(metas, texts.count());
        let standing = Standing { reader, group_of, star: &related, days: &days };
        let shared = prints::shared(prints, standing, config, &mut pairs)?;
        notes.extend(shared.notes(config));
        let fresh = |pair: &(u32, u32)| edges.binary_search_by_key(pair, |e| (e.a, e.b)).is_err();
        let enough = |e: &Edge| in_window(e) && may_share_a_passage(e, config);
        let pairs = pairs.sorted()?;
        recall.add_hubs(&pairs.hubs);
        let verifier = Verifier { recall: &recall, group_of, reader, profiles, config, memory, watch };
        let more = verifier.edges(pairs, fresh, enough)?;
        edges.extend(more);
        edges.retain(is_told);
        let sides = links::Sides { recall: &recall, reader, profiles };
        links = links::links(sides, edges, &shared.boilerplate, near, (config, memory, watch));
    }
    let found =
        Found { groups: &groups, graph: &graph, centre: &centre, links: &links, order: &order, notes };
    Ok(assemble(found, config))
}

/// The day of each text, for what returns day after day.
fn days(metas: &[Meta], texts: usize) -> Vec<i32> {
    let day = |ix| metas.get(ix).and_then(|m: &Meta| i32::try_from(m.minutes?.div_euclid(24 * 60)).ok());
    (0..texts).map(|ix| day(ix).unwrap_or(prints::NO_DAY)).collect()
}

/// Whether so many shingles are shared that a passage, or a large part of one text, can be made of them.
fn may_share_a_passage(e: &Edge, config: &Config) -> bool {
    let of_runs = config.min_passage_words / (2 * config.shingle_words);
    e.shared as usize >= of_runs.max(1) || e.containment() >= config.min_overlap
}

fn within(config: &Config, metas: &[super::Meta], a: ArticleIx, b: ArticleIx) -> bool {
    let minutes = |ix: ArticleIx| metas.get(ix as usize).and_then(|m| m.minutes);
    match (config.window_hours, minutes(a), minutes(b)) {
        (Some(hours), Some(a), Some(b)) => (a - b).abs() as f64 <= hours * 60.0,
        _ => true,
    }
}
