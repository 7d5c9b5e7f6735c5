//! The page of a question over the waves of a survey.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::address::Address;
use super::answer::answer;
use super::layout::{Page, Section};
use super::table;
use super::wording::number;
use crate::bank::{BankError, Caller, InsightBank, TrendAnswer};
use crate::breakdown::{Against, SIGNS, ShownCell, Trend, TrendCell, TrendChange, TrendRow, View, Wave, format_points};
use crate::corpus::decisions::Moment;
use crate::view::leaning;
use crate::web::extract::{Asked, Name};
use crate::web::params::trend_request;
use crate::web::state::AppState;

/// `/surveys/{id}/trend`.
pub(super) async fn show(State(state): State<AppState>, Name(id): Name, Asked(pairs): Asked) -> Response {
    answer(&state, move |bank| page(bank, &id, &pairs)).await
}

fn page(bank: &InsightBank, id: &str, pairs: &[(String, String)]) -> Result<Page, BankError> {
    // In these pages, which only this machine's own address can reach, the reader is an analyst.
    let request = trend_request(id, pairs, View::Internal).map_err(BankError::Refused)?;
    let caller =
        Caller { who: "a reader of the pages on this machine".to_owned(), at: Moment::of(&jiff::Zoned::now()) };
    let made = bank.trend(&request, &caller)?;
    let Some(latest) = made.trend.latest() else { return Err(BankError::not_found("survey", id, [])) };
    let shown = latest.table.shown();
    let content = html! {
        h1 { span class="heading-above" { (shown.survey_title) " and earlier waves" } (shown.question_text) }
        (block(&made, latest))
        (ways_on(&made))
    };
    let trail = vec![
        ("Surveys".to_owned(), Address::of(&["surveys"])),
        (shown.survey_title.clone(), Address::of(&["surveys", id])),
    ];
    let title = format!("{} over time \u{2013} {}", shown.question_text, shown.survey_title);
    Ok(Page::new(title, Section::Surveys, content).trail(trail))
}

fn block(made: &TrendAnswer, latest: &Wave) -> Markup {
    let shown = latest.table.shown();
    html! {
        section class="table-block" aria-labelledby="table-caption" {
            (table::marks(&latest.table))
            dl class="legend" {
                @for sign in SIGNS.iter().filter(|sign| sign.sign.starts_with('[')) { div { dt { (sign.sign) } dd { (sign.meaning) } } }
                div { dt { "[b]" } dd { "break: the two waves cannot be compared" } }
            }
            div class="scroll" tabindex="0" role="region" aria-labelledby="table-caption" {
                table class="breakdown" {
                    caption id="table-caption" {
                        span class="caption-title" { (shown.question_text) }
                        " "
                        span class="caption-base" { "Percentages by wave; latest: " (shown.base_words()) }
                    }
                    (head(&made.trend))
                    tbody class="bases" { (bases(&made.trend)) }
                    tbody { @for one in &made.trend.rows { (row(&made.trend, one, made.view)) } }
                }
            }
            h2 class="heading-small" { "Notes" }
            ul class="table-notes" { @for note in &made.trend.notes { li { (super::problem::coded(note)) } } }
        }
    }
}

fn head(trend: &Trend) -> Markup {
    html! {
        thead {
            tr {
                td {}
                @for (at, wave) in trend.waves.iter().enumerate() {
                    @if at > 0 { th scope="col" class="numeric" { "Change" span class="visually-hidden" { " to " (wave.label) } } }
                    th scope="col" class="numeric" { (wave.label) }
                }
                @if trend.test.is_some() { th scope="col" { "Trend" } }
            }
        }
    }
}

fn bases(trend: &Trend) -> Markup {
    let base = |wave: &Wave| wave.total().and_then(|total| total.unweighted_base);
    html! {
        tr {
            th scope="row" { "Unweighted base" }
            @for (at, wave) in trend.waves.iter().enumerate() {
                @if at > 0 { td {} }
                td class="numeric" { @match base(wave) { Some(base) => (number(base)), None => "[c]" } }
            }
            @if trend.test.is_some() { td {} }
        }
    }
}

fn row(trend: &Trend, row: &TrendRow, view: View) -> Markup {
    html! {
        tr class=[row.net.then_some("net")] {
            th scope="row" { (row.label) }
            @for (at, (cell, wave)) in row.cells.iter().zip(&trend.waves).enumerate() {
                @if at > 0 { td class="numeric" { (change(cell.change, wave)) } }
                td class="numeric" { (figure(cell, view)) }
            }
            @if trend.test.is_some() { td { (row.trend.map(leaning).unwrap_or_default()) } }
        }
    }
}

fn figure(cell: &TrendCell, view: View) -> Markup {
    let count = |cell: &ShownCell| cell.count.filter(|_| view == View::Internal);
    html! {
        @match &cell.cell {
            None => "[x]",
            Some(cell) => {
                span class="share" { (cell.printed) }
                @if let Some(count) = count(cell) { " " span class="count" { "(" (number(count)) ")" } }
            }
        }
    }
}

fn change(change: Option<TrendChange>, wave: &Wave) -> Markup {
    html! {
        @match change {
            Some(change) => {
                (format_points(change.difference))
                @if let Some(interval) = change.interval {
                    " " span class="interval" { "(" (format_points(interval.low)) " to " (format_points(interval.high)) ")" }
                }
                @if let Some(word) = change.marked.map(Against::as_str) { " " span class="letters" { (word) } }
            }
            None if wave.breaks.is_empty() => "[x]",
            None => "[b]",
        }
    }
}

fn ways_on(made: &TrendAnswer) -> Markup {
    let json = format!("/api/v1{}", made.permalink);
    let csv = json.replacen("/trend?", "/trend.csv?", 1);
    let mark = made.trend.mark().map(|mark| format!(" ({mark})")).unwrap_or_default();
    html! {
        ul class="downloads" {
            li { "Take this away" (mark) ": " a href=(csv) { "CSV" } ", " a href=(json) { "JSON" } }
            li {
                "The table of each wave: "
                @for (at, wave) in made.trend.waves.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href=(wave.table.shown().permalink) { (wave.label) }
                }
            }
        }
    }
}
