//! What a person should settle: the open points of a load, and its smaller problems.

use super::labels::{looks_not_applicable, looks_prefer_not_to_say};
use super::plan::Plan;
use super::{OpenPoint, class};
use crate::problem::{Place, Problem};
use crate::survey::{Class, QuestionKind};

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

    pub(super) fn none_or_skipped(&mut self, id: &str) {
        let message = format!("in `{id}` a respondent without any tick may have chosen none or skipped the question");
        let settle = "empty_is_answer = true   # if nothing ticked means none of them".to_owned();
        self.push("none_or_skipped", Some(id), message, "counted as skipped: left out of the base", settle);
    }

    pub(super) fn looks_multiple(&mut self, id: &str, delimiter: char) {
        let message =
            format!("the answers to `{id}` may be lists divided by `{delimiter}`, and the options are not certain");
        let settle = "kind = \"multiple\" with its options, in a questionnaire given with --questionnaire".to_owned();
        self.push("looks_multiple", Some(id), message, "every cell kept whole", settle);
    }

    pub(super) fn words_beside(&mut self, id: &str, count: u64, delimiter: char) {
        let message = format!("in {count} answers to `{id}` a part between `{delimiter}` is no option that comes back");
        let settle = "the missing options, in a questionnaire given with --questionnaire".to_owned();
        self.push("words_beside", Some(id), message, "kept as words beside the options", settle);
    }

    pub(super) fn joined_options(&mut self, id: &str, options: &[String]) {
        let message = format!("in `{id}` parts that never go apart were taken for one option: {}", listed(options));
        let settle = "the options as they were asked, in a questionnaire given with --questionnaire".to_owned();
        self.push("joined_options", Some(id), message, "one option each", settle);
    }

    pub(super) fn own_words(&mut self, id: &str, count: u64) {
        let message = format!("{count} answers to `{id}` are given by hardly anybody else");
        let settle = "all options, in a questionnaire given with --questionnaire".to_owned();
        self.push("own_words", Some(id), message, "counted as one option, with the words kept beside it", settle);
    }

    pub(super) fn merged_labels(&mut self, id: &str, count: usize) {
        let message = format!("options that differ in case or spacing only were taken for one: {count}");
        let place = Place::file(&self.file).field(id);
        self.problems.push(Problem::note("merged_labels", place, message));
    }

    pub(super) fn not_all_numbers(&mut self, id: &str, count: u64) {
        let message = format!("{count} answers to `{id}` are not numbers, and the others are");
        let settle = "kind = \"open\"   # or a reason for no answer, in a recipe".to_owned();
        self.push("not_all_numbers", Some(id), message, "invalid as numbers, their words kept beside", settle);
    }

    pub(super) fn looks_like_weight(&mut self, id: &str) {
        let message = format!("`{id}` looks like a weight for each respondent");
        self.push("looks_like_weight", Some(id), message, "an ordinary number", "role = \"weight\"".to_owned());
    }

    pub(super) fn date_order(&mut self, id: &str) {
        let message = format!("the days in `{id}` could have the day first or the month first");
        let settle = "the days as 2022-12-31, or kind = \"date\" in a recipe with their order".to_owned();
        self.push("date_order", Some(id), message, "kept as words", settle);
    }

    pub(super) fn date_with_time(&mut self, id: &str) {
        let message = format!("`{id}` holds days with a time of day, and its heading does not say what for");
        let settle = "kind = \"technical\"   # a time stamp, left out".to_owned();
        self.push("date_with_time", Some(id), message, "kept as words", settle);
    }

    pub(super) fn empty_column(&mut self, id: &str, name: &str) {
        let place = Place::file(&self.file).field(name);
        self.problems.push(Problem::note("empty_column", place, format!("nobody answered `{id}`")));
    }

    /// A second heading row that a maker of surveys puts below the first.
    pub(super) fn second_heading(&mut self) {
        let message = "the first row of answers looks like a second heading".to_owned();
        let settle =
            "remove that row from the file, or load it as that maker's export once that is possible".to_owned();
        self.push("second_heading", None, message, "counted as a respondent", settle);
    }

    /// The points that the finished questions raise.
    pub(super) fn questions(&mut self, plans: &[Plan], settled: bool) {
        for plan in plans {
            self.meanings(plan);
        }
        let unclear = |plan: &&Plan| {
            let question = &plan.question;
            let wording = format!("{} {}", question.id, question.text);
            question.class == Class::Sensitive && question.grid.is_none() && class::infer(&wording, false).is_none()
        };
        let names: Vec<String> = plans.iter().filter(unclear).map(|plan| plan.question.id.clone()).collect();
        if !names.is_empty() && !settled {
            let message =
                format!("how to guard the small numbers of {} questions is not plain: {}", names.len(), listed(&names));
            self.push("class_unclear", None, message, "guarded as sensitive", "class = \"opinion\"".to_owned());
        }
        let message = "how people came to take part is not known".to_owned();
        let settle = "--survey-kind probability|census|self-selected".to_owned();
        self.push("survey_kind", None, message, "treated as self-selected", settle);
    }

    fn meanings(&mut self, plan: &Plan) {
        let question = &plan.question;
        if !matches!(question.kind, QuestionKind::Single | QuestionKind::Multiple | QuestionKind::Scale) {
            return;
        }
        for option in question.options.iter().filter(|option| option.meaning.is_none()) {
            let (code, meaning, what) = if looks_prefer_not_to_say(&option.label) {
                ("looks_prefer_not_to_say", "prefer_not_to_say", "would rather not say")
            } else if looks_not_applicable(&option.label) {
                ("looks_not_applicable", "not_applicable", "does not apply")
            } else {
                continue;
            };
            let message = format!("option `{}` of `{}` looks like \"{what}\"", option.id, question.id);
            let settle = format!("{{ id = \"{}\", label = {:?}, meaning = \"{meaning}\" }}", option.id, option.label);
            self.push(code, Some(&question.id), message, "an ordinary option, in the base", settle);
        }
    }
}

fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > LISTED { " and so on" } else { "" };
    shown.join(", ") + more
}
