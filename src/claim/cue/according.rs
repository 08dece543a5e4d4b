//! Frames without a verb: "according to the ministry", and a headline's speaker with a colon.

use super::{Frame, Quoted, Scene, class};
use crate::claim::lexis::{Hit, Tag};
use crate::claim::line::{Line, Range};
use crate::claim::participant::{Agreement, Kind, Mention};
use crate::claim::predicate;
use crate::claim::quotation::SPEECH_WORDS;
use crate::claim::speaker::{self, Subject};
use crate::model::CueClass;

/// Who is quoted by the one who reports: "The agency said, citing a diplomat, that …"; the frame's subject is the diplomat.
pub(super) fn relayed(scene: &Scene<'_>, hit: &Hit, found: &mut [Frame]) -> bool {
    let within = |frame: &&mut Frame| {
        let said = frame.content.start;
        frame.cue.end <= hit.first && (hit.first < said || said == hit.first) && !frame.cue.is_empty()
    };
    let Some(frame) = found.iter_mut().find(within) else { return false };
    let Some((subject, end)) = source(scene, hit) else { return false };
    frame.subject = subject;
    frame.content.start = frame.content.start.max(end).min(frame.content.end);
    true
}

/// "According to the ministry, …" and "…, according to the ministry".
pub(super) fn according(scene: &Scene<'_>, hit: &Hit, found: &[Frame]) -> Option<Frame> {
    let line = scene.line;
    let frame = |subject: Subject, at: Range, content: Range| Frame {
        cue: hit.first..hit.end,
        class: class(hit),
        agree: Agreement::default(),
        subject,
        carries_on: false,
        goes_on: false,
        outer: None,
        at,
        content,
    };
    // «كما أكد الوزير أن»: a reporting verb in the phrase that has words of its own to report.
    if found.iter().any(|frame| frame.cue.start > hit.first && frame.cue.start <= hit.end) {
        return None;
    }
    if hit.row.cell(2) == "back" {
        let (subject, _) = speaker::before(scene, hit.first)?;
        let content = line.trimmed(hit.end..line.len());
        let free = found
            .iter()
            .all(|frame| frame.content.start >= content.end || frame.content.end <= content.start);
        return (free && !content.is_empty()).then(|| frame(subject, 0..hit.end, content));
    }
    let (subject, end) = source(scene, hit)?;
    if hit.row.cell(2) == "tail" && !closes_sentence(line, hit, end) {
        return None;
    }
    let opens = (0..hit.first).all(|at| !line.word(at) || line.is(at, Tag::Func));
    if opens {
        let colon = |at: usize| line.mark(at) == Some(':') && !line.clock(at);
        let pause = (end..line.len().min(end + 14)).find(|at| line.pause(*at) || colon(*at));
        let known = matches!(subject, Subject::Mention(..));
        let bare = source_end(line, end).filter(|end| said_behind(line, *end, known));
        let (close, start) = match (pause, bare) {
            // A comma further on stands in what is said.
            (Some(pause), Some(bare)) if bare < pause && tells_before(line, bare, pause) => (bare, bare),
            (Some(pause), _) => (pause, pause + 1),
            (None, bare) => bare.map(|bare| (bare, bare))?,
        };
        let speech =
            |quoted: &Quoted| quoted.opens && quoted.at.start > close && quoted.words >= SPEECH_WORDS;
        let quotes = scene.opens_at(start).is_some() || known && scene.quoted.iter().any(speech);
        let content = line.trimmed(start..line.len());
        let free =
            found.iter().all(|frame| frame.at.start > close + 3) && (quotes || hit.row.cell(2) != "quoted");
        return (free && !content.is_empty()).then(|| frame(subject, 0..close, content));
    }
    if hit.row.cell(2) == "quoted" {
        return None;
    }
    // Behind its words: everything since the last frame.
    let over = found.iter().any(|frame| {
        frame.at.start.min(frame.content.start) < hit.first
            && hit.first <= frame.content.end.max(frame.at.end)
    });
    if over {
        return None;
    }
    let from = found
        .iter()
        .filter(|frame| frame.at.end.max(frame.content.end) <= hit.first)
        .map(|frame| frame.at.end.max(frame.content.end))
        .max()
        .unwrap_or(0);
    let content = line.trimmed(from..hit.first);
    let words = content.clone().filter(|at| line.word(*at)).count();
    let next = found
        .iter()
        .map(|frame| frame.at.start.min(frame.content.start))
        .filter(|at| *at >= hit.end)
        .min()
        .unwrap_or(line.len());
    let rest = line.trimmed(end + 1..line.len());
    if words < 3 && found.is_empty() && line.comma(end) && said_behind(line, rest.start, true) {
        // "The suspect, according to a neighbour, never said a word".
        return Some(frame(subject, 0..end, rest));
    }
    (words >= 3).then(|| frame(subject, hit.first..end.min(next), content))
}

/// Who stands behind the phrase: a source, the subject of the verb that ends or follows it («حسبما يورد الموقع»), whom that verb
/// quotes («وفق ما نقلت الوكالة عن المدير»), or the last speaker where the phrase itself stands for them («على حد قوله»).
fn source(scene: &Scene<'_>, hit: &Hit) -> Option<(Subject, usize)> {
    let line = scene.line;
    if hit.row.cell(2) == "own" {
        return Some((Subject::Pronoun(hit.first..hit.end, hit.row.cell(3)), hit.end));
    }
    let next = line.hit(hit.end, Tag::Speech).filter(|verb| matches!(verb.row.cell(2), "past" | "present"));
    let last = line.all(Tag::Speech).find(|verb| verb.end == hit.end && verb.first > hit.first);
    let found = match next {
        Some(verb) => speaker::right_of(scene, verb),
        None => speaker::source(scene, hit.end),
    }?;
    let verb = next.or(last).filter(|_| line.lexis.caseless);
    match verb.and_then(|verb| speaker::passed_on(scene, verb, found.1)) {
        Some(quoted) => {
            let end = end_of(scene, &quoted, found.1);
            Some((quoted, end))
        }
        None => Some(found),
    }
}

fn end_of(scene: &Scene<'_>, subject: &Subject, least: usize) -> usize {
    let end = match subject {
        Subject::Mention(nth, _) => scene.mentions[*nth].at.end,
        Subject::Words(at) | Subject::Pronoun(at, _) => at.end,
        Subject::Silent => least,
    };
    end.max(least)
}

/// Whether a source stands between a pause and the end of its sentence: ", so der Sprecher."
fn closes_sentence(line: &Line<'_>, hit: &Hit, end: usize) -> bool {
    let paused = hit.first.checked_sub(1).is_some_and(|before| line.pause(before) || line.quote_mark(before));
    paused
        && (end..line.len()).take_while(|at| !line.pause(*at)).all(|at| !predicate::verb_like(line, at))
        && (end..line.len()).take(TAIL_REST + 1).filter(|at| line.word(*at)).count() <= TAIL_REST
}

/// Words behind the head of a source that closes its sentence.
const TAIL_REST: usize = 6;

/// The end of a source behind "according to" with the phrases that belong to it, in languages whose verbs do not open
/// the clause: "Laut einem Bericht der Zeitung | wurden …", "According to a report by the ministry | the damage …".
fn source_end(line: &Line<'_>, end: usize) -> Option<usize> {
    if line.lexis.caseless || line.lexis.verb_last {
        return None;
    }
    let mut at = end;
    while line.func(at) == "prep" && line.word(at + 1) {
        let noun = (at + 1..line.len()).find(|at| !line.det(*at))?;
        at = noun + 1;
        while line.capital(at) && line.capital(at - 1) {
            at += 1;
        }
    }
    line.word(at).then_some(at)
}

/// Whether a clause stands behind token `from`: words enough, and a verb among the first unless the source is a
/// `known` one.
fn said_behind(line: &Line<'_>, from: usize, known: bool) -> bool {
    let words = (from..line.len()).filter(|at| line.word(*at)).count();
    words >= 3 && (known || tells_before(line, from, line.len().min(from + 10)))
}

fn tells_before(line: &Line<'_>, from: usize, end: usize) -> bool {
    (from..end).any(|at| matches!(line.func(at), "aux" | "be") || predicate::verb_like(line, at))
}

/// "Erdogan: we will go on": a speaker and a colon open a headline.
pub(super) fn headline(scene: &Scene<'_>) -> Option<Frame> {
    let line = scene.line;
    let first = scene.mentions.first().filter(|mention| (0..mention.at.start).all(|at| line.det(at)));
    // A body's name in marks: «الصحة»: …
    let marked = scene.opens_at(0).filter(|quoted| quoted.closes && quoted.words <= 3);
    let (subject, end) = match (first, marked) {
        (_, Some(quoted)) => (Subject::Words(quoted.at.clone()), quoted.at.end + 1),
        (Some(first), None) => (Subject::Mention(0, first.at.clone()), first.at.end),
        (None, None) => return None,
    };
    if line.mark(end) != Some(':') || line.len() < end + 4 {
        return None;
    }
    let content = line.trimmed(end + 1..line.len());
    Some(Frame {
        cue: end..end,
        class: CueClass::Say,
        agree: Agreement::default(),
        subject,
        carries_on: false,
        goes_on: false,
        outer: None,
        at: 0..end + 1,
        content,
    })
}

/// Words from which a quotation behind a bare colon is speech.
const COLON_WORDS: usize = 3;

/// "Visibly moved, the coach summed it up: “We won.”": speech behind a colon that no reporting word opens is that of whom the
/// sentence tells, unless the colon's word names something written.
pub(super) fn behind_colon(scene: &Scene<'_>, found: &[Frame]) -> Option<Frame> {
    let line = scene.line;
    let quoted = scene.quoted.iter().find(|quoted| {
        let colon = quoted.at.start.checked_sub(2).filter(|at| line.mark(*at) == Some(':'));
        quoted.opens && quoted.words >= COLON_WORDS && colon.is_some()
    })?;
    let colon = quoted.at.start - 2;
    let free = found.iter().all(|one| {
        one.at.end.max(one.content.end) <= 1 || one.at.start.min(one.content.start) > quoted.at.start
    });
    let written = (0..colon).any(|at| line.only_looks_like(at, "speech").is_some());
    let tells = |one: &Mention| {
        one.at.end <= colon && matches!(one.kind, Kind::Person | Kind::Role) && one.agree.plural != Some(true)
    };
    let near = scene.mentions.iter().position(|one| one.at.end == colon && tells(one));
    let teller = near.or_else(|| scene.mentions.iter().position(tells))?;
    (free && !written).then(|| Frame {
        cue: colon..colon,
        class: CueClass::Say,
        agree: Agreement::default(),
        subject: Subject::Mention(teller, scene.mentions[teller].at.clone()),
        carries_on: false,
        goes_on: false,
        outer: None,
        at: 0..colon + 1,
        content: line.trimmed(quoted.at.start..line.len()),
    })
}
