//! The elements that are open at a place of a page, and what they say about the words there.

use super::markup::Tag;

/// The most elements that are kept open at once; deeper ones count for nothing.
const MOST: usize = 400;

/// Elements that never hold anything.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements whose words are no part of the text.
const UNREAD: [&str; 19] = [
    "head", "script", "style", "template", "noscript", "nav", "svg", "select", "datalist", "button", "textarea",
    "iframe", "object", "canvas", "video", "audio", "map", "dialog", "menu",
];
/// Elements that make a header or footer inside them one of their own.
const PARTS: [&str; 5] = ["article", "section", "main", "blockquote", "td"];

/// How the words in an element count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    Yes,
    /// In the head of the page: only its main heading counts.
    Banner,
    No,
}

/// An open element.
struct Open {
    name: String,
    shown: Shown,
}

/// The open elements, outermost first.
#[derive(Default)]
pub(super) struct OpenElements(Vec<Open>);

impl OpenElements {
    /// How words here count.
    pub(super) fn shown(&self) -> Shown {
        self.0.last().map_or(Shown::Yes, |open| open.shown)
    }

    /// Whether one of `names` is open.
    pub(super) fn within(&self, names: &[&str]) -> bool {
        self.0.iter().any(|open| names.contains(&open.name.as_str()))
    }

    /// The innermost open element of `names`.
    pub(super) fn innermost(&self, names: &[&str]) -> Option<&str> {
        self.0.iter().rev().map(|open| open.name.as_str()).find(|name| names.contains(name))
    }

    /// Opens an element, after closing those that it ends.
    pub(super) fn open(&mut self, tag: &Tag) {
        self.end_before(&tag.name);
        if tag.is_empty || VOID.contains(&tag.name.as_str()) || self.0.len() >= MOST {
            return;
        }
        let shown = self.shown().max(self.of(tag));
        let name = if tag.attribute("role") == Some("main") { "main".to_owned() } else { tag.name.clone() };
        self.0.push(Open { name, shown });
    }

    /// Closes the innermost element called `name`, with all in it.
    pub(super) fn close(&mut self, name: &str) {
        let is_main = |open: &Open| name == "div" && open.name == "main";
        if let Some(place) = self.0.iter().rposition(|open| open.name == name || is_main(open)) {
            self.0.truncate(place);
        }
    }

    /// Ends the elements that cannot hold an element called `name`, as their ends are often left out.
    fn end_before(&mut self, name: &str) {
        let (ended, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["table", "tr"]),
            "tr" => (&["tr", "caption"], &["table"]),
            "body" => (&["head"], &[]),
            "p" | "div" | "ul" | "ol" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote"
            | "section" => (&["p"], &["div", "li", "td", "th", "section", "article", "blockquote", "main"]),
            _ => return,
        };
        let from = self.0.iter().rposition(|open| within.contains(&open.name.as_str())).map_or(0, |place| place + 1);
        let inner = self.0.get(from..).unwrap_or_default();
        if let Some(place) = inner.iter().position(|open| ended.contains(&open.name.as_str())) {
            self.0.truncate(from + place);
        }
    }

    /// What an element says itself.
    fn of(&self, tag: &Tag) -> Shown {
        let role = tag.attribute("role").unwrap_or_default();
        let style: String = tag.attribute("style").unwrap_or_default().split_whitespace().collect();
        let hidden = tag.attribute("hidden").is_some()
            || tag.attribute("aria-hidden") == Some("true")
            || style.contains("display:none")
            || style.contains("visibility:hidden");
        let own_part = self.within(&PARTS);
        let is_unread =
            UNREAD.contains(&tag.name.as_str()) || matches!(role, "navigation" | "search" | "contentinfo" | "dialog");
        if hidden || is_unread || is_furniture(tag) || (tag.name == "footer" && !own_part) {
            Shown::No
        } else if role == "banner" || (tag.name == "header" && !own_part) {
            Shown::Banner
        } else {
            Shown::Yes
        }
    }
}

/// Whether an element is furniture of the site by its name.
fn is_furniture(tag: &Tag) -> bool {
    let names = [tag.attribute("class"), tag.attribute("id")].into_iter().flatten().flat_map(str::split_whitespace);
    names.map(str::to_ascii_lowercase).any(|name| {
        let name = name.trim_start_matches("govuk-").trim_start_matches("nhsuk-");
        ["breadcrumb", "cookie-banner", "cookie-consent", "skip-link", "skiplink"].iter().any(|it| name.starts_with(it))
    })
}
