//! No text makes the run panic, and whatever comes out points into the text it came from.
//!
//! Texts are put together from the words of every lexicon, marks, digits and stray characters: such texts reach
//! far more rules than random characters do.

use crosswire::ingest::{self, Options};
use crosswire::lexicon;
use crosswire::model::{Report, Span};
use crosswire::pipeline::{self, Settings, Silent};
use proptest::prelude::*;
use std::sync::LazyLock;

static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut words = Vec::new();
    for lang in lexicon::languages() {
        let Some(lexicon) = lexicon::of(lang) else { continue };
        for table in lexicon.table_names() {
            words.extend(lexicon.table(table).rows().iter().map(|row| row.key()));
        }
    }
    words
});

const MARKS: &[&str] = &[
    ".",
    "، ",
    ", ",
    "؟ ",
    "! ",
    ": ",
    " «",
    "» ",
    " \"",
    "\" ",
    "“",
    "”",
    "(",
    ") ",
    "\n",
    "\n\n",
    "., ",
    "...",
    "- ",
    "/",
    "\u{202e}",
    "\u{200f}",
    "\0",
    "٪",
    "٫",
    "٬ ",
    "%",
    "$",
    "http://a.b/c",
    "@x",
    "\u{301}",
    "ـ",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => any::<prop::sample::Index>().prop_map(|at| format!("{} ", WORDS[at.index(WORDS.len())])),
        2 => prop::sample::select(MARKS).prop_map(str::to_owned),
        1 => "[0-9٠-٩]{1,9}[.,٫٬]?[0-9]{0,3} ",
        1 => "[A-ZА-Яا-ي][a-zа-яا-ي]{1,8} ",
        1 => "\\PC{1,4}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 1..120).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_texts_are_compared_and_every_span_lies_in_its_text(texts in prop::collection::vec(text(), 2..6)) {
        let report = compare(&texts);
        for claim in &report.claims {
            let text = &report.articles[claim.article as usize].text;
            let spans = [claim.span, claim.content].into_iter().chain(claim.quote);
            let slots = claim.quantities.iter().map(|q| q.span).chain(claim.times.iter().map(|t| t.span));
            let names = claim.places.iter().map(|p| p.span).chain(claim.participants.iter().map(|p| p.span));
            for span in spans.chain(slots).chain(names) {
                prop_assert!(lies_in(span, text), "{span:?} in {text:?}");
            }
        }
        for relation in &report.relations {
            for side in [&relation.a, &relation.b] {
                let text = &report.articles[side.article as usize].text;
                prop_assert!(lies_in(side.sentence, text));
                prop_assert!(!side.evidence.is_empty(), "a relation without evidence");
                prop_assert!(side.evidence.iter().all(|span| side.sentence.contains(*span)));
            }
            prop_assert!(relation.a.article != relation.b.article);
        }
    }
}

fn compare(texts: &[String]) -> Report {
    let lines: Vec<String> = texts
        .iter()
        .enumerate()
        .map(|(nth, text)| {
            serde_json::json!({ "id": nth, "outlet": format!("o{nth}"), "text": text }).to_string()
        })
        .collect();
    let read = ingest::read_bytes("texts.jsonl", lines.join("\n").as_bytes(), &Options::default());
    pipeline::compare(read.expect("the options are in range"), &Settings::default(), &Silent)
}

fn lies_in(span: Span, text: &str) -> bool {
    text.get(span.range()).is_some()
}
