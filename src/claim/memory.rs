//! Who an article's reporting verbs mean.
//!
//! Takes the frames of an article in reading order, gives each its speaker: named, by office, or the last one again where the
//! verb has no subject of its own and its form agrees.

use super::cue::{Frame, Scene};
use super::lexis::Tag;
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
    /// Whether it is a body or document, which no "she" means.
    thing: bool,
}

/// The speakers of an article up to here.
#[derive(Debug, Default)]
pub(super) struct Memory {
    last: Vec<Remembered>,
    /// The last person told of who has not spoken.
    met: Option<Remembered>,
    /// Whether that person is the subject of the sentence before, in which nobody speaks.
    fresh: bool,
}

/// How a verb without a named subject means its speaker.
#[derive(Debug, Clone, Copy)]
struct Meant {
    agree: Agreement,
    /// Whether it carries on another frame ("adding that").
    carries_on: bool,
    /// Whether it goes on with what was said before ("he added").
    goes_on: bool,
    /// Whether it is a pronoun for people.
    person: bool,
    /// Whether it may mean somebody who was only told of: a pronoun, or a verb that opens its sentence and plainly has no
    /// subject of its own.
    open: bool,
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
                // The verb itself shows gender: an office may be written in the masculine for a woman.
                agree.feminine = match frame.agree.feminine {
                    Some(true) if mention.kind == Kind::Person => Some(true),
                    shown => agree.feminine.or(shown),
                };
                self.remember(speaker, agree, mention.kind == Kind::Unnamed, is_thing(mention))
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
                let speaks = scene.quoted.iter().any(|quoted| quoted.at.start == frame.content.start);
                let thing = line.lexis.caseless && !speaks && line.is_common(&line.tokens[at.start].folded);
                if thing { (Some(speaker), false) } else { self.remember(speaker, frame.agree, false, false) }
            }
            Subject::Pronoun(at, agree) => {
                let meant = Meant {
                    agree: Agreement::read(agree),
                    carries_on: false,
                    goes_on: frame.goes_on,
                    person: agree.contains('h'),
                    open: true,
                };
                let (speaker, unnamed) = self.inherit(meant);
                // A form of respect names as it stands for («سعادته»).
                let courteous = line.lexis.caseless && meant.person;
                let named = |one: Speaker| Speaker {
                    span: Some(line.span_of(at)),
                    name: line.words_of(at).to_owned(),
                    ..one
                };
                let alone = || Speaker {
                    span: None,
                    name: String::new(),
                    canonical: fold(line.words_of(at)).to_string(),
                    inherited: false,
                };
                if courteous {
                    (Some(named(speaker.unwrap_or_else(alone))), false)
                } else {
                    (speaker, unnamed)
                }
            }
            Subject::Silent => {
                if let Some(several) = several_before(scene, frame) {
                    let named = Frame { subject: several, outer: None, ..frame.clone() };
                    return self.resolve(scene, people, &named);
                }
                self.inherit(Meant {
                    agree: frame.agree,
                    carries_on: frame.carries_on,
                    goes_on: frame.goes_on || frame.carries_on,
                    person: false,
                    open: opens_sentence(line, frame),
                })
            }
        }
    }

    fn remember(&mut self, speaker: Speaker, agree: Agreement, unnamed: bool, thing: bool) -> Resolved {
        self.fresh = false;
        self.last.retain(|old| old.speaker.canonical != speaker.canonical);
        self.last.push(Remembered { speaker: speaker.clone(), agree, unnamed, thing });
        if self.last.len() > REMEMBERED {
            self.last.remove(0);
        }
        (Some(speaker), unnamed)
    }

    /// Somebody who may speak next though no frame named them: the subject of a sentence, or of `verb`.
    pub(super) fn notice(&mut self, line: &Line<'_>, people: &People, mention: &Mention, verb: Agreement) {
        let mut one = told_of(line, people, mention);
        if verb.feminine == Some(true) {
            one.agree.feminine = Some(true);
        }
        self.remember(one.speaker, one.agree, one.unnamed, one.thing);
    }

    /// The person a sentence tells of, and whether they are its subject; `silent` where nobody speaks in it.
    pub(super) fn meet(
        &mut self,
        line: &Line<'_>,
        people: &People,
        person: Option<(&Mention, bool)>,
        silent: bool,
    ) {
        self.fresh = false;
        if let Some((mention, opens)) = person {
            self.met = Some(told_of(line, people, mention));
            self.fresh = opens && silent;
        }
    }

    /// The last speaker that agrees with the verb; a participle carries on whoever spoke last. The subject of the sentence
    /// before comes first, unless the verb goes on with what was said; who was only told of comes last.
    fn inherit(&mut self, meant: Meant) -> Resolved {
        let fits = |old: &Remembered| old.agree.fits(meant.agree) && !(meant.person && old.thing);
        // Who is only told of must show the gender of a verb that shows it to be a woman's.
        let woman = |met: &Remembered| meant.agree.feminine != Some(true) || met.agree.feminine == Some(true);
        let may = |met: &Remembered| meant.open && fits(met) && (meant.person || woman(met));
        let fresh = self.fresh && !meant.goes_on;
        if let Some(met) = self.met.clone().filter(|met| fresh && may(met)) {
            self.remember(met.speaker, met.agree, met.unnamed, met.thing);
        }
        let fitting = self.last.iter().rposition(fits);
        let nth = fitting.or(if meant.carries_on { self.last.len().checked_sub(1) } else { None });
        let Some(old) = nth.map(|nth| self.last.remove(nth)).or_else(|| self.met.clone().filter(may)) else {
            return (None, true);
        };
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

/// Whether a reporting verb opens its sentence and what is said, or a phrase, stands right behind it.
fn opens_sentence(line: &Line<'_>, frame: &Frame) -> bool {
    let cue = &frame.cue;
    let small = |at: usize| {
        !line.word(at) || line.is(at, Tag::Func) || line.is(at, Tag::Connector) || line.is(at, Tag::Modal)
    };
    let behind = cue.end;
    let bare = !line.word(behind)
        || line.hit(behind, Tag::That).is_some()
        || line.hit(behind, Tag::Func).is_some()
        || behind == frame.content.start && line.prefixed(behind);
    (0..cue.start).all(small) && bare && !frame.carries_on
}

/// A mention as later verbs may mean it.
fn told_of(line: &Line<'_>, people: &People, mention: &Mention) -> Remembered {
    let speaker = Speaker {
        span: Some(line.span_of(&mention.at)),
        name: mention.words(line),
        canonical: people.canonical(line, mention),
        inherited: false,
    };
    let mut agree = mention.agree;
    agree.feminine = people.feminine(line, mention).or(agree.feminine);
    Remembered { speaker, agree, unnamed: mention.kind == Kind::Unnamed, thing: is_thing(mention) }
}

fn is_thing(mention: &Mention) -> bool {
    matches!(mention.kind, Kind::Org | Kind::State) || mention.document
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
