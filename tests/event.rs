//! Events: which articles report one happening, and which claims may be compared.
//!
//! The measured parts read `../shared/data` and skip, saying so, where it is absent.

#![allow(clippy::print_stdout, reason = "a test says what it measured and why it was skipped")]

mod shared_data;

use crosswire::event::{self, Gate};
use crosswire::ingest::{self, Options};
use crosswire::model::{
    Article, ArticleText, Claim, ClaimIx, DatePrecision, DateSource, Event, EventIx, EventRole, OutletSource,
    Published,
};
use crosswire::{claim, text};
use serde_json::Value;
use shared_data::shared;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

struct Framed {
    articles: Vec<Article>,
    texts: Vec<ArticleText>,
    claims: Vec<Claim>,
    events: Vec<Event>,
}

impl Framed {
    fn of(mut articles: Vec<Article>) -> Self {
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        let texts = text::read(&articles);
        let mut claims = claim::extract(&articles, &texts);
        let events = event::frame(&articles, &texts, &mut claims);
        Self { articles, texts, claims, events }
    }

    fn read(path: &Path) -> Self {
        let path = path.to_string_lossy().into_owned();
        Self::of(ingest::read(&[path], &Options::default()).expect("readable articles").articles)
    }

    /// The event whose news an article is.
    fn main_event(&self, id: &str) -> Option<EventIx> {
        let ix = self.articles.iter().position(|article| article.id == id)? as u32;
        let reports =
            |event: &Event| event.articles.iter().any(|one| one.article == ix && one.role == EventRole::Main);
        self.events.iter().position(reports).map(|nth| nth as EventIx)
    }

    /// The claims of an article that lie in the quoted words.
    fn claims_at(&self, id: &str, words: &str) -> Vec<ClaimIx> {
        let Some(ix) = self.articles.iter().position(|article| article.id == id) else { return Vec::new() };
        let text = &self.articles[ix].text;
        let words = words.trim();
        let probe: String = words.chars().take(40).collect();
        let Some(start) = text.find(words).or_else(|| text.find(probe.as_str())) else { return Vec::new() };
        let (start, end) = (start as u32, (start + words.len()) as u32);
        let here =
            |claim: &Claim| claim.article as usize == ix && claim.span.start < end && start < claim.span.end;
        (0..self.claims.len()).filter(|&nth| here(&self.claims[nth])).map(|nth| nth as ClaimIx).collect()
    }

    /// The claims at `article: words`.
    fn claims_of(&self, place: &str) -> Vec<ClaimIx> {
        let (id, words) = place.split_once(": ").expect("article: words");
        let claims = self.claims_at(id, words);
        assert!(!claims.is_empty(), "no claim at {place}");
        claims
    }

    /// The days of the time that stands at `words`, `?` where it is unresolved.
    fn days_of(&self, place: &str, words: &str) -> String {
        let claims = self.claims_of(place).into_iter().map(|ix| &self.claims[ix as usize]);
        let text = |claim: &Claim| self.articles[claim.article as usize].text.clone();
        let mut times = claims.flat_map(|claim| claim.times.iter().map(move |time| (time, text(claim))));
        let time = times.find(|(time, text)| words.contains(time.span.of(text))).map(|(time, _)| time);
        match time.and_then(|time| time.from.zip(time.to)) {
            None => "?".to_owned(),
            Some((from, to)) if from == to => from.to_string(),
            Some((from, to)) => format!("{from}..{to}"),
        }
    }

    /// Whether the gate lets any two claims of the two places through, and what it said last.
    fn linked(&self, a: &[ClaimIx], b: &[ClaimIx]) -> (bool, String) {
        let mut said = String::from("no claim found");
        for &one in a {
            for &other in b {
                match event::gate(&self.events, &self.claims, one, other) {
                    Gate::Linked { basis, .. } => return (true, basis.en),
                    Gate::Blocked { reason, .. } | Gate::Unresolved { reason } => said = reason.en,
                }
            }
        }
        (false, said)
    }
}

fn jsonl(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("a readable file");
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn field<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

#[derive(serde::Deserialize)]
struct Case {
    article: Vec<CaseArticle>,
    #[serde(default)]
    same: Vec<(String, String)>,
    #[serde(default)]
    apart: Vec<(String, String)>,
    #[serde(default)]
    linked: Vec<(String, String)>,
    #[serde(default)]
    blocked: Vec<(String, String)>,
    /// `article: words => days`, as in the cases of times.
    #[serde(default)]
    dated: Vec<String>,
}

#[derive(serde::Deserialize)]
struct CaseArticle {
    id: String,
    outlet: String,
    published: Option<String>,
    title: Option<String>,
    text: String,
}

impl CaseArticle {
    fn article(self) -> Article {
        let published = self.published.map(|day| Published {
            at: day.parse::<jiff::civil::Date>().expect("a day").at(0, 0, 0, 0),
            utc_offset_minutes: None,
            precision: DatePrecision::Day,
            source: DateSource::Field,
        });
        let text = self.text.trim().to_owned();
        let lang = text::language::detect(&text);
        Article {
            id: self.id,
            outlet: self.outlet,
            outlet_source: OutletSource::Field,
            title: self.title,
            text,
            published,
            lang,
            ..Article::default()
        }
    }
}

#[test]
fn every_case_of_events_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/event");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("cases").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let failures: Vec<String> = files.iter().flat_map(|file| failures_of(file)).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn failures_of(file: &Path) -> Vec<String> {
    let case: Case = toml::from_str(&fs::read_to_string(file).expect("a case")).expect("a well-formed case");
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let run = Framed::of(case.article.into_iter().map(CaseArticle::article).collect());
    let mut failures = Vec::new();
    for (pairs, expected) in [(&case.same, true), (&case.apart, false)] {
        for (a, b) in pairs {
            if (run.main_event(a) == run.main_event(b)) != expected {
                failures.push(format!("{name}: {a} and {b}: one event should be {expected}"));
            }
        }
    }
    for (pairs, expected) in [(&case.linked, true), (&case.blocked, false)] {
        for (a, b) in pairs {
            let (linked, said) = run.linked(&run.claims_of(a), &run.claims_of(b));
            if linked != expected {
                failures.push(format!("{name}: {a} | {b}: linked should be {expected}: {said}"));
            }
        }
    }
    for expected in &case.dated {
        let (place, days) = expected.split_once(" => ").expect("a place and its days");
        let (_, words) = place.split_once(": ").expect("article: words");
        let told = run.days_of(place, words);
        if told != days {
            failures.push(format!("{name}: {place} is {days}, found {told}"));
        }
    }
    failures
}

#[test]
fn articles_of_one_event_are_grouped_and_lookalikes_are_not() {
    let Some(folder) = shared("gold/saudi") else { return };
    let run = Framed::read(&folder.join("corpus.jsonl"));
    let (mut hit, mut wrong, mut missed) = (0, 0, 0);
    for pair in jsonl(&folder.join("event_pairs.jsonl")) {
        let (a, b) = (field(&pair, "a"), field(&pair, "b"));
        let together = run.main_event(a) == run.main_event(b);
        match (pair["same_event"].as_bool(), together) {
            (Some(true), true) => hit += 1,
            (Some(true), false) => {
                missed += 1;
                println!("missed {a} {b}: {}", field(&pair, "why"));
            }
            (_, true) => {
                wrong += 1;
                println!("wrong  {a} {b}: {}", field(&pair, "why"));
            }
            _ => {}
        }
    }
    let precision = f64::from(hit) / f64::from((hit + wrong).max(1));
    let recall = f64::from(hit) / f64::from((hit + missed).max(1));
    println!(
        "article pairs: precision {precision:.3}, recall {recall:.3} ({hit} hit, {wrong} wrong, {missed} missed)"
    );
}

#[test]
fn claims_of_different_events_are_blocked() {
    let Some(folder) = shared("gold/saudi") else { return };
    let run = Framed::read(&folder.join("corpus.jsonl"));
    let gates = measure_gate(&run, &jsonl(&folder.join("claim_pairs.jsonl")));
    println!("saudi {gates:?}");
    let (through, apart) = through_and_apart(&gates);
    assert!(through >= 0.82, "{through:.3} of comparable pairs pass the gate");
    assert!(apart >= 0.9, "{apart:.3} of pairs of two events are stopped");
}

#[test]
fn the_summits_and_the_call_of_two_presidents_stand_apart() {
    let Some(folder) = shared("seeds") else { return };
    let run = Framed::read(&folder);
    for event in &run.events {
        println!("{} | {} | {:?} {:?} {}", event.id, event.label, event.from, event.to, event.date_basis);
        for one in &event.articles {
            println!("    {} {:?}", run.articles[one.article as usize].id, one.role);
        }
    }
    let pairs = jsonl(&shared("gold/seeds_dev.jsonl").expect("gold beside the seeds"));
    let gates = measure_gate(&run, &pairs);
    println!("seeds {gates:?}");
    let (through, apart) = through_and_apart(&gates);
    assert!(through >= 0.7 && apart >= 0.95, "{through:.3} through, {apart:.3} stopped");
    let main = |id: &str| run.main_event(id).expect("an event for each article");
    let (sochi, again) = (main("000_2672b8f5092a1cba"), main("001_66d4631cc68b8cb7"));
    let (moscow, call, undated) =
        (main("002_2eebe24b854965d8"), main("003_ca7d58d6151cbd07"), main("004_884cef6131e53f02"));
    assert_eq!(sochi, again, "two reports of one summit");
    let mut others = vec![sochi, moscow, call, undated];
    others.dedup();
    others.sort_unstable();
    others.dedup();
    assert_eq!(others.len(), 4, "two summits in one city, one elsewhere and a call are four events");
    assert_eq!(run.texts.len(), run.articles.len());
}

/// Share of agreeing, contradicting, updating and scoped pairs that are linked, and of pairs of two events that are
/// not.
fn through_and_apart(gates: &BTreeMap<String, (u32, u32)>) -> (f64, f64) {
    let (mut linked, mut all) = (0, 0);
    for (label, counts) in gates {
        if matches!(label.as_str(), "agree" | "contradict" | "update" | "scope") {
            linked += counts.0;
            all += counts.1;
        }
    }
    let (through, of) = gates.get("different_event").copied().unwrap_or((0, 0));
    (f64::from(linked) / f64::from(all.max(1)), 1.0 - f64::from(through) / f64::from(of.max(1)))
}

/// Linked and all pairs, by label.
fn measure_gate(run: &Framed, pairs: &[Value]) -> BTreeMap<String, (u32, u32)> {
    let mut by_label: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for pair in pairs {
        let a = run.claims_at(field(pair, "a_doc"), field(pair, "a_sentence"));
        let b = run.claims_at(field(pair, "b_doc"), field(pair, "b_sentence"));
        let (linked, said) = run.linked(&a, &b);
        let label = field(pair, "label");
        let counts = by_label.entry(label.to_owned()).or_default();
        counts.0 += u32::from(linked);
        counts.1 += 1;
        let apart = matches!(label, "different_event" | "unrelated");
        if linked == apart && label != "unrelated" {
            println!(
                "{label} {} {} {}: {said}",
                field(pair, "id"),
                field(pair, "a_doc"),
                field(pair, "b_doc")
            );
        }
    }
    by_label
}

#[test]
fn no_two_events_have_one_id() {
    let run = Framed::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/second/news.jsonl"));
    let ids: std::collections::BTreeSet<&str> = run.events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids.len(), run.events.len());
}

/// The main articles of each event of a newsroom.
fn main_articles(room: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(room).join("events.jsonl");
    let of = |event: &Value| -> Vec<String> {
        let main = event["main"].as_array().cloned().unwrap_or_default();
        main.iter().filter_map(|id| id.as_str().map(str::to_string)).collect()
    };
    jsonl(&path).iter().map(of).collect()
}

const ROOMS: [(&str, &str); 8] = [
    ("gold", "news.jsonl"),
    ("second", "second/news.jsonl"),
    ("third", "third/news.jsonl"),
    ("fourth", "fourth/news.jsonl"),
    ("fifth", "fifth/news.jsonl"),
    ("sixth", "sixth/news.jsonl"),
    ("seventh", "seventh/news.jsonl"),
    ("eighth", "eighth/news.jsonl"),
];

#[test]
fn one_report_of_each_happening_makes_hardly_an_event_of_two() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut chosen: Vec<Article> = Vec::new();
    for (room, news) in ROOMS {
        let path = corpus.join(news).to_string_lossy().into_owned();
        let read = ingest::read(&[path], &Options::default()).expect("readable articles").articles;
        let firsts: Vec<String> =
            main_articles(room).into_iter().filter_map(|main| main.into_iter().next()).collect();
        chosen.extend(read.into_iter().filter(|article| firsts.contains(&article.id)));
    }
    let run = Framed::of(chosen);
    let main = |event: &Event| event.articles.iter().filter(|one| one.role == EventRole::Main).count();
    let several: Vec<&str> =
        run.events.iter().filter(|event| main(event) > 1).map(|event| event.label.as_str()).collect();
    println!(
        "{} articles of as many happenings, {} events of several: {several:?}",
        run.articles.len(),
        several.len()
    );
    assert!(run.articles.len() > 80, "the newsrooms tell of many happenings");
    assert!(several.len() <= 3, "{several:?}");
}

#[test]
fn articles_taken_from_a_day_at_random_are_tied_by_what_they_tell_and_not_by_chance() {
    let Some(day) = shared("saudinewsnet/2015-07-22.zip") else { return };
    let read = ingest::read(&[day.to_string_lossy().into_owned()], &Options::default());
    let mut articles = read.expect("readable articles").articles;
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    articles.truncate(120);
    let run = Framed::of(articles);
    let pairs = |event: &Event| {
        let main = event.articles.iter().filter(|one| one.role == EventRole::Main).count();
        main * main.saturating_sub(1) / 2
    };
    let pairs: usize = run.events.iter().map(pairs).sum();
    println!("{pairs} pairs of articles in one event");
    // Twenty and more are of one story here (the feast, the talks with Iran, a coach's arrival).
    assert!((5..=40).contains(&pairs), "{pairs} pairs of articles in one event");
}

#[test]
fn reports_of_one_happening_are_grouped_where_half_of_them_have_no_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/second/news.jsonl");
    let read = ingest::read(&[path.to_string_lossy().into_owned()], &Options::default());
    let mut articles = read.expect("readable articles").articles;
    articles.iter_mut().step_by(2).for_each(|article| article.published = None);
    let run = Framed::of(articles);
    let (mut pairs, mut together) = (0, 0);
    for main in main_articles("second") {
        for (nth, a) in main.iter().enumerate() {
            for b in &main[nth + 1..] {
                pairs += 1;
                together += u32::from(run.main_event(a) == run.main_event(b));
            }
        }
    }
    println!("{together} of {pairs} pairs of articles are in one event");
    assert!(f64::from(together) >= 0.8 * f64::from(pairs), "{together} of {pairs}");
}
