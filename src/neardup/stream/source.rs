//! Files that can be read at any place: plain files as they are, packed ones and standard input through a spool.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// An input whose bytes can be read at any place, by any thread.
#[derive(Debug)]
pub(super) struct Source {
    /// As the user named it.
    pub(super) name: String,
    file: File,
    /// Bytes of text in it.
    pub(super) len: u64,
    /// The spool to remove again, where there is one.
    spool: Option<PathBuf>,
}

impl Source {
    /// Opens a file; `-` is standard input. Files packed with gzip, zstd or bzip2 (told by their first bytes) and
    /// standard input are unpacked to a file in `spool_folder`, which is removed when the source is dropped.
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
                Ok(Self { name, file, len: metadata.len(), spool: None })
            }
        }
    }

    fn spooled(name: String, mut from: impl Read, folder: &Path) -> io::Result<Self> {
        let (path, mut file) = new_file(folder)?;
        let mut source = Self { name, file: file.try_clone()?, len: 0, spool: Some(path) };
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
        let mut filled = 0;
        while filled < buffer.len() {
            match read_at(&self.file, &mut buffer[filled..], at + filled as u64) {
                Ok(0) => break,
                Ok(n) => filled += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(filled)
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        if let Some(path) = &self.spool {
            // Nothing is lost when the folder of temporary files keeps it.
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}

/// A new file that no other process has.
fn new_file(folder: &Path) -> io::Result<(PathBuf, File)> {
    let mut nth = 0u32;
    loop {
        let path = folder.join(format!("crosswire-{}-{nth}.spool", std::process::id()));
        match File::options().read(true).write(true).create_new(true).open(&path) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => nth += 1,
            other => return other.map(|file| (path, file)),
        }
    }
}
