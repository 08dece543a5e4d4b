//! Acts of two sentences alone that oppose each other though each side words the rest in its own way.
//!
//! Takes an aligned pair that is said to speak of one event, gives the surest two acts that undo each other, of which one side
//! denies what the other tells, or of which one is done and the other open. A run asks that the words around them meet; here less
//! ties them: the words nearest to them, an outcome that one happening has once, a matter that the two words name themselves
//! ("strike", "guilty"), or a denial that leaves nothing out. `None` where nothing does.

use super::found;
use crate::compare::align::{ActLink, Later, Pair, Tie};
use crate::compare::classes::{self, Link, Says};
use crate::compare::reading::{Act, Reading};
use crate::compare::rules::{self, Finding, dating};
use crate::model::{Kind, Modality, Polarity};

/// What two sentences alone say against each other by their acts.
pub(super) fn find(pair: &Pair<'_>) -> Option<Finding> {
    undone(pair).or_else(|| denied(pair)).or_else(|| open(pair))
}

/// Acts that undo each other.
fn undone(pair: &Pair<'_>) -> Option<Finding> {
    let link = surest(pair, |link| {
        let direct = matches!(link.link, Tie::Class(Link::Direct(..)));
        let (one, other) = pair.acts(link);
        direct && affirmed(one) && affirmed(other) && !is_wish(one) && !is_wish(other)
    })?;
    Some(of_acts(pair, link, Kind::Opposite))
}

/// An act that one side denies and the other tells.
fn denied(pair: &Pair<'_>) -> Option<Finding> {
    let link = surest(pair, |link| {
        let (one, other) = pair.acts(link);
        let wish = is_wish(one) || is_wish(other);
        let told = if Pair::is_denied(one) { other } else { one };
        link.is_same()
            && !pair.same_polarity(link)
            && !wish
            && told.modality == Modality::Fact
            && !rules::leaves_what_is_told(pair, link)
            && !rules::is_denied_by_both(pair, link)
            && pair.a.negators().min(pair.b.negators()) == 0
    })?;
    let (one, other) = pair.acts(link);
    let kind = if one.open || other.open { Kind::Modality } else { Kind::Negation };
    Some(of_acts(pair, link, kind))
}

/// One act, done on one side and only possible or ahead on the other.
fn open(pair: &Pair<'_>) -> Option<Finding> {
    if pair.later == Later::NextDay {
        return None;
    }
    let done = |reading: &Reading<'_>, act: &Act| {
        act.modality == Modality::Fact && reading.is_plain_verb(act.span) && !reading.is_present(act.span)
    };
    let ahead = |act: &Act| matches!(act.modality, Modality::Possible | Modality::Planned);
    let link = surest(pair, |link| {
        let (one, other) = pair.acts(link);
        let turned = done(pair.a, one) && ahead(other) || done(pair.b, other) && ahead(one);
        link.is_same() && !one.classes.is_empty() && affirmed(one) && affirmed(other) && turned
    })?;
    (is_brief(pair) && link.core >= NEAREST).then(|| of_acts(pair, link, Kind::Modality))
}

fn of_acts(pair: &Pair<'_>, link: &ActLink, kind: Kind) -> Finding {
    let (one, other) = pair.acts(link);
    found(pair, kind, Pair::act_spans(one), Pair::act_spans(other))
}

/// The link of those that `fits`, tied to one thing, with the most in common around it.
fn surest<'p>(pair: &'p Pair<'_>, fits: impl Fn(&ActLink) -> bool) -> Option<&'p ActLink> {
    let links = pair.links.iter().filter(|link| fits(link) && is_held(pair, link));
    links.max_by(|x, y| x.args.total_cmp(&y.args))
}

fn affirmed(act: &Act) -> bool {
    act.polarity == Polarity::Positive
}

fn is_wish(act: &Act) -> bool {
    act.modality == Modality::Goal
}

/// Whether two acts are said of one thing.
fn is_held(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    let short = |reading: &Reading<'_>| reading.words.len() <= MOST_WORDS;
    short(pair.a)
        && short(pair.b)
        && !one.reports
        && !other.reports
        && !dating::at_other_times(pair, link.a, link.b)
        && !pair.also_said(link)
        && !is_said_by_both(pair, link)
        && !rules::other_names(pair, link)
        && !rules::done_to_another(pair, link)
        && !rules::each_names_another(pair)
        && is_tied(pair, link)
}

/// Whether each side tells what the other does beside its own act ("12 killed and 40 hurt" twice), or both tell one act in words as
/// much alike: then two opposed acts are done to two things.
pub(super) fn is_said_by_both(pair: &Pair<'_>, link: &ActLink) -> bool {
    let same = |near: &&ActLink| near.is_same() && pair.same_polarity(near) && near.shared > 0;
    let met_a = pair.links.iter().filter(same).any(|near| near.a == link.a);
    let met_b = pair.links.iter().filter(same).any(|near| near.b == link.b);
    let alike = |near: &&ActLink| near.is_alike() && pair.same_polarity(near) && near.shared > 0;
    let as_much = |near: &ActLink| {
        let touches = near.a == link.a || near.b == link.b;
        near.args >= link.args && touches
    };
    met_a && met_b || pair.links.iter().filter(alike).any(as_much)
}

fn is_tied(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    let nearest = link.core >= NEAREST && link.args >= HELD;
    let brief = is_brief(pair) && link.args >= HELD;
    let settled = is_tied_by(link, Says::Settled)
        && (link.shared > 1 || shares_name(pair, &one.around, &other.around))
        && !tells_alike(pair, link);
    let total = !pair.same_polarity(link) && (one.total || other.total);
    // One report tells several fates, of different people.
    let fates = is_fate(one) && is_fate(other) && !shares_name(pair, &one.core, &other.core);
    let tied = nearest || brief || settled || total;
    let named = matches!(link.link, Tie::Class(Link::Direct(..))) && is_tied_by(link, Says::Itself);
    link.shared > 0 && tied && !fates || named
}

/// Whether both sides tell one act in words as much alike: then the others are done to two things.
fn tells_alike(pair: &Pair<'_>, link: &ActLink) -> bool {
    let same = |near: &&ActLink| near.is_same() && pair.same_polarity(near) && near.shared > 0;
    pair.links.iter().filter(same).any(|near| near.args >= link.args)
}

/// Whether both acts tell what befell somebody, and each side tells what the other does.
pub(super) fn are_fates_of_both(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    is_fate(one) && is_fate(other) && is_said_by_both(pair, link)
}

/// Whether an act tells what befell somebody.
fn is_fate(act: &Act) -> bool {
    act.classes.iter().any(|&class| classes::says(class, Says::Fate))
}

/// Content words of a sentence in which an act is still among others, and of one that tells nothing else.
const MOST_WORDS: usize = 24;
const MOST_WORDS_OF_BRIEF: usize = 8;
/// Least likeness of the words nearest to two acts, and of those around them.
const NEAREST: f64 = 0.3;
const HELD: f64 = 0.3;

/// Whether both sides tell nothing else.
fn is_brief(pair: &Pair<'_>) -> bool {
    pair.a.words.len().max(pair.b.words.len()) <= MOST_WORDS_OF_BRIEF
}

/// Whether one of these words of both sides is a name that the two share.
fn shares_name(pair: &Pair<'_>, of_a: &[u32], of_b: &[u32]) -> bool {
    let met = |nth: &u32| pair.matched[*nth as usize].is_some_and(|(hit, _)| of_b.contains(&hit));
    of_a.iter().filter(|nth| met(nth)).any(|nth| pair.a.words[*nth as usize].name)
}

/// Whether the aspects of the classes by which two acts are tied say this.
fn is_tied_by(link: &ActLink, what: Says) -> bool {
    match link.link {
        Tie::Class(Link::Same(class)) => classes::says(class, what),
        Tie::Class(Link::Direct(a, b)) => classes::says(a, what) && classes::says(b, what),
        _ => false,
    }
}
