//! The themes and places of every insight: what was deposited, what the rules of the themes find, and all they lie within.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::thread;

use tantivy::columnar::StrColumn;
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocId, DocSet, Searcher, TERMINATED};

use super::lexicon::Lexicon;
use super::name_lists::NameLists;
use super::plan;
use super::profiles::Profiles;
use super::schema::InsightFields;

/// What is known of one segment.
#[derive(Debug)]
pub(super) struct SegmentTags {
    /// Themes, deposited or by rule, with all they lie within.
    pub(super) themes: NameLists,
    /// Themes by rule alone, only those whose own rule fits.
    pub(super) rules: NameLists,
    /// All else that is counted.
    pub(super) profiles: Profiles,
    /// The place of each document in the order of addresses.
    pub(super) order: Vec<u32>,
}

/// What is known of every segment of a searcher.
#[derive(Debug, Clone)]
pub(super) struct Tags(Arc<HashMap<SegmentId, Arc<SegmentTags>>>);

impl Tags {
    /// The tags of these segments.
    pub(super) fn new<'t>(segments: impl Iterator<Item = (&'t SegmentId, &'t Arc<SegmentTags>)>) -> Self {
        Self(Arc::new(segments.map(|(id, tags)| (*id, Arc::clone(tags))).collect()))
    }

    /// The tags of a segment.
    pub(super) fn of(&self, segment: &SegmentReader) -> Option<&Arc<SegmentTags>> {
        self.0.get(&segment.segment_id())
    }
}

impl SegmentTags {
    /// Reads the tags of `segments`, side by side where there are several.
    pub(super) fn read_all(
        segments: &[&SegmentReader],
        searcher: &Searcher,
        fields: &InsightFields,
        lexicon: &Lexicon,
    ) -> tantivy::Result<Vec<(SegmentId, Arc<Self>)>> {
        let mut weights = Vec::new();
        for (theme, node) in lexicon.rules() {
            let query = plan::rule_query(node, fields, lexicon);
            weights.push((theme.to_string(), query.weight(EnableScoring::disabled_from_searcher(searcher))?));
        }
        let weights = &weights;
        let read =
            |segment: &SegmentReader| Ok((segment.segment_id(), Arc::new(Self::read(segment, weights, lexicon)?)));
        let half = segments.len().div_ceil(2);
        let (first, second) = segments.split_at(half);
        let read_some =
            |some: &[&SegmentReader]| some.iter().map(|segment| read(segment)).collect::<tantivy::Result<Vec<_>>>();
        let (mut found, others) = thread::scope(|scope| {
            let others = scope.spawn(|| read_some(second));
            (read_some(first), others.join())
        });
        let others = others
            .unwrap_or_else(|_| Err(tantivy::TantivyError::InternalError("a thread reading tags failed".to_owned())));
        if let Ok(found) = &mut found {
            found.extend(others?);
        }
        found
    }

    fn read(
        segment: &SegmentReader,
        weights: &[(String, Box<dyn Weight>)],
        lexicon: &Lexicon,
    ) -> tantivy::Result<Self> {
        let rules = read_rules(segment, weights)?;
        let themes = expand(segment, "theme", Some(&rules), |id| lexicon.theme_and_above(id))?;
        let places = expand(segment, "place", None, |id| lexicon.place_and_above(id))?;
        let ids = segment.fast_fields().str("id")?;
        let place = |doc: DocId| u32::try_from(ids.as_ref()?.ords().first(doc)?).ok();
        let order = (0..segment.max_doc()).map(|doc| place(doc).unwrap_or(u32::MAX)).collect();
        Ok(Self { themes, rules, profiles: Profiles::read(segment, &places)?, order })
    }
}

/// The themes whose rules fit each document.
fn read_rules(segment: &SegmentReader, weights: &[(String, Box<dyn Weight>)]) -> tantivy::Result<NameLists> {
    let mut pairs: Vec<(DocId, u16)> = Vec::new();
    for (position, (_, weight)) in (0_u16..).zip(weights) {
        let mut scorer = weight.scorer(segment, 1.0)?;
        while scorer.doc() != TERMINATED {
            pairs.push((scorer.doc(), position));
            scorer.advance();
        }
    }
    pairs.sort_unstable();
    let mut lists = NameLists::new(weights.iter().map(|(name, _)| name.clone()).collect());
    let mut pairs = pairs.into_iter().peekable();
    let mut own: Vec<u16> = Vec::new();
    for doc in 0..segment.max_doc() {
        own.clear();
        own.extend(std::iter::from_fn(|| pairs.next_if(|(of, _)| *of == doc)).map(|(_, position)| position));
        lists.push(&own);
    }
    Ok(lists)
}

/// The names of a field and of the rules, each with everything above it, once.
fn expand(
    segment: &SegmentReader,
    field: &str,
    rules: Option<&NameLists>,
    above: impl Fn(&str) -> Vec<String>,
) -> tantivy::Result<NameLists> {
    let column = segment.fast_fields().str(field)?;
    let deposited = column.as_ref().map(dictionary).transpose()?.unwrap_or_default();
    let ruled = rules.map(NameLists::names).unwrap_or_default();
    let families: BTreeMap<&str, Vec<String>> =
        deposited.iter().chain(ruled).map(|name| (name.as_str(), above(name))).collect();
    let names: BTreeSet<&String> = families.values().flatten().collect();
    let positions: BTreeMap<&str, u16> = names.iter().map(|name| name.as_str()).zip(0..).collect();
    let expanded = |name: &String| -> Vec<u16> {
        let family = families.get(name.as_str()).into_iter().flatten();
        family.filter_map(|name| positions.get(name.as_str()).copied()).collect()
    };
    let of_deposited: Vec<Vec<u16>> = deposited.iter().map(expanded).collect();
    let of_ruled: Vec<Vec<u16>> = ruled.iter().map(expanded).collect();
    let mut lists = NameLists::new(names.iter().map(|name| (*name).clone()).collect());
    let mut all: Vec<u16> = Vec::new();
    for doc in 0..segment.max_doc() {
        all.clear();
        let ords = column.iter().flat_map(|column| column.term_ords(doc));
        all.extend(ords.filter_map(|ord| of_deposited.get(usize::try_from(ord).ok()?)).flatten());
        let fitting = rules.into_iter().flat_map(|rules| rules.of(doc));
        all.extend(fitting.filter_map(|position| of_ruled.get(usize::from(position))).flatten());
        all.sort_unstable();
        all.dedup();
        lists.push(&all);
    }
    Ok(lists)
}

/// Every value of a column, in the order of its ordinals.
pub(super) fn dictionary(column: &StrColumn) -> tantivy::Result<Vec<String>> {
    let mut values = Vec::with_capacity(column.num_terms());
    let mut value = String::new();
    for ord in 0..column.num_terms() as u64 {
        value.clear();
        column.ord_to_str(ord, &mut value)?;
        values.push(value.clone());
    }
    Ok(values)
}
