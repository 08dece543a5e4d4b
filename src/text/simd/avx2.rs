//! Vectors of 32 bytes.

use super::narrow::{self, KEPT, Lanes};
use std::arch::x86_64::*;

/// Whether this processor has every feature used here.
pub(super) fn is_here() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt")
}

#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn fold(
    text: &str,
    pages: &[[u8; 128]; 16],
    punctuation: &[u8; 64],
    out: &mut Vec<u8>,
    plain: impl FnMut(&str, &mut Vec<u8>),
) {
    // SAFETY: this function is compiled for these vectors.
    unsafe { narrow::fold::<Bytes>(text, pages, punctuation, out, plain) }
}

#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn unescape(raw: &[u8], out: &mut Vec<u8>) -> usize {
    // SAFETY: this function is compiled for these vectors.
    unsafe { narrow::unescape::<Bytes>(raw, out) }
}

#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn bounds(symbols: &[u8], bounds: &mut Vec<u32>) {
    // SAFETY: this function is compiled for these vectors.
    unsafe { narrow::bounds::<Bytes>(symbols, bounds) }
}

#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn wide(work: impl super::Work) {
    work.run();
}

#[derive(Clone, Copy)]
struct Bytes(__m256i);

impl Lanes for Bytes {
    const BYTES: usize = 32;

    #[inline(always)]
    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: the caller has 32 bytes there.
        Self(unsafe { _mm256_loadu_si256(from.cast()) })
    }

    #[inline(always)]
    unsafe fn splat(byte: u8) -> Self {
        // SAFETY: the caller knows the processor; so below.
        Self(unsafe { _mm256_set1_epi8(byte as i8) })
    }

    #[inline(always)]
    unsafe fn equal(self, other: Self) -> Self {
        // SAFETY: as in `splat`.
        Self(unsafe { _mm256_cmpeq_epi8(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn and(self, other: Self) -> Self {
        // SAFETY: as in `splat`.
        Self(unsafe { _mm256_and_si256(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn or(self, other: Self) -> Self {
        // SAFETY: as in `splat`.
        Self(unsafe { _mm256_or_si256(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn without(self, other: Self) -> Self {
        // SAFETY: as in `splat`.
        Self(unsafe { _mm256_andnot_si256(other.0, self.0) })
    }

    #[inline(always)]
    unsafe fn high(self) -> Self {
        // SAFETY: as in `splat`.
        Self(unsafe { _mm256_cmpgt_epi8(_mm256_setzero_si256(), self.0) })
    }

    #[inline(always)]
    unsafe fn lead(self) -> Self {
        // SAFETY: as in `splat`.
        unsafe { self.high().and(Self(_mm256_cmpgt_epi8(self.0, _mm256_set1_epi8(-65)))) }
    }

    #[inline(always)]
    unsafe fn before(self) -> Self {
        // SAFETY: as in `splat`.
        unsafe {
            // The lower half moved up, zeros below it: what stands before each half.
            let moved = _mm256_permute2x128_si256::<0x08>(self.0, self.0);
            Self(_mm256_alignr_epi8::<15>(self.0, moved))
        }
    }

    #[inline(always)]
    unsafe fn behind(self) -> Self {
        // SAFETY: as in `splat`.
        unsafe {
            let moved = _mm256_permute2x128_si256::<0x81>(self.0, self.0);
            Self(_mm256_alignr_epi8::<1>(moved, self.0))
        }
    }

    #[inline(always)]
    unsafe fn look_up(self, table: &[u8; 128]) -> Self {
        // SAFETY: each load lies in the table; else as in `splat`.
        unsafe {
            let mut found = _mm256_setzero_si256();
            for row in 0..8 {
                let entries = _mm_loadu_si128(table[row * 16..].as_ptr().cast());
                // Zero in the top half where the byte is of this row, and then below 128: a shuffle gives zero for
                // every index from 128 on.
                let of_row = _mm256_xor_si256(self.0, _mm256_set1_epi8((row * 16) as i8));
                let index = _mm256_adds_epu8(of_row, _mm256_set1_epi8(0x70));
                let entries = _mm256_broadcastsi128_si256(entries);
                found = _mm256_or_si256(found, _mm256_shuffle_epi8(entries, index));
            }
            Self(found)
        }
    }

    #[inline(always)]
    unsafe fn bits(self) -> u64 {
        // SAFETY: as in `splat`.
        u64::from(unsafe { _mm256_movemask_epi8(self.0) } as u32)
    }

    #[inline(always)]
    unsafe fn pack(self, keep: u64, to: *mut u8) -> usize {
        // SAFETY: each store of eight bytes begins at most 32 − 8 behind `to`, where the caller has room.
        unsafe {
            if keep as u32 == u32::MAX {
                _mm256_storeu_si256(to.cast(), self.0);
                return 32;
            }
            let halves = [_mm256_castsi256_si128(self.0), _mm256_extracti128_si256::<1>(self.0)];
            let mut kept = 0;
            for eighth in 0..4 {
                let mask = (keep >> (8 * eighth)) as u8;
                let half = halves[eighth / 2];
                let eight = if eighth % 2 == 0 { half } else { _mm_unpackhi_epi64(half, half) };
                let order = _mm_cvtsi64_si128(KEPT[usize::from(mask)] as i64);
                _mm_storel_epi64(to.add(kept).cast(), _mm_shuffle_epi8(eight, order));
                kept += mask.count_ones() as usize;
            }
            kept
        }
    }
}
