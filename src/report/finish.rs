//! The last touch to a workbook: its language, which screen readers go by and the writer of workbooks has no place for.

use std::io::{Cursor, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The part of a workbook that says what it is.
const CORE: &str = "docProps/core.xml";

/// What stands before the end of that part.
const LANGUAGE: &str = "<dc:language>en-GB</dc:language></cp:coreProperties>";

/// The workbook in `bytes` with its language said. Every part keeps its bytes and its place, and no time of day comes in.
pub(super) fn with_language(bytes: Vec<u8>) -> Result<Vec<u8>, ZipError> {
    let mut parts = ZipArchive::new(Cursor::new(bytes))?;
    let mut whole = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..parts.len() {
        let part = parts.by_index_raw(at)?;
        if part.name()? == CORE {
            drop(part);
            let core = std::io::read_to_string(parts.by_index(at)?)?;
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .last_modified_time(DateTime::default());
            whole.start_file(CORE, options)?;
            whole.write_all(core.replace("</cp:coreProperties>", LANGUAGE).as_bytes())?;
        } else {
            whole.raw_copy_file(part)?;
        }
    }
    Ok(whole.finish()?.into_inner())
}
