//! The scan with vectors of 64 bytes: every table in two registers, and bytes kept by mask.

use super::{ARABIC, OTHER, SILENT};
use std::arch::x86_64::*;

/// Bytes of a block.
const BLOCK: usize = 64;

/// Whether this processor has every feature used here.
pub(super) fn is_here() -> bool {
    is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vbmi")
        && is_x86_feature_detected!("avx512vbmi2")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("popcnt")
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi2")]
pub(super) fn wide(work: impl super::Work) {
    work.run();
}

/// What a block of whole characters becomes: symbols in place, and which bytes to keep.
struct Folded {
    symbols: __m512i,
    keep: u64,
}

/// Folds `text`, or with `JSON` what it escapes; `false` at an escape that is not of two characters.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn fold<const JSON: bool>(
    text: &str,
    pages: &[[u8; 128]; 16],
    punctuation: &[u8; 64],
    escaped: &[u8; 128],
    out: &mut Vec<u8>,
    mut plain: impl FnMut(&str, &mut Vec<u8>),
) -> bool {
    let bytes = text.as_bytes();
    let ascii = table(&pages[0]);
    let mut at = 0;
    while at < bytes.len() {
        let left = bytes.len() - at;
        let valid = if left >= BLOCK { u64::MAX } else { (1 << left) - 1 };
        // SAFETY: the mask admits only the `left` bytes behind `at`.
        let block = unsafe { _mm512_maskz_loadu_epi8(valid, bytes.as_ptr().add(at).cast()) };
        let high = _mm512_movepi8_mask(block);
        let mut symbols = look_up(ascii, block);
        let slashes = if JSON { _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(b'\\' as i8)) } else { 0 };
        if high | slashes == 0 {
            append(symbols, valid, out);
            at += left.min(BLOCK);
            continue;
        }
        let leads = high & !_mm512_cmplt_epi8_mask(block, _mm512_set1_epi8(-64));
        let cut = left > BLOCK && (bytes[at + BLOCK] & 0xC0) == 0x80;
        let mut len = if cut { 63 - leads.leading_zeros() as usize } else { left.min(BLOCK) };
        let mut drop = 0;
        if slashes != 0 {
            let opening = opening(slashes);
            // An escape that goes on behind the block opens the next one.
            len -= usize::from(_bzhi_u64(opening, len as u32) >> (len - 1) == 1);
            drop = _bzhi_u64(opening, len as u32);
            let meant = look_up(table(escaped), block);
            let other = _mm512_mask_cmpeq_epi8_mask(drop << 1, meant, _mm512_set1_epi8(OTHER as i8));
            if len == 0 || other | high & (drop << 1) != 0 {
                return false;
            }
            symbols = _mm512_mask_mov_epi8(symbols, drop << 1, meant);
        }
        let valid = _bzhi_u64(u64::MAX, len as u32);
        if JSON && high == 0 {
            append(symbols, valid & !drop, out);
            at += len;
            continue;
        }
        let symbols = _mm512_maskz_mov_epi8(!high, symbols);
        match fold_high(block, symbols, leads & valid, pages, punctuation) {
            Some(folded) => append(folded.symbols, folded.keep & valid & !drop, out),
            None => plain(text.get(at..at + len).unwrap_or_default(), out),
        }
        at += len.max(1);
    }
    true
}

/// Which of the backslashes open an escape, and are not escaped themselves; the first one of a row opens one (Keiser and
/// Lemire 2024).
#[inline]
fn opening(slashes: u64) -> u64 {
    const ODD: u64 = 0xAAAA_AAAA_AAAA_AAAA;
    (((slashes << 1) | ODD).wrapping_sub(slashes) ^ ODD) & slashes
}

/// Folds the characters beyond ASCII, page by page; `None` when one is in no page.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi1,bmi2,lzcnt,popcnt")]
fn fold_high(
    block: __m512i,
    mut symbols: __m512i,
    leads: u64,
    pages: &[[u8; 128]; 16],
    punctuation: &[u8; 64],
) -> Option<Folded> {
    let payload = _mm512_and_si512(block, _mm512_set1_epi8(0x3F));
    // Both leads of a page differ in the lowest bit only.
    let odd = _mm512_test_epi8_mask(block, _mm512_set1_epi8(1));
    let page_of = _mm512_and_si512(block, _mm512_set1_epi8(0xFEu8 as i8));
    let mut drop = 0u64;
    let mut rest = leads;
    while rest != 0 {
        let lead = byte_at(block, rest.trailing_zeros());
        match lead {
            0xC2..=0xDF => {
                let page = (lead as usize & 0x1F) >> 1;
                let own = _mm512_cmpeq_epi8_mask(page_of, _mm512_set1_epi8((lead & 0xFE) as i8)) & leads;
                rest &= !own;
                let index = or_where(payload, (own & odd) << 1, _mm512_set1_epi8(0x40));
                let found = look_up(table(&pages[page]), index);
                let place = own << 1;
                symbols = _mm512_mask_mov_epi8(symbols, place, found);
                if _mm512_mask_cmpeq_epi8_mask(place, found, _mm512_set1_epi8(OTHER as i8)) != 0 {
                    return None;
                }
                drop |= _mm512_mask_cmpeq_epi8_mask(place, found, _mm512_set1_epi8(SILENT as i8));
                let two = if page == ARABIC { 0 } else { (_mm512_movepi8_mask(found) & place) >> 1 };
                symbols = _mm512_mask_mov_epi8(symbols, two, _mm512_set1_epi8(1 + page as i8));
                drop |= own & !two;
            }
            0xE2 => {
                let own = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(0xE2u8 as i8)) & leads;
                rest &= !own;
                let general = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(0x80u8 as i8)) >> 1;
                let place = own << 2;
                // SAFETY: the table has 64 bytes.
                let marks = unsafe { _mm512_loadu_si512(punctuation.as_ptr().cast()) };
                let found = _mm512_permutexvar_epi8(payload, marks);
                let other = _mm512_mask_cmpeq_epi8_mask(place, found, _mm512_set1_epi8(OTHER as i8));
                if own & !general != 0 || other != 0 {
                    return None;
                }
                symbols = _mm512_mask_mov_epi8(symbols, place, found);
                drop |= _mm512_mask_cmpeq_epi8_mask(place, found, _mm512_set1_epi8(SILENT as i8));
                drop |= own | own << 1;
            }
            _ => return None,
        }
    }
    Some(Folded { symbols, keep: !drop })
}

/// `a | b` in the bytes of `mask`, `a` in the others.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn or_where(a: __m512i, mask: u64, b: __m512i) -> __m512i {
    _mm512_or_si512(a, _mm512_maskz_mov_epi8(mask, b))
}

#[inline]
#[target_feature(enable = "avx512f,avx512vbmi")]
fn byte_at(block: __m512i, nth: u32) -> u8 {
    let moved = _mm512_permutexvar_epi8(_mm512_set1_epi8(nth as i8), block);
    _mm_cvtsi128_si32(_mm512_castsi512_si128(moved)) as u8
}

#[inline]
#[target_feature(enable = "avx512f")]
fn table(entries: &[u8; 128]) -> (__m512i, __m512i) {
    // SAFETY: both loads lie in the 128 bytes.
    unsafe {
        let start = entries.as_ptr();
        (_mm512_loadu_si512(start.cast()), _mm512_loadu_si512(start.add(BLOCK).cast()))
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512vbmi")]
fn look_up(table: (__m512i, __m512i), index: __m512i) -> __m512i {
    _mm512_permutex2var_epi8(table.0, index, table.1)
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,popcnt")]
fn append(symbols: __m512i, keep: u64, out: &mut Vec<u8>) {
    out.reserve(BLOCK);
    let packed = _mm512_maskz_compress_epi8(keep, symbols);
    // SAFETY: 64 bytes are reserved behind the end; `keep` says how many of them are symbols.
    unsafe {
        _mm512_storeu_si512(out.as_mut_ptr().add(out.len()).cast(), packed);
        out.set_len(out.len() + keep.count_ones() as usize);
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,bmi1,bmi2,popcnt")]
pub(super) fn bounds(symbols: &[u8], bounds: &mut Vec<u32>) {
    let places: [u8; BLOCK] = std::array::from_fn(|n| n as u8);
    // SAFETY: the array has 64 bytes.
    let places = unsafe { _mm512_loadu_si512(places.as_ptr().cast()) };
    let mut inside = 0u64;
    for (nth, block) in symbols.as_chunks::<BLOCK>().0.iter().enumerate() {
        // SAFETY: a chunk has 64 bytes.
        let block = unsafe { _mm512_loadu_si512(block.as_ptr().cast()) };
        let letters = _mm512_test_epi8_mask(block, block);
        let borders = letters ^ (letters << 1 | inside);
        inside = letters >> 63;
        bounds.reserve(BLOCK);
        let found = _mm512_maskz_compress_epi8(borders, places);
        let base = _mm512_set1_epi32((nth * BLOCK) as i32);
        let count = borders.count_ones() as usize;
        let quarters = [
            _mm512_castsi512_si128(found),
            _mm512_extracti32x4_epi32::<1>(found),
            _mm512_extracti32x4_epi32::<2>(found),
            _mm512_extracti32x4_epi32::<3>(found),
        ];
        for (quarter, &sixteen) in quarters.iter().enumerate() {
            if quarter >= 2 && count <= 32 {
                break;
            }
            let wide = _mm512_add_epi32(_mm512_cvtepu8_epi32(sixteen), base);
            // SAFETY: room for 64 numbers is reserved behind the end.
            unsafe {
                _mm512_storeu_si512(bounds.as_mut_ptr().add(bounds.len() + quarter * 16).cast(), wide);
            }
        }
        // SAFETY: the first `count` of the reserved numbers were written above.
        unsafe { bounds.set_len(bounds.len() + count) };
    }
    debug_assert_eq!(inside, 0, "symbols end in zeros");
}

#[target_feature(enable = "avx512f,avx512bw,avx512vbmi")]
pub(super) fn borrow(filled: &[u8; 128], walk: &[[u8; 128]], wanted: usize, from: &mut [u8; 128]) {
    let is_filled = table(filled);
    let first = |count: usize| if count >= BLOCK { u64::MAX } else { (1 << count) - 1 };
    let mut left = (
        !_mm512_movepi8_mask(is_filled.0) & first(wanted),
        !_mm512_movepi8_mask(is_filled.1) & first(wanted.saturating_sub(BLOCK)),
    );
    let mut found = table(from);
    for tries in walk {
        if left == (0, 0) {
            break;
        }
        let tries = table(tries);
        let low = _mm512_movepi8_mask(look_up(is_filled, tries.0)) & left.0;
        let high = _mm512_movepi8_mask(look_up(is_filled, tries.1)) & left.1;
        found.0 = _mm512_mask_mov_epi8(found.0, low, tries.0);
        found.1 = _mm512_mask_mov_epi8(found.1, high, tries.1);
        left = (left.0 & !low, left.1 & !high);
    }
    // SAFETY: both stores lie in the 128 bytes.
    unsafe {
        let start = from.as_mut_ptr();
        _mm512_storeu_si512(start.cast(), found.0);
        _mm512_storeu_si512(start.add(BLOCK).cast(), found.1);
    }
}
