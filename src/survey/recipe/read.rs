//! Reading a recipe, with every fault of it told at once.

use toml::de::{DeTable, DeValue};

use super::question::{MORE_KEYS, read_asked};
use super::{FileWishes, Recipe};
use crate::corpus::SurveyKind;
use crate::problem::{Place, Problem};
use crate::survey::canonical::fields::Fields;
use crate::survey::canonical::questionnaire::{read_questions, word};
use crate::survey::form::Form;

/// The format of recipes that is read and written.
const FORMAT: usize = 1;
/// How many problems are told of one recipe.
const TOLD: usize = 200;
const KEYS: [&str; 7] = ["format", "title", "language", "survey_kind", "technical", "file", "question"];
const FILE_KEYS: [&str; 7] = ["maker", "encoding", "delimiter", "header_rows", "skip_rows", "sheet", "repair"];
/// The dividers of cells, by their words and as they stand in a file.
const DELIMITERS: [(&str, &str); 8] = [
    ("comma", "comma"),
    ("semicolon", "semicolon"),
    ("tab", "tab"),
    ("vertical bar", "vertical bar"),
    (",", "comma"),
    (";", "semicolon"),
    ("\t", "tab"),
    ("|", "vertical bar"),
];

/// Reads a recipe; `name` is what problems call the file. Every problem comes at once, each with its line. What is wrong is left
/// out of the recipe, and there is no recipe only where nothing useful could be read. The record of a survey (`source.toml`)
/// is a recipe of its questions too: what else it says is left to the reader of sources.
pub fn read_recipe(name: &str, text: &str) -> (Option<Recipe>, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut fields = Fields::new(name, text);
    let (root, faults) = DeTable::parse_recoverable(text);
    for fault in &faults {
        let place = fault.span().map_or_else(|| Place::file(name), |span| fields.place(span.start));
        let message = fault.message().split_whitespace().collect::<Vec<_>>().join(" ");
        let problem = Problem::error("bad_toml", place, message.trim_end_matches('.'));
        fields.problems.push(problem.hint("correct the line; texts stand in quotes, lists in brackets"));
    }
    let recipe = read_root(&mut fields, root.get_ref());
    let recipe = recipe.filter(|recipe| *recipe != nothing());
    if recipe.is_none() && fields.problems.is_empty() {
        let problem = Problem::error("empty_recipe", Place::file(name), "there are no questions in this file");
        let hint = "a recipe has a table `[[question]]` for each question; a load writes one beside each survey";
        fields.problems.push(problem.hint(hint));
    }
    (recipe, bounded(name, fields.problems))
}

/// A recipe that says nothing.
fn nothing() -> Recipe {
    Recipe { form: Form { settled: true, ..Form::default() }, ..Recipe::default() }
}

fn read_root(fields: &mut Fields<'_>, root: &DeTable<'_>) -> Option<Recipe> {
    if let Some(format) = fields.count(root, "format")
        && format != FORMAT
    {
        let at = root.get("format").map_or(0, |value| value.span().start);
        let problem = fields.error("unknown_format", at, "format", "this recipe is of another format".to_owned());
        problem.found = Some(format.to_string());
        problem.expected = Some(FORMAT.to_string());
        problem.hint = Some("it was written by another version; load the survey anew to have a recipe made".to_owned());
        return None;
    }
    let is_record = root.get("kind").is_some_and(|kind| matches!(kind.get_ref(), DeValue::String(_)));
    if !is_record {
        fields.unknown_keys(root, "a recipe", &KEYS);
    }
    let file = read_wishes(fields, root);
    let form = read_form(fields, root, file.maker.clone().unwrap_or_default());
    let at = root.get("survey_kind").map(|value| value.span().start);
    let survey_kind = at.and_then(|at| {
        let words: Vec<_> = SurveyKind::ALL.iter().map(|kind| (kind.as_str(), *kind)).collect();
        word(fields, root, at, "survey_kind", &words)
    });
    Some(Recipe { file, survey_kind, form })
}

fn read_form(fields: &mut Fields<'_>, root: &DeTable<'_>, maker: String) -> Form {
    let asked = read_questions(fields, root, MORE_KEYS);
    Form {
        maker,
        title: fields.text(root, "title"),
        language: fields.text(root, "language"),
        questions: asked.into_iter().map(|asked| read_asked(fields, asked)).collect(),
        settled: true,
        technical: root.get("technical").map(|value| fields.texts(value, "technical")).unwrap_or_default(),
    }
}

fn read_wishes(fields: &mut Fields<'_>, root: &DeTable<'_>) -> FileWishes {
    let Some((table, at)) = fields.table(root, "file") else {
        return FileWishes::default();
    };
    fields.unknown_keys(table, "the file", &FILE_KEYS);
    let delimiter = table.get("delimiter").and_then(|_| word(fields, table, at, "delimiter", &DELIMITERS));
    FileWishes {
        maker: fields.text(table, "maker"),
        encoding: fields.text(table, "encoding"),
        delimiter: delimiter.map(str::to_owned),
        header_rows: fields.count(table, "header_rows"),
        skip_rows: fields.count(table, "skip_rows"),
        sheet: fields.text(table, "sheet"),
        repair: fields.flag(table, "repair"),
    }
}

/// The problems in the order of the file, no more of them than anybody reads.
fn bounded(name: &str, mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.place.line);
    let more = problems.len().saturating_sub(TOLD);
    if more > 0 {
        problems.truncate(TOLD);
        let message = format!("{more} more problems are not listed");
        problems.push(Problem::error("more_problems", Place::file(name), message).hint("correct those above first"));
    }
    problems
}
