//! The frame round every page: head, landmarks, navigation and foot. No script, no inline style, nothing from elsewhere.

use axum::http::StatusCode;
use maud::{DOCTYPE, Markup, html};

use super::address::Address;
use super::{assets, search_box};
use crate::bank::InsightBank;

/// What the frame needs to know of the bank.
#[derive(Debug, Clone)]
pub(super) struct Site {
    title: String,
    demonstration: bool,
}

impl Site {
    /// The bank's own name and whether it is the demonstration.
    pub(super) fn of(bank: &InsightBank) -> Self {
        Self { title: bank.file().title.clone(), demonstration: bank.file().demonstration }
    }

    /// The frame of a page made without asking the bank.
    pub(super) fn unnamed() -> Self {
        Self { title: "Insight bank".to_owned(), demonstration: false }
    }
}

/// The part of the bank a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Home,
    Search,
    Themes,
    Priorities,
    Sources,
    Surveys,
    Load,
    About,
    Help,
    None,
}

const NAVIGATION: [(Section, &str, &str); 7] = [
    (Section::Search, "/search", "Search"),
    (Section::Themes, "/themes", "Themes"),
    (Section::Priorities, "/priorities", "Priorities"),
    (Section::Sources, "/sources", "Sources"),
    (Section::Surveys, "/surveys", "Surveys"),
    (Section::Load, "/load", "Load"),
    (Section::About, "/about", "About"),
];

/// One page: its title, where it stands, and what is in it. The content holds the only `h1`.
pub(super) struct Page {
    pub(super) status: StatusCode,
    title: String,
    section: Section,
    trail: Vec<(String, Address)>,
    alternates: Vec<(&'static str, Address)>,
    content: Markup,
}

impl Page {
    /// A page that answers what was asked.
    pub(super) fn new(title: impl Into<String>, section: Section, content: Markup) -> Self {
        Self {
            status: StatusCode::OK,
            title: title.into(),
            section,
            trail: Vec::new(),
            alternates: Vec::new(),
            content,
        }
    }

    /// The same page under another status.
    pub(super) fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same page with the pages it lies within, outermost first.
    pub(super) fn trail(mut self, trail: Vec<(String, Address)>) -> Self {
        self.trail = trail;
        self
    }

    /// The same page with the address of the same content for machines.
    pub(super) fn alternate(mut self, media_type: &'static str, address: Address) -> Self {
        self.alternates.push((media_type, address));
        self
    }

    /// The whole document.
    pub(super) fn render(&self, site: &Site) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en-GB" {
                (self.head(site))
                body {
                    a class="skip-link" href="#main" { "Skip to main content" }
                    (self.header(site))
                    (self.breadcrumbs())
                    main class="width" id="main" tabindex="-1" { (self.content) }
                    (footer(site))
                }
            }
        }
    }

    fn head(&self, site: &Site) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="same-origin";
                title { @if self.section == Section::Home { (site.title) } @else { (self.title) " \u{2013} " (site.title) } }
                link rel="stylesheet" href=(assets::stylesheet_address());
                @for (media_type, address) in &self.alternates {
                    link rel="alternate" type=(media_type) href=(address);
                }
            }
        }
    }

    fn header(&self, site: &Site) -> Markup {
        html! {
            header class="site-header" {
                div class="width site-header-inner" {
                    a class="site-name" href="/" { (site.title) }
                    @if !matches!(self.section, Section::Home | Section::Search) { (search_box::small()) }
                }
                nav class="site-nav" aria-label="Main" {
                    ul class="width" {
                        @for (section, address, label) in NAVIGATION {
                            li { a href=(address) aria-current=[(section == self.section).then_some("true")] { (label) } }
                        }
                    }
                }
            }
            @if site.demonstration {
                aside class="demonstration" aria-label="Demonstration" {
                    p class="width" {
                        strong class="mark" { "Demonstration" }
                        " This bank shows what an insight bank does. It cannot be added to. "
                        a href="/about#demonstration" { "What is real here and what is made up" }
                    }
                }
            }
        }
    }

    fn breadcrumbs(&self) -> Markup {
        html! {
            @if !self.trail.is_empty() {
                nav class="breadcrumbs width" aria-label="Breadcrumb" {
                    ol {
                        li { a href="/" { "Home" } }
                        @for (label, address) in &self.trail {
                            li { a href=(address) { (label) } }
                        }
                    }
                }
            }
        }
    }
}

fn footer(site: &Site) -> Markup {
    html! {
        footer class="site-footer" {
            div class="width" {
                h2 class="visually-hidden" { "About this bank" }
                ul class="footer-links" {
                    li { a href="/about" { "How the numbers work" } }
                    li { a href="/help/search" { "Help with searching" } }
                    li { a href="/about#accessibility" { "Accessibility" } }
                    li { a href="/api/v1/openapi.json" { "For programs: API description" } }
                }
                p { (site.title) ". Kept with insight-bank, open-source software under the MIT licence." }
            }
        }
    }
}
