//! Reporting frames: the words that say who says something, and where the reported words lie.
//!
//! Takes a line with its mentions and quotations, gives its frames in reading order. A frame stands in front of
//! what it reports ("the minister said that …"), behind it ("…, said the minister"), or around it (verb-last
//! languages). A reporting word without anything reported is no frame.

use super::lexis::{Hit, Tag};
use super::line::{Line, Range};
use super::participant::{Agreement, Mention};
use super::quotation::SPEECH_WORDS;
use super::speaker::{self, Subject};
use crate::model::CueClass;

/// Furthest token behind a reporting word where the reported words may begin.
const OPENING_REACH: usize = 32;

/// A quotation as one line sees it, by the line's tokens.
#[derive(Debug, Clone)]
pub(super) struct Quoted {
    /// The quoted tokens inside this line, without the marks.
    pub(super) at: Range,
    /// Whether the opening mark stands in this line.
    pub(super) opens: bool,
    /// Whether the closing mark stands in this line.
    pub(super) closes: bool,
    /// Its index in the article.
    pub(super) nth: usize,
    /// Words of the whole quotation.
    pub(super) words: usize,
}

/// What a frame is made from.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) line: &'a Line<'a>,
    pub(super) mentions: &'a [Mention],
    pub(super) quoted: &'a [Quoted],
}

impl Scene<'_> {
    /// The quotation whose words hold token `at`.
    pub(super) fn quote_over(&self, at: usize) -> Option<&Quoted> {
        self.quoted.iter().find(|quoted| quoted.at.contains(&at))
    }

    /// Whether token `at` stands in quoted speech.
    pub(super) fn in_speech(&self, at: usize) -> bool {
        self.quote_over(at).is_some_and(|quoted| quoted.words >= SPEECH_WORDS)
    }

    /// The quotation whose opening mark is token `at`.
    pub(super) fn opens_at(&self, at: usize) -> Option<&Quoted> {
        self.quoted.iter().find(|quoted| quoted.opens && quoted.at.start == at + 1)
    }

    /// The quotation whose closing mark is token `at`.
    pub(super) fn closes_at(&self, at: usize) -> Option<&Quoted> {
        self.quoted.iter().find(|quoted| quoted.closes && quoted.at.end == at)
    }
}

/// Who says it, with which word, and where what is said lies.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// The reporting word; empty for a headline's colon.
    pub(super) cue: Range,
    pub(super) class: CueClass,
    /// Gender and number the verb shows.
    pub(super) agree: Agreement,
    pub(super) subject: Subject,
    /// Whether a participle carries on another frame ("adding that").
    pub(super) carries_on: bool,
    /// The frame around this one, which reports nothing else ("the presidency said that Erdogan said").
    pub(super) outer: Option<Box<Frame>>,
    /// The tokens of the frame.
    pub(super) at: Range,
    /// The reported tokens, as far as the frame tells.
    pub(super) content: Range,
}

/// The frames of one line.
pub(super) fn frames(scene: &Scene<'_>) -> Vec<Frame> {
    let mut found: Vec<Frame> = Vec::new();
    found.extend(headline(scene));
    let mut waiting = None;
    for hit in scene.line.all(Tag::Speech).filter(|hit| !scene.in_speech(hit.first)) {
        let from = found.last().map_or(0, |last| last.content.start.max(last.at.end).min(hit.first));
        let covered =
            found.last().is_some_and(|last| last.at.end > hit.first && last.content.start <= last.at.start);
        if covered || denied(scene.line, hit) || impersonal(scene.line, hit) {
            continue;
        }
        let mut frame = if scene.line.lexis.verb_last {
            around(scene, hit, from)
        } else {
            front_or_back(scene, hit, from, &mut waiting)
        };
        let inside = frame.as_ref().is_some_and(|frame| nested_without_name(scene, &found, frame));
        if let Some(mut frame) = frame.take().filter(|_| !inside) {
            waiting = None;
            close_before(scene, &mut found, &frame);
            let nothing_left = found.last().is_some_and(|last| {
                last.content.is_empty()
                    || last.content.start >= frame.at.start && last.at.start < frame.at.start
            });
            if let Some(outer) = found.pop_if(|_| nothing_left) {
                frame.at.start = frame.at.start.min(outer.at.start);
                frame.outer = Some(Box::new(outer));
            }
            found.push(frame);
        }
    }
    for hit in scene.line.all(Tag::Accord).filter(|hit| !scene.in_speech(hit.first)) {
        if let Some(frame) = according(scene, hit, &found) {
            found.push(frame);
        }
    }
    found.sort_by_key(|frame| (frame.at.start.min(frame.content.start), frame.content.start));
    found
}

/// Right behind "that", a reporting word without a known speaker belongs to what is reported.
fn nested_without_name(scene: &Scene<'_>, found: &[Frame], frame: &Frame) -> bool {
    let Some(outer) = found.last().filter(|_| !matches!(frame.subject, Subject::Mention(..))) else {
        return false;
    };
    let from = outer.content.start;
    let near = frame.cue.start >= from && frame.cue.start <= from + 6 && !frame.carries_on;
    near && (from..frame.cue.start).all(|at| !scene.line.pause(at)) && scene.quote_over(from).is_none()
}

/// What was reported before ends where the next frame begins.
fn close_before(scene: &Scene<'_>, found: &mut [Frame], next: &Frame) {
    let start = next.at.start.min(next.content.start);
    if let Some(last) = found.last_mut().filter(|last| last.content.end > start && last.at.start < start) {
        last.content.end = start.max(last.content.start);
        last.content = scene.line.trimmed(last.content.clone());
    }
}

/// "It is recalled that": a reporting word inside a phrase that only opens a clause.
fn impersonal(line: &Line<'_>, hit: &Hit) -> bool {
    let mut openers = line.all(Tag::Connector).filter(|opener| opener.row.cell(1) == "background");
    openers.any(|opener| opener.first <= hit.first && hit.end <= opener.end && opener.end - opener.first > 1)
        || line.hit(hit.first, Tag::Accord).is_some()
}

/// A negated reporting word reports nothing, unless denying is what it says.
fn denied(line: &Line<'_>, hit: &Hit) -> bool {
    let negator = hit.first.checked_sub(1).is_some_and(|before| {
        line.all(Tag::Negator).any(|negator| negator.end == before + 1 && negator.row.cell(1) == "verb")
            && !line.is(before, Tag::NotNegator)
    });
    negator && class(hit) != CueClass::Deny || line.is(hit.first, Tag::NotNegator) || subjunctive(line, hit)
}

/// A word of the past right behind "that" is another verb of the present: «أن توقع» is "that it sign", not "expected".
fn subjunctive(line: &Line<'_>, hit: &Hit) -> bool {
    let fronts = &line.lexis.imperfect_fronts;
    hit.row.cell(2) == "past"
        && hit.clitic.is_empty()
        && hit.first.checked_sub(1).is_some_and(|before| line.is(before, Tag::That))
        && fronts.iter().any(|front| line.tokens[hit.first].folded.starts_with(front))
}

pub(super) fn class(hit: &Hit) -> CueClass {
    match hit.row.cell(1) {
        "affirm" => CueClass::Affirm,
        "deny" => CueClass::Deny,
        "warn" => CueClass::Warn,
        "expect" => CueClass::Expect,
        "demand" => CueClass::Demand,
        _ => CueClass::Say,
    }
}

fn takes(hit: &Hit, what: &str) -> bool {
    hit.row.cell(4).split(',').any(|one| one == what)
}

fn front_or_back(scene: &Scene<'_>, hit: &Hit, from: usize, waiting: &mut Option<Subject>) -> Option<Frame> {
    let line = scene.line;
    let kind = hit.row.cell(2);
    let carries_on = kind == "participle";
    let clause = clause_start(scene, hit.first, from);
    let right = speaker::right_of(scene, hit);
    let behind = right.as_ref().map_or(hit.end, |(_, end)| *end);
    let left = if carries_on { None } else { speaker::left_of(scene, hit, clause) };
    let frame = |subject: Subject, at: Range, content: Range| Frame {
        cue: hit.first..hit.end,
        class: class(hit),
        agree: Agreement::read(hit.row.cell(3)),
        subject,
        carries_on,
        outer: None,
        at,
        content: line.trimmed(content),
    };
    let verb_first = line.lexis.caseless;
    // "…," said the minister / "…," the minister said.
    if kind != "noun"
        && !carries_on
        && let Some((content, at)) = behind_content(scene, hit, clause, from, &left, &right)
    {
        let subject = pick(verb_first || left.is_none(), left, right);
        return Some(frame(subject, at, content));
    }
    // A word that is also a small word reports only right before what it reports.
    let named = !matches!(right, Some((Subject::Words(_), _))) || clause == hit.first;
    let small = !line.func(hit.first).is_empty() && !(named && line.hit(behind, Tag::That).is_some());
    if let Some(start) = opening(scene, hit, behind, kind).filter(|_| !small) {
        let subject = if kind == "noun" {
            speaker::quoted_before(scene, hit).or(waiting.take()).unwrap_or(Subject::Silent)
        } else if carries_on {
            waiting.take().unwrap_or(Subject::Silent)
        } else {
            // Where the subject comes first, what follows the verb is whom it was told.
            let right =
                right.filter(|_| verb_first || left.is_none() && takes(hit, "quote") && clause == hit.first);
            speaker::passed_on(scene, hit, behind).unwrap_or_else(|| pick(verb_first, left, right))
        };
        if subject == Subject::Silent && class(hit) == CueClass::Expect && kind == "present" {
            return None;
        }
        let frame = frame(subject, clause..start, start..line.len());
        return (!frame.content.is_empty()).then_some(frame);
    }
    if kind == "noun" && takes(hit, "any") {
        // "quoted a source as saying …"
        let subject = speaker::quoted_before(scene, hit).unwrap_or(Subject::Silent);
        let frame = frame(subject, clause..hit.end, hit.end..line.len());
        return (!frame.content.is_empty()).then_some(frame);
    }
    if !line.func(hit.first).is_empty() {
        return None;
    }
    // A noun phrase as what is said: "confirmed the closure of".
    let opens_clause = left.is_some()
        || right.is_some()
        || (clause..hit.first)
            .all(|at| !line.word(at) || line.is(at, Tag::Func) || line.is(at, Tag::Connector));
    let object = takes(hit, "object") && kind != "noun" || takes(hit, "any");
    // Behind an Arabic verb, words that nobody is known by are what is said.
    let right = right.filter(|(subject, _)| !verb_first || !matches!(subject, Subject::Words(_)));
    let behind = right.as_ref().map_or(hit.end, |(_, end)| *end);
    let start = if verb_first { behind } else { hit.end };
    let any = takes(hit, "any")
        && line.word(start)
        && line.word(start + 1)
        && left.is_some()
        && !matches!(line.func(start), "time" | "adv");
    if object
        && opens_clause
        && (plain_object(line, start) || any)
        && (carries_on || left.is_some() || right.is_some() || takes(hit, "object"))
    {
        let subject = if carries_on { Subject::Silent } else { pick(verb_first, left, right) };
        return Some(frame(subject, clause..start, start..line.len()));
    }
    if !carries_on && kind != "noun" {
        // "addressed his guest, saying": the subject serves the participle that follows.
        let opens = (clause..hit.first).all(|at| !line.word(at) || line.is(at, Tag::Func)) || left.is_some();
        if opens && line.func(hit.first).is_empty() {
            *waiting = if verb_first { right.map(|(subject, _)| subject).or(left) } else { left };
        }
    }
    None
}

fn pick(verb_first: bool, left: Option<Subject>, right: Option<(Subject, usize)>) -> Subject {
    let right = right.map(|(subject, _)| subject);
    // A known speaker before the verb outweighs mere words behind it.
    let words = matches!(right, Some(Subject::Words(_)));
    let verb_first = verb_first && !(words && matches!(left, Some(Subject::Mention(..))));
    let both = if verb_first { right.or(left) } else { left.or(right) };
    both.unwrap_or(Subject::Silent)
}

/// Whether token `at` opens a noun phrase.
fn plain_object(line: &Line<'_>, at: usize) -> bool {
    line.word(at)
        && line.word(at + 1)
        && !matches!(line.func(at), "prep" | "time" | "adv" | "rel" | "aux" | "be" | "conj")
        && !line.is(at, Tag::Connector)
}

/// Where the reported words begin behind a reporting word.
fn opening(scene: &Scene<'_>, hit: &Hit, behind: usize, kind: &str) -> Option<usize> {
    let line = scene.line;
    let reach = if kind == "noun" { 3 } else { OPENING_REACH };
    let end = line.len().min(behind + reach);
    let mut at = hit.end;
    while at < end {
        if line.mark(at) == Some(':') && !line.clock(at) {
            let quote = scene.opens_at(at + 1).map(|quoted| quoted.at.start);
            return Some(quote.unwrap_or(at + 1)).filter(|start| *start < line.len());
        }
        if let Some(quoted) = scene.opens_at(at) {
            let near = at <= behind + 2 || line.mark(at.wrapping_sub(1)).is_some();
            let named = scene.mentions.iter().any(|mention| mention.at.contains(&at))
                || at > hit.end && line.is(at - 1, Tag::Org);
            if quoted.words >= SPEECH_WORDS
                || near && !named && quoted.words >= 2 && !quoted_name(scene, hit, at)
            {
                return Some(at + 1);
            }
            at = quoted.at.end + 1;
            continue;
        }
        if at >= behind {
            if let Some(that) = line.hit(at, Tag::That).filter(|_| takes(hit, "that") || takes(hit, "any")) {
                let quote = scene.opens_at(that.end).map(|quoted| quoted.at.start);
                return Some(quote.unwrap_or(that.end));
            }
            if let Some(start) = prepositional(line, hit, at, behind) {
                return Some(start);
            }
        }
        let short = line.mark(at) == Some('.') && line.is(at - 1, Tag::Title);
        let ends = matches!(line.mark(at), Some('.' | '!' | '?' | '؟' | ';' | '؛')) && !short;
        // A word that is also a preposition ("after") says nothing here.
        let other = line.hit(at, Tag::Speech).is_some_and(|other| other.first != hit.first && at >= behind)
            && line.func(at) != "prep";
        let cut = line.hit(at, Tag::Connector).is_some_and(|connector| connector.row.cell(2) == "always");
        if ends || other || cut {
            return None;
        }
        at += 1;
    }
    None
}

/// A quotation right behind the verb that is the speaker's name in marks.
fn quoted_name(scene: &Scene<'_>, hit: &Hit, at: usize) -> bool {
    let Some(quoted) = scene.opens_at(at) else { return false };
    let after = quoted.at.end + 1;
    quoted.words <= 3
        && at == hit.end
        && (scene.line.mark(after) == Some(':')
            || scene.opens_at(after).is_some()
            || scene.line.hit(after, Tag::That).is_some())
}

/// A preposition of the verb that opens what is said, directly behind subject or adverbs.
fn prepositional(line: &Line<'_>, hit: &Hit, at: usize, behind: usize) -> Option<usize> {
    let cell = hit.row.cell(4);
    let word = line.tokens[at].folded.as_str();
    let free = cell.split(',').any(|one| one == word && !matches!(one, "that" | "quote" | "object" | "any"));
    let tight = at <= behind + 4;
    if free && tight && line.word(at + 1) {
        let that = line.hit(at + 1, Tag::That).map(|that| that.end);
        return Some(that.unwrap_or(at + 1));
    }
    let glued = cell.split(',').filter_map(|one| one.strip_suffix('-')).any(|one| word.starts_with(one));
    (glued && at <= behind + 1 && (line.prefixed(at) || super::predicate::exact(line, at))).then_some(at)
}

/// The clause a reporting word stands in begins behind the last cut before it.
fn clause_start(scene: &Scene<'_>, cue: usize, from: usize) -> usize {
    let line = scene.line;
    let mut start = from;
    for at in from..cue {
        if scene.in_speech(at) {
            continue;
        }
        let connector = line
            .hit(at, Tag::Connector)
            .filter(|hit| hit.row.cell(2) == "always" || at == from || line.pause(at - 1));
        let cuts = connector.is_some_and(|hit| {
            // ", however," stands in a clause and opens none.
            let aside = at > 0 && line.comma(at - 1) && line.comma(hit.end);
            matches!(hit.row.cell(1), "contrast" | "background" | "add") && !aside
        });
        let stops = matches!(line.mark(at), Some('.' | '!' | '?' | '؟' | ';' | '؛'));
        if cuts && at > from {
            start = at;
        } else if stops {
            start = at + 1;
        }
    }
    // Behind reported words, the frame of the next ones begins at the last pause.
    let reported = from > 0;
    if reported {
        let pause = (start..cue).rev().find(|at| line.pause(*at) && !scene.in_speech(*at));
        let subject_only =
            scene.mentions.iter().any(|mention| mention.at.start <= start + 1 && mention.at.end == cue);
        start = match pause {
            Some(pause) => pause + 1,
            None if subject_only => start,
            None => start.max(conjunct(line, start, cue)),
        };
        while start > from
            && (line.is(start - 1, Tag::Connector) || line.func(start - 1) == "conj")
            && line.word(start - 1)
        {
            start -= 1;
        }
    }
    start
}

/// Without a pause, the next frame begins at its own verb, or at the subject right before it.
fn conjunct(line: &Line<'_>, start: usize, cue: usize) -> usize {
    if line.conjoined(cue) || line.lexis.caseless {
        return cue;
    }
    let and = (start..cue).rev().take(6).find(|at| line.func(*at) == "conj");
    and.unwrap_or(cue)
}

/// What is said stands before the reporting word: its tokens, and those of the frame behind it.
fn behind_content(
    scene: &Scene<'_>,
    hit: &Hit,
    clause: usize,
    from: usize,
    left: &Option<Subject>,
    right: &Option<(Subject, usize)>,
) -> Option<(Range, Range)> {
    let line = scene.line;
    let start = match left {
        Some(subject) if !line.lexis.caseless => subject.start().unwrap_or(hit.first).min(hit.first),
        _ => hit.first,
    };
    // A place that acts ("the Kremlin") is named without its article.
    let start = if start > from && start < hit.first && line.det(start - 1) { start - 1 } else { start };
    let mut pause = start;
    while pause > from && (line.pause(pause - 1) || matches!(line.mark(pause - 1), Some('!' | '?' | '؟'))) {
        pause -= 1;
    }
    let quote = pause
        .checked_sub(1)
        .and_then(|at| scene.closes_at(at))
        .or_else(|| start.checked_sub(1).and_then(|at| scene.closes_at(at)));
    let content_from = match quote {
        Some(quoted) => quoted.at.start.saturating_sub(1).max(from.min(quoted.at.start)),
        None if pause < start && !line.lexis.caseless => {
            if from > 0 {
                from
            } else {
                clause.min(from)
            }
        }
        None => return None,
    };
    let right = right.as_ref().filter(|_| left.is_none() || line.lexis.caseless);
    let end = right.map_or(hit.end, |(_, end)| (*end).max(hit.end));
    let tail = trailing(scene, end, quote.is_some() && (right.is_some() || left.is_some()))?;
    let content = line.trimmed(content_from..pause.max(content_from));
    let words = content.clone().filter(|at| line.word(*at)).count();
    if quote.is_some_and(|quoted| quoted.words < SPEECH_WORDS && quoted.at.start > from + 1)
        || words < 2
        || content.end > start
    {
        return None;
    }
    Some((content, start..tail))
}

/// The end of a frame that stands behind its words: adverbs and phrases up to the next pause, none where more is
/// said there.
fn trailing(scene: &Scene<'_>, from: usize, quoted: bool) -> Option<usize> {
    let line = scene.line;
    let mut at = from;
    while at < line.len() {
        if line.pause(at)
            || matches!(line.mark(at), Some('.' | '!' | '?' | '؟' | ':'))
            || scene.opens_at(at).is_some()
        {
            return (scene.opens_at(at).is_none() && line.mark(at) != Some(':')).then_some(at);
        }
        if line.hit(at, Tag::That).is_some() || at - from > 18 {
            return None;
        }
        let phrase = matches!(line.func(at), "prep" | "time" | "adv" | "pron")
            || line.det(at) && quoted
            || line.hit(at, Tag::Func).is_none() && quoted;
        if at == from && line.word(at) && !phrase {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Verb-last languages: the speaker opens the clause, the verb closes it, what is said lies between.
fn around(scene: &Scene<'_>, hit: &Hit, from: usize) -> Option<Frame> {
    let line = scene.line;
    let participle = hit.row.cell(2) == "participle";
    let begin = if from > 0 { from } else { 0 };
    let opens = speaker::opening(scene, begin, hit.first);
    let quote = scene
        .quoted
        .iter()
        .rev()
        .find(|quoted| quoted.at.end <= hit.first && quoted.at.start >= begin && quoted.words >= 2);
    let start = match (&opens, quote) {
        (Some((_, end)), Some(quoted)) if quoted.at.start >= *end => quoted.at.start,
        (Some((_, end)), _) => *end,
        (None, Some(quoted)) if quoted.at.start <= begin + 3 => quoted.at.start,
        (None, _) => begin,
    };
    let end = quote
        .filter(|quoted| quoted.at.end + 3 >= hit.first && quoted.at.start == start)
        .map_or(hit.first, |quoted| quoted.at.end);
    let content = line.trimmed(start..end);
    let words = content.clone().filter(|at| line.word(*at)).count();
    if words < 2 {
        return None;
    }
    let behind = speaker::right_of(scene, hit).filter(|_| participle).map(|(subject, _)| subject);
    let subject = opens.map(|(subject, _)| subject).or(behind).unwrap_or(Subject::Silent);
    Some(Frame {
        cue: hit.first..hit.end,
        class: class(hit),
        agree: Agreement::read(hit.row.cell(3)),
        subject,
        carries_on: participle,
        outer: None,
        at: hit.first..hit.end,
        content,
    })
}

/// "According to the ministry, …" and "…, according to the ministry".
fn according(scene: &Scene<'_>, hit: &Hit, found: &[Frame]) -> Option<Frame> {
    let line = scene.line;
    let frame = |subject: Subject, at: Range, content: Range| Frame {
        cue: hit.first..hit.end,
        class: class(hit),
        agree: Agreement::default(),
        subject,
        carries_on: false,
        outer: None,
        at,
        content,
    };
    if hit.row.cell(2) == "back" {
        let (subject, _) = speaker::before(scene, hit.first)?;
        let content = line.trimmed(hit.end..line.len());
        let free = found
            .iter()
            .all(|frame| frame.content.start >= content.end || frame.content.end <= content.start);
        return (free && !content.is_empty()).then(|| frame(subject, 0..hit.end, content));
    }
    let (subject, end) = speaker::source(scene, hit.end)?;
    let opens = (0..hit.first).all(|at| !line.word(at) || line.is(at, Tag::Func));
    if opens {
        let pause = (end..line.len().min(end + 14)).find(|at| line.pause(*at))?;
        let content = line.trimmed(pause + 1..line.len());
        let free = found.iter().all(|frame| frame.at.start > pause + 3);
        return (free && !content.is_empty()).then(|| frame(subject, 0..pause, content));
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
    (words >= 3).then(|| frame(subject, hit.first..end.min(next), content))
}

/// "Erdogan: we will go on": a speaker and a colon open a headline.
fn headline(scene: &Scene<'_>) -> Option<Frame> {
    let line = scene.line;
    let first = scene.mentions.first().filter(|mention| (0..mention.at.start).all(|at| line.det(at)))?;
    if line.mark(first.at.end) != Some(':') || line.len() < first.at.end + 4 {
        return None;
    }
    let content = line.trimmed(first.at.end + 1..line.len());
    Some(Frame {
        cue: first.at.end..first.at.end,
        class: CueClass::Say,
        agree: Agreement::default(),
        subject: Subject::Mention(0, first.at.clone()),
        carries_on: false,
        outer: None,
        at: 0..first.at.end + 1,
        content,
    })
}
