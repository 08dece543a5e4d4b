//! Near duplicates on real copies and on written cases.

use crosswire::model::{Article, Copies, CopyMethod};
use crosswire::neardup::sketch::{self, LANES};
use crosswire::neardup::{self, Config, Keep, stream};
use crosswire::synth;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Real Arabic wire copy of 2015, judged by hand.
const GOLD: &str = "../shared/data/gold/saudi";

#[test]
fn hand_judged_copies_are_found_and_independent_reports_are_not() {
    if !Path::new(GOLD).exists() {
        println!("skipped: {GOLD} is not here");
        return;
    }
    let articles = read_articles(&format!("{GOLD}/copy_corpus.jsonl"));
    let copies = neardup::find(&articles, &Config::default());
    let called = called_copied(&copies);
    let position: BTreeMap<&str, u32> =
        articles.iter().enumerate().map(|(ix, a)| (a.id.as_str(), ix as u32)).collect();
    let mut tally: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in lines(&format!("{GOLD}/copy_pairs.jsonl")) {
        let (a, b) = (position[text(&line, "a")], position[text(&line, "b")]);
        let found = called.contains(&(a.min(b), a.max(b)));
        let label = text(&line, "label");
        let entry = tally.entry(label.to_owned()).or_default();
        entry.0 += usize::from(found);
        entry.1 += 1;
        let expected = matches!(label, "copy" | "partial");
        if found != expected {
            println!("{label} {} found={found}", text(&line, "id"));
        }
    }
    println!("{tally:?}");
    let share = |label: &str| tally.get(label).map_or(0.0, |t| t.0 as f64 / t.1 as f64);
    assert!(share("copy") >= 0.98, "copies found: {tally:?}");
    assert!(share("partial") >= 0.92, "partial copies found: {tally:?}");
    assert_eq!(share("independent") + share("different"), 0.0, "no false copies: {tally:?}");
}

fn called_copied(copies: &Copies) -> BTreeSet<(u32, u32)> {
    let pairs = copies.pairs.iter().map(|p| (p.a, p.b));
    pairs.chain(copies.passages.iter().map(|p| (p.a, p.b))).collect()
}

fn read_articles(path: &str) -> Vec<Article> {
    let article = |line: serde_json::Value| Article {
        id: text(&line, "id").to_owned(),
        text: text(&line, "text").to_owned(),
        ..Article::default()
    };
    lines(path).map(article).collect()
}

fn lines(path: &str) -> impl Iterator<Item = serde_json::Value> {
    let file = fs::read_to_string(path).unwrap_or_default();
    file.lines().map(|l| serde_json::from_str(l).expect("a JSON line")).collect::<Vec<_>>().into_iter()
}

fn text<'l>(line: &'l serde_json::Value, key: &str) -> &'l str {
    line[key].as_str().unwrap_or_default()
}

/// Made-up articles with planted copies, and of each its family and the way it was made.
fn planted(articles: u64, script: synth::Script) -> (Vec<Article>, Vec<(usize, String)>) {
    let config = synth::Config { articles, copies: 0.3, script, ..synth::Config::default() };
    let (mut lines, mut truth) = (Vec::new(), Vec::new());
    synth::write(&config, &mut lines, &mut truth).expect("written to memory");
    let lines = String::from_utf8(lines).expect("UTF-8");
    let article = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        Article {
            id: text(&line, "id").to_owned(),
            text: text(&line, "text").to_owned(),
            ..Article::default()
        }
    };
    let truth = String::from_utf8(truth).expect("UTF-8");
    let plan = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        (fields[1].parse().expect("a number"), fields[2].to_owned())
    };
    (lines.lines().map(article).collect(), truth.lines().map(plan).collect())
}

#[test]
fn planted_copies_of_every_kind_are_found_and_no_others() {
    for script in [synth::Script::Arabic, synth::Script::Latin] {
        let (articles, truth) = planted(1500, script);
        let called = called_copied(&neardup::find(&articles, &Config::default()));
        for &(a, b) in &called {
            assert_eq!(truth[a as usize].0, truth[b as usize].0, "{a} and {b} are of one family");
        }
        let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (nth, (family, kind)) in truth.iter().enumerate().filter(|(_, t)| t.1 != "src") {
            let pair = (nth.min(*family) as u32, nth.max(*family) as u32);
            let entry = tally.entry(kind).or_default();
            entry.0 += usize::from(called.contains(&pair));
            entry.1 += 1;
        }
        for (kind, (found, of)) in &tally {
            assert!(*found as f64 >= 0.97 * *of as f64, "{kind}: {tally:?}");
        }
    }
}

#[test]
fn every_member_has_a_verified_edge_to_the_kept_article() {
    let (articles, _) = planted(1500, synth::Script::Arabic);
    let copies = neardup::find(&articles, &Config::default());
    let jaccard: BTreeMap<(u32, u32), f64> = copies.pairs.iter().map(|p| ((p.a, p.b), p.jaccard)).collect();
    assert!(copies.clusters.len() > 50);
    for cluster in &copies.clusters {
        for &member in cluster.members.iter().filter(|m| **m != cluster.kept) {
            let pair = (member.min(cluster.kept), member.max(cluster.kept));
            assert!(jaccard.get(&pair).is_some_and(|j| *j >= 0.7), "{pair:?}");
            assert_eq!(copies.verdicts[member as usize].kept, cluster.kept);
        }
    }
    for (ix, verdict) in copies.verdicts.iter().enumerate() {
        let kept = &copies.verdicts[verdict.kept as usize];
        assert_eq!(kept.kept, verdict.kept, "what stands for {ix} stands for itself");
        if verdict.method == Some(CopyMethod::Contained) {
            assert!(verdict.containment >= 0.8);
        }
    }
}

#[test]
fn passages_say_the_same_on_both_sides() {
    let (articles, _) = planted(600, synth::Script::Arabic);
    let copies = neardup::find(&articles, &Config::default());
    assert!(copies.passages.len() > 50);
    for passage in &copies.passages {
        let words = |ix: u32, span: crosswire::model::Span| {
            crosswire::text::scan::words(&articles[ix as usize].text[span.range()])
        };
        let (a, b) = (words(passage.a, passage.a_span), words(passage.b, passage.b_span));
        assert_eq!(a.len().min(b.len()), passage.words as usize);
        assert_eq!((a.first(), a.last()), (b.first(), b.last()));
        assert!(passage.similarity > 0.5 && passage.similarity <= 1.0);
    }
}

#[test]
fn input_order_and_threads_leave_no_trace() {
    let (articles, _) = planted(800, synth::Script::Latin);
    let summary = |articles: &[Article], threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let copies = pool.install(|| neardup::find(articles, &Config::default()));
        let id = |ix: u32| articles[ix as usize].id.clone();
        let verdicts: BTreeMap<String, String> = copies
            .verdicts
            .iter()
            .enumerate()
            .map(|(ix, v)| (id(ix as u32), format!("{} {:?} {:.6}", id(v.kept), v.method, v.score)))
            .collect();
        let clusters: Vec<String> = copies.clusters.iter().map(|c| c.id.clone()).collect();
        let pair = |p: &crosswire::model::CopyPair| {
            let mut ids = [id(p.a), id(p.b)];
            ids.sort();
            format!("{ids:?} {:.6}", p.jaccard)
        };
        let pairs: BTreeSet<String> = copies.pairs.iter().map(pair).collect();
        (verdicts, clusters, pairs)
    };
    let expected = summary(&articles, 1);
    let mut shuffled = articles.clone();
    shuffled.reverse();
    shuffled.rotate_left(123);
    assert_eq!(summary(&articles, 2), expected);
    assert_eq!(summary(&shuffled, 2), expected);
}

#[test]
fn a_streamed_run_finds_what_a_run_in_memory_finds() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("news.jsonl");
    let config = synth::Config { articles: 900, copies: 0.3, ..synth::Config::default() };
    let mut lines = Vec::new();
    synth::write(&config, &mut lines, &mut std::io::sink()).expect("written to memory");
    fs::write(&path, &lines).expect("written");
    let packed = folder.path().join("news.jsonl.zst");
    fs::write(&packed, zstd::encode_all(lines.as_slice(), 1).expect("packed")).expect("written");

    let options = stream::Options { neardup: Config::default(), ..stream::Options::default() };
    let streamed = stream::find(&[path], &options, &|_| {}).expect("read");
    let unpacked = stream::find(&[packed], &options, &|_| {}).expect("read");
    let (articles, _) = (read_lines(&lines), ());
    let whole = neardup::find(&articles, &Config::default());
    assert_eq!(streamed.copies.pairs, whole.pairs);
    assert_eq!(streamed.copies.passages, whole.passages);
    assert_eq!(unpacked.copies.pairs, whole.pairs);
    let mut records = Vec::new();
    streamed.write_articles(&mut records).expect("written to memory");
    streamed.write_passages(&mut records).expect("written to memory");
    let records = String::from_utf8(records).expect("UTF-8");
    let first: serde_json::Value =
        serde_json::from_str(records.lines().next().expect("a line")).expect("JSON");
    assert_eq!((text(&first, "record"), text(&first, "id")), ("article", "0"));
    assert_eq!(first["source"]["line"], 1);
}

/// What a streamed run told: bytes read, pairs found, pairs compared.
#[derive(Default)]
struct Told([AtomicU64; 3]);

impl stream::Watch for Told {
    fn read(&self, bytes: u64) {
        self.0[0].fetch_add(bytes, Ordering::Relaxed);
    }
    fn found(&self, pairs: u64) {
        self.0[1].fetch_add(pairs, Ordering::Relaxed);
    }
    fn compared(&self, pairs: u64) {
        self.0[2].fetch_add(pairs, Ordering::Relaxed);
    }
}

#[test]
fn a_watch_is_told_of_every_byte_and_of_every_pair() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("news.jsonl");
    let mut file = fs::File::create(&path).expect("a file");
    let config = synth::Config { articles: 500, copies: 0.3, ..synth::Config::default() };
    synth::write(&config, &mut file, &mut std::io::sink()).expect("written");
    let bytes = file.metadata().expect("a file").len();
    for passages in [false, true] {
        let neardup = Config { passages, ..Config::default() };
        let options = stream::Options { neardup, ..stream::Options::default() };
        let told = Told::default();
        stream::find_against_watched(&[], std::slice::from_ref(&path), &options, &told).expect("read");
        let [read, found, compared] = told.0.map(AtomicU64::into_inner);
        assert_eq!(read, bytes);
        assert!(found > 0 && found == compared, "{compared} of {found}");
    }
}

#[test]
fn a_budget_of_memory_leaves_no_trace() {
    let (folder, spool) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("news.jsonl");
    let config = synth::Config { articles: 1200, copies: 0.4, ..synth::Config::default() };
    let mut lines = Vec::new();
    synth::write(&config, &mut lines, &mut std::io::sink()).expect("written to memory");
    fs::write(&path, &lines).expect("written");
    let packed = folder.path().join("news.jsonl.zst");
    fs::write(&packed, zstd::encode_all(lines.as_slice(), 1).expect("packed")).expect("written");
    let run = |path: &Path, bytes: usize| {
        let options = stream::Options {
            neardup: Config::default(),
            memory: neardup::Memory { bytes, folder: spool.path().to_owned() },
            ..stream::Options::default()
        };
        let found = stream::find(&[path.to_owned()], &options, &|_| {}).expect("read");
        let mut records = Vec::new();
        found.write_articles(&mut records).expect("written to memory");
        found.write_pairs(&mut records).expect("written to memory");
        found.write_passages(&mut records).expect("written to memory");
        let records = String::from_utf8(records).expect("UTF-8").replace(".jsonl.zst", ".jsonl");
        (records, found.copies.notes)
    };
    let expected = run(&path, usize::MAX);
    assert!(expected.0.lines().count() > 2000);
    // Nothing fits, a part fits, almost all fits.
    for bytes in [1, 40_000, 4_000_000] {
        assert!(run(&path, bytes) == expected, "{bytes} bytes");
    }
    assert!(run(&packed, 1) == expected);
    assert_eq!(fs::read_dir(spool.path()).expect("a folder").count(), 0, "temporary files are gone");
}

fn read_lines(lines: &[u8]) -> Vec<Article> {
    let lines = std::str::from_utf8(lines).expect("UTF-8").lines();
    let article = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let published = crosswire::model::Published {
            at: text(&line, "published").trim_end_matches('Z').parse().expect("a time"),
            utc_offset_minutes: Some(0),
            precision: crosswire::model::DatePrecision::Second,
            source: crosswire::model::DateSource::Field,
        };
        Article {
            id: text(&line, "id").to_owned(),
            text: text(&line, "text").to_owned(),
            published: Some(published),
            ..Article::default()
        }
    };
    lines.map(article).collect()
}

#[test]
fn short_empty_and_broken_records_harm_no_neighbour() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("news.jsonl");
    let body = "one two three four five six seven eight nine ten eleven twelve";
    let mut bytes = Vec::new();
    bytes.extend(format!("{{\"id\": \"a\", \"text\": \"{body}\"}}\n").bytes());
    bytes.extend(b"{\"id\": \"b\", \"text\": \"\"}\n{\"id\": \"c\"}\nno json\n\n[1]\n{\"text\": \"Flash\"}\n{\"text\": \"Flash\"}\n");
    bytes.extend(b"{\"id\": \"d\", \"text\": \"bad \xFF byte\"}\n");
    bytes.extend(format!("{{\"id\": 7, \"text\": \"{}\"}}", body.to_uppercase()).bytes());
    fs::write(&path, bytes).expect("written");
    let found = stream::find(&[path], &stream::Options::default(), &|_| {}).expect("read");
    assert_eq!(found.len(), 6);
    assert_eq!(found.problems.len(), 4, "{:?}", found.problems);
    assert_eq!(found.copies.clusters.len(), 1, "two one-word flashes are no copies");
    assert_eq!(found.copies.verdicts[5].method.is_some(), found.copies.verdicts[0].method.is_none());
}

#[test]
fn the_kept_article_is_the_one_asked_for() {
    let base: Vec<String> = (0..60).map(|n| format!("word{n}")).collect();
    let article = |id: &str, extra: &str, day: &str, line: u64| Article {
        id: id.to_owned(),
        text: format!("{} {extra}", base.join(" ")),
        published: Some(crosswire::model::Published {
            at: day.parse().expect("a time"),
            utc_offset_minutes: None,
            precision: crosswire::model::DatePrecision::Minute,
            source: crosswire::model::DateSource::Field,
        }),
        source: crosswire::model::SourceRef { file: "f".to_owned(), line: Some(line) },
        ..Article::default()
    };
    let articles = [
        article("x", "and more words here", "2024-01-03T00:00", 2),
        article("y", "", "2024-01-02T00:00", 3),
        article("z", "one more", "2024-01-04T00:00", 1),
    ];
    for (keep, expected) in [(Keep::Earliest, "y"), (Keep::Longest, "x"), (Keep::First, "x")] {
        let copies = neardup::find(&articles, &Config { keep, ..Config::default() });
        assert_eq!(articles[copies.clusters[0].kept as usize].id, expected, "{keep:?}");
    }
    let first = Config { keep: Keep::First, ..Config::default() };
    let copies = neardup::find_against(&articles, 0, &[2, 1, 0], &first);
    assert_eq!(articles[copies.clusters[0].kept as usize].id, "z", "first in the input order that was given");
    let copies = neardup::find(&articles, &Config::default());
    assert_eq!(copies.verdicts[0].lag_minutes, Some(1440));
    let narrow = Config { window_hours: Some(30.0), ..Config::default() };
    assert_eq!(neardup::find(&articles, &narrow).pairs.len(), 2, "y and z are two days apart");
}

/// Every new article says which existing one it copies; of existing ones alone nothing is said.
#[test]
fn new_articles_are_compared_with_an_existing_set() {
    let (articles, truth) = planted(1200, synth::Script::Arabic);
    const EXISTING: usize = 700;
    let in_order: Vec<u32> = (0..articles.len() as u32).collect();
    let copies = neardup::find_against(&articles, EXISTING, &in_order, &Config::default());
    let whole = neardup::find(&articles, &Config::default());
    let is_new = |ix: u32| ix as usize >= EXISTING;
    assert_eq!(copies.existing as usize, EXISTING);
    let some_new = |p: &&crosswire::model::CopyPair| is_new(p.a) || is_new(p.b);
    let expected: Vec<_> = whole.pairs.iter().filter(some_new).cloned().collect();
    let odd: Vec<_> = copies.pairs.iter().filter(|p| !expected.contains(p)).collect();
    let lost: Vec<_> = expected.iter().filter(|p| !copies.pairs.contains(p)).collect();
    assert!(odd.is_empty() && lost.is_empty(), "{odd:?} {lost:?}");
    let mut near: BTreeMap<u32, f64> = BTreeMap::new();
    for pair in expected.iter().filter(|p| p.jaccard >= 0.7 && !is_new(p.a)) {
        let best = near.entry(pair.b).or_default();
        *best = best.max(pair.jaccard);
    }
    assert!(near.len() > 30);
    for (ix, verdict) in (0..).zip(&copies.verdicts) {
        assert_eq!(truth[ix as usize].0, truth[verdict.kept as usize].0);
        match near.get(&ix) {
            _ if !is_new(ix) => assert_eq!(verdict.kept, ix, "an existing article is no copy"),
            Some(&best) => {
                assert!(!is_new(verdict.kept));
                assert!((verdict.score - best).abs() < 1e-6, "of several, the one it is most like");
            }
            None => assert!(is_new(verdict.kept) || verdict.method == Some(CopyMethod::Contained)),
        }
    }
    for cluster in &copies.clusters {
        assert!(cluster.members.iter().filter(|m| !is_new(**m)).all(|m| *m == cluster.kept));
    }
}

/// A chain of texts, each near the next: how far a cluster reaches is a setting.
#[test]
fn cohesion_bounds_the_pairs_of_a_cluster_that_are_not_near() {
    let text = |nth: usize| {
        let word = |n: usize| if n < nth * 12 { format!("new{n}") } else { format!("old{n}") };
        (0..100).map(word).collect::<Vec<_>>().join(" ")
    };
    let chain: Vec<String> = (0..5).map(text).collect();
    let near_and_all = |min_cohesion: f64| {
        let config = Config { min_cohesion, ..Config::default() };
        let copies = neardup::find_texts(chain.as_slice(), &config);
        let near: BTreeSet<(u32, u32)> =
            copies.pairs.iter().filter(|p| p.jaccard >= 0.7).map(|p| (p.a, p.b)).collect();
        assert_eq!(near.len(), 4, "only neighbours are near");
        let (mut inside, mut all) = (0, 0);
        for cluster in &copies.clusters {
            let members = &cluster.members;
            assert!(members.iter().all(|&m| m == cluster.kept || near.contains(&(m.min(cluster.kept), m.max(cluster.kept)))));
            for (nth, &a) in members.iter().enumerate() {
                all += members.len() - nth - 1;
                inside += members[nth + 1..].iter().filter(|&&b| near.contains(&(a, b))).count();
            }
        }
        (inside, all)
    };
    assert_eq!(near_and_all(1.0), (2, 2), "pairs");
    assert_eq!(near_and_all(0.5), (3, 4), "three of which the middle one is near both, and a pair");
    assert_eq!(near_and_all(0.0), (3, 4), "one text is near all others even so");
}

#[test]
fn a_phrase_that_stands_everywhere_is_no_copying() {
    let footer: Vec<String> = (0..60).map(|n| format!("footer{n}")).collect();
    let article = |nth: usize| {
        let own: Vec<String> = (0..80).map(|n| format!("own{nth}x{n}")).collect();
        format!("{} {}", own.join(" "), footer.join(" "))
    };
    let few: Vec<String> = (0..5).map(article).collect();
    assert_eq!(neardup::find_texts(few.as_slice(), &Config::default()).pairs.len(), 10);
    let many: Vec<String> = (0..40).map(article).collect();
    let copies = neardup::find_texts(many.as_slice(), &Config::default());
    assert_eq!(copies.pairs.len(), 0);
    assert!(copies.notes.iter().any(|n| n.contains("unrelated")), "{:?}", copies.notes);
}

#[test]
fn a_formula_that_returns_day_after_day_is_no_copying() {
    let formula: Vec<String> = (0..60).map(|n| format!("formula{n}")).collect();
    let article = |nth: usize, day: usize| {
        let own: Vec<String> = (0..80).map(|n| format!("own{nth}x{n}")).collect();
        Article {
            id: format!("a{nth}"),
            text: format!("{} {}", own.join(" "), formula.join(" ")),
            published: Some(crosswire::model::Published {
                at: format!("2024-01-{day:02}T00:00").parse().expect("a time"),
                utc_offset_minutes: None,
                precision: crosswire::model::DatePrecision::Day,
                source: crosswire::model::DateSource::Field,
            }),
            ..Article::default()
        }
    };
    let pairs = |days: [usize; 6]| {
        let articles: Vec<Article> = days.iter().enumerate().map(|(nth, &day)| article(nth, day)).collect();
        neardup::find(&articles, &Config::default()).pairs.len()
    };
    assert_eq!(pairs([1, 1, 2, 2, 3, 3]), 15, "a story and those who quote it within three days");
    assert_eq!(pairs([1, 2, 4, 6, 7, 9]), 0, "a formula");
}

/// Mean and spread of the estimate, against theory: unbiased, standard error √(J(1−J)/128).
#[test]
fn the_sketch_estimates_jaccard_as_theory_says() {
    let stir = |n: u64| {
        let z = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    for (shared, own) in [(200, 50), (200, 100), (60, 30), (12, 4), (8, 8), (400, 400)] {
        let jaccard = f64::from(shared) / f64::from(shared + 2 * own);
        const TRIALS: u32 = 800;
        let estimates: Vec<f64> = (0..TRIALS)
            .map(|trial| {
                let item = |n: i32| stir(u64::from(trial) << 32 | n as u64);
                let a: Vec<u64> = (0..shared + own).map(item).collect();
                let b: Vec<u64> = (0..shared).chain(shared + own..shared + 2 * own).map(item).collect();
                sketch::similarity(&sketch::sketch(&a).expect("some"), &sketch::sketch(&b).expect("some"))
            })
            .collect();
        let mean = estimates.iter().sum::<f64>() / f64::from(TRIALS);
        let deviation =
            (estimates.iter().map(|e| (e - mean).powi(2)).sum::<f64>() / f64::from(TRIALS)).sqrt();
        let theory = (jaccard * (1.0 - jaccard) / LANES as f64).sqrt();
        let of_mean = theory / f64::from(TRIALS).sqrt();
        // Few shingles fill few lanes, and borrowed lanes repeat them: their spread is that of the shingles.
        let allowed = theory.max((jaccard * (1.0 - jaccard) / f64::from(shared + 2 * own)).sqrt());
        assert!(
            (mean - jaccard).abs() < 6.0 * of_mean.max(allowed / f64::from(TRIALS).sqrt()),
            "{shared} {own}: {mean} {jaccard}"
        );
        assert!(deviation < 1.15 * allowed, "{shared} {own}: {deviation} {theory}");
    }
}

#[test]
fn sketches_and_keys_are_frozen() {
    let words = crosswire::text::scan::words(
        "One, two and three: the river rose again at night, and the old bridge was closed.",
    );
    let mut shingles = Vec::new();
    neardup::shingle::append(&words, 5, &mut shingles);
    let lanes = sketch::sketch(&shingles).expect("some");
    let mut keys = Vec::new();
    neardup::Bands { bands: 8, rows: 4 }.append_keys(&lanes, &mut keys);
    let hex = |values: &[u32]| values.iter().map(|v| format!("{v:08x}")).collect::<Vec<_>>().join(" ");
    let shingles: Vec<String> = shingles.iter().map(|s| format!("{s:016x}")).collect();
    insta::assert_snapshot!(format!(
        "shingles {}\nlanes {}\nkeys {}",
        shingles.join(" "),
        hex(&lanes[..16]),
        hex(&keys)
    ));
}

/// Work on hostile input must grow with its size, not with its square.
#[test]
fn hostile_input_costs_linear_work() {
    let template: Vec<String> = (0..200).map(|n| format!("template{n}")).collect();
    let template = template.join(" ");
    let time = |texts: &[String]| {
        let start = std::time::Instant::now();
        let copies = neardup::find_texts(texts, &Config::default());
        (start.elapsed().as_secs_f64(), copies)
    };
    let (_, identical) = time(&vec![template.clone(); 5_000]);
    assert_eq!(identical.clusters.len(), 1);
    assert_eq!(identical.clusters[0].members.len(), 5_000);
    assert!(identical.pairs.len() < 50_000, "{}", identical.pairs.len());

    let shared = |count: usize| {
        (0..count).map(|n| format!("{template} own{n}a own{n}b own{n}c own{n}d own{n}e own{n}f own{n}g own{n}h own{n}i own{n}j own{n}k own{n}l")).collect::<Vec<String>>()
    };
    let (small, _) = time(&shared(500));
    let (large, found) = time(&shared(4_000));
    assert!(found.pairs.len() < 40 * 4_000, "{}", found.pairs.len());
    assert!(large < 40.0 * small.max(0.02), "8 times the articles took {:.1} times as long", large / small);

    let (_, flashes) = time(&vec!["flash".to_owned(); 20_000]);
    assert!(flashes.clusters.is_empty() && flashes.pairs.is_empty());

    let words: Vec<String> = (0..100_000).map(|n| format!("w{}", n % 1000)).collect();
    let long = words.join(" ");
    let (_, pair) = time(&[long.clone(), format!("{long} end")]);
    assert_eq!(pair.clusters.len(), 1);
}
