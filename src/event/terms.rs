//! What words weigh: how rare a word is in news at large and in this run.
//!
//! Takes tokens, gives weighted word vectors. A word is its light stem, hashed; a number is its digits. The
//! counts of the run are smoothed with those of `<lang>/word_shares.tsv`, so that a run of two articles knows
//! as well as one of ten thousand that sharing "government" says little and sharing a rare name much.

use crate::lexicon;
use crate::model::{Lang, Token, TokenKind};
use crate::text::stem::stem;
use ahash::{AHashMap, AHashSet};
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

/// A word's stem or a number's digits, hashed; the same in every run.
pub(crate) type Term = u64;

/// How many articles the counts of news at large stand for beside the run's own.
const PRIOR_ARTICLES: f64 = 300.0;
/// Share of articles a word is taken to stand in that the table of common words does not know.
const UNKNOWN_SHARE: f64 = 0.002;
/// The same for concepts, classes, places and names, which are fewer than words.
const NEUTRAL_SHARE: f64 = 0.01;
/// A word in more of a thousand articles of news at large than this is no anchor.
const MAX_ANCHOR_PER_MILLE: f64 = 2.5;
/// A word in more articles of the run than this, and in more than this share of them, is no anchor.
const MAX_ANCHOR_HOLDERS: f64 = 25.0;
const MAX_ANCHOR_SHARE: f64 = 0.05;

static SHARES: LazyLock<AHashMap<Term, f64>> = LazyLock::new(common_shares);
static STOPS: LazyLock<AHashSet<Term>> = LazyLock::new(stop_words);

/// The term of `token`; none for marks, addresses, single characters and stop words.
pub(crate) fn term(token: &Token) -> Option<Term> {
    let form = match token.kind {
        TokenKind::Word => token.stem.as_str(),
        TokenKind::Number => token.folded.as_str(),
        TokenKind::Mark | TokenKind::Address => return None,
    };
    form.chars().nth(1)?;
    let term = xxh3_64(form.as_bytes());
    (!STOPS.contains(&term)).then_some(term)
}

/// Whether a word stands in so many articles of news at large that it ties none together.
pub(crate) fn is_common(term: Term) -> bool {
    SHARES.get(&term).is_some_and(|share| share * 1000.0 > MAX_ANCHOR_PER_MILLE)
}

/// How rare each word is.
#[derive(Debug, Default)]
pub(crate) struct Rarity {
    articles: f64,
    /// Share of articles a term is taken to stand in that no table knows.
    unknown: f64,
    holding: AHashMap<Term, u32>,
}

impl Rarity {
    /// Counts the articles that hold each term; `articles` gives each article's distinct terms.
    pub(crate) fn count<'t>(articles: impl Iterator<Item = &'t [Term]>) -> Self {
        let mut rarity = Self { unknown: UNKNOWN_SHARE, ..Self::default() };
        for terms in articles {
            rarity.articles += 1.0;
            for &term in terms {
                *rarity.holding.entry(term).or_default() += 1;
            }
        }
        rarity
    }

    /// Counts the articles that hold each term that is the same in every language.
    pub(crate) fn of_neutral<'t>(articles: impl Iterator<Item = &'t AHashMap<Term, f32>>) -> Self {
        let mut rarity = Self { unknown: NEUTRAL_SHARE, ..Self::default() };
        for terms in articles {
            rarity.articles += 1.0;
            // The order of counting leaves no trace in the counts.
            #[allow(clippy::iter_over_hash_type, reason = "sums do not depend on order")]
            for &term in terms.keys() {
                *rarity.holding.entry(term).or_default() += 1;
            }
        }
        rarity
    }

    /// Natural logarithm of one over the smoothed share of articles that hold `term`; never negative.
    pub(crate) fn weight(&self, term: Term) -> f32 {
        let share = SHARES.get(&term).copied().unwrap_or(self.unknown);
        let holding = f64::from(self.holding.get(&term).copied().unwrap_or(0));
        let smoothed = (holding + PRIOR_ARTICLES * share + 0.5) / (self.articles + PRIOR_ARTICLES + 0.5);
        (-smoothed.ln()).max(0.0) as f32
    }

    /// Articles of the run that hold `term`.
    pub(crate) fn holding(&self, term: Term) -> u32 {
        self.holding.get(&term).copied().unwrap_or(0)
    }

    /// Whether sharing `term` ties two articles together: rare in news at large, and in no more than
    /// [`MAX_ANCHOR_HOLDERS`] articles of the run or a twentieth of it.
    pub(crate) fn is_anchor(&self, term: Term) -> bool {
        let most = (self.articles * MAX_ANCHOR_SHARE).max(MAX_ANCHOR_HOLDERS);
        !is_common(term) && f64::from(self.holding(term)) <= most
    }
}

/// A weighted bag of words, sorted by term, of length 1 (or empty).
#[derive(Debug, Clone, Default)]
pub(crate) struct Vector(Vec<(Term, f32)>);

impl Vector {
    /// Weighs counted terms by rarity and keeps the `most` heaviest; counts weigh by their square root.
    pub(crate) fn weigh(counts: &AHashMap<Term, f32>, rarity: &Rarity, most: usize) -> Self {
        #[allow(clippy::iter_over_hash_type, reason = "sorted before it is used")]
        let mut cells: Vec<(Term, f32)> = {
            let mut cells = Vec::with_capacity(counts.len());
            for (&term, &count) in counts {
                cells.push((term, count.sqrt() * rarity.weight(term)));
            }
            cells
        };
        cells.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        cells.truncate(most);
        cells.sort_by_key(|cell| cell.0);
        let length = cells.iter().map(|cell| cell.1 * cell.1).sum::<f32>().sqrt();
        if length > 0.0 {
            cells.iter_mut().for_each(|cell| cell.1 /= length);
        }
        Self(cells)
    }

    /// Cosine of the angle to `other`, 0–1.
    pub(crate) fn cosine(&self, other: &Self) -> f32 {
        self.shared(other).map(|(_, product)| product).sum()
    }

    /// As [`Self::cosine`], and how many of the terms both hold are among the `rare` ones: a flag for each own cell.
    pub(crate) fn cosine_and_rare(&self, other: &Self, rare: &[bool]) -> (f32, u32) {
        let mut held = 0;
        let products = self.shared(other).map(|(nth, product)| {
            held += u32::from(rare.get(nth).is_some_and(|&rare| rare));
            product
        });
        (products.sum(), held)
    }

    /// The cells whose terms both hold, by their place in this one, with the product of their weights.
    fn shared<'v>(&'v self, other: &'v Self) -> impl Iterator<Item = (usize, f32)> + 'v {
        let (mut a, mut b) = (0, 0);
        std::iter::from_fn(move || {
            loop {
                let (x, y) = (self.0.get(a)?, other.0.get(b)?);
                let meet = x.0 == y.0;
                (a, b) = (a + usize::from(x.0 <= y.0), b + usize::from(y.0 <= x.0));
                if meet {
                    return Some((a - 1, x.1 * y.1));
                }
            }
        })
    }

    /// Its cells, sorted by term.
    pub(crate) fn cells(&self) -> &[(Term, f32)] {
        &self.0
    }
}

fn common_shares() -> AHashMap<Term, f64> {
    let mut shares: AHashMap<Term, f64> = AHashMap::new();
    for (lang, word, cell) in rows("word_shares") {
        let Ok(per_mille) = cell.parse::<f64>() else { continue };
        // Inflected forms of one stem stand mostly in different articles.
        let share = shares.entry(xxh3_64(stem(word, lang).as_bytes())).or_default();
        *share = (*share + per_mille / 1000.0).min(0.9);
    }
    shares
}

fn stop_words() -> AHashSet<Term> {
    rows("stopwords").map(|(lang, word, _)| xxh3_64(stem(word, lang).as_bytes())).collect()
}

fn rows(table: &'static str) -> impl Iterator<Item = (Lang, &'static str, &'static str)> {
    lexicon::languages().filter_map(|lang| Some((lang, lexicon::of(lang)?))).flat_map(
        move |(lang, lexicon)| {
            lexicon.table(table).rows().iter().map(move |row| (lang, row.key(), row.cell(1)))
        },
    )
}
