//! Any bytes as a file of any format: reading never panics, and what it gives keeps the promises of an article.
#![no_main]

use crosswire::ingest::{self, Format, Options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The first byte chooses the name, so that the corpus steers every parser.
    let Some((&first, bytes)) = bytes.split_first() else { return };
    let names = ["a.txt", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.html", "a.zip", "a"];
    let name = names[usize::from(first) % names.len()];
    let format = Format::ALL.get(usize::from(first >> 4)).copied();
    let options = Options { format, max_file_bytes: 1 << 20, max_article_bytes: 1 << 16, ..Options::default() };
    let Ok(read) = ingest::read_bytes(name, bytes, &options) else { panic!("the options are right") };
    let mut ids: Vec<&str> = read.articles.iter().map(|a| a.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), read.articles.len(), "ids are unique");
    for article in &read.articles {
        assert!(!article.id.is_empty() && !article.outlet.is_empty());
        assert!(article.text.chars().any(char::is_alphanumeric));
        assert!(article.text.len() <= 1 << 16);
    }
});
