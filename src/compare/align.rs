//! Two readings side by side.
//!
//! Takes two readings, gives what they share: matched words, linked acts with the likeness of their arguments, matched
//! counts. Every number is the same whichever side comes first. Decides nothing.

use super::classes::{self, Link};
use super::reading::{Act, Reading, Word};
use super::rules::figures::Figures;
use crate::claim::place::{self, PlaceRelation};
use crate::event::kinds::EventKind;
use crate::lexicon;
use crate::model::{Article, DatePrecision, PlaceRole, Polarity, Span, TimeRef};
use std::cmp::Ordering;

/// Two readings of two articles, aligned.
#[derive(Debug)]
pub struct Pair<'s> {
    /// The side that comes first by time, then outlet, then id.
    pub a: &'s Reading<'s>,
    /// The other side.
    pub b: &'s Reading<'s>,
    /// For each word of `a`, the word of `b` it matches and how well, 0–1.
    pub matched: Vec<Option<(u32, f64)>>,
    /// Share of the lighter side's weight that is matched, 0–1.
    pub containment: f64,
    /// Matched weight over all weight, 0–1.
    pub jaccard: f64,
    /// Acts that stand to each other in some way, in order of (a, b).
    pub links: Vec<ActLink>,
    /// Names both sides mention.
    pub shared_names: usize,
    /// How the places of happening stand to each other.
    pub places: PlaceRelation,
    /// Whether one side is known to be published later than the other, by clock or by day.
    pub later: Later,
    /// The kind of the event that both are known to tell of; `None` where that has to show in the words.
    pub event: Option<EventKind>,
    /// What its counts are to each other, worked out when a detector first asks.
    pub(super) figures: Figures,
}

/// Two acts that stand to each other in some way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActLink {
    /// Index of the act on side `a`.
    pub a: usize,
    /// Index of the act on side `b`.
    pub b: usize,
    /// How their classes stand to each other; `Same` also for a shared stem without classes.
    pub link: Tie,
    /// Likeness of the words around them, 0–1.
    pub args: f64,
    /// Content words around them that match, other than the acts.
    pub shared: usize,
    /// Likeness of the words nearest to them, up to the next acts, 0–1.
    pub core: f64,
}

/// How two acts are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// The same word.
    Stem,
    /// By their classes.
    Class(Link),
}

impl ActLink {
    /// Whether both acts say the same thing happened, polarity aside.
    #[must_use]
    pub fn is_same(&self) -> bool {
        matches!(self.link, Tie::Stem | Tie::Class(Link::Same(_)))
    }

    /// Whether the acts are the same or near.
    #[must_use]
    pub fn is_alike(&self) -> bool {
        self.is_same() || matches!(self.link, Tie::Class(Link::Near(..)))
    }
}

/// What publication times say about the order of two articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later {
    /// At least one of the two has no date.
    Unknown,
    /// The same day, and no clock time tells them apart.
    SameDay,
    /// Side `b` is later on the same day.
    SameDayLater,
    /// Side `a` is later than its place in the order says: it tells as yesterday what `b` tells as today.
    SameDayEarlier,
    /// Side `b` is later by at least a day.
    NextDay,
}

/// Orders two articles by time, then outlet, then id; never by score.
#[must_use]
pub fn order(a: &Article, b: &Article) -> Ordering {
    let key = |article: &Article| {
        let at = article.published.as_ref().map(|published| published.at);
        (at.is_none(), at)
    };
    let tail = |article: &'_ Article| (article.outlet.clone(), article.id.clone(), article.text.clone());
    key(a).cmp(&key(b)).then_with(|| tail(a).cmp(&tail(b)))
}

impl<'s> Pair<'s> {
    /// Aligns two readings; they may come in either order.
    #[must_use]
    pub fn new(one: &'s Reading<'s>, other: &'s Reading<'s>) -> Self {
        let turned = order(one.source, other.source).then(one.span.cmp(&other.span)) == Ordering::Greater;
        let (a, b) = if turned { (other, one) } else { (one, other) };
        let matched = match_words(a, b);
        let shared: f64 = matched
            .iter()
            .enumerate()
            .filter_map(|(nth, hit)| {
                let (other, score) = (*hit)?;
                Some(score * (a.words[nth].weight + b.words[other as usize].weight) / 2.0)
            })
            .sum();
        let (wa, wb) = (a.weight(), b.weight());
        let shared_names =
            matched.iter().enumerate().filter(|(nth, hit)| a.words[*nth].name && hit.is_some()).count();
        let links = link_acts(a, b, &matched);
        Self {
            a,
            b,
            containment: ratio(shared, wa.min(wb)),
            jaccard: ratio(shared, wa + wb - shared),
            links,
            shared_names,
            places: relate_places(a, b),
            later: later(a, b),
            event: None,
            figures: Figures::default(),
            matched,
        }
    }

    /// The same pair, known to tell of an event of this kind.
    #[must_use]
    pub fn of_event(self, event: Option<EventKind>) -> Self {
        Self { event, ..self }
    }

    /// The acts of a link.
    #[must_use]
    pub fn acts(&self, link: &ActLink) -> (&Act, &Act) {
        (&self.a.acts[link.a], &self.b.acts[link.b])
    }

    /// Share of the lighter of two word lists that is matched between them, 0–1, and how many words match.
    #[must_use]
    pub fn likeness(&self, of_a: &[u32], of_b: &[u32]) -> (f64, usize) {
        likeness(&self.matched, &self.a.words, &self.b.words, of_a, of_b)
    }

    /// Whether both sides quote, report or tell of the same polarity.
    #[must_use]
    pub fn same_polarity(&self, link: &ActLink) -> bool {
        let (a, b) = self.acts(link);
        a.polarity == b.polarity
    }

    /// The better of the links that tie act `a` to an act of the other side that says the same.
    #[must_use]
    pub fn best_alike(&self, a: Option<usize>, b: Option<usize>) -> f64 {
        let fits = |link: &&ActLink| {
            link.is_same() && a.is_none_or(|nth| link.a == nth) && b.is_none_or(|nth| link.b == nth)
        };
        self.links.iter().filter(fits).map(|link| link.args).fold(0.0, f64::max)
    }

    /// Whether a side also says what the other says: a link of the same act touches `link`, with nearest words and
    /// arguments as much alike.
    #[must_use]
    pub fn also_said(&self, link: &ActLink) -> bool {
        self.links.iter().any(|near| {
            let touches = near.a == link.a || near.b == link.b;
            touches
                && near.is_alike()
                && self.same_polarity(near)
                && near.args > 0.0
                && near.args >= if near.is_same() { link.args - 0.15 } else { link.args }
                && (near.core >= link.core - 0.3 || near.args >= link.args + 0.1)
        })
    }

    /// Spans of an act and its negator.
    #[must_use]
    pub fn act_spans(act: &Act) -> Vec<Span> {
        std::iter::once(act.span).chain(act.negator).collect()
    }

    /// Whether an act is denied.
    #[must_use]
    pub fn is_denied(act: &Act) -> bool {
        act.polarity == Polarity::Negative
    }
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole <= 0.0 { 0.0 } else { (part / whole).clamp(0.0, 1.0) }
}

/// Matches words one to one, in order of the first side: by a shared key, by the consonants of a name, by spelling.
fn match_words(a: &Reading<'_>, b: &Reading<'_>) -> Vec<Option<(u32, f64)>> {
    let same_language = a.lang == b.lang;
    let by_key = b.words_by_key();
    let holding = |key: u64| {
        let from = by_key.partition_point(|held| held.0 < key);
        by_key[from..].iter().take_while(move |held| held.0 == key).map(|(_, nth)| nth)
    };
    let mut taken = vec![false; b.words.len()];
    let mut matched: Vec<Option<(u32, f64)>> = vec![None; a.words.len()];
    for (nth, word) in a.words.iter().enumerate() {
        let exact = |other: &u32| !taken[*other as usize] && b.words[*other as usize].folded == word.folded;
        let of_keys = || word.keys.iter().flat_map(|&key| holding(key));
        let hit = of_keys().find(|other| exact(other)).or_else(|| of_keys().find(|o| !taken[**o as usize]));
        if let Some(&other) = hit {
            taken[other as usize] = true;
            matched[nth] = Some((other, 1.0));
        }
    }
    for (nth, word) in a.words.iter().enumerate().filter(|(_, word)| !word.skeleton.is_empty()) {
        if matched[nth].is_some() {
            continue;
        }
        let fits = |(at, other): &(usize, &Word)| !taken[*at] && is_near(word, other, same_language);
        if let Some((other, _)) = b.words.iter().enumerate().find(fits) {
            taken[other] = true;
            matched[nth] = Some((other as u32, 0.85));
        }
    }
    if !same_language {
        match_translations(a, b, &mut taken, &mut matched);
    }
    matched
}

/// How surely two words that a learned table translates into each other are one.
const TRANSLATED: f64 = 0.8;

/// Matches what is left of two languages by the English stems that translate it.
fn match_translations(
    a: &Reading<'_>,
    b: &Reading<'_>,
    taken: &mut [bool],
    matched: &mut [Option<(u32, f64)>],
) {
    for (nth, word) in a.words.iter().enumerate().filter(|(_, word)| !word.pivots.is_empty()) {
        if matched[nth].is_some() {
            continue;
        }
        let translates = |other: &Word| other.pivots.iter().any(|pivot| word.pivots.contains(pivot));
        let hit = b.words.iter().enumerate().find(|(at, other)| !taken[*at] && translates(other));
        if let Some((other, _)) = hit {
            taken[other] = true;
            matched[nth] = Some((other as u32, TRANSLATED));
        }
    }
}

/// Whether two words are spellings of one name or one long word.
fn is_near(a: &Word, b: &Word, same_language: bool) -> bool {
    let one_name = if same_language {
        a.name && b.name && a.skeleton.is_like(&b.skeleton)
    } else {
        (a.name || b.name) && a.skeleton.meets(&b.skeleton)
    };
    if one_name {
        return true;
    }
    let long = |word: &Word| word.folded.chars().nth(LEAST_SPELLED - 1).is_some();
    same_language && one_edit_apart(&a.folded, &b.folded) && long(a) && long(b)
}

/// Letters of a word of which one may be another.
const LEAST_SPELLED: usize = 6;

/// Whether two words are the same but for one letter at most: another, or one more.
fn one_edit_apart(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.chars(), b.chars());
    loop {
        let (before_a, before_b) = (a.clone(), b.clone());
        match (a.next(), b.next()) {
            (None, None) => return true,
            (x, y) if x == y => {}
            _ => {
                let (rest_a, rest_b) = (a.as_str(), b.as_str());
                return rest_a == rest_b || rest_a == before_b.as_str() || before_a.as_str() == rest_b;
            }
        }
    }
}

fn likeness(
    matched: &[Option<(u32, f64)>],
    words_a: &[Word],
    words_b: &[Word],
    of_a: &[u32],
    of_b: &[u32],
) -> (f64, usize) {
    let mut shared = 0.0;
    let mut count = 0;
    for &nth in of_a {
        // One name may stand twice; a match elsewhere of the same key is as good.
        let word = &words_a[nth as usize];
        let direct = matched[nth as usize].filter(|(other, _)| of_b.contains(other)).map(|(_, score)| score);
        let score = direct.or_else(|| {
            let again =
                |other: &&u32| words_b[**other as usize].keys.iter().any(|key| word.keys.contains(key));
            of_b.iter().find(again).map(|_| 1.0)
        });
        if let Some(score) = score {
            shared += score * word.weight;
            count += 1;
        }
    }
    let weigh = |words: &[Word], of: &[u32]| of.iter().map(|&nth| words[nth as usize].weight).sum::<f64>();
    let least = weigh(words_a, of_a).min(weigh(words_b, of_b));
    (ratio(shared, least), count)
}

/// Whether two acts of two languages are words that translate each other.
fn translate(
    a: &Reading<'_>,
    b: &Reading<'_>,
    matched: &[Option<(u32, f64)>],
    one: &Act,
    other: &Act,
) -> bool {
    if a.lang == b.lang {
        return false;
    }
    let word = |reading: &Reading<'_>, act: &Act| {
        let at = reading
            .words
            .partition_point(|word| reading.tokens[word.token as usize].span.end <= act.span.start);
        let holds = reading
            .words
            .get(at)
            .is_some_and(|word| act.span.overlaps(reading.tokens[word.token as usize].span));
        holds.then_some(at)
    };
    let (Some(x), Some(y)) = (word(a, one), word(b, other)) else { return false };
    matched[x].is_some_and(|(hit, _)| hit as usize == y)
}

fn link_acts(a: &Reading<'_>, b: &Reading<'_>, matched: &[Option<(u32, f64)>]) -> Vec<ActLink> {
    let mut links = Vec::new();
    for (ia, one) in a.acts.iter().enumerate().filter(|(_, act)| !act.reports) {
        for (ib, other) in b.acts.iter().enumerate().filter(|(_, act)| !act.reports) {
            let link = match classes::link(&one.classes, &other.classes) {
                Link::None if one.stem == other.stem || translate(a, b, matched, one, other) => Tie::Stem,
                Link::None => continue,
                link => Tie::Class(link),
            };
            let (all, shared) = likeness(matched, &a.words, &b.words, &one.around, &other.around);
            let (after, _) = likeness(matched, &a.words, &b.words, &one.after, &other.after);
            let (core, _) = likeness(matched, &a.words, &b.words, &one.core, &other.core);
            links.push(ActLink { a: ia, b: ib, link, args: all.max(after).max(0.8 * core), shared, core });
        }
    }
    links
}

fn relate_places(a: &Reading<'_>, b: &Reading<'_>) -> PlaceRelation {
    let located = |reading: &Reading<'_>| reading.locations().next().is_some();
    if !located(a) || !located(b) {
        return PlaceRelation::Unknown;
    }
    let mut found = PlaceRelation::Disjoint;
    for one in a.places().filter(|place| place.role != PlaceRole::Origin) {
        for other in b.places().filter(|place| place.role != PlaceRole::Origin) {
            match place::relation(one, other) {
                PlaceRelation::Same => return PlaceRelation::Same,
                PlaceRelation::PartOf => found = PlaceRelation::PartOf,
                PlaceRelation::Unknown if found == PlaceRelation::Disjoint => found = PlaceRelation::Unknown,
                _ => {}
            }
        }
    }
    found
}

fn later(a: &Reading<'_>, b: &Reading<'_>) -> Later {
    let (Some(one), Some(other)) = (&a.source.published, &b.source.published) else { return Later::Unknown };
    let clock = |precision| matches!(precision, DatePrecision::Minute | DatePrecision::Second);
    if one.precision < DatePrecision::Day || other.precision < DatePrecision::Day {
        Later::Unknown
    } else if one.date() != other.date() {
        Later::NextDay
    } else if clock(one.precision) && clock(other.precision) && one.at != other.at {
        Later::SameDayLater
    } else {
        by_words(a, b)
    }
}

/// Which of two articles of one day is later by its words: what one calls today is yesterday to the other.
fn by_words(a: &Reading<'_>, b: &Reading<'_>) -> Later {
    for one in a.times() {
        // A weekday beside "today" names the day also where the page's own date does not.
        let day = a.weekday(one);
        let same_day = |other: &&TimeRef| {
            one.from.is_some() && one.from == other.from && one.to == other.to
                || day.is_some() && day == b.weekday(other)
        };
        for other in b.times().filter(same_day) {
            let (Some(back_a), Some(back_b)) = (days_back(a, one), days_back(b, other)) else { continue };
            match back_a.cmp(&back_b) {
                Ordering::Less => return Later::SameDayLater,
                Ordering::Greater => return Later::SameDayEarlier,
                Ordering::Equal => {}
            }
        }
    }
    Later::SameDay
}

/// How many days before the telling a time says it lies: 0 for "today", 1 for "yesterday".
fn days_back(reading: &Reading<'_>, time: &TimeRef) -> Option<i32> {
    let table = lexicon::of(reading.lang)?.table("relative_time");
    let inside = reading.tokens.iter().filter(|token| time.span.overlaps(token.span));
    let mut days = inside.filter_map(|token| table.get(&token.folded).filter(|row| row.cell(1) == "day"));
    days.next()?.cell(2).parse::<i32>().ok().map(|days| -days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn one_edit_is_a_distance_of_one_at_most(a in "[abج]{0,6}", b in "[abج]{0,6}") {
            prop_assert_eq!(one_edit_apart(&a, &b), strsim::levenshtein(&a, &b) <= 1, "{} {}", a, b);
        }
    }
}
