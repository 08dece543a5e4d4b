//! The subjects of a talk: what both sides say that it was about, or would be.
//!
//! Takes an aligned pair, gives the words of subjects that both name, with how sure that is. A subject stands by a word of talking
//! («بحثا ملف إدلب»), in the sentence of an agenda, on either side of it ("Syria is on the agenda"), or behind a marker of themes in the
//! sentence of a contact ("will press him on Syria"). Shared by the detector of agreement; no detector of its own.

use super::slots::{MEETING, Shared, has, is_near, participants, word};
use crate::compare::align::Pair;
use crate::compare::classes::{self, ClassId};
use crate::compare::learned::features;
use crate::compare::reading::{Act, Reading};
use crate::event::cues::{self, CueKind};
use crate::model::{Polarity, Span};

/// Both say that the same subjects were talked about.
pub(super) fn shared(pair: &Pair<'_>) -> Option<Shared> {
    let (one, other) = (Subjects::of(pair.a)?, Subjects::of(pair.b)?);
    if !one.talks && !other.talks {
        return None;
    }
    let mut spans = (vec![one.by], vec![other.by]);
    let (mut shared, mut themes) = (0, 0);
    for (nth, hit) in pair.matched.iter().enumerate() {
        let Some((hit, _)) = *hit else { continue };
        let (x, y) = (one.place_of(nth as u32), other.place_of(hit));
        let Some((x, y)) = x.zip(y) else { continue };
        shared += 1;
        // A matter that both name as one in its own right is a subject, where two lists may meet by chance.
        themes += usize::from(x.theme && y.theme && is_placed(pair.a, nth as u32));
        spans.0.push(word(pair.a, nth as u32));
        spans.1.push(word(pair.b, hit));
    }
    let least = if themes > 0 && one.talks && other.talks { 1 } else { MIN_TOPICS };
    let strength = ((shared + themes) as f64).min(4.0) / 4.0;
    (shared >= least).then_some(Shared { feature: "topics", strength, spans })
}

/// Classes of having something as a subject, and of the list of subjects.
const TALKING: [&str; 2] = ["discuss", "focus"];
const AGENDA: [&str; 1] = ["agenda"];
/// Classes of what one side of a talk wants of the other.
const ASKING: [&str; 1] = ["demand"];
/// Least rarity of a word that names a subject.
const MIN_RARITY: f64 = 0.35;
/// Content words behind a word of talking, and before an agenda, that still belong to the list of subjects.
const LIST_REACH: usize = 12;
/// Words of subjects that make a shared list.
const MIN_TOPICS: usize = 2;
/// Tokens from a marker of themes to the word that it brings in.
const THEME_REACH: usize = 2;

/// The subjects that one side names.
struct Subjects {
    /// The word that says they were talked about.
    by: Span,
    /// Whether it is one of talking, and not of meeting or asking alone.
    talks: bool,
    words: Vec<Subject>,
}

/// A content word that names a subject.
struct Subject {
    nth: u32,
    /// Whether a marker of themes brings it in ("the situation in").
    theme: bool,
}

impl Subjects {
    fn of(reading: &Reading<'_>) -> Option<Self> {
        let told = reading.acts.iter().filter(|act| act.polarity == Polarity::Positive);
        let (talking, agenda) = (classes::ids(TALKING), classes::ids(AGENDA));
        let talk = told.clone().find(|act| has(act, &agenda) || has(act, &talking));
        let contact = [classes::ids(MEETING).as_slice(), &classes::ids(ASKING)].concat();
        let act = talk.or_else(|| told.clone().find(|act| has(act, &contact)))?;
        let listed = has(act, &agenda);
        let themes = themes(reading);
        let busy = [talking.as_slice(), &agenda, &classes::ids(MEETING)].concat();
        let words = (0..reading.words.len() as u32).filter_map(|nth| {
            let theme = themes.contains(&(reading.words[nth as usize].token as usize));
            let near = is_near(reading, act, word(reading, nth), LIST_REACH)
                || listed && stands_before(reading, act, nth);
            let may = theme || talk.is_some() && !is_party(reading, nth);
            (near && may && is_subject(reading, nth, &busy)).then_some(Subject { nth, theme })
        });
        Some(Self { by: act.span, talks: talk.is_some(), words: words.collect() })
    }

    fn place_of(&self, nth: u32) -> Option<&Subject> {
        self.words.iter().find(|one| one.nth == nth)
    }
}

/// The tokens that markers of themes bring in.
fn themes(reading: &Reading<'_>) -> Vec<usize> {
    let found = cues::mentions(reading.tokens, reading.lang);
    let brought = found.iter().filter(|cue| cue.kind == CueKind::Theme);
    brought.flat_map(|cue| cue.last_token + 1..=cue.last_token + THEME_REACH).collect()
}

/// Whether a content word stands so closely before an act that its sentence may say it of the word.
fn stands_before(reading: &Reading<'_>, act: &Act, nth: u32) -> bool {
    let at =
        reading.words.partition_point(|one| reading.tokens[one.token as usize].span.end <= act.span.start);
    (at.saturating_sub(LIST_REACH)..at).contains(&(nth as usize))
}

/// Whether a content word may name a subject: told by the claim, rare enough, no time and no word of talking or saying.
fn is_subject(reading: &Reading<'_>, nth: u32, busy: &[ClassId]) -> bool {
    let span = word(reading, nth);
    let token = &reading.tokens[reading.words[nth as usize].token as usize];
    let told = reading.claims.iter().any(|(_, claim)| claim.content.contains(span));
    let acting = reading.acts.iter().any(|act| act.span.overlaps(span) && (has(act, busy) || act.reports));
    let timed = reading.times().any(|time| time.span.overlaps(span));
    told && !acting && !timed && features::rarity(token, reading) >= MIN_RARITY
}

fn is_party(reading: &Reading<'_>, nth: u32) -> bool {
    let span = word(reading, nth);
    participants(reading).any(|one| one.span.overlaps(span))
}

/// Whether a content word names a known place.
fn is_placed(reading: &Reading<'_>, nth: u32) -> bool {
    let span = word(reading, nth);
    reading.places().any(|place| place.id.is_some() && place.span.overlaps(span))
}
