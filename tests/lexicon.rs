//! Every lexicon table is fit to be read and edited: a head with its origin and licence, column names, rows of
//! one width, keys folded (unless the head says "Keys as written"), unique and sorted.

use crosswire::text::fold::fold;
use std::path::{Path, PathBuf};

#[test]
fn every_table_is_sorted_unique_folded_and_says_where_it_comes_from() {
    let data = Path::new("src/lexicon/data");
    let mut wrong: Vec<String> = Vec::new();
    let mut tables = 0;
    for path in tables_under(data) {
        tables += 1;
        let text = std::fs::read_to_string(&path).expect("a readable table");
        let name = path.strip_prefix(data).unwrap_or(&path).display().to_string();
        wrong.extend(faults(&text).into_iter().take(5).map(|fault| format!("{name}: {fault}")));
    }
    assert!(tables > 0, "no tables found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn tables_under(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the lexicon's folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(tables_under(&path));
        } else if path.extension().is_some_and(|e| e == "tsv") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn faults(text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let head: String =
        text.lines().take_while(|l| l.starts_with('#')).collect::<Vec<_>>().join(" ").to_lowercase();
    if !head.contains("licence") && !head.contains("mit or apache") {
        wrong.push("the head names no licence".to_owned());
    }
    if !["compil", "from", "counted", "by hand"].iter().any(|origin| head.contains(origin)) {
        wrong.push("the head does not say where the table comes from".to_owned());
    }
    let as_written = head.contains("keys as written");
    let mut lines = text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    let columns = lines.next().map_or(0, |l| l.split('\t').count());
    let mut last: Option<&str> = None;
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let key = cells[0];
        if cells.len() > columns {
            wrong.push(format!("\"{key}\" has {} cells, the head names {columns}", cells.len()));
        }
        let folded = as_written || fold(key) == key;
        if !folded || key.trim() != key || key.contains("  ") {
            wrong.push(format!("\"{key}\" is not folded, it would be \"{}\"", fold(key)));
        }
        if last.is_some_and(|last| last.as_bytes() >= key.as_bytes()) {
            wrong.push(format!("\"{key}\" stands after \"{}\"", last.unwrap_or_default()));
        }
        last = Some(key);
    }
    wrong
}
