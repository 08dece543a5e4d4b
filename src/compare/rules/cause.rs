//! Causes: what two sentences say brought one happening about.
//!
//! Shared by the detector of framing. No detector of its own.

use crate::compare::align::Pair;
use crate::compare::classes::{self, ClassId};
use crate::compare::reading::Reading;
use crate::event::kinds::{self, EventKind, KindRelation};
use crate::lexicon;
use crate::model::{Span, TokenKind};
use crate::text::phrase::{self, PhraseIndexes};
use std::ops::Range;
use std::sync::LazyLock;

static CUES: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("cause_cues"));
static CAUSES: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("causes"));
static MISHAPS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("mishaps"));

/// Content words of a cause at most, and tokens of what it brought about.
const CAUSE_WORDS: usize = 6;
const EFFECT_TOKENS: usize = 12;
/// Tokens between a word that puts something down to a cause and the small word before that cause.
const LINK_REACH: usize = 12;
/// Tokens behind a word of finding among which stands who found.
const INQUIRY_REACH: usize = 4;
/// Letters of a word onto which a small word may be written.
const WRITTEN_ON: usize = 4;
/// Tokens before a word of cause in which a negator denies it.
const DENIED_REACH: usize = 4;

/// The kind of `mishaps.tsv` that looks into a mishap.
const INQUIRY: &str = "inquiry";

/// What is done for one reason: acts that a report explains by a single cause, as mishaps are.
const EXPLAINED: [&str; 6] = ["postpone", "cancel", "resign", "suspend", "delay", "evacuate"];

/// What struck or was done once put down to two causes: of two known classes that are not one, or, in one language and
/// where both sides name the happening, with no word and no kind of happening in common: the words of both.
///
/// Of deaths and losses alone nothing is said: they have near and far causes ("killed by smoke", "killed in the fire"); nor
/// of what goes on for long, which has many.
pub(super) fn apart(pair: &Pair<'_>) -> Option<(Span, Span)> {
    let (of_a, of_b) = (of(pair.a), of(pair.b));
    for one in of_a {
        for other in of_b {
            if is_one_happening(pair, one, other) && !share_a_cause(pair, one, other) {
                return Some((span(pair.a, &one.words)?, span(pair.b, &other.words)?));
            }
        }
    }
    None
}

/// The causes that a sentence names.
pub(super) fn of<'r>(reading: &'r Reading<'_>) -> &'r [Cause] {
    reading.once.causes.get_or_init(|| causes(reading))
}

/// A cause that a sentence names.
#[derive(Debug, Clone)]
pub(in crate::compare) struct Cause {
    /// Its content words, as indexes into the reading's.
    words: Range<usize>,
    /// The kinds of happenings among its words.
    kinds: Vec<EventKind>,
    /// Its classes, of `cause_classes.tsv`.
    classes: Vec<&'static str>,
    /// What it is said to have brought about.
    effect: Effect,
    /// The word that ties them is one of cause alone.
    strong: bool,
}

impl Cause {
    /// Whether content word `nth` is one of its words.
    pub(super) fn names(&self, nth: u32) -> bool {
        self.words.contains(&(nth as usize))
    }
}

/// What a cause is said to have brought about.
#[derive(Debug, Clone, Default)]
struct Effect {
    /// The kinds of happenings that strike once among its words.
    kinds: Vec<EventKind>,
    /// The acts done for one reason among them.
    acts: Vec<ClassId>,
    /// A mishap is named without its kind.
    mishap: bool,
}

impl Effect {
    fn is_told(&self) -> bool {
        self.mishap || !self.kinds.is_empty() || !self.acts.is_empty()
    }
}

fn causes(reading: &Reading<'_>) -> Vec<Cause> {
    let read = phrase::rows_in(&CUES, reading.tokens, reading.lang).filter_map(|(cue, row)| {
        let at = cue.first_token..cue.last_token + 1;
        read(reading, at, row.cell(1), row.cell(2))
    });
    read.collect()
}

/// The cause that the words of `cue` tie to a happening; `None` where it is denied or none is named.
fn read(reading: &Reading<'_>, cue: Range<usize>, side: &str, links: &str) -> Option<Cause> {
    let (low, high) = clause(reading, &cue);
    let denied = |token: &crate::model::Token| reading.is_negator(token);
    if reading.tokens[low.max(cue.start.saturating_sub(DENIED_REACH))..cue.start].iter().any(denied) {
        return None;
    }
    let place = |token: usize| reading.words.partition_point(|word| (word.token as usize) < token);
    let before = place(low)..place(cue.start);
    let behind = |token: usize| {
        let from = place(token);
        from..place(high).min(from + CAUSE_WORDS)
    };
    let tokens_before = low.max(cue.start.saturating_sub(EFFECT_TOKENS))..cue.start;
    let (words, effect) = match side {
        "by" => (behind(cue.end), tokens_before),
        // "For health reasons": the words themselves name the cause.
        "self" => (place(cue.start)..place(cue.end), low..cue.start),
        "by_before" | "is" | "does" => {
            let effect = cue.end..high.min(cue.end + EFFECT_TOKENS);
            // "The accident from the load stems": what happened may stand before its cause.
            let effect = if side == "by_before" { tokens_before.start..effect.end } else { effect };
            (before.end.saturating_sub(CAUSE_WORDS).max(before.start)..before.end, effect)
        }
        // "The cause of the accident was a rock": what happened is named by its kind, and its cause after that.
        "of" => {
            let near = cue.end..high.min(cue.end + EFFECT_TOKENS / 2);
            let end = effect_end(reading, &near)?;
            (behind(end), cue.end..end)
        }
        "to" => {
            let near = cue.end..high.min(cue.end + LINK_REACH);
            let links: Vec<&str> = links.split(',').collect();
            // "-" behind a link: it is written onto the word.
            let written_on = |word: &str| {
                let mut fronts = links.iter().filter_map(|link| link.strip_suffix('-'));
                fronts.any(|front| word.starts_with(front) && word.chars().count() > WRITTEN_ON)
            };
            let is_link = |word: &str| links.contains(&word) || written_on(word);
            let link = near.clone().find(|&at| is_link(reading.tokens[at].folded.as_str()))?;
            let from = if written_on(&reading.tokens[link].folded) { link } else { link + 1 };
            (behind(from), tokens_before.start..link)
        }
        "found" => {
            // Where the verb comes first, who looks into it follows.
            let around = tokens_before.start..high.min(cue.end + INQUIRY_REACH);
            let inquiry = mishaps(reading, around, INQUIRY);
            inquiry.then(|| (behind(cue.end), cue.end..high.min(cue.end + EFFECT_TOKENS)))?
        }
        _ => return None,
    };
    let last = reading.words.get(words.end.checked_sub(1)?)?.token as usize + 1;
    let own = reading.words.get(words.start)?.token as usize..last;
    let kinds = kinds_in(reading, own.clone());
    let classes = classes_in(reading, own);
    let effect = effect_of(reading, effect);
    let strong = !matches!(side, "found" | "does");
    (!words.is_empty()).then_some(Cause { words, kinds, classes, effect, strong })
}

/// The kinds of happenings named in `tokens`; words that name one only beside a cause, a day or a place count too.
pub(super) fn kinds_in(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<EventKind> {
    let slice = reading.tokens.get(tokens).unwrap_or_default();
    let mut kinds: Vec<EventKind> = kinds::mentions(slice, reading.lang).iter().map(|at| at.kind).collect();
    let mishaps = phrase::rows_in(&MISHAPS, slice, reading.lang);
    kinds.extend(mishaps.filter_map(|(_, row)| EventKind::named(row.cell(1))));
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The classes of causes named in `tokens`.
fn classes_in(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<&'static str> {
    let slice = reading.tokens.get(tokens).unwrap_or_default();
    phrase::rows_in(&CAUSES, slice, reading.lang).map(|(_, row)| row.cell(1)).collect()
}

/// Whether `tokens` name a mishap or an inquiry.
pub(super) fn mishaps(reading: &Reading<'_>, tokens: Range<usize>, kind: &str) -> bool {
    mishap_ends(reading, tokens, |own| own == kind).next().is_some()
}

/// Where the words of that kind in `tokens` end, as tokens.
fn mishap_ends<'r>(
    reading: &'r Reading<'_>,
    tokens: Range<usize>,
    wanted: impl Fn(&str) -> bool + 'r,
) -> impl Iterator<Item = usize> + 'r {
    let from = tokens.start;
    let slice = reading.tokens.get(tokens).unwrap_or_default();
    let all = phrase::rows_in(&MISHAPS, slice, reading.lang);
    all.filter(move |(_, row)| wanted(row.cell(1))).map(move |(one, _)| from + one.last_token + 1)
}

/// The token behind the first happening that `tokens` name.
fn effect_end(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<usize> {
    let named = kinds::mentions(reading.tokens.get(tokens.clone())?, reading.lang);
    let of_kind = named.first().map(|at| tokens.start + at.last_token + 1);
    let explained = classes::ids(EXPLAINED);
    let first = reading.tokens.get(tokens.start)?.span.start;
    let act = reading
        .acts
        .iter()
        .find(|act| act.span.start >= first && act.classes.iter().any(|class| explained.contains(class)));
    let of_act = act.map(|act| reading.token_at(act.span.end.saturating_sub(1)) + 1);
    let of_mishap = mishap_ends(reading, tokens.clone(), |kind| kind != INQUIRY).next();
    [of_kind, of_act.filter(|end| *end <= tokens.end), of_mishap].into_iter().flatten().min()
}

fn effect_of(reading: &Reading<'_>, tokens: Range<usize>) -> Effect {
    let explained = classes::ids(EXPLAINED);
    let inside = |span: Span| tokens.contains(&reading.token_at(span.start));
    let acts = reading.acts.iter().filter(|act| inside(act.span));
    let mut acts: Vec<ClassId> =
        acts.flat_map(|act| act.classes.iter().copied()).filter(|class| explained.contains(class)).collect();
    acts.dedup();
    let kinds = kinds_in(reading, tokens.clone()).into_iter().filter(|kind| kind.has_one_toll()).collect();
    Effect { kinds, acts, mishap: mishaps(reading, tokens, "mishap") }
}

/// The tokens between the marks around `cue`.
fn clause(reading: &Reading<'_>, cue: &Range<usize>) -> (usize, usize) {
    let mark = |nth: &usize| {
        reading.tokens[*nth].kind == TokenKind::Mark
            && !matches!(reading.tokens[*nth].folded.as_str(), "\"" | "«" | "»" | "“" | "”" | "'" | "-")
    };
    let low = (0..cue.start).rev().find(mark).map_or(0, |at| at + 1);
    let high = (cue.end..reading.tokens.len()).find(mark).unwrap_or(reading.tokens.len());
    (low, high)
}

/// Whether both causes are of one happening: the same kind or act, a mishap told by its kind and without it, or, where
/// both are causes of known classes, one that one side does not name again because all its report is about it.
fn is_one_happening(pair: &Pair<'_>, one: &Cause, other: &Cause) -> bool {
    let (a, b) = (&one.effect, &other.effect);
    let akin = a.kinds.iter().any(|x| b.kinds.iter().any(|y| x.relation(*y) >= KindRelation::Akin));
    let done = a.acts.iter().any(|class| b.acts.contains(class));
    let mishap = a.mishap && (b.mishap || !b.kinds.is_empty()) || b.mishap && !a.kinds.is_empty();
    let classed = !one.classes.is_empty() && !other.classes.is_empty();
    if akin || done || mishap {
        return classed || one.strong && other.strong && pair.a.lang == pair.b.lang;
    }
    let of_event = pair.event.is_some_and(EventKind::has_one_toll);
    let untold = |cause: &Cause, rest: &Effect| {
        !cause.effect.is_told() && (of_event || !cause.strong && (rest.mishap || !rest.kinds.is_empty()))
    };
    classed && (untold(one, b) || untold(other, a))
}

/// Whether two causes may be one: by their classes where both are known, else by a word of either that stands anywhere on
/// the other side, or as happenings that can be one.
fn share_a_cause(pair: &Pair<'_>, one: &Cause, other: &Cause) -> bool {
    if !one.classes.is_empty() && !other.classes.is_empty() {
        let also = |reading: &Reading<'_>, classes: &[&str]| {
            let told = classes_in(reading, 0..reading.tokens.len());
            told.iter().any(|told| classes.iter().any(|class| may_be_one(told, class)))
        };
        return also(pair.a, &other.classes) || also(pair.b, &one.classes);
    }
    let there = |nth: usize| pair.matched[nth].is_some();
    let here = |nth: usize| pair.matched.iter().flatten().any(|(hit, _)| *hit as usize == nth);
    let akin = |a: &EventKind| other.kinds.iter().any(|b| a.relation(*b) >= KindRelation::Akin);
    one.words.clone().any(there) || other.words.clone().any(here) || one.kinds.iter().any(akin)
}

/// Whether one cause may be told as `one` and as `other`: the same class, one wider than the other, or two that act together.
fn may_be_one(one: &str, other: &str) -> bool {
    let table = lexicon::common().table("cause_classes");
    let beside = |x: &str, y: &str| {
        table.get(x).is_some_and(|row| row.cell(1) == y || row.cell(2).split(',').any(|near| near == y))
    };
    one == other || beside(one, other) || beside(other, one)
}

fn span(reading: &Reading<'_>, words: &Range<usize>) -> Option<Span> {
    let of = |nth: usize| Some(reading.tokens[reading.words.get(nth)?.token as usize].span);
    Some(of(words.start)?.join(of(words.end.checked_sub(1)?)?))
}
