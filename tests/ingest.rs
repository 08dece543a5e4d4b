//! What ingest reads from files of every format, encoding and condition; the cases are data in
//! `tests/cases/ingest/cases.toml`.

use crosswire::ingest::{self, Ingested, Options};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;

const CASES: &str = "tests/cases/ingest";

/// Reads `paths` below the case folder.
fn read(paths: &[&str], options: &Options) -> Ingested {
    let paths: Vec<String> = paths.iter().map(|p| format!("{CASES}/{p}")).collect();
    ingest::read(&paths, options).expect("the options are right")
}

#[test]
fn every_case_reads_as_its_file_says() {
    let cases = std::fs::read_to_string(format!("{CASES}/cases.toml")).expect("the list of cases is there");
    let cases: toml::Table = toml::from_str(&cases).expect("the list of cases is TOML");
    let mut wrong = Vec::new();
    for case in cases["case"].as_array().expect("an array of cases") {
        let name = case["name"].as_str().expect("a case has a name");
        if let Err(difference) = check(&json!(case)) {
            wrong.push(format!("{name}:\n{difference}"));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

/// Compares what was read with what the case says; fields the case does not name are free.
fn check(case: &Value) -> Result<(), String> {
    let texts = |key: &str| -> Vec<&str> {
        case[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    };
    let mut options = Options::default();
    for pair in texts("map") {
        options.add_map(pair).map_err(|e| e.to_string())?;
    }
    if let Some(rule) = case["outlet"].as_str() {
        options.outlet = ingest::OutletRule::Named(rule.to_owned());
    }
    let got = read(&texts("paths"), &options);
    let shown = || format!("read {:#?}\nproblems {:#?}", got.articles, got.problems);
    let articles = case["article"].as_array().map(Vec::as_slice).unwrap_or_default();
    if articles.len() != got.articles.len() {
        return Err(format!("{} articles, not {}: {}", got.articles.len(), articles.len(), shown()));
    }
    for (wanted, article) in articles.iter().zip(&got.articles) {
        let mut found = json!(article);
        found["published"] = json!(article.published.as_ref().map(|p| p.iso()));
        found["date_source"] = json!(article.published.as_ref().map(|p| p.source));
        found["line"] = json!(article.source.line);
        found["starts"] = found["text"].clone();
        covers("article", wanted, &found)?;
    }
    let wanted: Vec<&Value> = case["problem"].as_array().into_iter().flatten().collect();
    if wanted.len() != got.problems.len() {
        return Err(format!("{} problems, not {}: {}", got.problems.len(), wanted.len(), shown()));
    }
    for (wanted, problem) in wanted.into_iter().zip(&got.problems) {
        covers("problem", wanted, &json!(problem))?;
    }
    match (case.get("file"), got.inspection.files.first()) {
        (Some(wanted), Some(file)) => {
            let mut found = json!(file);
            let columns: Vec<_> = file.columns.iter().map(|c| format!("{}={}", c.field, c.column)).collect();
            found["columns"] = json!(columns);
            covers("file", wanted, &found)
        }
        _ => Ok(()),
    }
}

/// Whether `found` holds every field of `wanted`; `starts` is a beginning, `message` a part.
fn covers(what: &str, wanted: &Value, found: &Value) -> Result<(), String> {
    for (key, value) in wanted.as_object().into_iter().flatten() {
        let has = &found[key];
        let fits = match (key.as_str(), value.as_str(), has.as_str()) {
            ("starts", Some(start), Some(text)) => text.starts_with(start),
            ("message", Some(part), Some(text)) => text.contains(part),
            (_, Some(""), None) => has.is_null(),
            _ => has == value,
        };
        if !fits {
            return Err(format!("  {what}: {key} is {has}, not {value}"));
        }
    }
    Ok(())
}

#[test]
fn the_text_of_a_plain_file_is_the_whole_file() {
    let read = read(&["plain.txt", "bom_utf8.txt", "utf16be_bare_en.txt"], &Options::default());
    let plain = std::fs::read_to_string(format!("{CASES}/plain.txt")).expect("the case is there");
    assert!(read.articles.iter().all(|a| a.text == plain));
}

#[test]
fn paths_that_hold_nothing_say_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().display().to_string();
    let paths = [format!("{empty}/no such file"), empty.clone(), format!("{empty}/*.csv")];
    let read = ingest::read(&paths, &Options::default()).expect("problems are no errors");
    let codes: Vec<Value> = read.problems.iter().map(|p| json!(p.code)).collect();
    assert_eq!(codes, ["unreadable", "empty", "empty"]);
    assert!(ingest::read(&[], &Options::default()).is_err());
}

#[test]
fn an_option_out_of_range_is_named() {
    let bad = |change: fn(&mut Options)| {
        let mut options = Options::default();
        change(&mut options);
        ingest::read(&["x".to_owned()], &options).expect_err("out of range").to_string()
    };
    assert!(bad(|o| o.encoding = Some("klingon".to_owned())).contains("encoding"));
    assert!(bad(|o| o.sample_records = 0).contains("sample_records"));
    assert!(bad(|o| o.max_article_bytes = 1).contains("max_article_bytes"));
    assert!(Options::default().add_map("body").expect_err("no =").to_string().contains("text=COLUMN"));
    assert!(Options::default().add_map("boddy=x").expect_err("no field").to_string().contains("published"));
}

#[test]
fn a_glob_and_its_files_are_read_once() {
    let read = read(&["win125*.txt", "win1256.txt", "./win1251.txt"], &Options::default());
    let files: Vec<&str> = read.inputs.iter().filter_map(|i| i.file.rsplit('/').next()).collect();
    assert_eq!(files, ["win1251.txt", "win1252.txt", "win1254.txt", "win1256.txt"]);
}

#[test]
fn the_number_of_threads_leaves_no_trace() {
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let read =
            pool.install(|| ingest::read(&[CASES.to_owned()], &Options::default())).expect("right options");
        json!([read.articles, read.inputs, read.problems, read.inspection]).to_string()
    };
    assert_eq!(run(1), run(4));
}

#[test]
fn the_order_of_files_changes_no_id() {
    let ids = |paths: &[&str]| {
        let mut ids: Vec<(String, String)> =
            read(paths, &Options::default()).articles.into_iter().map(|a| (a.source.file, a.id)).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&["dup/a/same.txt", "dup/b/same.txt"]), ids(&["dup/b/same.txt", "dup/a/same.txt"]));
}

#[test]
fn a_bomb_is_cut_at_its_limit() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bomb.csv.gz");
    let mut packer = flate2::write::GzEncoder::new(
        std::fs::File::create(&path).expect("a file"),
        flate2::Compression::fast(),
    );
    packer.write_all(b"id,text\n1,The first row is good.\n").expect("written");
    for _ in 0..96 {
        packer.write_all(&vec![b'x'; 1 << 20]).expect("written");
    }
    packer.finish().expect("written");
    let options = Options { max_unpack_ratio: 20, ..Options::default() };
    let read = ingest::read(&[path.display().to_string()], &options).expect("right options");
    assert_eq!(read.articles.len(), 1, "{:?}", read.problems);
    assert!(read.problems.iter().any(|p| json!(p.code) == "too_large"), "{:?}", read.problems);
}

#[test]
fn what_is_too_long_stays_out_and_its_neighbours_stay_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.jsonl");
    let long = "word ".repeat(1 << 10);
    let lines = format!(
        "{{\"id\":1,\"text\":\"a short one\"}}\n{{\"id\":2,\"text\":\"{long}\"}}\n{{\"id\":3,\"text\":\"the last\"}}\n"
    );
    std::fs::write(&path, lines).expect("written");
    let text = folder.path().join("long.txt");
    std::fs::write(&text, &long).expect("written");
    let options = Options { max_article_bytes: 4096, ..Options::default() };
    let paths = [path.display().to_string(), text.display().to_string()];
    let read = ingest::read(&paths, &options).expect("right options");
    let ids: Vec<&str> = read.articles.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids, ["1", "3"]);
    assert_eq!(read.problems.iter().filter(|p| json!(p.code) == "too_large").count(), 2);
}

#[test]
fn hostile_pages_and_objects_are_refused_in_time() {
    let cases = [
        ("deep.html", format!("<html><body>{}The words.", "<div>".repeat(200_000))),
        ("mixed.html", format!("<html><body>{}words", "<b><i><p><table><tr><td>".repeat(20_000))),
        (
            "almost.html",
            format!(
                "<html><body>{}{}{}",
                "<div>".repeat(390),
                "The words go on. ".repeat(40),
                "</div>".repeat(390)
            ),
        ),
        ("field.jsonl", format!("{{\"text\":\"<p>a</p>{}\"}}\n", "<div>".repeat(100_000))),
        ("deep.jsonl", format!("{{\"text\":\"a\",\"x\":{}{}}}\n", "[".repeat(100_000), "]".repeat(100_000))),
        ("deep.json", "{\"a\":".repeat(100_000)),
        ("open.json", "[".repeat(100_000)),
        ("quotes.csv", format!("id,text\n1,\"{}", "a,b\n".repeat(100_000))),
        ("wide.csv", format!("{}text\n{}end\n", "c,".repeat(10_000), "x,".repeat(10_000))),
    ];
    for (name, bytes) in cases {
        let began = std::time::Instant::now();
        let read = ingest::read_bytes(name, bytes.as_bytes(), &Options::default()).expect("right options");
        assert!(read.articles.len() + read.problems.len() > 0, "{name} says nothing");
        assert!(began.elapsed().as_secs() < 20, "{name} took {:?}", began.elapsed());
    }
}

#[test]
fn a_table_of_very_many_columns_keeps_its_articles_and_bounds_the_rest() {
    let names: String = (0..3000).map(|n| format!("c{n},")).collect();
    let table = format!("id,{names}text\n7,{}The river rose overnight.\n", "x,".repeat(3000));
    let read = ingest::read_bytes("wide.csv", table.as_bytes(), &Options::default()).expect("right options");
    assert_eq!(read.articles[0].text, "The river rose overnight.");
    assert_eq!(read.articles[0].extra.len(), 1000);
    let notes = &read.inspection.files[0].notes;
    assert!(notes.iter().any(|n| n.contains("the last 2000 were left out")), "{notes:?}");
}

#[test]
fn the_tables_of_columns_are_folded_and_sorted() {
    for table in ["columns", "column_nesting", "date_words", "language_names"] {
        let text = std::fs::read_to_string(format!("src/lexicon/data/common/{table}.tsv"))
            .expect("the table is there");
        let keys: Vec<&str> = text
            .lines()
            .filter(|l| !l.starts_with('#'))
            .skip(1)
            .filter_map(|l| l.split('\t').next())
            .collect();
        for pair in keys.windows(2) {
            assert!(pair[0] < pair[1], "{table}: {} stands before {}", pair[0], pair[1]);
        }
        for key in keys {
            assert_eq!(key, ingest::fold_name(key), "{table}: the key is not folded");
        }
    }
}

#[test]
fn real_collections_are_read_whole() {
    let wanted = [
        ("../shared/data/saudinewsnet/2015-07-22.zip", 2038, true),
        ("../shared/data/antcorpus/antcorpus.jsonl.gz", 10_138, false),
        ("../shared/data/reuters/reuters21578.jsonl.gz", 17_471, true),
        ("../shared/data/seeds", 5, false),
    ];
    for (path, articles, dated) in wanted {
        if !Path::new(path).exists() {
            eprintln!("skipped: {path} is not here");
            continue;
        }
        let read = ingest::read(&[path.to_owned()], &Options::default()).expect("right options");
        assert_eq!(read.articles.len(), articles, "{path}");
        assert_eq!(
            read.articles.iter().filter(|a| a.published.is_some()).count() * 2 > articles,
            dated,
            "{path}"
        );
    }
}

#[test]
fn dates_are_read_as_the_list_says() {
    let cases = std::fs::read_to_string(format!("{CASES}/dates.tsv")).expect("the list of dates is there");
    let mut wrong = Vec::new();
    for line in cases.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let mut cells = line.split('\t');
        let (Some(written), Some(wanted), kind) = (cells.next(), cells.next(), cells.next()) else {
            panic!("{line} has no date");
        };
        let mut record = json!({"text": "The words of it."});
        record[kind.unwrap_or("published")] = match written.parse::<u64>() {
            Ok(number) => json!(number),
            Err(_) => json!(written),
        };
        let mut options = Options::default();
        options.add_map("published=published").expect("a field");
        let read =
            ingest::read_bytes("a.jsonl", record.to_string().as_bytes(), &options).expect("right options");
        let found = read.articles[0].published.as_ref().map_or_else(|| "-".to_owned(), |p| p.iso());
        if found != wanted {
            wrong.push(format!("{written}: {found}, not {wanted}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Pieces that the formats are made of, so that random input gets past the first byte.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        "(?s).{0,40}".prop_map(String::into_bytes),
        prop::sample::select(vec![
            "{\"text\":\"",
            "\"}",
            "\n",
            "[",
            "]",
            "{",
            ",",
            "id,text\n",
            "\"",
            "<p>",
            "</p>",
            "<html>",
            "<table>",
            "\\u",
            "\\",
            "\u{feff}",
            "2021-09-29",
            "10:30",
            "٢٩",
            "<!--",
            "title",
            ":",
            "null",
            "\t",
            ";",
            "</script",
            "'",
            "=",
            "<?xml",
            "\0",
        ])
        .prop_map(|s| s.as_bytes().to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_parser_fail(pieces in prop::collection::vec(piece(), 0..30)) {
        let bytes = pieces.concat();
        for name in ["a.txt", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.html", "a"] {
            let format = ingest::Format::of_ending(name.rsplit('.').next().unwrap_or_default());
            for options in [Options::default(), Options { format, ..Options::default() }] {
                let read = ingest::read_bytes(name, &bytes, &options).expect("right options");
                let mut ids: Vec<&str> = read.articles.iter().map(|a| a.id.as_str()).collect();
                ids.sort_unstable();
                ids.dedup();
                prop_assert_eq!(ids.len(), read.articles.len());
                prop_assert!(read.articles.iter().all(|a| !a.id.is_empty() && !a.outlet.is_empty()));
            }
        }
    }

    #[test]
    fn a_written_date_is_read_back(year in 1970i16..2090, month in 1i8..=12, day in 1i8..=28, hour in 0i8..24, minute in 0i8..60) {
        for (date, exact) in [
            (format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:07Z"), format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:07Z")),
            (format!("{year}{month:02}{day:02}"), format!("{year}-{month:02}-{day:02}")),
        ] {
            let record = json!({"text": "words", "published": date}).to_string();
            let read = ingest::read_bytes("a.jsonl", record.as_bytes(), &Options::default()).expect("right options");
            let found = read.articles[0].published.as_ref().map(|p| p.iso());
            prop_assert_eq!(found, Some(exact));
        }
    }
}
