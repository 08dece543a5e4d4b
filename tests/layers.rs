//! Imports go down only.
//!
//! The layers stand here from the ground up. A module may name a module of its own layer or below, and
//! nothing above: the test reads every `crate::…` path in the source.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const LAYERS: &[&str] = &[
    "model", "lexicon", "text", "synth", "ingest", "neardup", "claim", "event", "compare", "report",
    "pipeline", "eval", "cli",
];

#[test]
fn no_module_imports_from_a_layer_above_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut upward = Vec::new();
    for file in rust_files(&source) {
        let Some(own) = layer_of_file(&source, &file) else { continue };
        let code = fs::read_to_string(&file).expect("a readable source file");
        for module in imported_modules(&code) {
            if layer_of_module(&module).is_some_and(|layer| layer > own) {
                upward.push(format!("{} names crate::{module}", file.display()));
            }
        }
    }
    assert!(upward.is_empty(), "imports go down only:\n{}", upward.join("\n"));
}

#[test]
fn every_module_has_a_layer() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lib = fs::read_to_string(source.join("lib.rs")).expect("src/lib.rs");
    let declared = lib.lines().filter_map(|l| l.trim().strip_prefix("pub mod ")?.strip_suffix(';'));
    let homeless: Vec<_> = declared.filter(|m| layer_of_module(m).is_none()).collect();
    assert!(homeless.is_empty(), "modules without a layer in this test: {homeless:?}");
}

#[test]
fn the_reader_of_imports_sees_groups_and_single_paths() {
    let read = |code: &str| imported_modules(code).into_iter().collect::<Vec<_>>();
    assert_eq!(read("use crate::{text, claim::{self, cue},\n  event::gate};"), ["claim", "event", "text"]);
    assert_eq!(read("let x = crate::report::render(&r);"), ["report"]);
    assert!(read("// crate::cli is above\n").is_empty());
}

/// The first segments of all `crate::…` paths, comments left out and groups opened.
fn imported_modules(code: &str) -> BTreeSet<String> {
    let code: String =
        code.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let mut modules = BTreeSet::new();
    for path in code.split("crate::").skip(1) {
        match path.strip_prefix('{') {
            Some(group) => modules.extend(group_heads(group)),
            None => {
                modules.insert(leading_word(path));
            }
        }
    }
    modules
}

fn group_heads(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut heads = vec![leading_word(group)];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(leading_word(&group[at + 1..])),
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

fn leading_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a readable folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn layer_of_file(source: &Path, file: &Path) -> Option<usize> {
    let first = file.strip_prefix(source).ok()?.components().next()?;
    let name = first.as_os_str().to_str()?;
    layer_of_module(name.strip_suffix(".rs").unwrap_or(name))
}

fn layer_of_module(name: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| *layer == name)
}
