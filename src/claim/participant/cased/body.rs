//! Bodies and sources without a name, in scripts with capitals.

use super::super::super::lexis::Tag;
use super::super::super::line::Line;
use super::super::super::predicate;
use super::super::{Kind, Mention};
use super::{RUN, belongings, plain_noun, qualifies, run};

pub(super) fn unnamed(line: &Line<'_>, at: usize) -> Option<Mention> {
    let mut head = at;
    while head < line.len() && head - at < RUN && line.hit(head, Tag::Unnamed).is_none() {
        let lead = line.det(head)
            || line.hit(head, Tag::Modifier).is_some()
            || line.origin(head)
            || line.place_at(head).is_some()
            || line.tokens[head].kind == crate::model::TokenKind::Number
            || head == at && line.numeral(head)
            || line.hit(head, Tag::Org).is_some()
            || line.det(at) && (line.capital(head) || qualifies(line, head));
        if !lead {
            return None;
        }
        head += 1;
    }
    let hit = *line.hit(head, Tag::Unnamed)?;
    // "Official results": a singular without an article qualifies the noun behind it.
    if head == at
        && line.hit(at, Tag::Role).is_some_and(|role| role.row.cell(2) == "s")
        && plain_noun(line, hit.end)
    {
        return None;
    }
    let body = hit.row.cell(1) == "body" && line.func(at) != "indef" && (head > at || line.capital(at));
    let mut mention = Mention::new(at..hit.end, if body { Kind::Org } else { Kind::Unnamed });
    let mut ignored = Mention::new(at..hit.end, Kind::Unnamed);
    if line.func(hit.end) == "prep" {
        mention.at.end = belongings(line, &mut ignored, hit.end);
    }
    Some(mention)
}

/// A body: a name, a head with what follows, or a run of capitals with a tail.
pub(super) fn org(line: &Line<'_>, at: usize) -> Option<Mention> {
    let mut from = at;
    while line.det(from) {
        from += 1;
    }
    if let Some(hit) = line.hit(from, Tag::Org).copied() {
        let kind = hit.row.cell(1);
        let mut mention = Mention::new(at..hit.end, Kind::Org);
        mention.agree.plural = Some(false);
        if kind == "name" {
            mention.id = Some(hit.row.cell(2).into());
            return Some(mention);
        }
        let own = belongings(line, &mut Mention::new(at..hit.end, Kind::Org), hit.end);
        mention.at.end = own.max(run(line, hit.end));
        // A head opens the name of a body: the noun behind it belongs to it.
        let mut next = mention.at.end;
        while line.func(next) == "prep" || line.det(next) {
            next += 1;
        }
        if kind == "head"
            && next - mention.at.end <= 2
            && mention.at.end == hit.end
            && common_noun(line, next)
        {
            mention.at.end = next + 1;
        }
        let definite = mention.at.end > hit.end || from > at || line.capital(from);
        return definite.then_some(mention);
    }
    // "the Turkish defence ministry": capitals, countries and qualifiers up to a tail.
    let mut end = from;
    let mut lead = false;
    while end < line.len() && end - from < RUN {
        if let Some(tail) = line.hit(end, Tag::Org).filter(|hit| matches!(hit.row.cell(1), "tail" | "head")) {
            if !lead {
                return None;
            }
            let mut mention = Mention::new(at..tail.end, Kind::Org);
            mention.agree.plural = Some(false);
            mention.at.end = belongings(line, &mut Mention::new(at..tail.end, Kind::Org), tail.end);
            return Some(mention);
        }
        let leads = line.capital(end) && line.hit(end, Tag::Func).is_none()
            || line.hit(end, Tag::Modifier).is_some()
            || line.place_at(end).is_some()
            || from > at && qualifies(line, end);
        if !leads {
            return None;
        }
        lead = true;
        end += 1;
    }
    None
}

/// Whether a word that no table of this stage knows stands at token `at`, and it is no verb: "the ministry denied"
/// names no ministry of denying.
fn common_noun(line: &Line<'_>, at: usize) -> bool {
    line.word(at)
        && [Tag::Func, Tag::Speech, Tag::Negator, Tag::Denial, Tag::Modal]
            .iter()
            .all(|tag| line.hit(at, *tag).is_none())
        && !line.numeral(at)
        && !predicate::exact(line, at)
        && !predicate::verb_like(line, at)
}
