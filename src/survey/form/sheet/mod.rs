//! A question sheet in a workbook read as a form: one row for each question, under headings that say what each column tells.
//!
//! Headings are known by their words and not by their places, so that other templates of the same kind load. What a sheet does
//! not list is left to be found in the answers: a choice without options, and what divides several options in one cell.

mod heading;
mod kind;
mod names;
mod options;
mod page;
mod question;

use self::names::AnswerHeadings;
use self::page::Page;
use self::question::Reading;
use super::Form;
use crate::file::Input;
use crate::file::workbook::Workbook;
use crate::problem::{Place, Problem};

/// Reads the question sheets of a workbook: the one called `sheet`, else all that are shown and describe questions. A choice
/// whose options are not listed has none in the form, and stands for whatever its column holds.
///
/// # Errors
/// When the workbook cannot be read, or no sheet of it describes questions.
pub fn read_workbook_form<I: Input>(
    name: &str,
    input: I,
    sheet: Option<&str>,
) -> Result<(Form, Vec<Problem>), Vec<Problem>> {
    read(name, input, sheet).map_err(|problem| vec![*problem])
}

fn read<I: Input>(name: &str, input: I, sheet: Option<&str>) -> Result<(Form, Vec<Problem>), Box<Problem>> {
    let mut book = Workbook::open(name, input)?;
    let wanted = match sheet {
        Some(sheet) => vec![book.choose(Some(sheet))?],
        None => shown(&book),
    };
    let mut problems = Vec::new();
    let mut pages = Vec::new();
    for sheet in &wanted {
        match Page::read(&mut book, sheet) {
            Ok(page) => pages.extend(page),
            Err(problem) => problems.push(*problem),
        }
    }
    if pages.is_empty() {
        return Err(no_questions(name, &wanted, problems));
    }
    let answers = AnswerHeadings::find(&mut book, &pages);
    let mut reading = Reading::new(name, &answers);
    for page in &pages {
        reading.read(page);
    }
    Ok(reading.finish(problems))
}

fn shown(book: &Workbook) -> Vec<String> {
    book.sheets().iter().filter(|sheet| sheet.visible && sheet.rows > 1).map(|sheet| sheet.name.clone()).collect()
}

fn no_questions(name: &str, sheets: &[String], problems: Vec<Problem>) -> Box<Problem> {
    if let Some(problem) = problems.into_iter().next() {
        return Box::new(problem);
    }
    let message = "no sheet of the workbook describes questions";
    let listed: Vec<String> = sheets.iter().take(12).map(|sheet| format!("`{sheet}`")).collect();
    let problem = Problem::error("no_question_sheet", Place::file(name), message);
    Box::new(
        problem
            .found(if listed.is_empty() { "no sheets".to_owned() } else { listed.join(", ") })
            .expected("a row of headings such as `Question number`, `Question text`, `Question type`, `Options`")
            .hint("name the columns of the sheet so, one row for each question below"),
    )
}

#[cfg(test)]
mod tests;
