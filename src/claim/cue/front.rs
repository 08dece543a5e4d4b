//! A reporting word in front of what it reports, or behind it: "the minister said that …", "…, said the minister".

use super::behind::{behind_content, says_as};
use super::opening::opening;
use super::start::clause_start;
use super::{Frame, Scene, class, takes};
use crate::claim::lexis::{Hit, Tag};
use crate::claim::line::{Line, Range};
use crate::claim::participant::Agreement;
use crate::claim::predicate;
use crate::claim::speaker::{self, Subject};
use crate::claim::subject;
use crate::model::{CueClass, TokenKind};

pub(super) fn front_or_back(
    scene: &Scene<'_>,
    hit: &Hit,
    from: usize,
    waiting: &mut Option<Subject>,
) -> Option<Frame> {
    let line = scene.line;
    let kind = hit.row.cell(2);
    let carries_on = kind == "participle";
    let clause = clause_start(scene, hit.first, from);
    let right = whole_right(scene, speaker::right_of(scene, hit), kind);
    let behind = right.as_ref().map_or(hit.end, |(_, end)| *end);
    let left = if carries_on { None } else { subject::left_of(scene, hit, clause) };
    let inverted = right.is_some() && left.as_ref().is_some_and(|one| in_phrase(line, one, clause, hit));
    let left = left.filter(|_| !inverted).or_else(|| {
        let joins = !carries_on && kind != "noun" && from == 0;
        joins.then(|| subject::coordinated(scene, hit, clause)).flatten()
    });
    let own = if carries_on { clause } else { own_start(scene, hit.first, clause) };
    let frame = |subject: Subject, at: Range, content: Range| Frame {
        cue: hit.first..hit.end,
        class: class(hit),
        agree: Agreement::read(hit.row.cell(3)),
        subject,
        carries_on,
        goes_on: takes(hit, "+"),
        outer: None,
        at,
        content: line.trimmed(content),
    };
    let verb_first = line.lexis.caseless;
    // "…," said the minister / "…," the minister said.
    if kind != "noun"
        && !carries_on
        && ["quote", "that", "any"].iter().any(|what| takes(hit, what))
        && let Some((content, at)) = behind_content(scene, hit, clause, from, &left, &right)
    {
        let subject = pick(verb_first || left.is_none(), left, right);
        return Some(frame(subject, at, content));
    }
    if let Some((content, at)) = behind_as(scene, hit, clause, &left, &right) {
        return Some(frame(pick(false, left, right), at, content));
    }
    // A word that is also a small word reports only right before what it reports.
    let named = !matches!(right, Some((Subject::Words(_), _))) || clause == hit.first;
    let next = if line.comma(hit.end) { hit.end + 1 } else { hit.end };
    let at_once = line.mark(hit.end) == Some(':') || scene.opens_at(next).is_some();
    let that = line.hit(behind, Tag::That).or(line.hit(next, Tag::That)).is_some();
    let small = is_small(line, hit) && !(named && (that || at_once));
    if let Some(start) = opening(scene, hit, behind, kind).filter(|_| !small) {
        let subject = if kind == "noun" {
            speaker::quoted_before(scene, hit).or(waiting.take()).unwrap_or(Subject::Silent)
        } else if carries_on {
            let opener = || (from == 0).then(|| subject::opener(scene, clause, hit.first)).flatten();
            waiting.take().or_else(opener).unwrap_or(Subject::Silent)
        } else {
            // Where the subject comes first, what follows the verb is whom it was told.
            let right = right.filter(|_| {
                verb_first || left.is_none() && takes(hit, "quote") && (clause == hit.first || inverted)
            });
            let told = speaker::passed_on(scene, hit, behind).or_else(|| speaker::by_agent(scene, hit));
            told.unwrap_or_else(|| pick(verb_first, left, right))
        };
        let opens = (clause..hit.first)
            .all(|at| line.is(at, Tag::Func) || line.is(at, Tag::Connector) || !line.word(at));
        if subject == Subject::Silent
            && kind == "present"
            && (class(hit) == CueClass::Expect
                || verb_first && !opens && !behind_connector(line, hit, clause))
        {
            return None;
        }
        // "The signs that demand a stop": nobody speaks.
        let relative = verb_first
            && hit.first > 0
            && line.func(hit.first - 1) == "rel"
            && !speaker::has_object(line, hit);
        if subject == Subject::Silent && relative && !carries_on {
            return None;
        }
        let frame = frame(subject, own..start, start..line.len());
        return (!frame.content.is_empty()).then_some(frame);
    }
    if kind == "noun" && takes(hit, "any") {
        // "quoted a source as saying …"
        let subject = speaker::quoted_before(scene, hit).unwrap_or(Subject::Silent);
        let frame = frame(subject, clause..hit.end, hit.end..line.len());
        return (!frame.content.is_empty()).then_some(frame);
    }
    if is_small(line, hit) {
        return None;
    }
    // A noun phrase as what is said: "confirmed the closure of".
    let opens_clause = left.is_some()
        || right.is_some()
        || (clause..hit.first)
            .all(|at| !line.word(at) || line.is(at, Tag::Func) || line.is(at, Tag::Connector));
    let object = takes(hit, "object") && kind != "noun"
        || takes(hit, "any")
        || takes(hit, "whom")
        || takes(hit, "bare") && left.is_some() && clause_at(line, hit.end);
    // Behind an Arabic verb, words that nobody is known by are what is said; where the subject comes first, all words
    // behind the verb are.
    let right = right.filter(|(subject, end)| match subject {
        Subject::Words(words) => {
            !verb_first || words.end == *end && speaker::announcer(line, words).as_ref() == Some(words)
        }
        Subject::Pronoun(..) => true,
        _ => verb_first || clause == hit.first,
    });
    let behind = right.as_ref().map_or(hit.end, |(_, end)| *end);
    let start = if verb_first { behind_adverbs(line, behind) } else { said_from(scene, hit) };
    // "Said March sales": a month may qualify what is said.
    let month = line.func(start) == "time" && line.func(start + 1).is_empty();
    let any = (takes(hit, "any") || takes(hit, "whom") && start > hit.end)
        && line.word(start)
        && line.word(start + 1)
        && left.is_some()
        && (month || !matches!(line.func(start), "time" | "adv"));
    if object
        && opens_clause
        && (plain_object(line, start) || any)
        && (carries_on || left.is_some() || right.is_some() || takes(hit, "object"))
    {
        let subject = if carries_on { Subject::Silent } else { pick(verb_first, left, right) };
        return Some(frame(subject, own..start, start..line.len()));
    }
    if !carries_on && kind != "noun" {
        // "addressed his guest, saying": the subject serves the participle that follows.
        let opens = (clause..hit.first).all(|at| !line.word(at) || line.is(at, Tag::Func)) || left.is_some();
        if opens && !is_small(line, hit) {
            *waiting = if verb_first { right.map(|(subject, _)| subject).or(left) } else { left };
        }
    }
    None
}

/// "Auf die Frage nach dem Rücktritt antwortete der Trainer": whether the words before a verb are the end of a phrase that
/// opens its clause with a preposition, so that the subject stands behind the verb.
fn in_phrase(line: &Line<'_>, left: &Subject, clause: usize, hit: &Hit) -> bool {
    let Some(start) = left.start().filter(|_| !line.lexis.caseless) else { return false };
    let bound = (clause..start).rev().find(|at| !line.det(*at)).is_some_and(|at| line.func(at) == "prep");
    let opens = line.func(clause) == "prep" || line.func(start) == "prep" && start == clause;
    (bound || start == clause) && opens && (clause..hit.first).all(|at| line.word(at))
}

/// Whether a verb of the present without a subject may mean the last speaker though it does not open its clause: behind a word
/// that joins clauses or a verb beside it («ومضى يقول»), or where it goes on with what was said.
fn behind_connector(line: &Line<'_>, hit: &Hit, clause: usize) -> bool {
    let aside = hit.first.checked_sub(1).is_some_and(|before| {
        line.is(before, Tag::Connector)
            || before == clause && !line.prefixed(before) && !line.definite(before, 0)
    });
    // «رسالة تقول فيها:»
    let inside =
        line.func(hit.end) == "prep" && (line.mark(hit.end + 1).is_some() || line.is(hit.end + 1, Tag::That));
    takes(hit, "+") || aside || inside
}

/// The subject behind a verb; of words that nobody is known by, those in front of what is announced.
fn whole_right(scene: &Scene<'_>, right: Option<(Subject, usize)>, kind: &str) -> Option<(Subject, usize)> {
    let line = scene.line;
    let (subject, end) = right?;
    let Subject::Words(words) = &subject else { return Some((subject, end)) };
    let said = line.is(end, Tag::That) || line.mark(end).is_some() || !line.word(words.start);
    if !line.lexis.caseless || said || kind == "noun" || kind == "participle" {
        return Some((subject, end));
    }
    match speaker::announcer(line, words) {
        Some(who) => Some((Subject::Words(who.clone()), who.end)),
        // What is announced stands right behind the verb: «تنفي قيامها ببيع سيارات».
        None if speaker::announced(line, words.start) => None,
        None => Some((subject, end)),
    }
}

/// Whether a reporting word is a small word too ("after" in one language, "saying" in another); of several words none is.
fn is_small(line: &Line<'_>, hit: &Hit) -> bool {
    hit.end == hit.first + 1 && !line.func(hit.first).is_empty()
}

/// "As the ministry said, …": what is said, and the tokens of the frame that opens its clause.
fn behind_as(
    scene: &Scene<'_>,
    hit: &Hit,
    clause: usize,
    left: &Option<Subject>,
    right: &Option<(Subject, usize)>,
) -> Option<(Range, Range)> {
    let line = scene.line;
    let opens = (clause..hit.first).find(|at| line.word(*at)).filter(|at| says_as(line, *at));
    opens?;
    let behind = right.as_ref().filter(|_| left.is_none()).map_or(hit.end, |(_, end)| *end);
    let pause = (behind..line.len().min(behind + AS_REACH)).find(|at| line.comma(*at))?;
    let content = line.trimmed(pause + 1..line.len());
    let words = content.clone().filter(|at| line.word(*at)).count();
    (words >= 2).then_some((content, clause..pause))
}

/// Furthest token behind "as the ministry said" where its comma may stand.
const AS_REACH: usize = 10;

/// Where what is said begins behind a verb whose subject comes first: past whom it is told, and past the day it is
/// said on ("told reporters on Monday the talks …").
fn said_from(scene: &Scene<'_>, hit: &Hit) -> usize {
    let line = scene.line;
    let mut start = hit.end;
    if takes(hit, "whom") {
        let told = scene.mentions.iter().find(|one| one.at.start == start).map(|one| one.at.end);
        let noun = (start..start + 2).find(|at| line.word(*at) && !line.det(*at));
        start = told.or(noun.filter(|at| line.func(*at).is_empty()).map(|at| at + 1)).unwrap_or(start);
    }
    let day = if line.func(start) == "prep" { start + 1 } else { start };
    let more = (day + 1..line.len()).take(3).filter(|at| line.word(*at)).count() == 3;
    if line.is_day(day) && more { day + 1 } else { start }
}

/// Where the frame of the reporting word `cue` begins: behind the last pause, where a clause with a verb of its own
/// stands before that ("he visited the school, and confirmed that …").
fn own_start(scene: &Scene<'_>, cue: usize, clause: usize) -> usize {
    let line = scene.line;
    let pause = (clause..cue).rev().find(|at| line.pause(*at) && !scene.in_speech(*at));
    let own = pause.map_or(clause, |pause| pause + 1);
    let joined = line.lexis.caseless
        && (own..cue).all(|at| line.is(at, Tag::Connector) || line.func(at) == "conj")
        && own > clause;
    let joins = joined && (line.conjoined(cue) || own < cue);
    if joins && (clause..own).any(|at| predicate::tells(line, at)) { own } else { clause }
}

fn pick(verb_first: bool, left: Option<Subject>, right: Option<(Subject, usize)>) -> Subject {
    let right = right.map(|(subject, _)| subject);
    // A speaker before the verb outweighs mere words behind it.
    let words = matches!(right, Some(Subject::Words(_)));
    let known = matches!(left, Some(Subject::Mention(..) | Subject::Words(_)));
    let verb_first = verb_first && !(words && known);
    let both = if verb_first { right.or(left) } else { left.or(right) };
    both.unwrap_or(Subject::Silent)
}

/// Past the adverbs at token `at` («أعلنت في وقت سابق توقيف …»).
fn behind_adverbs(line: &Line<'_>, mut at: usize) -> usize {
    while let Some(adverb) = line.hit(at, Tag::Func).filter(|hit| hit.row.cell(1) == "adv") {
        at = adverb.end;
    }
    at
}

/// Whether a clause without "that" begins at token `at`: a noun phrase and its verb ("insist no patient was harmed").
fn clause_at(line: &Line<'_>, at: usize) -> bool {
    let end = (at..line.len().min(at + CLAUSE_WORDS))
        .find(|at| !line.word(*at) || line.hit(*at, Tag::That).is_some());
    let verb = |at: usize| matches!(line.func(at), "aux" | "be") || predicate::verb_like(line, at);
    let opens = matches!(line.func(at), "" | "det" | "indef" | "pron" | "num" | "neg")
        && !predicate::verb_like(line, at);
    opens && (at + 1..end.unwrap_or(line.len().min(at + CLAUSE_WORDS))).any(verb)
}

/// Words among which the verb of a clause without "that" stands.
const CLAUSE_WORDS: usize = 9;

/// Whether token `at` opens a noun phrase.
fn plain_object(line: &Line<'_>, at: usize) -> bool {
    (line.word(at) || line.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number))
        && line.word(at + 1)
        && !matches!(line.func(at), "prep" | "time" | "adv" | "rel" | "aux" | "be" | "conj")
        && !line.is(at, Tag::Connector)
}
