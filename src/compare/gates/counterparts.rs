//! What stands of a relation once the other sentences of the two articles are known.

use super::agreements::{MUTUAL_UNSAID, TOLD_UNSAID, agreed, on_slots, retold, tells_one_figure, told_twice};
use super::{
    ACROSS_LANGUAGES, FIT_HIGH, FIT_SAME_TOLL, FIT_TOLL_OF_MANY, MIN_MUTUAL, MIN_MUTUAL_SURE,
    MIN_MUTUAL_TOLL, at_most_medium, has, value,
};
use crate::compare::counterpart::Fit;
use crate::compare::decide::MIN_HIGH;
use crate::compare::rules::Trace;
use crate::model::{Band, Kind, Relation, Verdict};

/// Least likeness for the band `medium`.
const FIT_MEDIUM: f64 = 0.45;
const FIT_UPDATE: f64 = 0.3;
/// How surely two counts count one thing, from which on an update of a toll stands by itself, and a difference of counts
/// with this likeness.
const SAME_TOLL: f64 = 0.76;
const SAME_COUNT: f64 = 0.8;
const FIT_COUNT: f64 = 0.3;
/// The same for a count beside others that are equal, and the likeness it then needs.
const SAME_PART: f64 = 0.7;
const FIT_TALLY: f64 = 0.2;
/// The best fit of both sides; the share of the lighter sentence that is then matched, and the score, from which on what is
/// denied or opposed in short sentences needs fewer rare words.
const MUTUAL: f64 = 0.99;
const MIN_HELD: f64 = 0.5;
const SURELY_OPPOSED: f64 = 0.8;
/// Least share of the lighter sentence that is matched where somebody is kept out and named in two other sentences.
const MIN_CONTAINED: f64 = 0.2;
/// How surely somebody else is named beside one who is said to have been alone.
const ALONE: f64 = 0.6;
/// Least theme of opposed outcomes that need not be alike in their words.
const MIN_THEME: f64 = 0.45;

/// Share of what is retold and refuted that another report of the event must have, where many report.
const RETOLD: f64 = 0.75;

/// What a run asks of a relation before it is shown.
enum Asked {
    /// Nothing more: what was found shows by itself that one fact is meant.
    Nothing,
    /// Nothing more, but it is not shown at the band `high`.
    AtMostMedium,
    /// The slots that both sides share are enough, for an agreement of the band `medium`.
    Slots,
    /// What is asked of agreements.
    Agreement,
    /// What is asked of agreements of two languages, of which the learned model makes this by themselves.
    Retold(f64),
    /// This likeness by rare words, and no better counterpart.
    Words(f64),
    /// It is not shown, for this reason.
    Stop(&'static str),
}

/// What stands of a relation once the other sentences of the two articles are known.
///
/// A pair that is given alone is taken to speak of one fact; in a run that has to show. Words of one mouth show it by
/// themselves; opposed outcomes (both sides tell what is to be) share few words by nature. Everything else needs rare
/// words in common and no better counterpart in the other article.
pub(in crate::compare) fn among_counterparts(
    mut relation: Relation,
    fit: &Fit,
    trace: &mut Trace,
) -> Option<Relation> {
    relation.features.extend([
        ("rare_likeness", fit.likeness),
        ("mutual", fit.mutual),
        ("around", fit.around),
    ]);
    let least = match asked(&relation, fit) {
        Asked::Nothing => return Some(relation),
        Asked::AtMostMedium => return Some(at_most_medium(relation)),
        Asked::Slots => return Some(on_slots(relation)),
        Asked::Agreement => return agreed(relation, fit, trace),
        Asked::Retold(alone) => return retold(relation, alone, fit, trace),
        Asked::Words(least) => least,
        Asked::Stop(gate) => return trace.stop("counterpart", gate),
    };
    let of_values = matches!(relation.kind, Some(Kind::Number | Kind::Opposite | Kind::Framing));
    if fit.series && of_values {
        return trace.stop("counterpart", "another_reading_of_a_series");
    }
    if fit.mutual < least_mutual(&relation, fit) {
        return trace.stop("counterpart", "another_fits_better");
    }
    let scale = if has(&relation, "same_language") { 1.0 } else { ACROSS_LANGUAGES };
    let fits = fits(&relation, fit);
    if fits < least_of_acts(&relation, fit, least) * scale {
        return trace.stop("counterpart", "few_rare_words");
    }
    // What one report tells as ahead and another as done may have been done between the two.
    let ahead = relation.kind == Some(Kind::Modality) && has(&relation, "planned");
    // Two kinds of people may be named for one by two reports.
    let kinds = has(&relation, "kinds");
    if (fits < FIT_HIGH * scale || ahead || kinds) && relation.band == Band::High {
        relation.band = Band::Medium;
        relation.score = relation.score.min(MIN_HIGH - 0.0001);
    }
    Some(relation)
}

fn asked(relation: &Relation, fit: &Fit) -> Asked {
    match (relation.verdict, relation.kind) {
        // One person says many things in one event; the two must be each other's counterpart.
        (_, Some(Kind::Quotation)) if has(relation, "own_words") => asked_of_own_words(relation, fit),
        (_, Some(Kind::Quotation)) => match value(relation, "substance") < SUBSTANCE {
            // Editors and translators put one word of a quotation for another; what is denied, counted or done otherwise is no wording.
            true => Asked::Stop("other_wording"),
            false => Asked::Nothing,
        },
        (_, Some(Kind::Attribution)) if has(relation, "by_office") || has(relation, "by_surname") => {
            Asked::AtMostMedium
        }
        (_, Some(Kind::Attribution)) => Asked::Nothing,
        (Verdict::Agreement, _) => asked_of_agreement(relation, fit),
        // An event has one toll: two counts of one fate speak of the same thing, whatever else is told beside them.
        (Verdict::Update, _) if counts_one_toll(relation, fit) => Asked::AtMostMedium,
        (Verdict::Update, _) => Asked::Words(FIT_UPDATE),
        // A bound and a value, a part and its whole: nobody is contradicted.
        (Verdict::Scope, _) => Asked::Words(if fit.one_story { FIT_TALLY } else { FIT_MEDIUM }),
        (Verdict::Contradiction, Some(Kind::Framing)) => asked_of_framing(relation, fit),
        (Verdict::Contradiction, Some(Kind::Place | Kind::Date)) => asked_of_ground(relation, fit),
        (Verdict::Contradiction, Some(Kind::Participant)) => asked_of_people(relation, fit),
        (Verdict::Contradiction, Some(Kind::Number)) => asked_of_figures(relation, fit),
        // Whoever retells a thing to call it untrue says himself what he answers.
        (Verdict::Contradiction, Some(Kind::Negation))
            if has(relation, "refuted") && (fit.few || value(relation, "covered") >= RETOLD) =>
        {
            Asked::AtMostMedium
        }
        _ => Asked::Words(FIT_MEDIUM),
    }
}

fn asked_of_own_words(relation: &Relation, fit: &Fit) -> Asked {
    let met = value(relation, "arguments_met");
    let near = fit.mutual >= MIN_MUTUAL && (fit.one_story && met >= MIN_MET || met >= MET_SURELY);
    match near {
        true => Asked::AtMostMedium,
        false => Asked::Words(FIT_COUNT),
    }
}

/// Least likeness of the arguments of two statements of one speaker, in reports of one happening and of any event.
const MIN_MET: f64 = 0.3;
const MET_SURELY: f64 = 0.5;

fn asked_of_agreement(relation: &Relation, fit: &Fit) -> Asked {
    if let Some(alone) = fit.retold.filter(|_| !has(relation, "same_language")) {
        return Asked::Retold(alone);
    }
    if has(relation, "twice") {
        return if told_twice(relation, fit) { Asked::Slots } else { Asked::Stop("another_fits_better") };
    }
    if has(relation, "unsaid") {
        let told = value(relation, "told") >= TOLD_UNSAID && !has(relation, "one_figure");
        let alone = fit.mutual < MUTUAL_UNSAID || fit.fragment || !(told || tells_one_figure(fit));
        return if alone { Asked::Stop("another_fits_better") } else { Asked::Slots };
    }
    Asked::Agreement
}

fn asked_of_framing(relation: &Relation, fit: &Fit) -> Asked {
    // A theme both name by its place; words alone may meet by chance.
    let theme = fit.contact
        && ["ahead", "standing", "theme_place"].iter().all(|one| has(relation, one))
        && value(relation, "theme") >= MIN_THEME;
    let (cause, blame) = (has(relation, "cause"), has(relation, "blame"));
    match () {
        () if theme => Asked::Nothing,
        // One happening of an event has one cause, told in whatever words.
        () if cause && fit.one_story || blame && told_of_one_story(fit) => Asked::AtMostMedium,
        () if cause || blame => Asked::Words(FIT_HIGH),
        // One duty in two quarters of a place: the place itself is what both name.
        () if fit.accord && has(relation, "duty") => Asked::Nothing,
        // A meeting has one centre; where many report, each tells of a part of the talks.
        () if has(relation, "emphasis") && fit.contact && fit.few => Asked::AtMostMedium,
        () if has(relation, "emphasis") => Asked::Stop("another_part_of_the_talks"),
        () => Asked::Words(FIT_MEDIUM),
    }
}

fn asked_of_ground(relation: &Relation, fit: &Fit) -> Asked {
    let of_place = relation.kind == Some(Kind::Place);
    let next = has(relation, "next");
    // Around one happening a report names many grounds: the road, the hospital, the hall. Two of them are shown for a next one
    // of a row alone, which has but one.
    // Whoever says himself that it was not there, or how far from there, answers the report that it was.
    if of_place && has(relation, "elsewhere") {
        let answers = fit.one_story && fit.mutual >= MIN_MUTUAL && fit.likeness >= FIT_ANSWER;
        return if answers { Asked::AtMostMedium } else { Asked::Stop("grounds_around_one_happening") };
    }
    if of_place && has(relation, "venue") && !next {
        return Asked::Stop("grounds_around_one_happening");
    }
    match () {
        // A happening has one place and one day, and so has the next one of a row.
        () if (has(relation, "of_event") || next) && told_of_one_story(fit) => Asked::AtMostMedium,
        // One noun with two numbers ("the third quay") is named exactly.
        () if of_place && has(relation, "numbered") => Asked::Words(FIT_TALLY),
        // North and south of a town are two fronts of one war, and two sides of one blast.
        () if of_place && has(relation, "bearing") && (fit.one_story || fit.one_toll) => {
            Asked::Words(FIT_TALLY)
        }
        () if of_place => Asked::Words(FIT_HIGH),
        () if has(relation, "happening") => Asked::Words(FIT_TALLY),
        () => Asked::Words(FIT_MEDIUM),
    }
}

fn asked_of_people(relation: &Relation, fit: &Fit) -> Asked {
    // Who was absent on one side and present on the other was so at the one event that both tell of.
    if has(relation, "presence") {
        // Two acts that answer each other are told in words of their own, as are all that are opposed in one story.
        let answered = fit.one_story
            && fit.mutual >= MUTUAL
            && fit.likeness >= FIT_STORY
            && value(relation, "opposed_chance") >= SURELY_OPPOSED;
        return match told_of_one_story(fit) || answered {
            true => Asked::AtMostMedium,
            false => Asked::Stop("another_occasion"),
        };
    }
    // Who was kept out on one side and is named as present on the other needs no other word in common.
    let kept_out = value(relation, "excluded_is_named") >= if fit.accord { ALONE } else { 1.0 };
    let one_matter = fit.accord || told_of_one_story(fit);
    let near = fit.mutual >= MIN_MUTUAL_TOLL || value(relation, "containment") >= MIN_CONTAINED;
    match () {
        () if kept_out && one_matter && near => Asked::Nothing,
        // Two lists of those whom one fate befell, alike but for one kind of people.
        () if has(relation, "kinds") => Asked::Words(FIT_TALLY),
        () => Asked::Words(FIT_MEDIUM),
    }
}

fn asked_of_figures(relation: &Relation, fit: &Fit) -> Asked {
    let same = value(relation, "same_thing");
    // One tally, of which one figure differs.
    let of_a_tally = has(relation, "anchors") && same >= SAME_PART;
    match () {
        // The dead of one happening, counted by who they were: the counts that are equal say that it is one tally.
        () if of_a_tally && has(relation, "toll") && fit.one_toll => Asked::Words(FIT_SAME_TOLL),
        // A match has one result, a trial one term, a vote one outcome.
        () if has(relation, "one_result") || of_a_tally => Asked::Words(FIT_TALLY),
        // A measure that words name is one of the happening where each report gives one value of it.
        () if has(relation, "named_measure") => match has(relation, "lone_value") && fit.one_story && fit.few
        {
            true => Asked::AtMostMedium,
            false => Asked::Words(FIT_COUNT),
        },
        // A measure told in other words is the same where each report has but one, and tells of one happening.
        () if has(relation, "lone_measure") => match has(relation, "lone_value") && told_of_one_story(fit) {
            true => Asked::AtMostMedium,
            false => Asked::Stop("another_measure"),
        },
        // Of two accidents or clashes each report gives its own value; few reports of one happening give one.
        () if has(relation, "lone_value") && told_of_one_story(fit) => Asked::Words(FIT_TALLY),
        () if has(relation, "toll") && same >= SAME_COUNT => Asked::Words(FIT_COUNT),
        // An age stands beside its holder's name, whatever else is told.
        () if has(relation, "age") => Asked::AtMostMedium,
        // An event has one magnitude.
        () if has(relation, "one_measure") => Asked::Words(if fit.one_toll { FIT_TALLY } else { FIT_COUNT }),
        () => Asked::Words(FIT_MEDIUM),
    }
}

/// The likeness asked of acts that are opposed: less of short sentences and of one story, more where many report.
fn least_of_acts(relation: &Relation, fit: &Fit, least: f64) -> f64 {
    if !matches!(relation.kind, Some(Kind::Negation | Kind::Opposite | Kind::Modality)) {
        return least;
    }
    // Two short sentences, each other's best fit, of which one plainly denies or undoes what the other tells.
    let plain = fit.short
        && fit.mutual >= MUTUAL
        && value(relation, "containment") >= MIN_HELD
        && relation.score >= SURELY_OPPOSED;
    let least = if plain { least.min(FIT_COUNT) } else { least };
    let least = if opposed_in_one_story(relation, fit) { least.min(FIT_STORY) } else { least };
    // Where many report, or many clashes are one matter, acts of two moments stand beside each other.
    if fit.one_story { least } else { least.max(FIT_HIGH) }
}

fn least_mutual(relation: &Relation, fit: &Fit) -> f64 {
    let anchored = relation.kind == Some(Kind::Number) && has(relation, "anchors");
    let sure = anchored || has(relation, "lone_value") && fit.one_story;
    if sure { MIN_MUTUAL_SURE } else { MIN_MUTUAL }
}

/// The likeness that counts: what decides stands in a clause, whose own words must fit, whatever else a long sentence tells.
fn fits(relation: &Relation, fit: &Fit) -> f64 {
    const OF_THE_WHOLE: [&str; 7] =
        ["numbered", "bearing", "kinds", "venue", "happening", "one_result", "lone_value"];
    let anchored = relation.kind == Some(Kind::Number) && has(relation, "anchors");
    let of_the_whole = anchored
        || relation.verdict == Verdict::Scope
        || OF_THE_WHOLE.iter().any(|one| has(relation, one))
        || has(relation, "one_measure") && fit.one_toll
        || fit.short;
    match relation.verdict {
        Verdict::Agreement => fit.likeness,
        _ if of_the_whole => fit.around.max(fit.likeness),
        _ => fit.around,
    }
}

/// How sure it is that two quotations differ in substance and not in wording.
const SUBSTANCE: f64 = 0.9;

/// Least likeness of two verbs that answer each other in two reports of one story, and the least learned chance that they are
/// opposed.
const FIT_STORY: f64 = 0.2;
/// Least likeness of two sentences of which one names the place of the other as where it was not.
const FIT_ANSWER: f64 = 0.15;
const OPPOSED_STORY: f64 = 0.5;

/// Whether two sentences are each other's counterpart in two reports of one happening: around it, a report tells of many
/// places, days and parties (the road of the crash, the hospital).
fn told_of_one_story(fit: &Fit) -> bool {
    fit.one_story && fit.mutual >= MIN_MUTUAL && fit.likeness >= FIT_COUNT
}

/// Whether two finite verbs answer each other in two reports of one happening: who opens a dispute words it his own way, so that
/// few rare words meet. Nouns of doing name what is spoken of as often as what is done, hence verbs alone.
fn opposed_in_one_story(relation: &Relation, fit: &Fit) -> bool {
    let opposed = !has(relation, "same_language") || value(relation, "opposed_chance") >= OPPOSED_STORY;
    fit.one_story
        && matches!(relation.kind, Some(Kind::Negation | Kind::Opposite | Kind::Modality))
        && has(relation, "verbs")
        && opposed
}

/// Whether an update counts the toll that its event has: both the whole of it, or surely the same part.
fn counts_one_toll(relation: &Relation, fit: &Fit) -> bool {
    let same = if fit.one_toll { SAME_PART } else { SAME_TOLL };
    let sure = has(relation, "toll") && value(relation, "same_thing") >= same;
    // Of fighting, every report may count another clash.
    let least = if fit.one_toll { FIT_SAME_TOLL } else { FIT_TOLL_OF_MANY };
    let whole = has(relation, "whole_toll");
    // Where few reports were gathered around one happening, a toll is its toll, in whatever words.
    let of_the_story = whole && fit.gathered && fit.one_toll && fit.one_story;
    of_the_story || (sure || whole) && fit.likeness >= least && fit.mutual >= MIN_MUTUAL_TOLL
}
