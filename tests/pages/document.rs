//! Asking for a page and looking into it.

use axum::body::Body;
use scraper::{ElementRef, Html, Selector};

use crate::support::app::{Answer, TestApp};

/// A page, parsed.
pub(super) struct Page {
    /// What was asked for.
    pub(super) address: String,
    /// The status of the answer.
    pub(super) status: u16,
    document: Html,
}

impl Page {
    /// The page of the shipped bank at `address`, which must be there.
    #[track_caller]
    pub(super) fn shipped(address: &str) -> Self {
        Self::of(TestApp::shipped(), address)
    }

    /// The page at `address`, which must be there.
    #[track_caller]
    pub(super) fn of(app: &TestApp, address: &str) -> Self {
        let page = Self::read(address, &app.get(address));
        assert_eq!(page.status, 200, "{address}: {}", page.text("main"));
        page
    }

    /// The page of the shipped bank at `address`, whatever its status.
    pub(super) fn any(address: &str) -> Self {
        Self::read(address, &TestApp::shipped().get(address))
    }

    /// What comes back when the form at `address` is sent.
    pub(super) fn sent(app: &TestApp, address: &str, fields: &[Field<'_>]) -> Self {
        const BOUNDARY: &str = "no-such-line";
        let parts = fields.iter().map(|field| field.part(BOUNDARY));
        let body = parts.chain([format!("--{BOUNDARY}--\r\n")]).collect::<String>();
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        Self::read(address, &app.ask("POST", address, &[("content-type", &kind)], Body::from(body)))
    }

    fn read(address: &str, answer: &Answer) -> Self {
        let status = answer.status.as_u16();
        Self { address: address.to_owned(), status, document: Html::parse_document(&answer.body) }
    }

    /// Every element that `selector` finds.
    #[track_caller]
    pub(super) fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.document.select(&css(selector)).collect()
    }

    /// The one element that `selector` finds.
    #[track_caller]
    pub(super) fn one(&self, selector: &str) -> ElementRef<'_> {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{}: `{selector}` is there {} times", self.address, found.len());
        found[0]
    }

    /// Whether `selector` finds anything.
    pub(super) fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// The words in everything `selector` finds.
    pub(super) fn text(&self, selector: &str) -> String {
        self.all(selector).into_iter().map(words).collect::<Vec<_>>().join(" ")
    }

    /// The values of `attribute` in everything `selector` finds.
    pub(super) fn attributes(&self, selector: &str, attribute: &str) -> Vec<String> {
        self.all(selector)
            .into_iter()
            .filter_map(|element| element.value().attr(attribute))
            .map(str::to_owned)
            .collect()
    }

    /// Where the one link that says `label` leads.
    #[track_caller]
    pub(super) fn link(&self, label: &str) -> String {
        let links = self.all("a[href]").into_iter().filter(|link| words(*link) == label);
        let targets: Vec<String> = links.filter_map(|link| link.value().attr("href")).map(str::to_owned).collect();
        assert!(!targets.is_empty(), "{}: no link says `{label}`", self.address);
        targets[0].clone()
    }
}

/// The words of an element, with single spaces.
pub(super) fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("`{selector}`: {error}"))
}

/// A field of a form that is sent.
pub(super) enum Field<'a> {
    /// Words.
    Text(&'a str, &'a str),
    /// The file to load with its name and content.
    File(&'a str, &'a str),
    /// A file of another field: the field, its name and its content.
    Beside(&'a str, &'a str, &'a str),
}

impl Field<'_> {
    fn part(&self, boundary: &str) -> String {
        match self {
            Self::Text(name, value) => {
                format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
            }
            Self::File(name, content) => Self::Beside("file", name, content).part(boundary),
            Self::Beside(field, name, content) => format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n{content}\r\n"
            ),
        }
    }
}
