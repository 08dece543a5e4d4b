//! What is kept of all texts while they are compared; beyond a budget in a temporary file.
//!
//! Band keys are written column by column, so that each band is read in one go, and fingerprints in cells by their
//! top bits, so that each cell is sorted by itself: whatever the budget, the same buckets and postings come back.

use super::spill::{Memory, Spill};
use super::{Profile, Profiles, prints};
use std::io;

/// Cells of fingerprints; each is sorted in memory by itself.
const CELL_BITS: u32 = 8;
const CELLS: usize = 1 << CELL_BITS;

/// Profiles in memory, and keys and fingerprints where there is room.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) profiles: Vec<Profile>,
    /// Fingerprints of each text that is still in memory.
    held: Profiles,
    /// First text whose keys are in memory.
    held_from: usize,
    bands: usize,
    memory: Memory,
    file: Option<Spill>,
    chunks: Vec<Chunk>,
}

/// Texts whose keys and fingerprints were written together.
#[derive(Debug)]
struct Chunk {
    texts: usize,
    keys_at: u64,
    prints_at: u64,
    /// Fingerprints in the cells before each, and in all.
    cells: Vec<usize>,
}

/// The fingerprints of a store.
pub(super) enum Prints {
    /// Of every text in order, and how many each has.
    Held(Vec<u64>, Vec<u32>),
    /// To be read cell by cell.
    Written(Store),
}

impl Store {
    /// An empty one; `bands` keys come for each text.
    pub(super) fn new(bands: usize, memory: &Memory) -> Self {
        Self {
            profiles: Vec::new(),
            held: Profiles::default(),
            held_from: 0,
            bands,
            memory: memory.clone(),
            file: None,
            chunks: Vec::new(),
        }
    }

    /// Makes room for `texts` more texts, as far as the budget goes.
    pub(super) fn reserve(&mut self, texts: usize) {
        self.profiles.reserve_exact(texts);
        let held = texts.min(self.memory.fit(4, 4 * self.bands, 0, usize::MAX));
        self.held.keys.reserve_exact(held * self.bands);
        self.held.print_counts.reserve_exact(held);
    }

    /// Appends what is kept of further texts.
    ///
    /// # Errors
    /// When the budget is spent and the temporary file cannot be written.
    pub(super) fn append(&mut self, mut part: Profiles) -> io::Result<()> {
        self.profiles.append(&mut part.profiles);
        self.held.append(part);
        let bytes = self.held.keys.len() * 4 + self.held.prints.len() * 8;
        if bytes > self.memory.fit(4, 1, 1, usize::MAX) { self.spill() } else { Ok(()) }
    }

    /// To be called once all texts are in: what is not yet in the file, where there is one, follows.
    pub(super) fn seal(&mut self) -> io::Result<()> {
        if self.file.is_some() { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(Spill::new(&self.memory.folder)?),
        };
        let held = std::mem::take(&mut self.held);
        let (texts, bands) = (self.profiles.len() - self.held_from, self.bands);
        let keys_at =
            file.append((0..bands).flat_map(|band| held.keys.iter().skip(band).step_by(bands).copied()))?;
        let (entries, cells) = into_cells(&held, self.held_from);
        let prints_at = file.append(entries.into_iter())?;
        self.chunks.push(Chunk { texts, keys_at, prints_at, cells });
        self.held_from += texts;
        Ok(())
    }

    /// Fills `column` with the keys of `band`, one for each text.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub(super) fn band(&self, band: usize, column: &mut Vec<u32>) -> io::Result<()> {
        column.clear();
        let Some(file) = &self.file else {
            column.extend(self.held.keys.iter().skip(band).step_by(self.bands.max(1)));
            return Ok(());
        };
        let keys = |c: &Chunk| file.read(c.keys_at + (band * c.texts * 4) as u64, c.texts, column);
        self.chunks.iter().try_for_each(keys)
    }

    /// Forgets the keys and gives the fingerprints; the profiles stay.
    pub(super) fn take_prints(&mut self) -> Prints {
        let held = std::mem::take(&mut self.held);
        if self.file.is_none() {
            return Prints::Held(held.prints, held.print_counts);
        }
        let mut written = Store::new(self.bands, &self.memory);
        written.file = self.file.take();
        written.chunks = std::mem::take(&mut self.chunks);
        Prints::Written(written)
    }

    /// Number of cells, and the top bits that the fingerprints of a cell have in common.
    pub(super) const fn cells() -> (usize, u32) {
        (CELLS, CELL_BITS)
    }

    /// The written entries of one cell: the key of a fingerprint, then its text in the lowest bits.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub(super) fn cell(&self, cell: usize) -> io::Result<Vec<u64>> {
        let mut entries = Vec::new();
        let Some(file) = &self.file else { return Ok(entries) };
        for chunk in &self.chunks {
            let (from, to) = (chunk.cells[cell], chunk.cells[cell + 1]);
            file.read(chunk.prints_at + from as u64 * 8, to - from, &mut entries)?;
        }
        Ok(entries)
    }
}

/// The fingerprints as entries of an index, cell by cell, and where each cell begins and the last ends.
fn into_cells(held: &Profiles, first_text: usize) -> (Vec<u64>, Vec<usize>) {
    let mut entries = Vec::with_capacity(held.prints.len());
    let mut rest = held.prints.iter();
    // Texts beyond what an entry can number are compared by their bands only.
    for (text, &count) in (first_text..prints::MOST_GROUPS).zip(&held.print_counts) {
        entries.extend(rest.by_ref().take(count as usize).map(|&print| prints::entry(print, text as u32)));
    }
    let cell = |entry: u64| (entry >> (64 - CELL_BITS)) as usize;
    let mut starts = vec![0; CELLS + 1];
    entries.iter().for_each(|&e| starts[cell(e) + 1] += 1);
    for nth in 0..CELLS {
        starts[nth + 1] += starts[nth];
    }
    let mut next = starts.clone();
    let mut sorted = vec![0; entries.len()];
    for entry in entries {
        let place = &mut next[cell(entry)];
        sorted[*place] = entry;
        *place += 1;
    }
    (sorted, starts)
}
