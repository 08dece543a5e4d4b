//! Reporting frames: the words that say who says something, and where the reported words lie.
//!
//! Takes a line with its mentions and quotations, gives its frames in reading order. A frame stands in front of
//! what it reports ("the minister said that …"), behind it ("…, said the minister"), or around it (verb-last
//! languages). A reporting word without anything reported is no frame.

mod according;
mod around;
mod behind;
mod front;
mod incise;
mod opening;
mod start;
mod these_words;
mod unsaid;

use super::lexis::{Hit, Tag};
use super::line::{Line, Range};
use super::participant::{Agreement, Mention};
use super::quotation::SPEECH_WORDS;
use super::speaker::Subject;
use crate::model::CueClass;
use according::{according, behind_colon, headline, relayed};
use around::around;
use front::front_or_back;
pub(super) use incise::cut;
pub(super) use these_words::these_words;
use unsaid::{denied, impersonal, other_word};

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
    /// Whether the word goes on with what the last speaker said ("he added").
    pub(super) goes_on: bool,
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
        let other = scene.line.only_looks_like(hit.first, "speech").is_some();
        if covered
            || other
            || denied(scene.line, hit)
            || impersonal(scene.line, hit)
            || other_word(scene.line, hit)
        {
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
    if let Some(frame) = these_words(scene).filter(|frame| !frame.content.is_empty()) {
        found.retain(|one| one.at.end <= frame.content.start);
        found.push(frame);
    }
    let accords = scene.line.all(Tag::Accord).filter(|hit| !matches!(hit.row.cell(2), "clause" | "these"));
    for hit in accords.filter(|hit| !scene.in_speech(hit.first)) {
        if hit.row.cell(2) == "relay" && relayed(scene, hit, &mut found) {
            continue;
        }
        if let Some(frame) = according(scene, hit, &found) {
            found.push(frame);
        }
    }
    let colon = behind_colon(scene, &found);
    found.extend(colon);
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
    // "Said the captain shouted “…”": words in marks are those of whom the clause names.
    let shouts = matches!(frame.subject, Subject::Words(_))
        && scene.quoted.iter().any(|quoted| quoted.at.start == frame.content.start && quoted.words >= 2);
    near && !shouts
        && (from..frame.cue.start).all(|at| !scene.line.pause(at))
        && scene.quote_over(from).is_none()
}

/// What was reported before ends where the next frame begins.
fn close_before(scene: &Scene<'_>, found: &mut [Frame], next: &Frame) {
    let start = next.at.start.min(next.content.start);
    if let Some(last) = found.last_mut().filter(|last| last.content.end > start && last.at.start < start) {
        last.content.end = start.max(last.content.start);
        last.content = scene.line.trimmed(last.content.clone());
    }
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
