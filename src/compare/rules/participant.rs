//! Different people at the same happening.
//!
//! # What it flags
//! One side says who took part and that nobody else did ("alone", "without his ministers", "only"), the other names
//! somebody else as taking part; one side tells somebody as absent ("stayed away", "in absentia") whom the other tells as
//! present; one country or party stands in another's place in sentences alike in all else; or winner and loser (buyer and
//! bought, killer and killed) have changed places.
//!
//! # Why it matters
//! Who was in the room says who knew and who agreed.
//!
//! # Example
//! "The prime minister came alone" / "The prime minister came with the minister of works".
//!
//! # Not flagged
//! Partial lists: a name left out is no difference; "only" about numbers or times.
//!
//! # Limits
//! Only words of exclusion in the lexicon are read.

use super::company::{Company, company};
use super::{Finding, Trace, cite, common_features, people, roles, tidy, values};
use crate::claim::place::{self, PlaceRelation};
use crate::compare::align::Pair;
use crate::compare::reading::Reading;
use crate::compare::reason;
use crate::lexicon;
use crate::model::{Kind, PlaceRef, PlaceRole, Span, Verdict};
use crate::text::phrase::{self, PhraseIndexes};
use std::sync::LazyLock;

const NAME: &str = "participant";

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    company_differs(pair, trace)
        .or_else(|| presence_differs(pair, trace))
        .or_else(|| changed_places(pair))
        .or_else(|| another_party(pair, trace))
        .or_else(|| another_kind(pair, trace))
}

/// Who did it to whom, the other way round on the other side.
fn changed_places(pair: &Pair<'_>) -> Option<Finding> {
    let (one, other) = roles::turned(pair)?;
    let mut features = common_features(pair, None);
    features.push(("excluded_is_named", 1.0));
    let reason = reason::contrast(pair, "swapped", cite(pair.a, &[one]), cite(pair.b, &[other]));
    Some(Finding { reason, ..finding(pair, vec![one], vec![other], features) })
}

/// One kind of people in another's place, in sentences that tell one fate alike.
fn another_kind(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    let Some((one, other)) = people::swapped(pair) else { return trace.stop(NAME, "no_kind_differs") };
    if pair.containment < 0.5 {
        return trace.stop(NAME, "kinds_in_other_words");
    }
    let mut features = common_features(pair, None);
    features.push(("excluded_is_named", 0.5));
    features.push(("kinds", 1.0));
    Some(finding(pair, vec![one], vec![other], features))
}

/// One place or name in another's place, in sentences alike in all else.
fn another_party(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    let other_place = |one: &PlaceRef, other: &PlaceRef| {
        one.role == other.role
            && one.role != PlaceRole::Name
            && place::relation(one, other) == PlaceRelation::Disjoint
    };
    let unmatched = |reading: &Reading<'_>, span: Span, matched: &dyn Fn(u32) -> bool| {
        let mut own = (0..reading.words.len() as u32)
            .filter(|&nth| reading.tokens[reading.words[nth as usize].token as usize].span.overlaps(span));
        own.next().is_some_and(|nth| !matched(nth)) && own.all(|nth| !matched(nth))
    };
    let in_a = |nth: u32| pair.matched[nth as usize].is_some();
    let in_b = |nth: u32| pair.matched.iter().flatten().any(|(hit, _)| *hit == nth);
    let lone_a: Vec<&PlaceRef> =
        pair.a.places().filter(|place| unmatched(pair.a, place.span, &in_a)).collect();
    let lone_b: Vec<&PlaceRef> =
        pair.b.places().filter(|place| unmatched(pair.b, place.span, &in_b)).collect();
    let (&[one], &[other]) = (&lone_a[..], &lone_b[..]) else {
        return trace.stop(NAME, "no_single_party_differs");
    };
    if pair.containment < 0.7
        || pair.jaccard < 0.5
        || !other_place(one, other)
        || one.role == PlaceRole::Location
        || !in_the_same_place(pair, one.span, other.span)
        || each_has_its_own(pair, one.span, other.span)
    {
        return trace.stop(NAME, "more_than_a_party_differs");
    }
    let mut features = common_features(pair, None);
    features.push(("excluded_is_named", 0.5));
    Some(finding(pair, vec![one.span], vec![other.span], features))
}

/// Whether two spans stand beside matched words, the one in the other's place ("Malian forces", "French forces").
fn in_the_same_place(pair: &Pair<'_>, one: Span, other: Span) -> bool {
    let beside = |reading: &Reading<'_>, span: Span| {
        let at = |nth: usize| reading.tokens[reading.words[nth].token as usize].span;
        let before = (0..reading.words.len()).rfind(|&nth| at(nth).end <= span.start);
        let after = (0..reading.words.len()).find(|&nth| at(nth).start >= span.end);
        [before, after]
    };
    let sides = beside(pair.a, one).into_iter().zip(beside(pair.b, other));
    sides
        .filter_map(|(a, b)| a.zip(b))
        .any(|(a, b)| pair.matched[a].is_some_and(|(hit, _)| hit as usize == b))
}

fn company_differs(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    let (a, b) = (company(pair.a), company(pair.b));
    let excluded = |list: &[Company]| list.iter().any(|one| matches!(one.kind, "without" | "alone"));
    let found = match (excluded(a), excluded(b)) {
        (true, false) => clash(pair, a, b, false),
        (false, true) => clash(pair, b, a, true),
        _ => return trace.stop(NAME, "no_exhaustive_list"),
    };
    let Some((mut one, mut other, strength)) = found else { return trace.stop(NAME, "no_other_company") };
    if excluded(b) {
        std::mem::swap(&mut one, &mut other);
    }
    let alone_together = pair.event.is_none() && pair.matched.iter().flatten().count() >= 2;
    let tied = pair.shared_names >= 2
        || alone_together
        || pair.links.iter().any(|link| link.is_alike() && link.shared >= 1);
    if !tied && strength < 1.0 && pair.event.is_none() {
        return trace.stop(NAME, "happening");
    }
    let (a, b) = (tidy(one), tidy(other));
    let mut features = common_features(pair, None);
    features.push(("excluded_is_named", strength));
    Some(finding(pair, a, b, features))
}

fn finding(pair: &Pair<'_>, a: Vec<Span>, b: Vec<Span>, features: Vec<(&'static str, f64)>) -> Finding {
    Finding {
        rule: NAME,
        verdict: Verdict::Contradiction,
        kind: Some(Kind::Participant),
        values: values(pair.a.words_of(whole(&a)), pair.b.words_of(whole(&b))),
        reason: reason::contrast(pair, NAME, cite(pair.a, &a), cite(pair.b, &b)),
        settle: reason::say("settle_participant", &[]),
        a,
        b,
        features,
    }
}

fn whole(spans: &[Span]) -> Span {
    spans.iter().copied().reduce(|x, y| x.join(y)).unwrap_or_default()
}

/// Somebody told as absent on one side and as present on the other.
fn presence_differs(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    let (a, b) = (company(pair.a), company(pair.b));
    let found = presence(pair, a, b, false).or_else(|| {
        let (present, absent) = presence(pair, b, a, true)?;
        Some((absent, present))
    });
    let Some((one, other)) = found else { return trace.stop(NAME, "nobody_absent_and_present") };
    let mut features = common_features(pair, None);
    features.extend([("excluded_is_named", 1.0), ("presence", 1.0)]);
    Some(finding(pair, vec![one], vec![other], features))
}

/// The words of an absence of the left side and of the presence of the same party on the right.
fn presence(pair: &Pair<'_>, left: &[Company], right: &[Company], turned: bool) -> Option<(Span, Span)> {
    let accused = |list: &[Company], kind: &str| list.iter().find(|one| one.kind == kind).map(|one| one.span);
    if let (Some(out), Some(present)) = (accused(left, "absent_accused"), accused(right, "present_accused")) {
        return Some((out, present));
    }
    let (of_left, of_right) = if turned { (pair.b, pair.a) } else { (pair.a, pair.b) };
    let span =
        |reading: &Reading<'_>, nth: u32| reading.tokens[reading.words[nth as usize].token as usize].span;
    for out in left.iter().filter(|one| matches!(one.kind, "absent" | "absent_accused")) {
        for present in right.iter().filter(|one| matches!(one.kind, "with" | "present")) {
            // Whom the other side tells as absent too is not told as present by a word that stands near.
            let there = |nth: &&u32| !right.iter().any(|one| one.kind == "absent" && one.who.contains(nth));
            let present_there: Vec<u32> = present.who.iter().filter(there).copied().collect();
            let party = one_party(pair, &out.who, &present_there, turned);
            if let Some((x, y)) = party.or_else(|| one_of_none(pair, &out.who, &present_there, turned)) {
                return Some((out.span.join(span(of_left, x)), present.span.join(span(of_right, y))));
            }
        }
    }
    None
}

/// The words of a sort of people of whom none was there and of one of them who was ("no official of the ministry", "the director at
/// the ministry"): what they are of stands on both sides.
fn one_of_none(pair: &Pair<'_>, out: &[u32], present: &[u32], turned: bool) -> Option<(u32, u32)> {
    let (left, right) = if turned { (pair.b, pair.a) } else { (pair.a, pair.b) };
    let same = |x: u32, y: u32| {
        let (in_a, in_b) = if turned { (y, x) } else { (x, y) };
        pair.matched[in_a as usize].is_some_and(|(hit, _)| hit == in_b)
    };
    let sorts = out.iter().filter(|&&nth| left.is_behind_none(nth) && is_party(left, nth));
    let of_what = sorts.filter_map(|&nth| Some((nth, office_of(left, nth)?)));
    of_what.into_iter().find_map(|(sort, of)| {
        let one_of = present.iter().find(|&&y| same(of, y) && !right.is_behind_none(y))?;
        Some((sort, *one_of))
    })
}

/// The words of two lists that name one party: a name of both, a kind of people, or an office with what it is of.
fn one_party(pair: &Pair<'_>, out: &[u32], present: &[u32], turned: bool) -> Option<(u32, u32)> {
    let (left, right) = if turned { (pair.b, pair.a) } else { (pair.a, pair.b) };
    let same = |x: u32, y: u32| {
        let (in_a, in_b) = if turned { (y, x) } else { (x, y) };
        pair.matched[in_a as usize].is_some_and(|(hit, _)| hit == in_b)
            || left.words[x as usize].keys.iter().any(|key| right.words[y as usize].keys.contains(key))
    };
    for &x in out.iter().filter(|&&x| is_party(left, x)) {
        for &y in present.iter().filter(|&&y| is_deputy(left, x) == is_deputy(right, y)) {
            let kind = office_kind(left, x);
            if kind.is_some_and(|kind| MANY.contains(&kind)) && kind == office_kind(right, y) {
                return Some((x, y));
            }
            if !same(x, y) || kind.is_some_and(|kind| kind == "minister") && office_of(left, x).is_none() {
                continue;
            }
            // Where names have no capitals, a surname alone shows only by the full name on the other side.
            let named = left.words[x as usize].name || right.words[y as usize].name;
            // "The president of the club", "the head of government": the office alone may be anybody's.
            let of_one = || {
                let next = (office_of(left, x), office_of(right, y));
                matches!(next, (Some(x), Some(y)) if same(x, y))
            };
            if named && is_whole_name(left, right, (x, y), &same) || of_one() {
                return Some((x, y));
            }
        }
    }
    None
}

/// Whether a name that both sides have is all of it: no word beside it is a name too, or one that is stands on both sides.
fn is_whole_name(
    left: &Reading<'_>,
    right: &Reading<'_>,
    (x, y): (u32, u32),
    same: &impl Fn(u32, u32) -> bool,
) -> bool {
    let proper = |reading: &Reading<'_>, nth: u32| {
        let word = reading.words.get(nth as usize)?;
        let span = reading.tokens[word.token as usize].span;
        let acting = reading.acts.iter().any(|act| act.span.overlaps(span));
        (word.name && !acting && !is_place(reading, nth)).then_some(nth)
    };
    let beside = |reading: &Reading<'_>, nth: u32| -> Vec<u32> {
        let near = [nth.checked_sub(1), Some(nth + 1)].into_iter().flatten();
        near.filter(|&next| {
            let word = |nth: u32| reading.words.get(nth as usize).map_or(u32::MAX, |word| word.token);
            word(next).abs_diff(word(nth)) == 1 && proper(reading, next).is_some()
        })
        .collect()
    };
    let bare = |reading: &Reading<'_>, nth: u32| {
        let span = reading.tokens[reading.words[nth as usize].token as usize].span;
        !is_place(reading, nth) && !reading.acts.iter().any(|act| act.span.overlaps(span))
    };
    let (of_left, of_right) = (proper(left, x).is_some(), proper(right, y).is_some());
    if !(of_left || of_right) || !bare(left, x) || !bare(right, y) {
        return false;
    }
    let (of_x, of_y) = (beside(left, x), beside(right, y));
    // A surname alone is whom the other report names in full.
    let surname = |own: u32, before: &[u32], other: &[u32]| {
        other.is_empty() && !before.is_empty() && before.iter().all(|&near| near < own)
    };
    of_x.is_empty() && of_y.is_empty()
        || of_x.iter().any(|&x| of_y.iter().any(|&y| same(x, y)))
        || surname(x, &of_x, &of_y)
        || surname(y, &of_y, &of_x)
}

/// Kinds of people of which all are meant by their noun ("the journalists were kept out").
const MANY: [&str; 3] = ["journalist", "lawyer", "soldier"];

/// The content word right behind an office, which says of what it is.
fn office_of(reading: &Reading<'_>, nth: u32) -> Option<u32> {
    let (at, next) = (reading.words[nth as usize].token, reading.words.get(nth as usize + 1)?);
    (next.token <= at + 2).then_some(nth + 1)
}

fn is_place(reading: &Reading<'_>, nth: u32) -> bool {
    let span = reading.tokens[reading.words[nth as usize].token as usize].span;
    reading.places().any(|place| place.span.overlaps(span))
}

static OFFICES: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("office_kinds"));

/// The kind of people that a content word names, alone or as the head of an office.
fn office_kind(reading: &Reading<'_>, nth: u32) -> Option<&'static str> {
    let index = OFFICES.get(&reading.lang)?;
    let found = index.longest_at(reading.tokens, reading.words[nth as usize].token as usize)?;
    index.row(&found).map(|row| row.cell(1))
}

/// The words of an exclusion and of company that breaks it: 1 where the excluded are named as present, 0.6 where the
/// company of somebody who came alone is named.
fn clash(
    pair: &Pair<'_>,
    only: &[Company],
    with: &[Company],
    turned: bool,
) -> Option<(Vec<Span>, Vec<Span>, f64)> {
    let (left, right) = if turned { (pair.b, pair.a) } else { (pair.a, pair.b) };
    let same = |x: u32, y: u32| {
        let (in_a, in_b) = if turned { (y, x) } else { (x, y) };
        pair.matched[in_a as usize].is_some_and(|(hit, _)| hit == in_b)
            || left.words[x as usize].keys.iter().any(|key| right.words[y as usize].keys.contains(key))
    };
    for out in only.iter().filter(|one| one.kind == "without") {
        for present in with.iter().filter(|one| matches!(one.kind, "with" | "present")) {
            // "Without his ministers": who is kept out stands right there; "without visiting" keeps out nobody.
            let named = out.who.iter().take(1).filter(|&&x| is_party(left, x)).find_map(|&x| {
                // A deputy is not whom he stands in for.
                let alike = |y: &&u32| is_deputy(left, x) == is_deputy(right, **y) && same(x, **y);
                let kind = office_kind(left, x).filter(|kind| MANY.contains(kind));
                let of_kind = |y: &&u32| kind.is_some() && kind == office_kind(right, **y);
                present.who.iter().find(alike).or_else(|| present.who.iter().find(of_kind)).copied()
            });
            let of_none = || one_of_none(pair, &out.who, &present.who, turned).map(|(_, y)| y);
            if let Some(named) = named.or_else(of_none) {
                let end = right.tokens[right.words[named as usize].token as usize].span;
                let who = out
                    .who
                    .first()
                    .map_or(out.span, |&x| left.tokens[left.words[x as usize].token as usize].span);
                return Some((vec![out.span.join(who)], vec![present.span.join(end)], 1.0));
            }
        }
    }
    let alone = only.iter().find(|one| one.kind == "alone")?;
    // Somebody named on both sides who came with somebody is not somebody else.
    let listed =
        |one: &Company| one.who.iter().take(2).all(|&y| (0..left.words.len() as u32).any(|x| same(x, y)));
    // "Both together lasted five hours" names nobody.
    let counted = |one: &Company| {
        let first = right.tokens[right.words[one.who[0] as usize].token as usize].span;
        right.counts.iter().any(|count| count.quantity.unit.is_some() && count.quantity.span.overlaps(first))
    };
    let names = |one: &&Company| one.kind == "with" && !one.who.is_empty() && !listed(one) && !counted(one);
    let present = with.iter().find(names)?;
    let end = right.tokens[right.words[present.who[0] as usize].token as usize].span;
    Some((vec![alone.span], vec![present.span.join(end)], 0.6))
}

/// Whether right before a word stands an office of its own ("the deputy head").
fn is_deputy(reading: &Reading<'_>, nth: u32) -> bool {
    let at = reading.words[nth as usize].token as usize;
    let before = at.checked_sub(1).and_then(|at| reading.tokens.get(at));
    before.zip(lexicon::of(reading.lang)).is_some_and(|(before, lexicon)| {
        let forms = crate::text::stem::candidates(&before.folded, reading.lang);
        forms.iter().any(|form| lexicon.table("roles").has(form) || lexicon.table("role_modifiers").has(form))
    })
}

/// Whether a word is a name, an office or part of somebody who takes part.
pub(super) fn is_party(reading: &Reading<'_>, nth: u32) -> bool {
    let word = &reading.words[nth as usize];
    let token = &reading.tokens[word.token as usize];
    let mut parties = reading.claims.iter().flat_map(|(_, claim)| &claim.participants);
    let office = lexicon::of(reading.lang).is_some_and(|lexicon| {
        let forms = crate::text::stem::candidates(&token.folded, reading.lang);
        let table = lexicon.table("roles");
        forms.iter().chain(std::iter::once(&token.stem)).any(|form| table.has(form))
    });
    word.name
        || office
        || office_kind(reading, nth).is_some()
        || parties.any(|one| one.span.overlaps(token.span))
}

/// Whether the articles report two happenings in the words that such reports have: each keeps naming its own party and
/// never the other's, or one names both and so tells of both.
fn each_has_its_own(pair: &Pair<'_>, one: Span, other: Span) -> bool {
    let times = |reading: &Reading<'_>, name: &str| {
        let title = reading.source.title.as_deref().unwrap_or_default();
        reading.source.text.matches(name).count() + title.matches(name).count()
    };
    let (name_a, name_b) = (pair.a.words_of(one), pair.b.words_of(other));
    let told_of_both = times(pair.a, name_b) > 0 || times(pair.b, name_a) > 0;
    told_of_both || times(pair.a, name_a) > 1 && times(pair.b, name_b) > 1
}
