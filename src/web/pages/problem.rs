//! Pages that say what went wrong and how to go on, and the summary of problems above a form.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};

use super::layout::{Page, Section, Site};
use super::wording::{excerpt, sentence};
use crate::problem::{Place, Problem};
use crate::web::error::ApiError;

/// How many characters of a hint stand beside a form, whose lists name the rest.
const HINT: usize = 240;

/// The page for what was refused or failed elsewhere.
pub(crate) fn error_page(facts: &ApiError) -> Response {
    let page = page_of(facts);
    (page.status, Html(page.render(&Site::unnamed()).into_string())).into_response()
}

/// The same page, before it has its frame.
pub(super) fn page_of(facts: &ApiError) -> Page {
    if !facts.errors.is_empty() {
        return page(facts.status, &facts.errors);
    }
    let mut problem = Problem::error(&facts.code, Place::default(), facts.detail.clone());
    problem.hint.clone_from(&facts.hint);
    page(facts.status, &[problem])
}

/// The page for `problems`.
pub(super) fn page(status: StatusCode, problems: &[Problem]) -> Page {
    let heading = heading(status);
    let content = html! {
        div class="reading" {
            h1 { (heading) }
            @for problem in problems { (paragraphs(problem)) }
            h2 { "Ways on" }
            ul {
                li { a href="/search" { "Search the bank" } }
                li { a href="/themes" { "Look through the themes" } }
                li { a href="/sources" { "Look through the sources" } }
                li { a href="/" { "Go to the first page" } }
            }
        }
    };
    Page::new(heading, Section::None, content).status(status)
}

fn heading(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "Page not found",
        StatusCode::FORBIDDEN => "You cannot do this here",
        StatusCode::PAYLOAD_TOO_LARGE => "The file is too large",
        StatusCode::METHOD_NOT_ALLOWED => "This address cannot be used in that way",
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => "This took too long",
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => "The bank is busy",
        status if status.is_client_error() => "There is a problem with what was asked",
        _ => "Sorry, there is a problem with the bank",
    }
}

fn paragraphs(problem: &Problem) -> Markup {
    html! {
        p { (coded(&sentence(&problem.message))) @if let Some(expected) = &problem.expected { " Expected: " (coded(expected)) "." } }
        @if let Some(hint) = &problem.hint { p { (coded(&sentence(hint))) } }
    }
}

/// The summary that stands above the `h1` of a page with a form: every problem, each leading to its field where `fields` has it.
pub(super) fn error_summary(problems: &[Problem], fields: &[&str]) -> Markup {
    let target =
        |problem: &Problem| problem.place.field.as_ref().filter(|field| fields.contains(&field.as_str())).cloned();
    html! {
        div class="error-summary" role="alert" aria-labelledby="error-summary-title" tabindex="-1" {
            h2 id="error-summary-title" { "There is a problem" }
            ul {
                @for problem in problems {
                    li {
                        @match target(problem) {
                            Some(field) => { a href={ "#" (field) } { (coded(&sentence(&problem.message))) } }
                            None => { (coded(&sentence(&problem.message))) }
                        }
                        @if let Some(expected) = &problem.expected { " Expected: " (coded(expected)) "." }
                        @if let Some(hint) = &problem.hint { " " (coded(&excerpt(&sentence(hint), HINT))) }
                    }
                }
            }
        }
    }
}

/// Text whose parts between backticks are shown as code.
pub(super) fn coded(text: &str) -> Markup {
    let parts: Vec<&str> = text.split('`').collect();
    let paired = parts.len() % 2 == 1;
    html! {
        @if paired {
            @for (index, part) in parts.iter().enumerate() {
                @if index % 2 == 1 { code { (part) } } @else { (part) }
            }
        } @else {
            (text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_backticks_are_shown_as_code_and_escaped() {
        assert_eq!(coded("no `<b>` here").into_string(), "no <code>&lt;b&gt;</code> here");
        assert_eq!(coded("a lone ` stays").into_string(), "a lone ` stays");
    }

    #[test]
    fn a_problem_with_a_field_leads_to_it() {
        let problem = Problem::error("x", Place::default().field("by"), "there is no question `z`");
        let shown = error_summary(&[problem], &["by"]).into_string();
        assert!(shown.contains("href=\"#by\""), "{shown}");
    }
}
