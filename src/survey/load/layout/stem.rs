//! What neighbouring headings have in common: the question before the dash, the items after it.

use std::collections::{BTreeMap, BTreeSet};

/// How long the beginning is that all of `texts` share, in bytes.
pub(super) fn shared<'t>(mut texts: impl Iterator<Item = &'t str>) -> usize {
    let Some(first) = texts.next() else {
        return 0;
    };
    texts.fold(first.len(), |length, text| {
        let same = first.char_indices().zip(text.chars()).take_while(|((at, a), b)| *at < length && a == b);
        same.last().map_or(0, |((at, c), _)| at + c.len_utf8())
    })
}

/// Divides `text`, all or only its beginning up to `end`, at the last `divider`: what is before it, and from where the rest
/// begins. A dash between two digits divides nothing.
pub(super) fn last_divider(text: &str, end: usize, divider: &str) -> Option<(usize, usize)> {
    let head = text.get(..end)?;
    let mut places = head.rmatch_indices(divider).map(|(at, _)| (at, at + divider.len()));
    places.find(|(before, after)| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let ranges = digit(text.get(..*before).and_then(|text| text.chars().next_back()))
            && digit(text.get(*after..).and_then(|text| text.chars().next()));
        *before > 0 && !ranges
    })
}

/// The question that `texts` share before `divider`: where it ends, and where the items begin.
pub(super) fn stem(texts: &[&str], divider: &str) -> Option<(usize, usize)> {
    let first = texts.first()?;
    last_divider(first, shared(texts.iter().copied()), divider)
}

/// `labels` as rows and columns of a table, where every row goes with every column.
pub(super) fn table<'t>(labels: &[&'t str], divider: &str) -> Option<Vec<(&'t str, &'t str)>> {
    let cells: Vec<(&str, &str)> = labels.iter().map(|label| label.rsplit_once(divider)).collect::<Option<_>>()?;
    let mut columns: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (row, column) in &cells {
        columns.entry(row).or_default().insert(column);
    }
    let mut sets = columns.values();
    let set = sets.next()?;
    let whole = sets.all(|other| other == set) && set.len() * columns.len() == cells.len();
    (whole && set.len() > 1 && columns.len() > 1).then_some(cells)
}
