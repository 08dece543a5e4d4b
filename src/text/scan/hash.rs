//! The word hash.

/// Odd constants from the fractional digits of the square roots of 2, 3 and 5.
pub(super) const SEED: [u64; 3] = [0x6A09_E667_F3BC_C909, 0xBB67_AE85_84CA_A73B, 0x3C6E_F372_FE94_F82B];

/// Keeps the first `n` bytes of a little-endian pair of words.
static KEEP: [(u64, u64); 17] = {
    let mut keep = [(0, 0); 17];
    let mut n = 0;
    while n <= 16 {
        let first = if n >= 8 { u64::MAX } else { (1 << (8 * n)) - 1 };
        let second = match n {
            0..=8 => 0,
            16 => u64::MAX,
            _ => (1 << (8 * (n - 8))) - 1,
        };
        keep[n] = (first, second);
        n += 1;
    }
    keep
};

/// The frozen 64-bit hash of one word's symbols.
///
/// Up to sixteen bytes: `fold(a ^ S0, b ^ S1)`, `a` and `b` the bytes as two little-endian numbers padded with
/// zeros (no symbol is zero) and `fold` the two halves of the 128-bit product, exclusive-or. Longer words chain
/// sixteen bytes at a time through `fold(h ^ a ^ S2, b ^ S1)`.
#[must_use]
pub fn word_hash(symbols: &[u8]) -> u64 {
    let mut padded = [0u8; 16];
    if symbols.len() <= 16 {
        padded[..symbols.len()].copy_from_slice(symbols);
        return short(padded, symbols.len());
    }
    let mut hash = 0;
    for chunk in symbols.chunks(16) {
        padded = [0; 16];
        padded[..chunk.len()].copy_from_slice(chunk);
        let (a, b) = halves(padded);
        hash = fold(hash ^ a ^ SEED[2], b ^ SEED[1]);
    }
    hash
}

/// The hash of the first `len` (at most 16) bytes of `padded`; what follows them is ignored.
#[inline(always)]
pub(super) fn short(padded: [u8; 16], len: usize) -> u64 {
    let (a, b) = halves(padded);
    let (keep_a, keep_b) = KEEP[len.min(16)];
    fold((a & keep_a) ^ SEED[0], (b & keep_b) ^ SEED[1])
}

#[inline(always)]
fn halves(bytes: [u8; 16]) -> (u64, u64) {
    let both = u128::from_le_bytes(bytes);
    (both as u64, (both >> 64) as u64)
}

#[inline(always)]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}
