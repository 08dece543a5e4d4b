//! The same words given to two speakers.
//!
//! # What it flags
//! Two quotations whose words are nearly the same, attributed to speakers whose names do not meet.
//!
//! # Why it matters
//! A quotation is evidence only together with its speaker.
//!
//! # Example
//! "'We saw nothing,' said the harbour master" / "'We saw nothing,' said the port's director".
//!
//! # Not flagged
//! A name and an office without a name, which may be one person; sources that are not named; short phrases anybody says.
//!
//! # Limits
//! Translated quotations are compared only where their words match.

use super::{Finding, Trace, common_features, tidy, values};
use crate::compare::align::Pair;
use crate::compare::reading::Reading;
use crate::compare::reason;
use crate::model::{Claim, Kind, SourceKind, Span, Speaker, Token, TokenKind, Verdict};
use crate::text::skeleton;

const NAME: &str = "attribution";

/// A quotation with its speaker.
pub(super) struct Quoted<'s> {
    pub(super) claim: &'s Claim,
    pub(super) span: Span,
    pub(super) speaker: &'s Speaker,
    pub(super) tokens: Vec<usize>,
}

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    let (quotes_a, quotes_b) = (quoted(pair.a), quoted(pair.b));
    if quotes_a.is_empty() || quotes_b.is_empty() {
        return trace.stop(NAME, "no_quotation_on_both_sides");
    }
    for one in &quotes_a {
        for other in &quotes_b {
            let across = pair.a.lang != pair.b.lang;
            let run = run_likeness(pair, one, other).max(held_likeness(pair, one, other));
            let alike = if across { translated_likeness(pair, one, other) } else { run };
            let least = if across { TRANSLATED } else { 0.8 };
            if alike < least || one.tokens.len().min(other.tokens.len()) < 4 {
                trace.stop::<()>(NAME, "other_words");
                continue;
            }
            // A speaker named sentences before may be another's by now, but not where the whole quotation is the same.
            let same_words = alike >= WHOLE && one.tokens.len().min(other.tokens.len()) >= LONG;
            let unnamed = |quote: &Quoted<'_>| {
                quote.claim.source == SourceKind::Unnamed || quote.speaker.inherited && !same_words
            };
            let persons = person(pair.a, one).zip(person(pair.b, other));
            let told = persons.filter(|_| !unnamed(one) && !unnamed(other));
            // A surname alone tells enough beside a full name that lacks it, where the words are the same.
            let sure = same_words || across;
            let alone = || one_surname(pair, one, other).filter(|_| sure && !unnamed(one) && !unnamed(other));
            let by_surname = told.is_none();
            let Some((of_a, of_b)) = told.or_else(alone) else {
                trace.stop::<()>(NAME, "speaker_unnamed");
                continue;
            };
            // Who holds an office is told by the rest of an article; one such guess is enough.
            let by_office = (by_office(pair.a, one), by_office(pair.b, other));
            if by_office.0 && by_office.1 {
                trace.stop::<()>(NAME, "both_by_office");
                continue;
            }
            // Two speakers that both were only found before ("he told reporters") may be one that was found in two ways.
            if one.speaker.inherited && other.speaker.inherited {
                trace.stop::<()>(NAME, "speakers_inherited");
                continue;
            }
            // One part of a name ("bin Ibrahim", "Sheikh Salman") may be the other's other part, but no part of a full name
            // that lacks it.
            if of_a.len() + of_b.len() < NAME_WORDS || !are_two(pair, &of_a, &of_b) {
                trace.stop::<()>(NAME, "same_speaker");
                continue;
            }
            // One sentence told twice, with the other name beside it, was read in two ways.
            if names(pair.b, other, one.speaker) || names(pair.a, one, other.speaker) {
                trace.stop::<()>(NAME, "both_named_on_one_side");
                continue;
            }
            let mut found = finding(pair, one, other, alike);
            found.features.push(("by_surname", f64::from(by_surname)));
            let told = |reading, quote, words: usize| words > 1 || is_named_again(reading, quote);
            let again = told(pair.a, one, of_a.len()) && told(pair.b, other, of_b.len());
            found.features.push(("named_again", f64::from(again)));
            return Some(found);
        }
    }
    None
}

/// The words of the person a quotation is given to; none for a document or body that speaks for another ("the statement
/// said"), a title or an office without a name ("His Highness said").
fn person<'q>(reading: &'q Reading<'_>, quote: &'q Quoted<'_>) -> Option<Vec<&'q str>> {
    named(reading, quote).filter(|words| words.len() >= 2)
}

/// The names of two speakers of whom one is named by a surname alone, the other in full.
fn one_surname<'q>(
    pair: &'q Pair<'_>,
    one: &'q Quoted<'_>,
    other: &'q Quoted<'_>,
) -> Option<(Vec<&'q str>, Vec<&'q str>)> {
    let (of_a, of_b) = (named(pair.a, one)?, named(pair.b, other)?);
    (of_a.len() + of_b.len() >= NAME_WORDS).then_some((of_a, of_b))
}

/// The words that name a person, one at least.
fn named<'q>(reading: &'q Reading<'_>, quote: &'q Quoted<'_>) -> Option<Vec<&'q str>> {
    let lexicon = crate::lexicon::of(reading.lang)?;
    let known = |word: &str| {
        ["unnamed_sources", "titles", "roles", "role_modifiers", "agencies"].iter().any(|table| {
            let forms = crate::text::stem::candidates(word, reading.lang);
            forms.iter().any(|form| lexicon.table(table).has(form))
        })
    };
    // What is named as an agreement or a cup is, and is a body too, is a paper or a channel: it passes words on.
    let passes_on = |word: &str| {
        let forms = crate::text::stem::candidates(word, reading.lang);
        forms.iter().any(|form| {
            let named = lexicon.table("place_cues").get(form).is_some_and(|row| row.cell(1) == "name_noun");
            named && lexicon.table("organisations").has(form)
        })
    };
    let canonical = quote.speaker.canonical.as_str();
    let surname = |name: &str| !known(name) && !passes_on(name);
    let full = reading.full_names.iter().find(|(name, _)| name == canonical && surname(name));
    let full = full.map(|(_, full)| full.as_str());
    let words: Vec<&str> = full.unwrap_or(canonical).split_whitespace().collect();
    // An office before a given name is not what tells the person.
    let given = words.iter().position(|word| lexicon.table("given_names").has(word));
    if let Some(from) = given.filter(|from| from + 1 < words.len()) {
        return words.get(from..).map(<[&str]>::to_vec);
    }
    let first = words.first()?;
    // One part of a name ("bin Ibrahim", "Sheikh Salman") may be the other's other part.
    let whole = words.iter().filter(|word| !known(word)).count();
    // Bodies quote each other, and each is named in many ways.
    let body = words.iter().any(|word| {
        let forms = crate::text::stem::candidates(word, reading.lang);
        forms.iter().any(|form| lexicon.table("organisations").has(form))
    });
    // An office and its holder are one speaker that two reports name in two ways.
    (!known(first) && !passes_on(first) && whole >= words.len().min(2) && !body).then_some(words)
}

/// Whether an article has the last word of a speaker's name more than once: whom it quotes it tells of.
fn is_named_again(reading: &Reading<'_>, quote: &Quoted<'_>) -> bool {
    let Some(name) = quote.speaker.name.split_whitespace().next_back() else { return false };
    let title = reading.source.title.as_deref().unwrap_or_default();
    reading.source.text.matches(name).count() + title.matches(name).count() > 1
}

/// Whether no name stands beside a quotation: its speaker was found elsewhere in the article.
fn by_office(reading: &Reading<'_>, quote: &Quoted<'_>) -> bool {
    name_words(reading, quote).is_empty()
}

/// The words beside a quotation that name its speaker otherwise than by office or body.
fn name_words<'r>(reading: &'r Reading<'_>, quote: &Quoted<'_>) -> Vec<&'r str> {
    let (Some(lexicon), Some(span)) = (crate::lexicon::of(reading.lang), quote.speaker.span) else {
        return Vec::new();
    };
    let names = |token: &&Token| {
        let forms = crate::text::stem::candidates(&token.folded, reading.lang);
        let known = |table: &str| forms.iter().any(|form| lexicon.table(table).has(form));
        token.kind == TokenKind::Word
            && span.overlaps(token.span)
            && !["roles", "role_modifiers", "organisations", "titles"].into_iter().any(known)
    };
    reading.tokens.iter().filter(names).map(|token| token.folded.as_str()).collect()
}

/// Whether a sentence names `speaker` outside the quotation too.
fn names(reading: &Reading<'_>, quote: &Quoted<'_>, speaker: &Speaker) -> bool {
    let outside = |word: &str| {
        let mut tokens = reading.tokens.iter().filter(|token| !quote.span.contains(token.span));
        tokens.any(|token| token.folded.contains(word))
    };
    let words: Vec<&str> = speaker
        .canonical
        .split_whitespace()
        .filter(|word| word.chars().count() > 2)
        .take(NAME_WORDS)
        .collect();
    // An office that trails the name may be told in other words.
    words.iter().filter(|word| outside(word)).count() >= words.len().clamp(1, 2)
}

/// Likeness of two quotations of which one is the other, give or take a word at its ends, and words it must have.
const WHOLE: f64 = 0.9;
const LONG: usize = 5;

/// Words of a speaker that hold the name, where the name comes first.
const NAME_WORDS: usize = 3;

/// Whether two quotations are given to two people, as far as names and other words for them tell; an office alone may be either's.
pub(super) fn of_two(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> bool {
    if let Some((of_a, of_b)) = person(pair.a, one).zip(person(pair.b, other)) {
        return are_two(pair, &of_a, &of_b);
    }
    let (of_a, of_b) = (name_words(pair.a, one), name_words(pair.b, other));
    let inherited = one.speaker.inherited || other.speaker.inherited;
    pair.a.lang == pair.b.lang && !inherited && are_two(pair, &of_a, &of_b)
}

/// The quotations of a reading that have a speaker.
pub(super) fn quoted<'s>(reading: &Reading<'s>) -> Vec<Quoted<'s>> {
    let quotes = reading.claims.iter().filter_map(|(_, claim)| {
        let (span, speaker) = (claim.quote?, claim.speaker.as_ref()?);
        let inside = |nth: &usize| {
            let token = &reading.tokens[*nth];
            span.contains(token.span) && token.kind != TokenKind::Mark
        };
        let tokens = (0..reading.tokens.len()).filter(inside).collect();
        Some(Quoted { claim, span, speaker, tokens })
    });
    quotes.collect()
}

/// Share of the shorter quotation's tokens that stand in the same order in the longer, 0–1; 0 for a quotation of few words,
/// which anybody may have said, and for one that is no large part of the other.
fn held_likeness(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> f64 {
    let (less, more) = (one.tokens.len().min(other.tokens.len()), one.tokens.len().max(other.tokens.len()));
    if less < LONG || 2 * less < more { 0.0 } else { common_run(pair, one, other) / less as f64 }
}

/// Share of the longer quotation's tokens that stand in the same order in both, 0–1.
pub(super) fn run_likeness(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> f64 {
    let longer = one.tokens.len().max(other.tokens.len());
    if longer == 0 { 0.0 } else { common_run(pair, one, other) / longer as f64 }
}

/// Tokens that stand in the same order in both quotations.
fn common_run(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> f64 {
    let (m, n) = (one.tokens.len(), other.tokens.len());
    if m == 0 || n == 0 || m > 400 || n > 400 {
        return 0.0;
    }
    let mut row = vec![0u32; n + 1];
    for &x in &one.tokens {
        let mut diagonal = 0;
        for (at, &y) in other.tokens.iter().enumerate() {
            let above = row[at + 1];
            let same = pair.a.tokens[x].folded == pair.b.tokens[y].folded;
            row[at + 1] = if same { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    f64::from(row[n])
}

/// Share of the content words of two quotations in two languages that match, and the fewest that must.
const TRANSLATED: f64 = 0.6;
const FEWEST_TRANSLATED: usize = 2;

/// Matched content words of two quotations over all of theirs, 0–1; 0 where too few match to tell them from other words.
fn translated_likeness(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> f64 {
    let held = |reading: &Reading<'_>, quote: &Quoted<'_>| -> Vec<usize> {
        let inside = |nth: &usize| quote.tokens.contains(&(reading.words[*nth].token as usize));
        (0..reading.words.len()).filter(inside).collect()
    };
    let (of_a, of_b) = (held(pair.a, one), held(pair.b, other));
    let meets = |nth: &&usize| pair.matched[**nth].is_some_and(|(hit, _)| of_b.contains(&(hit as usize)));
    let matched = of_a.iter().filter(meets).count();
    let all = of_a.len() + of_b.len();
    if matched < FEWEST_TRANSLATED { 0.0 } else { 2.0 * matched as f64 / all as f64 }
}

/// Whether two persons are two: no part of one's name meets the other's.
fn are_two(pair: &Pair<'_>, of_a: &[&str], of_b: &[&str]) -> bool {
    let parts = |words: &[&str]| -> Vec<String> {
        words.iter().filter(|part| part.chars().count() > 2).map(|&part| part.to_owned()).collect()
    };
    let (a, b) = (parts(of_a), parts(of_b));
    if pair.a.lang == pair.b.lang {
        let close =
            |x: &String, y: &String| x == y || x.chars().count() > 4 && strsim::levenshtein(x, y) <= 1;
        return !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.iter().any(|y| close(x, y)));
    }
    // In another script a name is known by its consonants.
    let bare = |part: &str| part.rsplit('-').next().unwrap_or_default().to_owned();
    let apart = |x: &String, y: &String| {
        let (x, y) = (bare(x), bare(y));
        skeleton::differ((&x, pair.a.lang), (&y, pair.b.lang))
    };
    a.len() + b.len() >= NAME_WORDS && a.iter().all(|x| b.iter().all(|y| apart(x, y)))
}

/// Whether two speakers are surely two by the words they are named with.
fn other_speaker(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> bool {
    if one.speaker.canonical == other.speaker.canonical {
        return false;
    }
    let words = |quote: &'_ Quoted<'_>| {
        quote.speaker.canonical.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let (a, b) = (words(one), words(other));
    let (a, b): (Vec<&str>, Vec<&str>) =
        (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
    are_two(pair, &a, &b)
}

fn finding(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>, alike: f64) -> Finding {
    let spans = |quote: &Quoted<'_>| tidy(std::iter::once(quote.span).chain(quote.speaker.span).collect());
    let mut features = common_features(pair, None);
    features.push(("quote_likeness", alike));
    // "The president said": whose office it is was found elsewhere in the article, which may name several.
    let by_office = by_office(pair.a, one) || by_office(pair.b, other);
    features.push(("by_office", f64::from(by_office)));
    Finding {
        rule: NAME,
        verdict: Verdict::Contradiction,
        kind: Some(Kind::Attribution),
        a: spans(one),
        b: spans(other),
        values: values(&*one.speaker.canonical, &*other.speaker.canonical),
        reason: reason::contrast(
            pair,
            NAME,
            reason::plain(&one.speaker.name),
            reason::plain(&other.speaker.name),
        ),
        settle: reason::say("settle_attribution", &[]),
        features,
    }
}

/// Whether the names of two speakers meet.
pub(super) fn surely_same_speaker(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> bool {
    let bones = |reading: &Reading<'_>, quote: &Quoted<'_>| {
        let words = quote.speaker.canonical.split_whitespace();
        words.map(|word| skeleton::of(word, reading.lang)).collect::<Vec<_>>()
    };
    let (a, b) = (bones(pair.a, one), bones(pair.b, other));
    a.iter().any(|x| b.iter().any(|y| x.meets(y)))
}

/// Whether two quotations are of one speaker, as far as the names tell.
pub(super) fn same_speaker(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> bool {
    one.speaker.canonical == other.speaker.canonical || !other_speaker(pair, one, other)
}
