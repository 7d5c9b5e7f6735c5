//! The account of every column, called by the letters a spreadsheet gives it; columns of one question under its name.

use maud::{Markup, html};

use super::survey::kind_in_words;
use super::wording::{number, size};
use crate::bank::LoadReport;
use crate::survey::load::ColumnAccount;
use crate::view::{Block, Shared, letters};

/// The table of all columns.
pub(super) fn columns(report: &LoadReport) -> Markup {
    html! {
        h2 id="columns-title" { "What became of every column" }
        p class="secondary" {
            "Letters are those a spreadsheet gives the columns. In each line, mapped, kept as words and left out add up to "
            (number(report.rows)) ", the rows of the file."
        }
        div class="scroll" tabindex="0" role="region" aria-labelledby="columns-title" {
            table class="account" {
                caption class="visually-hidden" { "What became of every column" }
                thead { tr {
                    th scope="col" { "Column" }
                    th scope="col" { "Heading" }
                    th scope="col" class="numeric" { "Mapped" }
                    th scope="col" class="numeric" { "Kept as words" }
                    th scope="col" class="numeric" { "Left out" }
                    th scope="col" { "Why left out" }
                    th scope="col" { "Question" }
                } }
                @for block in Block::all(&report.columns) { (body(&block)) }
            }
        }
    }
}

fn body(block: &Block<'_>) -> Markup {
    let many = block.columns.len() > 1;
    html! {
        tbody {
            @if many { tr class="grid-head" { th scope="rowgroup" colspan="7" { (block.letters()) ": " (size(block.columns.len())) " columns, " (together(block)) } } }
            @for (at, column) in block.columns.iter().enumerate() { (row(&letters(block.first + at), column)) }
        }
    }
}

fn together(block: &Block<'_>) -> Markup {
    html! {
        (block.part())
        @match block.shared {
            Shared::Grid(id) | Shared::Question(id) => { " " code { (id) } }
            Shared::Nothing => {}
        }
    }
}

fn row(letters: &str, column: &ColumnAccount) -> Markup {
    html! {
        tr {
            td { (letters) }
            th scope="row" { (column.name) }
            td class="numeric" { (number(column.mapped)) }
            td class="numeric" { (number(column.stored)) }
            td class="numeric" { (number(column.left_out)) }
            td { (why(column)) }
            td { (question(column)) }
        }
    }
}

/// Why cells were left out; the numbers only where there is more than one reason.
fn why(column: &ColumnAccount) -> Markup {
    let one = column.reasons.len() == 1;
    let words = |(reason, many): (&String, &u64)| {
        let plain = reason.replace('_', " ");
        if one { plain } else { format!("{plain} {}", number(*many)) }
    };
    let reasons: Vec<String> = column.reasons.iter().map(words).collect();
    html! { @if reasons.is_empty() { span class="secondary" { "nothing" } } @else { (reasons.join(", ")) } }
}

fn question(column: &ColumnAccount) -> Markup {
    html! {
        @match &column.question {
            Some(question) => { code { (question) } @if let Some(kind) = column.kind { br; span class="secondary" { (kind_in_words(kind)) } } }
            None => { span class="secondary" { "no question" } }
        }
    }
}
