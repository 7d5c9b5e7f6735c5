//! A weight kept beside the answers: `weights/NAME.toml` with the targets and the account, and `weights/NAME.<print>.csv` with a
//! weight for each respondent.
//!
//! The account names the file of weights by its fingerprint, and is written last: until then the weight is not there, or is the one
//! it was. It names the fingerprint of the answers too: a weight made for other answers is told of and not used.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::bank::open::RESPONSES;
use crate::bank::weight::WeightReport;
use crate::corpus::store::SourceFiles;
use crate::problem::{Place, Problem};
use crate::survey::{Answer, Class, Missing, Question, QuestionKind, Questionnaire, Respondent, Role};

/// Its folder within the source.
pub(super) const FOLDER: &str = "weights";
/// The version of this layout.
pub(super) const FORMAT: u32 = 1;
/// How many digits of its fingerprint the name of a file of weights has.
const DIGITS: usize = 12;

/// A weight that is kept and belongs to the answers there are.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredWeight {
    /// What it is called.
    pub name: String,
    /// Its file within the source.
    pub(in crate::bank) file: String,
}

/// `weights/NAME.toml`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Account {
    pub(super) format: u32,
    /// SHA-256 of the answers it was made for.
    pub(super) answers: String,
    /// SHA-256 of its weights.
    pub(super) weights: String,
    pub(super) report: WeightReport,
}

/// The name of the file of the weights with the fingerprint `print`.
pub(super) fn csv_name(name: &str, print: &str) -> String {
    format!("{name}.{}.csv", print.get(..DIGITS).unwrap_or(print))
}

/// The weights of a survey that can be used, with what is wrong with the others; each that can is a question of `questionnaire`
/// from now on.
pub(in crate::bank) fn read_weights(
    files: &SourceFiles,
    questionnaire: &mut Questionnaire,
) -> (Vec<StoredWeight>, Vec<Problem>) {
    let names = names(files);
    if names.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let answers = files.print_of(RESPONSES).unwrap_or_default();
    let (mut weights, mut problems) = (Vec::new(), Vec::new());
    for name in names {
        match read_one(files, &name, answers, questionnaire) {
            Ok((weight, question)) => {
                questionnaire.questions.push(question);
                weights.push(weight);
            }
            Err(problem) => problems.push(problem),
        }
    }
    (weights, problems)
}

/// What the weights beside the answers are called, whether they can be used or not.
pub(super) fn names(files: &SourceFiles) -> Vec<String> {
    let name = |file: &str| Some(file.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".toml")?.to_owned());
    files.names().filter_map(name).collect()
}

fn read_one(
    files: &SourceFiles,
    name: &str,
    answers: &str,
    questionnaire: &Questionnaire,
) -> Result<(StoredWeight, Question), Problem> {
    let file = format!("{FOLDER}/{name}.toml");
    let fault = |code: &str, message: String| {
        let hint = "make it again with `insight-bank weight SURVEY --targets FILE --name NAME --replace`, or take it back with `--remove NAME`";
        Problem::error(code, Place::file(files.name_of(&file)), message).hint(hint)
    };
    let account: Account = toml::from_str(&files.read(&file)?).map_err(|error| {
        fault("bad_weight", format!("the account of the weight cannot be read: {}", error.message()))
    })?;
    let csv = format!("{FOLDER}/{}", csv_name(name, &account.weights));
    let found = account.report.name.as_str();
    if account.format > FORMAT {
        Err(fault("newer_format", format!("a newer version of this program made the weight `{name}`")))
    } else if found != name {
        Err(fault("bad_weight", format!("the file is not called as its weight, `{found}`")))
    } else if questionnaire.find(name).is_some() {
        Err(fault("bad_weight", format!("the survey has a question `{name}` too, so the weight is not used")))
    } else if account.answers != answers {
        Err(fault("stale_weight", format!("the weight `{name}` was made for other answers and is not used")))
    } else if files.print_of(&csv) != Some(account.weights.as_str()) {
        Err(fault("bad_weight", format!("the weights of `{name}` are not there as they were made, so it is not used")))
    } else {
        Ok((StoredWeight { name: name.to_owned(), file: csv }, question(&account.report)))
    }
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
