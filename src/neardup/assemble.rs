//! Stars and links to the result: clusters, verdicts, pairs and passages of articles.

use super::cluster::{self, Graph};
use super::groups::{Groups, Order};
use super::links::Link;
use super::{Config, Texts, agency};
use crate::model::{ArticleIx, Cluster, Copies, CopyMethod, CopyPair, CopyVerdict, Passage, Span};
use crate::text::scan;
use rayon::prelude::*;
use std::cmp::Ordering;

/// A link between two groups stands for this many pairs of articles at most; beyond it only their first members
/// are listed.
const PAIRS_OF_A_LINK: usize = 64;

/// What the stages before found.
pub(super) struct Found<'f, T: ?Sized> {
    pub(super) groups: &'f Groups,
    pub(super) graph: &'f Graph,
    pub(super) centre: &'f [u32],
    pub(super) links: &'f [Link],
    pub(super) order: &'f Order<'f, T>,
    pub(super) notes: Vec<String>,
}

impl<T: Texts + ?Sized> Found<'_, T> {
    /// Whether both articles belong to the existing set: then nothing is said of the two.
    fn are_existing(&self, a: ArticleIx, b: ArticleIx) -> bool {
        self.order.is_existing(a) && self.order.is_existing(b)
    }
}

/// Puts the result together.
pub(super) fn assemble<T: Texts + ?Sized>(found: Found<'_, T>, config: &Config) -> Copies {
    let texts = found.order.texts;
    let existing = found.order.metas.iter().take_while(|m| m.existing).count() as u32;
    let mut copies = Copies { verdicts: alone(texts.count()), existing, ..Copies::default() };
    clusters(&found, &mut copies);
    contained(&found, config, &mut copies);
    for (verdict, profile) in copies.verdicts.iter_mut().zip(found.order.profiles) {
        verdict.agency = agency::name(profile.agency).map(str::to_owned);
    }
    let mut notes = found.notes.clone();
    copies.pairs = pairs(&found, &mut notes);
    if config.passages {
        copies.passages = passages(texts, &found);
    }
    copies.notes = notes;
    copies
}

fn alone(articles: usize) -> Vec<CopyVerdict> {
    let verdict = |kept| CopyVerdict { kept, score: 1.0, containment: 1.0, ..CopyVerdict::default() };
    (0..articles as ArticleIx).map(verdict).collect()
}

fn clusters<T: Texts + ?Sized>(found: &Found<'_, T>, copies: &mut Copies) {
    let mut by_star: Vec<(u32, u32)> = found.centre.iter().enumerate().map(|(g, &c)| (c, g as u32)).collect();
    by_star.par_sort_unstable();
    for star in by_star.chunk_by(|x, y| x.0 == y.0) {
        if star.len() == 1 && found.groups.members(star[0].1).len() == 1 {
            continue;
        }
        let groups: Vec<u32> = star.iter().map(|s| s.1).collect();
        let kept_group = cluster::kept(found.graph, star[0].0, &groups, |x, y| compare(found, x, y));
        let kept = found.groups.first(kept_group);
        let mut members: Vec<ArticleIx> = Vec::new();
        for &group in &groups {
            let verdict = copy_of(found, kept_group, group);
            let own = found.groups.members(group).iter();
            for &ix in own.filter(|ix| **ix != kept && !found.order.is_existing(**ix)) {
                members.push(ix);
                let lag_minutes = lag(found, kept, ix);
                copies.verdicts[ix as usize] = CopyVerdict { kept, lag_minutes, ..verdict.clone() };
            }
        }
        if members.is_empty() {
            continue;
        }
        members.push(kept);
        members.sort_unstable();
        copies.clusters.push(Cluster { id: String::new(), kept, members });
    }
    number_clusters(copies);
}

/// Sorts by the kept article and notes every member's cluster; ids are the caller's to give, who knows the
/// articles' own.
fn number_clusters(copies: &mut Copies) {
    copies.clusters.sort_unstable_by_key(|c| c.kept);
    for (nth, cluster) in copies.clusters.iter().enumerate() {
        for &ix in &cluster.members {
            copies.verdicts[ix as usize].cluster = Some(nth as u32);
        }
    }
}

fn copy_of<T: Texts + ?Sized>(found: &Found<'_, T>, kept: u32, group: u32) -> CopyVerdict {
    if group == kept {
        return CopyVerdict {
            method: Some(CopyMethod::Exact),
            score: 1.0,
            containment: 1.0,
            ..Default::default()
        };
    }
    let link = link(found.links, group, kept);
    let (score, containment) = link.map_or((0.0, 0.0), |l| {
        let own = if l.edge.a == group { l.edge.containment_a() } else { l.edge.containment_b() };
        (l.edge.jaccard(), own)
    });
    CopyVerdict { method: Some(CopyMethod::Near), score, containment, ..Default::default() }
}

fn link(links: &[Link], x: u32, y: u32) -> Option<&Link> {
    let pair = (x.min(y), x.max(y));
    links.binary_search_by_key(&pair, |l| (l.edge.a, l.edge.b)).ok().map(|at| &links[at])
}

fn lag<T: ?Sized>(found: &Found<'_, T>, kept: ArticleIx, own: ArticleIx) -> Option<i64> {
    let minutes = |ix: ArticleIx| found.order.metas.get(ix as usize)?.minutes;
    Some(minutes(own)? - minutes(kept)?)
}

/// Marks texts in no cluster that lie inside a longer one that is itself kept; longest first, so that what an
/// article points to is never itself a copy.
fn contained<T: Texts + ?Sized>(found: &Found<'_, T>, config: &Config, copies: &mut Copies) {
    let mut inside: Vec<(u32, u32, &Link)> =
        found.links.iter().filter_map(|l| shorter_in_longer(found, l, config)).collect();
    // Longest text first, then its best container.
    inside.sort_by(|x, y| {
        let longest = (size(y.2, y.0), x.0).cmp(&(size(x.2, x.0), y.0));
        let best = share(y.2, y.0).total_cmp(&share(x.2, x.0));
        longest.then(best).then_with(|| compare(found, x.1, y.1))
    });
    for (text, container, link) in inside {
        let (ix, kept) = (found.groups.first(text), found.groups.first(container));
        let free = |ix: ArticleIx| copies.verdicts[ix as usize].kept == ix;
        let is_alone = copies.verdicts[ix as usize].cluster.is_none() && free(ix);
        if is_alone && free(kept) && !found.order.is_existing(ix) {
            copies.verdicts[ix as usize] = CopyVerdict {
                kept,
                method: Some(CopyMethod::Contained),
                score: link.edge.jaccard(),
                containment: share(link, text),
                lag_minutes: lag(found, kept, ix),
                ..CopyVerdict::default()
            };
        }
    }
}

fn shorter_in_longer<'l, T: Texts + ?Sized>(
    found: &Found<'_, T>,
    link: &'l Link,
    config: &Config,
) -> Option<(u32, u32, &'l Link)> {
    let e = &link.edge;
    let longer_first = e.of_a.cmp(&e.of_b).then_with(|| compare(found, e.b, e.a)).is_gt();
    let (text, container) = if longer_first { (e.b, e.a) } else { (e.a, e.b) };
    (!link.near && share(link, text) >= config.min_containment).then_some((text, container, link))
}

/// Which of two groups is kept, by their first articles.
fn compare<T: Texts + ?Sized>(found: &Found<'_, T>, x: u32, y: u32) -> Ordering {
    found.order.compare(found.groups.first(x), found.groups.first(y))
}

fn size(link: &Link, group: u32) -> u32 {
    if link.edge.a == group { link.edge.of_a } else { link.edge.of_b }
}

fn share(link: &Link, group: u32) -> f64 {
    if link.edge.a == group { link.edge.containment_a() } else { link.edge.containment_b() }
}

/// The pairs of articles a link stands for.
fn of_link<'f, T: ?Sized>(found: &Found<'f, T>, link: &Link) -> (&'f [ArticleIx], &'f [ArticleIx]) {
    let groups: &'f Groups = found.groups;
    let (a, b) = (groups.members(link.edge.a), groups.members(link.edge.b));
    if a.len() * b.len() > PAIRS_OF_A_LINK { (&a[..1], &b[..1]) } else { (a, b) }
}

fn pairs<T: Texts + ?Sized>(found: &Found<'_, T>, notes: &mut Vec<String>) -> Vec<CopyPair> {
    let mut pairs = Vec::with_capacity(found.links.len());
    let mut shortened = 0;
    for link in found.links {
        let (of_a, of_b) = of_link(found, link);
        shortened += usize::from(of_a.len() < found.groups.members(link.edge.a).len());
        let pair = CopyPair {
            a: 0,
            b: 0,
            jaccard: link.edge.jaccard(),
            containment_a: link.edge.containment_a(),
            containment_b: link.edge.containment_b(),
            shared_words: link.shared_words,
            longest_run_words: link.longest_run,
        };
        for &x in of_a {
            let of_b = of_b.iter().filter(|&&y| !found.are_existing(x, y));
            pairs.extend(of_b.map(|&y| ordered(CopyPair { a: x, b: y, ..pair.clone() })));
        }
    }
    for group in 0..found.groups.count() as u32 {
        let members = found.groups.members(group);
        if members.len() > 1 {
            shortened += usize::from(equal_pairs(found, members, &mut pairs));
        }
    }
    if shortened > 0 {
        notes.push(format!(
            "{shortened} sets of equal articles are listed in pairs with their first member only"
        ));
    }
    pairs.par_sort_unstable_by_key(|p| (p.a, p.b));
    pairs
}

fn ordered(pair: CopyPair) -> CopyPair {
    if pair.a < pair.b {
        return pair;
    }
    CopyPair {
        a: pair.b,
        b: pair.a,
        containment_a: pair.containment_b,
        containment_b: pair.containment_a,
        ..pair
    }
}

/// Appends the pairs of articles that say the same; `true` when only those with the first are listed.
fn equal_pairs<T: Texts + ?Sized>(
    found: &Found<'_, T>,
    members: &[ArticleIx],
    pairs: &mut Vec<CopyPair>,
) -> bool {
    let words = found.order.profiles[members[0] as usize].words;
    let equal = |a: ArticleIx, b: ArticleIx| CopyPair {
        a: a.min(b),
        b: a.max(b),
        jaccard: 1.0,
        containment_a: 1.0,
        containment_b: 1.0,
        shared_words: words,
        longest_run_words: words,
    };
    let all = members.len() * (members.len() - 1) / 2 <= PAIRS_OF_A_LINK;
    let firsts = if all { members.len() } else { 1 };
    for (nth, &a) in members.iter().enumerate().take(firsts) {
        let others = members[nth + 1..].iter().filter(|&&b| !found.are_existing(a, b));
        pairs.extend(others.map(|&b| equal(a, b)));
    }
    !all
}

/// A passage by word, of two articles.
struct Wanted {
    articles: [ArticleIx; 2],
    words: [(u32, u32); 2],
    matched: u32,
}

fn passages<T: Texts + ?Sized>(texts: &T, found: &Found<'_, T>) -> Vec<Passage> {
    let mut wanted = Vec::new();
    for link in found.links {
        let (of_a, of_b) = of_link(found, link);
        let pairs = of_a.iter().flat_map(|x| of_b.iter().map(move |y| (x, y)));
        for (&x, &y) in pairs.filter(|(x, y)| !found.are_existing(**x, **y)) {
            let passage = |s: &super::align::Stretch| match x < y {
                true => Wanted { articles: [x, y], words: [s.a, s.b], matched: s.matched },
                false => Wanted { articles: [y, x], words: [s.b, s.a], matched: s.matched },
            };
            wanted.extend(link.passages.iter().map(passage));
        }
    }
    let spans = spans(texts, &wanted);
    let mut passages: Vec<Passage> =
        wanted.iter().zip(spans).map(|(w, [a_span, b_span])| passage(w, a_span, b_span)).collect();
    passages.par_sort_unstable_by_key(|p| (p.a, p.b, p.a_span, p.b_span));
    passages
}

fn passage(wanted: &Wanted, a_span: Span, b_span: Span) -> Passage {
    let len = |side: usize| wanted.words[side].1 - wanted.words[side].0;
    Passage {
        a: wanted.articles[0],
        b: wanted.articles[1],
        a_span,
        b_span,
        words: len(0).min(len(1)),
        similarity: f64::from(wanted.matched) / f64::from(len(0).max(len(1)).max(1)),
    }
}

/// Both spans of every passage; each article is read once.
fn spans<T: Texts + ?Sized>(texts: &T, wanted: &[Wanted]) -> Vec<[Span; 2]> {
    let sides =
        wanted.iter().enumerate().flat_map(|(nth, w)| [(w.articles[0], nth, 0), (w.articles[1], nth, 1)]);
    let mut asked: Vec<(ArticleIx, usize, usize)> = sides.collect();
    asked.par_sort_unstable();
    let of_articles: Vec<&[(ArticleIx, usize, usize)]> = asked.chunk_by(|x, y| x.0 == y.0).collect();
    let read = of_articles.par_iter().with_min_len(16).flat_map_iter(|asked| {
        let ends = |&(_, nth, side): &(ArticleIx, usize, usize)| {
            let (first, end) = wanted[nth].words[side];
            [first, end.saturating_sub(1)]
        };
        let mut words: Vec<u32> = asked.iter().flat_map(ends).collect();
        words.sort_unstable();
        words.dedup();
        let spans = scan::spans_of_words(&texts.text(asked[0].0), &words);
        asked.iter().map(move |asked| {
            let [first, last] = ends(asked).map(|word| {
                let at = words.binary_search(&word).ok();
                at.and_then(|at| spans.get(at)).copied().unwrap_or_default()
            });
            (asked.1, asked.2, first.join(last))
        })
    });
    let mut spans = vec![[Span::default(); 2]; wanted.len()];
    for (nth, side, span) in read.collect::<Vec<_>>() {
        spans[nth][side] = span;
    }
    spans
}
