//! One insight in full: its words, where they come from, what they are about, and what stands beside them.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::address::Address;
use super::answer::answer;
use super::label::{Labels, origin, priority_address, theme_address};
use super::layout::{Page, Section};
use super::summary::{list, several, stated};
use super::wording::excerpt;
use super::{cite, figure, hit, mark};
use crate::bank::{BankError, InsightBank};
use crate::corpus::{Insight, InsightKind};
use crate::engine::{Facet, Hit, TagOrigin};
use crate::id::Slug;

use crate::web::extract::Name;
use crate::web::state::AppState;

/// How many insights of the source are looked at to find those beside this one.
const WINDOW: usize = 400;

/// `/insights/{id}`.
pub(super) async fn show(State(state): State<AppState>, Name(id): Name) -> Response {
    answer(&state, move |bank| one(bank, &id)).await
}

fn one(bank: &InsightBank, id: &str) -> Result<Page, BankError> {
    let found = bank.insight(id)?;
    let insight = &found.insight;
    let labels = Labels::of(bank);
    let citation = cite::citation(bank, &labels, &found);
    let content = html! {
        p class="hit-kind" { (mark::kind(insight.kind)) }
        h1 { (heading(&found)) }
        @if insight.illustrative { (mark::illustrative_notice()) }
        @if insight.is_unreleased() { (release_notice()) }
        (words(insight))
        div class="two-columns" {
            div {
                h2 { "Where it comes from" }
                (list(&origin_rows(&found)))
                h2 { "What it is about" }
                (list(&subject_rows(&labels, &found)))
            }
            div {
                h2 { "Point to this" }
                p { "This address never changes and is never used for anything else:" }
                p class="address" { a href=(hit::address(insight)) { (hit::address(insight)) } }
                h3 { "Cite this" }
                p class="citation" { (citation) }
                p { a href=(Address::of(&["api", "v1", "insights", &insight.id.to_string()])) { "This insight as JSON" } }
            }
        }
        (neighbours(bank, insight)?)
    };
    let trail = vec![
        ("Sources".to_owned(), Address::of(&["sources"])),
        (found.source_title.clone(), Address::of(&["sources", insight.id.source.as_str()])),
    ];
    Ok(Page::new(format!("{}: {}", insight.kind.label(), excerpt(&insight.text, 60)), Section::Sources, content)
        .trail(trail))
}

fn heading(found: &Hit) -> String {
    format!("{} from {}", found.insight.kind.label(), found.source_title)
}

fn release_notice() -> Markup {
    html! {
        p class="notice notice-internal" {
            (mark::internal())
            " Somebody\u{2019}s own words, shown to you for analysis. Nobody has yet checked that they may be quoted and identify no one."
        }
    }
}

fn words(insight: &Insight) -> Markup {
    let lang = hit::foreign(insight);
    let paragraphs = || insight.text.split('\n').map(str::trim).filter(|line| !line.is_empty());
    html! {
        @if let Some(figure) = &insight.figure { (figure::inline(figure)) }
        @if matches!(insight.kind, InsightKind::Quote | InsightKind::Answer) {
            figure class="quote" {
                blockquote lang=[lang] { @for line in paragraphs() { p { (line) } } }
                @if let Some(speaker) = &insight.speaker { figcaption { (speaker) } }
            }
        } @else {
            div class="lead" lang=[lang] { @for line in paragraphs() { p { (line) } } }
        }
    }
}

fn origin_rows(found: &Hit) -> Vec<(&'static str, Markup)> {
    let insight = &found.insight;
    let year = insight.year.or(found.source_year).map(|year| year.to_string());
    let mut rows = vec![
        ("Source", html! { a href=(Address::of(&["sources", insight.id.source.as_str()])) { (found.source_title) } }),
        ("Kind of source", html! { (found.source_kind.label()) }),
        ("Year", stated(year.as_deref())),
        ("Where in the source", stated(insight.locator.as_deref())),
    ];
    rows.extend(insight.page.as_ref().map(|page| ("Page", html! { (page) })));
    if !insight.headings.is_empty() {
        rows.push(("Under the heading", html! { (insight.headings.join(" \u{203a} ")) }));
    }
    rows.push(("Who speaks", stated(insight.voice.map(crate::corpus::Voice::label))));
    if let Some(question) = &insight.question {
        rows.push(("Answers the question", question_link(&insight.id.source, question)));
    }
    if matches!(insight.kind, InsightKind::Quote | InsightKind::Answer) {
        rows.push(("May be quoted", stated(insight.consent.map(crate::corpus::Consent::label))));
    }
    if let Some(language) = hit::foreign(insight) {
        rows.push(("Language", html! { (language) }));
    }
    if let Some(number) = &insight.figure {
        rows.extend(figure::rows(number));
    }
    rows
}

fn question_link(survey: &Slug, question: &str) -> Markup {
    html! {
        a href=(Address::of(&["surveys", survey.as_str(), "breakdown"]).with("question", question)) { code { (question) } }
    }
}

fn subject_rows(labels: &Labels<'_>, found: &Hit) -> Vec<(&'static str, Markup)> {
    let insight = &found.insight;
    let themes: Vec<Markup> = found.themes.iter().map(|tag| theme(labels, &tag.theme, tag.origin)).collect();
    let priority = |id: &Slug| html! { a href=(priority_address(id)) { (labels.priority(id.as_str())) } };
    let search = |facet: Facet, id: &Slug| {
        let address = Address::of(&["search"]).with(facet.as_str(), id.as_str());
        html! { a href=(address) { (labels.facet_value(facet, id.as_str())) } }
    };
    vec![
        ("Themes", several(&themes)),
        ("Priorities", several(&insight.priorities.iter().map(priority).collect::<Vec<_>>())),
        ("People it is about", several(&insight.groups.iter().map(|id| search(Facet::Group, id)).collect::<Vec<_>>())),
        ("Places", several(&insight.places.iter().map(|id| search(Facet::Place, id)).collect::<Vec<_>>())),
    ]
}

fn theme(labels: &Labels<'_>, id: &Slug, from: TagOrigin) -> Markup {
    html! {
        a href=(theme_address(id)) { (labels.theme(id.as_str())) }
        span class="secondary" { " (" (origin(from)) ")" }
    }
}

/// What stands before and after it in its source. The answers of other respondents are not its neighbours.
fn neighbours(bank: &InsightBank, insight: &Insight) -> Result<Markup, BankError> {
    if insight.kind == InsightKind::Answer {
        return Ok(html! {});
    }
    let offset = usize::try_from(insight.ordinal).unwrap_or(0).saturating_sub(WINDOW / 2);
    let (all, _) = bank.insights_of(insight.id.source.as_str(), offset, WINDOW)?;
    let Some(at) = all.iter().position(|other| other.insight.id == insight.id) else {
        return Ok(html! {});
    };
    let before = at.checked_sub(1).and_then(|index| all.get(index));
    let after = all.get(at + 1).filter(|next| next.insight.kind != InsightKind::Answer);
    Ok(html! {
        @if before.is_some() || after.is_some() {
            section class="neighbours" aria-labelledby="neighbours-title" {
                h2 id="neighbours-title" { "Beside it in the source" }
                div class="two-columns" {
                    @if let Some(before) = before { (neighbour("Before it", before)) }
                    @if let Some(after) = after { (neighbour("After it", after)) }
                }
            }
        }
    })
}

fn neighbour(title: &str, found: &Hit) -> Markup {
    html! {
        div {
            h3 { (title) }
            ul class="hits" { (hit::compact(found)) }
        }
    }
}
