//! Questionnaires of LimeSurvey: surveys (`.lss`), groups (`.lsg`), questions (`.lsq`), archives (`.lsa`) and the structure as a
//! table of text (`.txt`).

mod arrays;
mod build;
mod conditions;
mod draft;
mod equation;
mod exported;
mod fixed;
mod kinds;
mod lists;
mod markup;
mod names;
mod outline;
mod responses;
mod routing;
mod sheet;
mod tables;
mod trouble;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::io::Cursor;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

pub use responses::{LimeSurveyResponses, read_limesurvey_responses};

use self::build::{Built, build};
use self::outline::Outline;
use self::tables::{Reading, Tables};
use self::trouble::Trouble;
use crate::file::archive::Archive;
use crate::problem::Problem;
use crate::survey::form::Form;

/// Reads a questionnaire of LimeSurvey from the `bytes` of a file messages call `name`, in the survey's own language or in
/// `language`, with what could not be read.
///
/// # Errors
/// When the file is none.
pub fn read_limesurvey(name: &str, bytes: &[u8], language: Option<&str>) -> Result<(Form, Vec<Problem>), Vec<Problem>> {
    let (built, trouble) = read(name, bytes, language)?;
    Ok((built.form, trouble.into_problems()))
}

fn read(name: &str, bytes: &[u8], language: Option<&str>) -> Result<(Built, Trouble), Vec<Problem>> {
    let unpacked = if bytes.starts_with(b"PK") { Some(unpack(name, bytes, ".lss")?) } else { None };
    let text = decode(unpacked.as_deref().unwrap_or(bytes));
    let mut trouble = Trouble::new(name);
    let Some((outline, as_wanted)) = outline_of(&text, language, &mut trouble) else {
        trouble.not_a_questionnaire();
        return Err(trouble.into_problems());
    };
    if !as_wanted {
        trouble.no_language(language.unwrap_or_default(), &outline.languages);
    }
    if outline.questions.is_empty() {
        trouble.no_questions();
    }
    let built = build(outline, &mut trouble);
    Ok((built, trouble))
}

/// The outline of a text, `None` when it is no questionnaire.
fn outline_of(text: &str, language: Option<&str>, trouble: &mut Trouble) -> Option<(Outline, bool)> {
    if !text.trim_start().starts_with('<') {
        return sheet::outline(text, language);
    }
    let (tables, reading) = Tables::read(text);
    let is_questionnaire = matches!(tables.kind.as_str(), "Survey" | "Group" | "Question")
        || !(tables.rows("questions").is_empty() && tables.rows("groups").is_empty());
    if !is_questionnaire {
        return None;
    }
    if let Reading::BrokenAt(line) = reading {
        trouble.broken(line);
    }
    Some(exported::outline(&tables, language))
}

/// The first file of the archive whose name ends with `ending`.
fn unpack(name: &str, bytes: &[u8], ending: &str) -> Result<Vec<u8>, Vec<Problem>> {
    let found = find_packed(name, bytes, ending)?;
    found.ok_or_else(|| {
        let mut trouble = Trouble::new(name);
        trouble.not_a_questionnaire();
        trouble.into_problems()
    })
}

/// The first file of the archive whose name ends with `ending`, `None` when there is none.
fn find_packed(name: &str, bytes: &[u8], ending: &str) -> Result<Option<Vec<u8>>, Vec<Problem>> {
    let mut archive = Archive::open(name, Cursor::new(bytes)).map_err(|problem| vec![*problem])?;
    let found = archive.names().into_iter().find(|entry| entry.to_ascii_lowercase().ends_with(ending));
    let Some(entry) = found else {
        return Ok(None);
    };
    archive.read(&entry).map_err(|problem| vec![*problem])
}

/// The text of a file: UTF-8 as LimeSurvey writes it, or what a spreadsheet program made of it.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.unwrap_or(if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 });
    encoding.decode(bytes).0
}
