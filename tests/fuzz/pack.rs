//! Archives: their content is damaged and packed again, so that what reads the inside is reached.

use std::io::{Cursor, Read, Write};

use zip::ZipArchive;
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::chance::Chance;
use crate::mutate;

/// The archive with one or two entries damaged, left out, doubled or exchanged; `None` when it cannot be unpacked.
pub(crate) fn damage_inside(bytes: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let mut entries = unpack(bytes)?;
    for _ in 0..=chance.below(2) {
        let at = chance.below(entries.len());
        let other = chance.pick(&entries).1.clone();
        match chance.below(12) {
            0 => _ = entries.remove(at),
            1 => entries[at].1 = other,
            _ => mutate::damage(&mut entries[at].1, &other, chance),
        }
        if entries.is_empty() {
            break;
        }
    }
    pack(&entries).ok()
}

fn unpack(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut entries = Vec::new();
    for index in 0..archive.len().min(200) {
        let entry = archive.by_index(index).ok()?;
        let name = entry.name().ok()?.into_owned();
        let mut content = Vec::new();
        entry.take(1_000_000).read_to_end(&mut content).ok()?;
        entries.push((name, content));
    }
    (!entries.is_empty()).then_some(entries)
}

/// An archive of `entries`.
pub(crate) fn pack<N: AsRef<str>, C: AsRef<[u8]>>(entries: &[(N, C)]) -> Result<Vec<u8>, ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(name.as_ref(), SimpleFileOptions::default())?;
        writer.write_all(content.as_ref())?;
    }
    Ok(writer.finish()?.into_inner())
}
