//! One theme: what it means, what lies within it, and the evidence.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::address::Address;
use super::answer::answer;
use super::label::{Labels, priority_address, theme_address};
use super::layout::{Page, Section};
use super::summary::{list, several, stated};
use super::wording::number;
use super::{evidence, themes};
use crate::bank::{BankError, InsightBank, ThemeAnswer, ThemeCount};
use crate::engine::SearchRequest;
use crate::framework::Theme;
use crate::web::extract::Name;
use crate::web::state::AppState;

/// `/themes/{id}`.
pub(super) async fn show(State(state): State<AppState>, Name(id): Name) -> Response {
    answer(&state, move |bank| one(bank, &id)).await
}

fn one(bank: &InsightBank, id: &str) -> Result<Page, BankError> {
    let found = bank.theme(id, evidence::SHOWN)?;
    let labels = Labels::of(bank);
    let theme = &found.theme.theme;
    let all = bank.search(&SearchRequest::default())?.total;
    let content = html! {
        p class="hit-kind" { span class="tag" { "Theme" } }
        h1 { (theme.label) }
        @if let Some(definition) = &theme.definition { p class="lead" { (definition) } }
        p {
            (number(found.theme.count)) " insights carry this theme, those of the themes within it counted once. "
            a href=(Address::of(&["search"]).with("theme", theme.id.as_str())) { "Search within this theme" }
        }
        (scope(&labels, theme))
        (children(&found, all))
        (evidence::columns(&found.evidence, "theme", theme.id.as_str()))
        p { a href=(Address::of(&["api", "v1", "themes", theme.id.as_str()])) { "This theme as JSON" } }
    };
    let mut trail = vec![("Themes".to_owned(), Address::of(&["themes"]))];
    trail.extend(found.path.iter().map(|outer| (outer.label.clone(), theme_address(&outer.id))));
    Ok(Page::new(theme.label.clone(), Section::Themes, content).trail(trail))
}

/// What belongs to the theme and what does not, folded away: most people come for the evidence.
fn scope(labels: &Labels<'_>, theme: &Theme) -> Markup {
    let priorities: Vec<Markup> = theme
        .priorities
        .iter()
        .map(|id| html! { a href=(priority_address(id)) { (labels.priority(id.as_str())) } })
        .collect();
    let examples = html! {
        @if theme.examples.is_empty() { (stated(None)) }
        @else { ul { @for example in &theme.examples { li { (example) } } } p class="secondary" { "Made-up examples." } }
    };
    let rule =
        html! { @match &theme.rule { Some(rule) => { code { (rule) } }, None => "no rule: only what people filed" } };
    let rows = vec![
        ("Count in", stated(theme.include.as_deref())),
        ("Leave out", stated(theme.exclude.as_deref())),
        ("Examples", examples),
        ("Found by rule", rule),
        ("Other names", several(&theme.aliases.iter().map(|name| html! { (name) }).collect::<Vec<_>>())),
        ("Speaks to priorities", several(&priorities)),
    ];
    html! {
        details {
            summary { "What belongs to this theme and what does not" }
            (list(&rows))
        }
    }
}

fn children(found: &ThemeAnswer, all: u64) -> Markup {
    let children: Vec<&ThemeCount> = found.children.iter().collect();
    html! {
        @if !children.is_empty() {
            h2 { "Themes within this one" }
            (themes::list_of(&children, all))
        }
    }
}
