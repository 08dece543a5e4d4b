//! Stored bytes to unpacked bytes, within limits.
//!
//! Packing is told by the first bytes, not by the name. Reading never fails half-way: where packed data
//! breaks off or grows past its limits, the stream ends there and [`Source::end`] says why.

use super::Options;
use std::cell::RefCell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;
use xxhash_rust::xxh3::Xxh3;

/// Unpacked bytes below this are never held against the unpack ratio.
const RATIO_FREE_BYTES: u64 = 64 << 20;

/// Why a stream ended before its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// A limit of [`Options`].
    Limit(String),
    /// The data breaks off or is damaged.
    Broken(String),
}

/// Bytes of one file, unpacked as they are read.
pub(super) struct Source<'r> {
    reader: Box<dyn Read + 'r>,
    stored: Rc<RefCell<Counted<Box<dyn Read + 'r>>>>,
    given: u64,
    max_bytes: u64,
    max_ratio: u64,
    /// How it was packed.
    pub(super) packed: Option<&'static str>,
    /// Why it ended early, once it has.
    pub(super) end: Option<End>,
}

impl<'r> Source<'r> {
    /// Looks at the first bytes of `reader` and unpacks what follows where it is packed.
    pub(super) fn new(reader: impl Read + 'r, options: &Options) -> Self {
        let reader: Box<dyn Read + 'r> = Box::new(reader);
        let stored = Rc::new(RefCell::new(Counted { inner: reader, bytes: 0, hash: Xxh3::new() }));
        let mut reader = Shared(Rc::clone(&stored));
        let mut head = Vec::new();
        let failed = (&mut reader).take(16).read_to_end(&mut head).err();
        let packed = packing(&head);
        let whole = Cursor::new(head).chain(reader);
        let mut end = failed.map(|error| End::Broken(error.to_string()));
        let reader: Box<dyn Read + 'r> = match packed {
            Some("gzip") => Box::new(flate2::read::MultiGzDecoder::new(whole)),
            Some("bzip2") => Box::new(bzip2::read::MultiBzDecoder::new(whole)),
            Some("zstd") => match zstd::Decoder::new(whole) {
                Ok(decoder) => Box::new(decoder),
                Err(error) => {
                    end = Some(End::Broken(error.to_string()));
                    Box::new(io::empty())
                }
            },
            _ => Box::new(whole),
        };
        let (max_bytes, max_ratio) = (options.max_file_bytes, options.max_unpack_ratio);
        Self { reader, stored, given: 0, max_bytes, max_ratio, packed, end }
    }

    /// Appends up to `want` more bytes to `buffer`; fewer only at the end.
    pub(super) fn fill(&mut self, buffer: &mut Vec<u8>, want: u64) {
        if self.end.is_some() {
            return;
        }
        let left = self.max_bytes.saturating_sub(self.given);
        // One byte past the limit tells a file that ends there from one that goes on.
        let mut todo = want.min(left + 1);
        while todo > 0 {
            let step = todo.min(4 << 20);
            let got = match (&mut self.reader).take(step).read_to_end(buffer) {
                Ok(got) => got as u64,
                Err(error) => {
                    self.end = Some(End::Broken(error.to_string()));
                    return;
                }
            };
            self.given += got;
            todo -= got;
            if self.given > self.max_bytes {
                buffer.pop();
                self.end = Some(End::Limit(format!("more than {} bytes unpacked", self.max_bytes)));
                return;
            }
            let stored = self.stored.borrow().bytes.max(1);
            if self.given > RATIO_FREE_BYTES && self.given / stored > self.max_ratio {
                self.end = Some(End::Limit(format!("each byte unpacks to more than {}", self.max_ratio)));
                return;
            }
            if got < step {
                return;
            }
        }
    }

    /// The stored bytes' number and xxh3-128; reads what is left of them first, unless `partial` allows to
    /// stop where a limit stopped the reading.
    pub(super) fn finish(self, partial: bool) -> (u64, String) {
        drop(self.reader);
        let mut stored = self.stored.borrow_mut();
        if !(partial && matches!(self.end, Some(End::Limit(_)))) {
            // What cannot be read any more is not there to be hashed.
            let _ = io::copy(&mut (&mut *stored).take(self.max_bytes), &mut io::sink());
        }
        (stored.bytes, format!("{:032x}", stored.hash.digest128()))
    }

    /// Ends the stream because of another limit.
    pub(super) fn stop(&mut self, limit: String) {
        self.end.get_or_insert(End::Limit(limit));
    }
}

/// The packing that `head` begins.
pub(super) fn packing(head: &[u8]) -> Option<&'static str> {
    match head {
        [0x1F, 0x8B, 8, ..] => Some("gzip"),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some("zstd"),
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..] => Some("bzip2"),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some("zip"),
        _ => None,
    }
}

/// A reader that keeps size and hash of what went through it.
struct Counted<R> {
    inner: R,
    bytes: u64,
    hash: Xxh3,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.bytes += got as u64;
        self.hash.update(&buffer[..got]);
        Ok(got)
    }
}

/// The stored bytes as the unpacker reads them.
struct Shared<R>(Rc<RefCell<Counted<R>>>);

impl<R: Read> Read for Shared<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.borrow_mut().read(buffer)
    }
}
