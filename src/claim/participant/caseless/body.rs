//! Bodies and sources without a name in scripts without capitals.
//!
//! Takes a line and a token, gives the mention that begins there: a ministry, a channel, "sources in the ministry".

use super::super::super::lexis::Tag;
use super::super::super::line::Line;
use super::super::{Agreement, Kind, Mention};
use super::{ROLE_TOKENS, clitic_bytes};

pub(super) fn unnamed(line: &Line<'_>, at: usize) -> Option<Mention> {
    let hit = *line.hit(at, Tag::Unnamed).filter(|_| line.only_looks_like(at, "body").is_none())?;
    let mut end = hit.end;
    while end < line.len() && line.word(end) && end - at < ROLE_TOKENS {
        let inside = line.func(end) == "prep" && line.hit(end + 1, Tag::Org).is_some();
        if line.origin(end) && !line.conjoined(end) {
            end += 1;
        } else if let Some(next) = line.hit(end, Tag::Modifier) {
            end = next.end;
        } else if inside || line.hit(end, Tag::Org).is_some() && end > hit.end {
            end += 1;
        } else {
            break;
        }
    }
    let mut mention = Mention::new(at..end, Kind::Unnamed);
    mention.clitic = clitic_bytes(line, &hit);
    if matches!(hit.row.cell(1), "body" | "document") {
        mention.document = hit.row.cell(1) == "document";
        let indefinite = !line.definite(at, 0) && end == hit.end;
        mention.kind = if indefinite { Kind::Unnamed } else { Kind::Org };
        mention.agree.feminine = feminine_word(line, hit.end - 1);
        return Some(mention);
    }
    let media = hit.row.cell(1) == "media";
    mention.agree = if media {
        Agreement { feminine: Some(true), plural: None }
    } else {
        Agreement { feminine: None, plural: None }
    };
    Some(mention)
}

/// A body: a name, or a head word with what makes it definite.
pub(super) fn org(line: &Line<'_>, at: usize) -> Option<Mention> {
    let hit = *line.hit(at, Tag::Org).filter(|_| line.only_looks_like(at, "body").is_none())?;
    let mut end = hit.end;
    let named = hit.row.cell(1) == "name";
    // "The ministry of defence" is definite by its last word.
    let mut definite = named
        || line.definite(at, hit.clitic.len().saturating_sub(line.lexis.article().len()))
        || hit.end - hit.first > 1 && line.definite(hit.end - 1, 0);
    // A plural with the article is whole: an office behind it is another's.
    let whole = line.definite(at, clitic_bytes(line, &hit));
    while end < line.len() && end - at < ROLE_TOKENS && !line.conjoined(end) {
        if whole && (line.is(end, Tag::Role) || !agrees(line, at, end)) {
            break;
        }
        if line.origin(end) || line.hit(end, Tag::Modifier).is_some() && !named {
            definite = true;
            end += 1;
        } else if !named && line.func(end) == "prep" && line.hit(end + 1, Tag::Org).is_some() && definite {
            end += 2;
        } else if !named
            && line.word(end)
            && (line.definite(end, 0) || line.place_at(end).is_some() || line.is(end, Tag::Org))
            && !super::super::super::predicate::exact(line, end)
            && !line.is(end, Tag::Func)
            && !line.is(end, Tag::Speech)
            && !line.is(end, Tag::Title)
        {
            definite = true;
            end += 1;
        } else if !named && line.quote_mark(end) && end == hit.end {
            let close = (end + 1..(end + 5).min(line.len())).find(|at| line.quote_mark(*at));
            let Some(close) = close else { break };
            definite = true;
            end = close + 1;
        } else {
            break;
        }
    }
    if !definite {
        return None;
    }
    let mut mention = Mention::new(at..end, Kind::Org);
    mention.clitic = clitic_bytes(line, &hit);
    mention.agree.feminine = feminine_word(line, at);
    let own = line.all(Tag::Org).find(|org| at <= org.first && org.end <= end && org.row.cell(1) == "name");
    if let Some(own) = own
        .filter(|own| own.first == at || line.quote_mark(own.first.saturating_sub(1)) || own.first == hit.end)
    {
        mention.id = Some(own.row.cell(2).into());
    }
    Some(mention)
}

/// Whether a definite word behind a feminine body with the article may be its adjective: «البلدية الكبرى», not
/// «البلدية اللافتات».
fn agrees(line: &Line<'_>, head: usize, next: usize) -> bool {
    const ENDINGS: [char; 2] = ['ا', 'ي'];
    let word = |at: usize| line.tokens[at].folded.as_str();
    let of_head = line.lexis.feminine_endings.iter().any(|ending| word(head).ends_with(ending));
    let adjective = feminine_word(line, next) == Some(true) || word(next).ends_with(ENDINGS);
    !of_head || !line.word(next) || adjective || line.origin(next) || !line.definite(next, 0)
}

/// Whether the head word of a body is feminine by its ending.
pub(super) fn feminine_word(line: &Line<'_>, at: usize) -> Option<bool> {
    let word = line.tokens[at].folded.as_str();
    let endings = &line.lexis.feminine_endings;
    if endings.is_empty() { None } else { Some(endings.iter().any(|ending| word.ends_with(ending))) }
}
