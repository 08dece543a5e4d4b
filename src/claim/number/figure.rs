//! Figures: digits with their separators, by the language's habit.

use super::super::reading::Reading;
use crate::model::TokenKind;

/// Reads figures: separators by the language's habit, groups of three set apart by spaces joined.
///
/// The second value is the other reading of a figure such as `1.250`, which a following multiplier calls for.
pub(super) fn digits(reading: &Reading, at: usize) -> Option<(f64, Option<f64>, usize)> {
    if let Some((value, other)) = lettered(reading, at) {
        return Some((value, other, at + 2));
    }
    let (value, other) = figure(&reading.tokens[at].folded, reading.words.setting("decimal"))?;
    let mut value = value;
    let mut to = at + 1;
    if reading.words.setting("space_groups") == "yes" {
        while let Some(group) = space_group(reading, to, value) {
            value = group;
            to += 1;
        }
    }
    Some((value, if to == at + 1 { other } else { None }, to))
}

/// `68ر10`: a letter for the decimal mark. Such figures are typed right to left, the fraction first, so that they
/// look right on the page: 10.68. A whole part with a leading zero shows that they were not.
fn lettered(reading: &Reading, at: usize) -> Option<(f64, Option<f64>)> {
    let letter = Some(reading.words.setting("decimal_letter")).filter(|letter| !letter.is_empty())?;
    let plain = |figures: &str| !figures.is_empty() && figures.bytes().all(|b| b.is_ascii_digit());
    let next = reading.tokens.get(at + 1).filter(|_| reading.touches_previous(at + 1))?;
    let fraction = reading.tokens[at].folded.as_str();
    let whole = next.folded.strip_prefix(letter).filter(|whole| plain(whole) && plain(fraction))?;
    let (whole, fraction) = if whole.len() > 1 && whole.starts_with('0') && !fraction.starts_with('0') {
        (fraction, whole)
    } else {
        (whole, fraction)
    };
    figure(&format!("{whole}.{fraction}"), reading.words.setting("decimal"))
}

fn space_group(reading: &Reading, at: usize, so_far: f64) -> Option<f64> {
    let token = reading.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
    let gap = token.span.start - reading.tokens[at - 1].span.end;
    let lead_fits = reading.tokens[at - 1].folded.len() <= 3 && so_far >= 1.0 && so_far.fract() == 0.0;
    if token.folded.len() != 3 || !(1..=3).contains(&gap) || !lead_fits {
        return None;
    }
    token.folded.parse::<f64>().ok().map(|group| so_far * 1000.0 + group)
}

/// The value of folded figures, with its second reading where a single separator stands before three digits.
pub(in crate::claim) fn figure(text: &str, decimal: &str) -> Option<(f64, Option<f64>)> {
    let mut parts = text.split([',', '.', '\'', '،']);
    let lead = parts.next()?;
    let groups: Vec<&str> = parts.collect();
    if text.bytes().filter(u8::is_ascii_digit).count() > 15 || !lead.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole = |digits: &str| digits.parse::<f64>().ok();
    let joined: String = text.chars().filter(char::is_ascii_digit).collect();
    match groups.as_slice() {
        [] => Some((whole(lead)?, None)),
        [only] => {
            let mark = text[lead.len()..].chars().next()?;
            let fraction: f64 = format!("{lead}.{only}").parse().ok()?;
            let may_group = only.len() == 3 && (1..=3).contains(&lead.len()) && lead != "0";
            if !may_group {
                return Some((fraction, None));
            }
            // Both marks are in use in Arabic; a mark that the language keeps for decimals stays one.
            if decimal == "both" || !decimal.contains(mark) {
                Some((whole(&joined)?, Some(fraction)))
            } else {
                Some((fraction, Some(whole(&joined)?)))
            }
        }
        more => {
            let (last, middle) = more.split_last()?;
            let grouped = |g: &&str| g.len() == 3;
            if !middle.iter().all(grouped) {
                return None;
            }
            let last_mark = text[..text.len() - last.len()].chars().next_back()?;
            let first_mark = text[lead.len()..].chars().next()?;
            if last.len() == 3 && last_mark == first_mark {
                return Some((whole(&joined)?, None));
            }
            if last_mark == first_mark {
                return None;
            }
            let head: String = std::iter::once(lead).chain(middle.iter().copied()).collect();
            Some((format!("{head}.{last}").parse().ok()?, None))
        }
    }
}
