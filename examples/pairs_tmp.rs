//! tmp
use crosswire::compare::learned::{self, residue::Residue};
use crosswire::compare::{decide, judge, rules::Trace};
use std::io::BufRead;
fn main() {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let r: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
        let t = |k: &str| r[k].as_str().unwrap_or_default().to_owned();
        let date = |k: &str| judge::read_date(&t(k));
        let l = judge::with_pair(
            [&t("a_sentence"), &t("b_sentence")],
            [date("a_date"), date("b_date")],
            t("lang").parse().ok(),
            |p, _| {
                let f = decide::all(p, &mut Trace::default());
                learned::likely(p, &f, &Residue::of(p))
            },
        )
        .unwrap_or_default();
        let j = judge::judge(
            &t("a_sentence"),
            &t("b_sentence"),
            date("a_date"),
            date("b_date"),
            t("lang").parse().ok(),
        );
        println!(
            "{}\t{}\t{:?}\t{:?}\t{:.3}\t{:.3}\t{:.2}\t{}\t{}\t{:?}",
            t("id"),
            t("label"),
            j.verdict,
            j.kind,
            l.same,
            l.opposed,
            j.score,
            t("a_sentence"),
            t("b_sentence"),
            j.trace.stops.iter().filter(|s| s.0 == "learned").collect::<Vec<_>>()
        );
    }
}
