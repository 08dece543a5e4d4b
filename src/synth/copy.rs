//! Which articles are copies, of what, and how they were made.

use super::random::Random;
use super::{Config, Sentences, sentences_of, source, word};

/// Ways to make a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Source,
    Edit,
    Cut,
    Wrap,
    Move,
    Embed,
    Respell,
}

/// Rates at which words are changed.
const EDIT_RATES: [f64; 9] = [0.0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.20];

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Source => "src",
            Kind::Edit => "edit",
            Kind::Cut => "cut",
            Kind::Wrap => "wrap",
            Kind::Move => "move",
            Kind::Embed => "embed",
            Kind::Respell => "respell",
        }
    }
}

/// How one article comes about.
#[derive(Debug)]
pub(super) struct Plan {
    nth: u64,
    pub(super) kind: Kind,
    pub(super) rate: f64,
    /// The article it goes back to; itself for a source.
    pub(super) family: u64,
}

impl Plan {
    pub(super) fn of(config: &Config, nth: u64) -> Self {
        let plan = Self { nth, kind: Kind::Source, rate: 0.0, family: nth };
        if !is_copy(config, nth) {
            return plan;
        }
        let mut random = Random::new(config.seed, nth, 2);
        let Some(family) = wire(config, &mut random) else { return plan };
        let (kind, rate) = match random.below(100) {
            0..50 => (Kind::Edit, EDIT_RATES[random.below(EDIT_RATES.len() as u64) as usize]),
            50..60 => (Kind::Cut, 0.1 + 0.4 * random.unit()),
            60..70 => (Kind::Wrap, 0.0),
            70..80 => (Kind::Move, 0.0),
            80..90 => (Kind::Embed, 0.3 + 0.4 * random.unit()),
            _ => (Kind::Respell, 0.0),
        };
        Self { nth, kind, rate, family }
    }

    /// The article's words.
    pub(super) fn sentences(&self, config: &Config) -> Sentences {
        let mut random = Random::new(config.seed, self.nth, 4);
        let mut sentences = source(config, self.family);
        match self.kind {
            Kind::Source | Kind::Respell => sentences,
            Kind::Edit => sentences.iter().map(|s| edited(s, self.rate, config, &mut random)).collect(),
            Kind::Cut => {
                let keep = (sentences.len() as f64 * (1.0 - self.rate)) as usize;
                sentences.truncate(keep.max(1));
                sentences
            }
            Kind::Wrap => {
                let own = |least, most, random: &mut Random| {
                    let words = random.between(least, most);
                    sentences_of(words, config, random)
                };
                let (mut lead, credit) = (own(5, 60, &mut random), own(3, 15, &mut random));
                lead.extend(sentences);
                lead.extend(credit);
                lead
            }
            Kind::Move => {
                random.shuffle(&mut sentences);
                sentences
            }
            Kind::Embed => {
                let keep = ((sentences.len() as f64 * self.rate) as usize).max(1);
                let from = random.between(0, sentences.len() - keep);
                let words = random.between(config.words.0, config.words.1 * 2);
                let mut report = sentences_of(words, config, &mut random);
                let at = random.between(0, report.len());
                report.splice(at..at, sentences.drain(from..from + keep));
                report
            }
        }
    }

    /// Sources come minute after minute; a copy follows within two days.
    pub(super) fn published(&self, config: &Config) -> String {
        let lag =
            if self.kind == Kind::Source { 0 } else { 1 + Random::new(config.seed, self.nth, 5).below(2880) };
        let minutes = (self.family + lag) as i64;
        let start = jiff::civil::date(2020, 1, 1).at(0, 0, 0, 0);
        start.checked_add(jiff::Span::new().minutes(minutes)).map(|at| format!("{at}Z")).unwrap_or_default()
    }
}

fn is_copy(config: &Config, nth: u64) -> bool {
    Random::new(config.seed, nth, 6).chance(config.copies)
}

/// A source that outlets copy. About one source in thirteen is such wire copy; the earlier, the more copied.
fn wire(config: &Config, random: &mut Random) -> Option<u64> {
    (0..64).find_map(|_| {
        let at = (config.articles as f64 / 13.0 * random.unit().powf(1.5)) as u64 * 13;
        (at < config.articles && !is_copy(config, at)).then_some(at)
    })
}

fn edited(sentence: &[super::Word], rate: f64, config: &Config, random: &mut Random) -> Vec<super::Word> {
    let mut out = Vec::with_capacity(sentence.len() + 2);
    for &own in sentence {
        if !random.chance(rate) {
            out.push(own);
            continue;
        }
        match random.below(5) {
            0..3 => out.push(word(config, random)),
            3 => out.extend([own, word(config, random)]),
            _ => {}
        }
    }
    out
}
