//! Vectors of 16 bytes, on 64-bit ARM.

use super::narrow::{self, KEPT, Lanes};
use std::arch::aarch64::*;

#[target_feature(enable = "neon")]
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

#[target_feature(enable = "neon")]
pub(super) fn unescape(raw: &[u8], out: &mut Vec<u8>) -> usize {
    // SAFETY: this function is compiled for these vectors.
    unsafe { narrow::unescape::<Bytes>(raw, out) }
}

#[target_feature(enable = "neon")]
pub(super) fn bounds(symbols: &[u8], bounds: &mut Vec<u32>) {
    // SAFETY: this function is compiled for these vectors.
    unsafe { narrow::bounds::<Bytes>(symbols, bounds) }
}

/// The weight of each byte's bit within its half.
static WEIGHTS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];

#[derive(Clone, Copy)]
struct Bytes(uint8x16_t);

impl Lanes for Bytes {
    const BYTES: usize = 16;

    #[inline(always)]
    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: the caller has 16 bytes there.
        Self(unsafe { vld1q_u8(from) })
    }

    #[inline(always)]
    unsafe fn splat(byte: u8) -> Self {
        // SAFETY: every 64-bit ARM processor has NEON; so below.
        Self(unsafe { vdupq_n_u8(byte) })
    }

    #[inline(always)]
    unsafe fn equal(self, other: Self) -> Self {
        // SAFETY: as in `splat`.
        Self(unsafe { vceqq_u8(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn and(self, other: Self) -> Self {
        // SAFETY: as in `splat`.
        Self(unsafe { vandq_u8(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn or(self, other: Self) -> Self {
        // SAFETY: as in `splat`.
        Self(unsafe { vorrq_u8(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn without(self, other: Self) -> Self {
        // SAFETY: as in `splat`.
        Self(unsafe { vbicq_u8(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn high(self) -> Self {
        // SAFETY: as in `splat`.
        Self(unsafe { vcgeq_u8(self.0, vdupq_n_u8(0x80)) })
    }

    #[inline(always)]
    unsafe fn lead(self) -> Self {
        // SAFETY: as in `splat`.
        Self(unsafe { vcgeq_u8(self.0, vdupq_n_u8(0xC0)) })
    }

    #[inline(always)]
    unsafe fn before(self) -> Self {
        // SAFETY: as in `splat`.
        Self(unsafe { vextq_u8::<15>(vdupq_n_u8(0), self.0) })
    }

    #[inline(always)]
    unsafe fn behind(self) -> Self {
        // SAFETY: as in `splat`.
        Self(unsafe { vextq_u8::<1>(self.0, vdupq_n_u8(0)) })
    }

    #[inline(always)]
    unsafe fn look_up(self, table: &[u8; 128]) -> Self {
        // SAFETY: both loads of 64 bytes lie in the table; else as in `splat`.
        unsafe {
            let (low, high) = (vld1q_u8_x4(table.as_ptr()), vld1q_u8_x4(table[64..].as_ptr()));
            let found = vqtbl4q_u8(low, self.0);
            // An index out of range leaves what was found.
            Self(vqtbx4q_u8(found, high, vsubq_u8(self.0, vdupq_n_u8(64))))
        }
    }

    #[inline(always)]
    unsafe fn bits(self) -> u64 {
        // SAFETY: the load lies in the static; else as in `splat`.
        unsafe {
            let set = vandq_u8(self.high().0, vld1q_u8(WEIGHTS.as_ptr()));
            u64::from(vaddv_u8(vget_low_u8(set))) | u64::from(vaddv_u8(vget_high_u8(set))) << 8
        }
    }

    #[inline(always)]
    unsafe fn pack(self, keep: u64, to: *mut u8) -> usize {
        // SAFETY: each store of eight bytes begins at most 16 − 8 behind `to`, where the caller has room.
        unsafe {
            if keep as u16 == u16::MAX {
                vst1q_u8(to, self.0);
                return 16;
            }
            let (low, high) = (keep as u8, (keep >> 8) as u8);
            vst1_u8(to, vtbl1_u8(vget_low_u8(self.0), vcreate_u8(KEPT[usize::from(low)])));
            let kept = low.count_ones() as usize;
            vst1_u8(to.add(kept), vtbl1_u8(vget_high_u8(self.0), vcreate_u8(KEPT[usize::from(high)])));
            kept + high.count_ones() as usize
        }
    }
}
