//! Sentences to claims.
//!
//! Takes articles and their texts, gives claims with speaker, quotation, polarity, modality, quantities,
//! times, places and participants. Says no word of pairs.
//!
//! The claims of a sentence lie in it in reading order and never overlap; every span of a claim lies in its
//! sentence. A time, quantity or place of the reporting frame stays with the claim and has no predicate.

mod assemble;
mod clause;
mod cue;
mod far_subject;
mod jussive;
mod lexis;
mod line;
mod memory;
mod modality;
pub mod name;
mod named;
mod number;
mod owner;
mod participant;
pub mod place;
mod polarity;
mod predicate;
pub mod quantity;
mod quotation;
mod reading;
mod speaker;
mod subject;
pub mod time;
mod vocabulary;

use crate::model::{Article, ArticleIx, ArticleText, Claim, Span};
use clause::Piece;
use cue::{Frame, Quoted, Scene};
use lexis::Tag;
use line::Line;
use memory::{Memory, Resolved};
use owner::Owners;
use participant::{Mention, People};
use quotation::{Quotation, SPEECH_WORDS};
use rayon::prelude::*;
use speaker::Subject;
use time::Anchors;

/// Extracts the claims of every article, in parallel; sorted by article and place.
#[must_use]
pub fn extract(articles: &[Article], texts: &[ArticleText]) -> Vec<Claim> {
    let all = articles.par_iter().zip(texts).enumerate();
    all.flat_map_iter(|(nth, (article, text))| of_article(nth as ArticleIx, article, text)).collect()
}

/// What later sentences of an article need of earlier ones.
#[derive(Debug, Default)]
struct Story {
    memory: Memory,
    owners: Owners,
    /// The quotation that ended without its mark.
    ended: Option<usize>,
    /// The quotation that is all the sentence before holds.
    alone: Option<usize>,
    /// Sentences since somebody spoke.
    silent: usize,
}

fn of_article(nth: ArticleIx, article: &Article, text: &ArticleText) -> Vec<Claim> {
    let anchors = Anchors::of(article, text);
    let quotations = quotation::find(&article.text, &text.tokens);
    let lines: Vec<Line<'_>> =
        text.sentences.iter().map(|s| Line::new(&article.text, s, text.tokens_of(s))).collect();
    let mut people = People::of(&text.tokens);
    let mut first_read = Vec::with_capacity(lines.len());
    for line in &lines {
        let known = people.learnt();
        let mentions = participant::mentions(line, &people);
        people.learn(line, &mentions);
        first_read.push((known, mentions));
    }
    let mut story = Story::default();
    let mut claims = Vec::new();
    for ((index, line), (known, mentions)) in lines.iter().enumerate().zip(first_read) {
        let sentence = &text.sentences[index];
        let mentions = if known == people.learnt() { mentions } else { participant::mentions(line, &people) };
        let mut quoted = quoted(&quotations, sentence.tokens.start as usize..sentence.tokens.end as usize);
        if let Some(open) = quoted.first().filter(|open| !open.opens && reports_anew(line, &mentions)) {
            story.ended = Some(open.nth);
        }
        quoted.retain(|one| one.opens || story.ended != Some(one.nth));
        let quoted = cue::cut(line, quoted);
        let scene = Scene { line, mentions: &mentions, quoted: &quoted };
        let place =
            assemble::Place { article: nth, id: &article.id, sentence: index as u32, anchors: &anchors };
        of_line(&scene, &people, &mut story, &place, &mut claims);
    }
    story.owners.settle(&quotations, &text.tokens, &mut claims);
    claims
}

/// Whether a line opens with a reporting verb and its speaker, so that the quotation before it has ended.
fn reports_anew(line: &Line<'_>, mentions: &[Mention]) -> bool {
    let verb = line.hit(0, Tag::Speech).filter(|hit| hit.row.cell(2) == "past" && !hit.clitic.is_empty());
    verb.is_some_and(|verb| {
        mentions.iter().any(|mention| mention.at.start == verb.end) || line.hit(verb.end, Tag::That).is_some()
    })
}

/// The quotations that touch a line, by the line's own token numbers.
fn quoted(quotations: &[Quotation], tokens: std::ops::Range<usize>) -> Vec<Quoted> {
    let from = quotations.partition_point(|quotation| quotation.close < tokens.start);
    let here = quotations[from..].iter().enumerate().take_while(|(_, quotation)| quotation.open < tokens.end);
    here.filter_map(|(nth, quotation)| {
        let start = (quotation.open + 1).max(tokens.start);
        let end = quotation.close.min(tokens.end);
        (start < end).then(|| Quoted {
            at: start - tokens.start..end - tokens.start,
            opens: quotation.open >= tokens.start,
            closes: quotation.close < tokens.end,
            nth: from + nth,
            words: quotation.words,
        })
    })
    .collect()
}

fn of_line(
    scene: &Scene<'_>,
    people: &People,
    story: &mut Story,
    place: &assemble::Place<'_>,
    claims: &mut Vec<Claim>,
) {
    let frames = cue::frames(scene);
    let times = time::expr::scan(&scene.line.reading);
    let pieces = clause::pieces(scene, &frames, &times);
    let slots = assemble::Slots::of(scene, people, place, &times);
    let before = claims.len();
    if let Some((nth, frame)) =
        story.alone.zip(cue::these_words(scene)).filter(|(_, one)| one.content.is_empty())
    {
        let by = story.memory.resolve(scene, people, &frame);
        story.owners.framed(nth, &by);
    }
    story.alone = pieces.first().filter(|_| pieces.len() == 1).and_then(|piece| piece.goes_on);
    for piece in pieces {
        let frame = piece.frame.map(|nth| &frames[nth]);
        if let Some((subject, verb)) = frame
            .filter(|_| piece.frame == Some(0))
            .and_then(|one| Some((own_subject(scene, one)?, one.agree)))
        {
            story.memory.notice(scene.line, people, subject, verb);
        }
        let resolved = resolve(scene, people, story, frame, &piece);
        let claim = assemble::claim(scene, &slots, &piece, frame, resolved, place);
        if let (Some(claim), None) = (&claim, frame)
            && let Some(nth) = piece.goes_on.or_else(|| opens_with(scene, &piece))
        {
            story.owners.wait(scene, (claims.len(), claim), nth);
        }
        claims.extend(claim);
    }
    let spoken = claims[before..].iter().any(|claim| claim.speaker.is_some());
    story.silent = if spoken { 0 } else { story.silent + 1 };
    notice_subject(scene, people, story, &frames);
    meet(scene, people, story, &frames);
}

/// The quotation a piece begins with.
fn opens_with(scene: &Scene<'_>, piece: &Piece) -> Option<usize> {
    scene.opens_at(piece.content.start).map(|quoted| quoted.nth)
}

/// Whom a sentence tells of without anybody speaking, so that the next may mean them by a pronoun.
fn meet(scene: &Scene<'_>, people: &People, story: &mut Story, frames: &[Frame]) {
    let line = scene.line;
    let single = |one: &&Mention| {
        matches!(one.kind, participant::Kind::Person | participant::Kind::Role)
            && one.agree.plural != Some(true)
            && !scene.in_speech(one.at.start)
            && frames.iter().all(|frame| frame.subject.start() != Some(one.at.start))
    };
    let from = opener_end(line);
    let first = scene.mentions.iter().find(single);
    let opens = |one: &Mention| {
        frames.is_empty()
            && if line.lexis.caseless {
                one.at.start <= from + 1 && one.at.start > 0
            } else {
                one.at.start <= from || (from..one.at.start).all(|at| line.det(at))
            }
    };
    story.memory.meet(line, people, first.map(|one| (one, opens(one))), frames.is_empty());
}

/// "The minister met the envoy and said": the verb of a sentence's first frame that has no subject of its own carries
/// on the subject that opens the sentence; so does a participle ("thanked the crews, saying").
fn own_subject<'s>(scene: &'s Scene<'_>, frame: &Frame) -> Option<&'s Mention> {
    let line = scene.line;
    let verb_first = line.lexis.caseless;
    if !matches!(frame.subject, Subject::Silent)
        || frame.outer.is_some()
        || !(verb_first || frame.carries_on && !line.lexis.verb_last)
    {
        return None;
    }
    let from = opener_end(line);
    let subject = scene.mentions.iter().find(|mention| {
        mention.at.start >= from
            && (verb_first && mention.at.start <= from + SUBJECT_REACH || {
                (from..mention.at.start).all(|at| line.det(at))
            })
    })?;
    let speaks = match subject.kind {
        participant::Kind::Person | participant::Kind::Role => true,
        // A body or state speaks where the verb shows its gender, or where it can show none.
        participant::Kind::Org | participant::Kind::State => {
            !verb_first
                || frame.carries_on
                || subject.agree.feminine.is_some() && subject.agree.feminine == frame.agree.feminine
        }
        participant::Kind::Unnamed => frame.carries_on,
    };
    // «أصدر مطار الملك خالد بيانا، مؤكدا»: who stands inside a longer subject is not who carries on.
    let before = subject.at.start.checked_sub(1).filter(|_| verb_first && frame.carries_on);
    let inside = before.is_some_and(|at| {
        line.word(at) && !line.is(at, Tag::Func) && !line.is(at, Tag::Speech) && !predicate::tells(line, at)
    });
    (speaks
        && !inside
        && (subject.at.start > 0 || !verb_first || frame.carries_on)
        && subject.at.end < frame.cue.start
        && !scene.in_speech(subject.at.start)
        && agrees(subject, frame))
    .then_some(subject)
}

/// Whether a subject fits a verb; the office of somebody named may be written in the masculine for a woman.
fn agrees(subject: &Mention, frame: &Frame) -> bool {
    let mut agree = subject.agree;
    if subject.kind == participant::Kind::Person && agree.feminine == Some(false) {
        agree.feminine = None;
    }
    agree.fits(frame.agree)
}

/// The token behind a short phrase that opens a sentence and ends with a comma ("In return, …"); 0 without one.
fn opener_end(line: &Line<'_>) -> usize {
    let comma = (0..line.len().min(OPENER)).find(|at| !line.word(*at)).filter(|at| line.comma(*at));
    let opens = |comma: &usize| {
        matches!(line.func(0), "prep" | "adv" | "time" | "conj") || line.is(0, Tag::Connector) || *comma == 1
    };
    comma.filter(opens).map_or(0, |comma| comma + 1)
}

/// Tokens of the longest phrase that opens a sentence in front of a comma.
const OPENER: usize = 6;

/// Furthest token of a sentence at which its subject begins behind its verb.
const SUBJECT_REACH: usize = 3;

/// "The ministry closed the crossing, it confirmed": where nobody has spoken, the pronoun behind what is said means its
/// subject.
fn said_of_itself<'s>(scene: &'s Scene<'_>, frame: &Frame) -> Option<&'s Mention> {
    let behind = frame.content.end <= frame.cue.start;
    let first = scene.mentions.first().filter(|mention| mention.at.start <= frame.content.start + 1);
    first.filter(|_| behind)
}

/// "The senator denounced what he called “…”": a pronoun inside a clause of its own means the subject of its sentence.
fn meant_by_clause<'s>(scene: &'s Scene<'_>, frame: &Frame) -> Option<&'s Mention> {
    let line = scene.line;
    let Subject::Pronoun(at, agree) = &frame.subject else { return None };
    let inside = at.start.checked_sub(1).is_some_and(|before| {
        let quotes = scene.quoted.iter().any(|quoted| quoted.at.start == frame.content.start);
        matches!(line.func(before), "rel" | "ask") || quotes && line.is(before, Tag::That)
    });
    let first = scene.mentions.iter().find(|one| (0..one.at.start).all(|at| line.det(at)))?;
    let fits =
        first.agree.fits(participant::Agreement::read(agree)) && first.kind != participant::Kind::State;
    (inside && fits && first.at.end < at.start).then_some(first)
}

fn resolve(
    scene: &Scene<'_>,
    people: &People,
    story: &mut Story,
    frame: Option<&Frame>,
    piece: &Piece,
) -> Option<Resolved> {
    if let Some(frame) = frame {
        if matches!(frame.subject, Subject::Pronoun(..))
            && story.memory.is_empty()
            && let Some(subject) = said_of_itself(scene, frame)
        {
            story.memory.notice(scene.line, people, subject, frame.agree);
        }
        if let Some(subject) = meant_by_clause(scene, frame) {
            story.memory.notice(scene.line, people, subject, frame.agree);
        }
        let resolved = story.memory.resolve(scene, people, frame);
        for quoted in scene
            .quoted
            .iter()
            .filter(|quoted| quoted.at.start < frame.content.end && frame.content.start < quoted.at.end)
        {
            story.owners.framed(quoted.nth, &resolved);
        }
        return Some(resolved);
    }
    let nth = piece.goes_on?;
    let last = Some(story.memory.last()).filter(|last| last.0.is_some());
    // A few words in marks go on with what was said right before them.
    let short = scene.quoted.iter().any(|one| one.nth == nth && one.words < SPEECH_WORDS);
    story.owners.of(nth, last.filter(|_| !short || story.silent == 0))
}

/// Where nobody has spoken for a while, the subject of a sentence may be who speaks next.
fn notice_subject(scene: &Scene<'_>, people: &People, story: &mut Story, frames: &[Frame]) {
    if !frames.is_empty() || story.silent < 2 && !story.memory.is_empty() {
        return;
    }
    let subject = scene.mentions.iter().find(|mention: &&Mention| mention.at.start <= 3);
    if let Some(mention) = subject.filter(|mention| mention.kind != participant::Kind::State) {
        story.memory.notice(scene.line, people, mention, participant::Agreement::default());
    }
}

/// The bytes both spans cover.
fn overlap(a: Span, b: Span) -> Option<Span> {
    let (start, end) = (a.start.max(b.start), a.end.min(b.end));
    (start < end).then_some(Span { start, end })
}
