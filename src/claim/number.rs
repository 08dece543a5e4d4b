//! Cardinal numbers, in digits and in words.
//!
//! Takes a reading and a token, gives the value of the number that begins there and where it ends. Knows the
//! grammar that numerals share (slots of ones, tens and hundreds below a multiplier, added in falling order, or
//! ones before tens where the language does so); the words and the switches are the lexicon's. Says no word of
//! what is counted.

use super::reading::Reading;
use super::vocabulary::{Cut, Hit, Slot};
use crate::model::TokenKind;

/// A number as it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cardinal {
    /// One past its last token.
    pub(super) to: usize,
    pub(super) value: f64,
    /// Written in digits, at least in part.
    pub(super) digits: bool,
    /// A multiplier word (thousand, million) belongs to it.
    pub(super) scaled: bool,
    /// The definite article stands before it ("the three soldiers", in languages that write it on).
    pub(super) definite: bool,
}

/// The greatest power of ten that divides `value`; below one for fractions.
pub(super) fn granularity(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 1.0;
    }
    let mut step = 1e-3;
    while step < 1e18 && ((value / (step * 10.0)).round() * step * 10.0 - value).abs() < step * 1e-6 {
        step *= 10.0;
    }
    step
}

/// The number that begins at token `at`.
pub(super) fn cardinal(reading: &Reading, at: usize) -> Option<Cardinal> {
    let mut sum = Sum::default();
    let mut to = at;
    let mut digits = false;
    let mut definite = false;
    // Where the number stood before a joined item: "3 million and 4 million" are two numbers.
    let mut before_joined: Option<(Sum, usize)> = None;
    loop {
        let conjunction = if to == at { None } else { reading.joined(to) };
        let item_at = conjunction.unwrap_or(to);
        let joined = conjunction.is_some();
        let Some((item, next)) = item(reading, item_at) else { break };
        if joined {
            before_joined = Some((sum, to));
        }
        if !sum.take(reading, item, joined) {
            if let (Item::Multiplier { .. }, Some((before, end))) = (item, before_joined) {
                (sum, to) = (before, end);
            }
            break;
        }
        digits |= matches!(item, Item::Digits { .. });
        definite |= to == at && reading.hits(at).first().is_some_and(|h| h.cut.has(Cut::ARTICLE));
        to = next;
    }
    let value = sum.value()?;
    if let Some(behind) =
        behind_bracket(reading, at, to).filter(|_| digits && !sum.last_multiplier.is_finite())
    {
        to = behind;
        if let Some((item @ Item::Multiplier { .. }, next)) = item(reading, to)
            && sum.take(reading, item, false)
        {
            to = next;
        }
    }
    let value = sum.value().unwrap_or(value);
    Some(Cardinal { to, value, digits, scaled: sum.last_multiplier.is_finite(), definite })
}

/// Least multiplier that a figure is taken to be written out beyond.
const WRITTEN_OUT: f64 = 1e6;

/// Past the bracket behind a figure that stands in brackets, where what it counts or multiplies follows:
/// «(100) ألف ريال».
fn behind_bracket(reading: &Reading, at: usize, to: usize) -> Option<usize> {
    let bracketed = at > 0 && reading.is_mark(at - 1, "(") && to < reading.len() && reading.is_mark(to, ")");
    let known = |h: &Hit| {
        matches!(h.slot, Slot::Multipliers | Slot::Units | Slot::Counted) && !h.cut.has(Cut::ARTICLE)
    };
    (bracketed && to + 1 < reading.len() && reading.hits(to + 1).iter().any(known)).then_some(to + 1)
}

/// One piece of a number.
#[derive(Debug, Clone, Copy)]
enum Item {
    Digits { value: f64, decimal: Option<f64> },
    Word(f64),
    Multiplier { value: f64, plural: bool },
    Half(f64),
}

fn item(reading: &Reading, at: usize) -> Option<(Item, usize)> {
    let token = reading.tokens.get(at)?;
    match token.kind {
        TokenKind::Number => {
            let (value, decimal, to) = digits(reading, at)?;
            Some((Item::Digits { value, decimal }, to))
        }
        TokenKind::Word => {
            let hit =
                reading.hits(at).iter().find(|h| matches!(h.slot, Slot::Numbers | Slot::Multipliers))?;
            let value: f64 = hit.row.cell(1).parse().ok()?;
            let item = match (hit.slot, hit.row.cell(2)) {
                (Slot::Multipliers, "dual") if stands_for_two(reading, at) => {
                    Item::Multiplier { value: 2.0 * value, plural: false }
                }
                (Slot::Multipliers, form) => Item::Multiplier { value, plural: form == "plural" },
                (_, "half") => Item::Half(value),
                _ => Item::Word(value),
            };
            Some((item, at + hit.words as usize))
        }
        _ => None,
    }
}

/// Whether a multiplier whose form may be a dual is one: no number stands before it, and right behind it what it counts,
/// which the same form of one thing does not take.
fn stands_for_two(reading: &Reading, at: usize) -> bool {
    let counted = at + 1 < reading.len()
        && reading.hits(at + 1).iter().any(|h| matches!(h.slot, Slot::Units | Slot::Counted));
    let number = |h: &Hit| matches!(h.slot, Slot::Numbers | Slot::Multipliers);
    let before = at.checked_sub(1).is_some_and(|before| {
        let digits = reading.tokens.get(before).is_some_and(|token| token.kind == TokenKind::Number);
        digits || reading.hits(before).iter().any(number)
    });
    counted && !before
}

/// Reads figures: separators by the language's habit, groups of three set apart by spaces joined.
///
/// The second value is the other reading of a figure such as `1.250`, which a following multiplier calls for.
fn digits(reading: &Reading, at: usize) -> Option<(f64, Option<f64>, usize)> {
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
pub(super) fn figure(text: &str, decimal: &str) -> Option<(f64, Option<f64>)> {
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

/// A number being added up.
#[derive(Debug, Clone, Copy)]
struct Sum {
    total: f64,
    current: Option<f64>,
    /// The other reading of `current`, see [`digits`].
    other: Option<f64>,
    /// Which of ones (1), tens (2), hundreds (4) `current` has.
    filled: u8,
    from_digits: bool,
    last_multiplier: f64,
    halved: bool,
    any: bool,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            total: 0.0,
            current: None,
            other: None,
            filled: 0,
            from_digits: false,
            last_multiplier: f64::INFINITY,
            halved: false,
            any: false,
        }
    }
}

impl Sum {
    fn value(&self) -> Option<f64> {
        self.any.then(|| self.total + self.current.unwrap_or(0.0))
    }

    /// Adds one item; `false` where it does not continue this number.
    fn take(&mut self, reading: &Reading, item: Item, joined: bool) -> bool {
        let taken = match item {
            Item::Digits { value, decimal } => self.take_digits(reading, value, decimal, joined),
            Item::Word(value) if value >= 1000.0 => self.take_whole(value, joined),
            Item::Word(value) => self.take_word(reading, value, joined),
            Item::Multiplier { value, plural } => self.take_multiplier(value, plural, joined),
            Item::Half(value) => self.take_half(value, joined),
        };
        self.any |= taken;
        taken
    }

    fn take_digits(&mut self, reading: &Reading, value: f64, decimal: Option<f64>, joined: bool) -> bool {
        let first = !self.any;
        let joined = joined || reading.words.setting("juxtaposed") == "yes";
        let adds = self.last_multiplier.is_finite() && self.current.is_none() && value < self.last_multiplier;
        if !(first || adds && joined) {
            return false;
        }
        self.current = Some(value);
        self.other = decimal;
        self.from_digits = true;
        self.filled = 7;
        true
    }

    /// A word that is a multiple by itself, such as the dual of thousand.
    fn take_whole(&mut self, value: f64, joined: bool) -> bool {
        let fits = !self.any || joined && self.current.is_none() && value < self.last_multiplier;
        if fits {
            self.total += value;
            self.last_multiplier = 10f64.powi(value.log10().floor() as i32);
        }
        fits
    }

    fn take_word(&mut self, reading: &Reading, value: f64, joined: bool) -> bool {
        let units_first = reading.words.units_first();
        let Some(current) = self.current else {
            if self.any && units_first && !joined {
                return false;
            }
            self.current = Some(value);
            self.filled = slots_of(value);
            return true;
        };
        if self.from_digits && self.filled == 7 && self.total == 0.0 {
            return false;
        }
        if value == 100.0 && !joined && current > 1.0 && current < 10.0 {
            self.current = Some(current * 100.0);
            self.filled = 4;
            return true;
        }
        let slots = slots_of(value);
        let falling = slots < self.filled & self.filled.wrapping_neg();
        let teen = value == 10.0 && self.filled & 3 == 1 && !joined;
        let rising = self.filled & 3 == 1 && slots == 2 && joined;
        let glue =
            if units_first { joined || teen } else { !joined || self.filled & 4 != 0 || may_and(reading) };
        let fits = self.filled & slots == 0 && glue && (falling || units_first && (teen || rising));
        if fits {
            self.current = Some(current + value);
            self.filled |= slots;
        }
        fits
    }

    /// A multiplier behind a figure that is written out to beyond it ("375,526,840 million riyals") only reads it aloud.
    fn take_multiplier(&mut self, value: f64, plural: bool, joined: bool) -> bool {
        match self.current.take() {
            Some(current) if !joined => {
                let current = self.other.take().unwrap_or(current);
                if self.from_digits && current >= value && value >= WRITTEN_OUT {
                    self.total += current;
                    self.last_multiplier = value;
                    self.filled = 0;
                    return true;
                }
                if value >= self.last_multiplier && self.total > 0.0 {
                    self.current = Some(current);
                    return false;
                }
                if value > self.last_multiplier {
                    self.total = exact((self.total + current) * value);
                } else {
                    self.total += exact(current * value);
                }
            }
            Some(current) => {
                self.current = Some(current);
                return false;
            }
            None if !self.any => {
                if plural {
                    return false;
                }
                self.total = value;
            }
            // "a thousand million", "200 thousand million"
            None if !joined && value > self.last_multiplier => self.total *= value,
            None if joined && !plural && value < self.last_multiplier => self.total += value,
            // "a million and a half million", said twice
            None if !joined && self.halved && value == self.last_multiplier => {}
            None => return false,
        }
        self.last_multiplier = value;
        self.filled = 0;
        true
    }

    fn take_half(&mut self, value: f64, joined: bool) -> bool {
        match self.current {
            None if !self.any => self.current = Some(value),
            None if joined && self.last_multiplier.is_finite() => {
                self.total += value * self.last_multiplier;
                self.halved = true;
                return true;
            }
            Some(current) if joined && current.fract() == 0.0 => self.current = Some(current + value),
            _ => return false,
        }
        self.filled = 7;
        true
    }
}

/// A product of a decimal and a multiplier without the noise of binary fractions.
fn exact(product: f64) -> f64 {
    let whole = product.round();
    if (product - whole).abs() < 1e-6 * whole.abs().max(1.0) { whole } else { product }
}

fn may_and(reading: &Reading) -> bool {
    reading.words.setting("and_inside") == "yes"
}

fn slots_of(value: f64) -> u8 {
    match value {
        v if v >= 100.0 => 4,
        v if v > 10.0 && v < 20.0 => 3,
        v if v >= 10.0 => 2,
        _ => 1,
    }
}
