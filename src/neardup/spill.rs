//! Numbers that lie in a temporary file: appended once, read at any place by any thread.
//!
//! The file has no name where the system allows it, so nothing is left behind even when the run is killed.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How much memory what is kept of all texts may take, and where the rest goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Memory {
    /// Bytes for band keys, fingerprints, candidate pairs and the texts being verified; 1 or more. What every
    /// article needs to the end (about 250 bytes: its place, names and verdict) and the result come on top.
    pub bytes: usize,
    /// Folder of the temporary files.
    pub folder: PathBuf,
}

impl Memory {
    /// No bound: nothing is written to files.
    #[must_use]
    pub fn unbounded() -> Self {
        Self { bytes: usize::MAX, folder: std::env::temp_dir() }
    }

    /// How many things of `size` bytes fit into one `part`th of the budget, between `least` and `most`.
    pub(super) fn fit(&self, part: usize, size: usize, least: usize, most: usize) -> usize {
        (self.bytes / part / size.max(1)).clamp(least, most)
    }
}

/// A temporary file of numbers.
#[derive(Debug)]
pub(super) struct Spill {
    file: File,
    len: u64,
    bytes: Vec<u8>,
}

/// Bytes turned to numbers, or back, at a time.
const AT_ONCE: usize = 1 << 16;

impl Spill {
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        Ok(Self { file: tempfile::tempfile_in(folder)?, len: 0, bytes: Vec::new() })
    }

    /// Appends `values`; gives the place of the first.
    pub(super) fn append<N: Number>(&mut self, values: impl Iterator<Item = N>) -> io::Result<u64> {
        let at = self.len;
        self.bytes.clear();
        for value in values {
            value.write(&mut self.bytes);
            if self.bytes.len() >= AT_ONCE {
                self.flush()?;
            }
        }
        self.flush()?;
        Ok(at)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.write_all(&self.bytes)?;
        self.len += self.bytes.len() as u64;
        self.bytes.clear();
        Ok(())
    }

    /// Appends the `count` numbers from place `at` on to `values`.
    ///
    /// # Errors
    /// When the file cannot be read, or is shorter.
    pub(super) fn read<N: Number>(&self, at: u64, count: usize, values: &mut Vec<N>) -> io::Result<()> {
        let mut bytes = vec![0; AT_ONCE.min(count * N::BYTES)];
        let mut done = 0;
        values.reserve(count);
        while done < count * N::BYTES {
            let part = bytes.len().min(count * N::BYTES - done);
            if fill_at(&self.file, &mut bytes[..part], at + done as u64)? < part {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            values.extend(bytes[..part].chunks_exact(N::BYTES).map(N::read));
            done += part;
        }
        Ok(())
    }
}

/// A number of fixed length, little-endian in files.
pub(super) trait Number: Copy {
    const BYTES: usize;
    fn write(self, bytes: &mut Vec<u8>);
    fn read(bytes: &[u8]) -> Self;
}

impl Number for u32 {
    const BYTES: usize = 4;
    fn write(self, bytes: &mut Vec<u8>) {
        bytes.extend(self.to_le_bytes());
    }
    fn read(bytes: &[u8]) -> Self {
        bytes.try_into().map(Self::from_le_bytes).unwrap_or_default()
    }
}

impl Number for u64 {
    const BYTES: usize = 8;
    fn write(self, bytes: &mut Vec<u8>) {
        bytes.extend(self.to_le_bytes());
    }
    fn read(bytes: &[u8]) -> Self {
        bytes.try_into().map(Self::from_le_bytes).unwrap_or_default()
    }
}

/// Fills `buffer` from byte `at` of `file` on; fewer bytes only at the end.
pub(super) fn fill_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match read_at(file, &mut buffer[filled..], at + filled as u64) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}
