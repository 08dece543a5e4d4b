//! Every format of a finished report.

mod common;

use common::{many_newsrooms, newsroom};
use crosswire::model::{Article, Report, Span};
use crosswire::report::record::{Exact, Offsets};
use crosswire::report::{self, html, legend, schema, text};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

fn bundle(name: &str, report: &Report) -> BTreeMap<String, String> {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let written = report::write_all(report, &dir).unwrap();
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    written.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_published_file_is_written() {
    let files = bundle("newsroom", &newsroom());
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let published = [
        "claims.jsonl",
        "clusters.csv",
        "clusters.jsonl",
        "events.jsonl",
        "passages.jsonl",
        "problems.jsonl",
        "relations.csv",
        "relations.jsonl",
        "report.html",
        "report.json",
        "summary.md",
    ];
    assert_eq!(names, published);
    for (name, content) in &files {
        assert!(content.contains("0.0.0"), "{name} does not name the version");
        assert!(content.contains("shingle_words"), "{name} does not name the settings");
        assert!(content.contains(&newsroom().inputs[0].xxh3), "{name} does not name the inputs");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(bundle("first", &newsroom()), bundle("second", &newsroom()));
}

#[test]
fn the_text_formats_are_as_they_were() {
    let files = bundle("snapshots", &newsroom());
    for name in ["relations.jsonl", "claims.jsonl", "events.jsonl", "clusters.jsonl", "passages.jsonl"] {
        insta::assert_snapshot!(name, files[name]);
    }
    for name in ["problems.jsonl", "relations.csv", "clusters.csv", "summary.md"] {
        insta::assert_snapshot!(name, files[name]);
    }
    let mut terminal = Vec::new();
    text::write(&newsroom(), text::Config::default(), &mut terminal).unwrap();
    insta::assert_snapshot!("terminal", String::from_utf8(terminal).unwrap());
}

#[test]
fn the_page_is_as_it_was() {
    let page = html::render(&newsroom()).unwrap();
    let cut = |from: &str, to: &str| {
        let start = page.find(from).unwrap();
        page[start..start + page[start..].find(to).unwrap()].to_owned()
    };
    insta::assert_snapshot!("event.html", cut("<section class=\"event\" id=\"e-2\"", "</section>"));
    insta::assert_snapshot!("matrix.html", cut("<section class=\"block\" id=\"matrix\"", "</section>"));
    insta::assert_snapshot!("copies.html", cut("<section class=\"block\" id=\"copies\"", "</section>"));
}

#[test]
fn every_record_fits_its_schema() {
    let schemas: BTreeMap<&str, jsonschema::Validator> = (schema::all().into_iter())
        .map(|(name, schema)| (name, jsonschema::validator_for(schema.as_value()).unwrap()))
        .collect();
    let mut seen = BTreeSet::new();
    let mut records = String::new();
    for (name, content) in bundle("schemas", &newsroom()) {
        if name.ends_with(".jsonl") {
            assert!(content.starts_with("{\"record\":\"run\""), "{name} does not say what made it");
            records += &content;
        }
    }
    records += &lines(|out| report::jsonl::pairs(&newsroom(), out));
    records += &lines(|out| report::jsonl::sentences(&newsroom(), out));
    for line in records.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let name = record["record"].as_str().unwrap();
        let errors: Vec<String> = schemas[name].iter_errors(&record).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?} in {line}");
        seen.insert(name.to_owned());
    }
    let all = ["article", "claim", "event", "pair", "passage", "problem", "relation", "run", "sentence"];
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), all);
}

#[test]
fn a_schema_refuses_what_is_no_record() {
    let schema = schema::of("relation").unwrap();
    let validator = jsonschema::validator_for(schema.as_value()).unwrap();
    assert!(!validator.is_valid(&serde_json::json!({ "record": "claim" })));
    let line = lines(|out| report::jsonl::relations(&newsroom(), out));
    let mut record: Value = serde_json::from_str(line.lines().next().unwrap()).unwrap();
    assert!(validator.is_valid(&record));
    record["kind"] = "mood".into();
    assert!(!validator.is_valid(&record));
}

#[test]
fn an_answer_of_judge_fits_its_schema_with_any_id() {
    let schema = schema::of("judge").unwrap();
    let validator = jsonschema::validator_for(schema.as_value()).unwrap();
    for id in [serde_json::json!("p1"), serde_json::json!(7), Value::Null] {
        let reason = crosswire::model::Reason::default();
        let answer = report::record::Judge::new(&id, None, None, 0.123_456, &reason);
        let written = serde_json::to_value(&answer).unwrap();
        assert_eq!(written["relation"], "none");
        assert_eq!(written["score"], 0.1235);
        assert!(validator.is_valid(&written), "{written}");
    }
}

fn lines(write: impl Fn(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_table_is_read_back_as_it_was_written() {
    let report = newsroom();
    let files = bundle("tables", &report);
    let rows = |name: &str| -> Vec<BTreeMap<String, String>> {
        csv::Reader::from_reader(files[name].as_bytes()).deserialize().map(Result::unwrap).collect()
    };
    let relations = rows("relations.csv");
    assert_eq!(relations.len(), report.relations.len());
    for (row, relation) in relations.iter().zip(&report.relations) {
        assert_eq!(row["id"], relation.id);
        assert_eq!(row["reason_ar"], relation.reason.ar);
        let text = &report.articles[relation.a.article as usize].text;
        let (start, end): (usize, usize) = (row["a_start"].parse().unwrap(), row["a_end"].parse().unwrap());
        let words: String = text.chars().take(end).skip(start).collect();
        assert_eq!(row["a_exact"], words);
    }
    assert_eq!(rows("clusters.csv").len(), report.articles.len());
}

#[test]
fn a_formula_in_a_title_stays_text_in_the_tables() {
    let mut report = newsroom();
    report.articles[0].title = Some("=HYPERLINK(\"http://x.example\")".to_owned());
    report.articles[0].outlet = "@sum".to_owned();
    let table = lines(|out| report::csv::clusters(&report, out));
    assert!(table.contains("\"'=HYPERLINK(\"\"http"));
    assert!(table.contains(",'@sum,"));
}

#[test]
fn offsets_hold_in_another_language_too() {
    let script = "
import json, sys
doc = json.load(open(sys.argv[1] + '/report.json', encoding='utf-8'))
text = {a['id']: a['text'] for a in doc['articles']}
seen = 0
def check(article, at):
    global seen
    assert text[article][at['start']:at['end']] == at['exact'], at
    seen += 1
for claim in doc['claims']:
    check(claim['article'], claim)
    for slot in claim['quantities'] + claim['times'] + claim['places'] + claim['participants']:
        check(claim['article'], slot)
for relation in doc['relations']:
    for side in (relation['a'], relation['b']):
        check(side['article'], side)
        for piece in side['evidence']:
            check(side['article'], piece)
print(seen)
";
    bundle("python", &newsroom());
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
    let Ok(run) = Command::new("python3").arg("-c").arg(script).arg(&dir).output() else {
        eprintln!("skipped: there is no python3");
        return;
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let seen: usize = String::from_utf8(run.stdout).unwrap().trim().parse().unwrap();
    assert!(seen > 60, "only {seen} offsets were checked");
}

proptest! {
    #[test]
    fn exact_is_the_slice_by_code_points(text in "(?s).{0,400}", from in 0usize..400, len in 0usize..400) {
        let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let from = from.min(borders.len() - 1);
        let to = (from + len).min(borders.len() - 1);
        let articles = [Article { text: text.clone(), ..Article::default() }];
        let Exact { start, end, exact } = Offsets::new(&articles).exact(0, Span::new(borders[from], borders[to]));
        let words: String = text.chars().take(end as usize).skip(start as usize).collect();
        prop_assert_eq!(words, exact);
        prop_assert_eq!((start as usize, end as usize), (from, to));
    }
}

#[test]
fn a_span_of_another_text_is_no_panic() {
    let articles = [Article { text: "é".to_owned(), ..Article::default() }];
    let offsets = Offsets::new(&articles);
    assert_eq!(offsets.exact(0, Span::new(1, 9)).exact, "");
    assert_eq!(offsets.exact(7, Span::new(0, 1)).exact, "");
}

#[test]
fn an_empty_report_is_written_in_every_format() {
    let files = bundle("empty", &Report::default());
    assert!(files["report.html"].ends_with("</html>\n"));
}

#[test]
fn contradictions_over_the_same_values_are_one_card() {
    let mut report = newsroom();
    let mut again = report.relations[0].clone();
    again.id = "again".to_owned();
    std::mem::swap(&mut again.a, &mut again.b);
    again.values = BTreeMap::from(
        [("a", "36"), ("b", "33"), ("unit", "person_killed")].map(|(k, v)| (k.to_owned(), v.to_owned())),
    );
    report.relations.insert(1, again);
    let page = html::render(&report).unwrap();
    let same = page.find("<details class=\"same\">").unwrap();
    assert!(page[same..].contains("id=\"again\""));
    assert!(same > page.find(&format!("id=\"{}\"", report.relations[0].id)).unwrap());
}

#[test]
fn a_big_run_stays_a_page_one_can_open() {
    let report = many_newsrooms(400);
    assert_eq!(report.articles.len(), 3_600);
    let files = bundle("big", &report);
    let page = &files["report.html"];
    assert!(page.len() < 12_000_000, "{} bytes", page.len());
    let cards = page.matches("<article class=\"rel").count();
    assert!(cards > 1_000, "{cards} cards");
    assert!(page.contains("relations.jsonl"), "what is left out is not named");
    assert_eq!(files["relations.jsonl"].lines().count(), report.relations.len() + 1);
}

#[test]
fn an_endless_text_does_not_swell_the_page() {
    let plain = html::render(&newsroom()).unwrap().len();
    let mut report = common::hostile(&"ضيف ".repeat(100_000));
    // Ids of relations are hashes of ours.
    report.relations.iter_mut().for_each(|relation| relation.id.truncate(16));
    let swollen = html::render(&report).unwrap().len();
    assert!(swollen < plain + 2_000_000, "{swollen} bytes");
}

/// Words the interface never uses about a report, by their beginnings.
const BANNED: [&str; 24] = [
    "lie",
    "lies",
    "lying",
    "liar",
    "false",
    "fake",
    "plagiar",
    "bias",
    "hides",
    "hiding",
    "original",
    "debunk",
    "كاذب",
    "كذب",
    "أكاذيب",
    "زائف",
    "مزيف",
    "مفبرك",
    "منحاز",
    "انحياز",
    "يخفي",
    "مسروق",
    "انتحال",
    "مضلل",
];

fn interface_strings() -> Vec<(String, legend::Phrase)> {
    let mut all: Vec<(String, legend::Phrase)> =
        legend::interface().iter().map(|(key, phrase)| (key.clone(), phrase.clone())).collect();
    let legend = legend::legend();
    for (part, entries) in [("relation", &legend.relation), ("kind", &legend.kind), ("band", &legend.band)] {
        for (key, entry) in entries {
            all.push((format!("{part}.{key}"), entry.name.clone()));
            all.push((format!("{part}.{key}.means"), entry.means.clone()));
            all.push((format!("{part}.{key}.limits"), entry.limits.clone()));
        }
    }
    let terms: BTreeMap<String, String> =
        toml::from_str(include_str!("../src/report/assets/terms.toml")).unwrap();
    let reasons: BTreeMap<String, toml::Value> =
        toml::from_str(include_str!("../src/compare/assets/reasons.toml")).unwrap();
    for (key, phrase) in reasons {
        let text =
            |language: &str| phrase.get(language).and_then(|t| t.as_str()).unwrap_or_default().to_owned();
        all.push((key, legend::Phrase { en: text("en"), ar: text("ar") }));
    }
    all.extend(terms.into_iter().map(|(en, ar)| (en.clone(), legend::Phrase { en, ar })));
    all
}

#[test]
fn the_interface_gives_no_verdict_on_anybody() {
    let strings = interface_strings();
    assert!(strings.len() > 150, "the string files were not read");
    for (key, phrase) in strings {
        for text in [&phrase.en, &phrase.ar] {
            let words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
            for word in words {
                let word = word.strip_prefix("ال").unwrap_or(&word);
                let banned =
                    BANNED.iter().find(|b| if b.len() > 4 { word.starts_with(*b) } else { word == **b });
                assert_eq!(banned, None, "{key}: {text}");
            }
        }
    }
}

#[test]
fn every_string_is_told_in_both_languages() {
    for (key, phrase) in interface_strings() {
        assert!(!phrase.en.trim().is_empty() && !phrase.ar.trim().is_empty(), "{key} is empty");
        let arabic = |c: char| ('\u{0600}'..='\u{06FF}').contains(&c);
        assert!(phrase.ar.contains(arabic), "{key} is not in Arabic");
        assert!(!phrase.en.contains(arabic), "{key} is not in English");
    }
}

#[test]
fn every_string_is_used_and_every_used_string_exists() {
    let mut code = String::new();
    for folder in ["src/report", "src/report/html", "src/report/assets"] {
        for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() && path.extension().is_some_and(|e| e == "rs" || e == "html") {
                code += &fs::read_to_string(path).unwrap();
            }
        }
    }
    for key in legend::interface().keys() {
        assert!(code.contains(&format!("\"{key}\"")), "{key} is not used");
    }
    for call in ["t(\"", "t_en(\"", "t_ar(\"", "phrase(\""] {
        for (at, _) in code.match_indices(call) {
            let key = code[at + call.len()..].split('"').next().unwrap();
            let whole_name = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            assert!(!whole_name || legend::interface().contains_key(key), "{key} does not exist");
        }
    }
}

#[test]
fn templates_speak_only_through_the_strings() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/assets");
    let known = [
        "Crosswire",
        "crosswire explain",
        "xxh3-128",
        "relations",
        "claims",
        "events",
        "clusters",
        "passages",
        "n",
        "p",
    ];
    for file in fs::read_dir(assets).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|e| e == "html") {
            let template = fs::read_to_string(&path).unwrap();
            for words in bare_text(&template) {
                let words = words.trim();
                let data_file =
                    words.ends_with(".jsonl") || words.ends_with(".csv") || words.ends_with(".json");
                let fine = data_file
                    || known.iter().any(|k| {
                        words == *k
                            || words.starts_with(&format!("{k} "))
                            || words.starts_with(&format!("{k}-"))
                    });
                assert!(fine || !words.contains(|c: char| c.is_alphabetic()), "{}: {words}", path.display());
            }
        }
    }
}

/// What stands in a template outside of tags and template marks.
fn bare_text(template: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let (mut tag, mut mark) = (0usize, 0usize);
    let chars: Vec<char> = template.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let two: String = chars[at..].iter().take(2).collect();
        match (two.as_str(), chars[at]) {
            ("{{" | "{%", _) => mark += 1,
            ("}}" | "%}", _) => {
                mark = mark.saturating_sub(1);
                at += 1;
            }
            (_, '<') if mark == 0 => tag += 1,
            (_, '>') if mark == 0 => {
                tag = tag.saturating_sub(1);
                out.push(String::new());
            }
            (_, c) if mark == 0 && tag == 0 => out.last_mut().unwrap().push(c),
            _ => {}
        }
        at += 1;
    }
    out
}
