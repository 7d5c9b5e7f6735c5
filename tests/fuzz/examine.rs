//! What is read from an input, and what must hold of it whatever the input is.

use std::io::Cursor;

use insight_bank::corpus::template::{TemplateTable, read_template};
use insight_bank::corpus::{
    Source, SourceKind, read_bibtex, read_passages, read_ris, read_source, write_markdown, write_source,
};
use insight_bank::file::workbook::Workbook;
use insight_bank::file::{Block, Document, Row, Rows, page, pdf, word};
use insight_bank::framework::Framework;
use insight_bank::id::Slug;
use insight_bank::problem::Problem;
use insight_bank::survey::load::{ReadOptions, read_form, read_survey};
use insight_bank::survey::read_questionnaire;
use insight_bank::survey::recipe::{read_recipe, write_recipe};

use crate::account;
use crate::seeds::ending;

/// More problems than a person can read, from one file.
const MOST_PROBLEMS: usize = 5_000;

/// Reads `bytes` through every door that a file of this name goes through.
///
/// # Errors
/// What does not hold: first a line without anything of the input, by which findings are told apart.
pub(crate) fn examine(name: &str, bytes: &[u8]) -> Result<(), String> {
    match ending(name) {
        "docx" => document(word::read_docx(name, Cursor::new(bytes.to_vec()))),
        "odt" => document(word::read_odt(name, Cursor::new(bytes.to_vec()))),
        "pdf" => document(pdf::read_pdf(name, bytes)),
        "html" | "htm" => document(page::read_html(name, &page::decode_html(bytes)).map(|page| (page, Vec::new()))),
        "ris" => references(&read_ris(name, &String::from_utf8_lossy(bytes)).1),
        "bib" => references(&read_bibtex(name, &String::from_utf8_lossy(bytes)).1),
        "toml" => record(&String::from_utf8_lossy(bytes)),
        "md" => passages(&String::from_utf8_lossy(bytes)),
        _ => table(name, bytes),
    }
}

fn table(name: &str, bytes: &[u8]) -> Result<(), String> {
    form(name, bytes)?;
    if ending(name) == "txt" {
        passages(&String::from_utf8_lossy(bytes))?;
    }
    if ["xlsx", "ods", "xls"].contains(&ending(name)) {
        workbook(name, bytes)?;
    }
    let read = || read_survey(name, Cursor::new(bytes.to_vec()), &ReadOptions::default());
    match (read(), read()) {
        (Err(first), Err(second)) => same(&first, &second)?,
        (Ok(first), Ok(second)) => {
            account::balance(&first)?;
            same(&first.reconciliation, &second.reconciliation)?;
            if first.questionnaire != second.questionnaire || first.respondents != second.respondents {
                return Err("reading twice gives different answers".to_owned());
            }
            account::written_and_read(&first)?;
            let recipe = account::replayed(name, bytes, &first)?;
            if ["csv", "tsv", "tab", "txt"].contains(&ending(name))
                && first.reconciliation.recognised.delimiter.is_some()
            {
                account::nothing_lost(bytes, &first, &recipe)?;
            }
        }
        _ => return Err("read once and refused once".to_owned()),
    }
    Ok(())
}

fn form(name: &str, bytes: &[u8]) -> Result<(), String> {
    match read_form(name, bytes, None) {
        Ok((form, problems)) => {
            bounded(&problems)?;
            let options = ReadOptions { form: Some(&form), ..ReadOptions::default() };
            let small = b"id,q1,q2_1\n1,Yes,1\n2,No,\n3,Yes,2\n";
            read_survey("small.csv", Cursor::new(&small[..]), &options)
                .map_or(Ok(()), |survey| account::balance(&survey))
        }
        Err(problems) => refused(&problems),
    }
}

/// Every sheet as the table of a template.
fn workbook(name: &str, bytes: &[u8]) -> Result<(), String> {
    let mut book = match Workbook::open(name, Cursor::new(bytes.to_vec())) {
        Ok(book) => book,
        Err(problem) => return refused(&[*problem]),
    };
    let names: Vec<String> = book.sheets().iter().take(20).map(|sheet| sheet.name.clone()).collect();
    let mut tables = Vec::new();
    for sheet in names {
        let Ok(mut cells) = book.rows(&sheet) else { continue };
        let (mut rows, mut row) = (Vec::new(), Row::default());
        while rows.len() < 2_000 && cells.read(&mut row).map_err(|_| "a sheet breaks off".to_owned())? {
            rows.push(row.clone());
        }
        tables.push(TemplateTable { name: sheet, rows });
    }
    template(name, &tables)
}

fn template(name: &str, tables: &[TemplateTable]) -> Result<(), String> {
    let (source, problems) = read_template(&slug()?, name, tables, &Framework::default());
    bounded(&problems)?;
    source.map_or(Ok(()), |source| kept(&source))
}

/// A text as a recipe, as the record of a source, and as the record of a survey.
fn record(text: &str) -> Result<(), String> {
    let (recipe, problems) = read_recipe("recipe.toml", text);
    bounded(&problems)?;
    if let Some(recipe) = recipe.filter(|_| problems.is_empty()) {
        let (again, problems) = read_recipe("recipe.toml", &write_recipe(&recipe));
        if !problems.is_empty() || again.is_none() {
            return Err(format!("a recipe that was written cannot be read\n{problems:?}"));
        }
    }
    bounded(&read_questionnaire("source.toml", text).1)?;
    let (source, problems) = read_source(&slug()?, "source.toml", text, &Framework::default());
    bounded(&problems)?;
    source.filter(|_| problems.is_empty()).map_or(Ok(()), |source| kept(&source))
}

/// The record that is kept of a source can be read.
fn kept(source: &Source) -> Result<(), String> {
    let (again, problems) = read_source(&source.id, "source.toml", &write_source(source), &Framework::default());
    let errors: Vec<&Problem> = problems.iter().filter(|problem| problem.code == "bad_toml").collect();
    if again.is_none() || !errors.is_empty() {
        return Err(format!("a record that was written cannot be read\n{problems:?}"));
    }
    Ok(())
}

fn slug() -> Result<Slug, String> {
    "source".parse().map_err(|_| "no slug".to_owned())
}

fn document(reading: Result<(Document, Vec<Problem>), Vec<Problem>>) -> Result<(), String> {
    match reading {
        Ok((document, problems)) => {
            bounded(&problems)?;
            let of_rows = |rows: &Vec<Vec<String>>| TemplateTable {
                name: "Table".to_owned(),
                rows: (1..).zip(rows).map(|(line, row)| Row::of(line, row.iter().map(String::as_str))).collect(),
            };
            let tables = document.blocks.iter().filter_map(|block| match block {
                Block::Table { rows } => Some(of_rows(rows)),
                _ => None,
            });
            template("seed.docx", &tables.collect::<Vec<_>>())?;
            passages(&write_markdown(&document))
        }
        Err(problems) => refused(&problems),
    }
}

fn passages(text: &str) -> Result<(), String> {
    let (_, problems) = read_passages(&Source::new(slug()?, SourceKind::Document, "Source"), "text.md", text);
    bounded(&problems)
}

fn references(problems: &[Problem]) -> Result<(), String> {
    bounded(problems)
}

/// A refusal says why and what to do, and never at endless length.
fn refused(problems: &[Problem]) -> Result<(), String> {
    bounded(problems)?;
    if problems.iter().any(Problem::is_error) { Ok(()) } else { Err("refused without a reason".to_owned()) }
}

pub(crate) fn bounded(problems: &[Problem]) -> Result<(), String> {
    let code = problems.first().map_or("", |problem| &problem.code);
    if problems.len() > MOST_PROBLEMS {
        return Err(format!("problems without end, first `{code}`\n{}", problems.len()));
    }
    let long = problems.iter().find(|problem| {
        let texts = [Some(&problem.message), problem.found.as_ref(), problem.expected.as_ref(), problem.hint.as_ref()];
        texts.into_iter().flatten().any(|text| text.len() > 10_000)
    });
    long.map_or(Ok(()), |problem| Err(format!("a problem of more than a page, `{}`", problem.code)))
}

fn same<T: PartialEq + std::fmt::Debug>(first: &T, second: &T) -> Result<(), String> {
    if first == second {
        Ok(())
    } else {
        Err(format!("reading twice gives a different account\n{first:?}\n{second:?}"))
    }
}
