//! The project's own newsrooms as a run sees them, with what is true of their pairs of sentences.
//!
//! Takes the name of a newsroom, gives its report, the scene of its comparison, and for two of its sentences what the gold or a table
//! of pairs read beside it says. Shared by the examples that learn from the newsrooms or measure them.

use crosswire::compare::Scene;
use crosswire::eval::{self, GoldPair, Label};
use crosswire::ingest::{self, Options};
use crosswire::model::{Copies, Lang, Report};
use crosswire::pipeline::{self, Settings, Silent};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// The newsrooms that weights may be learned from: name, gold, articles.
pub(crate) const OPEN: [(&str, &str, &str); 6] = [
    ("gold", "gold/claims.jsonl", "news.jsonl"),
    ("second", "second/claims.jsonl", "second/news.jsonl"),
    ("third", "third/claims.jsonl", "third/news.jsonl"),
    ("fourth", "fourth/claims.jsonl", "fourth/news.jsonl"),
    ("fifth", "fifth/claims.jsonl", "fifth/news.jsonl"),
    ("sixth", "sixth/claims.jsonl", "sixth/news.jsonl"),
];

/// A sentence: its article and its place in it, as in [`crosswire::compare::Look`].
pub(crate) type At = (u32, u32);
/// Two places in two articles: id and sentence, sorted.
pub(crate) type Places = [(String, u32); 2];
/// What was read of pairs that a newsroom's gold does not list.
pub(crate) type Unlisted = BTreeMap<Places, bool>;

/// A newsroom whose claims, events and copies are found.
pub(crate) struct Newsroom {
    pub(crate) report: Report,
    copies: Copies,
    gold: Vec<GoldPair>,
}

impl Newsroom {
    /// Reads the `nth` of [`OPEN`].
    pub(crate) fn open(nth: usize) -> Result<Self, Box<dyn Error>> {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let (_, gold, news) = OPEN[nth];
        let (gold, _) = eval::read_gold(&std::fs::read_to_string(corpus.join(gold))?);
        let paths = [corpus.join(news).to_string_lossy().into_owned()];
        let read = || ingest::read(&paths, &Options::default());
        let report = pipeline::claims(read()?, &Settings::default(), &Silent);
        let copies = pipeline::copies(read()?, &Settings::default(), &Silent).copies;
        Ok(Self { report, copies, gold })
    }

    /// What a comparison takes.
    pub(crate) fn scene(&self) -> Scene<'_> {
        Scene { copies: &self.copies, ..Scene::of(&self.report) }
    }

    /// A sentence: the id of its article, its words and its language.
    pub(crate) fn sentence(&self, (article, nth): At) -> Option<(&str, String, Lang)> {
        let sentence = self.report.texts.get(article as usize)?.sentences.get(nth as usize)?;
        let article = self.report.articles.get(article as usize)?;
        Some((&article.id, plain(article.text.get(sentence.span.range())?), sentence.lang))
    }

    /// What the gold says of two sentences.
    pub(crate) fn label(&self, a: At, b: At) -> Option<&Label> {
        let ((a, a_text, _), (b, b_text, _)) = (self.sentence(a)?, self.sentence(b)?);
        let holds = |given: &str, text: &str| text.contains(&plain(given)) || plain(given).contains(text);
        let on = |pair: &GoldPair, x: (&str, &str), y: (&str, &str)| {
            (pair.a_article.as_str(), pair.b_article.as_str()) == (x.0, y.0)
                && holds(&pair.a_sentence, x.1)
                && holds(&pair.b_sentence, y.1)
        };
        let (a, b) = ((a, a_text.as_str()), (b, b_text.as_str()));
        self.gold.iter().find(|pair| on(pair, a, b) || on(pair, b, a)).map(|pair| &pair.label)
    }

    /// Where two sentences stand.
    pub(crate) fn places(&self, a: At, b: At) -> Option<Places> {
        let mut places = [(self.sentence(a)?.0.to_owned(), a.1), (self.sentence(b)?.0.to_owned(), b.1)];
        places.sort();
        Some(places)
    }
}

/// The pairs of a table (`room a a_at b b_at told`), by newsroom.
pub(crate) fn unlisted(table: &str) -> BTreeMap<&str, Unlisted> {
    let mut rooms: BTreeMap<&str, Unlisted> = BTreeMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [room, a, a_at, b, b_at, told] = cells[..]
            && let (Ok(a_at), Ok(b_at)) = (a_at.parse(), b_at.parse())
        {
            let mut places = [(a.to_owned(), a_at), (b.to_owned(), b_at)];
            places.sort();
            rooms.entry(room).or_default().insert(places, told == "1");
        }
    }
    rooms
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
