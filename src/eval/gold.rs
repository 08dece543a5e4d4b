//! Gold pairs as they are written.
//!
//! Takes JSON lines, gives pairs with one set of labels; the field names of several annotation projects are known.

use crate::model::{Kind, Lang, Verdict};
use serde::Deserialize;

/// Two sentences and how they stand to each other.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldPair {
    /// The pair's own name.
    pub id: String,
    /// Id of the first article; empty where the sentence stands alone.
    pub a_article: String,
    /// The first sentence.
    pub a_sentence: String,
    /// When the first article was published, as written.
    pub a_date: Option<String>,
    /// Id of the second article.
    pub b_article: String,
    /// The second sentence.
    pub b_sentence: String,
    /// When the second article was published, as written.
    pub b_date: Option<String>,
    /// Language, where one is stated.
    pub lang: Option<Lang>,
    /// What is true of them.
    pub label: Label,
    /// Kind of contradiction, where one is stated and known.
    pub kind: Option<Kind>,
    /// Why, in the annotator's words.
    pub why: String,
}

/// What is true of a gold pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// One of the relations.
    Related(Verdict),
    /// The sentences look alike and speak of two events.
    DifferentEvent,
    /// Different claims.
    None,
}

impl Label {
    /// A short name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Label::Related(verdict) => verdict.name(),
            Label::DifferentEvent => "different_event",
            Label::None => "none",
        }
    }
}

#[derive(Debug, Deserialize)]
struct Record {
    #[serde(default)]
    id: Option<String>,
    #[serde(default, alias = "a_doc")]
    a_article: String,
    #[serde(alias = "a")]
    a_sentence: String,
    #[serde(default)]
    a_date: Option<String>,
    #[serde(default, alias = "b_doc")]
    b_article: String,
    #[serde(alias = "b")]
    b_sentence: String,
    #[serde(default)]
    b_date: Option<String>,
    #[serde(default)]
    lang: Option<String>,
    #[serde(alias = "label")]
    relation: String,
    #[serde(default, alias = "type")]
    kind: Option<String>,
    #[serde(default, alias = "reason")]
    why: Option<String>,
}

/// Reads gold pairs from JSON lines; the numbers of lines that are no gold pair are given beside.
#[must_use]
pub fn read_gold(text: &str) -> (Vec<GoldPair>, Vec<usize>) {
    let mut pairs = Vec::new();
    let mut bad = Vec::new();
    for (nth, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Record>(line).ok().and_then(|record| pair(record, nth)) {
            Some(pair) => pairs.push(pair),
            None => bad.push(nth + 1),
        }
    }
    (pairs, bad)
}

fn pair(record: Record, nth: usize) -> Option<GoldPair> {
    let label = label(&record.relation)?;
    let contradicts = label == Label::Related(Verdict::Contradiction);
    Some(GoldPair {
        id: record.id.unwrap_or_else(|| format!("line {}", nth + 1)),
        a_article: record.a_article,
        a_sentence: record.a_sentence,
        a_date: record.a_date,
        b_article: record.b_article,
        b_sentence: record.b_sentence,
        b_date: record.b_date,
        lang: record.lang.and_then(|code| code.parse().ok()),
        kind: record.kind.filter(|_| contradicts).and_then(|name| kind(&name)),
        label,
        why: record.why.unwrap_or_default(),
    })
}

fn label(name: &str) -> Option<Label> {
    Some(match name {
        "agreement" | "agree" => Label::Related(Verdict::Agreement),
        "contradiction" | "contradict" | "disagree" => Label::Related(Verdict::Contradiction),
        "update" => Label::Related(Verdict::Update),
        "scope" => Label::Related(Verdict::Scope),
        "different_event" => Label::DifferentEvent,
        "none" | "unrelated" | "other" => Label::None,
        _ => return None,
    })
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "negation" | "denial_verb" => Kind::Negation,
        "opposite" | "antonym" | "predicate" | "predicate(killed/injured)" => Kind::Opposite,
        "number" | "numeric" | "numeric_unit" | "numeric_bound" => Kind::Number,
        "date" => Kind::Date,
        "place" => Kind::Place,
        "participant" => Kind::Participant,
        "attribution" => Kind::Attribution,
        "quotation" | "quote" => Kind::Quotation,
        "modality" => Kind::Modality,
        "framing" => Kind::Framing,
        _ => return None,
    })
}
