//! Templates, the strings they speak, and the policy that no script but ours may run.

use crate::report::escape;
use crate::report::legend::{Phrase, interface};
use base64::Engine as _;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

const STYLE: &str = include_str!("../assets/report.css");
const SCRIPT: &str = include_str!("../assets/report.js");

const TEMPLATES: [(&str, &str); 12] = [
    ("head.html", include_str!("../assets/head.html")),
    ("filters.html", include_str!("../assets/filters.html")),
    ("event.html", include_str!("../assets/event.html")),
    ("events-rest.html", include_str!("../assets/events-rest.html")),
    ("matrix.html", include_str!("../assets/matrix.html")),
    ("copies.html", include_str!("../assets/copies.html")),
    ("reading-head.html", include_str!("../assets/reading-head.html")),
    ("reading.html", include_str!("../assets/reading.html")),
    ("problems.html", include_str!("../assets/problems.html")),
    ("legend.html", include_str!("../assets/legend.html")),
    ("foot.html", include_str!("../assets/foot.html")),
    ("parts.html", include_str!("../assets/parts.html")),
];

/// The page's templates, ready to render.
pub(super) struct Templates(Environment<'static>);

impl Templates {
    pub(super) fn new() -> io::Result<Self> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.map_err(io::Error::other)?);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(escaped);
        environment.add_function("t", interface_phrase);
        environment.add_function("t_en", |key: &str| one_language(key, |p| &p.en));
        environment.add_function("t_ar", |key: &str| one_language(key, |p| &p.ar));
        environment.add_function("both", both);
        environment.add_global("policy", policy());
        environment.add_global("style", Value::from_safe_string(STYLE.to_owned()));
        environment.add_global("script", Value::from_safe_string(SCRIPT.to_owned()));
        for (name, source) in TEMPLATES {
            environment.add_template(name, source).map_err(io::Error::other)?;
        }
        Ok(Self(environment))
    }

    pub(super) fn write(&self, name: &str, data: Value, out: &mut impl Write) -> io::Result<()> {
        let template = self.0.get_template(name).map_err(io::Error::other)?;
        out.write_all(template.render(data).map_err(io::Error::other)?.as_bytes())
    }
}

/// Any serialisable value for a template.
pub(super) fn data(value: impl Serialize) -> Value {
    Value::from(Serde(value))
}

/// Writes a value through the one escape module; only markup made here is exempt.
fn escaped(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match (value.as_str(), value.kind()) {
        (Some(markup), _) if value.is_safe() => out.write_str(markup).map_err(Error::from),
        (Some(text), _) => escape::html_to(out, text).map_err(Error::from),
        (None, ValueKind::Number) => write!(out, "{value}").map_err(Error::from),
        (None, ValueKind::None) => Ok(()),
        _ => Err(Error::new(ErrorKind::InvalidOperation, "only text and numbers are shown")),
    }
}

fn known(key: &str) -> Result<&'static Phrase, Error> {
    interface().get(key).ok_or_else(|| Error::new(ErrorKind::UndefinedError, format!("no string \"{key}\"")))
}

fn interface_phrase(key: &str) -> Result<Value, Error> {
    known(key).map(|phrase| Value::from_safe_string(in_both_languages(&phrase.en, &phrase.ar)))
}

fn one_language(key: &str, pick: fn(&Phrase) -> &str) -> Result<String, Error> {
    known(key).map(|phrase| pick(phrase).to_owned())
}

/// A `{en, ar}` value as markup of which the page shows one language.
fn both(phrase: &Value) -> Result<Value, Error> {
    let text = |language| phrase.get_attr(language).map(|v| v.as_str().unwrap_or_default().to_owned());
    Ok(Value::from_safe_string(in_both_languages(&text("en")?, &text("ar")?)))
}

fn in_both_languages(en: &str, ar: &str) -> String {
    let (en, ar) = (escape::html(en), escape::html(ar));
    format!(
        r#"<span class="l-en" lang="en" dir="ltr">{en}</span><span class="l-ar" lang="ar" dir="rtl">{ar}</span>"#
    )
}

/// Nothing may be fetched; one script and one style sheet run, known by their hashes.
fn policy() -> String {
    let hash = |source: &str| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(source));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLE)
    )
}
