//! Hits as comma-separated values that a spreadsheet opens as text and numbers, never as formulas.

use crate::view::item::Item;
use crate::view::label::Label;
use crate::view::search::SearchAnswer;
use crate::view::sheet::Sheet;

const HEADS: [&str; 20] = [
    "id",
    "kind",
    "text",
    "source",
    "source_title",
    "source_kind",
    "source_year",
    "question",
    "themes",
    "priorities",
    "groups",
    "places",
    "voice",
    "language",
    "illustrative",
    "locator",
    "page",
    "figure",
    "unit",
    "url",
];

/// One row per hit; several names in a cell are divided by `; `.
pub fn hits_csv(answer: &SearchAnswer) -> String {
    let mut sheet = Sheet::new(&HEADS);
    for item in &answer.items {
        let cells = cells(item);
        sheet.row(&cells.each_ref().map(String::as_str));
    }
    sheet.finish()
}

fn cells(item: &Item) -> [String; 20] {
    let words = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |n: Option<i32>| n.map(|n| n.to_string()).unwrap_or_default();
    let figure = item.figure.as_ref();
    [
        item.id.clone(),
        item.kind.as_str().to_owned(),
        words(&item.text),
        item.source.id.clone(),
        item.source.title.clone(),
        item.source.kind.as_str().to_owned(),
        number(item.source.year),
        item.question.as_ref().map(|question| question.id.clone()).unwrap_or_default(),
        joined(item.themes.iter().map(|theme| theme.label.as_str())),
        joined_labels(&item.priorities),
        joined_labels(&item.groups),
        joined_labels(&item.places),
        item.voice.map(|voice| voice.as_str().to_owned()).unwrap_or_default(),
        item.language.clone(),
        if item.illustrative { "illustrative" } else { "" }.to_owned(),
        words(&item.locator),
        words(&item.page),
        figure.and_then(|figure| figure.value).map(|value| value.to_string()).unwrap_or_default(),
        figure.and_then(|figure| figure.unit.clone()).unwrap_or_default(),
        item.links.url.clone(),
    ]
}

fn joined_labels(labels: &[Label]) -> String {
    joined(labels.iter().map(|label| label.label.as_str()))
}

fn joined<'l>(names: impl Iterator<Item = &'l str>) -> String {
    names.collect::<Vec<_>>().join("; ")
}
