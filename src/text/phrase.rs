//! Phrases of a lexicon, found in tokens.
//!
//! Takes the keys of a table and a language, gives an index that finds them in a sentence's tokens, each token
//! under every form it may stand in a lexicon ([`super::stem::candidates`]). Keep an index in a
//! `LazyLock`: building costs about a microsecond a key.
//!
//! ```
//! use crosswire::text::{phrase::PhraseIndex, token::tokens};
//! let ar = "ar".parse().unwrap();
//! let verbs = PhraseIndex::new(ar, ["نفي", "نفي بشده", "رفض"]);
//! let found = verbs.matches(&tokens("ونفى بشدّة ما تردّد", ar));
//! assert_eq!((found[0].first_token, found[0].last_token, found[0].row), (0, 1, 1));
//! ```

use super::stem::{self, Fit};
use super::{memo, token};
use crate::lexicon::{self, Row, Table};
use crate::model::{Lang, Token, TokenKind};
use ahash::AHashMap;
use compact_str::CompactString;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Keys of one or more words, ready to be found.
#[derive(Debug, Default)]
pub struct PhraseIndex {
    lang: Lang,
    /// Tells it from every other index of the process.
    id: u32,
    words: AHashMap<CompactString, u32>,
    /// The words that share each stem.
    stems: AHashMap<CompactString, Vec<u32>>,
    /// (node, word) → node; node 0 is the root.
    steps: AHashMap<(u32, u32), u32>,
    /// The row of the key that ends at each node.
    ends: Vec<Option<u32>>,
    /// Whether some key goes on from each node.
    goes_on: Vec<bool>,
    /// The rows of the table it was made of; of none where it was made of keys.
    rows: &'static [Row],
}

const ROOT: u32 = 0;

/// Where keys go on that begin with a word, and how near that form of it is.
type Start = (u32, Fit);

thread_local! {
    /// For each word the stem it was looked up with, and where keys go on, the nearest form first; most begin none.
    static STARTS: memo::Local<(CompactString, Option<Rc<[Start]>>)> = RefCell::new(memo::Memo::of(1 << 16));
}

/// One index for each language.
pub type PhraseIndexes = BTreeMap<Lang, PhraseIndex>;

/// Indexes the table called `table` of every language.
#[must_use]
pub fn indexes(table: &str) -> PhraseIndexes {
    let all = lexicon::languages().filter_map(|lang| Some((lang, lexicon::of(lang)?.table(table))));
    all.map(|(lang, table)| (lang, PhraseIndex::of_table(lang, table))).collect()
}

/// The phrases of `lang` in `tokens`, each with its row, as [`PhraseIndex::matches`] gives them.
pub fn rows_in(
    indexes: &PhraseIndexes,
    tokens: &[Token],
    lang: Lang,
) -> impl Iterator<Item = (PhraseMatch, &'static Row)> {
    let own = indexes.get(&lang).into_iter();
    own.flat_map(|index| index.matches(tokens).into_iter().filter_map(|one| Some((one, index.row(&one)?))))
}

/// One key found in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhraseMatch {
    /// Index of its first token in the slice searched.
    pub first_token: usize,
    /// Index of its last token, inclusive.
    pub last_token: usize,
    /// The nth key the index was built from; for a table, the row in its order.
    pub row: usize,
    /// Every word stands in the text as in the key.
    pub exact: bool,
    /// The loosest fit among its words.
    pub fit: Fit,
}

impl PhraseIndex {
    /// Indexes `keys`; the nth key is row n. Keys are folded and cut like text; of equal keys the first counts.
    pub fn new<K: AsRef<str>>(lang: Lang, keys: impl IntoIterator<Item = K>) -> Self {
        static INDEXES: AtomicU32 = AtomicU32::new(1);
        let id = INDEXES.fetch_add(1, Ordering::Relaxed);
        let mut index = Self { lang, id, ends: vec![None], goes_on: vec![false], ..Self::default() };
        for (row, key) in keys.into_iter().enumerate() {
            index.add(key.as_ref(), u32::try_from(row).unwrap_or(u32::MAX));
        }
        index
    }

    /// Indexes the keys of `table`; [`PhraseMatch::row`] counts its rows.
    #[must_use]
    pub fn of_table(lang: Lang, table: &'static Table) -> Self {
        Self { rows: table.rows(), ..Self::new(lang, table.rows().iter().map(Row::key)) }
    }

    /// The row of the table that `found` matches.
    #[must_use]
    pub fn row(&self, found: &PhraseMatch) -> Option<&'static Row> {
        self.rows.get(found.row)
    }

    /// The longest key at each place, left to right, none overlapping another.
    #[must_use]
    pub fn matches(&self, tokens: &[Token]) -> Vec<PhraseMatch> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.longest_at(tokens, at) {
                Some(one) => {
                    at = one.last_token + 1;
                    found.push(one);
                }
                None => at += 1,
            }
        }
        found
    }

    /// The longest key that begins at token `at`; of equally long ones the nearest in form.
    #[must_use]
    pub fn longest_at(&self, tokens: &[Token], at: usize) -> Option<PhraseMatch> {
        let mut best = None;
        let token = tokens.get(at).filter(|token| token.kind != TokenKind::Address)?;
        for &(node, fit) in self.starts(token)?.iter() {
            self.arrive(tokens, (at, at), node, fit, &mut best);
        }
        best
    }

    /// Whether any key stands anywhere in `tokens`.
    #[must_use]
    pub fn is_in(&self, tokens: &[Token]) -> bool {
        (0..tokens.len()).any(|at| self.longest_at(tokens, at).is_some())
    }

    /// The row of a key of one word that `token` matches.
    #[must_use]
    pub fn row_of(&self, token: &Token) -> Option<usize> {
        self.longest_at(std::slice::from_ref(token), 0).map(|found| found.row)
    }

    /// The nodes at which keys that begin with `token` go on. The token's stem may be another language's.
    fn starts(&self, token: &Token) -> Option<Rc<[Start]>> {
        let find = || {
            let mut found: Vec<Start> = Vec::new();
            self.each_word(token, |word, fit| {
                let node =
                    self.steps.get(&(ROOT, word)).filter(|&&node| found.iter().all(|one| one.0 != node));
                found.extend(node.map(|&node| (node, fit)));
            });
            if found.is_empty() { None } else { Some(found.into()) }
        };
        if token.kind != TokenKind::Word {
            return find();
        }
        let make = || (token.stem.clone(), find());
        let same = |(stem, starts): &(CompactString, Option<Rc<[Start]>>)| {
            (*stem == token.stem).then(|| starts.clone())
        };
        memo::read(&STARTS, self.id, &token.folded, make, same).unwrap_or_else(find)
    }

    /// Counts the key that ends at `node`, reached with the last of tokens `first..=last`, and goes on from there.
    fn arrive(
        &self,
        tokens: &[Token],
        (first, last): (usize, usize),
        node: u32,
        fit: Fit,
        best: &mut Option<PhraseMatch>,
    ) {
        if let Some(row) = self.ends[node as usize]
            && best.is_none_or(|old| last > old.last_token || (last == old.last_token && fit < old.fit))
        {
            let exact = fit == Fit::Exact;
            *best = Some(PhraseMatch { first_token: first, last_token: last, row: row as usize, exact, fit });
        }
        let next = tokens.get(last + 1).filter(|token| token.kind != TokenKind::Address);
        let Some(token) = next.filter(|_| self.goes_on[node as usize]) else { return };
        self.each_word(token, |word, word_fit| {
            if let Some(&next) = self.steps.get(&(node, word)) {
                self.arrive(tokens, (first, last + 1), next, fit.max(word_fit), best);
            }
        });
    }

    /// The known words that `token` may be, the nearest form first; a word may be told twice.
    fn each_word(&self, token: &Token, mut tell: impl FnMut(u32, Fit)) {
        if token.kind != TokenKind::Word {
            self.words.get(&token.folded).into_iter().for_each(|&word| tell(word, Fit::Exact));
            return;
        }
        stem::each_bare(&token.folded, self.lang, |form, fit| {
            self.words.get(form).into_iter().for_each(|&word| tell(word, fit));
        });
        self.stems.get(&token.stem).into_iter().flatten().for_each(|&word| tell(word, Fit::Stem));
    }

    fn add(&mut self, key: &str, row: u32) {
        let words = token::tokens(key, self.lang);
        let mut node = 0;
        for word in &words {
            let id = self.word(&word.folded);
            if word.kind == TokenKind::Word {
                let sharing = self.stems.entry(word.stem.clone()).or_default();
                if !sharing.contains(&id) {
                    sharing.push(id);
                }
            }
            node = self.step(node, id);
        }
        if node != 0 {
            self.ends[node as usize].get_or_insert(row);
        }
    }

    fn word(&mut self, folded: &str) -> u32 {
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        *self.words.entry(folded.into()).or_insert(next)
    }

    fn step(&mut self, node: u32, word: u32) -> u32 {
        if let Some(&next) = self.steps.get(&(node, word)) {
            return next;
        }
        let next = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.ends.push(None);
        self.goes_on.push(false);
        self.goes_on[node as usize] = true;
        self.steps.insert((node, word), next);
        next
    }
}
