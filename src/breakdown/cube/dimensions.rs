//! Which questions of a survey may be dimensions of its public tables.

use crate::corpus::Source;
use crate::survey::load::says_who;
use crate::survey::{Class, Question, QuestionKind, Questionnaire};

/// So many dimensions a survey has when nobody has chosen them.
const DIMENSIONS: usize = 6;

/// Questions with more options than this divide people too finely to be chosen by themselves.
const OPTIONS: std::ops::RangeInclusive<usize> = 2..=15;

/// Questions with more answers than this are the columns of no public table. Two of them by one another, "not stated" included,
/// are as many columns as the engine counts.
const PUBLIC_COLUMNS: usize = 99;

/// The positions of the questions that public tables may be broken down by: those the record names, else the first few single
/// choices that are sensitive, before others those whose wording says who people are, else the first few single choices.
pub fn dimensions(source: &Source, questionnaire: &Questionnaire) -> Vec<usize> {
    let usable = |question: &Question| {
        let rules_out = matches!(question.kind, QuestionKind::Single | QuestionKind::Scale);
        rules_out && question.role.is_none() && question.options.len() <= PUBLIC_COLUMNS
    };
    let fits = |question: &Question, class| {
        let options = question.options.iter().filter(|option| option.meaning.is_none()).count();
        question.class == class && usable(question) && OPTIONS.contains(&options) && question.grid.is_none()
    };
    let first = |class| -> Vec<usize> {
        let questions = questionnaire.questions.iter().enumerate();
        let mut fitting: Vec<(bool, usize)> = questions
            .filter(|(_, question)| fits(question, class))
            .map(|(at, question)| (!says_who(question), at))
            .collect();
        fitting.sort_unstable();
        fitting.into_iter().map(|(_, at)| at).take(DIMENSIONS).collect()
    };
    let mut chosen = if let Some(names) = &source.dimensions {
        names.iter().filter_map(|name| questionnaire.position(name)).collect()
    } else {
        let sensitive = first(Class::Sensitive);
        if sensitive.is_empty() { first(Class::Opinion) } else { sensitive }
    };
    chosen.retain(|at| questionnaire.questions.get(*at).is_some_and(usable));
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}
