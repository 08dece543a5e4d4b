//! The vector forms of the scan, and of what comes before and behind it: the only `unsafe` code of the crate.
//!
//! Every function here has a plain twin that gives the same bytes (most in `scan/symbols.rs`), and says by `false` that
//! its path has no vector form. The tests compare all paths of the machine on random text of many scripts.
//! AVX-512 has a form of its own; AVX2 and NEON share one ([`narrow`]), written on a few operations of each.
#![allow(unsafe_code, reason = "vector loads and stores take pointers; each use says why it is in bounds")]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
mod narrow;
#[cfg(target_arch = "aarch64")]
mod neon;

const SILENT: u8 = 1;
const OTHER: u8 = 2;
const ARABIC: usize = 0x600 >> 7;

/// A way to scan text. Each gives the same bytes; they differ in speed and in the processors that have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    /// Character by character, on any processor.
    Plain,
    /// Vectors of 16 bytes, on every 64-bit ARM processor.
    Neon,
    /// Vectors of 32 bytes.
    Avx2,
    /// Vectors of 64 bytes, with the byte permutations of VBMI (Intel from Ice Lake, AMD from Zen 4 on).
    Avx512,
}

impl Default for Path {
    /// The fastest one this processor has.
    fn default() -> Self {
        #[cfg(target_arch = "x86_64")]
        if avx512::is_here() {
            return Path::Avx512;
        } else if avx2::is_here() {
            return Path::Avx2;
        }
        if cfg!(target_arch = "aarch64") { Path::Neon } else { Path::Plain }
    }
}

impl Path {
    /// Those this processor has, the slowest first.
    #[must_use]
    pub fn all_here() -> Vec<Self> {
        #[allow(unused_mut, reason = "other processors than x86 have no more")]
        let mut here = vec![Path::Plain];
        #[cfg(target_arch = "aarch64")]
        here.push(Path::Neon);
        #[cfg(target_arch = "x86_64")]
        here.extend(avx2::is_here().then_some(Path::Avx2));
        #[cfg(target_arch = "x86_64")]
        here.extend(avx512::is_here().then_some(Path::Avx512));
        here
    }

    /// Whether this processor has it.
    fn is_here(self) -> bool {
        match self {
            Path::Plain => true,
            Path::Neon => cfg!(target_arch = "aarch64"),
            #[cfg(target_arch = "x86_64")]
            Path::Avx2 => avx2::is_here(),
            #[cfg(target_arch = "x86_64")]
            Path::Avx512 => avx512::is_here(),
            #[cfg(not(target_arch = "x86_64"))]
            Path::Avx2 | Path::Avx512 => false,
        }
    }
}

/// Folds `text` to symbols with the vectors of `path`; `false` where it has none and nothing was written.
///
/// `pages` and `punctuation` are those of `scan::table`; `plain` folds the few blocks with a character that is
/// in neither.
pub(crate) fn fold(
    path: Path,
    text: &str,
    pages: &[[u8; 128]; 16],
    punctuation: &[u8; 64],
    out: &mut Vec<u8>,
    plain: impl FnMut(&str, &mut Vec<u8>),
) -> bool {
    if !path.is_here() {
        return false;
    }
    match path {
        // SAFETY: the processor has every feature the function is compiled for.
        #[cfg(target_arch = "x86_64")]
        Path::Avx512 => unsafe {
            avx512::fold::<false>(text, pages, punctuation, &[0; 128], out, plain);
        },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Path::Avx2 => unsafe { avx2::fold(text, pages, punctuation, out, plain) },
        // SAFETY: every 64-bit ARM processor has NEON.
        #[cfg(target_arch = "aarch64")]
        Path::Neon => unsafe { neon::fold(text, pages, punctuation, out, plain) },
        _ => {
            let _ = (text, pages, punctuation, out, plain);
            return false;
        }
    }
    true
}

/// As [`fold`], of what `raw` escapes as a JSON string; `escaped` has the symbol of each escape of two characters, by the
/// second of them. `plain` is given pieces that have such escapes, too. `false` where `path` has no form of it, or where
/// an escape is none of these; then `out` may hold a part.
pub(crate) fn fold_json(
    path: Path,
    raw: &str,
    (pages, punctuation, escaped): (&[[u8; 128]; 16], &[u8; 64], &[u8; 128]),
    out: &mut Vec<u8>,
    plain: impl FnMut(&str, &mut Vec<u8>),
) -> bool {
    #[cfg(target_arch = "x86_64")]
    if path == Path::Avx512 && path.is_here() {
        // SAFETY: the processor has every feature the function is compiled for.
        return unsafe { avx512::fold::<true>(raw, pages, punctuation, escaped, out, plain) };
    }
    let _ = (path, raw, pages, punctuation, escaped, out, plain);
    false
}

/// Finds the borders of words in symbols with the vectors of `path`; `false` where it has none.
///
/// `symbols` must end in 64 zeros.
pub(crate) fn bounds(path: Path, symbols: &[u8], bounds: &mut Vec<u32>) -> bool {
    if !path.is_here() {
        return false;
    }
    match path {
        // SAFETY: the processor has every feature the function is compiled for.
        #[cfg(target_arch = "x86_64")]
        Path::Avx512 => unsafe { avx512::bounds(symbols, bounds) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Path::Avx2 => unsafe { avx2::bounds(symbols, bounds) },
        // SAFETY: every 64-bit ARM processor has NEON.
        #[cfg(target_arch = "aarch64")]
        Path::Neon => unsafe { neon::bounds(symbols, bounds) },
        _ => {
            let _ = (symbols, bounds);
            return false;
        }
    }
    true
}

/// Appends the hash of every word of `symbols`, whose starts and ends are `bounds`; `false`, and nothing appended, where
/// these are fewer than sixteen bytes. `short` hashes the first bytes of sixteen, up to sixteen of them, `long` a word of
/// any length.
#[inline(always)]
pub(crate) fn hash(
    (symbols, bounds): (&[u8], &[u32]),
    short: impl Fn([u8; 16], usize) -> u64,
    long: impl Fn(&[u8]) -> u64,
    found: &mut Vec<u64>,
) -> bool {
    let Some(last) = symbols.len().checked_sub(16) else { return bounds.is_empty() };
    found.extend(bounds.as_chunks::<2>().0.iter().map(|&[start, end]| {
        let len = end.wrapping_sub(start) as usize;
        if len > 16 || start as usize > last {
            return long(symbols.get(start as usize..end as usize).unwrap_or_default());
        }
        // SAFETY: sixteen bytes lie behind the start.
        let padded = unsafe { symbols.as_ptr().add(start as usize).cast::<[u8; 16]>().read() };
        short(padded, len)
    }));
    true
}

/// Appends to `text` what the escapes of a JSON string in `raw` mean, up to one of more than two bytes (`\\u`), to one
/// that means nothing, or to the last few bytes; gives how many bytes of `raw` that is, which is a border of
/// characters. 0 where `path` has no vectors.
pub(crate) fn unescape(path: Path, raw: &str, text: &mut String) -> usize {
    if !path.is_here() {
        return 0;
    }
    match path {
        // SAFETY: what is appended are bytes of `raw`, which is valid, up to a border of characters, with one ASCII
        // character in the place of two; the processor has every feature the function is compiled for.
        #[cfg(target_arch = "x86_64")]
        Path::Avx512 | Path::Avx2 if avx2::is_here() => unsafe {
            avx2::unescape(raw.as_bytes(), text.as_mut_vec())
        },
        // SAFETY: as above; every 64-bit ARM processor has NEON.
        #[cfg(target_arch = "aarch64")]
        Path::Neon => unsafe { neon::unescape(raw.as_bytes(), text.as_mut_vec()) },
        _ => {
            let _ = (raw, text);
            0
        }
    }
}

/// Finds whose value each of the first `wanted` lanes of a sketch takes: of those not `filled` (255 where they are, else
/// 0) the first filled one on the lane's walk, where there is one, is written to `from`. `false` where the vectors of
/// `path` have no form of it. Entries of `walk` are below 128.
pub(crate) fn borrow(
    path: Path,
    filled: &[u8; 128],
    walk: &[[u8; 128]],
    wanted: usize,
    from: &mut [u8; 128],
) -> bool {
    #[cfg(target_arch = "x86_64")]
    if path == Path::Avx512 && path.is_here() {
        // SAFETY: the processor has every feature the function is compiled for.
        unsafe { avx512::borrow(filled, walk, wanted, from) };
        return true;
    }
    let _ = (path, filled, walk, wanted, from);
    false
}

/// Work that gains from wide vectors. `run` must be `#[inline(always)]`, or it is compiled without them.
pub(crate) trait Work {
    /// Does it.
    fn run(self);
}

/// Runs `work` compiled for the vectors of `path`; the same work, so the same result.
pub(crate) fn wide(path: Path, work: impl Work) {
    #[cfg(target_arch = "x86_64")]
    if path == Path::Avx512 && path.is_here() {
        // SAFETY: the processor has every feature the function is compiled for.
        return unsafe { avx512::wide(work) };
    } else if path == Path::Avx2 && path.is_here() {
        // SAFETY: as above.
        return unsafe { avx2::wide(work) };
    }
    let _ = path;
    work.run();
}
