//! Claims: who says what, what is denied, what lies ahead.
//!
//! Cases are TOML under `tests/cases/claim/`; every one runs through [`check`]. A case names a claim by words it
//! holds and states what must be true of it.

use crosswire::claim;
use crosswire::model::{Article, Claim, DatePrecision, DateSource, Lang, Published, Span};
use crosswire::text;
use proptest::prelude::*;
use serde::Deserialize;
use std::path::Path;

#[derive(Debug, Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
struct Case {
    name: String,
    lang: String,
    text: String,
    /// Number of claims in all.
    claims: Option<usize>,
    #[serde(default)]
    claim: Vec<Expected>,
    #[serde(default)]
    predicate: Vec<ExpectedPredicate>,
    /// Words that no predicate of a class holds.
    #[serde(default)]
    no_predicates: Vec<String>,
    /// The day of publication.
    published: Option<String>,
    /// Canonical names that must be among the participants.
    #[serde(default)]
    participants: Vec<String>,
    /// Canonical names that must not.
    #[serde(default)]
    no_participants: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Expected {
    /// Words the claim's content holds.
    holds: String,
    /// Words its content does not hold.
    lacks: Option<String>,
    /// Canonical speaker; empty for none.
    speaker: Option<String>,
    source: Option<String>,
    cue: Option<String>,
    /// The quoted words; empty for none.
    quote: Option<String>,
    polarity: Option<String>,
    modality: Option<String>,
}

#[derive(Debug, Deserialize)]
struct ExpectedPredicate {
    /// A word the predicate holds.
    word: String,
    polarity: Option<String>,
    modality: Option<String>,
    /// Its classes, sorted and joined by commas.
    classes: Option<String>,
}

fn extract(text: &str, lang: Lang, published: Option<&str>) -> (Vec<Article>, Vec<Claim>) {
    let published = published.and_then(crosswire::compare::judge::read_date).map(|at| Published {
        at,
        utc_offset_minutes: None,
        precision: DatePrecision::Day,
        source: DateSource::Field,
    });
    let articles = vec![Article { id: "a".into(), text: text.into(), lang, published, ..Article::default() }];
    let texts = text::read(&articles);
    let claims = claim::extract(&articles, &texts);
    (articles, claims)
}

fn name<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn check(case: &Case) -> Vec<String> {
    let (articles, claims) =
        extract(case.text.trim(), case.lang.parse().expect("a language code"), case.published.as_deref());
    let text = &articles[0].text;
    let mut wrong = Vec::new();
    let mut expect = |what: &str, got: String, wanted: &Option<String>| {
        if let Some(wanted) = wanted.as_ref().filter(|wanted| **wanted != got) {
            wrong.push(format!("{}: {what} is {got:?}, not {wanted:?}", case.name));
        }
    };
    expect("number of claims", claims.len().to_string(), &case.claims.map(|n| n.to_string()));
    for expected in &case.claim {
        let holding = claims.iter().find(|claim| claim.content.of(text).contains(expected.holds.as_str()));
        let Some(claim) = holding else {
            expect("a claim holding", "nothing".into(), &Some(expected.holds.clone()));
            continue;
        };
        let content = claim.content.of(text);
        let words = |span: Option<Span>| span.map_or(String::new(), |span| span.of(text).to_owned());
        if let Some(lacks) = expected.lacks.as_ref().filter(|lacks| content.contains(lacks.as_str())) {
            expect("content without the frame", content.to_owned(), &Some(format!("without {lacks}")));
        }
        expect(
            "speaker",
            claim.speaker.as_ref().map_or(String::new(), |s| s.canonical.clone()),
            &expected.speaker,
        );
        expect("source", name(claim.source), &expected.source);
        expect("cue", claim.cue.as_ref().map_or(String::new(), |cue| name(cue.class)), &expected.cue);
        expect("quote", words(claim.quote), &expected.quote);
        expect("polarity", name(claim.polarity), &expected.polarity);
        expect("modality", name(claim.modality), &expected.modality);
    }
    for expected in &case.predicate {
        let mut all = claims.iter().flat_map(|claim| &claim.predicates);
        let Some(found) = all.find(|one| one.span.of(text).contains(expected.word.as_str())) else {
            expect("a predicate", "none".into(), &Some(expected.word.clone()));
            continue;
        };
        expect(&format!("classes of {}", expected.word), found.classes.join(","), &expected.classes);
        expect(&format!("polarity of {}", expected.word), name(found.polarity), &expected.polarity);
        expect(&format!("modality of {}", expected.word), name(found.modality), &expected.modality);
    }
    for unwanted in &case.no_predicates {
        let mut all = claims.iter().flat_map(|claim| &claim.predicates);
        if all.any(|one| !one.classes.is_empty() && one.span.of(text).contains(unwanted.as_str())) {
            expect("a predicate of a class", unwanted.clone(), &Some("none".into()));
        }
    }
    for wanted in &case.participants {
        let named = claims.iter().flat_map(|claim| &claim.participants).any(|one| one.canonical == *wanted);
        if !named {
            expect("a participant", "none".into(), &Some(wanted.clone()));
        }
    }
    for unwanted in &case.no_participants {
        if claims.iter().flat_map(|claim| &claim.participants).any(|one| one.canonical == *unwanted) {
            expect("a participant", unwanted.clone(), &Some("none of that name".into()));
        }
    }
    wrong
}

fn check_file(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/claim").join(file);
    let cases: Cases = toml::from_str(&std::fs::read_to_string(path).expect("a case file")).expect("cases");
    let wrong: Vec<String> = cases.case.iter().flat_map(check).collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.case.len(), wrong.join("\n"));
}

#[test]
fn a_claim_is_attributed_to_whoever_says_it() {
    check_file("speaker.toml");
}

#[test]
fn speakers_are_found_in_every_way_news_writes_them() {
    check_file("saying.toml");
}

#[test]
fn words_in_marks_are_quoted_where_they_are_speech() {
    check_file("quotation.toml");
}

#[test]
fn who_spoke_goes_on_speaking() {
    check_file("goes_on.toml");
}

#[test]
fn words_of_judging_urging_and_calling_report() {
    check_file("judging.toml");
}

#[test]
fn voices_of_features_are_heard() {
    check_file("voices.toml");
}

#[test]
fn sources_are_found_wherever_they_stand() {
    check_file("sources.toml");
}

#[test]
fn words_in_marks_belong_to_whoever_says_them() {
    check_file("marks.toml");
}

#[test]
fn words_of_acts_have_their_classes_and_their_lookalikes_none() {
    check_file("predicate.toml");
}

#[test]
fn what_is_denied_is_negative_and_nothing_else() {
    check_file("polarity.toml");
}

#[test]
fn plans_wishes_and_chances_are_no_facts() {
    check_file("modality.toml");
}

#[test]
fn a_sentence_is_cut_where_statements_meet() {
    check_file("clause.toml");
}

#[test]
fn people_bodies_and_states_are_found_and_resolved() {
    check_file("participant.toml");
}

fn inside(outer: Span, inner: Span, text: &str) -> bool {
    outer.contains(inner)
        && text.is_char_boundary(inner.start as usize)
        && text.is_char_boundary(inner.end as usize)
}

fn spans(claim: &Claim) -> Vec<Span> {
    let mut all = vec![claim.content];
    all.extend(claim.quote);
    all.extend(claim.cue.as_ref().map(|cue| cue.span));
    all.extend(claim.predicates.iter().map(|one| one.span));
    all.extend(claim.participants.iter().map(|one| one.span));
    all
}

/// Words and marks that the finders turn on, thrown together.
fn news_soup() -> impl Strategy<Value = String> {
    let words = [
        "وقال",
        "أكد",
        "أن",
        "الرئيس",
        "التركي",
        "أردوغان",
        "،",
        ":",
        "\"",
        "“",
        "”",
        "«",
        "»",
        "لم",
        "لا",
        "نفى",
        "ولم",
        "بحسب",
        "مشيرا إلى",
        "في حين",
        ".",
        "\n",
        "said",
        "that",
        "Putin",
        "not",
        "the",
        "minister",
        "'",
        "’s",
        ", ",
        "according to",
        "no",
        "denied",
        "заявил",
        "что",
        "не",
        "dedi",
        "göre",
        "ne",
        "pas",
        "a déclaré",
        "و",
        "ال",
        "ـ",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..40).prop_map(|all| all.join(" "))
}

fn holds_together(input: &str, lang: &str) -> Result<(), TestCaseError> {
    let lang: Lang = lang.parse().expect("a language code");
    let articles = vec![Article { id: "a".into(), text: input.into(), lang, ..Article::default() }];
    let texts = text::read(&articles);
    let claims = claim::extract(&articles, &texts);
    let mut last: Option<(u32, u32)> = None;
    for claim in &claims {
        let sentence = &texts[0].sentences[claim.sentence as usize];
        prop_assert!(inside(sentence.span, claim.span, input), "claim outside its sentence");
        for span in spans(claim) {
            prop_assert!(inside(sentence.span, span, input), "{span:?} outside {:?}", sentence.span);
        }
        if let Some((nth, end)) = last.filter(|(nth, _)| *nth == claim.sentence) {
            prop_assert!(claim.span.start >= end, "claims of sentence {nth} overlap");
        }
        last = Some((claim.sentence, claim.span.end));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_gives_claims_inside_their_sentences(input in "(?s).{0,200}") {
        holds_together(&input, "ar")?;
        holds_together(&input, "en")?;
    }

    #[test]
    fn any_soup_of_news_words_gives_ordered_claims(input in news_soup()) {
        for lang in ["ar", "en", "tr", "fr", "ru"] {
            holds_together(&input, lang)?;
        }
    }
}
