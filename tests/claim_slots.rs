//! Quantities, times and places of sentences, as data.
//!
//! A case names its language, its day where it has one, the sentence, and what is to be found in it, in reading
//! order. `words => value`: for a time `2021-09-29`, `from..to` or `?`; for a quantity `low..high unit of class`.

use crosswire::claim::{place, quantity, time};
use crosswire::model::{ArticleText, Lang, PlaceRole, Quantity, TimeRef};
use crosswire::text;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
struct Case {
    lang: String,
    anchor: Option<String>,
    text: String,
    #[serde(default)]
    times: Option<Vec<String>>,
    #[serde(default)]
    quantities: Option<Vec<String>>,
    #[serde(default)]
    places: Option<Vec<String>>,
}

fn check(
    name: &str,
    found_of: fn(&Case, &ArticleText) -> Vec<String>,
    wanted_of: fn(&Case) -> &Option<Vec<String>>,
) {
    let path = format!("tests/cases/claim/{name}.toml");
    let cases: Cases =
        toml::from_str(&std::fs::read_to_string(&path).expect("cases")).expect("cases in TOML");
    let mut wrong = Vec::new();
    for case in &cases.case {
        let Some(wanted) = wanted_of(case) else { continue };
        let read = text::analyse(&case.text, case.lang.parse().ok());
        let found = found_of(case, &read);
        if &found != wanted {
            wrong.push(format!("{}\n  wanted {wanted:?}\n  found  {found:?}", case.text));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases differ:\n{}", wrong.len(), cases.case.len(), wrong.join("\n"));
}

fn lang(case: &Case) -> Lang {
    case.lang.parse().expect("a language")
}

#[test]
fn times_are_found_and_resolved() {
    let found = |case: &Case, read: &ArticleText| -> Vec<String> {
        let day = case.anchor.as_ref().map(|day| day.parse().expect("a day"));
        let anchors = day.map(time::Anchors::on).unwrap_or_default();
        let each = |s| time::find(&case.text, read.tokens_of(s), lang(case), &anchors);
        read.sentences.iter().flat_map(each).map(|t| show_time(&case.text, &t)).collect()
    };
    check("time", found, |case| &case.times);
}

fn show_time(text: &str, time: &TimeRef) -> String {
    let days = match (time.from, time.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from}..{to}"),
        _ => "?".to_owned(),
    };
    format!("{} => {days}", time.span.of(text))
}

#[test]
fn quantities_are_found_with_what_they_count() {
    let found = |case: &Case, read: &ArticleText| -> Vec<String> {
        let each = |s| quantity::find(&case.text, read.tokens_of(s), lang(case));
        read.sentences.iter().flat_map(each).map(|q| show_quantity(&case.text, lang(case), &q)).collect()
    };
    check("quantity", found, |case| &case.quantities);
}

fn show_quantity(text: &str, lang: Lang, found: &Quantity) -> String {
    let round = |v: f64| (v * 1000.0).round() / 1000.0;
    let mut value = round(found.low).to_string();
    if found.low != found.high {
        value = format!("{value}..{}", round(found.high));
    }
    if let Some(unit) = &found.unit {
        value = format!("{value} {unit}");
    }
    if let Some(of) = &found.of {
        value = format!("{value} of {}", quantity::of_class(of, lang).unwrap_or(of));
    }
    format!("{} => {value}", found.span.of(text))
}

#[test]
fn places_are_found_with_what_they_do() {
    let found = |case: &Case, read: &ArticleText| -> Vec<String> {
        let each = |s| place::find(&case.text, read.tokens_of(s), lang(case));
        let show = |p: crosswire::model::PlaceRef| {
            let id = p.id.as_deref().unwrap_or("?").to_owned();
            let role = match p.role {
                PlaceRole::Location => "location",
                PlaceRole::Actor => "actor",
                PlaceRole::Name => "name",
                PlaceRole::Origin => "origin",
            };
            format!("{} => {id} {role}", p.span.of(&case.text))
        };
        read.sentences.iter().flat_map(each).map(show).collect()
    };
    check("place", found, |case| &case.places);
}

proptest::proptest! {
    #[test]
    fn slots_of_any_text_lie_in_it_in_order_and_do_not_overlap(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "3", "١٢", "1,250", "2.5", "٪", "%", "$", "-", "/", "(", ")", ":", "،", "و", "بين", "من", "إلى", "ألف",
                "مليون", "ونصف", "ثلاثة", "وعشرون", "جنديان", "قتيلا", "أكثر", "نحو", "الماضي", "قبل", "الأسبوع", "مارس",
                "2020", "أمس", "الخميس", "آذار", "هـ", "شوال", "موسكو", "في", "مدينة", "ساعة", "October", "7", "the", "of",
                "million", "dollars", "last", "Tuesday", "ago", "week", "'", "l'", "S-400", "99999999999999999999", "0",
            ]),
            0..24,
        ),
        code in proptest::sample::select(vec!["ar", "en", "tr", "fr", "ru", "xx"]),
    ) {
        let text = words.join(" ");
        let lang: Lang = code.parse().expect("a code");
        let read = text::analyse(&text, Some(lang));
        let anchors = time::Anchors::on("2021-10-07".parse().expect("a day"));
        for sentence in &read.sentences {
            let tokens = read.tokens_of(sentence);
            let quantities = quantity::find(&text, tokens, lang);
            proptest::prop_assert!(quantities.iter().all(|q| q.low <= q.high));
            let times = time::find(&text, tokens, lang, &anchors);
            proptest::prop_assert!(times.iter().all(|t| t.from <= t.to));
            for spans in [
                quantities.iter().map(|q| q.span).collect::<Vec<_>>(),
                times.iter().map(|t| t.span).collect(),
                place::find(&text, tokens, lang).iter().map(|p| p.span).collect(),
            ] {
                proptest::prop_assert!(spans.iter().all(|s| sentence.span.contains(*s) && !s.is_empty()));
                proptest::prop_assert!(spans.windows(2).all(|w| w[0].end <= w[1].start));
            }
        }
    }
}
