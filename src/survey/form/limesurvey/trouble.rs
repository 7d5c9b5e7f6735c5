//! What is told about a questionnaire that could not be read in full.

use super::outline::{Asked, is_always};
use crate::problem::{Place, Problem};

/// The most problems that are listed.
const MOST: usize = 100;
/// The longest equation that is repeated.
const LONGEST_EQUATION: usize = 200;

/// The problems of one file.
pub(super) struct Trouble {
    file: String,
    problems: Vec<Problem>,
    more: usize,
}

impl Trouble {
    /// None so far, in the file called `name`.
    pub(super) fn new(name: &str) -> Self {
        Self { file: name.to_owned(), problems: Vec::new(), more: 0 }
    }

    /// All of them, with how many were left out.
    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        if self.more > 0 {
            let message = format!("there are {} more problems like these", self.more);
            self.problems.push(Problem::note("more_problems", Place::file(&self.file), message));
        }
        self.problems
    }

    fn place(&self) -> Place {
        Place::file(&self.file)
    }

    fn push(&mut self, problem: Problem) {
        if self.problems.len() < MOST {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// The file is no questionnaire.
    pub(super) fn not_a_questionnaire(&mut self) {
        let problem = Problem::error("not_limesurvey", self.place(), "the file is no questionnaire of LimeSurvey");
        self.push(
            problem
                .expected("an export of the survey structure: .lss, .lsg, .lsq, .lsa or .txt")
                .hint("in LimeSurvey choose Export, then `Survey structure (.lss)`"),
        );
    }

    /// The file breaks off or is damaged at a line.
    pub(super) fn broken(&mut self, line: u64) {
        let message = "the file is damaged from here on; what comes before was read";
        self.push(Problem::warning("damaged_file", self.place().line(line), message).hint("export it again"));
    }

    /// There is nothing to ask in it.
    pub(super) fn no_questions(&mut self) {
        let problem = Problem::warning("no_questions", self.place(), "the questionnaire has no questions");
        self.push(problem.hint("check that this is the survey you mean"));
    }

    /// The language that was wanted is not there.
    pub(super) fn no_language(&mut self, wanted: &str, all: &[String]) {
        let message = "the survey is not in the language asked for, so its own language is used";
        let problem = Problem::warning("language_not_found", self.place(), message);
        self.push(problem.found(format!("`{}`", short(&all.join(", ")))).expected(format!("`{}`", short(wanted))));
    }

    /// A question has no code.
    pub(super) fn no_code(&mut self) {
        let problem =
            Problem::warning("question_without_code", self.place(), "a question has no code and was left out");
        self.push(problem.hint("give the question a code in LimeSurvey and export again"));
    }

    /// A question is of a type nobody knows.
    pub(super) fn unknown_type(&mut self, code: &str, letter: char) {
        let message = format!("question `{}` is of a type that is not known", short(code));
        let problem = Problem::warning("unknown_question_type", self.place().field(short(code)), message);
        self.push(problem.found(format!("`{letter}`")).hint("its columns will be recognised by what is in them"));
    }

    /// A question has no subquestions or answers though its type needs them.
    pub(super) fn no_parts(&mut self, code: &str) {
        let message = format!("question `{}` has no answers or subquestions in this file", short(code));
        let problem = Problem::warning("question_without_parts", self.place().field(short(code)), message);
        self.push(problem.hint("its columns will be recognised by what is in them"));
    }

    /// Who was asked a question is more than a condition can say.
    pub(super) fn unread_routing(&mut self, asked: &Asked) {
        let message = format!("who was asked `{}` could not be read, so everybody counts as asked", short(&asked.code));
        let place = self.place().field(short(&asked.code));
        let problem = Problem::note("routing_not_read", place, message).found(format!("`{}`", equation_of(asked)));
        self.push(
            problem.expected("one question equal to one or several answers").hint(
                "answers left empty count as blank; if they mean `not asked`, say so with `asked_if` in the record",
            ),
        );
    }

    /// The questionnaire is too large to be kept.
    pub(super) fn too_large(&mut self) {
        let message = "the questionnaire is too large; its last questions were left out";
        self.push(Problem::warning("questionnaire_too_large", self.place(), message).hint("export it in parts"));
    }
}

/// The equations of a question as they stand in the file.
fn equation_of(asked: &Asked) -> String {
    let parts = asked.parts.iter().map(|part| part.shown_if.as_str());
    let own = [asked.group_shown_if.as_str(), asked.shown_if.as_str()];
    let mut all: Vec<String> =
        own.into_iter().chain(parts).filter(|equation| !is_always(equation)).take(5).map(short).collect();
    all.extend(asked.item_filter.as_deref().map(|code| format!("array_filter {}", short(code))));
    short(&all.join(" and "))
}

/// The beginning of a text that may be long.
fn short(text: &str) -> String {
    let text = crate::text::visible(text);
    let mut start: String = text.chars().take(LONGEST_EQUATION).collect();
    if start.len() < text.len() {
        start.push('\u{2026}');
    }
    start
}
