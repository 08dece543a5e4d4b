//! Words that every meeting is told in.
//!
//! Takes an aligned pair that is said to agree, says whether all the two share is who spoke with whom and what such talks are always
//! said to be about ("discussed relations with his counterpart"): then nothing shows that one meeting is meant. A day, a place, a figure
//! or a subject of its own shows it.

use crate::claim::place::PlaceRelation;
use crate::compare::align::Pair;
use crate::compare::classes::{self, ClassId};
use crate::compare::reading::Reading;
use crate::compare::rules::figures::{self, Values};
use crate::compare::rules::{Trace, dating};
use crate::lexicon;
use crate::model::Span;
use crate::text::phrase::{self, PhraseIndexes};
use crate::text::stem;
use std::sync::LazyLock;

static COURTESIES: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("courtesies"));

/// Acts of people who meet or speak with each other.
const CONTACTS: [&str; 9] =
    ["attend", "call", "discuss", "host_receive", "meet", "negotiate", "participate_in", "talk_to", "visit"];

/// Whether two sentences share no more than a contact of the same people, told in the words of any.
pub(super) fn is_of_any_day(pair: &Pair<'_>, trace: &mut Trace) -> bool {
    let shared = pair.matched.iter().enumerate().filter_map(|(nth, hit)| Some((nth, (*hit)?.0 as usize)));
    let (of_a, of_b) = (Told::of(pair.a), Told::of(pair.b));
    let any = tells_of_contact(pair)
        && pair.shared_names > 1
        && !shared.into_iter().any(|(one, other)| of_a.says(one) && of_b.says(other))
        && !is_one_time(pair)
        && !are_reported_together(pair)
        && !matches!(pair.places, PlaceRelation::Same | PlaceRelation::PartOf)
        && !figures::pair_up(pair).iter().any(|figure| figure.values == Values::Agree);
    any && trace.stop::<()>("agreement", "contact_of_any_day").is_none()
}

/// Whether what ties the two is that people meet or speak.
fn tells_of_contact(pair: &Pair<'_>) -> bool {
    let contacts: Vec<ClassId> = classes::ids(CONTACTS);
    let mut alike = pair.links.iter().filter(|link| link.is_alike() && pair.same_polarity(link)).peekable();
    let of_contact = |classes: &[ClassId]| classes.iter().any(|class| contacts.contains(class));
    let unknown = |classes: &[ClassId]| classes.is_empty();
    alike.peek().is_some()
        && alike.all(|link| {
            let (one, other) = pair.acts(link);
            of_contact(&one.classes) && of_contact(&other.classes)
                || unknown(&one.classes) && unknown(&other.classes)
        })
}

/// Days between two reports of one meeting.
const TOGETHER: i32 = 2;

/// Whether both reports are of one day or the next: what the same people talked about is then one talk.
fn are_reported_together(pair: &Pair<'_>) -> bool {
    let day = |reading: &Reading<'_>| Some(reading.source.published.as_ref()?.date());
    let gap = day(pair.a).zip(day(pair.b)).and_then(|(one, other)| one.since(other).ok());
    gap.is_some_and(|gap| gap.get_days().abs() < TOGETHER)
}

/// Whether both sides name one day.
fn is_one_time(pair: &Pair<'_>) -> bool {
    let (of_a, of_b) = (dating::told(pair.a), dating::told(pair.b));
    of_a.iter().any(|one| of_b.iter().any(|other| dating::differ(pair, one, other) == Some(false)))
}

/// What of a sentence says nothing about which meeting is meant.
struct Told<'r, 's> {
    reading: &'r Reading<'s>,
    courtesies: Vec<Span>,
}

impl<'r, 's> Told<'r, 's> {
    fn of(reading: &'r Reading<'s>) -> Self {
        let words = phrase::rows_in(&COURTESIES, reading.tokens, reading.lang);
        let span = |first: usize, last: usize| reading.tokens[first].span.join(reading.tokens[last].span);
        let courtesies = words.map(|(hit, _)| span(hit.first_token, hit.last_token)).collect();
        Self { reading, courtesies }
    }

    /// Whether a content word says what was done or talked about: it is no name, office, act or time, and no word of any meeting.
    fn says(&self, nth: usize) -> bool {
        let word = &self.reading.words[nth];
        let token = &self.reading.tokens[word.token as usize];
        let over = |span: Span| span.overlaps(token.span);
        let office = lexicon::of(self.reading.lang).is_some_and(|lexicon| {
            let forms = stem::candidates(&token.folded, self.reading.lang);
            let (roles, demonyms) = (lexicon.table("roles"), lexicon.table("demonyms"));
            forms.iter().chain([&token.folded, &token.stem]).any(|form| roles.has(form) || demonyms.has(form))
        });
        let party = self.reading.claims.iter().any(|(_, claim)| {
            claim.participants.iter().any(|one| over(one.span))
                || claim.speaker.as_ref().and_then(|one| one.span).is_some_and(over)
        });
        !(word.name
            || office
            || party
            || self.courtesies.iter().any(|span| over(*span))
            || self.reading.acts.iter().any(|act| over(act.span))
            || self.reading.places().any(|place| over(place.span))
            || self.reading.times().any(|time| over(time.span)))
    }
}
