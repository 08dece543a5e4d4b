//! Texts read again, and what is remembered of those that are read again and again.
//!
//! A template, or a story in thousands of copies, has a *hub*: a text that a thousand others or more are compared with.
//! Texts near a hub come up in many pairs, far apart in the list, and to read them each time costs more than all else,
//! above all where they lie on a disk. So once such a text was read, what it has and the hub has not stays in memory,
//! with the runs of words it takes from the hub: a tenth of the text. Where there is no hub nothing is kept, and the
//! words that come back are always those of the text.

use super::align::Aligner;
use super::spill::Memory;
use super::{Config, Reading, Texts};
use ahash::AHashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Texts a hub is compared with, or more.
pub(super) const PAIRS_OF_A_HUB: u32 = 1024;
/// Most hubs that are held.
pub(super) const MOST_HUBS: usize = 256;
/// A text is remembered where this takes at most one in so many of the bytes its words take.
const SAVES: usize = 4;
/// The hub of a text that has none.
pub(super) const NO_HUB: u32 = u32::MAX;

/// Reads texts, and remembers those that are near a hub.
pub(super) struct Recall<'t, T: ?Sized> {
    texts: &'t T,
    shingle_words: usize,
    /// Words of the hubs, by text.
    hubs: AHashMap<u32, Vec<u64>>,
    /// By text; empty as long as there is no hub.
    kept: Vec<OnceLock<Box<[u64]>>>,
    /// Bytes that may still be kept.
    room: AtomicUsize,
}

/// Scratch space to read texts with.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    reading: Reading,
    aligner: Aligner,
    pieces: Vec<u64>,
}

impl<'t, T: Texts + ?Sized> Recall<'t, T> {
    pub(super) fn new(texts: &'t T, config: &Config, memory: &Memory) -> Self {
        Self {
            texts,
            shingle_words: config.shingle_words,
            hubs: AHashMap::new(),
            kept: Vec::new(),
            room: AtomicUsize::new(memory.fit(8, 1, 0, usize::MAX)),
        }
    }

    /// The texts themselves.
    pub(super) fn texts(&self) -> &'t T {
        self.texts
    }

    /// Holds the words of further hubs from here on.
    pub(super) fn add_hubs(&mut self, hubs: &[u32]) {
        let mut scratch = Scratch::default();
        for &hub in hubs.iter().take(MOST_HUBS.saturating_sub(self.hubs.len())) {
            let mut words = Vec::new();
            self.words(hub, NO_HUB, &mut scratch, &mut words);
            self.hubs.insert(hub, words);
        }
        if !self.hubs.is_empty() && self.kept.is_empty() {
            self.kept.resize_with(self.texts.count(), OnceLock::new);
        }
    }

    /// The hub each of the `asked` texts, which are sorted, is compared with in `pairs`; empty where there is none.
    pub(super) fn hubs_of(&self, asked: &[u32], pairs: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
        if self.hubs.is_empty() {
            return Vec::new();
        }
        let mut hub_of = vec![NO_HUB; asked.len()];
        for (x, y) in pairs {
            for (text, hub) in [(x, y), (y, x)] {
                if self.hubs.contains_key(&hub)
                    && let Ok(at) = asked.binary_search(&text)
                {
                    hub_of[at] = hub;
                }
            }
        }
        hub_of
    }

    /// Appends the words of text `ix`; `hub` is one it is compared with, or [`NO_HUB`].
    pub(super) fn words(&self, ix: u32, hub: u32, scratch: &mut Scratch, words: &mut Vec<u64>) {
        if let Some(own) = self.hubs.get(&ix) {
            return words.extend(own);
        }
        let place = self.kept.get(ix as usize);
        if let Some(pieces) = place.and_then(OnceLock::get) {
            return self.put_together(pieces, words);
        }
        let from = words.len();
        self.texts.words(ix, &mut scratch.reading, words, &mut |_| {});
        if let (Some(of_hub), Some(place)) = (self.hubs.get(&hub), place) {
            self.keep((hub, of_hub), &words[from..], scratch, place);
        }
    }

    /// Notes what `words` change in those of a hub, unless that is too much.
    ///
    /// The hub, then for each run the two share: how many words stand before it, these words, and where in the hub it
    /// stands. Last the words behind all runs, and their number before them.
    fn keep(
        &self,
        (hub, of_hub): (u32, &[u64]),
        words: &[u64],
        scratch: &mut Scratch,
        place: &OnceLock<Box<[u64]>>,
    ) {
        let Scratch { aligner, pieces, .. } = scratch;
        pieces.clear();
        pieces.push(hub.into());
        let note = |own: &[u64], pieces: &mut Vec<u64>| {
            pieces.push(own.len() as u64);
            pieces.extend(own);
        };
        let mut at = 0;
        for run in aligner.runs_in(hub, of_hub, words, self.shingle_words) {
            note(words.get(at..run.b as usize).unwrap_or_default(), pieces);
            pieces.push(u64::from(run.a) << 32 | u64::from(run.len));
            at = (run.b + run.len) as usize;
        }
        note(words.get(at..).unwrap_or_default(), pieces);
        if pieces.len() * SAVES > words.len() {
            return;
        }
        let bytes = pieces.len() * 8;
        let taken =
            self.room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |room| room.checked_sub(bytes));
        if taken.is_ok() {
            place.get_or_init(|| pieces.as_slice().into());
        }
    }

    /// Appends the words that [`Recall::keep`] noted.
    fn put_together(&self, pieces: &[u64], words: &mut Vec<u64>) {
        let Some((hub, mut rest)) = pieces.split_first() else { return };
        let of_hub = self.hubs.get(&(*hub as u32)).map_or(&[][..], Vec::as_slice);
        while let Some((&own, behind)) = rest.split_first() {
            let (own, behind) = behind.split_at(behind.len().min(own as usize));
            words.extend(own);
            let Some((&run, behind)) = behind.split_first() else { return };
            let (from, len) = ((run >> 32) as usize, (run & u64::from(u32::MAX)) as usize);
            words.extend(of_hub.get(from..from + len).unwrap_or_default());
            rest = behind;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_near_a_hub_comes_back_word_by_word(
            hub in prop::collection::vec(0u32..50, 5..120),
            cuts in prop::collection::vec((0usize..120, 0usize..120, prop::collection::vec(0u32..70, 0..4)), 0..4),
        ) {
            let mut near: Vec<u32> = Vec::new();
            for (from, to, own) in cuts {
                near.extend(hub.get(from..to.max(from).min(hub.len())).unwrap_or_default());
                near.extend(own);
            }
            let text = |words: &[u32]| words.iter().map(|w| format!("w{w} ")).collect::<String>();
            let texts = [text(&hub), text(&near)];
            let mut recall = Recall::new(texts.as_slice(), &Config::default(), &Memory::unbounded());
            recall.add_hubs(&[0]);
            let (mut scratch, expected) = (Scratch::default(), crate::text::scan::words(&texts[1]));
            for _ in 0..2 {
                let mut words = Vec::new();
                recall.words(1, 0, &mut scratch, &mut words);
                prop_assert_eq!(&words, &expected);
            }
        }
    }

    #[test]
    fn what_is_remembered_takes_a_part_of_the_words() {
        let hub: String = (0..200).map(|n| format!("w{n} ")).collect();
        let texts =
            [hub.clone(), format!("{hub} and twenty words more"), "something else entirely".repeat(50)];
        let mut recall = Recall::new(texts.as_slice(), &Config::default(), &Memory::unbounded());
        recall.add_hubs(&[0]);
        for ix in [1, 2] {
            recall.words(ix, 0, &mut Scratch::default(), &mut Vec::new());
        }
        assert!(recall.kept[1].get().is_some_and(|pieces| pieces.len() < 20));
        assert!(recall.kept[2].get().is_none());
    }
}
