//! What the first bytes and the name of a file tell of it: encoding and format, or why it is not read.

use super::file::Origin;
use super::format::FileContext;
use super::{Format, encoding, sniff};
use crate::model::ProblemCode;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use std::path::Path;

/// What was told of a file before its records are read.
pub(super) struct Kind {
    pub(super) format: Format,
    pub(super) told_from: &'static str,
    pub(super) encoding: &'static Encoding,
}

/// Tells encoding and format from the first bytes.
pub(super) fn tell(head: &[u8], origin: Origin, file: &FileContext) -> Result<Kind, (ProblemCode, String)> {
    if head.is_empty() {
        return Err((ProblemCode::Empty, "The file is empty.".to_owned()));
    }
    let options = file.options;
    let encoding = encoding::detect(head, options.encoding.as_deref());
    let wide = [UTF_16LE, UTF_16BE].contains(&encoding);
    if let Some(what) = sniff::binary(head, wide) {
        return Err((ProblemCode::Binary, format!("The file looks like {what}. It was not read.")));
    }
    if let Some(format) = options.format {
        return Ok(Kind { format, told_from: "option", encoding });
    }
    let text = encoding::decode(head, encoding).text;
    let (format, told_from) = sniff::format_of(&text, file.name).map_err(|what| {
        (ProblemCode::UnknownFormat, format!("The file looks like {what}. It was not read."))
    })?;
    let ending = sniff::ending(file.name);
    let known_name = ending.as_deref().is_none_or(|e| e == "md" || Format::of_ending(e).is_some());
    let is_news = known_name && !is_about_the_folder(file.name);
    if format == Format::Text && origin == Origin::Walked && !is_news {
        let message = "The file's name is none of a news text. It was not read; name the file itself to read it as text.";
        return Err((ProblemCode::UnknownFormat, message.to_owned()));
    }
    Ok(Kind { format, told_from, encoding })
}

/// Files without ending that lie beside data and speak about it.
fn is_about_the_folder(name: &str) -> bool {
    let base = Path::new(name.rsplit('!').next().unwrap_or(name))
        .file_stem()
        .map(|s| s.to_string_lossy().to_ascii_uppercase());
    base.is_some_and(|b| {
        matches!(b.as_str(), "README" | "LICENSE" | "LICENCE" | "COPYING" | "CHANGELOG" | "MAKEFILE")
    })
}
