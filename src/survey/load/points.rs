//! What a person should settle: the open points of a load, and its smaller problems.

use std::collections::BTreeMap;

use super::labels::{looks_not_applicable, looks_prefer_not_to_say};
use super::plan::{From, Outcome, Plan};
use super::profile::Column;
use super::technical::Technical;
use super::{OpenPoint, class};
use crate::problem::{Place, Problem};
use crate::survey::form::Form;
use crate::survey::{Answer, AnswerOption, Class, Question, QuestionKind};

/// How many names a message lists.
const LISTED: usize = 8;

/// The points and problems found so far.
pub(super) struct Points {
    file: String,
    pub(super) open: Vec<OpenPoint>,
    pub(super) problems: Vec<Problem>,
    /// For each question, the answers its questionnaire does not know.
    pub(super) strange: BTreeMap<String, Vec<(String, u64)>>,
    none_or_skipped: Vec<String>,
    merged: Vec<(String, usize)>,
    differing: Vec<String>,
}

impl Points {
    pub(super) fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            open: Vec::new(),
            problems: Vec::new(),
            strange: BTreeMap::new(),
            none_or_skipped: Vec::new(),
            merged: Vec::new(),
            differing: Vec::new(),
        }
    }

    fn push(&mut self, code: &str, question: Option<&str>, message: String, meanwhile: &str, settle: String) {
        let question = question.map(str::to_owned);
        self.open.push(OpenPoint { code: code.to_owned(), question, message, meanwhile: meanwhile.to_owned(), settle });
    }

    /// A warning about a question.
    pub(super) fn warn(&mut self, code: &str, question: &str, message: String, hint: &str) {
        let place = Place::file(&self.file).field(question);
        self.problems.push(Problem::warning(code, place, message).hint(hint));
    }

    /// A question of the questionnaire whose column holds other answers than it has options for.
    pub(super) fn questionnaire_differs(&mut self, id: &str) {
        self.differing.push(id.to_owned());
    }

    /// Answers to a known question that it has no option for: how many, and those that come back.
    pub(super) fn unknown_options(&mut self, question: &Question, strange: &[(String, u64)]) {
        let count: u64 = strange.iter().map(|(_, count)| count).sum();
        if count == 0 {
            return;
        }
        self.strange.insert(question.id.to_lowercase(), strange.to_vec());
        let is_label = |(text, count): &&(String, u64)| *count > 2 && text.chars().count() <= 60;
        let names: Vec<String> = strange.iter().filter(is_label).map(|(text, _)| text.clone()).collect();
        let which = if names.is_empty() { String::new() } else { format!(", among them {}", listed(&names)) };
        let message = format!("answers to `{}` that the questionnaire does not know: {count}{which}", question.id);
        let hint = "each became an option of its own, or words kept beside \"other\"; where it is another wording of an option, add it in the recipe as `also`";
        self.warn("unknown_option", &question.id, message, hint);
    }

    /// Questions of the questionnaire that the file has no column for, of `all`.
    pub(super) fn missing_columns(&mut self, missing: &[String], all: usize) {
        if missing.is_empty() {
            return;
        }
        let message = format!(
            "{} of {all} questions of the questionnaire have no column in the file: {}",
            missing.len(),
            listed(missing)
        );
        let place = Place::file(&self.file).field(missing[0].clone());
        self.problems
            .push(Problem::warning("missing_column", place, message).hint("everybody counts as not asked these"));
    }

    /// Questions that the file words otherwise than the questionnaire does.
    pub(super) fn reworded(&mut self, ids: &[String]) {
        if let Some(first) = ids.first() {
            let message = format!(
                "{} are worded otherwise in the file and in the questionnaire: {}",
                counted(ids.len(), "question", "questions"),
                listed(ids)
            );
            let hint =
                "the wording of the questionnaire was taken; check that it is the one these answers were given to";
            self.warn("wording_differs", first, message, hint);
        }
    }

    /// A questionnaire that is not that of these answers.
    pub(super) fn another_questionnaire(&mut self, form: &Form, columns: &[Column]) {
        let message = format!(
            "hardly any of the {} of the questionnaire is in the file, so it was not used",
            counted(form.questions.len(), "question", "questions")
        );
        let problem = Problem::warning("another_questionnaire", Place::file(&self.file), message)
            .found(format!(
                "headings such as {}",
                listed(&columns.iter().take(3).map(|column| column.heading.name.clone()).collect::<Vec<_>>())
            ))
            .expected(format!(
                "columns such as {}",
                listed(&form.questions.iter().take(3).map(|asked| asked.question.id.clone()).collect::<Vec<_>>())
            ));
        self.problems.push(problem.hint("check that the questionnaire is the one these answers were given to"));
    }

    /// Columns that are no answers: which, and why.
    pub(super) fn left_out(&mut self, columns: &[Column], technical: &[Option<Technical>]) {
        let told = columns.iter().zip(technical).filter(|(column, _)| column.answered() > 0);
        let told = told.filter_map(|(column, technical)| Some((column.heading.name.as_str(), (*technical)?)));
        let told: Vec<String> = told.map(|(name, technical)| format!("`{name}` ({})", technical.label())).collect();
        if told.is_empty() {
            return;
        }
        let more = told.len().saturating_sub(4 * LISTED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let shown: Vec<String> = told.into_iter().take(4 * LISTED).collect();
        let message = format!("left out, as they hold no answers: {}{more}", shown.join(", "));
        let hint = "if one is an answer, take it from `technical` in the recipe, give it a `[[question]]` there, and load again";
        self.problems.push(Problem::note("columns_left_out", Place::file(&self.file), message).hint(hint));
    }

    /// Nothing but columns that are no answers.
    fn no_questions(&mut self) {
        let message =
            "no question was found: every column looks like an id, a name, an address or a note of the survey tool";
        let hint = "if one is an answer, take it from `technical` in the recipe, give it a `[[question]]` there, and load again";
        self.problems.push(Problem::warning("no_questions", Place::file(&self.file), message).hint(hint));
    }

    pub(super) fn none_or_skipped(&mut self, id: &str) {
        self.none_or_skipped.push(id.to_owned());
    }

    /// One point for all questions with a column per option that only say when something was ticked.
    fn tell_none_or_skipped(&mut self) {
        let ids = std::mem::take(&mut self.none_or_skipped);
        let who = "a respondent without any tick may have chosen none or skipped the question";
        let (question, message) = match ids.as_slice() {
            [] => return,
            [id] => (Some(id.clone()), format!("in `{id}` {who}")),
            many => (None, format!("in {} questions {who}: {}", many.len(), listed(many))),
        };
        let settle = beneath("`empty_is_answer = true`", "if nothing ticked means none of them");
        self.push("none_or_skipped", question.as_deref(), message, "counted as skipped: left out of the base", settle);
    }

    pub(super) fn looks_multiple(&mut self, id: &str, delimiter: char) {
        let message =
            format!("the answers to `{id}` may be lists divided by `{delimiter}`, and the options are not certain");
        let settle = beneath(
            &format!("`kind = \"multiple\"`, `divided_by = \"{delimiter}\"` and its `options`"),
            "if they are lists",
        );
        self.push("looks_multiple", Some(id), message, "every cell kept whole", settle);
    }

    pub(super) fn words_beside(&mut self, id: &str, count: u64, delimiter: char) {
        let message = format!(
            "in {} to `{id}` a part between `{delimiter}` is no option that comes back",
            counted(count, "answer", "answers")
        );
        let settle =
            beneath("it as one of the `options`, or as `also` of one", "where such a part is an option after all");
        let meanwhile = "counted as one option, with the words kept beside it";
        self.push("words_beside", Some(id), message, meanwhile, settle);
    }

    pub(super) fn joined_options(&mut self, id: &str, options: &[String]) {
        let message = format!("in `{id}` parts that never go apart were taken for one option: {}", listed(options));
        let settle = beneath("them as `options` of their own", "if they are");
        self.push("joined_options", Some(id), message, "one option each", settle);
    }

    pub(super) fn own_words(&mut self, id: &str, count: u64) {
        let verb = if count == 1 { "is" } else { "are" };
        let message = format!("{} to `{id}` {verb} given by hardly anybody else", counted(count, "answer", "answers"));
        let settle =
            beneath("it as one of the `options`, or as `also` of one", "where such an answer is an option after all");
        self.push("own_words", Some(id), message, "counted as one option, with the words kept beside it", settle);
    }

    pub(super) fn merged_labels(&mut self, id: &str, count: usize) {
        self.merged.push((id.to_owned(), count));
    }

    /// One note for all questions with options that were taken for one.
    fn tell_merged_labels(&mut self) {
        let merged = std::mem::take(&mut self.merged);
        let count: usize = merged.iter().map(|(_, count)| count).sum();
        if count > 0 {
            let ids: Vec<String> = merged.into_iter().map(|(id, _)| id).collect();
            let message =
                format!("options that differ in case or spacing only were taken for one: {count}, in {}", listed(&ids));
            self.problems.push(Problem::note("merged_labels", Place::file(&self.file), message));
        }
    }

    /// One warning for all questions of the questionnaire whose columns hold other answers.
    fn tell_differing(&mut self) {
        let ids = std::mem::take(&mut self.differing);
        if let Some(first) = ids.first().cloned() {
            let message = format!(
                "the questionnaire knows less than half of the answers to {}, so they were read without it: {}",
                counted(ids.len(), "question", "questions"),
                listed(&ids)
            );
            let hint = "check that the questionnaire is the one these answers were given to";
            self.warn("questionnaire_differs", &first, message, hint);
        }
    }

    pub(super) fn not_all_numbers(&mut self, id: &str, count: u64) {
        let verb = if count == 1 { "is no number" } else { "are not numbers" };
        let message = format!("{} to `{id}` {verb}, and the others are", counted(count, "answer", "answers"));
        let settle = beneath("`kind = \"single\"` and its `options`", "if they are answers to choose from");
        self.push("not_all_numbers", Some(id), message, "invalid as numbers, their words kept beside", settle);
    }

    pub(super) fn looks_like_weight(&mut self, id: &str) {
        let message = format!("`{id}` looks like a weight for each respondent");
        self.push(
            "looks_like_weight",
            Some(id),
            message,
            "an ordinary number",
            beneath("`role = \"weight\"`", "if so"),
        );
    }

    pub(super) fn date_order(&mut self, id: &str) {
        let message = format!("the days in `{id}` could have the day first or the month first");
        let settle =
            beneath("`kind = \"date\"` and `days = \"day-first\"` or `days = \"month-first\"`", "to read them as days");
        self.push("date_order", Some(id), message, "kept as words", settle);
    }

    pub(super) fn date_with_time(&mut self, id: &str) {
        let message = format!("`{id}` holds days with a time of day, and its heading does not say what for");
        let settle = "if it is a time stamp, put its heading among `technical` in the recipe, and load again with `--recipe` and `--replace`".to_owned();
        self.push("date_with_time", Some(id), message, "kept as words", settle);
    }

    pub(super) fn empty_column(&mut self, id: &str, name: &str) {
        let place = Place::file(&self.file).field(name);
        self.problems.push(Problem::note("empty_column", place, format!("nobody answered `{id}`")));
    }

    /// The points that the finished questions raise.
    pub(super) fn questions(&mut self, plans: &[Plan], columns: &[Column], settled: bool) {
        if plans.is_empty() {
            self.no_questions();
        }
        self.tell_none_or_skipped();
        self.tell_merged_labels();
        self.tell_differing();
        self.meanings("looks_not_applicable", "not_applicable", "does not apply", plans, looks_not_applicable);
        self.meanings(
            "looks_prefer_not_to_say",
            "prefer_not_to_say",
            "would rather not say",
            plans,
            looks_prefer_not_to_say,
        );
        self.texts_not_applicable(plans, columns);
        let unclear = |plan: &&Plan| {
            let question = &plan.question;
            let wording = format!("{} {}", question.id, question.text);
            question.class == Class::Sensitive && question.grid.is_none() && class::infer(&wording, false).is_none()
        };
        let names: Vec<String> = plans.iter().filter(unclear).map(|plan| plan.question.id.clone()).collect();
        if !names.is_empty() && !settled {
            let questions = counted(names.len(), "question", "questions");
            let message = format!(
                "it is not certain whether {questions} ask for views or for personal facts: {}",
                listed(&names)
            );
            self.push(
                "class_unclear",
                None,
                message,
                "taken for personal facts: their small numbers are hidden in releases",
                beneath("`class = \"opinion\"`", "where no more than views are asked for"),
            );
        }
        let message = "how people came to take part is not known".to_owned();
        let settle =
            "load again with `--survey-kind probability`, `census` or `self-selected`, and `--replace`".to_owned();
        self.push("survey_kind", None, message, "treated as self-selected", settle);
    }

    /// One point for all options that look as if they meant `meaning`, so that a long questionnaire does not bury the others.
    fn meanings(&mut self, code: &str, meaning: &str, what: &str, plans: &[Plan], looks: impl Fn(&str) -> bool) {
        let chosen_from = |plan: &&Plan| {
            matches!(plan.question.kind, QuestionKind::Single | QuestionKind::Multiple | QuestionKind::Scale)
        };
        let is_open = |option: &&AnswerOption| option.meaning.is_none() && looks(&option.label);
        let mut questions: Vec<(&str, &str)> = Vec::new();
        for plan in plans.iter().filter(chosen_from) {
            let found = plan.question.options.iter().filter(is_open);
            questions.extend(found.map(|option| (plan.question.id.as_str(), option.id.as_str())));
        }
        let settle = beneath(&format!("`meaning = \"{meaning}\"` beside the option"), "if so");
        let meanwhile = "an ordinary option, in the base";
        match questions.as_slice() {
            [] => {}
            [(question, option)] => {
                let message = format!("option `{option}` of `{question}` looks like \"{what}\"");
                self.push(code, Some(question), message, meanwhile, settle);
            }
            many => {
                let names: Vec<String> = many.iter().map(|(question, option)| format!("{question}={option}")).collect();
                let message = format!("{} options look like \"{what}\": {}", names.len(), listed(&names));
                self.push(code, None, message, meanwhile, settle);
            }
        }
    }

    /// Texts such as "N/A" that come back among words, or stand among numbers.
    fn texts_not_applicable(&mut self, plans: &[Plan], columns: &[Column]) {
        let found: Vec<(&Plan, u64)> = plans
            .iter()
            .map(|plan| (plan, not_applicable_texts(plan, columns)))
            .filter(|(plan, count)| *count > u64::from(plan.question.kind == QuestionKind::Open))
            .collect();
        let answers = counted(found.iter().map(|(_, count)| count).sum::<u64>(), "answer", "answers");
        let question = match found.as_slice() {
            [] => return,
            [(plan, _)] => Some(plan.question.id.as_str()),
            _ => None,
        };
        let names: Vec<String> = found.iter().map(|(plan, _)| plan.question.id.clone()).collect();
        let message = format!("{answers} in words or among numbers may mean \"does not apply\": in {}", listed(&names));
        let settle = beneath("an option with that label and `meaning = \"not_applicable\"`", "if so");
        let meanwhile = "kept as words, and invalid where numbers are asked for";
        self.push("looks_not_applicable", question, message, meanwhile, settle);
    }
}

/// How many answers to an open or number question are a text that looks like "does not apply".
fn not_applicable_texts(plan: &Plan, columns: &[Column]) -> u64 {
    let From::Column { column, reader } = &plan.from else {
        return 0;
    };
    let is_one = |outcome: &Outcome| match (plan.question.kind, &outcome.answer, &outcome.words) {
        (QuestionKind::Open, Answer::Text(text), _) => looks_not_applicable(text),
        (QuestionKind::Number, Answer::Missing(_), Some(words)) => looks_not_applicable(&words.0),
        _ => false,
    };
    let cells = columns.get(*column).into_iter().flat_map(Column::filled);
    cells.filter(|(text, _)| looks_not_applicable(text) && is_one(&reader.read(text))).map(|(_, count)| count).sum()
}

/// What to write under a question of the recipe, and when.
fn beneath(what: &str, when: &str) -> String {
    format!("{when}, write {what} under the question in the recipe, and load again with `--recipe` and `--replace`")
}

fn counted<N: std::fmt::Display + Copy + PartialEq + std::convert::From<u8>>(
    count: N,
    one: &str,
    many: &str,
) -> String {
    let noun = if count == N::from(1) { one } else { many };
    format!("{count} {noun}")
}

fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(LISTED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    shown.join(", ") + &more
}
