//! A table said in sentences, so that nobody has to guess how to read it and every figure can be copied with its base.

use maud::{Markup, html};

use super::problem::coded;
use crate::breakdown::ShownTable;

/// With more figures than this only those over everybody are said.
const MOST: usize = 300;

/// How to read the table, by the example of the cells asked for or of its first row; all its figures in words below.
pub(super) fn readings(shown: &ShownTable, asked: &[(usize, usize)]) -> Markup {
    let first = [(0, 0)];
    let examples = if asked.is_empty() { &first } else { asked };
    let sentences: Vec<String> = examples.iter().filter_map(|(row, column)| shown.reading(*row, *column)).collect();
    html! {
        @if !sentences.is_empty() {
            div class="notice reading" {
                p { strong { "How to read this: " } (coded(sentences.first().map_or("", String::as_str))) }
                @for sentence in sentences.iter().skip(1) { p { (coded(sentence)) } }
            }
            (in_words(shown))
        }
    }
}

/// Every figure as a sentence, shut until somebody wants it.
fn in_words(shown: &ShownTable) -> Markup {
    let columns = if shown.rows.len() * shown.columns.len() > MOST { 1 } else { shown.columns.len() };
    html! {
        details class="in-words" {
            summary { @if columns == shown.columns.len() { "Every figure in words" } @else { "Every figure of the total in words" } }
            @for (at, row) in shown.rows.iter().enumerate().take(MOST) {
                h3 { (row.label) }
                ul { @for sentence in (0..columns).filter_map(|column| shown.reading(at, column)) { li { (coded(&sentence)) } } }
            }
            @for (at, statistic) in shown.statistics.iter().enumerate() {
                h3 { (statistic.label) }
                ul { @for sentence in (0..columns).filter_map(|column| shown.statistic_reading(at, column)) { li { (coded(&sentence)) } } }
            }
        }
    }
}
