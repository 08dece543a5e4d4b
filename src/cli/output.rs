//! Where data goes: standard output or a file.

use super::args::ColorWhen;
use super::exit::Failure;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

static COLOR: AtomicBool = AtomicBool::new(false);

/// Decides whether summaries are coloured: as asked, else only on a terminal and without `NO_COLOR`.
pub(crate) fn set_color(when: Option<ColorWhen>) {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let color = match when {
        Some(ColorWhen::Always) => true,
        Some(ColorWhen::Never) => false,
        Some(ColorWhen::Auto) | None => io::stdout().is_terminal() && !plain,
    };
    COLOR.store(color, Ordering::Relaxed);
}

/// Whether to colour.
pub(crate) fn color() -> bool {
    COLOR.load(Ordering::Relaxed)
}

/// Whether a person reads standard output.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Standard output, buffered.
pub(crate) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Writes with `write` to `path`, or to standard output where there is none.
pub(crate) fn write_to(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    match path.filter(|p| *p != Path::new("-")) {
        None => {
            let mut out = stdout();
            write(&mut out)?;
            Ok(out.flush()?)
        }
        Some(path) => {
            let written = File::create(path).and_then(|file| {
                let mut out = BufWriter::new(file);
                write(&mut out)?;
                out.flush()
            });
            written.map_err(|e| Failure::write(path, &e))
        }
    }
}
