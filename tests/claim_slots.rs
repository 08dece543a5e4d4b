//! Quantities, times and places of sentences, as data.
//!
//! A case names its language, its day where it has one, the sentence, and what is to be found in it, in reading
//! order. `words => value`: for a time `2021-09-29`, `from..to` or `?`; for a quantity `low..high unit of class`.

use crosswire::claim::{place, quantity, time};
use crosswire::model::{ArticleText, Lang, PlaceRole, Quantity, TimeRef};
use crosswire::text;
use jiff::civil::{Date, ISOWeekDate, Weekday};
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

#[test]
fn the_times_of_the_seeds_are_resolved() {
    let folder = std::path::Path::new("../shared/data");
    let Ok(gold) = std::fs::read_to_string(folder.join("gold/seed_times_dev.jsonl")) else {
        eprintln!("skipped: ../shared/data is not here");
        return;
    };
    let mut wrong = Vec::new();
    for line in gold.lines().filter(|l| !l.trim().is_empty()) {
        let row: serde_json::Value = serde_json::from_str(line).expect("gold in JSON");
        let cell = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let (doc, exact, value) = (cell("doc"), cell("text"), cell("value"));
        let Some((from, to)) = gold_days(&value) else { continue };
        let text = std::fs::read_to_string(folder.join(format!("seeds/{doc}.txt"))).expect("a seed");
        let found = seed_times(&doc, &text);
        let fits = |t: &&TimeRef| {
            let words = t.span.of(&text);
            (words.contains(&exact) || exact.contains(words))
                && t.from.zip(t.to).is_some_and(|(f, t)| spans(f, t, from, to, slack(&value)))
        };
        if !found.iter().any(|t| fits(&t)) {
            wrong.push(format!("{doc}: {exact} is {value}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An approximate gold value may lie inside a wider interval; others are met exactly.
fn slack(value: &str) -> i32 {
    match value {
        v if v.contains('~') => 2,
        v if v.len() == 7 && !v.contains('W') => 62,
        _ => 0,
    }
}

/// Whether `from..to` holds the gold days and is at most `slack` days longer.
fn spans(from: Date, to: Date, gold_from: Date, gold_to: Date, slack: i32) -> bool {
    from <= gold_from && gold_to <= to && (to - from).get_days() <= (gold_to - gold_from).get_days() + slack
}

fn seed_times(doc: &str, text: &str) -> Vec<TimeRef> {
    let arabic: Lang = "ar".parse().expect("a language");
    let read = text::analyse(text, Some(arabic));
    // Two seeds do not tell their day; the gold file says which day it takes.
    let anchors = match &doc[..3] {
        "000" | "001" => time::Anchors::on("2021-09-30".parse().expect("a day")),
        _ => {
            let article =
                crosswire::model::Article { text: text.to_owned(), lang: arabic, ..Default::default() };
            time::Anchors::of(&article, &read)
        }
    };
    read.sentences.iter().flat_map(|s| time::find(text, read.tokens_of(s), arabic, &anchors)).collect()
}

/// Days of a gold value: a day, a month, a year, an ISO week, `day~day`; durations are no days.
fn gold_days(value: &str) -> Option<(Date, Date)> {
    if let Some((first, last)) = value.split_once('~') {
        let first: Date = first.parse().ok()?;
        return Some((
            first,
            format!("{}{last}", &value[..value.len() - 3 - last.len()]).parse().unwrap_or(first),
        ));
    }
    if let Some((year, week)) = value.split_once("-W") {
        let monday = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday).ok()?.date();
        return Some((monday, monday.saturating_add(jiff::Span::new().days(6))));
    }
    match value.len() {
        10 => value.parse().ok().map(|d: Date| (d, d)),
        7 => format!("{value}-01").parse().ok().map(|d: Date| (d, d.last_of_month())),
        4 => Some((format!("{value}-01-01").parse().ok()?, format!("{value}-12-31").parse().ok()?)),
        _ => None,
    }
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
