//! The lines of a recipe that settle a point.

use super::slots::Spot;
use crate::corpus::{RecordPage as Page, lines};
use crate::survey::AnswerOption;
use crate::survey::canonical::questions::option_line;
use crate::survey::form::{Columns, FormQuestion};
use crate::survey::recipe::columns::{named, option_columns, rank_columns, texts};
use crate::survey::recipe::write::write_question;

/// `line`, said to belong to a question.
pub(super) fn within(line: &str, question: &str) -> String {
    format!("{line}  # in the question `{question}`")
}

/// The line of an option, with other ways to name it besides those it has.
pub(super) fn option(asked: &FormQuestion, at: usize, more: &[&str]) -> String {
    let Some(option) = asked.question.options.get(at) else {
        return String::new();
    };
    let has = asked.spellings.iter().filter(|(_, of)| usize::from(*of) == at).map(|(spelling, _)| spelling.as_str());
    let also: Vec<&str> = has.chain(more.iter().copied()).collect();
    within(&format!("{},", option_line(option, &also)), &asked.question.id)
}

/// The line of an option that is not there yet.
pub(super) fn new_option(asked: &FormQuestion, id: &str, label: &str) -> String {
    let id = free_id(asked, id);
    let option = AnswerOption { id, label: label.to_owned(), ..AnswerOption::default() };
    within(&format!("{},", option_line(&option, &[])), &asked.question.id)
}

/// `id` without what an id may not have, and no id of another option.
pub(super) fn free_id(asked: &FormQuestion, id: &str) -> String {
    let plain = id.replace(['|', '\n', '\r'], " ");
    let plain = plain.trim().trim_start_matches('@').trim();
    let plain = if plain.is_empty() { "option" } else { plain };
    let taken = |id: &str| asked.question.options.iter().any(|option| option.id.eq_ignore_ascii_case(id));
    let numbered = (2_u32..).map(|number| format!("{plain}-{number}"));
    std::iter::once(plain.to_owned()).chain(numbered).find(|id| !taken(id)).unwrap_or_default()
}

/// The list of options, with the spellings of the recipe for those it knows.
pub(super) fn options(asked: &FormQuestion, listed: &[(AnswerOption, Option<usize>)]) -> String {
    let line = |(option, was): &(AnswerOption, Option<usize>)| {
        let has = |of: &u16| Some(usize::from(*of)) == *was;
        let also: Vec<&str> =
            asked.spellings.iter().filter(|(_, of)| has(of)).map(|(spelling, _)| spelling.as_str()).collect();
        option_line(option, &also)
    };
    within(&format!("options = {}", lines(listed.iter().map(line))), &asked.question.id)
}

/// The question with more names for its columns.
pub(super) fn with_names(asked: &FormQuestion, more: &[(Spot, String)]) -> FormQuestion {
    let mut asked = asked.clone();
    for (spot, name) in more {
        match (&mut asked.columns, spot) {
            (Columns::One(names), Spot::One) => names.push(name.clone()),
            (Columns::PerOption(options), Spot::Option(option)) => {
                match options.iter_mut().find(|(_, of)| of == option) {
                    Some((names, _)) => names.push(name.clone()),
                    None => options.push((vec![name.clone()], *option)),
                }
            }
            (Columns::PerRank(ranks, _), Spot::Rank(rank)) => {
                if let Some(names) = ranks.get_mut(*rank) {
                    names.push(name.clone());
                }
            }
            (_, Spot::Words(_)) => asked.words.push(name.clone()),
            _ => {}
        }
    }
    asked
}

/// The line that says where the columns of a question are; for `spot` a column of words, the line of those.
pub(super) fn column(asked: &FormQuestion, spot: Spot) -> String {
    let line = match (&asked.columns, spot) {
        (_, Spot::Words(_)) => format!("words = {}", texts(&asked.words)),
        (Columns::One(names), _) => format!("column = {}", named(names)),
        (Columns::PerOption(options), _) => format!("columns = {}", option_columns(&asked.question, options)),
        (Columns::PerRank(ranks, _), _) => format!("ranks = {}", rank_columns(ranks)),
    };
    within(&line, &asked.question.id)
}

/// A whole question.
pub(super) fn question(asked: &FormQuestion) -> String {
    let mut page = Page::default();
    write_question(&mut page, asked);
    page.into_text().trim().to_owned()
}
