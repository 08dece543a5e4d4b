//! Verified edges to clusters.
//!
//! A cluster has a member near every other one, so no two members are more than two verified steps apart (its
//! *diameter* is two), and at least [`min_cohesion`](super::Config::min_cohesion) of all its pairs are near. Texts
//! are joined from the most alike down: two clusters become one when enough of the pairs between them are near and
//! one member is near all others. Deterministic: ties go by group number, the order of the texts' content hashes.
//!
//! More than [`JOINED_UP_TO`] texts that hang together are first cut into *stars*, one text and those near it; a
//! star larger than that stays as it is, since its pairs are too many to verify.

use super::Config;
use super::verify::Edge;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Most texts joined pair by pair: as many as a mask has bits.
const JOINED_UP_TO: usize = 64;

/// The verified neighbours of every group.
#[derive(Debug)]
pub(super) struct Graph {
    starts: Vec<u32>,
    to: Vec<(u32, f32)>,
}

impl Graph {
    pub(super) fn new(groups: usize, edges: &[Edge]) -> Self {
        let mut starts = vec![0u32; groups + 1];
        for e in edges {
            starts[e.a as usize + 1] += 1;
            starts[e.b as usize + 1] += 1;
        }
        for g in 0..groups {
            starts[g + 1] += starts[g];
        }
        let mut next = starts.clone();
        let mut to = vec![(0, 0.0); edges.len() * 2];
        for e in edges {
            for (from, other) in [(e.a, e.b), (e.b, e.a)] {
                let place = &mut next[from as usize];
                to[*place as usize] = (other, e.jaccard() as f32);
                *place += 1;
            }
        }
        for g in 0..groups {
            to[starts[g] as usize..starts[g + 1] as usize].sort_unstable_by_key(|n| n.0);
        }
        Self { starts, to }
    }

    /// Neighbours of a group with their similarity, sorted by group.
    pub(super) fn near(&self, group: u32) -> &[(u32, f32)] {
        &self.to[self.starts[group as usize] as usize..self.starts[group as usize + 1] as usize]
    }

    fn are_near(&self, a: u32, b: u32) -> bool {
        self.near(a).binary_search_by_key(&b, |n| n.0).is_ok()
    }

    pub(super) fn groups(&self) -> usize {
        self.starts.len() - 1
    }
}

/// The centre of every group's cluster, a member near all others; a group that is in none is its own.
///
/// `stars` are those of [`stars`]; `articles` says how many articles a group has, since every pair of articles
/// counts. A group that `is_existing` is always its own centre, and takes those whose most
/// alike existing text it is; the others are joined among themselves.
pub(super) fn clusters(
    graph: &Graph,
    stars: &[u32],
    config: &Config,
    articles: impl Fn(u32) -> usize,
    is_existing: impl Fn(u32) -> bool,
) -> Vec<u32> {
    let groups = graph.groups() as u32;
    let mut centre: Vec<u32> = (0..groups).collect();
    let mut settled: Vec<bool> = (0..groups).map(&is_existing).collect();
    for g in (0..groups).filter(|&g| !is_existing(g)) {
        let existing = graph.near(g).iter().filter(|n| is_existing(n.0));
        if let Some(best) = existing.max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0))) {
            centre[g as usize] = best.0;
            settled[g as usize] = true;
        }
    }
    let mut found = Vec::new();
    for first in 0..groups {
        if settled[first as usize] {
            continue;
        }
        connected(graph, first, &mut settled, &mut found);
        if found.len() <= JOINED_UP_TO {
            join(graph, &found, &articles, config, &mut centre);
            continue;
        }
        found.sort_unstable_by_key(|&g| (stars[g as usize], g));
        for star in found.chunk_by(|&x, &y| stars[x as usize] == stars[y as usize]) {
            if star.len() <= JOINED_UP_TO {
                join(graph, star, &articles, config, &mut centre);
            } else {
                star.iter().for_each(|&g| centre[g as usize] = stars[g as usize]);
            }
        }
    }
    centre
}

/// The groups that hang together with `first` and are not settled, sorted; settles them.
fn connected(graph: &Graph, first: u32, settled: &mut [bool], found: &mut Vec<u32>) {
    found.clear();
    found.push(first);
    settled[first as usize] = true;
    let mut at = 0;
    while let Some(&g) = found.get(at) {
        for &(other, _) in graph.near(g) {
            if !std::mem::replace(&mut settled[other as usize], true) {
                found.push(other);
            }
        }
        at += 1;
    }
    found.sort_unstable();
}

/// A cluster in the making.
#[derive(Clone, Copy)]
struct Part {
    members: u64,
    /// Articles of its members; 0 for a part that was joined to another.
    articles: f64,
}

/// Of the pairs of articles between two parts: how many are near, and the sum of their similarities.
#[derive(Clone, Copy, Default)]
struct Between {
    near: f64,
    similarity: f64,
}

/// Joins at most [`JOINED_UP_TO`] groups from the most alike down, and notes the centre of each.
fn join(graph: &Graph, groups: &[u32], articles: impl Fn(u32) -> usize, config: &Config, centre: &mut [u32]) {
    if groups.len() < 2 {
        return;
    }
    let of_one = |(n, &g): (usize, &u32)| Part { members: 1 << n, articles: articles(g) as f64 };
    let mut parts: Vec<Part> = groups.iter().enumerate().map(of_one).collect();
    let mut between = vec![Between::default(); groups.len() * groups.len()];
    let mut reach: Vec<u64> = (0..groups.len()).map(|n| 1 << n).collect();
    for (x, &g) in groups.iter().enumerate() {
        for &(other, jaccard) in graph.near(g) {
            if let Ok(y) = groups.binary_search(&other) {
                reach[x] |= 1 << y;
                let near = parts[x].articles * parts[y].articles;
                between[x * groups.len() + y] = Between { near, similarity: near * f64::from(jaccard) };
            }
        }
    }
    while let Some((x, y)) = most_alike(&parts, &between, &reach, config.min_cohesion) {
        let joined = parts[y];
        parts[x].members |= joined.members;
        parts[x].articles += joined.articles;
        parts[y].articles = 0.0;
        for z in 0..groups.len() {
            let more = between[y * groups.len() + z];
            for at in [x * groups.len() + z, z * groups.len() + x] {
                between[at].near += more.near;
                between[at].similarity += more.similarity;
            }
        }
    }
    for part in parts.iter().filter(|p| p.articles > 0.0 && p.members.count_ones() > 1) {
        let own = |nth: &usize| part.members >> nth & 1 == 1;
        let alike = |nth: usize| -> f64 {
            graph
                .near(groups[nth])
                .iter()
                .filter(|n| groups.binary_search(&n.0).is_ok_and(|m| own(&m)))
                .map(|n| f64::from(n.1))
                .sum()
        };
        let central = (0..groups.len()).filter(own).filter(|&nth| part.members & !reach[nth] == 0);
        let best = central.max_by(|&m, &n| alike(m).total_cmp(&alike(n)).then(n.cmp(&m)));
        let Some(best) = best else { continue };
        (0..groups.len()).filter(own).for_each(|nth| centre[groups[nth] as usize] = groups[best]);
    }
}

/// The two parts with the greatest mean similarity that may be joined.
fn most_alike(
    parts: &[Part],
    between: &[Between],
    reach: &[u64],
    min_cohesion: f64,
) -> Option<(usize, usize)> {
    let mut best: Option<(f64, usize, usize)> = None;
    let left = |&n: &usize| parts[n].articles > 0.0;
    for x in (0..parts.len()).filter(left) {
        for y in (x + 1..parts.len()).filter(left) {
            let Between { near, similarity } = between[x * parts.len() + y];
            let all = parts[x].articles * parts[y].articles;
            let mean = similarity / all;
            if near == 0.0 || near < min_cohesion * all || best.is_some_and(|b| mean <= b.0) {
                continue;
            }
            let members = parts[x].members | parts[y].members;
            let has_centre =
                reach.iter().enumerate().any(|(n, r)| members >> n & 1 == 1 && members & !r == 0);
            if has_centre {
                best = Some((mean, x, y));
            }
        }
    }
    best.map(|(_, x, y)| (x, y))
}

/// The centre of every group's star; a group that is in none is its own.
///
/// Centres are taken by the number of texts they still reach; then each member goes to the centre it is most like.
pub(super) fn stars(graph: &Graph) -> Vec<u32> {
    let groups = graph.groups();
    const FREE: u32 = u32::MAX;
    let mut centre = vec![FREE; groups];
    let reach = |centre: &[u32], g: u32| {
        let free = graph.near(g).iter().filter(|n| centre[n.0 as usize] == FREE);
        free.fold((0u32, 0u64), |(n, sum), &(_, near)| (n + 1, sum + (f64::from(near) * 1e6) as u64))
    };
    let connected = (0..groups as u32).filter(|&g| !graph.near(g).is_empty());
    let mut queue: BinaryHeap<_> = connected.map(|g| (reach(&centre, g), Reverse(g))).collect();
    while let Some((reached, Reverse(g))) = queue.pop() {
        if centre[g as usize] != FREE {
            continue;
        }
        let now = reach(&centre, g);
        if now != reached && now.0 > 0 {
            queue.push((now, Reverse(g)));
            continue;
        }
        centre[g as usize] = g;
        for &(other, _) in graph.near(g) {
            if centre[other as usize] == FREE {
                centre[other as usize] = g;
            }
        }
    }
    for (g, c) in centre.iter_mut().enumerate() {
        if *c == FREE {
            *c = g as u32;
        }
    }
    to_the_nearest_centre(graph, &mut centre);
    centre
}

fn to_the_nearest_centre(graph: &Graph, centre: &mut [u32]) {
    let was = centre.to_vec();
    for (g, c) in centre.iter_mut().enumerate().filter(|(g, c)| **c != *g as u32) {
        let centres = graph.near(g as u32).iter().filter(|n| was[n.0 as usize] == n.0);
        if let Some(best) = centres.max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0))) {
            *c = best.0;
        }
    }
}

/// The member that stands for a star: of those near every other member, the least by `compare`.
pub(super) fn kept(
    graph: &Graph,
    centre: u32,
    members: &[u32],
    compare: impl Fn(u32, u32) -> Ordering,
) -> u32 {
    // Checking each member against each is quadratic; past this size the centre stands for the star.
    const CHECK_UP_TO: usize = 256;
    if members.len() > CHECK_UP_TO {
        return centre;
    }
    let near_all = |g: u32| members.iter().all(|&m| m == g || graph.are_near(g, m));
    members
        .iter()
        .copied()
        .filter(|&g| g == centre || near_all(g))
        .min_by(|&x, &y| compare(x, y))
        .unwrap_or(centre)
}
