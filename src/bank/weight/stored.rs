//! A weight kept beside the answers: `weights/NAME.toml` with the targets and the account, and `weights/NAME.<print>.csv` with a
//! weight for each respondent.
//!
//! The account names the file of weights by its fingerprint, and is written last: until then the weight is not there, or is the one
//! it was. It names the fingerprint of the answers too: a weight made for other answers is told of and not used.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::bank::open::RESPONSES;
use crate::bank::weight::WeightReport;
use crate::corpus::store::{Amendment, SourceFiles};
use crate::problem::{Place, Problem};
use crate::survey::{Answer, Class, Missing, Question, QuestionKind, Questionnaire, Respondent, Role};
use crate::text;

const FOLDER: &str = "weights";
/// The version of this layout.
const FORMAT: u32 = 1;
/// How many digits of its fingerprint the name of a file of weights has.
const DIGITS: usize = 12;

/// A weight that is kept and belongs to the answers there are.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredWeight {
    /// What it is called.
    pub name: String,
    /// Its file within the source.
    file: String,
}

/// `weights/NAME.toml`.
#[derive(Debug, Serialize, Deserialize)]
struct Account {
    format: u32,
    /// SHA-256 of the answers it was made for.
    answers: String,
    /// SHA-256 of its weights.
    weights: String,
    report: WeightReport,
}

fn csv_name(name: &str, print: &str) -> String {
    format!("{name}.{}.csv", print.get(..DIGITS).unwrap_or(print))
}

/// Keeps the weights of respondents `ids` under the name of their report, made for answers of the fingerprint `answers`.
pub(super) fn keep(
    amendment: &Amendment,
    report: &WeightReport,
    ids: &[String],
    weights: &[f64],
    answers: &str,
) -> Result<(), Problem> {
    let name = report.name.as_str();
    if amendment.print_of(RESPONSES).as_deref() != Some(answers) {
        let place = Place::file(amendment.name_of(RESPONSES));
        let problem = Problem::error("changed_meanwhile", place, "the answers were changed while the weight was made");
        return Err(problem.hint("make it again; nothing was kept"));
    }
    let rows = csv_text(ids, weights)?;
    let print = text::fingerprint(rows.as_bytes());
    let file = csv_name(name, &print);
    let account = Account { format: FORMAT, answers: answers.to_owned(), weights: print, report: report.clone() };
    let account = toml::to_string(&account).map_err(|error| unwritable(name, &error.to_string()))?;
    amendment.write(&format!("{FOLDER}/{file}"), rows.as_bytes())?;
    amendment.write(&format!("{FOLDER}/{name}.toml"), account.as_bytes())?;
    let start = format!("{name}.");
    amendment.clear(FOLDER, |other| other.starts_with(&start) && other.ends_with(".csv") && other != file);
    Ok(())
}

fn csv_text(ids: &[String], weights: &[f64]) -> Result<String, Problem> {
    let mut rows = csv::Writer::from_writer(Vec::new());
    let mut written = rows.write_record(["respondent", "weight"]);
    for (id, weight) in ids.iter().zip(weights) {
        written = written.and_then(|()| rows.write_record([id.as_str(), &weight.to_string()]));
    }
    let bytes =
        written.map_err(|error| error.to_string()).and_then(|()| rows.into_inner().map_err(|it| it.to_string()));
    bytes
        .and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string()))
        .map_err(|why| unwritable(FOLDER, &why))
}

fn unwritable(name: &str, why: &str) -> Problem {
    Problem::error("unwritable", Place::file(name), format!("the weight cannot be written: {why}"))
}

/// The weights of a survey that can be used, with what is wrong with the others; each that can is a question of `questionnaire`
/// from now on.
pub(in crate::bank) fn read_weights(
    files: &SourceFiles,
    questionnaire: &mut Questionnaire,
) -> (Vec<StoredWeight>, Vec<Problem>) {
    let accounts: Vec<&str> =
        files.names().filter(|name| name.starts_with("weights/") && name.ends_with(".toml")).collect();
    if accounts.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let answers = files.print_of(RESPONSES).unwrap_or_default();
    let (mut weights, mut problems) = (Vec::new(), Vec::new());
    for file in accounts {
        match read_one(files, file, &answers, questionnaire) {
            Ok((weight, question)) => {
                questionnaire.questions.push(question);
                weights.push(weight);
            }
            Err(problem) => problems.push(problem),
        }
    }
    (weights, problems)
}

fn read_one(
    files: &SourceFiles,
    file: &str,
    answers: &str,
    questionnaire: &Questionnaire,
) -> Result<(StoredWeight, Question), Problem> {
    let place = || Place::file(files.name_of(file));
    let again =
        "make it again with `insight-bank weight SURVEY --targets FILE --name NAME --replace`, or delete its files";
    let text = files.read(file)?;
    let account: Account = toml::from_str(&text).map_err(|error| {
        let message = format!("the account of the weight cannot be read: {}", error.message());
        Problem::error("bad_weight", place(), message).hint(again)
    })?;
    let name = account.report.name.clone();
    let fault = |code: &str, message: String| Problem::error(code, place(), message).hint(again);
    if file.strip_prefix("weights/").and_then(|file| file.strip_suffix(".toml")) != Some(name.as_str()) {
        return Err(fault("bad_weight", format!("the file is not called as its weight, `{name}`")));
    }
    if questionnaire.find(&name).is_some() {
        return Err(fault("bad_weight", format!("the survey has a question `{name}` too, so the weight is not used")));
    }
    if account.answers != answers {
        return Err(fault("stale_weight", format!("the weight `{name}` was made for other answers and is not used")));
    }
    let csv = format!("{FOLDER}/{}", csv_name(&name, &account.weights));
    if files.print_of(&csv).as_deref() != Some(account.weights.as_str()) {
        return Err(fault(
            "bad_weight",
            format!("the weights of `{name}` are not there as they were made, so it is not used"),
        ));
    }
    Ok((StoredWeight { name: name.clone(), file: csv }, question(&account.report)))
}

/// The weight as a question of its survey.
fn question(report: &WeightReport) -> Question {
    let margins: Vec<&str> = report.margins.iter().map(|margin| margin.question.as_str()).collect();
    Question {
        id: report.name.clone(),
        text: format!("Weight to the margins of {}, made on {}", margins.join(", "), report.made),
        kind: QuestionKind::Number,
        class: Class::Sensitive,
        options: Vec::new(),
        grid: None,
        asked_if: None,
        codes: Vec::new(),
        role: Some(Role::Weight),
        empty_is_answer: false,
    }
}

/// Puts to each respondent what they weigh, in the order of `weights`.
pub(in crate::bank) fn joined(
    weights: &[StoredWeight],
    files: &SourceFiles,
    problems: &mut Vec<Problem>,
) -> impl FnMut(&mut Respondent) + use<> {
    let mut columns: Vec<HashMap<String, f64>> = Vec::new();
    for weight in weights {
        columns.push(column(files, &weight.file).unwrap_or_else(|problem| {
            problems.push(problem);
            HashMap::new()
        }));
    }
    move |respondent| {
        for column in &columns {
            let weight = column.get(&respondent.id).copied();
            respondent.answers.push(weight.map_or(Answer::Missing(Missing::Blank), Answer::Number));
        }
    }
}

fn column(files: &SourceFiles, file: &str) -> Result<HashMap<String, f64>, Problem> {
    let fault = |why: String| Problem::error("bad_weight", Place::file(files.name_of(file)), why);
    let mut rows = csv::Reader::from_reader(std::io::BufReader::new(files.open(file)?));
    let rows = rows.deserialize::<(String, f64)>().collect::<Result<_, _>>();
    rows.map_err(|error| fault(format!("the weights cannot be read: {error}")))
}
