//! The whole way of a load: bytes, text, table, questions, answers, account.

use super::heading::Heading;
use super::table::Table;
use super::{LoadedSurvey, Recognised, Reconciliation, bytes, delimiter, fill, recognise, table};
use crate::problem::Problem;
use crate::survey::Questionnaire;

/// What the caller knows of the file beforehand.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadOptions<'q> {
    /// The questions as they were asked. What the file holds besides is recognised.
    pub questionnaire: Option<&'q Questionnaire>,
    /// What divides the cells, when it should not be looked for.
    pub delimiter: Option<u8>,
}

/// Reads a CSV file of answers with one heading row. `name` is what messages call the file.
///
/// # Errors
///
/// Only when no table can be read at all: the file is empty, is not text in UTF-8, has no headings or no rows, or two delimiters
/// fit it equally well. Everything else that is wrong or open is in the reconciliation.
pub fn read_csv(name: &str, bytes: &[u8], options: &ReadOptions<'_>) -> Result<LoadedSurvey, Vec<Problem>> {
    let one = |problem: Box<Problem>| vec![*problem];
    let (text, encoding) = bytes::decode(name, bytes).map_err(one)?;
    let divider = options.delimiter.map_or_else(|| delimiter::find(name, text), Ok).map_err(one)?;
    let table = table::read(name, text, divider).map_err(one)?;
    let mut survey = recognise::recognise(name, &table, options.questionnaire);
    if has_second_heading(&table) {
        survey.points.second_heading();
    }
    let respondents = fill::respondents(&table, &survey.plans, &survey.technical);
    let columns = fill::accounts(&table, &survey.plans, &survey.technical);
    let mut problems = table.problems;
    problems.append(&mut survey.points.problems);
    let reconciliation = Reconciliation {
        recognised: Recognised {
            maker: maker(&table.columns.iter().map(|column| &column.heading).collect::<Vec<_>>()),
            layout: "one row per respondent".to_owned(),
            encoding: encoding.to_owned(),
            delimiter: (divider != delimiter::NONE).then(|| delimiter::label(divider).to_owned()),
            header_rows: 1,
        },
        rows: u64::try_from(table.rows).unwrap_or(u64::MAX),
        columns,
        open_points: survey.points.open,
        problems,
    };
    let questions = survey.plans.into_iter().map(|plan| plan.question).collect();
    Ok(LoadedSurvey { questionnaire: Questionnaire { questions }, respondents, reconciliation })
}

/// Who made the file, by the headings each maker puts first.
fn maker(headings: &[&Heading]) -> Option<String> {
    let name = |index: usize| headings.get(index).map_or("", |heading| heading.name.as_str());
    let has = |wanted: &str| headings.iter().any(|heading| heading.name.eq_ignore_ascii_case(wanted));
    let coded = headings.iter().filter(|heading| heading.code.is_some() && heading.part.is_some()).count();
    let maker = if name(0).eq_ignore_ascii_case("RespondentID") || has("CollectorID") || has("Collector ID") {
        "SurveyMonkey"
    } else if name(0) == "ID" && name(1) == "Start time" && name(2) == "Completion time" {
        "Microsoft Forms"
    } else if name(0) == "Timestamp" {
        "Google Forms"
    } else if has("ResponseId") || (has("StartDate") && has("RecordedDate")) {
        "Qualtrics"
    } else if has("submitdate") || has("startlanguage") || coded > 1 {
        "LimeSurvey"
    } else {
        return None;
    };
    Some(maker.to_owned())
}

/// Whether the first row continues the headings: it fills columns whose heading is blank and leaves the first one empty, or it
/// holds the import ids of Qualtrics.
fn has_second_heading(table: &Table<'_>) -> bool {
    let first = |index: usize| {
        let column = table.columns.get(index)?;
        column.values.get(*column.cells.first()? as usize).map(|value| value.trim())
    };
    let filled = |index: &usize| first(*index).is_some_and(|cell| !cell.is_empty());
    let blanks: Vec<usize> = (0..table.columns.len()).filter(|index| table.columns[*index].heading.blank).collect();
    let continued =
        blanks.len() > 1 && first(0) == Some("") && blanks.iter().filter(|index| filled(index)).count() == blanks.len();
    continued
        || (0..table.columns.len()).any(|index| first(index).is_some_and(|cell| cell.starts_with("{\"ImportId\"")))
}
