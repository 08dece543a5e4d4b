//! Any text in any language: its sentences lie in order, are trimmed, and leave nothing out but white space and joins.
#![no_main]

use crosswire::lexicon;
use crosswire::text::sentence::split;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (nth, text) = input;
    let languages: Vec<_> = lexicon::languages().collect();
    let mut at = 0;
    for span in split(text, languages[usize::from(nth) % languages.len()]) {
        let between = &text[at..span.start as usize];
        let part = span.of(text);
        assert!(!part.is_empty() && part.trim() == part);
        assert!(!between.chars().any(char::is_alphanumeric), "{between:?}");
        at = span.end as usize;
    }
    assert!(!text[at..].chars().any(char::is_alphanumeric));
});
