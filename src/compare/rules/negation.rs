//! One affirms what the other denies.
//!
//! # What it flags
//! The same predicate over the same argument, affirmed on one side and denied on the other: by a negator, a denial verb
//! above it, or a speaker's denial. Also what one side retells and calls untrue and the other tells as so.
//!
//! # Why it matters
//! A plain yes against a plain no is the clearest difference two reports can have.
//!
//! # Example
//! "The ministry confirmed closing the crossing" / "The ministry denied closing the crossing".
//!
//! # Not flagged
//! Words that look like negators and are none; a denial of another thing; a side that says both; "not mentioned".
//!
//! # Limits
//! Negation by meaning alone ("far from closing") is not seen.

use super::{
    Finding, Trace, cite, common_features, dating, refuted, same_argument, tidy, values, within_all,
};
use crate::compare::align::{ActLink, Later, Pair};
use crate::compare::classes::{self, Says};
use crate::compare::reading::{self, Act, Reading};
use crate::compare::reason;
use crate::lexicon;
use crate::model::{Kind, Modality, Polarity, Token, TokenKind, Verdict};

const NAME: &str = "negation";
/// Likeness of two sentences from which on each word of them stands against its counterpart.
const ONE_SENTENCE: f64 = 0.8;

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    of_acts(pair, trace).or_else(|| of_what_is_retold(pair))
}

/// What one side retells and calls untrue, and the other tells as so.
fn of_what_is_retold(pair: &Pair<'_>) -> Option<Finding> {
    let refuted::Clash { a, b, by_a, covered } = refuted::by_either(pair)?;
    let polarity = |denied: bool| if denied { "denied" } else { "affirmed" };
    let mut features = common_features(pair, None);
    features.extend([("refuted", 1.0), ("covered", covered)]);
    Some(Finding {
        rule: NAME,
        verdict: Verdict::Contradiction,
        kind: Some(Kind::Negation),
        reason: reason::contrast(pair, NAME, cite(pair.a, &a), cite(pair.b, &b)),
        settle: reason::say("settle_negation", &[]),
        values: values(polarity(by_a), polarity(!by_a)),
        a,
        b,
        features,
    })
}

/// The same act affirmed on one side and denied on the other.
fn of_acts(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    // A near act denied is the same act denied only where all else is alike.
    // "No warning of any kind" denies all that is near.
    let whole = |link: &ActLink| {
        let (one, other) = pair.acts(link);
        let any = |side: &Reading<'_>, act: &Act| Pair::is_denied(act) && side.is_any(act.span);
        any(pair.a, one) || any(pair.b, other) || within_all(pair, link)
    };
    let same = |link: &&ActLink| {
        link.is_same()
            || link.is_alike()
                && !is_without(pair, link)
                && (link.args >= 0.6 && pair.containment >= 0.6
                    || whole(link)
                        && (link.args >= 0.4 && link.shared >= 2
                            || link.shared > 0 && within_all(pair, link)))
    };
    let opposed = pair.links.iter().filter(same).filter(|link| !pair.same_polarity(link));
    let mut best: Option<&ActLink> = None;
    for link in opposed {
        if dating::at_other_times(pair, link.a, link.b) {
            trace.stop::<()>(NAME, "other_times");
        } else if !same_argument(pair, link) && !within_all(pair, link) {
            trace.stop::<()>(NAME, "argument");
        } else if is_topic(pair, link) {
            trace.stop::<()>(NAME, "topic_word");
        } else if is_relative(pair.a, pair.acts(link).0) || is_relative(pair.b, pair.acts(link).1) {
            trace.stop::<()>(NAME, "no_negator_there");
        } else if denies_elsewhere(pair, link) {
            // "Did not prove an error", "proved that there was none".
            trace.stop::<()>(NAME, "negators_on_both_sides");
        } else if is_denied_alike(pair, link) && !is_mirrored(pair, link) {
            trace.stop::<()>(NAME, "denied_on_both_sides");
        } else if negators(pair, link).0.min(negators(pair, link).1) > 0
            && !is_mirrored(pair, link)
            && !within_all(pair, link)
            && (pair.jaccard < ONE_SENTENCE || pair.a.negators() == pair.b.negators())
        {
            // Two reports place one negation in two ways ("did not prove an error", "proved that there was none").
            trace.stop::<()>(NAME, "negators_on_both_sides");
        } else if is_undone_too(pair, link) {
            trace.stop::<()>(NAME, "undone_on_both_sides");
        } else if is_next_denied(pair.a, pair.acts(link).0) || is_next_denied(pair.b, pair.acts(link).1) {
            trace.stop::<()>(NAME, "next_of_a_list");
        } else if (pair.a.is_excepted(pair.acts(link).0) || pair.b.is_excepted(pair.acts(link).1))
            && !excepts_something_else(pair, link)
        {
            trace.stop::<()>(NAME, "excepted");
        } else if is_explained(pair, link) {
            trace.stop::<()>(NAME, "also_said");
        } else if best.is_none_or(|old| rank(pair, link) > rank(pair, old)) {
            best = Some(link);
        }
    }
    let Some(link) = best else { return trace.stop(NAME, "no_opposed_polarity") };
    let (one, other) = pair.acts(link);
    let affirming = if Pair::is_denied(one) { pair.b } else { pair.a };
    if is_list_of_nouns(affirming) {
        return trace.stop(NAME, "nothing_affirmed");
    }
    let later = if Pair::is_denied(one) { other } else { one };
    if (one.open || other.open) && pair.later == Later::NextDay && later == other {
        return trace.stop(NAME, "later_fact_is_an_update");
    }
    if is_vague(one.modality) != is_vague(other.modality) {
        return trace.stop(NAME, "status");
    }
    let (a, b) = (tidy(Pair::act_spans(one)), tidy(Pair::act_spans(other)));
    let polarity = |denied: bool| if denied { "denied" } else { "affirmed" };
    let mut features = common_features(pair, Some(link));
    features.push(("has_class", f64::from(!one.classes.is_empty())));
    features.push(("exact_word", f64::from(one.stem == other.stem)));
    features.push(("negator_seen", f64::from(one.negator.is_some() || other.negator.is_some())));
    features.push(("total", f64::from(within_all(pair, link))));
    // "Has signed nothing, will sign next week".
    let (denying, denied) = if Pair::is_denied(one) { (pair.a, one) } else { (pair.b, other) };
    let ahead = |act: &Act| {
        act.modality == Modality::Planned
            && act.polarity == Polarity::Positive
            && act.classes == denied.classes
    };
    let ahead = !denied.classes.is_empty() && denying.acts.iter().any(ahead);
    Some(Finding {
        rule: NAME,
        verdict: Verdict::Contradiction,
        kind: Some(
            if ahead
                || is_failure(pair, link)
                || [one, other].iter().any(|act| act.open && reading::is_step(act))
                || excepts_something_else(pair, link)
            {
                Kind::Modality
            } else {
                Kind::Negation
            },
        ),
        reason: reason::contrast(pair, NAME, cite(pair.a, &a), cite(pair.b, &b)),
        settle: reason::say("settle_negation", &[]),
        values: values(polarity(Pair::is_denied(one)), polarity(Pair::is_denied(other))),
        a,
        b,
        features,
    })
}

/// The negators of both sides beside the acts of a link.
fn negators(pair: &Pair<'_>, link: &ActLink) -> (usize, usize) {
    let (one, other) = pair.acts(link);
    (pair.a.negators_beside(one.span), pair.b.negators_beside(other.span))
}

/// Whether an act is denied as the next of a list ("neither came nor …"): what is not in such a list may be denied too.
fn is_next_denied(side: &Reading<'_>, act: &Act) -> bool {
    let Some(negator) = act.negator.filter(|_| Pair::is_denied(act)) else { return false };
    let earlier = side.acts.iter().filter_map(|other| other.negator).any(|other| other.end <= negator.start);
    // A conjunction written onto a negator.
    let at = side.token_at(negator.start);
    let joined = side.tokens.get(at).is_some_and(|token| {
        let Some(lexicon) = lexicon::of(side.lang) else { return false };
        let mut clitics = lexicon.table("clitics").rows().iter().filter(|row| row.cell(1).contains("conj"));
        clitics.any(|row| {
            token.folded.strip_prefix(row.key()).is_some_and(|rest| lexicon.table("negators").has(rest))
        })
    });
    let first = side.words.iter().all(|word| side.tokens[word.token as usize].span.start >= negator.start);
    (joined || side.is_joined(negator)) && (earlier || !first && side.negators() > 1)
}

/// Whether what a denial of a formal step allows for is nothing that the other side tells ("signed nothing but a memorandum",
/// "signed the loan"): then it stands against what the other side tells all the same.
fn excepts_something_else(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    let by_a = Pair::is_denied(one);
    let (side, act) = if by_a { (pair.a, one) } else { (pair.b, other) };
    let told = |nth: u32| match by_a {
        true => pair.matched[nth as usize].is_some(),
        false => pair.matched.iter().flatten().any(|(hit, _)| *hit == nth),
    };
    let left = side.left_of(act);
    reading::is_step(act) && !left.is_empty() && !left.into_iter().any(told)
}

/// Whether the two sides deny in turn two things that stand in clauses of their own ("an accident, and no deliberate act",
/// "no accident, but a deliberate act").
fn is_mirrored(pair: &Pair<'_>, link: &ActLink) -> bool {
    let denied_a = Pair::is_denied(pair.acts(link).0);
    let apart = |reading: &Reading<'_>, x: usize, y: usize| {
        let (first, second) = (&reading.acts[x.min(y)], &reading.acts[x.max(y)]);
        let from = reading.token_at(first.span.end.saturating_sub(1)) + 1;
        let to = reading.token_at(second.span.start) + 1;
        reading.parts(from, to)
    };
    pair.links.iter().any(|other| {
        other.a != link.a
            && other.b != link.b
            && other.is_same()
            && !pair.same_polarity(other)
            && Pair::is_denied(pair.acts(other).0) != denied_a
            && apart(pair.a, link.a, other.a)
            && apart(pair.b, link.b, other.b)
    })
}

/// Whether two sides place one denial in two ways: the one that affirms the act denies what it is of right behind it, or the
/// verb that it is of right before it, and the other does not.
fn denies_elsewhere(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    let content = |reading: &Reading<'_>, act: &Act| {
        let from = reading.token_at(act.span.end.saturating_sub(1)) + 1;
        let near = reading.tokens.iter().enumerate().skip(from).take(CONTENT_REACH);
        let mut near = near.take_while(|(_, token)| token.kind != TokenKind::Mark);
        near.any(|(at, token)| reading.is_negator(token) && !reading.begins_filler(at))
    };
    let verb = |reading: &Reading<'_>, act: &Act| {
        let at = reading.token_at(act.span.start);
        reading.acts.iter().any(|verb| {
            let after = reading.token_at(verb.span.end.saturating_sub(1)) + 1;
            let own = Pair::is_denied(verb) && verb.negator != act.negator;
            own && after <= at && at - after <= CONTENT_REACH && !reading.parts(after, at)
        })
    };
    let elsewhere = |reading, act| content(reading, act) || verb(reading, act);
    let (affirming, denying) = match Pair::is_denied(one) {
        true => ((pair.b, other), (pair.a, one)),
        false => ((pair.a, one), (pair.b, other)),
    };
    elsewhere(affirming.0, affirming.1) && !elsewhere(denying.0, denying.1)
}

/// Tokens between an act and a denial of its content or of its verb.
const CONTENT_REACH: usize = 4;

/// Whether a later sentence only lists nouns, such as the subjects an article is filed under: that affirms nothing.
fn is_list_of_nouns(reading: &Reading<'_>) -> bool {
    reading.sentence > 0 && reading.acts.iter().all(|act| reading.may_be_noun(act.span) && !act.reports)
}

/// The link with the most alike arguments; a known class and a seen negator break ties.
fn rank(pair: &Pair<'_>, link: &ActLink) -> (u32, bool, bool) {
    let (one, other) = pair.acts(link);
    ((link.args * 100.0) as u32, one.negator.or(other.negator).is_some(), !one.classes.is_empty())
}

/// Whether a side also says what the other says, of the same polarity and with arguments as much alike.
fn is_explained(pair: &Pair<'_>, link: &ActLink) -> bool {
    pair.links.iter().any(|other| {
        let touches = other.a == link.a || other.b == link.b;
        touches && other.is_same() && pair.same_polarity(other) && other.args >= link.args
    })
}

/// Whether the negator of an act is a word that denies past verbs alone and stands before a present one, where it means
/// "which" ("ما يرفع").
fn is_relative(side: &Reading<'_>, act: &Act) -> bool {
    let Some(lexicon) = crate::lexicon::of(side.lang) else { return false };
    act.negator.is_some_and(|span| {
        let word = crate::text::fold::fold(side.words_of(span));
        lexicon.table("negators").get(&word).is_some_and(|row| row.cell(1) == "past")
            && side.is_present(act.span)
    })
}

/// Whether both sides have one denial of an act, which the reading of one of them has lost.
pub(in crate::compare) fn is_denied_by_both(pair: &Pair<'_>, link: &ActLink) -> bool {
    is_denied_alike(pair, link) || is_undone_too(pair, link)
}

/// Whether one side undoes the act by a verb ("thwarted the smuggling") and the other has such a verb too: farther off before
/// the act, or one of the same meaning behind it ("ended the session with a run", "the session, which they ended with a run").
fn is_undone_too(pair: &Pair<'_>, link: &ActLink) -> bool {
    let undone = |(reading, act): (&Reading<'_>, &Act), (side, told): (&Reading<'_>, &Act)| {
        let mut verbs =
            reading.acts.iter().filter(|near| act.negator.is_some_and(|span| near.span.overlaps(span)));
        verbs.any(|verb| {
            let same = |near: &Act| {
                near.classes == verb.classes
                    && near.polarity == verb.polarity
                    && near.modality == verb.modality
            };
            let mut others = side.acts.iter().filter(|near| reading::undoes(near));
            others.any(|near| near.span.end <= told.span.start || same(near))
        })
    };
    let (one, other) = pair.acts(link);
    undone((pair.a, one), (pair.b, other)) || undone((pair.b, other), (pair.a, one))
}

/// Whether the denied act is a noun that something else goes without ("begins on time without any debate"): that says nothing of
/// acts that are only near it.
fn is_without(pair: &Pair<'_>, link: &ActLink) -> bool {
    let without = |side: &Reading<'_>, act: &Act| {
        let Some((lexicon, span)) = lexicon::of(side.lang).zip(act.negator) else { return false };
        let word = crate::text::fold::fold(side.words_of(span));
        lexicon.table("negators").get(&word).is_some_and(|row| row.cell(1) == "noun")
    };
    let (one, other) = pair.acts(link);
    without(pair.a, one) || without(pair.b, other)
}

/// Whether the side that affirms an act has the very words that deny it on the other side, and the same word behind them, before
/// it in its clause ("no club in the league owns", "no club in the league that owns"): one denial, of which one reading ends
/// too early.
fn is_denied_alike(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    let ((denying, denied), (side, act)) = match Pair::is_denied(one) {
        true => ((pair.a, one), (pair.b, other)),
        false => ((pair.b, other), (pair.a, one)),
    };
    let Some(negator) = denied.negator.filter(|span| span.end <= denied.span.start) else { return false };
    let first = denying.token_at(negator.start);
    let behind = denying.token_at(negator.end.saturating_sub(1)) + 1;
    let words = denying.tokens.get(first..=behind).unwrap_or_default();
    // The word behind may be the act itself.
    let end = side.token_at(act.span.start) + 1;
    let from = end.saturating_sub(SAME_DENIAL_REACH + words.len());
    let alike = |(x, y): (&Token, &Token)| x.folded == y.folded || x.stem == y.stem;
    let before = side.tokens.get(from..end).unwrap_or_default();
    !words.is_empty()
        && before
            .windows(words.len())
            .enumerate()
            .any(|(nth, near)| near.iter().zip(words).all(alike) && !side.parts(from + nth + 1, end - 1))
}

/// Tokens between such a denial and the act.
const SAME_DENIAL_REACH: usize = 8;

/// Words of talk and decision name what is spoken of as often as what is done.
fn is_topic(pair: &Pair<'_>, link: &ActLink) -> bool {
    let of = |act: &Act| act.classes.iter().all(|&class| classes::says(class, Says::Topic));
    let (one, other) = pair.acts(link);
    let long = pair.a.words.len().min(pair.b.words.len()) > 10;
    long && !one.classes.is_empty() && of(one) && of(other)
}

/// Wishes are no facts: denying a fact is not denying a wish.
fn is_vague(modality: Modality) -> bool {
    matches!(modality, Modality::Goal | Modality::Possible)
}

/// Whether what denies the act is a word of failing or putting off: then the act's status differs ("agreed", "failed to
/// agree").
fn is_failure(pair: &Pair<'_>, link: &ActLink) -> bool {
    let Some(fail) = classes::id("fail") else { return false };
    let postponing = classes::ids(["postpone", "delay"]);
    let late = |class: &classes::ClassId| postponing.contains(class);
    let (one, other) = pair.acts(link);
    let fails = |reading: &Reading<'_>, act: &Act| {
        let of = |near: &Act| {
            near.classes.contains(&fail) || reading::is_step(act) && near.classes.iter().any(late)
        };
        act.negator.is_some_and(|span| reading.acts.iter().any(|near| near.span.overlaps(span) && of(near)))
    };
    fails(pair.a, one) || fails(pair.b, other)
}
