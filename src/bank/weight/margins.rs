//! From names to margins: the questions, options and shares that a file of targets means, with every fault at once.

use crate::bank::weight::given::{self, Given};
use crate::bank::weight::report::Unit;
use crate::breakdown::format_number;
use crate::problem::{Place, Problem};
use crate::survey::{AnswerOption, Missing, Question, QuestionKind, Questionnaire, Role};
use crate::text::nearest;

/// The category of who gave no answer that has a category.
pub(super) const NOT_STATED: &str = "@not_stated";

/// How far targets may be off their sum, as a part of it: published percentages are rounded.
const ROUNDED: f64 = 0.0015;

/// What targets that sum to more than this are of is people: nobody is wrong by so much.
const PEOPLE: f64 = 200.0;

/// How many names a message lists.
const LISTED: usize = 12;

/// A margin of a survey.
#[derive(Debug, Clone)]
pub(super) struct Margin {
    /// The position of its question.
    pub(super) at: usize,
    pub(super) question: String,
    pub(super) text: String,
    pub(super) unit: Unit,
    pub(super) sum: f64,
    pub(super) categories: Vec<Category>,
    pub(super) options: Vec<Choice>,
    pub(super) place: Place,
}

/// An option of the question of a margin.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) label: String,
    /// The reason for no answer it stands for.
    pub(super) reason: Option<Missing>,
}

/// A category with its target.
#[derive(Debug, Clone)]
pub(super) struct Category {
    /// The positions of its options; none for who is not stated.
    pub(super) options: Vec<u16>,
    pub(super) id: String,
    pub(super) label: String,
    /// Its share, 0 to 1.
    pub(super) target: f64,
    pub(super) place: Place,
}

impl Margin {
    /// The category of an option.
    pub(super) fn category_of(&self, option: u16) -> Option<usize> {
        self.categories.iter().position(|category| category.options.contains(&option))
    }

    /// The category of who is not stated.
    pub(super) fn not_stated(&self) -> Option<usize> {
        self.categories.iter().position(|category| category.options.is_empty())
    }
}

/// The margins that targets mean.
pub(super) fn find(given: &[Given], questionnaire: &Questionnaire) -> (Vec<Margin>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for one in given {
        let name = one.question.to_lowercase();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let of =
        |name: &String| -> Vec<&Given> { given.iter().filter(|one| one.question.to_lowercase() == *name).collect() };
    let margins = names.iter().filter_map(|name| margin(&of(name), questionnaire, &mut problems)).collect();
    (margins, problems)
}

fn margin(given: &[&Given], questionnaire: &Questionnaire, problems: &mut Vec<Problem>) -> Option<Margin> {
    let first = given.first()?;
    let found = questionnaire.position(&first.question).and_then(|at| Some((at, questionnaire.questions.get(at)?)));
    let Some((at, question)) = found else {
        problems.push(unknown_question(first, questionnaire));
        return None;
    };
    if let Some(problem) = not_a_margin(question, &first.place) {
        problems.push(problem);
        return None;
    }
    let before = problems.len();
    let mut categories: Vec<Category> = Vec::new();
    for one in given {
        if let Some(category) = category(one, question, &categories, problems) {
            categories.push(category);
        }
    }
    let numbers = numbers(given, question, problems);
    if problems.len() > before {
        return None;
    }
    let sum: f64 = numbers.iter().map(|(value, _)| value).sum();
    let unit = match unit_of(&numbers, sum) {
        Ok(unit) => unit,
        Err(expected) => {
            problems.push(wrong_sum(question, sum, expected, &first.place));
            return None;
        }
    };
    for (category, (value, _)) in categories.iter_mut().zip(&numbers) {
        category.target = value / sum;
    }
    problems.extend(rounded(question, unit, sum, &first.place));
    let choice = |option: &AnswerOption| Choice { label: option.label.clone(), reason: option.meaning };
    Some(Margin {
        at,
        question: question.id.clone(),
        text: question.text.clone(),
        unit,
        sum,
        categories,
        options: question.options.iter().map(choice).collect(),
        place: first.place.clone(),
    })
}

fn unknown_question(given: &Given, questionnaire: &Questionnaire) -> Problem {
    let fits = |question: &&Question| not_a_margin(question, &Place::default()).is_none();
    let all = || questionnaire.questions.iter().map(|question| question.id.as_str());
    let usable: Vec<&str> = questionnaire.questions.iter().filter(fits).map(|question| question.id.as_str()).collect();
    let place = given.place.clone().field("question");
    let problem = Problem::error("unknown_question", place, format!("there is no question `{}`", given.question));
    let hint = match nearest(&given.question, all()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("questions that can be margins: {}", listed(&usable)),
    };
    problem.hint(hint)
}

/// Why a question cannot be a margin; none where it can.
fn not_a_margin(question: &Question, place: &Place) -> Option<Problem> {
    let id = &question.id;
    let (code, why) = match question.kind {
        QuestionKind::Single | QuestionKind::Scale => return None,
        QuestionKind::Multiple => {
            ("multiple_choice", "lets people choose several, and a margin has one category for each")
        }
        QuestionKind::Ranking => {
            ("multiple_choice", "puts several in order, and a margin has one category for each person")
        }
        QuestionKind::Number => ("not_a_margin", "is answered with a number, which has no categories"),
        QuestionKind::Date => ("not_a_margin", "is answered with a day, which has no categories"),
        QuestionKind::Open => ("not_a_margin", "is answered in words, which have no categories"),
        QuestionKind::Technical => ("not_a_margin", "is no answer but an id, a time or an address"),
    };
    let problem = Problem::error(code, place.clone().field("question"), format!("`{id}` cannot be a margin: it {why}"));
    Some(problem.hint("use questions of which each person chooses one option"))
}

/// The category a line means: an option by its id or label, or several divided by `|`.
fn category(given: &Given, question: &Question, known: &[Category], problems: &mut Vec<Problem>) -> Option<Category> {
    let place = given.place.clone().field("option");
    let empty = |options: Vec<u16>, id: String, label: String| Category {
        options,
        id,
        label,
        target: 0.0,
        place: given.place.clone(),
    };
    if given.option.eq_ignore_ascii_case(NOT_STATED) {
        if known.iter().any(|category| category.options.is_empty()) {
            problems.push(twice(NOT_STATED, question, place));
            return None;
        }
        return Some(empty(Vec::new(), NOT_STATED.to_owned(), "Not stated".to_owned()));
    }
    let whole = option_at(question, &given.option);
    let names: Vec<&str> =
        if whole.is_some() { vec![&given.option] } else { given.option.split('|').map(str::trim).collect() };
    let mut options: Vec<u16> = Vec::new();
    let before = problems.len();
    for name in names {
        match option_at(question, name) {
            None => problems.push(unknown_option(name, question, place.clone())),
            Some(at) if options.contains(&at) || known.iter().any(|category| category.options.contains(&at)) => {
                problems.push(twice(name, question, place.clone()));
            }
            Some(at) => options.push(at),
        }
    }
    if problems.len() > before {
        return None;
    }
    let chosen = || options.iter().filter_map(|at| question.options.get(usize::from(*at)));
    let id = chosen().map(|option| option.id.as_str()).collect::<Vec<_>>().join("|");
    let label = chosen().map(|option| option.label.as_str()).collect::<Vec<_>>().join(" or ");
    Some(empty(options.clone(), id, label))
}

/// The position of the option called `name`: as it is written before ignoring case.
fn option_at(question: &Question, name: &str) -> Option<u16> {
    let exact = |option: &AnswerOption| option.id == name || option.label == name;
    let at = question.options.iter().position(exact).or_else(|| question.option(name)).or_else(|| {
        let small = name.to_lowercase();
        question.options.iter().position(|option| option.label.to_lowercase() == small)
    });
    at.and_then(|at| u16::try_from(at).ok())
}

fn unknown_option(name: &str, question: &Question, place: Place) -> Problem {
    let labels: Vec<&str> = question.options.iter().map(|option| option.label.as_str()).collect();
    let known = question.options.iter().flat_map(|option| [option.label.as_str(), option.id.as_str()]);
    let guess = nearest(name, known).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    let message = format!("`{name}` is not an option of `{}`", question.id);
    Problem::error("unknown_option", place, message).hint(format!("{guess}options: {}", listed(&labels)))
}

fn twice(name: &str, question: &Question, place: Place) -> Problem {
    let message = format!("`{name}` of `{}` has two targets", question.id);
    Problem::error("duplicate_target", place, message).hint("leave one of them out")
}

/// The number of each target, with its percent sign; nought where there is none, which is told.
fn numbers(given: &[&Given], question: &Question, problems: &mut Vec<Problem>) -> Vec<(f64, bool)> {
    let mut numbers = Vec::with_capacity(given.len());
    for one in given {
        let read = given::number(&one.share);
        numbers.push(read.unwrap_or_default());
        let what = match read {
            None if one.share.is_empty() => "has no target",
            None => "has a target that is not a number",
            Some((value, _)) if value < 0.0 => "has a target below nought",
            Some(_) => continue,
        };
        let place = one.place.clone().field("share");
        let message = format!("`{}` of `{}` {what}", one.option, question.id);
        let problem = Problem::error("bad_target", place, message).found(format!("`{}`", one.share));
        problems.push(problem.expected("a percentage, a part of 1 or a count, such as `45.5`"));
    }
    numbers
}

/// What the targets of a margin are, or what they should sum to.
fn unit_of(numbers: &[(f64, bool)], sum: f64) -> Result<Unit, &'static str> {
    let near = |whole: f64| (sum / whole - 1.0).abs() <= ROUNDED;
    let percent = numbers.iter().any(|(_, percent)| *percent);
    let whole = numbers.iter().all(|(value, _)| value.fract().abs() <= 0.0);
    match () {
        () if near(100.0) => Ok(Unit::Percent),
        () if !percent && near(1.0) => Ok(Unit::Share),
        () if !percent && whole && sum > PEOPLE && sum.is_finite() => Ok(Unit::Count),
        () if percent || sum > 2.0 => Err("100"),
        () => Err("1"),
    }
}

fn wrong_sum(question: &Question, sum: f64, expected: &str, place: &Place) -> Problem {
    let message = format!("the targets of `{}` do not sum to {expected}", question.id);
    let hint = "every option that people chose needs its target, as percentages, parts of 1 or counts of a population of more than 200";
    let found = format_number(sum, 4);
    Problem::error("target_sum", place.clone().field(&question.id), message).found(found).expected(expected).hint(hint)
}

/// What to say of targets whose sum is rounded.
fn rounded(question: &Question, unit: Unit, sum: f64, place: &Place) -> Option<Problem> {
    let whole = match unit {
        Unit::Percent => 100.0,
        Unit::Share => 1.0,
        Unit::Count => return None,
    };
    let is_off = (sum / whole - 1.0).abs() > 1e-9;
    let message =
        format!("the targets of `{}` sum to {}: taken as rounded, and scaled", question.id, format_number(sum, 4));
    is_off.then(|| Problem::note("rounded_targets", place.clone().field(&question.id), message))
}

/// The position of the question whose numbers people begin with.
pub(super) fn start(name: Option<&str>, questionnaire: &Questionnaire, problems: &mut Vec<Problem>) -> Option<usize> {
    let name = name.filter(|name| !name.eq_ignore_ascii_case("none"))?;
    let fits = |question: &Question| question.role == Some(Role::Weight) || question.kind == QuestionKind::Number;
    let found = questionnaire.position(name);
    let usable = found.filter(|at| questionnaire.questions.get(*at).is_some_and(fits));
    if usable.is_none() {
        let numbers: Vec<&str> =
            questionnaire.questions.iter().filter(|question| fits(question)).map(|one| one.id.as_str()).collect();
        let message = match found {
            Some(_) => format!("`{name}` holds no numbers, so nobody can begin with it"),
            None => format!("there is no question `{name}` to begin with"),
        };
        let problem = Problem::error("unknown_start", Place::default().field("start"), message);
        problems.push(match nearest(name, numbers.iter().copied()) {
            Some(near) => problem.hint(format!("did you mean `{near}`?")),
            None => problem.hint(format!("questions with numbers: {}", listed(&numbers))),
        });
    }
    usable
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() {
        return "there are none".to_owned();
    }
    let shown = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let more = names.len().saturating_sub(LISTED);
    if more == 0 { shown } else { format!("{shown} and {more} more") }
}
