//! The command as a person meets it: cases in `tests/cases/cli/*.toml`, each in a folder of its own.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    case: Vec<Case>,
}

/// One call. `hex` files are bytes as hex digits; `has` lists are pieces that must stand in the output.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    claim: String,
    args: Vec<String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default)]
    hex: BTreeMap<String, String>,
    #[serde(default)]
    folders: Vec<String>,
    #[serde(default)]
    stdin: String,
    exit: i32,
    #[serde(default)]
    stdout_has: Vec<String>,
    #[serde(default)]
    stderr_has: Vec<String>,
    #[serde(default)]
    stdout_lacks: Vec<String>,
    #[serde(default)]
    writes: Vec<String>,
}

#[test]
fn every_case_of_the_command_line_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/cli");
    let mut files: Vec<_> = fs::read_dir(&folder).expect("cases").flatten().map(|e| e.path()).collect();
    files.sort();
    let mut failures = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a readable case file");
        let cases: CaseFile = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        for case in cases.case {
            if let Err(why) = check(&case) {
                failures.push(format!("{}: {}\n{why}", file.display(), case.claim));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}

fn check(case: &Case) -> Result<(), String> {
    let room = tempfile::tempdir().expect("a folder");
    lay_out(case, room.path());
    let output = call(case, room.path());
    let stdout = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    let told = format!("exit {:?}\nstdout: {stdout}\nstderr: {stderr}", output.status.code());
    if output.status.code() != Some(case.exit) {
        return Err(format!("expected exit {}\n{told}", case.exit));
    }
    for piece in &case.stdout_has {
        if !stdout.contains(piece.as_str()) {
            return Err(format!("stdout lacks {piece:?}\n{told}"));
        }
    }
    for piece in &case.stderr_has {
        if !stderr.contains(piece.as_str()) {
            return Err(format!("stderr lacks {piece:?}\n{told}"));
        }
    }
    for piece in &case.stdout_lacks {
        if stdout.contains(piece.as_str()) {
            return Err(format!("stdout has {piece:?}\n{told}"));
        }
    }
    match case.writes.iter().find(|path| !room.path().join(path).is_file()) {
        Some(path) => Err(format!("{path} was not written\n{told}")),
        None => Ok(()),
    }
}

fn lay_out(case: &Case, room: &Path) {
    for folder in &case.folders {
        fs::create_dir_all(room.join(folder)).expect("a folder");
    }
    let texts = case.files.iter().map(|(path, text)| (path, text.as_bytes().to_vec()));
    let bytes = case.hex.iter().map(|(path, hex)| (path, unhex(hex)));
    for (path, content) in texts.chain(bytes) {
        let path = room.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
    }
}

fn unhex(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("hex"), 16).expect("hex"))
        .collect()
}

fn call(case: &Case, room: &Path) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_crosswire"))
        .args(&case.args)
        .current_dir(room)
        .envs(&case.env)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that reads no input may close it before we are done.
    let _ = child.stdin.take().expect("stdin").write_all(case.stdin.as_bytes());
    child.wait_with_output().expect("the command ends")
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_crosswire"))
        .args(["schema"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}
