//! Figures that are no amounts: ordinals, clock times, fractions of dates, list and telephone numbers, designations.

use super::amount::{Amount, Kind};
use super::counted;
use crate::claim::number::cardinal;
use crate::claim::reading::Reading;
use crate::claim::time::expr::relative;
use crate::claim::vocabulary::Slot;
use crate::lexicon;
use crate::model::TokenKind;
use crate::text::stem;

/// Past a stretch of figures at `at` that is no amount, where there is one.
pub(super) fn skip(reading: &Reading, at: usize) -> Option<usize> {
    // "The twelfth" counts nothing, though its last word by itself is ten.
    if let Some(ordinal) = reading.hit(at, Slot::Ordinals).filter(|hit| hit.words > 1) {
        return Some(at + ordinal.words as usize);
    }
    if let Some(after) = hour_in_words(reading, at).or_else(|| hour_after_half(reading, at)) {
        return Some(after);
    }
    let token = reading.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
    dotted(reading, at)
        .or_else(|| clock(reading, at))
        .or_else(|| dotted_clock(reading, at))
        .or_else(|| slashed(reading, at))
        .or_else(|| list_number(reading, at))
        .or_else(|| telephone(reading, at, &token.folded))
}

/// `4. Block`: a figure with a dot is an ordinal where the language writes ordinals so.
fn dotted(reading: &Reading, at: usize) -> Option<usize> {
    let figures = reading.tokens[at].folded.as_str();
    let short = figures.len() <= 3 && figures.bytes().all(|byte| byte.is_ascii_digit());
    let dot = reading.is_mark(at + 1, ".") && reading.touches_previous(at + 1);
    let word = reading.tokens.get(at + 2).is_some_and(|next| next.kind == TokenKind::Word);
    let written = || lexicon::common().table("dotted_ordinals").has(reading.lang.code());
    (short && dot && word && written()).then_some(at + 2)
}

/// `12:40`, and hours beside a word of the clock.
fn clock(reading: &Reading, at: usize) -> Option<usize> {
    let number = |n: usize| reading.tokens.get(n).is_some_and(|t| t.kind == TokenKind::Number);
    let mut to = at + 1;
    let mut colon = false;
    // No minutes are written with one figure ("3:1").
    let minutes = |n: usize| reading.tokens.get(n).is_some_and(|token| token.folded.len() >= 2);
    while reading.is_mark(to, ":")
        && reading.touches_previous(to)
        && number(to + 1)
        && (colon || minutes(to + 1))
    {
        to += 2;
        colon = true;
    }
    let small = reading.tokens[at].folded.len() <= 5;
    let meridiem = relative(reading, to, "meridiem").map(|(hit, _)| to + hit.words as usize);
    if small && let Some(after) = meridiem {
        let minutes =
            reading.tokens.get(after).is_some_and(|t| t.kind == TokenKind::Number && t.folded.len() == 2);
        return Some(after + usize::from(minutes));
    }
    let worded = reading.words.setting("clock_word") == "yes"
        && (1..=3).any(|back| {
            at >= back && relative(reading, at - back, "clock").is_some_and(|(h, _)| h.words as usize == back)
        });
    let scored = reading.word_before(at, "score").is_some();
    ((colon && !scored) || (small && worded)).then_some(to)
}

/// Hours of a day.
const HOURS: f64 = 24.0;

/// "Nine o'clock", «девять часов утра»: a number in words before a word that is said of the clock alone.
fn hour_in_words(reading: &Reading, at: usize) -> Option<usize> {
    reading.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
    let hour = cardinal(reading, at).filter(|hour| hour.value <= HOURS)?;
    let (word, _) = relative(reading, hour.to, "meridiem")?;
    let alone = relative(reading, hour.to, "units").is_none_or(|(unit, _)| unit.words < word.words);
    alone.then_some(hour.to + word.words as usize)
}

/// "Half past five", "halb drei": an hour behind its half or quarter.
fn hour_after_half(reading: &Reading, at: usize) -> Option<usize> {
    let (half, _) = relative(reading, at, "clock_half")?;
    let hour = cardinal(reading, at + half.words as usize).filter(|hour| hour.value <= HOURS)?;
    let counts = reading.hits(hour.to).iter().any(|h| matches!(h.slot, Slot::Units | Slot::Counted));
    (!counts).then_some(hour.to)
}

/// `14.30` behind "at", where the language does not write a decimal so and nothing is counted.
fn dotted_clock(reading: &Reading, at: usize) -> Option<usize> {
    let (hour, minute) = reading.tokens[at].folded.split_once('.')?;
    let hour = hour.parse::<u8>().ok().filter(|&hour| f64::from(hour) <= HOURS && minute.len() == 2);
    let clock = hour.is_some() && minute.parse::<u8>().is_ok_and(|minute| minute < 60);
    let comma = reading.words.setting("decimal") == ",";
    let behind_at = (1..=at.min(2)).any(|back| {
        relative(reading, at - back, "clock_at").is_some_and(|(word, _)| word.words as usize == back)
    });
    let counts = reading
        .hits(at + 1)
        .iter()
        .any(|h| matches!(h.slot, Slot::Units | Slot::Counted | Slot::Multipliers));
    (clock && comma && behind_at && !counts).then_some(at + 1)
}

/// `3/4`, `2016/17`, `24/7`.
fn slashed(reading: &Reading, at: usize) -> Option<usize> {
    let number = |n: usize| reading.tokens.get(n).is_some_and(|t| t.kind == TokenKind::Number);
    let mut to = at + 1;
    while reading.is_mark(to, "/") && reading.touches_previous(to) && number(to + 1) {
        to += 2;
    }
    (to > at + 1).then_some(to)
}

/// A number before the first word, set off by a mark.
fn list_number(reading: &Reading, at: usize) -> Option<usize> {
    let short = reading.tokens[at].folded.len() <= 2;
    let closes =
        reading.is_mark(at + 1, ".)") || reading.is_mark(at + 1, "-–") && !reading.touches_previous(at + 1);
    let number_next = reading.tokens.get(at + 2).is_some_and(|t| t.kind == TokenKind::Number);
    (at == 0 && short && closes && reading.len() > 3 && !number_next).then_some(at + 2)
}

/// Digits in a row that nobody counts with: a leading zero, a plus before, eight digits without a separator.
fn telephone(reading: &Reading, at: usize, figures: &str) -> Option<usize> {
    let digits = figures.bytes().filter(u8::is_ascii_digit).count();
    let plain = digits == figures.len();
    let leading_zero = plain && digits > 2 && figures.starts_with('0');
    let plus = at > 0 && reading.is_mark(at - 1, "+") && reading.touches_previous(at) && digits >= 2;
    let counts = reading.hits(at + 1).iter().any(|h| matches!(h.slot, Slot::Units | Slot::Counted));
    let long = plain && digits >= 8 && !counts;
    if !(leading_zero || plus || long) {
        return None;
    }
    let mut to = at + 1;
    while reading.tokens.get(to).is_some_and(|t| t.kind == TokenKind::Number)
        || reading.is_mark(to, "-–()")
            && reading.tokens.get(to + 1).is_some_and(|t| t.kind == TokenKind::Number)
    {
        to += 1;
    }
    Some(to)
}

/// Whether the number is part of a name: `Resolution 2254`, `Flight 370`, `Article 5`, the Twenty.
pub(super) fn is_name(reading: &Reading, amount: &Amount) -> bool {
    if matches!(amount.kind, Kind::Dual | Kind::Vague | Kind::Score) {
        return false;
    }
    let open = usize::from(amount.from > 0 && reading.is_mark(amount.from - 1, "(#№"));
    if open == 1 && reading.is_mark(amount.from - 1, "#№") {
        return true;
    }
    let end = amount.from - open;
    let counts =
        amount.unit.is_some() || amount.of.is_some() || reading.hit(amount.to, Slot::Counted).is_some();
    // Where no article tells a place from a name, a noun behind the figure may be what it counts («في المحطة 4 مفاعلات»).
    let counts_else = || reading.words.setting("noun_behind") == "yes" && noun_behind(reading, amount.to);
    let dash = end > 1 && reading.is_mark(end - 1, "-–.");
    let named_at =
        if dash && reading.touches_previous(end - 1) | reading.touches_previous(end) { end - 1 } else { end };
    let plain = || !counts && !counts_else();
    match reading.hit_before(named_at, Slot::Designators).map(|(_, h)| h.row.cell(1)) {
        Some("always") => true,
        Some("title" | "several") => plain(),
        Some("hyphen") => dash,
        _ => {
            after_name(reading, amount)
                || !counts && foreign_name(reading, end)
                || amount.digits && in_row(reading, amount) && plain()
        }
    }
}

/// Whether a noun that no verb is stands right behind a figure.
fn noun_behind(reading: &Reading, at: usize) -> bool {
    let Some(token) = reading.tokens.get(at) else { return false };
    let is_verb = |word: &str| {
        let row = lexicon::of(reading.lang).and_then(|words| words.table("predicates").get(word));
        row.is_some_and(|row| !row.cell(1).contains("noun"))
    };
    let verb = stem::conjugated(&token.folded, reading.lang).is_some()
        || is_verb(&token.folded)
        || is_verb(&token.stem);
    // No counted noun has an article.
    !verb && !reading.words.has_article(&token.folded) && counted::noun(reading, at).is_some()
}

/// "Units 3 and 4", "units 3, 4 and 5": the figure is joined to one behind a designator of several.
fn in_row(reading: &Reading, amount: &Amount) -> bool {
    let number = |at: usize| reading.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
    let joins = |at: usize| reading.word(at, "and").is_some() || reading.is_mark(at, ",،");
    let mut at = amount.from;
    while at >= 2 && joins(at - 1) && number(at - 2) {
        at -= 2;
    }
    let several =
        || reading.hit_before(at, Slot::Designators).is_some_and(|(_, hit)| hit.row.cell(1) == "several");
    at < amount.from && several()
}

/// The word before the figure is a name in Latin letters inside a text of another script ("Surface Pro 3").
fn foreign_name(reading: &Reading, end: usize) -> bool {
    let before = end.checked_sub(1).and_then(|at| reading.tokens.get(at));
    reading.words.setting("names_uncased") == "yes"
        && before.is_some_and(|word| {
            word.kind == TokenKind::Word
                && word.span.of(reading.text).starts_with(|c: char| c.is_ascii_uppercase())
        })
}

/// The word that follows makes a name of the figure ("2030 Agenda").
fn after_name(reading: &Reading, amount: &Amount) -> bool {
    amount.digits && reading.hit_of(amount.to, Slot::Designators, "after").is_some()
}
