//! A headline that runs into the text below it: the text shows by its dateline, a town and a dash.

use super::words::Words;

/// Bytes of a sentence within which a headline and the dateline behind it must end.
const REACH: usize = 320;
/// Words of the shortest and the longest headline.
const HEADLINE: std::ops::RangeInclusive<usize> = 2..=16;
/// Words of the longest dateline.
const DATELINE: usize = 5;
/// Words that follow a dateline at least.
const LEAST_BEHIND: usize = 5;

/// Where in `sentence` the text behind a headline begins.
pub(super) fn start(sentence: &str, words: &Words) -> Option<usize> {
    let bytes = sentence.as_bytes();
    let mut from = 0;
    while let Some(dash) = next_dash(bytes, from) {
        if let Some(found) = before_dash(sentence, &dash, words) {
            return Some(found);
        }
        from = dash.end;
    }
    None
}

/// The next run of dashes with white space behind it.
fn next_dash(bytes: &[u8], from: usize) -> Option<std::ops::Range<usize>> {
    let near = bytes.len().min(REACH);
    let mut at = from;
    while at < near {
        let start = at + memchr::memchr2(b'-', LATER_BYTE, bytes.get(at..(near + 1).min(bytes.len()))?)?;
        // All but the hyphen show by their second byte.
        let start = if bytes[start] == b'-' { start } else { start.max(at + 1) - 1 };
        let Some(len) = dash_len(bytes, start).filter(|_| start < near) else {
            at = start + if bytes[start] == LATER_BYTE { 1 } else { 2 };
            continue;
        };
        at = start + len;
        while let Some(more) = dash_len(bytes, at) {
            at += more;
        }
        if bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            return Some(start..at);
        }
    }
    None
}

/// The second byte of every dash that has several.
const LATER_BYTE: u8 = 0x80;

/// Bytes of the dash at byte `at`: a hyphen, a dash, or a tatweel that stands for one.
fn dash_len(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..)? {
        [b'-', ..] => Some(1),
        [0xD9, 0x80, ..] => Some(2),
        [0xE2, 0x80, 0x93 | 0x94, ..] => Some(3),
        _ => None,
    }
}

fn before_dash(sentence: &str, dash: &std::ops::Range<usize>, words: &Words) -> Option<usize> {
    let head = sentence.get(..dash.start)?;
    let behind = sentence.get(dash.end..)?;
    // A second dash closes what the first opens: «… باريس – وهي عاصمة – …».
    let paired = next_dash(behind.as_bytes(), 0).is_some();
    if paired || behind.split_whitespace().take(LEAST_BEHIND).count() < LEAST_BEHIND {
        return None;
    }
    let base = sentence.as_ptr() as usize;
    let all: Vec<&str> = head.split_whitespace().collect();
    let first = all.len().saturating_sub(DATELINE);
    // From the dash backwards: the shortest town that fits.
    let start = (first..all.len()).rev().find(|nth| is_dateline(&all[*nth..], words))?;
    let before = start.checked_sub(1).map(|nth| all[nth])?;
    let open = before.ends_with(|c: char| !c.is_alphanumeric()) || words.is_stopword(before);
    (HEADLINE.contains(&start) && !open).then(|| all[start].as_ptr() as usize - base)
}

/// Whether the words are a town, or a town, a comma and what it lies in. Where letters have case, datelines are in
/// capitals.
fn is_dateline(words: &[&str], known: &Words) -> bool {
    let bare = |word: &str| word.trim_end_matches([',', '،']).to_owned();
    let comma = words.iter().position(|word| word.ends_with([',', '،']));
    let town = comma.map_or(words, |at| &words[..=at]);
    let behind = words.len() - town.len();
    let name: Vec<String> = town.iter().map(|word| bare(word)).collect();
    let small = |word: &String| word.chars().any(char::is_lowercase);
    behind <= 2
        && !name.iter().any(small)
        && (comma.is_none() || behind > 0)
        && known.is_place(&name.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn dashes_are_found_as_byte_by_byte(text in "[a р ءـ–—-]{0,30}", pad in 0usize..330) {
            let text = "x".repeat(pad) + &text;
            let bytes = text.as_bytes();
            let slow = |from: usize| {
                let mut at = from;
                while at < bytes.len().min(REACH) {
                    let start = at;
                    while let Some(len) = dash_len(bytes, at) {
                        at += len;
                    }
                    if at > start && bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                        return Some(start..at);
                    }
                    at = at.max(start + 1);
                }
                None
            };
            prop_assert_eq!(next_dash(bytes, 0), slow(0));
        }
    }
}
