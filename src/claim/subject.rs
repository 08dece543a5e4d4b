//! The subject that stands before its reporting verb.
//!
//! Takes a scene, a reporting verb and where its clause begins, gives the words that name who speaks: a mention, a pronoun or a
//! noun phrase, past what may stand between subject and verb (an age, an apposition, a relative clause, a place).

use super::cue::Scene;
use super::far_subject as far;
use super::lexis::{Hit, Tag};
use super::line::Line;
use super::participant::Kind;
use super::predicate;
use super::speaker::{Subject, WORDS, phrase_end};

/// Tokens that may stand between a subject and its verb.
const GAP: usize = 14;

/// The subject before a reporting verb.
pub(super) fn left_of(scene: &Scene<'_>, hit: &Hit, clause: usize) -> Option<Subject> {
    let line = scene.line;
    let mut at = hit.first;
    let from = clause.max(hit.first.saturating_sub(GAP));
    let near = scene.mentions.iter().enumerate().rev().find(|(_, mention)| mention.at.end <= hit.first);
    // "Reed, who leads the party, said": what a relative clause names last does not speak.
    if !line.lexis.caseless
        && let Some(subject) =
            behind_aside(scene, hit, clause).filter(|_| has_relative(line, clause, hit.first))
    {
        return Some(subject);
    }
    // Walk back over what may stand between subject and verb.
    while at > from {
        if let Some((nth, mention)) = near.filter(|(_, mention)| mention.at.end == at) {
            let first = owner(scene, appositive(scene, nth), clause);
            let subject = &scene.mentions[first];
            if let Some(start) = whole_phrase(line, mention.at.start, clause).filter(|_| first == nth) {
                return Some(Subject::Words(start..mention.at.end));
            }
            return opens_clause(scene, subject.at.start, clause, hit)
                .then(|| Subject::Mention(first, subject.at.clone()));
        }
        let before = at - 1;
        if let Some(pronoun) =
            line.hit(before, Tag::Func).filter(|f| f.row.cell(1) == "pron" && !f.row.cell(2).is_empty())
        {
            return Some(Subject::Pronoun(before..at, pronoun.row.cell(2)));
        }
        let between = line.is(before, Tag::Func) && !matches!(far::func_over(line, before), "conj")
            || line.comma(before)
            || line.is(before, Tag::Modal)
            || line.tokens[before].kind == crate::model::TokenKind::Number;
        let relative = line.func(before) == "rel";
        if !between && !relative {
            break;
        }
        at -= 1;
    }
    if line.lexis.caseless {
        return far::subject(scene, clause, hit.first);
    }
    if let Some(subject) = behind_aside(scene, hit, clause) {
        return Some(subject);
    }
    if let Some(nth) = opener_with_place(scene, clause, hit.first) {
        return Some(Subject::Mention(nth, scene.mentions[nth].at.clone()));
    }
    // Any noun phrase right before the verb.
    let mut start = hit.first;
    while start > clause && line.word(start - 1) && hit.first - start < WORDS {
        let small = matches!(line.func(start - 1), "adv" | "aux" | "det" | "indef")
            || line.func(start - 1).is_empty()
            || line.func(start - 1) == "prep" && start - 1 > clause;
        if !small
            || line.is(start - 1, Tag::That)
            || line.hit(start - 1, Tag::Speech).is_some()
            || line.is(start - 1, Tag::Connector) && start - 1 == clause
        {
            break;
        }
        start -= 1;
    }
    while start < hit.first && (line.is(start, Tag::Func) && !line.det(start)) {
        start += 1;
    }
    // "A letter seen by this newspaper says"
    if start > clause
        && line.det(clause)
        && hit.first - clause <= WORDS
        && (clause..start).all(|at| part_of(line, at))
    {
        start = clause;
    }
    let words = (start..hit.first).filter(|at| line.word(*at) && (!line.is(*at, Tag::Func))).count();
    let opens =
        start == clause || start > 0 && !line.word(start - 1) || start > 0 && line.is(start - 1, Tag::Func);
    (words > 0 && opens).then_some(Subject::Words(start..hit.first))
}

/// Whether a word may belong to a noun phrase that opens a clause.
fn part_of(line: &Line<'_>, at: usize) -> bool {
    let small = matches!(line.func(at), "" | "det" | "indef" | "prep" | "pron");
    let other = [Tag::That, Tag::Speech, Tag::Negator, Tag::Accord];
    line.word(at) && small && other.iter().all(|tag| line.hit(at, *tag).is_none())
}

/// "The president met the sailors and said": the subject that opens the clause of a verb joined to another by "and".
pub(super) fn coordinated(scene: &Scene<'_>, hit: &Hit, clause: usize) -> Option<Subject> {
    let line = scene.line;
    if line.lexis.caseless || line.lexis.verb_last {
        return None;
    }
    let and = (clause..hit.first).rev().find(|at| !matches!(line.func(*at), "adv" | "aux" | "time"))?;
    if line.func(and) != "conj" || and <= clause + 1 {
        return None;
    }
    let pronoun = line.hit(clause, Tag::Func).filter(|one| one.row.cell(1) == "pron");
    if let Some(pronoun) = pronoun.filter(|one| !one.row.cell(2).is_empty()) {
        return Some(Subject::Pronoun(clause..pronoun.end, pronoun.row.cell(2)));
    }
    let before = |at: usize| line.det(at) || !line.word(at) || line.is(at, Tag::Connector);
    let nth = scene
        .mentions
        .iter()
        .position(|one| one.at.start >= clause && one.at.end < and && (clause..one.at.start).all(before));
    let Some(nth) = nth else {
        // "The rescue team pulled nine people out and warned": words that nobody is known by, up to their verb.
        return opener(scene, clause, and);
    };
    let told = (scene.mentions[nth].at.end..and).any(|at| line.word(at) && line.func(at).is_empty());
    told.then(|| Subject::Mention(nth, scene.mentions[nth].at.clone()))
}

/// Words that nobody is known by and that open a clause in front of its verb, before token `end`.
pub(super) fn opener(scene: &Scene<'_>, clause: usize, end: usize) -> Option<Subject> {
    let line = scene.line;
    if line.lexis.caseless || line.lexis.verb_last {
        return None;
    }
    let tells = |at: &usize| line.func(*at) == "aux" || predicate::verb_like(line, *at);
    let verb = (clause + 1..end).find(tells)?;
    let free = scene.mentions.iter().all(|one| one.at.start >= verb || one.at.end <= clause);
    let plain = line.det(clause) && verb - clause <= WORDS && (clause..verb).all(|at| part_of(line, at));
    (free && plain && verb > clause + 1).then_some(Subject::Words(clause..verb))
}

/// "John Smith, 45, who lives nearby, said": the name opens the clause, a comma follows it and stands before the verb.
fn behind_aside(scene: &Scene<'_>, hit: &Hit, clause: usize) -> Option<Subject> {
    let line = scene.line;
    if hit.first == 0 || !line.comma(hit.first - 1) {
        return None;
    }
    let opener = scene.mentions.iter().position(|mention| {
        mention.at.start >= clause
            && mention.at.end < hit.first
            && line.comma(mention.at.end)
            && (clause..mention.at.start)
                .all(|at| !line.word(at) || line.is(at, Tag::Func) || line.is(at, Tag::Connector))
    });
    if let Some(nth) = opener {
        return Some(Subject::Mention(nth, scene.mentions[nth].at.clone()));
    }
    // "The report, published in Geneva, said": so does a noun phrase that is no mention.
    let comma = (clause..hit.first - 1).find(|at| !line.word(*at)).filter(|at| line.comma(*at))?;
    let phrase = (1..WORDS).contains(&(comma - clause)) && phrase_end(line, clause) == comma;
    phrase.then_some(Subject::Words(clause..comma))
}

/// Whether a comma and a relative word stand between two tokens.
fn has_relative(line: &Line<'_>, from: usize, to: usize) -> bool {
    (from + 1..to).any(|at| line.comma(at - 1) && line.func(at) == "rel")
}

/// "A spokesman at the headquarters in Rio said": the mention that opens the clause, where only a phrase with a
/// preposition stands between it and the verb.
fn opener_with_place(scene: &Scene<'_>, clause: usize, verb: usize) -> Option<usize> {
    let line = scene.line;
    let opens = |at: usize| {
        (clause..at).all(|at| {
            !line.word(at) || line.det(at) || line.is(at, Tag::Connector) || line.func(at) == "conj"
        })
    };
    let nth = scene.mentions.iter().position(|one| one.at.start >= clause && one.at.end <= verb)?;
    let end = scene.mentions[nth].at.end;
    let phrase = line.func(end) == "prep" && verb - end <= GAP && opens(scene.mentions[nth].at.start);
    let plain = |at: usize| {
        line.word(at)
            && !matches!(line.func(at), "aux" | "be" | "pron" | "rel" | "conj")
            && [Tag::That, Tag::Speech, Tag::Negator].iter().all(|tag| line.hit(at, *tag).is_none())
    };
    (phrase && (end..verb).all(plain)).then_some(nth)
}

/// "X, the head of Y, said": the name before the apposition is the speaker.
fn appositive(scene: &Scene<'_>, nth: usize) -> usize {
    let mention = &scene.mentions[nth];
    let before = nth.checked_sub(1).map(|nth| &scene.mentions[nth]);
    let apposed = before.is_some_and(|before| {
        before.kind == Kind::Person
            && matches!(mention.kind, Kind::Role | Kind::Org | Kind::Unnamed)
            && scene.line.comma(before.at.end)
            && mention.at.start <= before.at.end + 4
            && scene.line.comma(mention.at.end)
    });
    if apposed { nth - 1 } else { nth }
}

/// "The head of the city's hospital said": the mention that another belongs to by a preposition.
fn owner(scene: &Scene<'_>, nth: usize, clause: usize) -> usize {
    let line = scene.line;
    let start = scene.mentions[nth].at.start;
    if let Some(before) = genitive(scene, nth, clause) {
        return owner(scene, before, clause);
    }
    let bound = !line.lexis.caseless && start > clause && line.func(start - 1) == "prep";
    let before = nth.checked_sub(1).filter(|_| bound).filter(|before| {
        let before = &scene.mentions[*before];
        let near = before.at.start >= clause && start - before.at.end <= OWNER_GAP;
        near && before.kind != Kind::State
            && (before.at.end..start)
                .all(|at| line.word(at) && !matches!(line.func(at), "aux" | "be" | "conj" | "rel"))
            && line.func(before.at.end) == "prep"
    });
    before.map_or(nth, |before| owner(scene, before, clause))
}

/// "Der Sprecher des Ministeriums": the office right in front of the body it belongs to, in languages of cases.
fn genitive(scene: &Scene<'_>, nth: usize, clause: usize) -> Option<usize> {
    let (before, mention) = (nth.checked_sub(1)?, &scene.mentions[nth]);
    let office = &scene.mentions[before];
    let touches = office.at.end == mention.at.start
        || office.at.end + 1 == mention.at.start && scene.line.det(office.at.end);
    let kinds = matches!(office.kind, Kind::Role | Kind::Unnamed) && mention.kind == Kind::Org;
    (touches && kinds && !scene.line.lexis.caseless && office.at.start >= clause).then_some(before)
}

/// "La direction de Textile SA": where a noun phrase that is no mention opens the clause and a name belongs to it by a
/// preposition, its first token.
fn whole_phrase(line: &Line<'_>, name: usize, clause: usize) -> Option<usize> {
    if line.lexis.caseless || name <= clause || line.func(name - 1) != "prep" {
        return None;
    }
    let plain = |at: usize| {
        line.word(at)
            && matches!(line.func(at), "" | "det" | "indef" | "prep")
            && [Tag::Speech, Tag::That, Tag::Negator, Tag::Connector, Tag::Accord]
                .iter()
                .all(|tag| line.hit(at, *tag).is_none())
            && !predicate::verb_like(line, at)
    };
    let opens = line.func(clause) != "prep" && name - clause <= WORDS && (clause..name).all(plain);
    let noun = (clause..name - 1).any(|at| line.func(at).is_empty());
    (opens && noun).then_some(clause)
}

/// Tokens that may stand between an office and the body it belongs to.
const OWNER_GAP: usize = 8;

/// Whether a subject before its verb opens the clause: nothing but small words stand before it.
fn opens_clause(scene: &Scene<'_>, start: usize, clause: usize, hit: &Hit) -> bool {
    let line = scene.line;
    if !line.lexis.caseless || hit.first.checked_sub(1).is_some_and(|before| line.func(before) == "rel") {
        return true;
    }
    (clause..start).all(|at| !line.word(at) || line.is(at, Tag::Func) || line.is(at, Tag::Connector))
        || start > 0 && (line.pause(start - 1) || line.mark(start - 1) == Some(':'))
        || start > 0 && line.func(start - 1) == "aux"
}
