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
    let schemed = ["https://", "http://", "ftp://", "www."].iter().any(|scheme| {
        rest.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
            && rest.as_bytes().get(scheme.len()).is_some_and(u8::is_ascii_alphanumeric)
    });
    (schemed || has_bare_domain(rest)).then(|| without_closing_marks(ascii_run(rest)).len())
}

/// `t.co/abc`: a host that ends in a known domain, and a path.
fn has_bare_domain(rest: &str) -> bool {
    let host = name_run(rest);
    let path = rest[host.len()..].strip_prefix('/').and_then(|path| path.bytes().next());
    let ends_known =
        host.rsplit_once('.').is_some_and(|(name, last)| !name.is_empty() && is_top_domain(last));
    path.is_some_and(|b| b.is_ascii_alphanumeric()) && ends_known && !host.contains(['_', '+'])
}

fn email_len(rest: &str) -> Option<usize> {
    let local = name_run(rest);
    let host = name_run(rest[local.len()..].strip_prefix('@')?);
    let host = host.trim_end_matches(['.', '-', '_', '+']);
    host.contains('.').then_some(local.len() + 1 + host.len())
}

/// ASCII letters, digits and `. _ + -`; at most 64 bytes.
fn name_run(rest: &str) -> &str {
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+');
    let len = rest.bytes().take(64).take_while(|&b| fits(b)).count();
    &rest[..len]
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
