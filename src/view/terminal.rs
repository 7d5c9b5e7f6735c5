//! Hits and themes for a person at a terminal.

use std::fmt::Write as _;

use crate::corpus::{Base, Figure};
use crate::view::load::clip;
use crate::view::search::{FacetItem, SearchAnswer};
use crate::view::sheet::Sheet;
use crate::view::theme::ThemeList;
use crate::view::{Item, columns};

/// How wide the words of a hit run.
const WIDTH: usize = 96;
/// How much of a hit is shown.
const SHOWN: usize = 320;
/// How many values of a facet are shown.
const TOP: usize = 6;

/// What a search found: the count, the hits with their sources, then the facets.
pub fn hits_text(answer: &SearchAnswer) -> String {
    let mut out = String::new();
    let noun = if answer.total == 1 { "insight" } else { "insights" };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{} {noun}{}", answer.total, shown(answer));
    for (number, item) in (1..).zip(&answer.items) {
        hit(&mut out, number, item);
    }
    if answer.total == 0 {
        let _ = writeln!(out, "\nTry fewer or other words, a prefix such as hous*, or fewer filters.");
    }
    for (facet, values) in &answer.facets {
        facet_line(&mut out, facet, values);
    }
    if let Some(next) = &answer.next {
        let _ = writeln!(out, "\nmore: the same search with --cursor {next}");
    }
    out
}

fn shown(answer: &SearchAnswer) -> String {
    match answer.items.len() {
        0 => String::new(),
        n if n as u64 == answer.total => String::new(),
        n => format!(", {n} shown"),
    }
}

fn hit(out: &mut String, number: usize, item: &Item) {
    let mark = if item.illustrative { "  ILLUSTRATIVE" } else { "" };
    let voice = item.voice.map(|voice| format!(", {}", voice.label().to_lowercase())).unwrap_or_default();
    let _ = writeln!(out, "\n{number}. {}{voice}  {}{mark}", item.kind.label(), item.id);
    let text = item.text.as_deref().unwrap_or("[c] not shown: confidential");
    for line in columns::wrap(&excerpt(item.highlight.as_deref(), text), WIDTH) {
        let _ = writeln!(out, "   {line}");
    }
    if let Some(figure) = &item.figure {
        let _ = writeln!(out, "   {}", columns::clean(&figure_line(figure)));
    }
    let year = item.source.year.map(|year| format!(" ({year})")).unwrap_or_default();
    let headings =
        if item.headings.is_empty() { String::new() } else { format!(" › {}", item.headings.join(" › ")) };
    let _ = writeln!(out, "   from: {}{year}{}", columns::clean(&item.source.title), columns::clean(&headings));
    let labels: Vec<&str> = item.themes.iter().map(|theme| theme.label.as_str()).collect();
    if !labels.is_empty() {
        let _ = writeln!(out, "   themes: {}", columns::clean(&labels.join(", ")));
    }
}

/// A published number with its base in words.
fn figure_line(figure: &Figure) -> String {
    let number = figure.value.map_or_else(|| "no number published".to_owned(), |value| value.to_string());
    let unit = match figure.unit.as_deref() {
        Some("percent") => "%".to_owned(),
        Some(unit) => format!(" {unit}"),
        None => String::new(),
    };
    let base = figure.base.as_ref().map_or_else(|| "not stated".to_owned(), base_words);
    format!("{number}{unit}, base: {base}")
}

fn base_words(base: &Base) -> String {
    let n = base.n.map(|n| n.to_string());
    let parts = [base.qualifier.clone(), n, base.definition.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The part of the text around the matches, or its beginning.
fn excerpt(highlight: Option<&str>, whole: &str) -> String {
    match highlight {
        Some(html) => plain(html),
        None => clip(whole, SHOWN),
    }
}

/// A highlight without its marks and escapes; `&amp;` last, so that no escape is made anew.
fn plain(html: &str) -> String {
    let pairs = [
        ("<mark>", ""),
        ("</mark>", ""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    pairs.iter().fold(html.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}

fn facet_line(out: &mut String, facet: &str, values: &[FacetItem]) {
    if values.is_empty() {
        return;
    }
    let named: Vec<String> = values.iter().take(TOP).map(|value| format!("{} {}", value.label, value.count)).collect();
    let more = values.len().saturating_sub(TOP);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let _ = write!(out, "\n{facet}: {}{more}", columns::clean(&named.join(" · ")));
}

/// The themes as a tree with counts.
pub fn themes_text(list: &ThemeList) -> String {
    let mut out = String::new();
    for theme in &list.items {
        let indent = if theme.parent.is_some() { "  " } else { "" };
        let name = format!("{indent}{}", theme.label);
        let _ = writeln!(out, "{name:<48} {:>7}  {}", theme.count, theme.id);
    }
    out
}

/// The themes, one row each.
pub fn themes_csv(list: &ThemeList) -> String {
    let mut sheet = Sheet::new(&["id", "label", "parent", "count", "share"]);
    for theme in &list.items {
        let parent = theme.parent.as_deref().unwrap_or_default();
        sheet.row(&[&theme.id, &theme.label, parent, &theme.count.to_string(), &theme.share.to_string()]);
    }
    sheet.finish()
}
