//! What a pair of sentences looks like, as named numbers.
//!
//! Takes an aligned pair and what the detectors found in it, gives one number for each name of [`NAMES`], the same
//! whichever side comes first. Every number lies between −1 and 1 or near it. Decides nothing.

use super::residue::Residue;
use crate::claim::place::PlaceRelation;
use crate::compare::align::{Pair, Tie};
use crate::compare::classes::Link;
use crate::compare::decide::Decision;
use crate::compare::reading::Reading;
use crate::compare::rules::figures::{self, Values};
use crate::lexicon;
use crate::model::{Kind, Modality, Token, TokenKind, Verdict};
use crate::text::stem;
use compact_str::CompactString;
use xxhash_rust::xxh3::xxh3_64;

/// Each feature with what it means, in the order of [`of`].
pub const NAMES: [(&str, &str); COUNT] = [
    ("cover_lighter", "rarity-weighted share of the side with less to say that the other side has too"),
    ("cover_heavier", "the same share of the side with more to say"),
    ("dice", "matched rarity over the rarity of both sides"),
    ("grams", "shared character 4-grams over those of the side with fewer"),
    ("grams_jaccard", "shared character 4-grams over all of both"),
    ("rare_shared", "sum of the rarity of all matched words, of 12"),
    ("run", "content words matched in a row on both sides, of 8"),
    ("order", "share of matched words that stand in the same order"),
    ("names_shared", "names matched, of 4"),
    ("names_swapped", "names without a match, of the side with fewer, of 3"),
    ("names_added", "names without a match, of the side with more, of 4"),
    ("length", "content words of the shorter side, of 20"),
    ("length_ratio", "content words of the shorter over those of the longer side"),
    ("act_same", "arguments of the surest pair of acts that say the same with equal polarity"),
    ("act_core", "nearest words of that pair"),
    ("act_denied", "arguments of the surest pair of same acts with opposite polarity"),
    ("act_direct", "arguments of the surest pair of acts of opposite classes, plus a half"),
    ("act_framing", "arguments of the surest pair of acts of classes that frame differently, plus a half"),
    ("residue_direct", "1 where words only one side has are acts of opposite classes"),
    ("residue_framing", "1 where words only one side has are acts that frame differently"),
    ("residue_near", "1 where words only one side has are acts of near classes"),
    ("acts_swapped", "known acts without a counterpart, of the side with fewer, of 3"),
    ("acts_added", "known acts without a counterpart, of the side with more, of 4"),
    ("negated_alone", "difference in denied acts and negators between the sides, of 2"),
    ("negated", "1 where either side denies anything"),
    ("modality_differs", "1 where one act is a plan or wish on one side and a fact on the other"),
    ("figures_agree", "counts of the same thing whose values meet, of 2"),
    ("figures_differ", "counts of the same thing whose values do not meet, of 2"),
    ("numbers_swapped", "numbers without an equal, of the side with fewer, of 2"),
    ("numbers_added", "numbers without an equal, of the side with more, of 3"),
    ("numbers_shared", "equal numbers, of 3"),
    ("place_same", "1 where both happen at one place"),
    ("place_apart", "1 where the places cannot be one"),
    ("speaker_same", "1 where both cite one speaker"),
    ("speaker_differs", "1 where they cite two"),
    ("residue_lighter", "share of the lighter side's rarity without a match"),
    ("residue_heavier", "share of the heavier side's rarity without a match"),
    ("beside_swapped", "words without a match that stand beside matched words on both sides, of 3"),
    ("found_opposed", "score of the surest finding of an opposition"),
    ("found_number", "score of a finding on numbers, dates or places"),
    ("found_framing", "score of a finding of opposed framing"),
    ("found_change", "score of a finding of an update or of another scope"),
    ("found_agreement", "score of the detector of agreement"),
    ("question", "1 where a side asks"),
];

/// How many features there are.
pub const COUNT: usize = 44;

/// The features of a pair; `found` is everything the detectors found in it.
#[must_use]
pub fn of(pair: &Pair<'_>, found: &[Decision], residue: &Residue) -> [f64; COUNT] {
    let mut all = Vec::with_capacity(COUNT);
    all.extend(words(pair));
    all.extend(acts(pair));
    all.extend(residue_acts(residue));
    all.extend(status(pair));
    all.extend(values(pair));
    all.extend(setting(pair));
    all.extend(left_over(pair, residue));
    all.extend(findings(found));
    all.push(f64::from([pair.a, pair.b].iter().any(|side| asks(side))));
    all.try_into().unwrap_or([0.0; COUNT])
}

/// How rare a word is in news, 0–1; 1 for words no frequency list knows.
#[must_use]
pub fn rarity(token: &Token, reading: &Reading<'_>) -> f64 {
    let Some(lexicon) = lexicon::of(reading.lang) else { return 1.0 };
    let table = lexicon.table("word_shares");
    let row = table.get(&token.folded).or_else(|| table.get(&token.stem));
    let per_mille: f64 = row.and_then(|row| row.cell(1).parse().ok()).unwrap_or(2.0);
    ((1000.0 / per_mille.clamp(2.0, 900.0)).ln() / 500f64.ln()).clamp(0.05, 1.0)
}

/// How many matched words are rare in news.
pub(super) fn rare_matches(pair: &Pair<'_>) -> usize {
    let hits = pair.matched.iter().enumerate().filter(|(_, hit)| hit.is_some());
    let rare = |nth: usize| {
        let token = pair.a.tokens.get(pair.a.words[nth].token as usize);
        token.is_some_and(|token| rarity(token, pair.a) >= RARE)
    };
    hits.filter(|(nth, _)| rare(*nth)).count()
}

/// Least rarity of a rare word: it stands in fewer than about one text in forty.
const RARE: f64 = 0.6;

fn weights<'r>(reading: &'r Reading<'_>) -> &'r [f64] {
    let rare = |word: &crate::compare::reading::Word| {
        reading.tokens.get(word.token as usize).map_or(1.0, |token| rarity(token, reading))
    };
    let weigh = || reading.words.iter().map(|word| word.weight * rare(word)).collect();
    reading.once.weights.get_or_init(weigh)
}

fn share(part: f64, whole: f64) -> f64 {
    if whole <= 0.0 { 0.0 } else { (part / whole).clamp(0.0, 1.0) }
}

fn capped(count: usize, most: usize) -> f64 {
    count.min(most) as f64 / most as f64
}

fn words(pair: &Pair<'_>) -> [f64; 13] {
    let (wa, wb) = (weights(pair.a), weights(pair.b));
    let hits: Vec<(usize, usize, f64)> = pair
        .matched
        .iter()
        .enumerate()
        .filter_map(|(nth, hit)| hit.map(|(other, score)| (nth, other as usize, score)))
        .collect();
    let of_a: f64 = hits.iter().map(|&(a, _, score)| score * wa[a]).sum();
    let of_b: f64 = hits.iter().map(|&(_, b, score)| score * wb[b]).sum();
    let (whole_a, whole_b) = (wa.iter().sum::<f64>(), wb.iter().sum::<f64>());
    let (light, heavy) = if whole_a <= whole_b {
        (share(of_a, whole_a), share(of_b, whole_b))
    } else {
        (share(of_b, whole_b), share(of_a, whole_a))
    };
    let (ga, gb) = (grams(pair.a), grams(pair.b));
    let common = ga.iter().filter(|gram| gb.binary_search(gram).is_ok()).count() as f64;
    let named = |reading: &Reading<'_>, free: &dyn Fn(usize) -> bool| {
        reading.words.iter().enumerate().filter(|(nth, word)| word.name && free(*nth)).count()
    };
    let names_a = named(pair.a, &|nth| pair.matched[nth].is_none());
    let names_b = named(pair.b, &|nth| !hits.iter().any(|&(_, b, _)| b == nth));
    let (short, long) = ordered(pair.a.words.len(), pair.b.words.len());
    [
        light,
        heavy,
        share(of_a + of_b, whole_a + whole_b),
        share(common, ga.len().min(gb.len()) as f64),
        share(common, (ga.len() + gb.len()) as f64 - common),
        ((of_a + of_b) / 24.0).min(1.0),
        capped(longest_run(&hits), 8),
        in_order(&hits),
        capped(pair.shared_names, 4),
        capped(names_a.min(names_b), 3),
        capped(names_a.max(names_b), 4),
        capped(short, 20),
        share(short as f64, long as f64),
    ]
}

fn ordered(a: usize, b: usize) -> (usize, usize) {
    (a.min(b), a.max(b))
}

/// Character 4-grams of all content words, each word with a mark at its ends; sorted, each once.
fn grams<'r>(reading: &'r Reading<'_>) -> &'r [u64] {
    reading.once.grams.get_or_init(|| {
        let mut grams = Vec::new();
        for word in &reading.words {
            let marked: Vec<char> = std::iter::once(' ').chain(word.folded.chars()).chain([' ']).collect();
            let hash = |window: &[char]| xxh3_64(window.iter().collect::<CompactString>().as_bytes());
            grams.extend(marked.windows(4).map(hash));
        }
        grams.sort_unstable();
        grams.dedup();
        grams
    })
}

fn longest_run(hits: &[(usize, usize, f64)]) -> usize {
    let (mut longest, mut run) = (usize::from(!hits.is_empty()), 1);
    for pair in hits.windows(2) {
        run = if pair[1].0 == pair[0].0 + 1 && pair[1].1 == pair[0].1 + 1 { run + 1 } else { 1 };
        longest = longest.max(run);
    }
    longest
}

fn in_order(hits: &[(usize, usize, f64)]) -> f64 {
    if hits.len() < 2 {
        return 0.5;
    }
    let rising = hits.windows(2).filter(|pair| pair[1].1 > pair[0].1).count();
    rising as f64 / (hits.len() - 1) as f64
}

fn acts(pair: &Pair<'_>) -> [f64; 5] {
    let same = pair.links.iter().filter(|link| link.is_same() && pair.same_polarity(link));
    let best = same.max_by(|x, y| x.args.total_cmp(&y.args));
    let most = |wanted: &dyn Fn(&Tie) -> bool| {
        let links = pair.links.iter().filter(|link| wanted(&link.link) && pair.same_polarity(link));
        links.map(|link| 0.5 + link.args / 2.0).fold(0.0, f64::max)
    };
    let denied = pair.links.iter().filter(|link| link.is_alike() && !pair.same_polarity(link));
    [
        best.map_or(0.0, |link| 0.3 + 0.7 * link.args),
        best.map_or(0.0, |link| link.core),
        denied.map(|link| 0.3 + 0.7 * link.args).fold(0.0, f64::max),
        most(&|tie| matches!(tie, Tie::Class(Link::Direct(..)))),
        most(&|tie| matches!(tie, Tie::Class(Link::Framing(..)))),
    ]
}

fn residue_acts(residue: &Residue) -> [f64; 5] {
    let has = |link: fn(&Link) -> bool| f64::from(residue.links.iter().any(link));
    let (few, many) = ordered(residue.acts_a.len(), residue.acts_b.len());
    [
        has(|link| matches!(link, Link::Direct(..))),
        has(|link| matches!(link, Link::Framing(..))),
        has(|link| matches!(link, Link::Near(..))),
        capped(few, 3),
        capped(many, 4),
    ]
}

fn status(pair: &Pair<'_>) -> [f64; 3] {
    let (a, b) = (denials(pair.a), denials(pair.b));
    let ahead = |modality: Modality| modality != Modality::Fact;
    let differs = pair.links.iter().filter(|link| link.is_same() && link.args >= 0.4).any(|link| {
        let (x, y) = pair.acts(link);
        ahead(x.modality) != ahead(y.modality)
    });
    [capped(a.abs_diff(b), 2), f64::from(a + b > 0), f64::from(differs)]
}

/// Acts denied and negating words that no act carries.
fn denials(reading: &Reading<'_>) -> usize {
    *reading.once.denials.get_or_init(|| count_denials(reading))
}

fn count_denials(reading: &Reading<'_>) -> usize {
    let denied = reading.acts.iter().filter(|act| Pair::is_denied(act)).count();
    let Some(lexicon) = lexicon::of(reading.lang) else { return denied };
    let table = lexicon.table("negators");
    let carried = |token: &Token| {
        reading.acts.iter().any(|act| act.negator.is_some_and(|span| span.overlaps(token.span)))
    };
    let negates =
        |token: &&Token| stem::candidates(&token.folded, reading.lang).iter().any(|form| table.has(form));
    denied + reading.tokens.iter().filter(negates).filter(|token| !carried(token)).count()
}

fn values(pair: &Pair<'_>) -> [f64; 5] {
    let paired = figures::pair_up(pair);
    let of = |values: Values| paired.iter().filter(|figure| figure.values == values).count();
    let numbers = |reading: &Reading<'_>| -> Vec<f64> {
        let mut all: Vec<f64> = reading.counts.iter().map(|count| count.quantity.low).collect();
        all.retain(|value| value.is_finite());
        all.sort_by(f64::total_cmp);
        all.dedup();
        all
    };
    let (a, b) = (numbers(pair.a), numbers(pair.b));
    let shared = a.iter().filter(|value| b.contains(value)).count();
    let (few, many) = ordered(a.len() - shared, b.len() - shared);
    [
        capped(of(Values::Agree), 2),
        capped(of(Values::Differ), 2),
        capped(few, 2),
        capped(many, 3),
        capped(shared, 3),
    ]
}

fn setting(pair: &Pair<'_>) -> [f64; 4] {
    let speakers = |reading: &Reading<'_>| -> Vec<String> {
        let claims = reading.claims.iter();
        claims.filter_map(|(_, claim)| Some(claim.speaker.as_ref()?.canonical.clone())).collect()
    };
    let (a, b) = (speakers(pair.a), speakers(pair.b));
    let same = a.iter().any(|one| b.contains(one));
    [
        f64::from(pair.places == PlaceRelation::Same),
        f64::from(pair.places == PlaceRelation::Disjoint),
        f64::from(same),
        f64::from(!same && !a.is_empty() && !b.is_empty()),
    ]
}

fn left_over(pair: &Pair<'_>, residue: &Residue) -> [f64; 3] {
    let (wa, wb) = (weights(pair.a), weights(pair.b));
    let left = |weights: &[f64], words: &[u32]| {
        share(words.iter().map(|&nth| weights[nth as usize]).sum(), weights.iter().sum())
    };
    let (a, b) = (left(wa, &residue.words_a), left(wb, &residue.words_b));
    let lighter_is_a = wa.iter().sum::<f64>() <= wb.iter().sum::<f64>();
    let (light, heavy) = if lighter_is_a { (a, b) } else { (b, a) };
    [light, heavy, capped(residue.beside.len(), 3)]
}

fn findings(found: &[Decision]) -> [f64; 5] {
    let best = |wanted: &dyn Fn(Verdict, Option<Kind>) -> bool| {
        let fitting = found.iter().filter(|one| wanted(one.finding.verdict, one.finding.kind));
        fitting.map(|one| one.score).fold(0.0, f64::max)
    };
    let value = |kind| matches!(kind, Some(Kind::Number | Kind::Date | Kind::Place));
    [
        best(&|verdict, kind| {
            verdict == Verdict::Contradiction && !value(kind) && kind != Some(Kind::Framing)
        }),
        best(&|_, kind| value(kind)),
        best(&|_, kind| kind == Some(Kind::Framing)),
        best(&|verdict, _| matches!(verdict, Verdict::Update | Verdict::Scope)),
        best(&|verdict, _| verdict == Verdict::Agreement),
    ]
}

fn asks(reading: &Reading<'_>) -> bool {
    reading.tokens.iter().any(|token| {
        let asks = |mark: &str| matches!(mark, "?" | "؟");
        token.kind == TokenKind::Mark && (asks(&token.folded) || asks(reading.words_of(token.span)))
    })
}
