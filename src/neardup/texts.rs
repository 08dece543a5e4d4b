//! Where the engine reads the words again.

use crate::model::Article;
use crate::text::scan::Scanner;
use std::borrow::Cow;

/// Scratch space to read texts with.
#[derive(Debug, Default)]
pub struct Reading {
    pub(super) scanner: Scanner,
    pub(super) bytes: Vec<u8>,
}

/// Texts by number; read once to be sketched, and again when a candidate pair is verified.
pub trait Texts: Sync {
    /// How many there are.
    fn count(&self) -> usize;
    /// The text `ix`; empty where it can no longer be read.
    fn text(&self, ix: u32) -> Cow<'_, str>;
    /// Appends the hashes of the words of the text `ix`, in order; `behind_part` may take words away after every 64 KiB
    /// or so. What has its texts elsewhere can read them without making them.
    fn words(
        &self,
        ix: u32,
        reading: &mut Reading,
        words: &mut Vec<u64>,
        behind_part: &mut dyn FnMut(&mut Vec<u64>),
    ) {
        reading.scanner.words_in_parts(&self.text(ix), words, behind_part);
    }
    /// What the text `ix` is called; ties between articles go by it. Empty where texts have no names.
    fn id(&self, _ix: u32) -> &str {
        ""
    }
}

impl Texts for [Article] {
    fn count(&self) -> usize {
        self.len()
    }
    fn text(&self, ix: u32) -> Cow<'_, str> {
        Cow::Borrowed(self.get(ix as usize).map_or("", |a| &a.text))
    }
    fn id(&self, ix: u32) -> &str {
        self.get(ix as usize).map_or("", |a| &a.id)
    }
}

impl Texts for [&str] {
    fn count(&self) -> usize {
        self.len()
    }
    fn text(&self, ix: u32) -> Cow<'_, str> {
        Cow::Borrowed(self.get(ix as usize).copied().unwrap_or(""))
    }
}

impl Texts for [String] {
    fn count(&self) -> usize {
        self.len()
    }
    fn text(&self, ix: u32) -> Cow<'_, str> {
        Cow::Borrowed(self.get(ix as usize).map_or("", |s| s))
    }
}
