//! Two quotations cut to what differs between the same front and the same back.
//!
//! Takes the tokens of two quotations and what counts as the same word, gives the words of each that the other has others for.
//! Each caller asks for a frame and a length of its own. Shared by the detector of quotations and the second look at a pair
//! alone; no detector of its own.

use crate::compare::align::Pair;
use crate::compare::reading::Reading;
use crate::lexicon;
use crate::model::Span;

/// Likeness (Jaro-Winkler) from which on two words are spellings of one.
const SPELLING: f64 = 0.85;

/// What differs between two quotations that are the same before and behind it.
#[derive(Debug, Clone, Copy)]
pub(in crate::compare) struct Difference<'q> {
    /// Tokens of one quotation alone.
    pub(in crate::compare) left: &'q [usize],
    /// Tokens of the other alone.
    pub(in crate::compare) right: &'q [usize],
    /// How many tokens both have before and behind these.
    pub(in crate::compare) shared: usize,
}

/// The tokens between the longest front and back that two quotations share.
pub(in crate::compare) fn cut_to_difference<'q>(
    [a, b]: [&'q [usize]; 2],
    same: impl Fn(usize, usize) -> bool,
) -> Difference<'q> {
    let front = a.iter().zip(b).take_while(|(x, y)| same(**x, **y)).count();
    let rest = a.len().min(b.len()) - front;
    let back = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(x, y)| same(**x, **y)).count();
    let (left, right) = (&a[front..a.len() - back], &b[front..b.len() - back]);
    Difference { left, right, shared: front + back }
}

impl Difference<'_> {
    /// Tokens of the longer of the two.
    pub(in crate::compare) fn longer(&self) -> usize {
        self.left.len().max(self.right.len())
    }

    /// The content words of both sides, as indexes into the readings'; `None` where a side has nothing of its own (words of one
    /// side alone are cut from the other) or a word of one side stands for one of the other.
    pub(in crate::compare) fn words(&self, pair: &Pair<'_>) -> Option<(Vec<usize>, Vec<usize>)> {
        let words = |reading: &Reading<'_>, list: &[usize]| -> Vec<usize> {
            let inside = |nth: &usize| list.contains(&(reading.words[*nth].token as usize));
            (0..reading.words.len()).filter(inside).collect()
        };
        let (words_a, words_b) = (words(pair.a, self.left), words(pair.b, self.right));
        let alike = words_a.iter().any(|&x| words_b.iter().any(|&y| is_one_word(pair, x, y)));
        (!self.left.is_empty() && !self.right.is_empty() && !alike).then_some((words_a, words_b))
    }

    /// What the tokens of either side cover, from the first to the last.
    pub(in crate::compare) fn spans(&self, pair: &Pair<'_>) -> Option<(Span, Span)> {
        let whole = |reading: &Reading<'_>, list: &[usize]| {
            list.iter().map(|&at| reading.tokens[at].span).reduce(|x, y| x.join(y))
        };
        whole(pair.a, self.left).zip(whole(pair.b, self.right))
    }
}

/// Whether two words are one word, in another form or spelling, or words that mean the same.
fn is_one_word(pair: &Pair<'_>, x: usize, y: usize) -> bool {
    let (p, q) = (&pair.a.words[x], &pair.b.words[y]);
    pair.matched[x].is_some_and(|(hit, _)| hit as usize == y)
        || p.keys.iter().any(|key| q.keys.contains(key))
        || p.pivots.iter().any(|pivot| q.pivots.contains(pivot))
        || strsim::jaro_winkler(&p.folded, &q.folded) > SPELLING
}

/// Whether a content word is a name or one whose meaning a table tells.
pub(in crate::compare) fn is_known(reading: &Reading<'_>, nth: usize) -> bool {
    let word = &reading.words[nth];
    let translated = lexicon::of(reading.lang)
        .is_some_and(|lexicon| lexicon.table("translations").has(&reading.tokens[word.token as usize].stem));
    word.name || word.keys.len() > 1 || translated
}
