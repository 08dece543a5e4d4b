//! Sorting of hashes: linear where they are evenly spread, mostly without comparisons.

/// Splits evenly spread hashes by their top bits into cells of about a thousand, each a slice of `values`, the
/// cells in order; sort each to sort all. Also gives the number of bits the values of a cell have in common. `spare`
/// becomes as large as `values`.
pub(super) fn split<'v>(values: &'v mut Vec<u64>, spare: &mut Vec<u64>) -> (u32, Vec<&'v mut [u64]>) {
    const MOST_BITS: u32 = 12;
    let bits = (values.len() >> 10).max(1).ilog2().min(MOST_BITS);
    let cell = |v: u64| if bits == 0 { 0 } else { (v >> (64 - bits)) as usize };
    let mut sizes = vec![0usize; 1 << bits];
    values.iter().for_each(|&v| sizes[cell(v)] += 1);
    let mut next: Vec<usize> = Vec::with_capacity(sizes.len());
    let mut at = 0;
    for size in &sizes {
        next.push(at);
        at += size;
    }
    spare.resize(values.len(), 0);
    for &v in values.iter() {
        let place = &mut next[cell(v)];
        spare[*place] = v;
        *place += 1;
    }
    std::mem::swap(values, spare);
    let mut rest = values.as_mut_slice();
    let mut cells = Vec::with_capacity(sizes.len());
    for size in sizes {
        let (head, tail) = rest.split_at_mut(size);
        cells.push(head);
        rest = tail;
    }
    (bits, cells)
}

/// Sorts evenly spread hashes whose first `common` bits are equal: one pass by the next bits, then neighbours by
/// insertion.
pub(super) fn hashes(values: &mut [u64], common: u32, spare: &mut Vec<u64>) {
    const MOST_BITS: u32 = 11;
    let n = values.len();
    if n < 48 {
        return values.sort_unstable();
    }
    let bits = n.ilog2().min(MOST_BITS);
    if n >> bits > 16 {
        return values.sort_unstable();
    }
    let mut next = [0u32; 1 << MOST_BITS];
    let digit = |v: u64| (v << common >> (64 - bits)) as usize;
    for &v in values.iter() {
        next[digit(v)] += 1;
    }
    let mut at = 0;
    for n in &mut next[..1 << bits] {
        at += std::mem::replace(n, at);
    }
    spare.resize(n, 0);
    let spare = &mut spare[..n];
    for &v in values.iter() {
        let place = &mut next[digit(v)];
        spare[*place as usize] = v;
        *place += 1;
    }
    // Repeats can make one group long; then insertion would be quadratic.
    let longest = (1..1usize << bits).map(|d| next[d] - next[d - 1]).max().unwrap_or(0).max(next[0]);
    if longest > 64 {
        spare.sort_unstable();
    } else {
        insertion(spare);
    }
    values.copy_from_slice(spare);
}

fn insertion(values: &mut [u64]) {
    for i in 1..values.len() {
        let (v, mut j) = (values[i], i);
        while j > 0 && values[j - 1] > v {
            values[j] = values[j - 1];
            j -= 1;
        }
        values[j] = v;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hashes_come_out_sorted(mut values in prop::collection::vec(prop_oneof![any::<u64>(), 0u64..50], 0..3000)) {
            let mut expected = values.clone();
            expected.sort_unstable();
            hashes(&mut values, 0, &mut Vec::new());
            prop_assert_eq!(values, expected);
        }

        #[test]
        fn cells_sorted_one_by_one_are_all_sorted(
            mut values in prop::collection::vec(prop_oneof![4 => any::<u64>(), 1 => 0u64..50], 0..9000),
        ) {
            let mut expected = values.clone();
            expected.sort_unstable();
            let (common, cells) = split(&mut values, &mut Vec::new());
            let mut scratch = Vec::new();
            cells.into_iter().for_each(|cell| hashes(cell, common, &mut scratch));
            prop_assert_eq!(values, expected);
        }
    }
}
