//! Who an article's reporting verbs mean.
//!
//! Takes the frames of an article in reading order, gives each its speaker: named, by office, or the last one again where the
//! verb has no subject of its own and its form agrees.

use super::cue::{Frame, Scene};
use super::line::Line;
use super::participant::{Agreement, Kind, Mention, People};
use super::speaker::Subject;
use crate::model::Speaker;
use crate::text::fold::fold;

/// Speakers an article's later verbs may mean.
const REMEMBERED: usize = 8;

/// A speaker as later verbs may mean it.
#[derive(Debug, Clone)]
struct Remembered {
    speaker: Speaker,
    agree: Agreement,
    unnamed: bool,
}

/// The speakers of an article up to here.
#[derive(Debug, Default)]
pub(super) struct Memory {
    last: Vec<Remembered>,
}

/// A frame's speaker, and whether it is a source without a name.
pub(super) type Resolved = (Option<Speaker>, bool);

impl Memory {
    /// The speaker of a frame; it becomes the last one.
    pub(super) fn resolve(&mut self, scene: &Scene<'_>, people: &People, frame: &Frame) -> Resolved {
        let line = scene.line;
        if let Some(outer) = &frame.outer {
            self.resolve(scene, people, outer);
        }
        match &frame.subject {
            Subject::Mention(nth, at) => {
                let mention = &scene.mentions[*nth];
                let speaker = Speaker {
                    span: Some(line.span_of(at)),
                    name: mention.words(line),
                    canonical: people.canonical(line, mention),
                    inherited: false,
                };
                let mut agree = mention.agree;
                agree.feminine = people.feminine(line, mention).or(agree.feminine);
                // The verb itself shows gender where it follows nothing else.
                agree.feminine = agree.feminine.or(frame.agree.feminine);
                self.remember(speaker, agree, mention.kind == Kind::Unnamed)
            }
            Subject::Words(at) => {
                let words = line.words_of(at);
                let trimmed = words.trim();
                let canonical =
                    people.canonical_of_words(line, at).unwrap_or_else(|| fold(trimmed).to_string());
                let speaker = Speaker {
                    span: Some(line.span_of(at)),
                    name: trimmed.to_owned(),
                    canonical,
                    inherited: false,
                };
                // «وأضاف القرار»: a thing that says something is meant by no later verb.
                let thing = line.lexis.caseless && line.is_common(&line.tokens[at.start].folded);
                if thing { (Some(speaker), false) } else { self.remember(speaker, frame.agree, false) }
            }
            Subject::Pronoun(_, agree) => self.inherit(Agreement::read(agree), false),
            Subject::Silent => {
                if let Some(several) = several_before(scene, frame) {
                    let named = Frame { subject: several, outer: None, ..frame.clone() };
                    return self.resolve(scene, people, &named);
                }
                self.inherit(frame.agree, frame.carries_on)
            }
        }
    }

    fn remember(&mut self, speaker: Speaker, agree: Agreement, unnamed: bool) -> Resolved {
        self.last.retain(|old| old.speaker.canonical != speaker.canonical);
        self.last.push(Remembered { speaker: speaker.clone(), agree, unnamed });
        if self.last.len() > REMEMBERED {
            self.last.remove(0);
        }
        (Some(speaker), unnamed)
    }

    /// Somebody who may speak next though no frame named them: the subject of a sentence.
    pub(super) fn notice(&mut self, line: &Line<'_>, people: &People, mention: &Mention) {
        let speaker = Speaker {
            span: Some(line.span_of(&mention.at)),
            name: mention.words(line),
            canonical: people.canonical(line, mention),
            inherited: false,
        };
        let mut agree = mention.agree;
        agree.feminine = people.feminine(line, mention).or(agree.feminine);
        self.remember(speaker, agree, mention.kind == Kind::Unnamed);
    }

    /// The last speaker that agrees with the verb; a participle carries on whoever spoke last.
    fn inherit(&mut self, agree: Agreement, carries_on: bool) -> Resolved {
        let fitting = self.last.iter().rposition(|old| old.agree.fits(agree));
        let nth = fitting.or(if carries_on { self.last.len().checked_sub(1) } else { None });
        let Some(old) = nth.map(|nth| self.last.remove(nth)) else { return (None, true) };
        let speaker = Speaker { span: None, inherited: true, ..old.speaker.clone() };
        let unnamed = old.unnamed;
        self.last.push(old);
        (Some(speaker), unnamed)
    }

    /// Whether nobody has spoken yet.
    pub(super) fn is_empty(&self) -> bool {
        self.last.is_empty()
    }

    /// Who spoke last.
    pub(super) fn last(&self) -> Resolved {
        self.last.last().map_or((None, true), |old| (Some(old.speaker.clone()), old.unnamed))
    }
}

/// A plural verb without a subject means the people its sentence has just named together.
fn several_before(scene: &Scene<'_>, frame: &Frame) -> Option<Subject> {
    if frame.agree.plural != Some(true) || frame.carries_on {
        return None;
    }
    let before =
        scene.mentions.iter().enumerate().rev().filter(|(_, mention)| mention.at.end <= frame.cue.start);
    let mut several = before.filter(|(_, mention)| mention.agree.plural == Some(true));
    several.next().map(|(nth, mention)| Subject::Mention(nth, mention.at.clone()))
}
