//! `reports/example/` is what `crosswire demo` writes today.
//!
//! After a change that means to change it: `CROSSWIRE_UPDATE_EXAMPLE=1 cargo test --test example`.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_example_report_is_what_the_demo_writes() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/example");
    let room = tempfile::tempdir().expect("a folder");
    let out = Command::new(env!("CARGO_BIN_EXE_crosswire"))
        .args(["demo", "--quiet", "-o", "report"])
        .current_dir(room.path())
        .output()
        .expect("the command runs");
    assert!(out.status.success(), "{out:?}");
    let update = std::env::var_os("CROSSWIRE_UPDATE_EXAMPLE").is_some();
    let mut differ = Vec::new();
    for file in fs::read_dir(room.path().join("report")).expect("a report").flatten() {
        let fresh = fs::read(file.path()).expect("a readable file");
        let old = kept.join(file.file_name());
        if update {
            fs::create_dir_all(&kept).expect("a folder");
            fs::write(&old, &fresh).expect("the example is written");
        } else if fs::read(&old).ok().as_ref() != Some(&fresh) {
            differ.push(file.file_name());
        }
    }
    assert!(
        differ.is_empty(),
        "{differ:?} differ from reports/example; if that is meant, set CROSSWIRE_UPDATE_EXAMPLE=1"
    );
}
