//! Every format of a finished report.

mod common;

use common::newsroom;
use crosswire::report;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn bundle(name: &str, report: &crosswire::model::Report) -> BTreeMap<String, Vec<u8>> {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let written = report::write_all(report, &dir).unwrap();
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    written.iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

#[test]
fn every_published_file_is_written() {
    let files = bundle("newsroom", &newsroom());
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
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
            "summary.md"
        ]
    );
}
