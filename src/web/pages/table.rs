//! A percentage table as a real table: caption, column groups, bases, rows, markers with their legend, notes.

use maud::{Markup, html};

use super::mark;
use super::wording::{decimal, number};
use crate::breakdown::{
    Against, BaseRule, Disclosed, SIGNS, ShownCell, ShownColumn, ShownTable, Sign, View, format_share,
};

/// The whole table with its marks above and its notes below.
pub(super) fn full(disclosed: &Disclosed) -> Markup {
    let shown = disclosed.shown();
    html! {
        section class="table-block" aria-labelledby="table-caption" {
            (marks(disclosed))
            @if !shown.what_changed().is_empty() {
                div class="notice" { @for said in shown.what_changed() { p { (super::problem::coded(said)) } } }
            }
            (legend(shown))
            div class="scroll" tabindex="0" role="region" aria-labelledby="table-caption" {
                table class="breakdown" {
                    caption id="table-caption" {
                        span class="caption-title" { (shown.question_text) }
                        " "
                        span class="caption-base" { "Percentages of " (shown.base_words()) }
                        @for filter in &shown.filters { span class="caption-base" { (filter) } }
                    }
                    (column_groups(shown))
                    (head(shown))
                    tbody class="bases" { (bases(shown)) }
                    tbody { @for at in 0..shown.rows.len() { (answer_row(disclosed, at)) } }
                    @if !shown.statistics.is_empty() { tbody class="statistics" { (statistics(shown)) } }
                }
            }
            (notes(shown))
        }
    }
}

/// What must be seen before any number is.
pub(super) fn marks(disclosed: &Disclosed) -> Markup {
    html! {
        @if disclosed.mark().is_some() {
            p class="notice notice-internal" {
                (mark::internal())
                " Internal view: not for release. Every count is shown, however small. Do not copy it into anything that leaves the team; use the release view for that."
            }
        }
        @if disclosed.shown().illustrative { (mark::illustrative_notice()) }
    }
}

/// What the signs mean, those that are in the table.
fn legend(shown: &ShownTable) -> Markup {
    let signs: Vec<Sign> = shown.legend().into_iter().chain(shown.legend_beside()).collect();
    html! {
        @if !signs.is_empty() {
            dl class="legend" {
                @for sign in signs { div { dt { (sign.sign) } dd { (sign.meaning) } } }
            }
        }
    }
}

/// The columns in runs that share a block: the block's wording and how many columns it spans.
fn blocks(shown: &ShownTable) -> Vec<(Option<&str>, usize)> {
    let runs = shown.columns.chunk_by(|one, next| one.block == next.block);
    runs.map(|run| (run.first().and_then(|column| column.block.as_deref()), run.len())).collect()
}

fn column_groups(shown: &ShownTable) -> Markup {
    html! {
        colgroup { col; }
        @for (_, span) in blocks(shown) { colgroup span=(span) {} }
    }
}

fn head(shown: &ShownTable) -> Markup {
    let blocks = blocks(shown);
    let lettered = shown.has_letters();
    let grouped = blocks.iter().any(|(block, _)| block.is_some());
    html! {
        thead {
            @if grouped {
                tr {
                    td rowspan="2" {}
                    @for (block, span) in &blocks {
                        @match block {
                            Some(block) => { th scope="colgroup" colspan=(span) { (block) } }
                            None => @for column in shown.columns.iter().take(*span) { th scope="col" rowspan="2" class="numeric" { (column.label) } },
                        }
                    }
                }
                tr { @for column in shown.columns.iter().filter(|column| column.block.is_some()) { (column_head(column, lettered)) } }
            } @else {
                tr { td {} @for column in &shown.columns { (column_head(column, lettered)) } }
            }
        }
    }
}

/// The head of a column, with its letter where letters are used.
fn column_head(column: &ShownColumn, lettered: bool) -> Markup {
    html! {
        th scope="col" class="numeric" {
            (column.label)
            @if let Some(letter) = column.letter.filter(|_| lettered) {
                " " span class="letter" { span class="visually-hidden" { "column " } (letter) }
            }
        }
    }
}

fn bases(shown: &ShownTable) -> Markup {
    let what =
        if shown.base.rule == BaseRule::Ticks { "Base: number of answers ticked" } else { "Base: number of people" };
    let whole = |value: Option<f64>| value.map(|value| decimal(value.round()));
    html! {
        (base_row(what, shown, |column| column.unweighted_base.map(number)))
        @if shown.weight.is_some() {
            (base_row("Weighted base", shown, |column| whole(column.weighted_base)))
            (base_row("Effective base", shown, |column| whole(column.effective_base)))
        }
    }
}

fn base_row(label: &str, shown: &ShownTable, value: impl Fn(&ShownColumn) -> Option<String>) -> Markup {
    html! {
        tr {
            th scope="row" { (label) }
            @for column in &shown.columns { td class="numeric" { (value(column).unwrap_or_else(|| "[c]".to_owned())) } }
        }
    }
}

fn answer_row(disclosed: &Disclosed, at: usize) -> Markup {
    let shown = disclosed.shown();
    let counts = disclosed.view() == View::Internal;
    html! {
        @if let Some(row) = shown.rows.get(at) {
            tr class=[row.net.then_some("net")] {
                th scope="row" { (row.head()) }
                @for (column, value) in row.cells.iter().enumerate() { (cell(shown, value, counts, [at, column])) }
            }
        }
    }
}

fn cell(shown: &ShownTable, cell: &ShownCell, counts: bool, [row, column]: [usize; 2]) -> Markup {
    html! {
        td class="numeric" {
            span class="share" { (figure(cell)) }
            @if let Some(count) = cell.count.filter(|_| counts) { " " span class="count" { "(" (number(count)) ")" } }
            @if let Some(interval) = cell.interval {
                " " span class="interval" { "(" (format_share(interval.low)) " to " (format_share(interval.high)) ")" }
            }
            @if let Some(words) = shown.comparison(row, column) {
                " " span class="letters" aria-hidden="true" { (beside(cell)) }
                span class="visually-hidden" { ", " (words) }
            }
            @if let Some(share) = cell.share.filter(|_| column == 0) { (super::bar::bar(share)) }
        }
    }
}

/// The figure, a marker behind it or in its stead, and what the marker means for whoever does not see the legend.
fn figure(cell: &ShownCell) -> Markup {
    let sign = SIGNS.iter().find(|sign| sign.sign.starts_with('[') && cell.printed.ends_with(sign.sign));
    html! {
        (cell.printed)
        @if let Some(sign) = sign { span class="visually-hidden" { " (" (sign.meaning) ")" } }
    }
}

/// Letters and the word behind a figure, as they are seen.
fn beside(cell: &ShownCell) -> String {
    let letters: String = cell.letters.iter().collect();
    let against = cell.against_rest.map(Against::as_str).unwrap_or_default();
    [letters.as_str(), against].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn statistics(shown: &ShownTable) -> Markup {
    html! {
        @for statistic in &shown.statistics {
            tr {
                th scope="row" { (statistic.label) }
                @for at in 0..shown.columns.len() { td class="numeric" { (statistic.printed(at)) } }
            }
        }
    }
}

fn notes(shown: &ShownTable) -> Markup {
    html! {
        @if !shown.notes.is_empty() {
            h2 class="heading-small" { "Notes" }
            ul class="table-notes" { @for note in shown.footnotes() { li { (super::problem::coded(note)) } } }
        }
    }
}
