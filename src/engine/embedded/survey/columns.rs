//! Brings the answers to a question from the index into memory, a run of respondents at a time.

use std::ops::Range;
use std::sync::Arc;

use tantivy::columnar::{Cardinality, Column};
use tantivy::{DocId, Searcher};

use super::build::ANSWERED;
use super::coded::Coded;
use super::layout::{Form, Shape, status_name, values_name};
use super::slots::Slots;

/// How many respondents are read at a time.
const RUN: DocId = 4096;

/// The answers to a question, as codes or as numbers.
#[derive(Debug, Clone)]
pub(super) enum Answers {
    /// Every question has them; where nothing is coded they only say who answered.
    Coded(Arc<Coded>),
    /// The number or day of each respondent; not a number where there is none.
    Numbers(Arc<Vec<f64>>),
}

impl Answers {
    /// How much memory they take.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Coded(coded) => coded.bytes(),
            Self::Numbers(numbers) => numbers.len() * size_of::<f64>(),
        }
    }
}

/// The coded answers of every respondent to a question.
pub(super) fn read_coded(
    searcher: &Searcher,
    question: usize,
    shape: &Shape,
    respondents: usize,
) -> tantivy::Result<Coded> {
    let slots = Slots::of(shape);
    let Some(segment) = searcher.segment_readers().first() else {
        return Ok(Coded::new(slots, false, 0));
    };
    let fast = segment.fast_fields();
    let status = fast.u64(&status_name(question))?;
    let codes = match &shape.form {
        Form::Options(_) | Form::Codes(_) => fast.u64(&values_name(question))?,
        Form::Number | Form::Date | Form::Words => Column::build_empty_column(segment.max_doc()),
    };
    let several = codes.get_cardinality() == Cardinality::Multivalued;
    let mut coded = Coded::new(slots, several, respondents);
    let (mut status, mut codes) = (Reader::new(&status), Reader::new(&codes));
    for run in runs(respondents) {
        status.load(&run);
        codes.load(&run);
        for doc in run {
            let status = status.next(doc).first().and_then(|status| u8::try_from(*status).ok()).unwrap_or(ANSWERED);
            coded.push(status, codes.next(doc).iter().map(|code| u32::try_from(*code).unwrap_or(u32::MAX)));
        }
    }
    Ok(coded.finish())
}

/// The numbers or days of every respondent; none for a question that has neither.
pub(super) fn read_numbers(
    searcher: &Searcher,
    question: usize,
    shape: &Shape,
    respondents: usize,
) -> tantivy::Result<Vec<f64>> {
    let Some(segment) = searcher.segment_readers().first() else {
        return Ok(Vec::new());
    };
    let (fast, name) = (segment.fast_fields(), values_name(question));
    match &shape.form {
        Form::Number => Ok(numbers(&fast.f64(&name)?, respondents, |number| number)),
        Form::Date => Ok(numbers(&fast.i64(&name)?, respondents, day)),
        Form::Options(_) | Form::Codes(_) | Form::Words => Ok(Vec::new()),
    }
}

fn numbers<T: Value>(column: &Column<T>, respondents: usize, number: impl Fn(T) -> f64) -> Vec<f64> {
    let mut numbers = Vec::with_capacity(respondents);
    let mut reader = Reader::new(column);
    for run in runs(respondents) {
        reader.load(&run);
        numbers.extend(run.map(|doc| reader.next(doc).first().map_or(f64::NAN, |value| number(*value))));
    }
    numbers
}

fn runs(respondents: usize) -> impl Iterator<Item = Range<DocId>> {
    let end = DocId::try_from(respondents).unwrap_or(DocId::MAX);
    (0..end).step_by(RUN as usize).map(move |start| start..end.min(start.saturating_add(RUN)))
}

/// What a column of the index holds.
trait Value: PartialOrd + Copy + Default + std::fmt::Debug + Send + Sync + 'static {}
impl Value for u64 {}
impl Value for i64 {}
impl Value for f64 {}

/// Reads a column run by run, which is several times faster than document by document.
struct Reader<'c, T> {
    column: &'c Column<T>,
    values: Vec<T>,
    at: usize,
}

impl<'c, T: Value> Reader<'c, T> {
    fn new(column: &'c Column<T>) -> Self {
        Self { column, values: Vec::new(), at: 0 }
    }

    /// Reads the values of a run.
    fn load(&mut self, run: &Range<DocId>) {
        let rows = self.column.index.docid_range_to_rowids(run.clone());
        self.values.clear();
        self.values.resize(rows.len(), T::default());
        self.column.values.get_range(u64::from(rows.start), &mut self.values);
        self.at = 0;
    }

    /// The values of the next document of the run.
    fn next(&mut self, doc: DocId) -> &[T] {
        let begin = self.at;
        self.at += self.column.index.value_row_ids(doc).len();
        self.values.get(begin..self.at).unwrap_or_default()
    }
}

/// A day as a number; every day people live in is one exactly.
#[expect(clippy::cast_precision_loss, reason = "days are far below the numbers an f64 cannot hold")]
fn day(days: i64) -> f64 {
    days as f64
}
