//! What a person should settle: the open points of a load, and its smaller problems.

use super::labels::{looks_not_applicable, looks_prefer_not_to_say};
use super::plan::{From, Outcome, Plan};
use super::profile::Column;
use super::{OpenPoint, class};
use crate::problem::{Place, Problem};
use crate::survey::{Answer, AnswerOption, Class, Question, QuestionKind};

/// How many names a message lists.
const LISTED: usize = 8;

/// The points and problems found so far.
pub(super) struct Points {
    file: String,
    pub(super) open: Vec<OpenPoint>,
    pub(super) problems: Vec<Problem>,
}

impl Points {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), open: Vec::new(), problems: Vec::new() }
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

    /// Answers to a known question that it has no option for: how many, and those that come back.
    pub(super) fn unknown_options(&mut self, question: &Question, strange: &[(&str, u64)]) {
        let count: u64 = strange.iter().map(|(_, count)| count).sum();
        if count == 0 {
            return;
        }
        let is_label = |(text, count): &&(&str, u64)| *count > 2 && text.chars().count() <= 60;
        let names: Vec<String> = strange.iter().filter(is_label).map(|(text, _)| (*text).to_owned()).collect();
        let which = if names.is_empty() { String::new() } else { format!(", among them {}", listed(&names)) };
        let message = format!("answers to `{}` that the questionnaire does not know: {count}{which}", question.id);
        self.warn(
            "unknown_option",
            &question.id,
            message,
            "they are invalid, with their words kept; add the options to the recipe, or correct the file",
        );
    }

    pub(super) fn none_or_skipped(&mut self, id: &str) {
        let message = format!("in `{id}` a respondent without any tick may have chosen none or skipped the question");
        let settle =
            again("if nothing ticked means none of them, write `No` in the empty cells of those who were asked");
        self.push("none_or_skipped", Some(id), message, "counted as skipped: left out of the base", settle);
    }

    pub(super) fn looks_multiple(&mut self, id: &str, delimiter: char) {
        let message =
            format!("the answers to `{id}` may be lists divided by `{delimiter}`, and the options are not certain");
        let settle = again("if they are lists, give each option a column of its own with `Yes` and `No`");
        self.push("looks_multiple", Some(id), message, "every cell kept whole", settle);
    }

    pub(super) fn words_beside(&mut self, id: &str, count: u64, delimiter: char) {
        let message = format!(
            "in {} to `{id}` a part between `{delimiter}` is no option that comes back",
            counted(count, "answer", "answers")
        );
        let settle = again("where such a part is an option after all, spell it as the option is spelt");
        let meanwhile = "counted as one option, with the words kept beside it";
        self.push("words_beside", Some(id), message, meanwhile, settle);
    }

    pub(super) fn joined_options(&mut self, id: &str, options: &[String]) {
        let message = format!("in `{id}` parts that never go apart were taken for one option: {}", listed(options));
        let settle = again("if they are options of their own, put `;` between all options of an answer");
        self.push("joined_options", Some(id), message, "one option each", settle);
    }

    pub(super) fn own_words(&mut self, id: &str, count: u64) {
        let verb = if count == 1 { "is" } else { "are" };
        let message = format!("{} to `{id}` {verb} given by hardly anybody else", counted(count, "answer", "answers"));
        let settle = again("where such an answer is an option after all, spell it as the option is spelt");
        self.push("own_words", Some(id), message, "counted as one option, with the words kept beside it", settle);
    }

    pub(super) fn merged_labels(&mut self, id: &str, count: usize) {
        let message = format!("options that differ in case or spacing only were taken for one: {count}");
        let place = Place::file(&self.file).field(id);
        self.problems.push(Problem::note("merged_labels", place, message));
    }

    pub(super) fn not_all_numbers(&mut self, id: &str, count: u64) {
        let verb = if count == 1 { "is no number" } else { "are not numbers" };
        let message = format!("{} to `{id}` {verb}, and the others are", counted(count, "answer", "answers"));
        let settle = again("write them as numbers, or leave their cells empty");
        self.push("not_all_numbers", Some(id), message, "invalid as numbers, their words kept beside", settle);
    }

    pub(super) fn looks_like_weight(&mut self, id: &str) {
        let message = format!("`{id}` looks like a weight for each respondent");
        self.push("looks_like_weight", Some(id), message, "an ordinary number", beneath("role = \"weight\""));
    }

    pub(super) fn date_order(&mut self, id: &str) {
        let message = format!("the days in `{id}` could have the day first or the month first");
        let settle = again("write the days as 2022-12-31");
        self.push("date_order", Some(id), message, "kept as words", settle);
    }

    pub(super) fn date_with_time(&mut self, id: &str) {
        let message = format!("`{id}` holds days with a time of day, and its heading does not say what for");
        let settle = again("write days without the time of day, or remove the column if it is a time stamp");
        self.push("date_with_time", Some(id), message, "kept as words", settle);
    }

    pub(super) fn empty_column(&mut self, id: &str, name: &str) {
        let place = Place::file(&self.file).field(name);
        self.problems.push(Problem::note("empty_column", place, format!("nobody answered `{id}`")));
    }

    /// The points that the finished questions raise.
    pub(super) fn questions(&mut self, plans: &[Plan], columns: &[Column], settled: bool) {
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
            let message = format!("how to guard the small numbers of {questions} is not plain: {}", listed(&names));
            self.push("class_unclear", None, message, "guarded as sensitive", "write `class = \"opinion\"` under those that ask for no more than views, in the survey's `source.toml`".to_owned());
        }
        let message = "how people came to take part is not known".to_owned();
        let settle = "--survey-kind probability|census|self-selected".to_owned();
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
        let settle = format!("if so, write `meaning = \"{meaning}\"` beside the option in the survey's `source.toml`");
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
        let settle = again("if so, leave these cells empty");
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

/// What to do about a file whose cells have to change.
fn again(what: &str) -> String {
    format!("{what}, in the file, and load it again with `--replace`")
}

/// A line to write into the record of the survey.
fn beneath(line: &str) -> String {
    format!("if so, write `{line}` under the question in the survey's `source.toml`")
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
