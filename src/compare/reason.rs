//! Reasons in words.
//!
//! Takes a template's key and its values, gives the sentence in English and Arabic. The templates are data
//! (`assets/reasons.toml`); a missing key gives empty sentences, which a test rules out.

use super::align::Pair;
use super::classes::{self, ClassId};
use crate::model::Reason;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
struct Template {
    en: String,
    ar: String,
}

static TEMPLATES: LazyLock<BTreeMap<String, Template>> =
    LazyLock::new(|| toml::from_str(include_str!("assets/reasons.toml")).unwrap_or_default());

/// The sentence of template `key` with each `{name}` replaced by its value in that language.
#[must_use]
pub(super) fn say(key: &str, values: &[(&str, Reason)]) -> Reason {
    let Some(template) = TEMPLATES.get(key) else { return Reason::default() };
    let fill = |text: &str, pick: fn(&Reason) -> &str| {
        values
            .iter()
            .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), pick(value)))
    };
    Reason { en: fill(&template.en, |r| &r.en), ar: fill(&template.ar, |r| &r.ar) }
}

/// The same words in both languages.
#[must_use]
pub(super) fn plain(words: &str) -> Reason {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Reason { en: words.clone(), ar: words }
}

/// How the reasons name a class.
#[must_use]
pub(super) fn of_class(id: ClassId) -> Reason {
    let class = classes::class(id);
    Reason { en: class.en.to_owned(), ar: class.ar.to_owned() }
}

/// How the reasons name the two sides: their outlets, or "one text" and "the other text".
#[must_use]
pub(super) fn sides(pair: &Pair<'_>) -> (Reason, Reason) {
    let (a, b) = (&pair.a.source.outlet, &pair.b.source.outlet);
    if a.is_empty() || b.is_empty() {
        return (say("one_text", &[]), say("other_text", &[]));
    }
    (plain(a), plain(b))
}

/// Template `key` with the sides' names and one value for each side.
#[must_use]
pub(super) fn contrast(pair: &Pair<'_>, key: &str, a: Reason, b: Reason) -> Reason {
    let (one, other) = sides(pair);
    say(key, &[("one", one), ("other", other), ("a", a), ("b", b)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_speaks_both_languages() {
        assert!(TEMPLATES.len() > 10, "the templates can be read");
        for (key, template) in &*TEMPLATES {
            assert!(!template.en.is_empty() && !template.ar.is_empty(), "{key}");
            for name in ["{a}", "{b}", "{one}", "{other}"] {
                assert_eq!(template.en.contains(name), template.ar.contains(name), "{key}: {name}");
            }
        }
    }
}
