//! Articles to verified clusters and passages.
//!
//! Takes articles, or any texts, gives [`Copies`]: which say the same, which nearly, which lie inside another, and
//! the runs of words they share. Every edge is verified exactly on the sets of shingles; no cluster grows by what
//! was not verified. Says no word of claims.
//!
//! | stage | what it does | file |
//! |---|---|---|
//! | scan | bytes to folded word hashes | [`scan`](crate::text::scan) |
//! | shingle, sketch, bands | word hashes to 5-grams, to 128 lanes, to band keys | [`shingle`], [`sketch`], `bands` |
//! | store, pairs, spill | sketches and candidates in memory, or beyond a budget in files | `store`, `pairs`, `spill`, `spares` |
//! | winnow | 5-grams to the fingerprints that miss no run of 20 words | `winnow` |
//! | group | equal texts by content hash | `groups` |
//! | recall | texts read again, and those read again and again remembered | `recall` |
//! | lsh, verify | equal band keys to candidates, candidates to exact edges | `lsh`, `verify` |
//! | long | the same of texts of very many words, in parts | `long` |
//! | cluster | edges to clusters in which one text is near all others and half of all pairs are near | `cluster` |
//! | prints | fingerprints to candidates for containment, and to boilerplate | `prints` |
//! | align, links | candidate pairs to runs and passages, by word | [`align`], `links` |
//! | assemble | all of it to clusters, verdicts, pairs, passages | `assemble` |
//!
//! It needs nothing else of Crosswire:
//!
//! ```
//! use crosswire::neardup::{self, Config};
//! let texts = [
//!     "The river rose overnight and the old bridge was closed to lorries, the mayor said on Monday.",
//!     "THE RIVER rose overnight, and the old bridge was closed to lorries, the mayor said on Monday",
//!     "Ministers meet again next week to settle the budget for schools and for the northern railway.",
//! ];
//! let copies = neardup::find_texts(texts.as_slice(), &Config::default());
//! assert_eq!(copies.clusters.len(), 1);
//! assert_eq!(copies.clusters[0].members, [0, 1]);
//! assert_eq!(copies.verdicts[2].kept, 2);
//! ```
//!
//! Large files are searched without holding their texts by [`stream`].

mod agency;
pub mod align;
mod assemble;
mod bands;
mod cluster;
mod config;
mod difference;
mod engine;
#[cfg(test)]
mod golden;
mod groups;
mod links;
mod long;
mod lsh;
mod pairs;
mod prints;
mod profile;
mod radix;
mod recall;
pub mod shingle;
pub mod sketch;
mod spares;
mod spill;
mod store;
pub mod stream;
mod texts;
mod verify;
mod winnow;

pub use bands::Bands;
pub use config::{Config, Keep};
pub use difference::{Changed, Difference, DifferenceRecord, difference, write_differences};
pub use engine::{Meta, compare};
pub use profile::{Profile, Profiler, Profiles};
pub use spill::Memory;
pub use texts::{Reading, Texts};

use crate::model::{Article, ArticleIx, Copies, DatePrecision};
use rayon::prelude::*;

/// Finds the copies among `articles`, given in input order; one verdict per article, in their order.
///
/// Costs about 3 ms of CPU time a megabyte, three times that with passages; needs about 400 bytes an article (900
/// with passages) besides the articles.
#[must_use]
pub fn find(articles: &[Article], config: &Config) -> Copies {
    let in_order: Vec<ArticleIx> = (0..articles.len() as ArticleIx).collect();
    find_against(articles, 0, &in_order, config)
}

/// As [`find`], where the first `existing` articles are a set that the others are compared with, and `input_order`
/// names the articles in the order they were read, which [`Keep::First`] asks for.
///
/// An article that is a near duplicate of existing ones is a copy of the one it is most like; the others are
/// clustered among themselves. No verdict, cluster, pair or passage is given of existing articles alone. Costs as
/// much as finding the copies in both sets together.
#[must_use]
pub fn find_against(
    articles: &[Article],
    existing: usize,
    input_order: &[ArticleIx],
    config: &Config,
) -> Copies {
    let mut metas: Vec<Meta> = articles
        .iter()
        .enumerate()
        .map(|(ix, article)| Meta { minutes: minutes(article), by_input: u32::MAX, existing: ix < existing })
        .collect();
    for (place, &ix) in (0..).zip(input_order) {
        if let Some(meta) = metas.get_mut(ix as usize) {
            meta.by_input = place;
        }
    }
    let mut copies = compare(articles, profiles(articles, config), &metas, config);
    name_clusters(&mut copies, |ix| &articles[ix as usize].id);
    copies
}

/// Gives every cluster its id and sorts by it.
fn name_clusters<'i>(copies: &mut Copies, id: impl Fn(u32) -> &'i str) {
    for cluster in &mut copies.clusters {
        cluster.id = cluster_id(cluster.members.iter().map(|&ix| id(ix)));
    }
    copies.clusters.sort_by(|a, b| a.id.cmp(&b.id));
    for (nth, cluster) in copies.clusters.iter().enumerate() {
        for &ix in &cluster.members {
            copies.verdicts[ix as usize].cluster = Some(nth as u32);
        }
    }
}

/// The id of a cluster: `c` and 15 hex digits of the xxh3 hash of its members' ids, whatever their order.
#[must_use]
pub fn cluster_id<'i>(members: impl Iterator<Item = &'i str>) -> String {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    let mut ids: Vec<&str> = members.collect();
    ids.sort_unstable();
    for id in ids {
        hasher.update(id.as_bytes());
        hasher.update(&[0]);
    }
    format!("c{:015x}", hasher.digest() >> 4)
}

/// Finds the copies among plain texts, numbered as they are given.
///
/// Costs and needs what [`find`] does. Texts have no time and no id: with [`Keep::Earliest`] the first of a
/// cluster is kept, and the ids of clusters are empty.
///
/// ```
/// use crosswire::neardup::{self, Config};
/// let wire = "The minister arrived in the capital on Sunday evening for talks on trade, water and the shared border, \
///             his office said, and leaves again on Tuesday after a dinner given in his honour.";
/// let report = format!("Our correspondent writes from the old town, where few had heard of the visit. {wire} Shops \
///                       in the centre stayed open until midnight and the tram ran late, as on every feast day.");
/// let copies = neardup::find_texts(&[wire, report.as_str()][..], &Config::default());
/// let verdict = &copies.verdicts[0];
/// assert_eq!((verdict.kept, verdict.containment), (1, 1.0), "the wire story lies inside the report");
/// let passage = &copies.passages[0];
/// assert_eq!(&report[passage.b_span.range()], wire.trim_end_matches('.'));
/// ```
#[must_use]
pub fn find_texts<T: Texts + ?Sized>(texts: &T, config: &Config) -> Copies {
    let metas: Vec<Meta> =
        (0..texts.count() as u32).map(|ix| Meta { by_input: ix, ..Meta::default() }).collect();
    compare(texts, profiles(texts, config), &metas, config)
}

/// Reads every text once, in parallel: what [`compare`] needs to know of each. Costs about 2 ms of CPU time a
/// megabyte; gives about 100 bytes a text and 4 for each band, with passages 8 for every eight words more.
#[must_use]
pub fn profiles<T: Texts + ?Sized>(texts: &T, config: &Config) -> Profiles {
    const TEXTS_AT_ONCE: usize = 256;
    let starts: Vec<usize> = (0..texts.count()).step_by(TEXTS_AT_ONCE).collect();
    let parts: Vec<Profiles> = starts
        .par_iter()
        .map_init(
            || Profiler::new(config),
            |profiler, &start| {
                let mut part = Profiles::default();
                for ix in start..(start + TEXTS_AT_ONCE).min(texts.count()) {
                    profiler.add(&texts.text(ix as u32), &mut part);
                }
                part
            },
        )
        .collect();
    let mut all = Profiles::default();
    parts.into_iter().for_each(|part| all.append(part));
    all
}

/// Minutes since 1970 in UTC; a time without an offset is taken as UTC, a day as its midnight; months and years
/// are too coarse.
fn minutes(article: &Article) -> Option<i64> {
    let published = article.published.as_ref().filter(|p| p.precision >= DatePrecision::Day)?;
    let at = published.at.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second();
    Some(at.div_euclid(60) - i64::from(published.utc_offset_minutes.unwrap_or(0)))
}
