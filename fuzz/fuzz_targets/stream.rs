//! Any bytes as a large JSONL input: reading and comparing never panic, and every passage lies within its record.
#![no_main]

use crosswire::neardup::stream::{self, Options};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static FILE: LazyLock<std::path::PathBuf> =
    LazyLock::new(|| std::env::temp_dir().join(format!("crosswire-fuzz-{}", std::process::id())));

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else { return };
    if std::fs::write(&*FILE, bytes).is_err() {
        return;
    }
    let mut options = Options { max_record_bytes: 1 << 16, ..Options::default() };
    options.neardup.passages = first & 1 == 1;
    let Ok(found) = stream::find(&[FILE.clone()], &options, &|_| {}) else { return };
    let mut out = Vec::new();
    let written = found.write_articles(&mut out).and(found.write_pairs(&mut out)).and(found.write_passages(&mut out));
    assert!(written.is_ok() && std::str::from_utf8(&out).is_ok());
    for line in out.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
        assert!(serde_json::from_slice::<serde_json::Value>(line).is_ok(), "every record is JSON");
    }
});
