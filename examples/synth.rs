//! A corpus with planted copies: `cargo run --release --example synth -- PREFIX ARTICLES [ar|en] [SEED]`
//!
//! Writes `PREFIX.jsonl` and `PREFIX.truth.tsv`.

use crosswire::synth::{Config, Script, write};
use std::fs::File;
use std::io::{BufWriter, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let at = |nth: usize| arguments.get(nth).map(String::as_str);
    let prefix = at(0).ok_or("name a prefix")?;
    let config = Config {
        articles: at(1).ok_or("give a number of articles")?.parse()?,
        script: if at(2) == Some("en") { Script::Latin } else { Script::Arabic },
        seed: at(3).map_or(Ok(1), str::parse)?,
        ..Config::default()
    };
    let open = |ending: &str| {
        File::create(format!("{prefix}{ending}")).map(|f| BufWriter::with_capacity(1 << 20, f))
    };
    let (mut articles, mut truth) = (open(".jsonl")?, open(".truth.tsv")?);
    write(&config, &mut articles, &mut truth)?;
    articles.flush()?;
    truth.flush()?;
    Ok(())
}
