//! Names of people across spellings and scripts.
//!
//! Takes names as written or folded, gives how likely two of them are one person's. Each word is brought to a
//! key by `common/transliteration.tsv`: consonants in one alphabet, vowels mostly gone, letters that
//! transliteration confuses joined. Precision comes first: a shared surname with different given names is not
//! the same person.

use crate::lexicon;
use crate::model::Lang;
use crate::text::fold::fold;
use crate::text::memo;
use ahash::AHashMap;
use compact_str::CompactString;
use std::cell::RefCell;
use std::sync::LazyLock;

static LETTERS: LazyLock<AHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = lexicon::common().table("transliteration").rows().iter();
    rows.map(|row| (row.key(), row.cell(1))).collect()
});

/// Longest group of letters in the table.
const LONGEST_GROUP: usize = 4;
/// Least similarity of two words that stand for one name.
const SAME_WORD: f64 = 0.84;

/// How likely `a` and `b` name one person: 1 for the same spelling, 0 for different people; above 0.8 counts
/// as the same. Titles and clitics are the caller's to remove. Symmetric.
///
/// ```
/// use crosswire::claim::name::same;
/// assert!(same("Recep Tayyip Erdoğan", "رجب طيب إردوغان") > 0.8);
/// assert!(same("أردوغان", "إردوغان") > 0.8);
/// assert!(same("George Bush", "Kate Bush") < 0.5);
/// ```
#[must_use]
pub fn same(a: &str, b: &str) -> f64 {
    let (a, b) = (fold(a), fold(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    let words = |name: &str| -> Vec<String> {
        let split = name.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty());
        join_particles(split)
    };
    let (mut short, mut long) = (words(&a), words(&b));
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    aligned(&short, &long)
}

/// Particles written apart ("al", "abd") belong to the next word.
fn join_particles<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let particles = lexicon::common().table("name_particles");
    let mut joined: Vec<String> = Vec::new();
    let mut open = String::new();
    for word in words {
        match particles.get(word) {
            Some(row) if row.cell(1) == "drop" => {}
            Some(_) => open.push_str(word),
            None => {
                open.push_str(word);
                joined.push(std::mem::take(&mut open));
            }
        }
    }
    if !open.is_empty() {
        joined.push(open);
    }
    joined
}

/// Every word of the shorter name must stand in the longer one, in order; the last words count most.
fn aligned(short: &[String], long: &[String]) -> f64 {
    let (Some(last_short), Some(last_long)) = (short.last(), long.last()) else { return 0.0 };
    let mut from = 0;
    let mut scores = Vec::with_capacity(short.len());
    for word in short {
        let best = long[from..].iter().enumerate().map(|(nth, other)| (word_similarity(word, other), nth));
        let Some((score, nth)) = best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) else {
            return 0.0;
        };
        scores.push(score);
        from += nth + 1;
    }
    let least = least(&scores);
    let surname = word_similarity(last_short, last_long);
    if least < SAME_WORD {
        // Where one word differs, the others prove nothing.
        return (least * 0.5).min(0.5);
    }
    match (short.len() == long.len(), short.len()) {
        (true, _) => least,
        // A given name alone is weaker than a surname alone.
        (false, 1) if surname < SAME_WORD => 0.6 * least,
        (false, _) => 0.95 * least,
    }
}

/// The least of the words' scores; among three or more, one given name may be spelt further off.
fn least(scores: &[f64]) -> f64 {
    let least = scores.iter().copied().fold(1.0, f64::min);
    let off = scores.iter().filter(|score| **score < SAME_WORD).count();
    let surname = scores.last().is_some_and(|score| *score >= SAME_WORD);
    if scores.len() >= 3 && off == 1 && surname && least > 0.7 { SAME_WORD } else { least }
}

/// How alike two words of names are, 0–1.
#[must_use]
pub fn word_similarity(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (key_a, key_b) = (known_key(a), known_key(b));
    let same_script = script(a) == script(b);
    let letters = || if same_script { strsim::jaro_winkler(a, b) } else { 0.0 };
    if key_a.len() < 2 || key_b.len() < 2 {
        let letters = letters();
        return if letters > CLOSE_LETTERS { letters } else { 0.4 * letters };
    }
    if key_a == key_b {
        return if few_consonants_mislead(&key_a, same_script, letters) { 0.7 } else { 0.95 };
    }
    let letters = letters();
    let apart = strsim::damerau_levenshtein(&key_a, &key_b);
    let keys = 1.0 - apart as f64 / key_a.chars().count().max(key_b.chars().count()) as f64;
    let one_off = key_a.len().max(key_b.len()) >= 4 && apart == 1;
    let near = apart == 1 && key_a.len() == 3;
    match (one_off, same_script) {
        (true, false) => 0.86,
        (true, true) if letters > 0.88 => 0.86,
        (_, false) if near => 0.75,
        (_, false) => 0.8 * keys,
        (_, true) => 0.8 * keys.min(letters),
    }
}

/// Whether [`word_similarity`] of two words, each with its [`key`], is 0.9 or more; costs no distance of letters for most.
pub(super) fn is_one_word((a, key_a): (&str, &str), (b, key_b): (&str, &str)) -> bool {
    if a == b {
        return true;
    }
    let same_script = script(a) == script(b);
    let letters = || if same_script { strsim::jaro_winkler(a, b) } else { 0.0 };
    if key_a.len() < 2 || key_b.len() < 2 {
        return letters() > CLOSE_LETTERS;
    }
    key_a == key_b && !few_consonants_mislead(key_a, same_script, letters)
}

/// Letters as much alike as this show one name where the words have no consonants to compare.
const CLOSE_LETTERS: f64 = 0.93;

/// Few consonants carry little: the letters are asked too where they can be compared.
fn few_consonants_mislead(key: &str, same_script: bool, letters: impl FnOnce() -> f64) -> bool {
    same_script && key.len() < 3 && letters() < 0.8
}

thread_local! {
    static KEYS: memo::Local<CompactString> = RefCell::default();
}

/// As [`key`]; a word met before costs one look.
pub(super) fn known_key(word: &str) -> CompactString {
    memo::recall(&KEYS, Lang::UNDETERMINED, word, || key(word).into())
}

fn script(word: &str) -> u8 {
    match word.chars().find(|c| c.is_alphabetic()) {
        Some('\u{400}'..='\u{52f}') => 2,
        Some('\u{600}'..='\u{6ff}') => 3,
        _ => 1,
    }
}

/// The consonants of a word in one alphabet, doubled ones once.
#[must_use]
pub fn key(word: &str) -> String {
    let folded = fold(word);
    let letters: Vec<(usize, char)> = folded.char_indices().collect();
    let mut key = String::new();
    let (mut at, mut doubled) = (0, None);
    while at < letters.len() {
        let (sounds, taken) = group(&folded, &letters, at);
        for sound in sounds.chars() {
            if doubled != Some(sound) {
                key.push(sound);
            }
        }
        doubled = sounds.chars().last();
        at += taken;
    }
    key
}

/// The sounds of the longest group of letters at `at`, and its length in letters.
fn group(word: &str, letters: &[(usize, char)], at: usize) -> (&'static str, usize) {
    for len in (1..=LONGEST_GROUP.min(letters.len() - at)).rev() {
        let start = letters[at].0;
        let end = letters.get(at + len).map_or(word.len(), |next| next.0);
        // A group at the front of a word may sound otherwise: `^` marks its key.
        if at == 0 {
            let mut front = String::with_capacity(end + 1);
            front.push('^');
            front.push_str(&word[start..end]);
            if let Some(sounds) = LETTERS.get(front.as_str()) {
                return (sounds, len);
            }
        }
        if let Some(sounds) = LETTERS.get(&word[start..end]) {
            return (sounds, len);
        }
    }
    ("", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_the_same_and_other_names_are_not() {
        let pairs = [
            ("أردوغان", "إردوغان", true),
            ("ديميتري بيسكوف", "ديمتري بيسكوف", true),
            ("هاكان فيدان", "حقان فيدان", true),
            ("مولود جاويش أوغلو", "مولود جاوويش أوغلو", true),
            ("Erdogan", "Erdoğan", true),
            ("رجب طيب أردوغان", "Recep Tayyip Erdoğan", true),
            ("Vladimir Putin", "فلاديمير بوتين", true),
            ("Владимир Путин", "Vladimir Putin", true),
            ("Путин", "بوتين", true),
            ("Дмитрий Песков", "ديميتري بيسكوف", true),
            ("Mohammed bin Salman", "محمد بن سلمان", true),
            ("Abdel Fattah al-Sisi", "عبد الفتاح السيسي", true),
            ("Sergei Lavrov", "سيرغي لافروف", true),
            ("خلوصي أكار", "خلوصي آكار", true),
            ("Bashar al-Assad", "بشار الأسد", true),
            ("Hassan Rouhani", "حسن روحاني", true),
            ("بوتين", "بايدن", false),
            ("أردوغان", "داود أوغلو", false),
            ("George Bush", "Kate Bush", false),
            ("محمد بن سلمان", "محمد بن زايد", false),
            ("سامي حسن", "سامر حسين", false),
            ("Lavrov", "Lvov", false),
            ("Merkel", "Macron", false),
            ("Obama", "Osama", false),
            ("Trump", "Trudeau", false),
            ("محمد", "أحمد", false),
            ("علي", "عادل", false),
        ];
        let wrong: Vec<_> = pairs
            .iter()
            .filter(|(a, b, is)| (same(a, b) > 0.8) != *is)
            .map(|(a, b, _)| (a, b, key(a), key(b), same(a, b)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        for (a, b) in pairs.iter().flat_map(|(a, _, _)| pairs.iter().map(move |(_, b, _)| (a, b))) {
            for (a, b) in a.split(' ').flat_map(|a| b.split(' ').map(move |b| (a, b))) {
                assert_eq!(
                    is_one_word((a, &key(a)), (b, &key(b))),
                    word_similarity(a, b) >= 0.9,
                    "{a} and {b}"
                );
            }
        }
    }
}
