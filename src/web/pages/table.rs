//! A percentage table as a real table: caption, column groups, bases, rows, markers with their legend, notes.

use maud::{Markup, html};

use super::mark;
use super::wording::{decimal, number};
use crate::breakdown::{BaseRule, Disclosed, Marker, ShownCell, ShownColumn, ShownRow, ShownTable, View};

/// The whole table with its marks above and its notes below.
pub(super) fn full(disclosed: &Disclosed) -> Markup {
    let shown = disclosed.shown();
    html! {
        section class="table-block" aria-labelledby="table-caption" {
            (marks(disclosed))
            (legend(shown))
            div class="scroll" tabindex="0" role="region" aria-labelledby="table-caption" {
                table class="breakdown" {
                    caption id="table-caption" {
                        (shown.question_text)
                        span class="caption-base" { "Percentages of " (shown.base_words()) }
                        @for filter in &shown.filters { span class="caption-base" { (filter) } }
                    }
                    (column_groups(shown))
                    (head(shown))
                    tbody class="bases" { (bases(shown)) }
                    tbody { @for row in &shown.rows { (answer_row(disclosed, row)) } }
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

/// What the markers mean, where any is in the table.
fn legend(shown: &ShownTable) -> Markup {
    let used = |marker: Marker| shown.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.shows(marker));
    let base_hidden = shown.columns.iter().any(|column| column.unweighted_base.is_none());
    let meanings = [
        (
            used(Marker::Confidential) || base_hidden,
            "[c]",
            "hidden, because so few people are behind it that somebody could be recognised",
        ),
        (used(Marker::Unreliable), "[u]", "the base is too small to rely on"),
        (used(Marker::NotApplicable), "[z]", "nobody is in this base"),
    ];
    html! {
        @if meanings.iter().any(|(shown, ..)| *shown) {
            dl class="legend" {
                @for (_, sign, meaning) in meanings.iter().filter(|(shown, ..)| *shown) {
                    div { dt { (sign) } dd { (meaning) } }
                }
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
                tr { @for column in shown.columns.iter().filter(|column| column.block.is_some()) { (column_head(column)) } }
            } @else {
                tr { td {} @for column in &shown.columns { (column_head(column)) } }
            }
        }
    }
}

fn column_head(column: &ShownColumn) -> Markup {
    html! { th scope="col" class="numeric" { (column.label) } }
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

fn answer_row(disclosed: &Disclosed, row: &ShownRow) -> Markup {
    let counts = disclosed.view() == View::Internal;
    html! {
        tr class=[row.net.then_some("net")] {
            th scope="row" { (row.label) }
            @for (at, value) in row.cells.iter().enumerate() { (cell(value, counts, at == 0)) }
        }
    }
}

fn cell(cell: &ShownCell, counts: bool, total: bool) -> Markup {
    html! {
        td class="numeric" {
            span class="share" { (cell.printed) }
            @if let Some(count) = cell.count.filter(|_| counts) { " " span class="count" { "(" (number(count)) ")" } }
            @if let Some(share) = cell.share.filter(|_| total) { (super::bar::bar(share)) }
        }
    }
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
            ul class="table-notes" { @for note in &shown.notes { li { (super::problem::coded(note)) } } }
        }
    }
}
