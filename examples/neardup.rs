//! The near-duplicate engine alone: JSONL with `id` and `text` in, `id<TAB>kept id` out.
//!
//! `cargo run --release --example neardup -- [--passages FILE] [--pairs FILE] [--memory MIB] [--records] FILE.jsonl…`
#![allow(clippy::print_stderr, reason = "an example tells what it found")]

use crosswire::neardup::{Config, stream};
use std::fs::File;
use std::io::{self, BufWriter, Write};

fn main() -> io::Result<()> {
    let mut options = stream::Options::default();
    let (mut paths, mut pairs, mut passages, mut records) = (Vec::new(), None, None, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--passages" => {
                options.neardup = Config { passages: true, ..options.neardup };
                passages = arguments.next();
            }
            "--pairs" => pairs = arguments.next(),
            "--memory" => {
                let mib = arguments.next().and_then(|n| n.parse::<usize>().ok());
                options.memory.bytes = mib.map_or(usize::MAX, |n| n << 20);
            }
            "--records" => records = true,
            path => paths.push(path.into()),
        }
    }
    let found = stream::find(&paths, &options, &|_| {})?;
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    if records {
        found.write_articles(&mut out)?;
    } else {
        for (verdict, ix) in found.copies.verdicts.iter().zip(0..) {
            let cluster = verdict.cluster.and_then(|c| found.copies.clusters.get(c as usize));
            let kept = found.id(cluster.map_or(ix, |c| c.kept));
            for part in [found.id(ix), "\t", kept, "\n"] {
                out.write_all(part.as_bytes())?;
            }
        }
    }
    out.flush()?;
    if let Some(path) = pairs {
        found.write_pairs(&mut BufWriter::new(File::create(path)?))?;
    }
    if let Some(path) = passages {
        found.write_passages(&mut BufWriter::new(File::create(path)?))?;
    }
    let copies = &found.copies;
    eprintln!(
        "{} articles, {} clusters, {} pairs, {} passages, {} problems",
        found.len(),
        copies.clusters.len(),
        copies.pairs.len(),
        copies.passages.len(),
        found.problems.len()
    );
    copies.notes.iter().for_each(|note| eprintln!("{note}"));
    Ok(())
}
