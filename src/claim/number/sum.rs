//! A number being added up from its words and figures.
//!
//! Takes one item after another and tells which continues the number: ones, tens and hundreds below a multiplier, in
//! falling order, or ones before tens where the language does so.

use super::super::reading::Reading;
use super::Item;

/// Least multiplier that a figure is taken to be written out beyond.
const WRITTEN_OUT: f64 = 1e6;

/// A number being added up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    total: f64,
    current: Option<f64>,
    /// The other reading of `current`, see [`digits`](super::figure::digits).
    other: Option<f64>,
    /// Which of ones (1), tens (2), hundreds (4) `current` has.
    filled: u8,
    from_digits: bool,
    pub(super) last_multiplier: f64,
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
    pub(super) fn value(&self) -> Option<f64> {
        self.any.then(|| self.total + self.current.unwrap_or(0.0))
    }

    /// Adds one item; `false` where it does not continue this number.
    pub(super) fn take(&mut self, reading: &Reading, item: Item, joined: bool) -> bool {
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
