//! The same bytes for any number of threads and any order of input.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn two_threads_write_the_bytes_that_one_writes() {
    let room = tempfile::tempdir().expect("a folder");
    let news = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/news.jsonl");
    fs::copy(news, room.path().join("news.jsonl")).expect("a copy of the corpus");
    let one = report_of(room.path(), &["--threads", "1", "news.jsonl"]);
    let two = report_of(room.path(), &["--threads", "2", "news.jsonl"]);
    assert_same(&one, &two);
}

#[test]
fn the_order_of_input_leaves_no_trace() {
    let room = tempfile::tempdir().expect("a folder");
    let news =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/news.jsonl")).expect("corpus");
    let mut names = Vec::new();
    for (number, line) in news.lines().enumerate() {
        let name = format!("{number:02}.jsonl");
        fs::write(room.path().join(&name), line).expect("a file");
        names.push(name);
    }
    let forward: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut shuffled = forward.clone();
    shuffled.reverse();
    shuffled.rotate_left(11);
    shuffled.swap(3, 20);
    assert_same(&report_of(room.path(), &forward), &report_of(room.path(), &shuffled));
}

fn report_of(room: &Path, args: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let out = room.join("out");
    let _ = fs::remove_dir_all(&out);
    let status = Command::new(env!("CARGO_BIN_EXE_crosswire"))
        .args(args)
        .args(["-o", "out", "--quiet"])
        .current_dir(room)
        .output()
        .expect("the command runs");
    assert!(status.status.success(), "{status:?}");
    let files = fs::read_dir(&out).expect("a report").flatten();
    files
        .map(|f| (f.file_name().to_string_lossy().into_owned(), fs::read(f.path()).expect("a readable file")))
        .collect()
}

fn assert_same(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (name, bytes) in a {
        assert!(bytes == &b[name], "{name} differs between the two runs");
    }
}
