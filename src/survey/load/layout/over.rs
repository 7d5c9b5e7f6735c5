//! Two or three heading rows: questions, below them options, or rows and options.

use super::super::heading::{Heading, Item, spaced};
use super::cells::{cell, clip};
use super::evidence::{continued, is_whole, without_repeats};
use super::stem;
use crate::file::Row;
use crate::text::slug_words;

/// How makers call the column of words beside an option.
const SPECIFY: [&str; 8] = [
    "please specify",
    "(specify",
    "please state",
    "please describe",
    "please give details",
    "bitte angeben",
    "précisez",
    "especifique",
];

/// Whether the option asks for words, as `Other (please specify)` does.
pub(in super::super) fn asks_words(label: &str) -> bool {
    let label = label.to_lowercase();
    SPECIFY.iter().any(|words| label.contains(words))
}

/// The headings of `width` columns.
pub(super) fn headings(rows: &[Row], width: usize) -> Vec<Heading> {
    let rows = unmerged(rows);
    let mut headings: Vec<Heading> = Vec::with_capacity(width);
    let mut starts: Vec<usize> = Vec::new();
    let (mut question, mut item) = (String::new(), String::new());
    for index in 0..width {
        let level = |row: usize| rows.get(row).map_or("", |row| cell(row, index));
        let labelled = (1..rows.len()).any(|row| !level(row).is_empty());
        if !rows.first().is_some_and(|row| continued(row, index) && index > 0) {
            starts.push(index);
            clip(level(0), width).clone_into(&mut question);
            item.clear();
        }
        if level(0).is_empty() && !labelled {
            headings.push(Heading::unnamed(index + 1));
            continue;
        }
        let mut labels = vec![level(1)];
        if rows.len() > 2 {
            if !level(1).is_empty() {
                clip(level(1), width).clone_into(&mut item);
            }
            // A row named further left goes on where options follow.
            let row = if level(2).is_empty() { level(1) } else { item.as_str() };
            labels = std::iter::once(row).chain((2..rows.len()).map(level)).collect();
        }
        headings.push(heading(&question, &labels, index + 1));
    }
    starts.push(width);
    for run in starts.windows(2) {
        if let [start, end] = run
            && let Some(run) = headings.get_mut(*start..*end)
        {
            tabulate(run);
        }
    }
    headings
}

/// The heading rows, each heading only in the first of the rows that it is merged over.
fn unmerged(rows: &[Row]) -> Vec<Row> {
    let Some((first, below)) = rows.split_first() else {
        return Vec::new();
    };
    let mut all = vec![first.clone()];
    for row in below {
        let mut row = without_repeats(first, row);
        // A row of a table that has no columns below it is merged with the row of columns.
        if let Some(above) = all.get(1) {
            let own = |index: usize| row.get(index).filter(|text| *text != above.get(index).unwrap_or_default());
            row = Row::of(row.line(), (0..row.len()).map(|index| own(index).unwrap_or_default()));
        }
        all.push(row);
    }
    all
}

/// The heading of one column: its question, and what stands below it.
fn heading(question: &str, labels: &[&str], number: usize) -> Heading {
    let mut heading = Heading::parse(question, number);
    let labels: Vec<String> =
        labels.iter().filter(|label| !label.is_empty() && !is_whole(label)).map(|label| spaced(label)).collect();
    let rows: Vec<&str> = std::iter::once(heading.full.as_str())
        .chain(labels.iter().map(String::as_str))
        .filter(|row| !row.is_empty())
        .collect();
    let full = rows.join(" / ");
    let Some((option, above)) = labels.split_last() else {
        heading.full = full;
        return heading;
    };
    if heading.blank {
        // No question stands to the left, so the option is all there is.
        return Heading { full, ..Heading::parse(option, number) };
    }
    if let Some(bracket) = heading.option.take() {
        // The option stands in a row of its own, so brackets that end the question belong to its words.
        heading.text = spaced(&format!("{} [{bracket}]", heading.text));
    }
    let item = above.join(" - ");
    heading.item = (!item.is_empty()).then(|| item_of(&item));
    if heading.code.is_some() && heading.part.is_none() {
        heading.part = Some(slug_words(option, 6, 40)).filter(|part| !part.is_empty());
    }
    heading.words = heading.words || asks_words(option);
    for label in &labels {
        heading.name.extend([" [", label, "]"]);
    }
    Heading { option: Some(option.clone()), full, ..heading }
}

fn item_of(text: &str) -> Item {
    Item { code: slug_words(text, 6, 40), text: text.to_owned() }
}

/// Where the options of one question are a table, `Row - Column`, they are told apart.
pub(super) fn tabulate(run: &mut [Heading]) {
    let plain: Vec<usize> = (0..run.len())
        .filter(|index| !run[*index].words && run[*index].item.is_none() && run[*index].option.is_some())
        .collect();
    let labels: Vec<String> = plain.iter().filter_map(|index| run[*index].option.clone()).collect();
    let texts: Vec<&str> = labels.iter().map(String::as_str).collect();
    let Some(cells) = stem::table(&texts, " - ") else {
        return;
    };
    for (index, (row, column)) in plain.into_iter().zip(cells) {
        run[index].item = Some(item_of(row.trim()));
        run[index].option = Some(column.trim().to_owned());
    }
}
