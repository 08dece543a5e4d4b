//! The scan with vectors of 16 or 32 bytes, written once on the operations that both have.
//!
//! As the form of 64 bytes does it: a block ends with a whole character; the characters of one page, which share
//! two lead bytes, are looked up together in a table of 128; what folds away is left out when the block is written.

use super::{ARABIC, OTHER, SILENT};

/// A vector of bytes. A comparison gives 255 in the bytes where it holds and 0 in the others.
///
/// Every function must be inlined into one that is compiled for the processor's vectors, and is `unsafe` because
/// nothing but that caller knows that the processor has them.
pub(super) trait Lanes: Copy {
    /// Bytes, 16 or 32.
    const BYTES: usize;

    /// The `BYTES` bytes from `from` on.
    unsafe fn load(from: *const u8) -> Self;
    /// `byte` in every place.
    unsafe fn splat(byte: u8) -> Self;
    unsafe fn equal(self, other: Self) -> Self;
    unsafe fn and(self, other: Self) -> Self;
    unsafe fn or(self, other: Self) -> Self;
    /// The bytes of `self` where those of `other` are 0.
    unsafe fn without(self, other: Self) -> Self;
    /// 255 where the top bit is set.
    unsafe fn high(self) -> Self;
    /// 255 where a character of several bytes begins: from 0xC0 on.
    unsafe fn lead(self) -> Self;
    /// In each place the byte before it, 0 in the first.
    unsafe fn before(self) -> Self;
    /// In each place the byte behind it, 0 in the last.
    unsafe fn behind(self) -> Self;
    /// The entry of `table` for each byte, all of which are below 128.
    unsafe fn look_up(self, table: &[u8; 128]) -> Self;
    /// The top bit of each byte.
    unsafe fn bits(self) -> u64;
    /// Writes the bytes whose bit in `keep` is set to `to`, which has room for `BYTES` more than are kept; gives
    /// their number.
    unsafe fn pack(self, keep: u64, to: *mut u8) -> usize;
}

/// Where each of the bits set in a number of eight bits stands, end to end: which bytes of eight to keep.
pub(super) static KEPT: [u64; 256] = {
    let mut kept = [0; 256];
    let mut mask = 0;
    while mask < 256 {
        let (mut bit, mut to) = (0, 0);
        while bit < 8 {
            if mask >> bit & 1 == 1 {
                kept[mask] |= bit << (8 * to);
                to += 1;
            }
            bit += 1;
        }
        mask += 1;
    }
    kept
};

/// # Safety
/// The processor must have the vectors of `V`.
#[inline(always)]
pub(super) unsafe fn fold<V: Lanes>(
    text: &str,
    pages: &[[u8; 128]; 16],
    punctuation: &[u8; 64],
    out: &mut Vec<u8>,
    mut plain: impl FnMut(&str, &mut Vec<u8>),
) {
    let bytes = text.as_bytes();
    let mut marks = [0; 128];
    marks[..64].copy_from_slice(punctuation);
    let mut at = 0;
    while at < bytes.len() {
        let left = bytes.len() - at;
        let here = left.min(V::BYTES);
        let mut last = [0u8; 32];
        let from = if left >= V::BYTES {
            bytes[at..].as_ptr()
        } else {
            last[..left].copy_from_slice(&bytes[at..]);
            last.as_ptr()
        };
        // SAFETY: `BYTES` bytes lie behind `from`, in the text or in `last`; the caller knows the processor.
        unsafe {
            let block = V::load(from);
            let high = block.high();
            let low = block.and(V::splat(0x7F)).look_up(&pages[0]);
            if high.bits() == 0 {
                append(low, first(here), out);
                at += here;
                continue;
            }
            let leads = block.lead().bits();
            let is_cut = left > V::BYTES && (bytes[at + V::BYTES] & 0xC0) == 0x80;
            let len = if is_cut { 63 - leads.leading_zeros() as usize } else { here };
            let leads = leads & first(len);
            match fold_high(block, low.without(high), leads, &bytes[at..], pages, &marks) {
                Some((symbols, keep)) => append(symbols, keep & first(len), out),
                None => plain(text.get(at..at + len).unwrap_or_default(), out),
            }
            at += len.max(1);
        }
    }
}

/// The lowest `count` bits.
fn first(count: usize) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}

/// Folds the characters beyond ASCII, page by page: symbols in place, and which bytes to keep; `None` when one is
/// in no page.
#[inline(always)]
unsafe fn fold_high<V: Lanes>(
    block: V,
    mut symbols: V,
    mut leads: u64,
    bytes: &[u8],
    pages: &[[u8; 128]; 16],
    marks: &[u8; 128],
) -> Option<(V, u64)> {
    // SAFETY: the caller knows the processor.
    unsafe {
        let payload = block.and(V::splat(0x3F));
        let mut drop = V::splat(0);
        while leads != 0 {
            let lead = *bytes.get(leads.trailing_zeros() as usize)?;
            let (place, found);
            match lead {
                0xC2..=0xDF => {
                    let page = (lead as usize & 0x1F) >> 1;
                    // Both leads of a page differ in the lowest bit only.
                    let own = block.and(V::splat(0xFE)).equal(V::splat(lead & 0xFE));
                    leads &= !own.bits();
                    place = own.before();
                    let odd = block.before().and(V::splat(1)).equal(V::splat(1));
                    found = payload.or(odd.and(V::splat(0x40))).look_up(&pages[page]);
                    drop = drop.or(own);
                    if page != ARABIC {
                        // A letter of another page has its page before it, where the lead was.
                        let two = found.high().and(place).behind();
                        symbols = symbols.without(two).or(V::splat(1 + page as u8).and(two));
                        drop = drop.without(two);
                    }
                }
                0xE2 => {
                    let own = block.equal(V::splat(0xE2));
                    leads &= !own.bits();
                    let general = block.equal(V::splat(0x80)).behind();
                    if own.without(general).bits() != 0 {
                        return None;
                    }
                    place = own.before().before();
                    found = payload.look_up(marks);
                    drop = drop.or(own).or(own.before());
                }
                _ => return None,
            }
            if found.equal(V::splat(OTHER)).and(place).bits() != 0 {
                return None;
            }
            symbols = symbols.without(place).or(found.and(place));
            drop = drop.or(found.equal(V::splat(SILENT)).and(place));
        }
        Some((symbols, !drop.bits()))
    }
}

/// Appends the bytes of `symbols` whose bit in `keep` is set.
#[inline(always)]
unsafe fn append<V: Lanes>(symbols: V, keep: u64, out: &mut Vec<u8>) {
    out.reserve(2 * V::BYTES);
    // SAFETY: there is room behind the end for what is kept and a vector more; `pack` says how much it wrote.
    unsafe {
        let kept = symbols.pack(keep, out.as_mut_ptr().add(out.len()));
        out.set_len(out.len() + kept);
    }
}

/// What the byte behind a backslash stands for; 0 for those that need more than a look.
static ESCAPED: [u8; 256] = {
    let mut escaped = [0; 256];
    let known = [(b'n', b'\n'), (b't', b'\t'), (b'r', b'\r'), (b'b', 8), (b'f', 12)];
    let mut nth = 0;
    while nth < known.len() {
        escaped[known[nth].0 as usize] = known[nth].1;
        nth += 1;
    }
    escaped[b'"' as usize] = b'"';
    escaped[b'\\' as usize] = b'\\';
    escaped[b'/' as usize] = b'/';
    escaped
};

/// Appends what `raw` escapes to `out`, up to an escape of more than two bytes or to the last few bytes; gives how
/// many bytes of `raw` that is. Only ASCII is put in the place of ASCII.
///
/// # Safety
/// The processor must have the vectors of `V`.
#[inline(always)]
pub(super) unsafe fn unescape<V: Lanes>(raw: &[u8], out: &mut Vec<u8>) -> usize {
    // Escapes only shorten: what is written at any time is no more than what was read, and a vector.
    out.reserve(raw.len() + V::BYTES);
    let mut at = 0;
    while let Some(block) = raw.get(at..at + V::BYTES) {
        // SAFETY: the block has `BYTES` bytes, and room for so many is behind the end; the caller knows the processor.
        let found = unsafe {
            let block = V::load(block.as_ptr());
            block.pack(u64::MAX, out.as_mut_ptr().add(out.len()));
            block.equal(V::splat(b'\\')).bits()
        };
        let before = if found == 0 { V::BYTES } else { found.trailing_zeros() as usize };
        // SAFETY: so many of the bytes just written.
        unsafe { out.set_len(out.len() + before) };
        at += before;
        if found == 0 {
            continue;
        }
        let meant = raw.get(at + 1).map_or(0, |&kind| ESCAPED[usize::from(kind)]);
        if meant == 0 {
            break;
        }
        out.push(meant);
        at += 2;
    }
    // The last vector may have ended within a character.
    while raw.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
        out.pop();
        at -= 1;
    }
    at
}

/// # Safety
/// The processor must have the vectors of `V`.
#[inline(always)]
pub(super) unsafe fn bounds<V: Lanes>(symbols: &[u8], bounds: &mut Vec<u32>) {
    let mut inside = 0u64;
    for (nth, block) in symbols.as_chunks::<64>().0.iter().enumerate() {
        let mut letters = 0;
        for part in 0..64 / V::BYTES {
            // SAFETY: the part lies in the 64 bytes of the block; the caller knows the processor.
            let breaks = unsafe { V::load(block[part * V::BYTES..].as_ptr()).equal(V::splat(0)).bits() };
            letters |= (!breaks & first(V::BYTES)) << (part * V::BYTES);
        }
        let mut borders = letters ^ (letters << 1 | inside);
        inside = letters >> 63;
        let base = (nth * 64) as u32;
        bounds.reserve(64);
        while borders != 0 {
            bounds.push(base + borders.trailing_zeros());
            borders &= borders - 1;
        }
    }
    debug_assert_eq!(inside, 0, "symbols end in zeros");
}
