//! Bytes to text: which encoding, and what could not be decoded.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};
use std::borrow::Cow;

/// Bytes that are looked at to tell an encoding that is not UTF-8.
const SAMPLE_BYTES: usize = 1 << 18;

/// Decoded text.
#[derive(Debug)]
pub(super) struct Decoded<'b> {
    /// The text, without a byte order mark.
    pub(super) text: Cow<'b, str>,
    /// What was replaced, where something was.
    pub(super) replaced: Option<Replaced>,
}

/// Bytes that were not valid and became U+FFFD.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Replaced {
    /// How many places.
    pub(super) count: u64,
    /// Line of the first, from 1.
    pub(super) first_line: u64,
}

/// Tells the encoding of `bytes`, which may be cut anywhere; `label` is what the caller insists on.
pub(super) fn detect(bytes: &[u8], label: Option<&str>) -> &'static Encoding {
    if let Some(encoding) = label.and_then(|l| Encoding::for_label(l.as_bytes())) {
        return encoding;
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    if let Some(encoding) = utf_16_without_mark(sample) {
        return encoding;
    }
    if is_mostly_utf_8(bytes) {
        return UTF_8;
    }
    let legacy = bytes.iter().position(|b| *b >= 0x80).map_or(0, |first| first.saturating_sub(64));
    let sample = &bytes[legacy..bytes.len().min(legacy + SAMPLE_BYTES)];
    arabic(sample).or_else(|| declared(bytes)).unwrap_or_else(|| guess(sample))
}

/// Decodes `bytes`; what is not valid becomes U+FFFD and is counted.
pub(super) fn decode<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Decoded<'b> {
    let bytes = match Encoding::for_bom(bytes) {
        Some((marked, length)) if marked == encoding => &bytes[length..],
        _ => bytes,
    };
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    let replaced = if bad { count_replaced(&text) } else { None };
    Decoded { text, replaced }
}

fn count_replaced(text: &str) -> Option<Replaced> {
    let mut places = memchr::memmem::find_iter(text.as_bytes(), "\u{FFFD}".as_bytes());
    let first = places.next()?;
    let first_line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..first]).count() as u64;
    Some(Replaced { count: 1 + places.count() as u64, first_line })
}

/// Valid UTF-8 but for a few places, or for a last character that is cut. Other encodings make a valid pair
/// by chance now and then, hardly ever a valid triple.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        // ASCII says nothing, and most chunks of a valid file are one.
        if bad > 0 || chunk.valid().len() < bytes.len() {
            let leads = chunk.valid().bytes().filter(|b| *b >= 0xC0);
            good += leads.map(|b| if b >= 0xE0 { 4 } else { 1 }).sum::<usize>();
        }
        bad += usize::from(!chunk.invalid().is_empty());
        if bad > 64 && bad > good {
            return false;
        }
    }
    let first = || bytes.utf8_chunks().next().is_some_and(|c| cut_only(bytes, c.valid()));
    bad == 0 || good >= 2 * bad || (bad == 1 && first())
}

/// Whether everything but an unfinished last character is `valid`.
fn cut_only(bytes: &[u8], valid: &str) -> bool {
    let rest = &bytes[valid.len()..];
    rest.len() < 4 && std::str::from_utf8(rest).is_err_and(|e| e.error_len().is_none())
}

/// Latin text shows a zero in every other byte, Arabic text a six: no other encoding does either.
fn utf_16_without_mark(sample: &[u8]) -> Option<&'static Encoding> {
    if sample.len() < 8 {
        return None;
    }
    let share = |parity: usize| {
        let bytes = sample.iter().skip(parity).step_by(2);
        let high = bytes.clone().filter(|b| matches!(**b, 0 | 6)).count();
        high as f64 / bytes.count().max(1) as f64
    };
    match (share(0), share(1)) {
        (even, odd) if odd > 0.8 && even < 0.3 => Some(UTF_16LE),
        (even, odd) if even > 0.8 && odd < 0.3 => Some(UTF_16BE),
        _ => None,
    }
}

/// Arabic by the letters themselves: about one word in eight begins with the article, whose two letters
/// have different bytes in the two encodings, and hardly any byte outside ASCII is not an Arabic letter.
fn arabic(sample: &[u8]) -> Option<&'static Encoding> {
    let rated = [WINDOWS_1256, ISO_8859_6].map(|encoding| (arabic_share(sample, encoding), encoding));
    let best = rated.into_iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= 0.04).then_some(best.1)
}

/// The share of Arabic words that begin with the article; 0 where the text is not Arabic.
fn arabic_share(sample: &[u8], encoding: &'static Encoding) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let is_arabic = |c: char| matches!(c, '\u{621}'..='\u{652}');
    let (mut letters, mut others) = (0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        if is_arabic(c) { letters += 1 } else { others += usize::from(c.is_alphabetic() || c == '\u{FFFD}') }
    }
    if letters < 40 || others * 20 > letters {
        return 0.0;
    }
    let words = text.split(|c| !is_arabic(c)).filter(|w| !w.is_empty());
    let with_article = words.clone().filter(|w| w.starts_with("\u{627}\u{644}")).count();
    with_article as f64 / words.count().max(1) as f64
}

/// The encoding a web page or XML file declares near its head.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(2048)];
    let at = ["charset=", "encoding="]
        .iter()
        .find_map(|key| memchr::memmem::find(head, key.as_bytes()).map(|found| found + key.len()))?;
    let label = head[at..].split(|b| !(b.is_ascii_alphanumeric() || b"-_:".contains(b)));
    let encoding = label.take(2).find_map(Encoding::for_label)?;
    (encoding != UTF_8).then_some(encoding)
}

fn guess(sample: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}
