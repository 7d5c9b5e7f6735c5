//! Reading `codings.csv`: the codes people gave to open answers.

use std::collections::BTreeSet;

use crate::problem::{Place, Problem};
use crate::survey::{Coding, Questionnaire};

/// What stands for an answer that fits no code of the frame.
const NO_CODE: &str = "@none";

/// Reads the codings of a survey. A row that names an unknown question or code is reported and left out.
pub fn read_codings(file: &str, questionnaire: &Questionnaire, csv: &[u8]) -> (Vec<Coding>, Vec<Problem>) {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv);
    let mut codings = BTreeSet::new();
    let mut problems = Vec::new();
    for (number, row) in rows.records().enumerate() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                let message = "a row cannot be read as UTF-8 text";
                problems.push(Problem::error("unreadable", Place::file(file).line(line), message));
                continue;
            }
        };
        let place = Place::file(file).line(row.position().map_or(0, csv::Position::line));
        if number == 0 {
            problems.extend(heading_problem(&row, place));
            continue;
        }
        match read_row(questionnaire, &row, &place) {
            Ok(coding) => {
                if !codings.insert(coding) {
                    problems.push(Problem::warning("duplicate_coding", place, "the same code is given twice"));
                }
            }
            Err(problem) => problems.push(*problem),
        }
    }
    (codings.into_iter().collect(), problems)
}

fn heading_problem(row: &csv::StringRecord, place: Place) -> Option<Problem> {
    let expected = ["respondent", "question", "code"];
    let names = row.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_lowercase());
    let found: Vec<String> = names.collect();
    (found != expected).then(|| {
        Problem::error("bad_heading", place, "the heading of the codings is not as it should be")
            .found(found.join(","))
            .expected(expected.join(","))
    })
}

fn read_row(questionnaire: &Questionnaire, row: &csv::StringRecord, place: &Place) -> Result<Coding, Box<Problem>> {
    let error = |code: &str, field: &str, message: String| Problem::error(code, place.clone().field(field), message);
    let cells: Vec<&str> = row.iter().map(str::trim).collect();
    let [respondent, question, code] = cells[..] else {
        let problem = error("ragged_row", "code", "a coding has not three cells".to_owned());
        return Err(Box::new(problem.found(row.len().to_string()).expected("3")));
    };
    if respondent.is_empty() {
        return Err(Box::new(error("no_respondent", "respondent", "a coding names no respondent".to_owned())));
    }
    let Some(known) = questionnaire.find(question) else {
        return Err(Box::new(error("unknown_question", "question", format!("there is no question `{question}`"))));
    };
    let named = known.codes.iter().find(|entry| entry.id.eq_ignore_ascii_case(code));
    let code = match named {
        Some(entry) => Some(entry.id.clone()),
        None if code == NO_CODE => None,
        None => {
            let ids: Vec<&str> = known.codes.iter().map(|entry| entry.id.as_str()).collect();
            let message = format!("the frame of question `{}` has no code `{code}`", known.id);
            return Err(Box::new(error("unknown_code", "code", message).expected(ids.join(", "))));
        }
    };
    Ok(Coding { respondent: respondent.to_owned(), question: known.id.clone(), code })
}
