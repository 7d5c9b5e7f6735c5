//! A column of answers in memory, as small as it can be: codes as bytes where they fit, offsets only where people gave several.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::{DocId, Searcher};

use super::build::ANSWERED;
use super::layout::{Form, Shape, status_name, values_name};
use crate::survey::Missing;

/// How many bytes of columns are kept for one survey.
const CACHE_BYTES: usize = 64 << 20;

/// The answers to one question.
#[derive(Debug)]
pub(super) struct Column {
    status: Vec<u8>,
    values: Values,
}

#[derive(Debug)]
enum Values {
    Codes { offsets: Option<Vec<u32>>, codes: Codes },
    Numbers(Vec<f64>),
    None,
}

#[derive(Debug)]
enum Codes {
    Small(Vec<u8>),
    Wide(Vec<u16>),
}

impl Codes {
    fn at(&self, index: usize) -> Option<u16> {
        match self {
            Self::Small(codes) => codes.get(index).filter(|code| **code != u8::MAX).map(|code| u16::from(*code)),
            Self::Wide(codes) => codes.get(index).filter(|code| **code != u16::MAX).copied(),
        }
    }
}

impl Column {
    /// Reads the answers of every respondent to a question.
    pub(super) fn read(
        searcher: &Searcher,
        question: usize,
        shape: &Shape,
        respondents: usize,
    ) -> tantivy::Result<Self> {
        let Some(segment) = searcher.segment_readers().first() else {
            return Ok(Self { status: Vec::new(), values: Values::None });
        };
        let fast = segment.fast_fields();
        let docs = 0..DocId::try_from(respondents).unwrap_or(DocId::MAX);
        let status = fast.u64(&status_name(question))?;
        let status =
            docs.clone().map(|doc| status.first(doc).and_then(|code| u8::try_from(code).ok()).unwrap_or(ANSWERED));
        let status = status.collect();
        let name = values_name(question);
        let values = match &shape.form {
            Form::Words => Values::None,
            Form::Number => {
                let column = fast.f64(&name)?;
                Values::Numbers(docs.map(|doc| column.first(doc).unwrap_or(f64::NAN)).collect())
            }
            Form::Date => {
                let column = fast.i64(&name)?;
                Values::Numbers(docs.map(|doc| column.first(doc).map_or(f64::NAN, day)).collect())
            }
            Form::Options(_) | Form::Codes(_) => {
                let column = fast.u64(&name)?;
                let several = docs.clone().any(|doc| column.values_for_doc(doc).nth(1).is_some());
                let (mut offsets, mut codes) = (vec![0], Vec::with_capacity(respondents));
                for doc in docs {
                    let before = codes.len();
                    codes.extend(column.values_for_doc(doc).map(|code| u16::try_from(code).unwrap_or(u16::MAX)));
                    if !several && codes.len() == before {
                        codes.push(u16::MAX);
                    }
                    offsets.push(u32::try_from(codes.len()).unwrap_or(u32::MAX));
                }
                Values::Codes {
                    offsets: several.then_some(offsets),
                    codes: packed(codes, shape.codes().unwrap_or_default()),
                }
            }
        };
        Ok(Self { status, values })
    }

    /// The reason for no answer; none when there is one.
    pub(super) fn missing(&self, respondent: usize) -> Option<Missing> {
        let status = self.status.get(respondent).copied().unwrap_or(ANSWERED);
        status.checked_sub(1).and_then(|at| Missing::ALL.get(usize::from(at)).copied())
    }

    /// The codes of a respondent, those that stand for a reason too.
    pub(super) fn codes(&self, respondent: usize) -> impl Iterator<Item = u16> + '_ {
        let (range, codes) = match &self.values {
            Values::Codes { offsets: None, codes } => (respondent..respondent + 1, Some(codes)),
            Values::Codes { offsets: Some(offsets), codes } => {
                let at = |index: usize| offsets.get(index).map_or(0, |offset| *offset as usize);
                (at(respondent)..at(respondent + 1), Some(codes))
            }
            Values::Numbers(_) | Values::None => (0..0, None),
        };
        range.filter_map(move |index| codes?.at(index))
    }

    /// The number or day of a respondent.
    pub(super) fn number(&self, respondent: usize) -> Option<f64> {
        match &self.values {
            Values::Numbers(numbers) => numbers.get(respondent).copied().filter(|number| !number.is_nan()),
            _ => None,
        }
    }

    fn bytes(&self) -> usize {
        let values = match &self.values {
            Values::Codes { offsets, codes } => {
                let codes = match codes {
                    Codes::Small(codes) => codes.len(),
                    Codes::Wide(codes) => codes.len() * 2,
                };
                codes + offsets.as_ref().map_or(0, |offsets| offsets.len() * 4)
            }
            Values::Numbers(numbers) => numbers.len() * 8,
            Values::None => 0,
        };
        self.status.len() + values
    }
}

/// A day as a number; every day people live in is one exactly.
#[expect(clippy::cast_precision_loss, reason = "days are far below the numbers an f64 cannot hold")]
fn day(days: i64) -> f64 {
    days as f64
}

/// As bytes where the codes leave the highest byte free to say "none".
fn packed(codes: Vec<u16>, count: u16) -> Codes {
    if count < u16::from(u8::MAX) {
        Codes::Small(codes.into_iter().map(|code| u8::try_from(code).unwrap_or(u8::MAX)).collect())
    } else {
        Codes::Wide(codes)
    }
}

/// The columns of one survey that are in memory.
#[derive(Debug, Default)]
pub(super) struct ColumnCache {
    columns: HashMap<usize, Arc<Column>>,
    bytes: usize,
}

impl ColumnCache {
    /// The column of a question.
    pub(super) fn get(&self, question: usize) -> Option<Arc<Column>> {
        self.columns.get(&question).cloned()
    }

    /// Keeps a column; when there is no room, the others go.
    pub(super) fn put(&mut self, question: usize, column: &Arc<Column>) {
        if self.bytes + column.bytes() > CACHE_BYTES {
            self.columns.clear();
            self.bytes = 0;
        }
        if self.columns.insert(question, Arc::clone(column)).is_none() {
            self.bytes += column.bytes();
        }
    }
}
