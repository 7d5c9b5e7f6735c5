//! The lines that say where the answers to a question are, as a recipe has them.

use crate::corpus::{RecordPage as Page, list, quoted};
use crate::survey::Question;
use crate::survey::form::{Columns, DayOrder, FormQuestion};

/// The words for the order of day and month.
pub(super) const DAYS: [(&str, DayOrder); 2] =
    [("day-first", DayOrder::DayFirst), ("month-first", DayOrder::MonthFirst)];

/// Writes all that a recipe says of a question beyond the question itself and its options.
pub(super) fn write_columns(page: &mut Page, asked: &FormQuestion) {
    match &asked.columns {
        Columns::One(names) if names.is_empty() => {}
        Columns::One(names) => page.raw("column", &named(names)),
        Columns::PerOption(options) => page.raw("columns", &option_columns(&asked.question, options)),
        Columns::PerRank(ranks, item) => {
            page.raw("ranks", &rank_columns(ranks));
            page.raw("item", &texts(item));
        }
    }
    if !asked.words.is_empty() {
        page.raw("words", &texts(&asked.words));
    }
    page.maybe("divided_by", asked.divided_by.as_deref());
    let days = DAYS.iter().find(|(_, order)| Some(*order) == asked.days);
    page.maybe("days", days.map(|(word, _)| *word));
}

/// The names of one column: a text, or a list where there are several.
pub(super) fn named(names: &[String]) -> String {
    match names {
        [one] => quoted(one),
        many => texts(many),
    }
}

/// A list of texts.
pub(super) fn texts(texts: &[String]) -> String {
    list(texts.iter().map(|text| quoted(text)))
}

/// The columns of each rank.
pub(super) fn rank_columns(ranks: &[Vec<String>]) -> String {
    list(ranks.iter().map(|names| named(names)))
}

/// The column of each option, one a line.
pub(super) fn option_columns(question: &Question, columns: &[(Vec<String>, u16)]) -> String {
    let line = |(names, option): &(Vec<String>, u16)| {
        let option = question.options.get(usize::from(*option))?;
        Some(format!("{{ name = {}, option = {} }}", named(names), quoted(&option.id)))
    };
    let lines: Vec<String> = columns.iter().filter_map(line).collect();
    match lines.as_slice() {
        [] => "[]".to_owned(),
        many => format!("[\n  {},\n]", many.join(",\n  ")),
    }
}
