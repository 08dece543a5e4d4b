//! Zip archives: every member is a file, named `archive.zip!member`.

use super::Options;
use super::file::{FileRead, Origin, stream, unread};
use crate::model::ProblemCode;
use std::io::{Read, Seek};
use zip::ZipArchive;

/// Reads every member of a zip archive, in the archive's order.
pub(super) fn read(name: &str, bytes: impl Read + Seek, options: &Options) -> Vec<FileRead> {
    let mut archive = match ZipArchive::new(bytes) {
        Ok(archive) => archive,
        Err(error) => {
            return vec![unread(
                name,
                ProblemCode::Unreadable,
                &format!("The archive cannot be read: {error}. Get it again."),
            )];
        }
    };
    if let Some(what) = archive.file_names().find_map(|name| office(&name.ok()?)) {
        return vec![unread(
            name,
            ProblemCode::Binary,
            &format!("The file is {what}. Save it as text or CSV."),
        )];
    }
    let mut read = Vec::new();
    let mut left = options.max_file_bytes;
    for nth in 0..archive.len() {
        let member = match archive.by_index(nth) {
            Ok(member) => member,
            Err(error) => {
                let name = format!("{name}!{}", nth + 1);
                read.push(unread(
                    &name,
                    ProblemCode::Unreadable,
                    &format!("The member cannot be unpacked: {error}."),
                ));
                continue;
            }
        };
        let path = member.name().map_or_else(|_| format!("member {}", nth + 1), |name| name.into_owned());
        if member.is_dir() || path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX") {
            continue;
        }
        let stored = member.compressed_size().max(1);
        let by_ratio = stored.saturating_mul(options.max_unpack_ratio).max(64 << 20);
        let limits = Options { max_file_bytes: left.min(by_ratio).max(1), ..options.clone() };
        let mut one = stream(&format!("{name}!{path}"), member, Origin::Walked, &limits);
        one.inspection.packed.get_or_insert_with(|| "zip".to_owned());
        left = left.saturating_sub(one.inspection.bytes);
        read.push(one);
    }
    if read.is_empty() {
        read.push(unread(name, ProblemCode::Empty, "The archive holds no file."));
    }
    read
}

/// What an archive is that is really a document.
fn office(member: &str) -> Option<&'static str> {
    match member {
        "word/document.xml" => Some("a Word document"),
        "xl/workbook.xml" => Some("an Excel workbook"),
        "ppt/presentation.xml" => Some("a PowerPoint file"),
        "META-INF/container.xml" => Some("an e-book"),
        "content.xml" => Some("an OpenDocument file"),
        _ => None,
    }
}
