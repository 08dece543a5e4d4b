//! Any two sentences: the judge never panics, and gives a reason with every relation.
#![no_main]

use crosswire::compare::judge::judge;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|pair: (&str, &str)| {
    let found = judge(pair.0, pair.1, None, None, None);
    assert!((0.0..=1.0).contains(&found.score));
    assert!(found.verdict.is_none() || !found.reason.en.is_empty());
});
