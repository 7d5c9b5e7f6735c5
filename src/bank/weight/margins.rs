//! From names to margins: the questions, options and shares that a file of targets means, with every fault at once.

use crate::bank::weight::given::Given;
use crate::bank::weight::names::{find_category, find_question};
use crate::bank::weight::report::Unit;
use crate::bank::weight::shares;
use crate::problem::{Place, Problem};
use crate::survey::{AnswerOption, Missing, Questionnaire};

/// The category of who gave no answer that has a category.
pub(super) const NOT_STATED: &str = "@not_stated";

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
    /// Whether it keeps the share it has, which is its target once that is known.
    pub(super) kept: bool,
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

    /// The reason for no answer that an option stands for.
    pub(super) fn reason_of(&self, option: u16) -> Option<Missing> {
        self.options.get(usize::from(option)).and_then(|option| option.reason)
    }

    /// The option that stands for a reason for no answer.
    pub(super) fn option_for(&self, reason: Missing) -> Option<u16> {
        let found = self.options.iter().position(|option| option.reason == Some(reason));
        found.and_then(|at| u16::try_from(at).ok())
    }

    /// Gives the categories that keep their share that share, of those in `shares`, and the others the rest.
    pub(super) fn settle(&mut self, shares: &[f64]) {
        let kept = self.categories.iter().zip(shares).filter(|(category, _)| category.kept);
        let rest = 1.0 - kept.map(|(_, share)| share).sum::<f64>();
        for (category, share) in self.categories.iter_mut().zip(shares) {
            category.target = if category.kept { *share } else { category.target * rest };
        }
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
    let (at, question) = find_question(first, questionnaire).map_err(|problem| problems.push(*problem)).ok()?;
    let before = problems.len();
    let mut categories: Vec<Category> = Vec::new();
    for one in given {
        categories.extend(find_category(one, question, &categories, problems));
    }
    let shares = shares::read(given, &question.id, problems)?;
    if problems.iter().skip(before).any(Problem::is_error) {
        return None;
    }
    for (category, target) in categories.iter_mut().zip(&shares.targets) {
        (category.target, category.kept) = (target.unwrap_or_default(), target.is_none());
    }
    let choice = |option: &AnswerOption| Choice { label: option.label.clone(), reason: option.meaning };
    Some(Margin {
        at,
        question: question.id.clone(),
        text: question.text.clone(),
        unit: shares.unit,
        sum: shares.sum,
        categories,
        options: question.options.iter().map(choice).collect(),
        place: first.place.clone(),
    })
}
