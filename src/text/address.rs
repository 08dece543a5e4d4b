//! Web addresses, e-mail addresses, handles and hashtags.

use super::token::Class;
use crate::lexicon;

/// The end of the address that begins at byte `at`, if one does.
pub(super) fn end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let first = *rest.as_bytes().first()?;
    match first {
        b'@' | b'#' => handle_len(rest),
        b if b.is_ascii_alphanumeric() => url_len(rest).or_else(|| email_len(rest)),
        _ => None,
    }
    .map(|len| at + len)
}

/// `@name`, `#topic`; a lone sign or `#1` is none.
fn handle_len(rest: &str) -> Option<usize> {
    let tail = &rest[1..];
    let len = tail.find(|c: char| !in_name(c)).unwrap_or(tail.len());
    tail[..len]
        .chars()
        .any(|c| Class::of(c) == Class::Letter || Class::of(c) == Class::Alone)
        .then_some(1 + len)
}

fn in_name(c: char) -> bool {
    c == '_' || !matches!(Class::of(c), Class::Space | Class::Mark)
}

fn url_len(rest: &str) -> Option<usize> {
    let run = ascii_run(rest);
    let host_at = ["https://", "http://", "ftp://", "HTTPS://", "HTTP://", "Https://", "Http://"]
        .iter()
        .find_map(|scheme| run.starts_with(scheme).then_some(scheme.len()));
    let found = match host_at {
        Some(host) => run.len() > host,
        None if run.starts_with("www.") || run.starts_with("WWW.") => run.len() > 4,
        None => bare_domain_with_path(run),
    };
    found.then(|| without_closing_marks(run).len())
}

/// `t.co/abc`: a host that ends in a known domain, and a path.
fn bare_domain_with_path(run: &str) -> bool {
    let Some((host, path)) = run.split_once('/') else { return false };
    let Some((name, last)) = host.rsplit_once('.') else { return false };
    !path.is_empty()
        && !name.is_empty()
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
        && is_top_domain(last)
}

fn email_len(rest: &str) -> Option<usize> {
    let run = ascii_run(rest);
    let sign = memchr::memchr(b'@', run.as_bytes())?;
    let local = &run[..sign];
    let host = &run[sign + 1..];
    let host_len =
        host.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-')).unwrap_or(host.len());
    let host = host[..host_len].trim_end_matches(['.', '-']);
    let local_ok = local.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+'));
    (local_ok && host.contains('.')).then_some(sign + 1 + host.len())
}

/// Visible ASCII up to white space, a quote or an angle bracket; at most 2,048 bytes.
fn ascii_run(rest: &str) -> &str {
    let stops = |b: &u8| {
        !b.is_ascii_graphic() || matches!(b, b'<' | b'>' | b'"' | b'`' | b'{' | b'}' | b'|' | b'\\' | b'^')
    };
    let len = rest.bytes().take(2_048).position(|b| stops(&b)).unwrap_or(rest.len().min(2_048));
    &rest[..len]
}

fn without_closing_marks(run: &str) -> &str {
    let mut run = run.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*']);
    while run.ends_with([')', ']']) && !run.contains(['(', '[']) {
        run = run[..run.len() - 1].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
    }
    run
}

/// Whether the letters at byte `at` are a top-level domain and end there, as in `Booking.com`.
pub(super) fn is_domain_end(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let len = rest.bytes().take_while(u8::is_ascii_lowercase).count();
    let ends =
        rest[len..].chars().next().is_none_or(|c| !matches!(Class::of(c), Class::Letter | Class::Digit));
    (2..=6).contains(&len) && ends && is_top_domain(&rest[..len])
}

fn is_top_domain(label: &str) -> bool {
    lexicon::common().table("top_domains").has(&label.to_ascii_lowercase())
}
