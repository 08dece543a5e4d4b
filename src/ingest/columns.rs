//! Which column is which field: told from names first, checked against values, guessed from values last.

use super::date;
use super::inspection::{ColumnUse, FoundBy};
use super::{Field, Options};
use crate::lexicon;
use crate::model::{DateSource, Lang};
use std::collections::{BTreeMap, BTreeSet};

/// Distinct short values that are kept to tell a class from free text.
const MAX_DISTINCT: usize = 256;
/// A column without a telling name is taken for the text from this mean length on.
const RUNNING_TEXT_CHARS: f64 = 140.0;

/// The columns of a file and what they fill.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    /// Field and rank by column; rank 0 is the best of its field.
    of: BTreeMap<String, (Field, u8)>,
    /// In the order of fields, best first.
    pub(super) uses: Vec<ColumnUse>,
    /// Columns that fill nothing, sorted.
    pub(super) unknown: Vec<String>,
    /// Remarks for the inspection.
    pub(super) notes: Vec<String>,
}

impl Columns {
    pub(super) fn get(&self, column: &str) -> Option<(Field, u8)> {
        self.of.get(column).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Field, u8)> {
        self.of.iter().map(|(column, (field, rank))| (column.as_str(), *field, *rank))
    }

    /// Whether a column fills `field`.
    pub(super) fn has(&self, field: Field) -> bool {
        self.uses.iter().any(|u| u.field == field.name())
    }
}

/// What the sampled values of one column look like.
#[derive(Debug, Default)]
struct Profile {
    filled: usize,
    chars: usize,
    urls: usize,
    dates: usize,
    numbers: usize,
    langs: usize,
    hosts: usize,
    distinct: BTreeSet<String>,
}

impl Profile {
    fn add(&mut self, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        self.filled += 1;
        let chars = value.chars().count();
        self.chars += chars;
        self.urls += usize::from(is_url(value));
        self.numbers += usize::from(value.parse::<f64>().is_ok());
        if chars <= 80 {
            self.dates += usize::from(date::parse(value, true, DateSource::Field).is_some());
            self.langs += usize::from(language(value).is_some());
            self.hosts += usize::from(is_host(value));
            if self.distinct.len() < MAX_DISTINCT {
                self.distinct.insert(value.to_owned());
            }
        }
    }

    fn share(&self, part: usize) -> f64 {
        if self.filled == 0 { 0.0 } else { part as f64 / self.filled as f64 }
    }

    fn mean_chars(&self) -> f64 {
        if self.filled == 0 { 0.0 } else { self.chars as f64 / self.filled as f64 }
    }

    /// Whether the values allow a column of this name to fill `field`; an empty column allows everything.
    fn allows(&self, field: Field) -> bool {
        if self.filled == 0 {
            return true;
        }
        match field {
            Field::Url => self.share(self.urls) >= 0.5,
            Field::Published => self.share(self.dates) >= 0.5,
            Field::Text => self.share(self.urls) < 0.5 && self.share(self.numbers) < 0.5,
            Field::Title => self.share(self.urls) < 0.5 && self.mean_chars() < 400.0,
            Field::Outlet => self.share(self.urls) < 0.5 && self.mean_chars() < 100.0,
            Field::Author => self.share(self.urls) < 0.9 && self.mean_chars() < 300.0,
            Field::Lang => self.share(self.langs) >= 0.5,
            Field::Id => self.mean_chars() < 400.0,
            Field::File => self.mean_chars() < 300.0 && self.share(self.urls) < 0.1,
        }
    }

    /// How strongly the values alone say `field`; 0 for not at all.
    fn says(&self, field: Field) -> f64 {
        if self.filled == 0 {
            return 0.0;
        }
        let plain = self.share(self.numbers) < 0.5;
        match field {
            Field::Url if self.share(self.urls) >= 0.9 => 1.0,
            Field::Published if self.share(self.dates) >= 0.9 && plain => 1.0,
            // The longest column is the body; the scale keeps it below every score of a name.
            Field::Text if self.mean_chars() >= RUNNING_TEXT_CHARS && self.share(self.urls) < 0.1 => {
                self.mean_chars().min(1e6) / 1e6
            }
            Field::Outlet
                if self.share(self.hosts) >= 0.9 && self.distinct.len() * 2 <= self.filled.max(2) =>
            {
                1.0
            }
            _ => 0.0,
        }
    }
}

/// Recognises columns from sampled records, each a list of column and value.
pub(super) fn recognise(sample: &[Vec<(String, String)>], options: &Options) -> Columns {
    let mut order: Vec<&str> = Vec::new();
    let mut profiles: BTreeMap<&str, Profile> = BTreeMap::new();
    for record in sample {
        for (column, value) in record {
            let profile = profiles.entry(column).or_insert_with(|| {
                order.push(column);
                Profile::default()
            });
            profile.add(value);
        }
    }
    let mut claims = Vec::new();
    for (position, column) in order.iter().enumerate() {
        for &field in Field::ALL {
            if let Some((score, found_by)) = claim(column, &profiles[column], field, options) {
                claims.push(Claim { score, position, field, column, found_by });
            }
        }
    }
    drop_rivals(&mut claims);
    named_but_unseen(options, &order, &mut claims);
    let mut columns = settle(claims, &order);
    columns.notes = order.iter().filter_map(|column| contradicted(column, &profiles[column])).collect();
    columns
}

/// A remark on a column whose name promises what its values are not.
fn contradicted(column: &str, profile: &Profile) -> Option<String> {
    let (field, strength) = meaning(column)?;
    let field = field.filter(|field| strength >= 3.0 && !profile.allows(*field))?;
    Some(format!("The column \"{column}\" is named like {field}, but its values do not read like it."))
}

struct Claim<'c> {
    score: f64,
    position: usize,
    field: Field,
    column: &'c str,
    found_by: FoundBy,
}

/// Where two columns look like the text and neither is clearly the longer one, no one can tell.
fn drop_rivals(claims: &mut Vec<Claim>) {
    let mut lengths: Vec<f64> = claims
        .iter()
        .filter(|c| c.field == Field::Text && c.found_by == FoundBy::Value)
        .map(|c| c.score)
        .collect();
    lengths.sort_by(|a, b| b.total_cmp(a));
    if let [longest, next, ..] = lengths.as_slice()
        && *longest < next * 2.0
    {
        claims.retain(|c| !(c.field == Field::Text && c.found_by == FoundBy::Value));
    }
}

/// A mapped column may first appear after the sample.
fn named_but_unseen<'c>(options: &'c Options, seen: &[&str], claims: &mut Vec<Claim<'c>>) {
    for (field, column) in &options.map {
        if !seen.contains(&column.as_str()) {
            let (score, position) = (100.0, usize::MAX);
            claims.push(Claim { score, position, field: *field, column, found_by: FoundBy::Map });
        }
    }
}

fn claim(column: &str, profile: &Profile, field: Field, options: &Options) -> Option<(f64, FoundBy)> {
    if options.map.iter().any(|(f, c)| *f == field && c == column) {
        return Some((100.0, FoundBy::Map));
    }
    let mapped_elsewhere = options.map.iter().any(|(f, c)| *f == field || c == column);
    if mapped_elsewhere {
        return None;
    }
    match meaning(column) {
        Some((Some(named), strength)) if named == field => {
            let filled = if profile.filled > 0 { 0.5 } else { 0.0 };
            profile.allows(field).then_some((10.0 + strength + filled, FoundBy::Name))
        }
        // A name that says something else is believed, unless its values cannot be that.
        Some((Some(named), _)) if profile.allows(named) => None,
        Some((None, _)) => None,
        _ => Some((profile.says(field), FoundBy::Value)).filter(|(score, _)| *score > 0.0),
    }
}

/// Gives every column to the field that claims it most; a field found by value has one column, one found by
/// name keeps the others as a fallback.
fn settle(mut claims: Vec<Claim>, order: &[&str]) -> Columns {
    claims
        .sort_by(|a, b| b.score.total_cmp(&a.score).then((a.position, a.field).cmp(&(b.position, b.field))));
    let mut columns = Columns::default();
    let mut ranks: BTreeMap<Field, u8> = BTreeMap::new();
    let mut uses: Vec<(Field, u8, ColumnUse)> = Vec::new();
    for claim in claims {
        let rank = ranks.get(&claim.field).copied().unwrap_or(0);
        if columns.of.contains_key(claim.column)
            || (rank > 0 && claim.found_by == FoundBy::Value)
            || rank > 20
        {
            continue;
        }
        ranks.insert(claim.field, rank + 1);
        columns.of.insert(claim.column.to_owned(), (claim.field, rank));
        let (field, column) = (claim.field.name().to_owned(), claim.column.to_owned());
        uses.push((claim.field, rank, ColumnUse { field, column, found_by: claim.found_by }));
    }
    uses.sort_by_key(|(field, rank, _)| (*field, *rank));
    columns.uses = uses.into_iter().map(|(_, _, used)| used).collect();
    let unknown: BTreeSet<&str> = order.iter().copied().filter(|c| !columns.of.contains_key(*c)).collect();
    columns.unknown = unknown.into_iter().map(str::to_owned).collect();
    columns
}

/// What a column's name says: a field and how strongly (1 to 3), or `None` for a known other thing.
fn meaning(column: &str) -> Option<(Option<Field>, f64)> {
    let table = lexicon::common().table("columns");
    let nesting = lexicon::common().table("column_nesting");
    let kind = |name: &str| nesting.get(name).map(|row| row.cell(1));
    let mut parts: Vec<String> = column.split('.').map(fold_name).collect();
    // Containers say nothing about their parts; wrappers say nothing about their parent.
    while parts.len() > 1 && kind(&parts[0]) == Some("container") && table.get(&parts.join(" ")).is_none() {
        parts.remove(0);
    }
    while parts.len() > 1
        && kind(&parts[parts.len() - 1]) == Some("wrapper")
        && table.get(&parts.join(" ")).is_none()
    {
        parts.pop();
    }
    let full = parts.join(" ");
    let after_namespace = column.rsplit_once(':').map(|(_, name)| fold_name(name));
    let row = table.get(&full).or_else(|| table.get(&after_namespace?))?;
    let strength = row.cell(2).parse().unwrap_or(1.0);
    match row.cell(1) {
        "-" => Some((None, 0.0)),
        field => Some((Some(field.parse().ok()?), strength)),
    }
}

/// A column name as the table `columns` has it: lower case, Arabic letters unified, camel case and marks
/// cut into words with one space between them.
#[must_use]
pub fn fold_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut last_lower = false;
    for c in name.chars() {
        let breaks = !c.is_alphanumeric() && !matches!(c, '\u{64B}'..='\u{652}' | '\u{640}');
        if (breaks || (c.is_uppercase() && last_lower)) && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
        last_lower = c.is_lowercase();
        match c {
            _ if breaks => {}
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' | 'ئ' | 'ی' => folded.push('ي'),
            'ة' => folded.push('ه'),
            'ؤ' => folded.push('و'),
            'ک' => folded.push('ك'),
            '\u{64B}'..='\u{652}' | '\u{640}' | '\u{307}' => {}
            c => folded.extend(c.to_lowercase().filter(|c| *c != '\u{307}')),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Whether `value` is one web address.
pub(super) fn is_url(value: &str) -> bool {
    let start = value.get(..8).unwrap_or(value).to_ascii_lowercase();
    let schemed = start.starts_with("http://") || start.starts_with("https://") || start.starts_with("//");
    (schemed || (start.starts_with("www.") && value.contains('.'))) && !value.contains(char::is_whitespace)
}

/// Whether `value` is a bare host such as `news.example.org`.
fn is_host(value: &str) -> bool {
    let name = value.strip_prefix("www.").unwrap_or(value);
    let last = name.rsplit('.').next().unwrap_or_default();
    name.contains('.')
        && last.len() >= 2
        && last.bytes().all(|b| b.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.')
}

/// Reads a language code (`ar`, `ara`, `ar-SA`) or an English or own name of a language.
pub(super) fn language(value: &str) -> Option<Lang> {
    let value = value.trim();
    if let "ar" | "en" = value {
        return value.parse().ok();
    }
    if let Some(lang) = whatlang::Lang::all().iter().find(|l| {
        l.eng_name().eq_ignore_ascii_case(value) || l.name() == value || l.code().eq_ignore_ascii_case(value)
    }) {
        return two_letters(*lang);
    }
    let row = lexicon::common().table("language_names").get(&fold_name(value));
    if let Some(row) = row {
        return row.cell(1).parse().ok();
    }
    let primary = value.split(['-', '_']).next().unwrap_or_default();
    let code = primary.len() == 2
        && value.len() <= 10
        && lexicon::common()
            .table("language_names")
            .rows()
            .iter()
            .any(|r| r.cell(1).eq_ignore_ascii_case(primary));
    code.then(|| primary.parse().ok()).flatten()
}

fn two_letters(lang: whatlang::Lang) -> Option<Lang> {
    let rows = lexicon::common().table("language_names").rows();
    let row = rows.iter().find(|r| r.cell(2) == lang.code());
    row.map_or(lang.code(), |r| r.cell(1)).parse().ok()
}
