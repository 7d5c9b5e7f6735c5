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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{Class, Question, QuestionKind};

    fn questionnaire() -> Questionnaire {
        let option = |label: &str| AnswerOption {
            id: label.to_lowercase(),
            label: label.to_owned(),
            meaning: (label == "Refused").then_some(Missing::PreferNotToSay),
            ..AnswerOption::default()
        };
        let question = |id: &str, kind: QuestionKind, labels: &[&str]| Question {
            id: id.to_owned(),
            text: id.to_owned(),
            kind,
            class: Class::Opinion,
            options: labels.iter().map(|label| option(label)).collect(),
            grid: None,
            asked_if: None,
            codes: Vec::new(),
            role: None,
            empty_is_answer: false,
        };
        let questions = vec![
            question("area", QuestionKind::Single, &["North", "South", "A|B", "Refused"]),
            question("used", QuestionKind::Multiple, &["Bus"]),
        ];
        Questionnaire { questions }
    }

    fn found(lines: &[[&str; 3]]) -> (Vec<Margin>, Vec<String>) {
        let given = |[question, option, share]: &[&str; 3]| Given {
            question: (*question).to_owned(),
            option: (*option).to_owned(),
            share: (*share).to_owned(),
            place: Place::default(),
        };
        let given: Vec<Given> = lines.iter().map(given).collect();
        let (margins, problems) = find(&given, &questionnaire());
        (margins, problems.into_iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn options_go_by_any_name_and_several_can_be_one_category() {
        let (margins, problems) =
            found(&[["AREA", "north | South", "60"], ["area", "A|B", "30"], ["Area", "@Not_Stated", "10"]]);
        assert_eq!((margins.len(), problems), (1, Vec::new()));
        let options: Vec<&[u16]> = margins[0].categories.iter().map(|category| category.options.as_slice()).collect();
        assert_eq!(options, [&[0, 1][..], &[2], &[]]);
        assert_eq!(
            (margins[0].category_of(1), margins[0].category_of(3), margins[0].not_stated()),
            (Some(0), None, Some(2))
        );
        assert_eq!(margins[0].categories[0].label, "North or South");
        assert_eq!(margins[0].option_for(Missing::PreferNotToSay), Some(3));
    }

    #[test]
    fn every_name_that_means_nothing_is_told() {
        let (margins, problems) = found(&[
            ["aera", "North", "100"],
            ["used", "Bus", "100"],
            ["area", "Nroth", "40"],
            ["area", "South", "60"],
            ["area", "south|south", "-1"],
        ]);
        assert!(margins.is_empty());
        let wanted = [
            "unknown_question",
            "not_a_margin",
            "unknown_option",
            "duplicate_target",
            "duplicate_target",
            "bad_target",
        ];
        assert_eq!(problems, wanted);
    }

    #[test]
    fn who_keeps_a_share_leaves_the_others_the_rest() {
        let (mut margins, problems) =
            found(&[["area", "North", "40"], ["area", "South", "60"], ["area", "@not_stated", "keep"]]);
        assert!(problems.is_empty());
        margins[0].settle(&[0.5, 0.3, 0.2]);
        let targets: Vec<f64> = margins[0].categories.iter().map(|category| category.target).collect();
        for (target, wanted) in targets.iter().zip([0.32, 0.48, 0.2]) {
            assert!((target - wanted).abs() < 1e-12, "{targets:?}");
        }
    }
}
