//! Words in a column beside the one column of a question: which option they stand for where nothing else was chosen.

use super::heading::Heading;
use super::labels::says_other;
use super::layout::asks_words;
use super::naming::Names;
use super::plan::{From, Plan};
use super::profile::Column;
use crate::survey::{AnswerOption, Question, QuestionKind};
use crate::text::{fold, normalise};

/// Whether the heading of a column of words names an option, such as `Other (please specify)`, and not a comment.
pub(super) fn names_option(heading: &Heading) -> bool {
    let named = |label: &str| (says_other(label) || asks_words(label)) && !fold(label).contains("comment");
    heading.part.as_deref().is_some_and(|part| part.eq_ignore_ascii_case("other"))
        || heading.option.as_deref().is_some_and(named)
}

/// The option of those who wrote words in the column beside the question and chose nothing.
pub(super) fn own_option(plan: &Plan, columns: &[Column]) -> Option<u16> {
    let words = &columns.get(plan.words?)?.heading;
    let question = &plan.question;
    if !matches!(plan.from, From::Column { .. }) || !has_options(question) {
        return None;
    }
    let wanted = words.option.as_deref().map(normalise);
    let same = |option: &AnswerOption| {
        wanted.as_ref().is_some_and(|wanted| normalise(&option.label) == *wanted)
            || words.part.as_deref().is_some_and(|part| option.id.eq_ignore_ascii_case(part))
    };
    let other = || {
        let mut others = (0..).zip(&question.options).filter(|(_, option)| says_other(&option.label));
        let first = others.next().filter(|_| names_option(words))?;
        others.next().is_none().then_some(first.0)
    };
    (0..).zip(&question.options).find(|(_, option)| same(option)).map(|(at, _)| at).or_else(other)
}

fn has_options(question: &Question) -> bool {
    matches!(question.kind, QuestionKind::Single | QuestionKind::Scale | QuestionKind::Multiple)
}

/// Gives the question an option for those who only wrote words, where there are such people and no option is theirs.
pub(super) fn add_own_option(plan: &mut Plan, columns: &[Column]) {
    if !has_options(&plan.question) || own_option(plan, columns).is_some() || only_words(plan, columns) == 0 {
        return;
    }
    let Some(heading) = plan.words.and_then(|words| columns.get(words)).map(|column| &column.heading) else { return };
    if !names_option(heading) {
        return;
    }
    let mut taken = Names::default();
    for option in &plan.question.options {
        taken.unique(&option.id);
    }
    let label = heading.option.clone().unwrap_or_else(|| "Other".to_owned());
    plan.question.options.push(AnswerOption { id: taken.unique("other"), label, ..AnswerOption::default() });
}

/// How many people wrote words beside the question and left its own column empty.
pub(super) fn only_words(plan: &Plan, columns: &[Column]) -> u64 {
    let (From::Column { column, .. }, Some(words)) = (&plan.from, plan.words) else { return 0 };
    let (Some(own), Some(words)) = (columns.get(*column), columns.get(words)) else { return 0 };
    let rows = 0..usize::try_from(words.rows).unwrap_or(usize::MAX);
    rows.filter(|row| words.is_filled(*row) && !own.is_filled(*row)).map(|_| 1).sum()
}
