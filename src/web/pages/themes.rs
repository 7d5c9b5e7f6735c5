//! The themes as a tree, with how many insights carry each.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::answer::answer;
use super::label::theme_address;
use super::layout::{Page, Section};
use super::wording::{number, percent_of};
use crate::bank::{BankError, InsightBank, ThemeCount};
use crate::engine::SearchRequest;
use crate::web::state::AppState;

/// `/themes`.
pub(super) async fn list(State(state): State<AppState>) -> Response {
    answer(&state, page).await
}

fn page(bank: &InsightBank) -> Result<Page, BankError> {
    let themes = bank.themes()?;
    let all = bank.search(&SearchRequest::default())?.total;
    let content = html! {
        h1 { "Themes" }
        p class="lead" { "What people speak about. A theme holds the themes within it, each insight counted once." }
        p class="secondary" { "Counts are insights that carry the theme. Shares are of all " (number(all)) " insights in the bank; one insight can carry several themes." }
        @if themes.is_empty() { p { "This bank has no themes yet. Write them in " code { "corpus/framework/themes.toml" } "." } }
        div class="theme-families" {
            @for top in themes.iter().filter(|theme| theme.theme.parent.is_none()) { (family(top, &themes, all)) }
        }
    };
    Ok(Page::new("Themes", Section::Themes, content))
}

fn family(top: &ThemeCount, themes: &[ThemeCount], all: u64) -> Markup {
    let within = within(top, themes);
    html! {
        section class="family" aria-labelledby={ "theme-" (top.theme.id) } {
            h2 id={ "theme-" (top.theme.id) } { a href=(theme_address(&top.theme.id)) { (top.theme.label) } }
            p class="evidence-count" { (number(top.count)) " insights, " (percent_of(top.count, all)) }
            @if let Some(definition) = &top.theme.definition { p { (definition) } }
            (list_of(&within, all))
        }
    }
}

/// Every theme below `top`, which stand after it until the next top theme.
fn within<'t>(top: &ThemeCount, themes: &'t [ThemeCount]) -> Vec<&'t ThemeCount> {
    let after = themes.iter().skip_while(|theme| theme.theme.id != top.theme.id).skip(1);
    after.take_while(|theme| theme.theme.parent.is_some()).collect()
}

/// Themes with their counts, in one list.
pub(super) fn list_of(themes: &[&ThemeCount], all: u64) -> Markup {
    html! {
        @if !themes.is_empty() {
            ul class="theme-list" {
                @for theme in themes {
                    li {
                        a href=(theme_address(&theme.theme.id)) { (theme.theme.label) }
                        " " span class="facet-count" { (number(theme.count)) ", " (percent_of(theme.count, all)) }
                    }
                }
            }
        }
    }
}
