//! Files that can be read at any place: plain files as they are, packed ones and standard input through a spool.

use crate::neardup::spill::fill_at;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

/// An input whose bytes can be read at any place, by any thread.
#[derive(Debug)]
pub(super) struct Source {
    /// As the user named it.
    pub(super) name: String,
    file: File,
    /// Bytes of text in it.
    pub(super) len: u64,
}

impl Source {
    /// Opens a file; `-` is standard input. Files packed with gzip, zstd or bzip2 (told by their first bytes) and
    /// standard input are unpacked to a nameless file in `spool_folder`, which is gone with the source.
    pub(super) fn open(path: &Path, spool_folder: &Path) -> io::Result<Self> {
        let name = path.display().to_string();
        if name == "-" {
            return Self::spooled(name, io::stdin().lock(), spool_folder);
        }
        let mut file = File::open(path)?;
        let mut head = [0; 4];
        let mut filled = 0;
        while filled < 4 {
            match file.read(&mut head[filled..])? {
                0 => break,
                n => filled += n,
            }
        }
        let file = || File::open(path).map(|f| BufReader::with_capacity(1 << 18, f));
        match &head[..filled] {
            [0x1F, 0x8B, ..] => {
                Self::spooled(name, flate2::bufread::MultiGzDecoder::new(file()?), spool_folder)
            }
            [0x28, 0xB5, 0x2F, 0xFD] => {
                Self::spooled(name, zstd::Decoder::with_buffer(file()?)?, spool_folder)
            }
            [b'B', b'Z', b'h', _] => {
                Self::spooled(name, bzip2::bufread::MultiBzDecoder::new(file()?), spool_folder)
            }
            _ => {
                let file = File::open(path)?;
                let metadata = file.metadata()?;
                if !metadata.is_file() {
                    return Self::spooled(name, file, spool_folder);
                }
                Ok(Self { name, file, len: metadata.len() })
            }
        }
    }

    fn spooled(name: String, mut from: impl Read, folder: &Path) -> io::Result<Self> {
        let mut file = tempfile::tempfile_in(folder)?;
        let mut source = Self { name, file: file.try_clone()?, len: 0 };
        let mut buffer = vec![0; 1 << 18];
        loop {
            match from.read(&mut buffer) {
                Ok(0) => return Ok(source),
                Ok(n) => file.write_all(&buffer[..n])?,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            }
            source.len = source.len.max(io::Seek::stream_position(&mut file)?);
        }
    }

    /// Fills `buffer` from byte `at` on; fewer bytes only at the end.
    pub(super) fn read_at(&self, buffer: &mut [u8], at: u64) -> io::Result<usize> {
        fill_at(&self.file, buffer, at)
    }
}
