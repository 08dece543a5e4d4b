//! Where the reported words begin behind a reporting word: at a colon, a quotation mark, "that", a preposition.

use super::unsaid::{denied, other_word};
use super::{Scene, takes};
use crate::claim::lexis::{Hit, Tag};
use crate::claim::line::Line;
use crate::claim::predicate;
use crate::claim::quotation::SPEECH_WORDS;
use crate::claim::speaker;

/// Furthest token behind a reporting word where the reported words may begin.
const OPENING_REACH: usize = 32;

/// The same for a noun of saying behind the one who says it («نقل عن الوزير قوله خلال لقاء إن»).
const NOUN_REACH: usize = 14;

/// Where the reported words begin behind a reporting word.
pub(super) fn opening(scene: &Scene<'_>, hit: &Hit, behind: usize, kind: &str) -> Option<usize> {
    marked(scene, hit, behind, kind).or_else(|| bare_clause(scene.line, hit, behind))
}

/// Behind a comma alone, as German reports: "sagte, die Verhandlungen seien gescheitert".
fn bare_clause(line: &Line<'_>, hit: &Hit, behind: usize) -> Option<usize> {
    let comma = (behind..line.len().min(behind + CLAUSE_REACH)).find(|at| line.comma(*at));
    let start = comma.filter(|_| takes(hit, "clause"))? + 1;
    let said = |at: usize| matches!(line.func(at), "aux" | "be") || predicate::verb_like(line, at);
    let subject = matches!(line.func(start), "det" | "indef" | "pron") || line.capital(start);
    let clause = subject && line.word(start + 1) && line.word(start + 2) || (start..line.len()).any(said);
    (line.word(start) && !matches!(line.func(start), "conj" | "rel") && clause).then_some(start)
}

/// Furthest token behind verb and subject where the comma of what is said may stand.
const CLAUSE_REACH: usize = 6;

/// Where reported words begin that a mark or small word opens.
fn marked(scene: &Scene<'_>, hit: &Hit, behind: usize, kind: &str) -> Option<usize> {
    let line = scene.line;
    let reach = if kind != "noun" {
        OPENING_REACH
    } else if speaker::quoted_before(scene, hit).is_some() {
        NOUN_REACH
    } else {
        3
    };
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
            let that = takes(hit, "that") || takes(hit, "any") || takes(hit, "that-near") && at <= behind + 1;
            if let Some(that) = line
                .hit(at, Tag::That)
                .filter(|one| that && line.tokens.len() > one.end && !ends(line, one.end))
            {
                let quote = scene.opens_at(that.end).map(|quoted| quoted.at.start);
                return Some(quote.unwrap_or(that.end));
            }
            if let Some(start) = prepositional(line, hit, at, behind) {
                return Some(start);
            }
        }
        let short = line.mark(at) == Some('.') && line.is(at - 1, Tag::Title);
        let ends = ends(line, at) && !short;
        let other =
            at >= behind && line.hit(at, Tag::Speech).is_some_and(|one| reports_itself(scene, hit, one));
        let cut = line.hit(at, Tag::Connector).is_some_and(|connector| connector.row.cell(2) == "always");
        if ends || other || cut {
            return None;
        }
        at += 1;
    }
    None
}

/// Whether a sentence or half of one ends at token `at`.
fn ends(line: &Line<'_>, at: usize) -> bool {
    matches!(line.mark(at), Some('.' | '!' | '?' | '؟' | ';' | '؛'))
}

/// Whether another reporting word between a verb and what it reports has words of its own to report. A word that is
/// also a preposition ("after") has none, nor has the verb of a relative clause ("who asked not to be named"); a verb
/// that takes quoted words alone has them only in a clause of its own.
fn reports_itself(scene: &Scene<'_>, hit: &Hit, other: &Hit) -> bool {
    let line = scene.line;
    let at = other.first;
    // "Said the captain shouted “…”"
    let shouts = scene.opens_at(other.end).is_some() && matches!(other.row.cell(2), "past" | "present");
    let relative = at > 0 && line.func(at - 1) == "rel";
    let quotes_only = !["that", "that-near", "any", "object", "clause"].iter().any(|what| takes(other, what));
    let own_clause = at > 0 && line.pause(at - 1) || line.conjoined(at);
    at != hit.first
        && line.func(at) != "prep"
        && line.only_looks_like(at, "speech").is_none()
        && !(relative && line.lexis.caseless)
        && !denied(line, other)
        && !other_word(line, other)
        && (!quotes_only || own_clause || shouts)
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

/// Tokens that may say where and when between a speaker and the preposition of its verb.
const PHRASES: usize = 5;

/// A preposition of the verb that opens what is said, directly behind subject or adverbs.
fn prepositional(line: &Line<'_>, hit: &Hit, at: usize, behind: usize) -> Option<usize> {
    let cell = hit.row.cell(4);
    let word = line.tokens[at].folded.as_str();
    let free = cell.split(',').any(|one| one == word && !matches!(one, "that" | "quote" | "object" | "any"));
    let tight = at <= behind + 4;
    if free && tight && line.word(at + 1) {
        // «من هذا الأسبوع من أن»: the preposition before "that" is the verb's.
        let that = (at + 1..line.len().min(at + 8))
            .find(|next| line.tokens[*next].folded == word && line.hit(next + 1, Tag::That).is_some());
        if let Some(that) = that.filter(|_| line.hit(at + 1, Tag::That).is_none()) {
            return line.hit(that + 1, Tag::That).map(|that| that.end);
        }
        let that = line.hit(at + 1, Tag::That).map(|that| that.end);
        return Some(that.unwrap_or(at + 1));
    }
    let glued = cell.split(',').filter_map(|one| one.strip_suffix('-')).any(|one| word.starts_with(one));
    // «تعهد الوزير الاثنين أمام البرلمان بصرف المتأخرات»: where and when may stand between.
    let far = at <= behind + PHRASES
        && predicate::happening(line, at)
        && (behind..at)
            .all(|at| matches!(line.func(at), "time" | "prep") || at > behind && line.func(at - 1) == "prep");
    (glued && (at <= behind + 1 || far) && (line.prefixed(at) || predicate::exact(line, at))).then_some(at)
}
