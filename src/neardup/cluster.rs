//! Verified edges to clusters.
//!
//! A cluster is a *star*: one article and articles near it, so no two members are more than two verified steps
//! apart. Centres are taken by the number of texts they still reach, so a text stands with the one most like its
//! neighbours; then each member goes to the centre it is most like. Deterministic: ties go by group number,
//! which is the order of the texts' content hashes.

use super::verify::Edge;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

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
}

/// The centre of every group's star; a group that is in none is its own.
pub(super) fn stars(graph: &Graph, groups: usize) -> Vec<u32> {
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
