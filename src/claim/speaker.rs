//! Who says it.
//!
//! Takes a scene and the place of a reporting word, gives the words that name the speaker. Whom the verbs of an article mean
//! in turn is told in `memory`.

use super::cue::Scene;
use super::lexis::{Hit, Tag};
use super::line::{Line, Range};
use super::named;
use super::participant::Kind;
use super::predicate;

/// Tokens of the longest speaker that is no mention.
pub(super) const WORDS: usize = 7;
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

/// "The deal was described by the opposition as “…”": who stands behind the preposition of a passive.
pub(super) fn by_agent(scene: &Scene<'_>, hit: &Hit) -> Option<Subject> {
    let line = scene.line;
    let passive = hit.first.checked_sub(1).is_some_and(|at| matches!(line.func(at), "be" | "aux"));
    let by = line.hit(hit.end, Tag::Func).filter(|one| passive && one.row.cell(2) == "agent")?;
    after(scene, by.end).map(|(subject, _)| subject)
}

/// Whether a verb carries the ending of somebody or something it is said of («القرار الذي وصفه بأنه»).
pub(super) fn has_object(line: &Line<'_>, hit: &Hit) -> bool {
    let word = line.tokens[hit.end - 1].folded.as_str();
    word.chars().count() > 3 && line.lexis.possessive_endings.iter().any(|ending| word.ends_with(ending))
}

/// The one whose saying a noun names ("told of Oglu his saying").
pub(super) fn quoted_before(scene: &Scene<'_>, hit: &Hit) -> Option<Subject> {
    let near = scene.mentions.iter().enumerate().rev();
    // "He commented on the decision by saying": a document is not whose saying it is.
    let mut near = near.filter(|(_, mention)| {
        mention.at.end <= hit.first && hit.first - mention.at.end <= 2 && !mention.document
    });
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
            let told = words.len() <= 3 && !predicate::exact(scene.line, words.start);
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
        if possessive(line, range.end - 1) {
            let end = phrase_end(line, range.end).max(range.end);
            let named = named::behind(scene, end);
            return Some(named.map_or((Subject::Words(at..end), end), |(nth, end)| {
                (Subject::Mention(nth, scene.mentions[nth].at.clone()), end)
            }));
        }
        if scene.mentions[nth].kind != Kind::Person
            && let Some((nth, end)) = named::behind(scene, range.end)
        {
            return Some((Subject::Mention(nth, scene.mentions[nth].at.clone()), end));
        }
        let end = joined_end(scene, nth, range.end);
        return Some((Subject::Mention(nth, range), end));
    }
    if let Some(pronoun) =
        line.hit(at, Tag::Func).filter(|hit| hit.row.cell(1) == "pron" && !hit.row.cell(2).is_empty())
    {
        return Some((Subject::Pronoun(at..pronoun.end, pronoun.row.cell(2)), pronoun.end));
    }
    let end = phrase_end(line, at);
    let lone_preposition = line.lexis.caseless && (line.prefixed(at) || behind_preposition(line, at));
    if end == at && counts_one(line, at) {
        let words = (Subject::Words(at..at + 1), at + 1);
        return Some(
            named::behind(scene, at + 1)
                .map_or(words, |(nth, end)| (Subject::Mention(nth, scene.mentions[nth].at.clone()), end)),
        );
    }
    if end == at || lone_preposition {
        return None;
    }
    Some(named::behind(scene, end).map_or((Subject::Words(at..end), end), |(nth, end)| {
        (Subject::Mention(nth, scene.mentions[nth].at.clone()), end)
    }))
}

/// Who announces something, of the words behind an Arabic verb that nobody is known by: what stands in front of the noun of what
/// is announced («أعلن نادي الشعلة تمديد العقد»), or a plural of people («قدر سائقون عدد الشاحنات»).
pub(super) fn announcer(line: &Line<'_>, words: &Range) -> Option<Range> {
    let told = |at: usize| {
        (predicate::happening(line, at) || possessed(line, at)) && !line.definite(at, 0) && !line.prefixed(at)
    };
    let people = |at: usize| {
        let word = line.tokens[at].folded.as_str();
        let mut rests = line.lexis.people_endings.iter().filter_map(|end| word.strip_suffix(end));
        !line.definite(at, 0) && rests.any(|rest| line.is_common(rest) || line.is_common(word))
    };
    if people(words.start) && !told(words.start) {
        let end = (words.start + 1..words.end).find(|at| !people(*at) && !line.origin(*at));
        return Some(words.start..end.unwrap_or(words.end));
    }
    let split = words.clone().find(|at| told(*at));
    if let Some(split) = split {
        return (split > words.start).then_some(words.start..split);
    }
    let behind = (words.end..line.len()).find(|at| !matches!(line.func(*at), "time" | "adv"));
    behind.filter(|at| *at > words.end && told(*at)).map(|_| words.clone())
}

/// Whether a preposition is written onto a word that no table holds («بنبرة حزينة»): what is left is common, the whole is not.
fn behind_preposition(line: &Line<'_>, at: usize) -> bool {
    let Some(word) = line.tokens.get(at).filter(|_| line.word(at)).map(|token| token.folded.as_str()) else {
        return false;
    };
    let rest = |rest: &str| {
        line.is_common(rest) || rest.chars().count() >= LONG && line.word(at) && !line.word(at + 1)
    };
    !line.is_common(word) && !line.lexis.is_whole(word) && line.lexis.without_preposition(word).any(rest)
}

/// Letters from which what is left of a lone word without its first is a word by itself («قال باقتضاب»).
const LONG: usize = 5;

/// Whether the noun of what is announced stands at token `at`, somebody's.
pub(super) fn announced(line: &Line<'_>, at: usize) -> bool {
    predicate::happening(line, at) && possessed(line, at) || indefinite_object(line, at)
}

/// Whether a common noun with the ending of an indefinite object stands at token `at` («تطلب تدخلا»).
fn indefinite_object(line: &Line<'_>, at: usize) -> bool {
    const ALEF: char = 'ا';
    let word = line.tokens[at].folded.as_str();
    let rest = word.strip_suffix(ALEF).filter(|rest| rest.chars().count() > 2);
    !line.definite(at, 0) && rest.is_some_and(|rest| line.is_common(rest) || predicate::happening(line, at))
}

/// Whether a noun with the ending of somebody's stands at token `at` («قيامها»).
fn possessed(line: &Line<'_>, at: usize) -> bool {
    let word = line.tokens[at].folded.as_str();
    let mut endings = line.lexis.possessive_endings.iter().filter(|ending| ending.chars().count() > 1);
    endings.any(|ending| word.len() > ending.len() + 5 && word.ends_with(*ending))
}

/// Whether a word is whose something is: "said Solvane's chief scientist".
fn possessive(line: &Line<'_>, at: usize) -> bool {
    let ending = line.tokens[at].folded.rsplit_once('\'');
    !line.lexis.caseless
        && ending.is_some_and(|(front, end)| front.len() > 2 && end.len() < 2)
        && line.word(at + 1)
}

/// "…, said one." and "…, said another of them": a small word that stands for one of several.
fn counts_one(line: &Line<'_>, at: usize) -> bool {
    let alone = !line.word(at + 1) || line.func(at + 1) == "prep";
    !line.lexis.caseless && line.word(at) && alone && matches!(line.func(at), "indef" | "num" | "det")
}

/// Two speakers joined by "and" count as the first; the phrase ends behind the second.
fn joined_end(scene: &Scene<'_>, nth: usize, end: usize) -> usize {
    match scene.mentions.get(nth + 1) {
        Some(next) if next.at.start == end && scene.line.conjoined(end) => next.at.end,
        _ => end,
    }
}

/// The end of the noun phrase at token `at`: words up to a small word, mark or reporting word.
pub(super) fn phrase_end(line: &Line<'_>, at: usize) -> usize {
    let mut end = at;
    let article = |at: usize| line.lexis.caseless && line.definite(at, 0);
    while end < line.len() && end - at < WORDS && line.word(end) {
        let small = line.hit(end, Tag::Func).is_some_and(|hit| {
            !matches!(hit.row.cell(1), "det" | "indef") && (hit.row.cell(1) != "pron" || end > at)
        });
        let stops = small
            || [Tag::That, Tag::Connector, Tag::Accord, Tag::Negator, Tag::NotNegator]
                .iter()
                .any(|tag| line.hit(end, *tag).is_some())
            // A word with the article is no verb: «الطالب» is a student, «طالب» demands.
            || line.hit(end, Tag::Speech).is_some() && !article(end);
        let prefixed = end > at && line.lexis.caseless && (line.prefixed(end) || line.conjoined(end));
        let office = end > at && line.lexis.caseless && line.hit(end, Tag::Role).is_some();
        if stops || prefixed || office || line.hit(end, Tag::Modal).is_some() && end == at && !article(end) {
            break;
        }
        end += 1;
    }
    // A pronoun or article alone names nobody.
    let named = (at..end).any(|inner| !line.is(inner, Tag::Func));
    if named { end } else { at }
}

/// The speaker that opens a clause of a verb-last language, and the token where the rest begins. A comma closes it: "Polis, …",
/// "Adının açıklanmasını istemeyen bir yetkili, …".
pub(super) fn opening(scene: &Scene<'_>, clause: usize, verb: usize) -> Option<(Subject, usize)> {
    let line = scene.line;
    let first = (clause..verb).find(|at| line.word(*at))?;
    let comma = (first..verb).find(|at| !line.word(*at)).filter(|at| line.comma(*at));
    let mention =
        |nth: usize| (Subject::Mention(nth, scene.mentions[nth].at.clone()), scene.mentions[nth].at.end);
    let before_comma =
        scene.mentions.iter().position(|one| Some(one.at.end) == comma && one.at.start >= first);
    let nth = scene.mentions.iter().position(|mention| {
        mention.at.start >= first && mention.at.end <= verb && !scene.in_speech(mention.at.start)
    });
    let opens = |nth: &usize| {
        let start = scene.mentions[*nth].at.start;
        start <= first + 2
            || (first..start)
                .all(|at| !line.word(at) || line.is(at, Tag::Func) || line.is(at, Tag::Connector))
    };
    if let Some(nth) = nth.filter(opens).or(before_comma) {
        return Some(mention(nth));
    }
    let comma = comma.filter(|comma| comma - first <= OPENING_WORDS && phrase_end(line, first) == *comma)?;
    let time = (first..comma).any(|at| line.func(at) == "time");
    (!time).then_some((Subject::Words(first..comma), comma))
}

/// Words of the longest subject without a name that a comma closes.
const OPENING_WORDS: usize = 3;

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
