//! The text of PDF documents, as blocks: paragraphs put together from the lines of each page, with the pages they stand on.
//!
//! A PDF says where signs stand on paper and nothing more. `content` goes through the drawing of a page and finds the signs,
//! `font` tells what they mean, `line` puts them into lines, `furniture` takes running heads and page numbers away, and
//! `paragraph` makes blocks of the lines.

mod cmap;
mod content;
mod font;
mod furniture;
mod glyph;
mod guard;
mod line;
mod paragraph;

use std::sync::Arc;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::{Block, Document};
use crate::problem::{Place, Problem};
use content::Budget;
use line::Line;

/// The most pages that are read.
const MOST_PAGES: usize = 2_000;
/// Fewer letters than this on a page, on the average, are no text but what a scanner wrote on it.
const FEWEST_LETTERS: usize = 5;
/// The stack of the thread that reads, so that a file with deep structures cannot exhaust that of the program.
const STACK: usize = 16 * 1024 * 1024;

/// Reads the text of a PDF; `name` is what messages call it.
///
/// # Errors
/// When it is damaged, locked, too large, or holds no text.
pub fn read_pdf(name: &str, bytes: &[u8]) -> Result<(Document, Vec<Problem>), Vec<Problem>> {
    guard::check(name, bytes).map_err(|problem| vec![*problem])?;
    let bytes = Arc::new(bytes.to_vec());
    let owned = name.to_owned();
    let reading = std::thread::Builder::new().stack_size(STACK).spawn(move || read(&owned, bytes));
    // A panic inside the library that takes the file apart ends that thread only: the file is damaged.
    let read = reading.ok().and_then(|thread| thread.join().ok());
    read.unwrap_or_else(|| Err(vec![damaged(name)]))
}

fn read(name: &str, bytes: Arc<Vec<u8>>) -> Result<(Document, Vec<Problem>), Vec<Problem>> {
    let pdf = Pdf::new(bytes).map_err(|error| vec![refused(name, error)])?;
    let mut problems = Vec::new();
    let mut budget = Budget::default();
    let all = pdf.pages().len();
    let mut pages: Vec<Vec<Line>> = Vec::new();
    for page in pdf.pages().iter().take(MOST_PAGES) {
        pages.push(line::lines_of(content::signs_of(page, &mut budget)));
    }
    if all > MOST_PAGES || budget.is_spent() {
        let problem = Problem::warning(
            "document_cut",
            Place::file(name),
            "the document is longer than can be read, so its end was left out",
        );
        problems.push(
            problem
                .found(format!("{all} pages"))
                .expected(format!("at most {MOST_PAGES} pages and 50 MB of text"))
                .hint("divide it into several files"),
        );
    }
    let letters: usize =
        pages.iter().flatten().map(|line| line.text.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    if letters < FEWEST_LETTERS.saturating_mul(pages.len().max(1)) {
        let problem =
            Problem::error("no_text", Place::file(name), "no text was found: the pages are probably pictures");
        return Err(vec![
            problem.hint("have the text recognised (OCR) and load the result, or load the document it was made from"),
        ]);
    }
    if budget.unknown.saturating_mul(20) > letters {
        let problem = Problem::warning(
            "unclear_text",
            Place::file(name),
            "some letters could not be told, because the file does not say what they mean",
        );
        problems.push(
            problem
                .found(format!("{} unknown signs", budget.unknown))
                .hint("compare the text with the document, or load the document it was made from"),
        );
    }
    let dropped = furniture::remove(&mut pages);
    if dropped > 0 {
        let problem =
            Problem::note("running_heads", Place::file(name), "running heads, feet and page numbers were left out");
        problems.push(problem.found(format!("{dropped} lines")));
    }
    let title = pdf.metadata().title.as_deref().map(font::text_string).filter(|title| is_title(title));
    let blocks: Vec<Block> = paragraph::blocks(&pages);
    Ok((Document::of(title, blocks), problems))
}

/// Whether a title is one that a person gave, and not the name of a file or of a program.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_file = [".doc", ".docx", ".pdf", ".indd", ".qxd", ".ppt", ".pptx"].iter().any(|end| lower.ends_with(end));
    !is_file
        && !lower.starts_with("microsoft word")
        && !lower.starts_with("untitled")
        && title.chars().any(char::is_alphabetic)
}

fn refused(name: &str, error: LoadPdfError) -> Problem {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
            Problem::error("locked_file", Place::file(name), "the file is locked with a password")
                .hint("save it without a password, then load that")
        }
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => damaged(name),
    }
}

fn damaged(name: &str) -> Problem {
    Problem::error("damaged_document", Place::file(name), "the file is damaged, or is no PDF")
        .hint("open it in a browser; where that shows it, print it as a PDF and load the new file")
}

#[cfg(test)]
mod tests;
