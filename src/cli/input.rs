//! From input flags to what was read.

use super::Session;
use super::args::{CopyArgs, InputArgs, KeepWhich};
use super::exit::Failure;
use crosswire::ingest::{self, Ingested};
use crosswire::model::{Problem, ProblemCode};
use crosswire::neardup;

/// Reads the paths of `input` and tells about problems on standard error.
///
/// # Errors
/// When a flag is wrong, or when nothing at all could be read.
pub(crate) fn read(input: &InputArgs, session: &Session) -> Result<Ingested, Failure> {
    let read = ingest::read(&input.paths, &options(input)?).map_err(Failure::usage)?;
    tell_problems(&read.problems, session);
    if read.articles.is_empty() {
        return Err(nothing_read(&read));
    }
    Ok(read)
}

/// Reads the articles of an existing set, as `input` says.
///
/// # Errors
/// When a flag is wrong, or when nothing at all could be read.
pub(crate) fn read_existing(
    paths: &[String],
    input: &InputArgs,
    session: &Session,
) -> Result<Ingested, Failure> {
    let read = ingest::read(paths, &options(input)?).map_err(Failure::usage)?;
    tell_problems(&read.problems, session);
    if read.articles.is_empty() {
        return Err(no_existing(paths));
    }
    Ok(read)
}

/// The existing set is empty.
pub(crate) fn no_existing(paths: &[String]) -> Failure {
    Failure::usage(format!(
        "--against {} holds no articles; give the articles themselves, not the records of a former dedup",
        paths.join(" ")
    ))
}

/// The reading options that the flags ask for.
pub(crate) fn options(input: &InputArgs) -> Result<ingest::Options, Failure> {
    let mut options = ingest::Options { encoding: input.encoding.clone(), ..ingest::Options::default() };
    for pair in &input.map {
        options.add_map(pair).map_err(Failure::usage)?;
    }
    if let Some(format) = &input.input_format {
        options.format = Some(format.parse().map_err(Failure::usage)?);
    }
    Ok(options)
}

/// The settings of the search for copies that the flags ask for, checked.
pub(crate) fn copy_config(args: &CopyArgs) -> Result<neardup::Config, Failure> {
    let mut config = neardup::Config::default();
    config.min_jaccard = args.min_jaccard.unwrap_or(config.min_jaccard);
    config.min_cohesion = args.min_cohesion.unwrap_or(config.min_cohesion);
    config.min_containment = args.min_containment.unwrap_or(config.min_containment);
    config.shingle_words = args.shingle_words.unwrap_or(config.shingle_words);
    config.passages = !args.no_passages;
    if let Some(keep) = args.keep {
        config.keep = match keep {
            KeepWhich::Earliest => neardup::Keep::Earliest,
            KeepWhich::Longest => neardup::Keep::Longest,
            KeepWhich::First => neardup::Keep::First,
        };
    }
    if let Some(window) = &args.window {
        config.window_hours = Some(hours(window)?);
    }
    config.check().map_err(Failure::usage)?;
    Ok(config)
}

/// Reads `72h`, `7d` or a plain number of hours.
fn hours(text: &str) -> Result<f64, Failure> {
    let (digits, factor) = match text.trim() {
        t if t.ends_with('d') => (&t[..t.len() - 1], 24.0),
        t if t.ends_with('h') => (&t[..t.len() - 1], 1.0),
        t => (t, 1.0),
    };
    match digits.parse::<f64>() {
        Ok(n) if n > 0.0 && n.is_finite() => Ok(n * factor),
        _ => Err(Failure::usage(format!(
            "--window \"{text}\" is no time; write hours or days, such as 72h or 7d"
        ))),
    }
}

/// Least memory that can be asked for: less would only be slower.
const LEAST_MEMORY: f64 = (1 << 20) as f64;

/// Reads `2GiB`, `512M`, `1.5gb` or a plain number of bytes: K, M, G and T are powers of 1024, also with an i, and
/// with a B alone powers of 1000.
pub(crate) fn size(text: &str) -> Result<usize, Failure> {
    let wrong = || {
        Failure::usage(format!(
            "--memory \"{text}\" is no size of 1MiB or more; write such as 512MiB or 2GiB"
        ))
    };
    let lower = text.trim().to_ascii_lowercase();
    let unit_at = lower.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(lower.len());
    let (number, unit) = lower.split_at(unit_at);
    let (power, base) = match unit {
        "" | "b" => (0, 1024f64),
        "k" | "m" | "g" | "t" | "kib" | "mib" | "gib" | "tib" => (power_of(unit), 1024.0),
        "kb" | "mb" | "gb" | "tb" => (power_of(unit), 1000.0),
        _ => return Err(wrong()),
    };
    let bytes = number.trim().parse::<f64>().map_err(|_| wrong())? * base.powi(power);
    if bytes.is_finite() && bytes >= LEAST_MEMORY { Ok(bytes as usize) } else { Err(wrong()) }
}

fn power_of(unit: &str) -> i32 {
    let places = "kmgt".chars().position(|c| unit.starts_with(c));
    places.map_or(0, |place| place as i32 + 1)
}

const PROBLEMS_SHOWN: usize = 5;

/// Tells the first problems on standard error, and how many more there are.
pub(crate) fn tell_problems(problems: &[Problem], session: &Session) {
    for problem in problems.iter().take(PROBLEMS_SHOWN) {
        session.note(&format!("crosswire: {problem}"));
    }
    if problems.len() > PROBLEMS_SHOWN {
        let more = problems.len() - PROBLEMS_SHOWN;
        session.note(&format!("crosswire: and {more} more problems; crosswire inspect lists them all"));
    }
}

fn nothing_read(read: &Ingested) -> Failure {
    let why = match read.problems.first() {
        Some(problem) if problem.code == ProblemCode::Unreadable => {
            "no article could be read; check the path"
        }
        Some(_) => "no article could be read; crosswire inspect shows how each file was taken",
        None => "there is nothing to read",
    };
    match read.problems.first() {
        Some(problem) => Failure::usage(format!("{problem}\ncrosswire: {why}")),
        None => Failure::usage(why),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (written, bytes) in [
            ("1GiB", Some(1 << 30)),
            ("2g", Some(2 << 30)),
            ("1.5 MiB", Some(3 << 19)),
            ("512MB", Some(512_000_000)),
            ("1048576", Some(1 << 20)),
            ("10k", None),
            ("0", None),
            ("-1GiB", None),
            ("much", None),
            ("1XB", None),
            ("NaNG", None),
        ] {
            assert_eq!(size(written).ok(), bytes, "{written}");
        }
    }
}
