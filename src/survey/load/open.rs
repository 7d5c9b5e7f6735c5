//! Opening a file of answers: its content tells what kind of file it is, whatever its name says.

use std::io::{Cursor, Read, SeekFrom};

use super::ReadOptions;
use crate::file::archive::Archive;
use crate::file::delimited::{self, TextWishes};
use crate::file::encoding::{FileKind, kind_of};
use crate::file::workbook::Workbook;
use crate::file::{Input, Rows};
use crate::problem::{Place, Problem};
use crate::survey::form::{Form, read_limesurvey, read_limesurvey_responses, read_workbook_form};
use crate::survey::spss;

/// Bytes that tell what kind of file it is.
const LOOKED_AT: u64 = 1024;
/// How the names of tables end that an archive may hold.
const TABLES: [&str; 10] = [".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".ods", ".sav", ".zsav", ".por"];

/// A file of answers that was opened.
pub(super) struct OpenFile<'i> {
    pub(super) rows: Box<dyn Rows + 'i>,
    pub(super) encoding: String,
    pub(super) delimiter: Option<String>,
    /// The sheet of a workbook.
    pub(super) sheet: Option<String>,
    /// The questionnaire that the file itself holds.
    pub(super) form: Option<Form>,
    pub(super) problems: Vec<Problem>,
}

/// Opens the file called `name`.
pub(super) fn open<'i>(
    name: &str,
    mut input: impl Input + 'i,
    options: &ReadOptions<'_>,
) -> Result<OpenFile<'i>, Vec<Problem>> {
    let kind = kind_of(&first_bytes(name, &mut input)?);
    match kind {
        FileKind::Zip => open_zip(name, input, options),
        FileKind::OldWorkbook => open_workbook(name, input, options),
        FileKind::Spss | FileKind::SpssPortable => open_spss(name, input),
        _ => open_text(name, input, options),
    }
}

fn first_bytes(name: &str, input: &mut impl Input) -> Result<Vec<u8>, Vec<Problem>> {
    let mut first = Vec::new();
    let read = Read::take(&mut *input, LOOKED_AT).read_to_end(&mut first);
    let back = read.and_then(|_| input.seek(SeekFrom::Start(0)));
    back.map(|_| first).map_err(|error| {
        let problem = Problem::error("unreadable_file", Place::file(name), format!("it cannot be read: {error}"));
        vec![problem.hint("check that the file is still there and that you may read it")]
    })
}

fn open_text<'i>(name: &str, input: impl Input + 'i, options: &ReadOptions<'_>) -> Result<OpenFile<'i>, Vec<Problem>> {
    let wishes =
        TextWishes { delimiter: options.delimiter, encoding: options.encoding.clone(), repair: options.repair };
    let text = delimited::open(name, input, &wishes)?;
    Ok(OpenFile {
        encoding: text.encoding_label().clone(),
        delimiter: text.delimiter_label().map(str::to_owned),
        rows: Box::new(text),
        sheet: None,
        form: None,
        problems: Vec::new(),
    })
}

fn open_workbook<'i>(
    name: &str,
    input: impl Input + 'i,
    options: &ReadOptions<'_>,
) -> Result<OpenFile<'i>, Vec<Problem>> {
    let one = |problem: Box<Problem>| vec![*problem];
    let mut input = input;
    let book = Workbook::open(name, &mut input).map_err(one)?;
    let (mut form, mut problems) = (None, Vec::new());
    let sheet = book.choose(options.sheet.as_deref());
    let answers = book.sheets().iter().find(|sheet| sheet.visible && sheet.name.eq_ignore_ascii_case("responses"));
    let sheet = match (sheet, answers.map(|sheet| sheet.name.clone())) {
        (Ok(sheet), Some(answers)) if options.form.is_none() && sheet == answers => sheet,
        (Err(_), Some(answers)) if options.sheet.is_none() => answers,
        (sheet, _) => {
            let sheet = sheet.map_err(|problem| vec![perhaps_questions(name, &mut input, *problem)])?;
            return finish_workbook(book, sheet, None, Vec::new());
        }
    };
    // A workbook with a sheet of responses may list its questions in the others.
    if options.form.is_none() && book.sheets().len() > 1 && input.seek(SeekFrom::Start(0)).is_ok() {
        let listed = read_workbook_form(name, &mut input, None).ok();
        (form, problems) = listed.map_or((None, Vec::new()), |(form, problems)| (Some(form), problems));
    }
    finish_workbook(book, sheet, form, problems)
}

/// A workbook whose sheets are all there is to a questionnaire is likely given in place of the answers.
fn perhaps_questions(name: &str, input: &mut impl Input, problem: Problem) -> Problem {
    let read = (problem.code == "several_sheets").then(|| read_workbook_form(name, input, None).ok()).flatten();
    let Some((form, _)) = read.filter(|(form, _)| !form.questions.is_empty()) else { return problem };
    problem.hint(format!(
        "sheets of it list {} questions: to load the answers to them, give this file with `--questionnaire` (on the page: \u{201c}Questionnaire\u{201d}); where a sheet holds the answers, name it with `--sheet NAME`",
        form.questions.len()
    ))
}

fn finish_workbook<'i>(
    mut book: Workbook,
    sheet: String,
    form: Option<Form>,
    problems: Vec<Problem>,
) -> Result<OpenFile<'i>, Vec<Problem>> {
    let rows = book.rows(&sheet).map_err(|problem| vec![*problem])?;
    Ok(OpenFile {
        rows: Box::new(rows),
        encoding: "workbook".to_owned(),
        delimiter: None,
        sheet: Some(sheet),
        form,
        problems,
    })
}

fn open_spss<'i>(name: &str, input: impl Input + 'i) -> Result<OpenFile<'i>, Vec<Problem>> {
    let file = spss::open(name, input)?;
    Ok(OpenFile {
        encoding: file.encoding_label(),
        delimiter: None,
        sheet: None,
        form: Some(file.form().clone()),
        rows: Box::new(file),
        problems: Vec::new(),
    })
}

/// A workbook, an archive of LimeSurvey, or an archive that holds one table.
fn open_zip<'i>(
    name: &str,
    mut input: impl Input + 'i,
    options: &ReadOptions<'_>,
) -> Result<OpenFile<'i>, Vec<Problem>> {
    let one = |problem: Box<Problem>| vec![*problem];
    let mut archive = Archive::open(name, &mut input).map_err(one)?;
    let names = archive.names();
    if ["[Content_Types].xml", "content.xml", "mimetype"].iter().any(|part| names.iter().any(|name| name == part)) {
        drop(archive);
        input.seek(SeekFrom::Start(0)).map_err(|error| {
            vec![Problem::error("unreadable_file", Place::file(name), format!("it cannot be read: {error}"))]
        })?;
        return open_workbook(name, input, options);
    }
    let ends = |name: &String, endings: &[&str]| endings.iter().any(|end| name.to_lowercase().ends_with(end));
    if names.iter().any(|name| ends(name, &[".lss"])) {
        drop(archive);
        return open_limesurvey(name, input);
    }
    let tables: Vec<&String> =
        names.iter().filter(|name| ends(name, &TABLES) && !name.starts_with("__MACOSX")).collect();
    let [table] = tables[..] else {
        return Err(vec![not_one_table(name, &tables)]);
    };
    let bytes = archive.read(table).map_err(one)?.unwrap_or_default();
    let mut inner = Cursor::new(bytes);
    let inner_name = format!("{name}/{table}");
    match kind_of(&first_bytes(&inner_name, &mut inner)?) {
        FileKind::Zip | FileKind::OldWorkbook => open_workbook(&inner_name, inner, options),
        FileKind::Spss | FileKind::SpssPortable => open_spss(&inner_name, inner),
        _ => open_text(&inner_name, inner, options),
    }
}

fn not_one_table(name: &str, tables: &[&String]) -> Problem {
    let names: Vec<String> = tables.iter().take(8).map(|table| format!("`{table}`")).collect();
    let found = if names.is_empty() { "no table".to_owned() } else { names.join(", ") };
    Problem::error("not_one_table", Place::file(name), "the archive does not hold exactly one table")
        .found(found)
        .expected("one export, such as a `.csv` or `.xlsx` file")
        .hint("unpack it and load the file with the answers")
}

/// The archive of a whole survey: the questionnaire and the answers.
fn open_limesurvey<'i>(name: &str, mut input: impl Input + 'i) -> Result<OpenFile<'i>, Vec<Problem>> {
    let mut bytes = Vec::new();
    input.seek(SeekFrom::Start(0)).and_then(|_| input.read_to_end(&mut bytes)).map_err(|error| {
        vec![Problem::error("unreadable_file", Place::file(name), format!("it cannot be read: {error}"))]
    })?;
    let (form, problems) = read_limesurvey(name, &bytes, None)?;
    let Some(rows) = read_limesurvey_responses(name, &bytes)? else {
        let problem = Problem::error("no_rows", Place::file(name), "the archive holds a questionnaire and no answers");
        return Err(vec![problem.hint("export the responses too, or give this file with `--questionnaire`")]);
    };
    Ok(OpenFile {
        rows: Box::new(rows),
        encoding: "LimeSurvey archive".to_owned(),
        delimiter: None,
        sheet: None,
        form: Some(form),
        problems,
    })
}
