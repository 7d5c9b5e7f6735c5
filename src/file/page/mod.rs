//! Web pages, as blocks: what a reader of the page would read, without its menus and its footer.

mod entity;
mod markup;
mod open;
mod reader;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::Document;
use crate::problem::{Place, Problem};

pub use entity::entity;

/// How far into a page its encoding is looked for.
const HEAD: usize = 2_048;

/// The text of a page: in the encoding its first bytes or its head name, else in UTF-8 where it is that, else in that of Windows.
pub fn decode_html(bytes: &[u8]) -> String {
    let (encoding, length) = Encoding::for_bom(bytes).unwrap_or_else(|| (named(bytes), 0));
    encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or_default()).0.into_owned()
}

/// The encoding that the head of a page names.
fn named(bytes: &[u8]) -> &'static Encoding {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let label = head.split_once("charset=").map(|(_, behind)| {
        let label = behind.trim_start_matches(['"', '\'', ' ']);
        label.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).next().unwrap_or_default().to_owned()
    });
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    match label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        // A page that can be read at all as bytes is not in an encoding of two bytes for each character.
        Some(encoding) if encoding.is_ascii_compatible() && !(is_utf8 && encoding == WINDOWS_1252) => encoding,
        _ if is_utf8 => UTF_8,
        _ => WINDOWS_1252,
    }
}

/// Reads the text of a web page; `name` is what messages call it.
///
/// # Errors
/// When it holds no words.
pub fn read_html(name: &str, text: &str) -> Result<Document, Vec<Problem>> {
    let document = reader::read(text);
    if document.has_words() {
        return Ok(document);
    }
    let problem = Problem::error("no_text", Place::file(name), "no words were found in the page");
    Err(vec![problem.hint("a page that only shows its words in a browser must be saved from there, or as a PDF")])
}

#[cfg(test)]
mod tests;
