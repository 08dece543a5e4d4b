//! Who says it.
//!
//! Takes a scene and the place of a reporting word, gives the words that name the speaker. Whom the verbs of an article mean
//! in turn is told in `memory`.

use super::cue::Scene;
use super::far_subject as far;
use super::lexis::{Hit, Tag};
use super::line::{Line, Range};
use super::participant::Kind;

/// Tokens of the longest speaker that is no mention.
const WORDS: usize = 7;
/// Tokens that may stand between a subject and its verb.
const GAP: usize = 14;

/// The words that name a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// A mention of the line, by index, and its tokens.
    Mention(usize, Range),
    /// A noun phrase that is no mention.
    Words(Range),
    /// A pronoun with its gender and number.
    Pronoun(Range, &'static str),
    /// Nobody: the verb carries its subject.
    Silent,
}

impl Subject {
    /// Its first token.
    pub(super) fn start(&self) -> Option<usize> {
        match self {
            Subject::Mention(_, at) | Subject::Words(at) | Subject::Pronoun(at, _) => Some(at.start),
            Subject::Silent => None,
        }
    }
}

fn mention_starting(scene: &Scene<'_>, at: usize) -> Option<(usize, Range)> {
    let nth = scene.mentions.iter().position(|mention| mention.at.start == at)?;
    Some((nth, scene.mentions[nth].at.clone()))
}

/// The subject behind a reporting verb, and the token after it.
pub(super) fn right_of(scene: &Scene<'_>, hit: &Hit) -> Option<(Subject, usize)> {
    let mut at = hit.end;
    while let Some(adverb) = scene.line.hit(at, Tag::Func).filter(|hit| hit.row.cell(1) == "adv") {
        at = adverb.end;
    }
    if !scene.line.lexis.caseless {
        at = behind_time(scene.line, at);
    }
    let told = behind_recipient(scene, at);
    if told > at
        && let Some(found) = after(scene, told).filter(|_| !scene.line.is(told, Tag::That))
    {
        return Some(found);
    }
    // Behind an adverb only a known speaker is looked for.
    let found = after(scene, at)?;
    (at == hit.end || matches!(found.0, Subject::Mention(..))).then_some(found)
}

/// Past the time that stands between a verb and its subject: "a déclaré lundi un responsable". `at` where none does.
fn behind_time(line: &Line<'_>, at: usize) -> usize {
    let from = if line.func(at) == "prep" { at + 1 } else { at };
    let mut end = from;
    while line.func(end) == "time" {
        end += 1;
    }
    if end > from { end } else { at }
}

/// Past whom it is told, where that stands between verb and speaker: «قال لـ«عكاظ» مصدر». `at` where nobody does.
fn behind_recipient(scene: &Scene<'_>, at: usize) -> usize {
    let line = scene.line;
    if !line.lexis.caseless || !line.word(at) {
        return at;
    }
    if line.lexis.is_preposition(&line.tokens[at].folded) {
        let marked = line.quote_mark(at + 1) || line.mark(at + 1) == Some('(');
        let close = (at + 2..line.len().min(at + 8))
            .find(|close| line.quote_mark(*close) || line.mark(*close) == Some(')'));
        return close.filter(|_| marked).map_or(at, |close| close + 1);
    }
    // A body with a preposition on its front, and another mention right behind it.
    let told = mention_starting(scene, at).filter(|(nth, _)| {
        let mention = &scene.mentions[*nth];
        matches!(mention.kind, Kind::Org | Kind::Unnamed) && mention.clitic > 0 && line.prefixed(at)
    });
    told.map(|(_, range)| range.end).filter(|end| mention_starting(scene, *end).is_some()).unwrap_or(at)
}

/// "quoted Oglu as saying": the one quoted stands behind a preposition of the verb (`>` in its row).
pub(super) fn passed_on(scene: &Scene<'_>, hit: &Hit, behind: usize) -> Option<Subject> {
    let preposition = hit.row.cell(4).split(',').find_map(|one| one.strip_prefix('>'))?;
    let line = scene.line;
    let at = (hit.end..line.len().min(behind + 4)).find(|at| line.tokens[*at].folded == preposition)?;
    match after(scene, at + 1)? {
        (subject @ (Subject::Mention(..) | Subject::Words(_)), _) => Some(subject),
        _ => None,
    }
}

/// The one whose saying a noun names ("told of Oglu his saying").
pub(super) fn quoted_before(scene: &Scene<'_>, hit: &Hit) -> Option<Subject> {
    let near = scene.mentions.iter().enumerate().rev();
    let mut near = near.filter(|(_, mention)| mention.at.end <= hit.first && hit.first - mention.at.end <= 2);
    near.next().map(|(nth, mention)| Subject::Mention(nth, mention.at.clone()))
}

/// The source behind "according to": a mention, a verb's subject there, or words that name a source.
pub(super) fn source(scene: &Scene<'_>, at: usize) -> Option<(Subject, usize)> {
    if mention_starting(scene, at).is_none()
        && mention_starting(scene, at + 1).is_some()
        && scene.line.word(at)
    {
        return after(scene, at + 1);
    }
    let found = after(scene, at)?;
    match &found.0 {
        Subject::Words(words) if scene.line.lexis.caseless => {
            let told = words.len() <= 3 && !super::predicate::exact(scene.line, words.start);
            told.then_some(found)
        }
        _ => Some(found),
    }
}

/// The speaker that begins at token `at`, and the token after it.
pub(super) fn after(scene: &Scene<'_>, at: usize) -> Option<(Subject, usize)> {
    let line = scene.line;
    // A name in quotation marks.
    if let Some(quoted) = scene.opens_at(at).filter(|quoted| quoted.words <= 3 && quoted.closes) {
        let behind = quoted.at.end + 1;
        let speaks = line.mark(behind) == Some(':')
            || line.hit(behind, Tag::That).is_some()
            || scene.opens_at(behind).is_some()
            || line.is(behind, Tag::Func);
        if speaks && line.lexis.caseless {
            return Some((Subject::Words(quoted.at.clone()), behind));
        }
    }
    if let Some((nth, range)) = mention_starting(scene, at) {
        let end = joined_end(scene, nth, range.end);
        return Some((Subject::Mention(nth, range), end));
    }
    if let Some(pronoun) =
        line.hit(at, Tag::Func).filter(|hit| hit.row.cell(1) == "pron" && !hit.row.cell(2).is_empty())
    {
        return Some((Subject::Pronoun(at..pronoun.end, pronoun.row.cell(2)), pronoun.end));
    }
    let end = phrase_end(line, at);
    let lone_preposition = line.prefixed(at) && line.lexis.caseless;
    (end > at && !lone_preposition).then_some((Subject::Words(at..end), end))
}

/// Two speakers joined by "and" count as the first; the phrase ends behind the second.
fn joined_end(scene: &Scene<'_>, nth: usize, end: usize) -> usize {
    match scene.mentions.get(nth + 1) {
        Some(next) if next.at.start == end && scene.line.conjoined(end) => next.at.end,
        _ => end,
    }
}

/// The end of the noun phrase at token `at`: words up to a small word, mark or reporting word.
fn phrase_end(line: &Line<'_>, at: usize) -> usize {
    let mut end = at;
    while end < line.len() && end - at < WORDS && line.word(end) {
        let small = line.hit(end, Tag::Func).is_some_and(|hit| {
            !matches!(hit.row.cell(1), "det" | "indef") && (hit.row.cell(1) != "pron" || end > at)
        });
        let stops = small
            || [Tag::That, Tag::Speech, Tag::Connector, Tag::Accord, Tag::Negator, Tag::NotNegator]
                .iter()
                .any(|tag| line.hit(end, *tag).is_some());
        let prefixed = end > at && line.lexis.caseless && (line.prefixed(end) || line.conjoined(end));
        let office = end > at && line.lexis.caseless && line.hit(end, Tag::Role).is_some();
        if stops || prefixed || office || line.hit(end, Tag::Modal).is_some() && end == at {
            break;
        }
        end += 1;
    }
    // A pronoun or article alone names nobody.
    let named = (at..end).any(|inner| !line.is(inner, Tag::Func));
    if named { end } else { at }
}

/// The subject before a reporting verb.
pub(super) fn left_of(scene: &Scene<'_>, hit: &Hit, clause: usize) -> Option<Subject> {
    let line = scene.line;
    let mut at = hit.first;
    let from = clause.max(hit.first.saturating_sub(GAP));
    let near = scene.mentions.iter().enumerate().rev().find(|(_, mention)| mention.at.end <= hit.first);
    // Walk back over what may stand between subject and verb.
    while at > from {
        if let Some((nth, mention)) = near.filter(|(_, mention)| mention.at.end == at) {
            let first = owner(scene, appositive(scene, nth), clause);
            let subject = &scene.mentions[first];
            let _ = mention;
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
    // "John Smith, 45, who lives nearby, said": the name opens the clause, a comma follows it and stands here.
    if hit.first > 0 && line.comma(hit.first - 1) {
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
        let comma = (clause..hit.first - 1).find(|at| !line.word(*at)).filter(|at| line.comma(*at));
        let phrase = comma.map(|comma| (clause, comma)).filter(|(start, comma)| {
            (1..WORDS).contains(&(comma - start)) && phrase_end(line, *start) == *comma
        });
        if let Some((start, comma)) = phrase {
            return Some(Subject::Words(start..comma));
        }
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
            || line.is(start - 1, Tag::Connector) && start - 1 == clause
        {
            break;
        }
        start -= 1;
    }
    while start < hit.first && (line.is(start, Tag::Func) && !line.det(start)) {
        start += 1;
    }
    let words = (start..hit.first).filter(|at| line.word(*at) && (!line.is(*at, Tag::Func))).count();
    let opens =
        start == clause || start > 0 && !line.word(start - 1) || start > 0 && line.is(start - 1, Tag::Func);
    (words > 0 && opens).then_some(Subject::Words(start..hit.first))
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

/// The speaker that opens a clause of a verb-last language, and the token where the rest begins.
pub(super) fn opening(scene: &Scene<'_>, clause: usize, verb: usize) -> Option<(Subject, usize)> {
    let line = scene.line;
    let first = (clause..verb).find(|at| line.word(*at))?;
    let nth = scene.mentions.iter().position(|mention| {
        mention.at.start >= first && mention.at.end <= verb && !scene.in_speech(mention.at.start)
    })?;
    let mention = &scene.mentions[nth];
    let opens = (first..mention.at.start)
        .all(|at| !line.word(at) || line.is(at, Tag::Func) || line.is(at, Tag::Connector))
        || mention.at.start <= first + 2;
    if !opens {
        return None;
    }
    Some((Subject::Mention(nth, mention.at.clone()), mention.at.end))
}

/// The speaker that ends before token `at`.
pub(super) fn before(scene: &Scene<'_>, at: usize) -> Option<(Subject, usize)> {
    let near = scene
        .mentions
        .iter()
        .enumerate()
        .rev()
        .find(|(_, mention)| mention.at.end <= at && at - mention.at.end <= 3);
    if let Some((nth, mention)) = near {
        return Some((Subject::Mention(nth, mention.at.clone()), mention.at.start));
    }
    let line = scene.line;
    let mut start = at;
    while start > 0 && line.word(start - 1) && at - start < 4 {
        start -= 1;
    }
    (start < at).then_some((Subject::Words(start..at), start))
}
