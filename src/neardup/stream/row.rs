//! What is kept of one record besides its profile.

/// Where a record stands, and the few words of it that the result names.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Row {
    /// First byte of its text, between the quotation marks, escapes and all.
    pub(super) at: u64,
    /// Bytes of it.
    pub(super) len: u32,
    /// Whether place and bytes are those of its line: some of them were replaced before it was read.
    pub(super) mended: bool,
    /// The file.
    pub(super) file: u32,
    /// Its line, from 1.
    pub(super) line: u32,
    /// Minutes since 1970 in UTC, where it has a time.
    pub(super) minutes: Option<i32>,
}

/// Short strings, several for each row, end to end in one buffer.
#[derive(Debug, Default)]
pub(super) struct Names {
    bytes: String,
    ends: Vec<u64>,
}

/// Names of a row, in their order.
pub(super) const NAMES: usize = 3;
pub(super) const ID: usize = 0;
pub(super) const OUTLET: usize = 1;
pub(super) const PUBLISHED: usize = 2;

impl Names {
    /// Makes room for more, as `more` says for what is there.
    pub(super) fn reserve(&mut self, more: impl Fn(usize) -> usize) {
        self.bytes.reserve_exact(more(self.bytes.len()));
        self.ends.reserve_exact(more(self.ends.len()));
    }

    pub(super) fn push(&mut self, names: [&str; NAMES]) {
        for name in names {
            self.bytes.push_str(name);
            self.ends.push(self.bytes.len() as u64);
        }
    }

    pub(super) fn get(&self, row: u32, name: usize) -> &str {
        let nth = row as usize * NAMES + name;
        let start = nth.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(nth)).map(|(start, end)| start as usize..*end as usize);
        range.and_then(|r| self.bytes.get(r)).unwrap_or_default()
    }

    pub(super) fn append(&mut self, other: &Names) {
        let base = self.bytes.len() as u64;
        self.bytes.push_str(&other.bytes);
        self.ends.extend(other.ends.iter().map(|end| end + base));
    }
}
