//! HTML as a run of tags and texts, whatever state it is in.

use super::entity::decoded;

/// The longest name of an element, and the most attributes of one that are looked at.
const NAME_MAX: usize = 40;
const MOST_ATTRIBUTES: usize = 40;
/// Elements whose content is no markup.
const RAW: [&str; 6] = ["script", "style", "title", "textarea", "xmp", "noframes"];

/// A piece of a page.
pub(super) enum Piece {
    Start(Tag),
    End(String),
    Text(String),
}

/// The start of an element.
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    /// Whether it ends where it starts.
    pub(super) is_empty: bool,
}

impl Tag {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The pieces of a page, one after another.
pub(super) struct Pieces<'t> {
    rest: &'t str,
    /// The element whose raw content comes next.
    raw: Option<String>,
}

impl<'t> Pieces<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text, raw: None }
    }

    /// Takes the next `length` bytes, or all that is left.
    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// The content of an element that holds no markup, up to its end.
    fn raw_text(&mut self, name: &str) -> Piece {
        let mut at = 0;
        while let Some(found) = self.rest.get(at..).and_then(|rest| rest.find("</")) {
            let end = at + found;
            let is_end = self.rest.get(end + 2..end + 2 + name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
            if is_end {
                return Piece::Text(decoded(self.take(end)));
            }
            at = end + 2;
        }
        Piece::Text(decoded(self.take(usize::MAX)))
    }

    /// What a `<` at the start of the rest begins; `None` when it begins nothing that is shown.
    fn markup(&mut self) -> Option<Piece> {
        if let Some(comment) = self.rest.strip_prefix("<!--") {
            let length = comment.find("-->").map_or(usize::MAX, |end| end + 7);
            self.take(length);
            return None;
        }
        let inner = self.rest.get(1..).unwrap_or_default();
        if inner.starts_with(['!', '?']) {
            let length = inner.find('>').map_or(usize::MAX, |end| end + 2);
            self.take(length);
            return None;
        }
        let is_end = inner.starts_with('/');
        let named = inner.get(usize::from(is_end)..).unwrap_or_default();
        if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Some(Piece::Text(self.take(1).to_owned()));
        }
        let tag = self.tag(1 + usize::from(is_end));
        if is_end {
            return Some(Piece::End(tag.name));
        }
        self.raw = Some(tag.name.clone()).filter(|name| RAW.contains(&name.as_str()) && !tag.is_empty);
        Some(Piece::Start(tag))
    }

    /// A tag whose name starts `before` bytes into the rest.
    fn tag(&mut self, before: usize) -> Tag {
        self.take(before);
        let length = self.rest.find(|c: char| c.is_whitespace() || c == '/' || c == '>').unwrap_or(self.rest.len());
        let name: String = self.take(length).chars().take(NAME_MAX).collect::<String>().to_ascii_lowercase();
        let mut tag = Tag { name, attributes: Vec::new(), is_empty: false };
        loop {
            let spaces = self.rest.len() - self.rest.trim_start().len();
            self.take(spaces);
            if self.rest.is_empty() {
                return tag;
            } else if self.rest.starts_with('>') {
                self.take(1);
                return tag;
            } else if self.rest.starts_with('/') {
                self.take(1);
                tag.is_empty = self.rest.starts_with('>');
            } else {
                let attribute = self.attribute();
                if tag.attributes.len() < MOST_ATTRIBUTES {
                    tag.attributes.push(attribute);
                }
            }
        }
    }

    fn attribute(&mut self) -> (String, String) {
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '>' | '=');
        let length = self.rest.get(first..).and_then(|rest| rest.find(ends)).map_or(usize::MAX, |end| end + first);
        let name = self.take(length).to_ascii_lowercase();
        let Some(value) = self.rest.trim_start().strip_prefix('=') else {
            return (name, String::new());
        };
        self.rest = value.trim_start();
        let quote = self.rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some(quote) = quote else {
            let length = self.rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(usize::MAX);
            return (name, decoded(self.take(length)));
        };
        self.take(1);
        let length = self.rest.find(quote).unwrap_or(usize::MAX);
        let value = decoded(self.take(length));
        self.take(1);
        (name, value)
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if let Some(name) = self.raw.take() {
            return Some(self.raw_text(&name));
        }
        while !self.rest.is_empty() {
            if self.rest.starts_with('<') {
                if let Some(piece) = self.markup() {
                    return Some(piece);
                }
            } else {
                let length = self.rest.find('<').unwrap_or(usize::MAX);
                return Some(Piece::Text(decoded(self.take(length))));
            }
        }
        None
    }
}
