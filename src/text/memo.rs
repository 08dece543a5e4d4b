//! What follows from a word alone, worked out once.
//!
//! Takes a word, its language and how to work something out from the two, gives what was worked out. News repeats its
//! words: of a day's tokens one in thirty is new. Each thread keeps a table of its own and of fixed size; a word whose
//! place is taken takes it over. What is kept follows from the word alone, so no result depends on what was asked before.

use compact_str::CompactString;
use std::cell::RefCell;
use std::thread::LocalKey;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Words a table keeps at most, where its maker names no other number.
const PLACES: usize = 1 << 14;
/// Bytes of the longest word kept: longer ones are seldom words and hardly come twice.
const LONGEST: usize = 64;

/// One thread's table, as `thread_local!` holds it.
pub(crate) type Local<V> = RefCell<Memo<V>>;

/// What is known of the words met last.
#[derive(Debug)]
pub(crate) struct Memo<V> {
    size: usize,
    places: Vec<Option<Known<V>>>,
}

#[derive(Debug)]
struct Known<V> {
    scope: u32,
    word: CompactString,
    value: V,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self::of(PLACES)
    }
}

impl<V> Memo<V> {
    /// A table for `size` words; room is taken when the first comes.
    pub(crate) fn of(size: usize) -> Self {
        Self { size: size.max(1), places: Vec::new() }
    }
}

impl<V> Memo<V> {
    fn place(&self, scope: u32, word: &str) -> usize {
        // The high bits of a product spread as a remainder does, without a division.
        let hash = xxh3_64_with_seed(word.as_bytes(), u64::from(scope));
        ((u128::from(hash) * self.size as u128) >> 64) as usize
    }

    fn get(&self, place: usize, scope: u32, word: &str) -> Option<&V> {
        let known = self.places.get(place)?.as_ref()?;
        (known.scope == scope && known.word == word).then_some(&known.value)
    }

    fn put(&mut self, place: usize, scope: u32, word: &str, value: V) {
        if self.places.is_empty() {
            self.places.resize_with(self.size, || None);
        }
        self.places[place] = Some(Known { scope, word: word.into(), value });
    }
}

/// What `make` gives for `word`, from this thread's table where the word stands there. `make` must follow from `scope` (a
/// language, an index) and `word` alone, and may itself ask.
pub(crate) fn recall<V: Clone>(
    memo: &'static LocalKey<Local<V>>,
    scope: impl Into<u32>,
    word: &str,
    make: impl FnOnce() -> V,
) -> V {
    read(memo, scope, word, make, V::clone)
}

/// As [`recall`], where only a part is taken of what is known; `take` must not ask the same table.
pub(crate) fn read<V, R>(
    memo: &'static LocalKey<Local<V>>,
    scope: impl Into<u32>,
    word: &str,
    make: impl FnOnce() -> V,
    take: impl Fn(&V) -> R,
) -> R {
    if word.len() > LONGEST {
        return take(&make());
    }
    let scope = scope.into();
    let (place, known) = memo.with_borrow(|memo| {
        let place = memo.place(scope, word);
        (place, memo.get(place, scope, word).map(&take))
    });
    known.unwrap_or_else(|| {
        let made = make();
        let taken = take(&made);
        memo.with_borrow_mut(|memo| memo.put(place, scope, word, made));
        taken
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    thread_local! {
        static LENGTHS: Local<usize> = RefCell::default();
    }

    #[test]
    fn a_word_is_worked_out_once_and_per_language() {
        let of = |code: &str| code.parse::<Lang>().unwrap_or_default();
        assert_eq!(recall(&LENGTHS, of("ar"), "word", || 4), 4);
        assert_eq!(recall(&LENGTHS, of("ar"), "word", || unreachable!("known")), 4);
        assert_eq!(recall(&LENGTHS, of("en"), "word", || 5), 5);
        let long = "x".repeat(LONGEST + 1);
        assert_eq!(recall(&LENGTHS, of("ar"), &long, || 1), 1);
        assert_eq!(recall(&LENGTHS, of("ar"), &long, || 2), 2);
    }
}
