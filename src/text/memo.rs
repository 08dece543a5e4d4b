//! What follows from a word alone, worked out once.
//!
//! Takes a word, its language and how to work something out from the two, gives what was worked out. News repeats its
//! words: of a day's tokens one in thirty is new. Each thread keeps a table of its own and of fixed size; a word whose
//! place is taken takes it over. What is kept follows from the word alone, so no result depends on what was asked before.

use crate::model::Lang;
use ahash::RandomState;
use compact_str::CompactString;
use std::cell::RefCell;
use std::thread::LocalKey;

/// Words a table keeps at most; a power of two.
const PLACES: usize = 1 << 14;
/// Bytes of the longest word kept: longer ones are seldom words and hardly come twice.
const LONGEST: usize = 64;

/// One thread's table, as `thread_local!` holds it.
pub(crate) type Local<V> = RefCell<Memo<V>>;

/// What is known of the words met last.
#[derive(Debug)]
pub(crate) struct Memo<V> {
    hash: RandomState,
    places: Vec<Option<Known<V>>>,
}

#[derive(Debug)]
struct Known<V> {
    lang: Lang,
    word: CompactString,
    value: V,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { hash: RandomState::with_seeds(1, 2, 3, 4), places: Vec::new() }
    }
}

impl<V: Clone> Memo<V> {
    fn place(&self, lang: Lang, word: &str) -> usize {
        self.hash.hash_one((lang, word)) as usize & (PLACES - 1)
    }

    fn get(&self, place: usize, lang: Lang, word: &str) -> Option<V> {
        let known = self.places.get(place)?.as_ref()?;
        (known.lang == lang && known.word == word).then(|| known.value.clone())
    }

    fn put(&mut self, place: usize, lang: Lang, word: &str, value: V) {
        if self.places.is_empty() {
            self.places.resize_with(PLACES, || None);
        }
        self.places[place] = Some(Known { lang, word: word.into(), value });
    }
}

/// What `make` gives for `word`, from this thread's table where the word stands there; `make` must follow from `lang`
/// and `word` alone, and may itself ask.
pub(crate) fn recall<V: Clone>(
    memo: &'static LocalKey<Local<V>>,
    lang: Lang,
    word: &str,
    make: impl FnOnce() -> V,
) -> V {
    if word.len() > LONGEST {
        return make();
    }
    let (place, known) = memo.with_borrow(|memo| {
        let place = memo.place(lang, word);
        (place, memo.get(place, lang, word))
    });
    known.unwrap_or_else(|| {
        let made = make();
        memo.with_borrow_mut(|memo| memo.put(place, lang, word, made.clone()));
        made
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    thread_local! {
        static LENGTHS: Local<usize> = RefCell::default();
    }

    #[test]
    fn a_word_is_worked_out_once_and_per_language() {
        let (ar, en) = ("ar".parse().unwrap_or_default(), "en".parse().unwrap_or_default());
        assert_eq!(recall(&LENGTHS, ar, "word", || 4), 4);
        assert_eq!(recall(&LENGTHS, ar, "word", || unreachable!("known")), 4);
        assert_eq!(recall(&LENGTHS, en, "word", || 5), 5);
        let long = "x".repeat(LONGEST + 1);
        assert_eq!(recall(&LENGTHS, ar, &long, || 1), 1);
        assert_eq!(recall(&LENGTHS, ar, &long, || 2), 2);
    }
}
