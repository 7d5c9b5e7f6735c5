//! A text becomes a document: its words as Markdown or plain text, with the file they came from beside them.

use std::io::Cursor;

use crate::bank::BankError;
use crate::bank::load::destination::original_place;
use crate::bank::load::prepared::{NewSource, Prepared, account, ending, taken_for};
use crate::bank::load::{LoadRequest, plain, template};
use crate::corpus::{self, Source, SourceKind};
use crate::file::word::{Reading, read_docx, read_odt};
use crate::file::{Block, Document, page, pdf};
use crate::framework::Framework;
use crate::problem::{Place, Problem};

/// A title is no longer than this.
const TITLE_MAX: usize = 300;

/// The words of a file as they will be stored.
struct Words {
    layout: String,
    encoding: &'static str,
    /// The title the file gives itself.
    title: Option<String>,
    /// The file they are stored in.
    name: &'static str,
    text: String,
    problems: Vec<Problem>,
    /// Whether the file holds more than its words.
    keeps_original: bool,
}

/// Works out the document a file becomes. A filled-in template becomes the record that it says.
pub(super) fn prepare(
    request: &LoadRequest,
    bytes: Vec<u8>,
    new: &NewSource,
    framework: &Framework,
) -> Result<Prepared, BankError> {
    let Some((layout, read)) = read(&request.name, &bytes) else {
        let words = read_plain(&request.name, &bytes)?;
        return finish(request, bytes, new, words);
    };
    let (document, problems) = read.map_err(BankError::Refused)?;
    let may_be_template =
        request.kind != Some(SourceKind::Document) && ["docx", "odt"].contains(&ending(&request.name).as_str());
    if may_be_template && let Some(tables) = template::tables_of(&document, request.kind) {
        return template::from_document(request, bytes, new, framework, &tables, &document, problems);
    }
    let words = Words {
        layout: match pages(&document) {
            None => layout.to_owned(),
            Some(1) => format!("{layout}, 1 page"),
            Some(pages) => format!("{layout}, {pages} pages"),
        },
        encoding: "",
        text: corpus::write_markdown(&document),
        title: document.title,
        name: "text.md",
        problems,
        keeps_original: true,
    };
    finish(request, bytes, new, words)
}

/// What the file is and what is in it; nothing for plain text.
fn read(name: &str, bytes: &[u8]) -> Option<(&'static str, Reading)> {
    match ending(name).as_str() {
        "docx" => Some(("Word document", read_docx(name, Cursor::new(bytes)))),
        "odt" => Some(("OpenDocument text", read_odt(name, Cursor::new(bytes)))),
        "html" | "htm" => {
            let read = page::read_html(name, &page::decode_html(bytes));
            Some(("Web page", read.map(|document| (document, Vec::new()))))
        }
        "pdf" => Some(("PDF", pdf::read_pdf(name, bytes))),
        _ => None,
    }
}

/// The last page that holds words, where the file has pages.
fn pages(document: &Document) -> Option<u32> {
    let number = |block: &Block| match block {
        Block::PageBreak(page) => Some(*page),
        _ => None,
    };
    document.blocks.iter().filter_map(number).max()
}

fn read_plain(name: &str, bytes: &[u8]) -> Result<Words, BankError> {
    let plain = plain::decode(name, bytes)?;
    let is_markdown = ending(name) == "md";
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    Ok(Words {
        layout: if is_markdown { "Markdown" } else { "plain text" }.to_owned(),
        encoding: plain.encoding,
        title: None,
        name: if is_markdown { "text.md" } else { "text.txt" },
        keeps_original: plain.text.as_bytes() != bare,
        text: plain.text,
        problems: plain.problems,
    })
}

fn finish(request: &LoadRequest, bytes: Vec<u8>, new: &NewSource, words: Words) -> Result<Prepared, BankError> {
    let mut source = Source::new(new.id.clone(), new.kind, &new.title);
    source.availability = Some("not stated".to_owned());
    let (passages, _) = corpus::read_passages(&source, words.name, &words.text);
    if passages.is_empty() {
        let problem = Problem::error("no_text", Place::file(&request.name), "no words were found in the file");
        return Err(BankError::refused(problem.hint("check that it is the text you meant")));
    }
    if request.title.is_none() {
        // A document that names no title is known by the first heading that stands over everything.
        let first = passages.first().and_then(|passage| passage.headings.first());
        let title = words.title.as_ref().or(first).unwrap_or(&source.title);
        source.title = title.chars().take(TITLE_MAX).collect();
    }
    let recognised = taken_for(&words.layout, words.encoding);
    let report = account(new, recognised, passages.len(), words.problems);
    let mut files = vec![
        ("source.toml".to_owned(), corpus::write_source(&source).into_bytes()),
        (words.name.to_owned(), words.text.into_bytes()),
    ];
    if words.keeps_original {
        files.push((original_place(&request.name), bytes));
    }
    Ok(Prepared { kind: new.kind, files, report })
}
