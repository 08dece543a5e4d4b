//! Where the time of a run goes: wall and processor seconds of each stage.
//!
//! `cargo run --release --example stages -- [--first N] PATH…`; processor seconds are those of all threads, from
//! `/proc/self/stat`, and left out where there is none.
#![allow(clippy::print_stdout, reason = "an example prints what it measured")]

use crosswire::ingest::{self, Options};
use crosswire::pipeline::{self, Progress, Settings};
use crosswire::report::{html, jsonl};
use std::io;
use std::sync::Mutex;
use std::time::Instant;

/// Ticks of `/proc/self/stat` a second, on every Linux that matters.
const TICKS: f64 = 100.0;

#[derive(Clone, Copy)]
struct Clock {
    wall: Instant,
    cpu: Option<f64>,
}

impl Clock {
    fn now() -> Self {
        let cpu = || {
            let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
            // The name in parentheses may hold spaces; user and system time are fields 14 and 15.
            let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
            let ticks = |nth: usize| fields.get(nth)?.parse::<f64>().ok();
            Some((ticks(11)? + ticks(12)?) / TICKS)
        };
        Self { wall: Instant::now(), cpu: cpu() }
    }

    fn tell(self, stage: &str, found: &str) {
        let now = Self::now();
        let wall = now.wall.duration_since(self.wall).as_secs_f64();
        let cpu = now.cpu.zip(self.cpu).map(|(now, then)| format!("{:7.2}", now - then)).unwrap_or_default();
        println!("{stage:10} {wall:7.2} s {cpu} CPU-s  {found}");
    }
}

/// Times each stage from its beginning to its end.
struct Timer(Mutex<Option<Clock>>);

impl Progress for Timer {
    fn begin(&self, _stage: &'static str, _items: usize) {
        if let Ok(mut began) = self.0.lock() {
            *began = Some(Clock::now());
        }
    }

    fn end(&self, stage: &'static str, found: usize) {
        if let Some(began) = self.0.lock().ok().and_then(|began| *began) {
            began.tell(stage, &format!("{found} found"));
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let mut first = usize::MAX;
    if let Some(at) = paths.iter().position(|path| path == "--first") {
        first = paths.get(at + 1).ok_or("--first takes a number")?.parse()?;
        paths.drain(at..at + 2);
    }
    let began = Clock::now();
    let mut read = ingest::read(&paths, &Options::default())?;
    read.articles.truncate(first);
    began.tell("reading", &format!("{} articles", read.articles.len()));
    let report = pipeline::compare(read, &Settings::default(), &Timer(Mutex::new(None)));
    let rendering = Clock::now();
    html::write(&report, &mut io::sink())?;
    jsonl::claims(&report, &mut io::sink())?;
    jsonl::relations(&report, &mut io::sink())?;
    rendering.tell("rendering", "html, claims and relations");
    began.tell(
        "all",
        &format!("{} sentences", report.texts.iter().map(|text| text.sentences.len()).sum::<usize>()),
    );
    Ok(())
}
