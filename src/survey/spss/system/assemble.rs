//! Making the dictionary of a system file from its records.

use std::collections::BTreeMap;

use super::super::charset::{Charset, trimmed};
use super::super::dictionary::{Dictionary, Measure, ResponseSet, SetKind, Variable};
use super::super::notes::Notes;
use super::header::Header;
use super::reading::{Reading, piece};
use super::records::Records;
use super::sets::{self, RawKind, RawSet};
use super::{extensions, labels};

/// The bytes of a very long text that each of its segments holds.
const SEGMENT: usize = 255;
/// The width of a very long text that one segment stands for.
const SEGMENT_WIDTH: usize = 252;

/// The dictionary, with notes about what could not be understood.
pub(super) fn dictionary(header: &Header, records: &Records, charset: Charset, notes: &mut Notes) -> Dictionary {
    let reading = Reading { charset, order: header.order };
    let extension = |kind: i32| records.extensions.get(&kind).map_or(&[][..], Vec::as_slice);
    let measures = extensions::measures(extension(11), records.variables.len(), header.order);
    let widths = extensions::pairs(extension(14), charset);
    let long_names = extensions::pairs(extension(13), charset);
    let mut variables: Vec<Variable> = Vec::new();
    let mut position_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut raws = records.variables.iter().zip(measures.into_iter().chain(std::iter::repeat(Measure::Untold)));
    while let Some((raw, measure)) = raws.next() {
        let mut variable = reading.variable(raw, measure);
        if raw.width.div_ceil(8).max(1) != raw.elements {
            notes.strange_width(&variable.short);
        }
        let width = widths.get(&variable.short.to_uppercase()).and_then(|width| width.trim().parse().ok());
        for _ in 1..width.map_or(1, |width: usize| width.div_ceil(SEGMENT_WIDTH)) {
            let Some((segment, _)) = raws.next() else { break };
            variable.pieces.extend(piece(segment));
        }
        if let Some(width) = width.filter(|width| *width > SEGMENT && raw.width > 0) {
            fit(&mut variable, width);
        }
        if let Some(name) = long_names.get(&variable.short.to_uppercase()).filter(|name| !name.is_empty()) {
            variable.name.clone_from(name);
        }
        position_of.insert(raw.first, variables.len());
        variables.push(variable);
    }
    labels::short(records, &position_of, &reading, &mut variables, notes);
    labels::long(extension(21), &reading, &mut variables, notes);
    labels::long_missing(extension(22), &reading, &mut variables, notes);
    let sets =
        [extension(7), extension(19)].into_iter().flat_map(|bytes| response_sets(bytes, &reading, &variables, notes));
    let sets = sets.collect();
    let weight = usize::try_from(header.weight).ok().and_then(|weight| weight.checked_sub(1));
    let weight = weight.and_then(|weight| position_of.get(&weight)).copied();
    let title = Some(charset.text(&header.title)).filter(|title| !title.trim().is_empty());
    Dictionary { title, variables, sets, weight, charset }
}

/// Cuts the pieces of a very long text to its width: each holds 255 bytes, and what is left over at the end does not count.
fn fit(variable: &mut Variable, width: usize) {
    let mut left = width;
    for piece in &mut variable.pieces {
        piece.length = piece.length.min(SEGMENT).min(left);
        left -= piece.length;
    }
    variable.width = Some(width - left);
}

/// The sets of a record whose variables are there.
fn response_sets(bytes: &[u8], reading: &Reading, variables: &[Variable], notes: &mut Notes) -> Vec<ResponseSet> {
    let mut positions: BTreeMap<String, usize> = BTreeMap::new();
    for name_of in
        [|variable: &Variable| variable.short.to_lowercase(), |variable: &Variable| variable.name.to_lowercase()]
    {
        for (position, variable) in variables.iter().enumerate() {
            positions.entry(name_of(variable)).or_insert(position);
        }
    }
    let (raw, unread) = sets::read(bytes);
    notes.unread_sets(unread);
    raw.iter().filter_map(|set| response_set(set, reading.charset, &positions, variables)).collect()
}

fn response_set(
    raw: &RawSet<'_>,
    charset: Charset,
    positions: &BTreeMap<String, usize>,
    variables: &[Variable],
) -> Option<ResponseSet> {
    let mut members: Vec<usize> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for name in &raw.variables {
        members
            .extend(positions.get(&charset.text(name).to_lowercase()).copied().filter(|member| seen.insert(*member)));
    }
    let first = *members.first()?;
    let given = Some(charset.text(raw.label)).filter(|label| !label.trim().is_empty());
    let (kind, label) = match raw.kind {
        RawKind::Categories => (SetKind::Categories, given),
        RawKind::Dichotomies(counted) => (dichotomies(charset, counted, false), given),
        RawKind::ByValueLabel(counted, from_variable) => {
            let of_variable = || variables.get(first).and_then(|variable| variable.label.clone());
            let label = if from_variable { of_variable().or(given) } else { given };
            (dichotomies(charset, counted, true), label)
        }
    };
    Some(ResponseSet { name: charset.text(raw.name), label, variables: members, kind })
}

fn dichotomies(charset: Charset, counted: &[u8], value_labels: bool) -> SetKind {
    SetKind::Dichotomies { counted: charset.text(trimmed(counted)), value_labels }
}
