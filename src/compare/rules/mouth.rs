//! What one speaker says in two reports, in other words and against himself.
//!
//! Takes an aligned pair, gives the words of two statements of one person of which one denies what the other affirms. That one person speaks on both sides ties them, so that fewer other words must meet than
//! between two outlets' own. Shared by the detector of quotations; no detector of its own.

use crate::compare::align::{ActLink, Pair};
use crate::compare::classes;
use crate::compare::reading::{Act, Reading};
use crate::lexicon;
use crate::model::{Claim, Modality, Span, TokenKind};
use crate::text::{skeleton, stem};

/// Letters of a part of a name that tells its holder.
const NAME_LETTERS: usize = 3;
/// Content words of a statement that tells one thing.
const SHORT: usize = 12;

/// Classes of acts that have nobody but who does them.
const OF_HIMSELF: [&str; 4] = ["resign", "apologise", "retire", "surrender"];

/// Two statements of one speaker.
pub(super) struct Clash {
    /// The words of side `a`.
    pub(super) a: Vec<Span>,
    /// The words of side `b`.
    pub(super) b: Vec<Span>,
    /// How much beside the acts both have, 0–1.
    pub(super) args: f64,
}

/// Where one speaker says two things that cannot both hold; at least one of them is quoted.
pub(super) fn clash(pair: &Pair<'_>) -> Option<Clash> {
    let mut links: Vec<&ActLink> = pair.links.iter().filter(|link| is_of_one_mouth(pair, link)).collect();
    links.sort_by(|x, y| y.args.total_cmp(&x.args));
    let opposed = links.into_iter().find(|link| is_opposed(pair, link));
    opposed
        .map(|link| {
            let (one, other) = pair.acts(link);
            Clash { a: Pair::act_spans(one), b: Pair::act_spans(other), args: met(pair, link) }
        })
        .or_else(|| denied_word(pair))
}

/// Whether both acts of a link are said by one person, one of them inside a quotation.
fn is_of_one_mouth(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    let (x, y) = (claim_of(pair.a, one), claim_of(pair.b, other));
    x.zip(y).is_some_and(|(x, y)| {
        let quoted = |claim: &Claim, act: &Act| claim.quote.is_some_and(|quote| quote.contains(act.span));
        (quoted(x, one) || quoted(y, other))
            && x.content.contains(one.span)
            && y.content.contains(other.span)
            && is_one_speaker(pair, x, y)
    })
}

fn claim_of<'r>(reading: &'r Reading<'_>, act: &Act) -> Option<&'r Claim> {
    reading.claims.get(act.claim).map(|(_, claim)| *claim)
}

fn is_opposed(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    // One quotation in two wordings is often read in two ways: only where one side denies nothing at all is that a difference.
    let alone = (pair.a.negators() > 0) != (pair.b.negators() > 0);
    let classed = !one.classes.is_empty() && !other.classes.is_empty();
    let wish = |act: &Act| act.modality == Modality::Goal;
    // Whoever speaks of himself needs no other word for whom it is of ("I shall not resign", "he will resign").
    let own = classes::ids(OF_HIMSELF);
    let short = |reading: &Reading<'_>| reading.words.len() <= SHORT;
    let himself = one.classes.iter().any(|class| own.contains(class));
    let tied = met(pair, link) > 0.0 || himself && short(pair.a) && short(pair.b);
    let verbs = pair.a.is_plain_verb(one.span) && pair.b.is_plain_verb(other.span);
    link.is_same()
        && (one.stem == other.stem || verbs || pair.a.lang != pair.b.lang)
        && !pair.same_polarity(link)
        && alone
        && classed
        && tied
        && !one.reports
        && !other.reports
        && wish(one) == wish(other)
        && !alike_act_is_said(pair, link)
}

/// Whether a side says what the other says beside a link of opposed acts: another link of the same polarity touches it.
fn alike_act_is_said(pair: &Pair<'_>, link: &ActLink) -> bool {
    pair.also_said(link)
        || pair.links.iter().any(|near| {
            let touches = near.a == link.a || near.b == link.b;
            touches && near.is_same() && pair.same_polarity(near) && near.args >= link.args
        })
}

/// Likeness of what both statements have around their acts, who speaks aside.
fn met(pair: &Pair<'_>, link: &ActLink) -> f64 {
    let (one, other) = pair.acts(link);
    let inside = |reading: &Reading<'_>, act: &Act| -> Vec<u32> {
        let said = |nth: &&u32| {
            let span = reading.tokens[reading.words[**nth as usize].token as usize].span;
            !act.span.overlaps(span)
                && claim_of(reading, act).is_some_and(|claim| claim.content.contains(span))
        };
        act.around.iter().filter(said).copied().collect()
    };
    pair.likeness(&inside(pair.a, one), &inside(pair.b, other)).0
}

/// A verb that one side denies and the other has without a negator, though no table knows it ("were working", "were not
/// working").
fn denied_word(pair: &Pair<'_>) -> Option<Clash> {
    // A translator places a denial where his language has it.
    if pair.a.lang != pair.b.lang {
        return None;
    }
    let hits = pair.matched.iter().enumerate().filter_map(|(nth, hit)| Some((nth, (*hit)?.0 as usize)));
    for (x, y) in hits {
        let span = |reading: &Reading<'_>, nth: usize| reading.tokens[reading.words[nth].token as usize].span;
        let (span_a, span_b) = (span(pair.a, x), span(pair.b, y));
        let act = |reading: &'_ Reading<'_>, span: Span| {
            reading.acts.iter().find(|act| act.span.overlaps(span)).cloned()
        };
        let (told, denying, denied) = match (act(pair.a, span_a), act(pair.b, span_b)) {
            (None, Some(act)) if Pair::is_denied(&act) => ((pair.a, span_a), pair.b, act),
            (Some(act), None) if Pair::is_denied(&act) => ((pair.b, span_b), pair.a, act),
            _ => continue,
        };
        let form = |reading: &Reading<'_>, nth: usize, span: Span| {
            !reading.words[nth].name && !reading.is_prefixed(span)
        };
        let plain = form(pair.a, x, span_a)
            && form(pair.b, y, span_b)
            && !negated_near(told.0, told.1)
            && told.0.tokens.len() > 1;
        let speaks = |reading: &'_ Reading<'_>, span: Span| {
            let mut claims = reading.claims.iter().map(|(_, claim)| *claim);
            claims.find(|claim| claim.content.contains(span) && claim.speaker.is_some()).cloned()
        };
        let sides = speaks(told.0, told.1).zip(speaks(denying, denied.span));
        let Some((teller, denier)) = sides.filter(|_| plain && denied.negator.is_some()) else { continue };
        let quoted = |claim: &Claim, span: Span| claim.quote.is_some_and(|quote| quote.contains(span));
        let turned = std::ptr::eq(told.0, pair.b);
        let one_speaker = if turned {
            is_one_speaker(pair, &denier, &teller)
        } else {
            is_one_speaker(pair, &teller, &denier)
        };
        // Something else that is said must meet too.
        let shared = pair.matched.iter().enumerate().filter(|(nth, hit)| {
            let inside = |claim: &Claim| claim.content.contains(span(pair.a, *nth));
            *nth != x && hit.is_some() && (inside(&teller) || inside(&denier))
        });
        if one_speaker && (quoted(&teller, told.1) || quoted(&denier, denied.span)) && shared.count() > 0 {
            let (own, other) = (vec![told.1], Pair::act_spans(&denied));
            let (a, b) = if turned { (other, own) } else { (own, other) };
            return Some(Clash { a, b, args: 0.5 });
        }
    }
    None
}

/// Whether a negator stands in the clause of a word.
fn negated_near(reading: &Reading<'_>, span: Span) -> bool {
    let at = reading.token_at(span.start);
    let mark = |at: &usize| {
        let token = &reading.tokens[*at];
        token.kind == TokenKind::Mark
            && matches!(token.folded.as_str(), "," | "،" | ";" | "؛" | "." | ":" | "!" | "?" | "؟")
    };
    let from = (0..at).rev().find(mark).map_or(0, |mark| mark + 1);
    let end = (at..reading.tokens.len()).find(mark).unwrap_or(reading.tokens.len());
    reading.tokens[from..end].iter().any(|token| reading.is_negator(token))
}

/// Whether one person is named as the speaker of both: a part of the name meets, offices and titles aside.
fn is_one_speaker(pair: &Pair<'_>, x: &Claim, y: &Claim) -> bool {
    let (of_a, of_b) = (name_parts(pair.a, x), name_parts(pair.b, y));
    if pair.a.lang == pair.b.lang {
        return of_a.last().is_some_and(|last| of_b.last() == Some(last)) || !of_a.is_empty() && of_a == of_b;
    }
    let meets =
        |x: &String| of_b.iter().any(|y| skeleton::of(x, pair.a.lang).meets(&skeleton::of(y, pair.b.lang)));
    let met = of_a.iter().filter(|part| meets(part)).count();
    met > 0 && met >= of_a.len().min(of_b.len()).min(2)
}

/// The parts of a speaker's name, in order.
fn name_parts(reading: &Reading<'_>, claim: &Claim) -> Vec<String> {
    let (Some(speaker), Some(lexicon)) = (&claim.speaker, lexicon::of(reading.lang)) else {
        return Vec::new();
    };
    let canonical = speaker.canonical.as_str();
    let full = reading.full_names.iter().find(|(name, _)| name == canonical).map(|(_, full)| full.as_str());
    let office = |word: &str| {
        let forms = stem::candidates(word, reading.lang);
        ["roles", "role_modifiers", "titles", "organisations", "unnamed_sources", "function_words"]
            .iter()
            .any(|table| {
                lexicon.table(table).has(word) || forms.iter().any(|form| lexicon.table(table).has(form))
            })
    };
    let words = full.unwrap_or(canonical).split_whitespace();
    let long = words.filter(|word| word.chars().count() >= NAME_LETTERS && !office(word));
    long.map(str::to_owned).collect()
}
