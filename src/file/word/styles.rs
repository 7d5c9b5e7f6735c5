//! The styles of a Word document: which paragraphs head something, quote somebody, stand in a list, or are hidden.

use std::collections::{BTreeMap, BTreeSet};

use super::xml::Element;

/// Styles are based on one another no more often than this.
const LONGEST_CHAIN: usize = 20;

/// What a paragraph is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Title,
    Heading(usize),
    Quotation,
    Contents,
    Item(usize),
    Plain,
}

/// One style, as far as it matters here.
#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<usize>,
    list_level: Option<usize>,
    list: Option<String>,
    hidden: Option<bool>,
}

/// The styles by their ids.
#[derive(Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    /// The styles of `part`.
    pub(super) fn read(part: &Element) -> Self {
        let sheet = part.child("styles").unwrap_or(part);
        let styles = sheet.children().filter(|child| child.name == "style").filter_map(|style| {
            let id = style.attribute("styleId")?.to_owned();
            Some((id, Style::read(style)))
        });
        Self(styles.collect())
    }

    /// What the paragraph with the properties `properties` is. What it says itself counts before what its style says.
    pub(super) fn role(&self, properties: Option<&Element>) -> Role {
        let id = properties.and_then(|it| it.val(&["pStyle"]));
        let chain = || self.chain(id);
        let named = chain().find_map(|(id, style)| role_of_name(id).or_else(|| role_of_name(&style.name)));
        let outline = properties.and_then(outline_of).or_else(|| chain().find_map(|(_, style)| style.outline));
        let own_level = properties.and_then(|it| it.child("numPr")).map(list_level);
        let level = own_level.unwrap_or_else(|| chain().find_map(|(_, style)| style.list_level));
        match (named, outline, level) {
            (Some(Role::Title), ..) => Role::Title,
            (Some(Role::Contents), ..) => Role::Contents,
            (_, Some(level), _) if level < 9 => Role::Heading(level + 1),
            (Some(role @ (Role::Heading(_) | Role::Quotation)), None, _) => role,
            (_, _, Some(level)) => Role::Item(level),
            // A style called list that was taken out of its list by hand is no list.
            (Some(role @ Role::Item(_)), _, None) if own_level.is_none() => role,
            (Some(Role::Quotation), _, _) => Role::Quotation,
            _ => Role::Plain,
        }
    }

    /// The list in which the paragraph with the properties `properties` stands.
    pub(super) fn list<'s>(&'s self, properties: Option<&'s Element>) -> Option<&'s str> {
        let own = properties.and_then(|it| it.val(&["numPr", "numId"]));
        let id = properties.and_then(|it| it.val(&["pStyle"]));
        own.or_else(|| self.chain(id).find_map(|(_, style)| style.list.as_deref()))
    }

    /// Whether words with the properties `run`, in a paragraph with the properties `paragraph`, are hidden.
    pub(super) fn is_hidden(&self, run: Option<&Element>, paragraph: Option<&Element>) -> bool {
        let own = run.and_then(|it| it.switch(&["vanish"]));
        let of = |id: Option<&str>| self.chain(id).find_map(|(_, style)| style.hidden);
        own.or_else(|| of(run.and_then(|it| it.val(&["rStyle"]))))
            .or_else(|| of(paragraph.and_then(|it| it.val(&["pStyle"]))))
            .unwrap_or(false)
    }

    /// The style called `id` and those it is based on.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut seen = BTreeSet::new();
        let mut next = id;
        std::iter::from_fn(move || {
            let id = next.take().filter(|id| seen.insert(*id))?;
            let style = self.0.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(LONGEST_CHAIN)
    }
}

impl Style {
    fn read(style: &Element) -> Self {
        let properties = style.child("pPr");
        Self {
            name: style.val(&["name"]).unwrap_or_default().to_owned(),
            based_on: style.val(&["basedOn"]).map(str::to_owned),
            outline: properties.and_then(outline_of),
            list_level: properties.and_then(|it| it.child("numPr")).and_then(list_level),
            list: properties.and_then(|it| it.val(&["numPr", "numId"])).map(str::to_owned),
            hidden: style.switch(&["rPr", "vanish"]),
        }
    }
}

fn outline_of(properties: &Element) -> Option<usize> {
    properties.val(&["outlineLvl"])?.parse().ok()
}

/// How deep an item of a list stands; `None` where the number nought takes it out of every list.
fn list_level(numbering: &Element) -> Option<usize> {
    if numbering.val(&["numId"]) == Some("0") {
        return None;
    }
    Some(numbering.val(&["ilvl"]).and_then(|level| level.parse().ok()).unwrap_or(0))
}

/// What the name of a style says, in any spelling that word processors use.
pub(super) fn role_of_name(name: &str) -> Option<Role> {
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if let Some(level) = name.strip_prefix("heading") {
        return level.get(..1).unwrap_or("1").parse().ok().filter(|level| (1..=9).contains(level)).map(Role::Heading);
    }
    if name.starts_with("toc") && name.get(3..).is_some_and(|rest| rest.len() <= 1 || rest == "heading") {
        return Some(Role::Contents);
    }
    if ["listbullet", "listnumber", "listparagraphbullet"].iter().any(|list| name.starts_with(list)) {
        let depth = name.chars().next_back().and_then(|c| c.to_digit(10)).unwrap_or(1);
        return Some(Role::Item(usize::try_from(depth).unwrap_or(1).saturating_sub(1)));
    }
    match name.as_str() {
        "title" => Some(Role::Title),
        "quote" | "intensequote" | "quotations" | "blocktext" | "blockquote" | "blockquotation" => {
            Some(Role::Quotation)
        }
        _ => None,
    }
}
