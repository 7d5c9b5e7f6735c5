//! The questions and options that a file of targets names, and the question to begin with.

use crate::bank::weight::given::Given;
use crate::bank::weight::margins::{Category, NOT_STATED};
use crate::breakdown::{listed, with_guess};
use crate::problem::{Place, Problem};
use crate::survey::{Question, QuestionKind, Questionnaire};
use crate::text::nearest;

/// The question of a margin and its position.
pub(super) fn find_question<'q>(
    given: &Given,
    questionnaire: &'q Questionnaire,
) -> Result<(usize, &'q Question), Box<Problem>> {
    let place = given.place.clone().field("question");
    let found = questionnaire.position(&given.question).and_then(|at| Some((at, questionnaire.questions.get(at)?)));
    let Some((at, question)) = found else {
        return Err(Box::new(unknown_question(&given.question, place, questionnaire)));
    };
    match why_not(question.kind) {
        None => Ok((at, question)),
        Some(why) => {
            let message = format!("`{}` cannot be a margin: it {why}", question.id);
            let problem = Problem::error("not_a_margin", place, message);
            Err(Box::new(problem.hint("use questions of which each person chooses one option")))
        }
    }
}

fn unknown_question(name: &str, place: Place, questionnaire: &Questionnaire) -> Problem {
    let fit = questionnaire.questions.iter().filter(|question| why_not(question.kind).is_none());
    let usable: Vec<&str> = fit.map(|question| question.id.as_str()).collect();
    let guess = nearest(name, questionnaire.questions.iter().map(|question| question.id.as_str()));
    let problem = Problem::error("unknown_question", place, format!("there is no question `{name}`"));
    problem.hint(with_guess(guess, &listed("questions that can be margins", &usable)))
}

/// Why a question of a kind cannot be a margin; none where it can.
fn why_not(kind: QuestionKind) -> Option<&'static str> {
    match kind {
        QuestionKind::Single | QuestionKind::Scale => None,
        QuestionKind::Multiple => Some("lets people choose several, and a margin has one category for each"),
        QuestionKind::Ranking => Some("puts several in order, and a margin has one category for each person"),
        QuestionKind::Number => Some("is answered with a number, which has no categories"),
        QuestionKind::Date => Some("is answered with a day, which has no categories"),
        QuestionKind::Open => Some("is answered in words, which have no categories"),
        QuestionKind::Technical => Some("is no answer but an id, a time or an address"),
    }
}

/// The category a line means: an option by its id or label, several divided by `|`, or who is not stated; none where it means
/// none or one of those `known`, which is told.
pub(super) fn find_category(
    given: &Given,
    question: &Question,
    known: &[Category],
    problems: &mut Vec<Problem>,
) -> Option<Category> {
    let place = || given.place.clone().field("option");
    if given.option.eq_ignore_ascii_case(NOT_STATED) {
        if known.iter().any(|category| category.options.is_empty()) {
            problems.push(Problem { place: place(), ..twice(NOT_STATED, question) });
            return None;
        }
        return Some(category(given, Vec::new(), NOT_STATED.to_owned(), "Not stated".to_owned()));
    }
    let taken = |at: u16| known.iter().any(|category| category.options.contains(&at));
    let options = find_options(&given.option, question, taken).map_err(|found| {
        problems.extend(found.into_iter().map(|problem| Problem { place: place(), ..problem }));
    });
    let options = options.ok()?;
    let chosen = || options.iter().filter_map(|at| question.options.get(usize::from(*at)));
    let id = chosen().map(|option| option.id.as_str()).collect::<Vec<_>>().join("|");
    let label = chosen().map(|option| option.label.as_str()).collect::<Vec<_>>().join(" or ");
    Some(category(given, options, id, label))
}

/// The options that a text names, none of them `taken`; or what is wrong with each.
fn find_options(text: &str, question: &Question, taken: impl Fn(u16) -> bool) -> Result<Vec<u16>, Vec<Problem>> {
    // An option may have the mark in its name.
    let whole = question.option(text).is_some();
    let names: Vec<&str> = if whole { vec![text] } else { text.split('|').map(str::trim).collect() };
    let (mut options, mut problems): (Vec<u16>, Vec<Problem>) = Default::default();
    for name in names {
        match question.option(name).and_then(|at| u16::try_from(at).ok()) {
            None => problems.push(unknown_option(name, question)),
            Some(at) if options.contains(&at) || taken(at) => problems.push(twice(name, question)),
            Some(at) => options.push(at),
        }
    }
    if problems.is_empty() { Ok(options) } else { Err(problems) }
}

/// A category whose target is not known yet.
fn category(given: &Given, options: Vec<u16>, id: String, label: String) -> Category {
    Category { options, id, label, target: 0.0, kept: false, place: given.place.clone() }
}

fn unknown_option(name: &str, question: &Question) -> Problem {
    let labels: Vec<&str> = question.options.iter().map(|option| option.label.as_str()).collect();
    let known = question.options.iter().flat_map(|option| [option.label.as_str(), option.id.as_str()]);
    let message = format!("`{name}` is not an option of `{}`", question.id);
    let hint = with_guess(nearest(name, known), &listed("options", &labels));
    Problem::error("unknown_option", Place::default(), message).hint(hint)
}

fn twice(name: &str, question: &Question) -> Problem {
    let message = format!("`{name}` of `{}` has two targets", question.id);
    Problem::error("duplicate_target", Place::default(), message).hint("leave one of them out")
}

/// The position of the question whose numbers people begin with.
pub(super) fn find_start(
    name: Option<&str>,
    questionnaire: &Questionnaire,
    problems: &mut Vec<Problem>,
) -> Option<usize> {
    let name = name.filter(|name| !name.eq_ignore_ascii_case("none"))?;
    let found = questionnaire.position(name);
    let usable = found.filter(|at| questionnaire.questions.get(*at).is_some_and(Question::can_weigh));
    if usable.is_none() {
        let message = match found {
            Some(_) => format!("`{name}` holds no numbers, so nobody can begin with it"),
            None => format!("there is no question `{name}` to begin with"),
        };
        let fit = questionnaire.questions.iter().filter(|question| question.can_weigh());
        let numbers: Vec<&str> = fit.map(|question| question.id.as_str()).collect();
        let hint = with_guess(nearest(name, numbers.iter().copied()), &listed("questions with numbers", &numbers));
        problems.push(Problem::error("unknown_start", Place::default().field("start"), message).hint(hint));
    }
    usable
}
