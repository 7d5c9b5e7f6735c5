//! Who is counted: the respondents that pass every filter and whose words match.

use std::cmp::Ordering;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::index::SegmentReader;
use tantivy::{DocId, Score, SegmentOrdinal};

use super::coded::{Coded, Entries};
use super::crowd::{People, slots_of};
use super::{Answering, Fault};
use crate::engine::embedded::lexicon::Lexicon;
use crate::engine::embedded::plan::{Fields, Freedom, Scope, plan};
use crate::engine::embedded::query::{Limits, parse};
use crate::engine::{Comparison, RowFilter, TabulateRequest};

/// A filter with the answers it looks at.
enum Test<'r> {
    /// Which slots pass.
    Slots(Arc<Coded>, Vec<bool>),
    Numbers(Arc<Vec<f64>>, &'r [f64]),
}

impl Test<'_> {
    fn apply(&self, people: &mut People) {
        match self {
            Self::Slots(answers, passing) => match answers.entries() {
                Entries::Small(entries) => keep(people, answers.offsets(), entries, passing),
                Entries::Wide(entries) => keep(people, answers.offsets(), entries, passing),
            },
            // Numbers are compared as they were written, so equal is equal.
            Self::Numbers(numbers, wanted) => people.retain(|person| {
                let number = numbers.get(person as usize);
                number.is_some_and(|number| wanted.iter().any(|one| one.partial_cmp(number) == Some(Ordering::Equal)))
            }),
        }
    }
}

fn keep<T: Copy + Into<u32>>(people: &mut People, offsets: Option<&[u32]>, entries: &[T], passing: &[bool]) {
    let passes = |slot: &T| passing.get((*slot).into() as usize).copied().unwrap_or_default();
    match offsets {
        None => people.retain(|person| entries.get(person as usize).is_some_and(passes)),
        Some(offsets) => people.retain(|person| slots_of(person, offsets, entries).iter().any(passes)),
    }
}

/// Who may be counted, before the filters.
pub(super) enum Candidates {
    /// So many, all there are.
    All(u32),
    /// These, ascending.
    Found(Vec<u32>),
}

/// Who is counted.
pub(super) struct Kept<'r> {
    candidates: Candidates,
    tests: Vec<Test<'r>>,
}

impl<'r> Kept<'r> {
    /// Those that `request` asks for.
    pub(super) fn new(from: &Answering<'_>, request: &'r TabulateRequest, lexicon: &Lexicon) -> Result<Self, Fault> {
        let tests = request.filters.iter().map(|filter| test(from, filter)).collect::<Result<Vec<_>, _>>()?;
        let found = request.matching.as_deref().map(|query| matching(from, query, lexicon)).transpose()?.flatten();
        let all = || Candidates::All(u32::try_from(from.survey.respondents()).unwrap_or(u32::MAX));
        Ok(Self { candidates: found.map_or_else(all, Candidates::Found), tests })
    }

    /// How many candidates there are.
    pub(super) fn candidates(&self) -> usize {
        match &self.candidates {
            Candidates::All(count) => *count as usize,
            Candidates::Found(found) => found.len(),
        }
    }

    /// Those among the candidates from place `from` up to place `to` that pass every filter.
    pub(super) fn people(&self, from: usize, to: usize) -> People {
        let mut people = match &self.candidates {
            Candidates::All(count) => {
                let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX).min(*count);
                People::Run(place(from)..place(to))
            }
            Candidates::Found(found) => People::Listed(found.get(from..to).unwrap_or_default().to_vec()),
        };
        self.tests.iter().for_each(|test| test.apply(&mut people));
        people
    }
}

fn test<'r>(from: &Answering<'_>, filter: &'r RowFilter) -> Result<Test<'r>, Fault> {
    let shape = from.survey.shape(filter.question)?;
    match (&filter.comparison, shape.codes()) {
        (Comparison::AnyCode(codes), Some(_)) => {
            let answers = from.coded(filter.question)?;
            let passing = answers.slots().chosen(codes);
            Ok(Test::Slots(answers, passing))
        }
        (Comparison::AnyNumber(numbers), None) => Ok(Test::Numbers(from.numbers(filter.question)?, numbers)),
        (_, codes) => {
            let (id, expected) = (&shape.id, if codes.is_some() { "options" } else { "numbers or days" });
            Err(Fault::Request(format!("a filter on question `{id}` compares it with something else than {expected}")))
        }
    }
}

/// Those whose words match; none when there is nothing to look for. Nothing is loosened here: a count must mean what was asked.
fn matching(from: &Answering<'_>, query: &str, lexicon: &Lexicon) -> Result<Option<Vec<u32>>, Fault> {
    let Some(node) = parse(query, Limits::TYPED).node else {
        return Ok(None);
    };
    let own = &from.survey.fields;
    let texts = [(own.text, 1.0)];
    let fields = Fields::Survey { theme: own.theme, rules: true };
    let plan = plan(&node, &Scope { texts: &texts, lexicon, fields }, Freedom::STEPS[0]);
    if let Some(field) = plan.refused.first() {
        return Err(Fault::Request(format!(
            "open answers cannot be searched by `{field}:`, only by words and `theme:`"
        )));
    }
    Ok(Some(from.survey.searcher.search(plan.query.as_ref(), &Positions)?))
}

/// Collects the positions of those that match. A survey is one segment in the order of its respondents, so they ascend.
struct Positions;

/// [`Positions`] in the segment.
struct SegmentPositions(Vec<u32>);

impl Collector for Positions {
    type Fruit = Vec<u32>;
    type Child = SegmentPositions;

    fn for_segment(&self, _: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentPositions> {
        Ok(SegmentPositions(Vec::new()))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<u32>>) -> tantivy::Result<Vec<u32>> {
        Ok(segments.concat())
    }
}

impl SegmentCollector for SegmentPositions {
    type Fruit = Vec<u32>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.0.push(doc);
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.0.extend_from_slice(docs);
    }

    fn harvest(self) -> Vec<u32> {
        self.0
    }
}
