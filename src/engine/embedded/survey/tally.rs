//! Counting: one pass over the respondents for each block of the banner.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::banner::Block;
use super::columns::Column;
use super::keep::kept;
use super::layout::Form;
use super::{Fault, SurveyIndex};
use crate::engine::embedded::lexicon::Lexicon;
use crate::engine::{Crosstab, CrosstabColumn, Distribution, TabulateRequest, Tally};
use crate::survey::Missing;

/// Counts what `request` asks for.
pub(super) fn tabulate(survey: &SurveyIndex, request: &TabulateRequest, lexicon: &Lexicon) -> Result<Crosstab, Fault> {
    let rows = Rows {
        column: survey.column(request.question)?,
        answers: answers_of(survey, request.question),
        respondents: weighed(survey, request, kept(survey, request, lexicon)?)?,
    };
    let total = Block::new(survey, &[])?;
    let mut columns = rows.count(None, &total);
    for (number, path) in request.banner.iter().enumerate() {
        let block = Block::new(survey, path)?;
        columns.extend(rows.count(Some(number), &block));
    }
    Ok(Crosstab { columns })
}

/// How the answers to a question are counted.
#[derive(Clone, Copy)]
enum Answers {
    Codes(u16),
    Values,
    Texts,
}

fn answers_of(survey: &SurveyIndex, question: usize) -> Answers {
    let shape = survey.layout.questions.get(question);
    match shape.map(|shape| (shape.codes(), &shape.form)) {
        Some((Some(codes), _)) => Answers::Codes(codes),
        Some((None, Form::Number | Form::Date)) => Answers::Values,
        _ => Answers::Texts,
    }
}

/// The respondents that count, each with a weight. Who has no weight counts as a person and weighs nothing.
fn weighed(survey: &SurveyIndex, request: &TabulateRequest, kept: Vec<usize>) -> Result<Vec<(usize, f64)>, Fault> {
    let Some(question) = request.weight else {
        return Ok(kept.into_iter().map(|respondent| (respondent, 1.0)).collect());
    };
    let column = survey.column(question)?;
    if !matches!(answers_of(survey, question), Answers::Values) {
        let id = survey.layout.questions.get(question).map_or("", |shape| shape.id.as_str());
        return Err(Fault::Request(format!("question `{id}` holds no numbers, so it cannot be a weight")));
    }
    let weight = |respondent: usize| column.number(respondent).filter(|weight| *weight > 0.0).unwrap_or_default();
    Ok(kept.into_iter().map(|respondent| (respondent, weight(respondent))).collect())
}

/// What is counted in every block.
struct Rows {
    column: Arc<Column>,
    answers: Answers,
    respondents: Vec<(usize, f64)>,
}

/// The counts of one column in the making.
#[derive(Clone)]
struct Counts {
    respondents: Tally,
    missing: [Tally; Missing::ALL.len()],
    codes: Vec<Tally>,
    values: BTreeMap<u64, Tally>,
}

impl Rows {
    fn count(&self, number: Option<usize>, block: &Block) -> Vec<CrosstabColumn> {
        let codes = if let Answers::Codes(codes) = self.answers { usize::from(codes) } else { 0 };
        let empty = Counts {
            respondents: Tally::default(),
            missing: [Tally::default(); Missing::ALL.len()],
            codes: vec![Tally::default(); codes],
            values: BTreeMap::new(),
        };
        let mut counts = vec![empty; block.width()];
        let mut columns = Vec::new();
        for (respondent, weight) in &self.respondents {
            block.columns_of(*respondent, &mut columns);
            for column in &columns {
                if let Some(counts) = counts.get_mut(*column) {
                    counts.add(self, *respondent, *weight);
                }
            }
        }
        let column = |(at, counts): (usize, Counts)| counts.finish(number, block.path(at), self.answers);
        let stated = |column: &CrosstabColumn| column.respondents.n > 0 || column.path.iter().all(Option::is_some);
        counts.into_iter().enumerate().map(column).filter(stated).collect()
    }
}

impl Counts {
    fn add(&mut self, rows: &Rows, respondent: usize, weight: f64) {
        self.respondents.add(weight);
        if let Some(reason) = rows.column.missing(respondent) {
            for (known, tally) in Missing::ALL.iter().zip(&mut self.missing) {
                if *known == reason {
                    tally.add(weight);
                }
            }
            return;
        }
        match rows.answers {
            Answers::Codes(_) => {
                for code in rows.column.codes(respondent) {
                    if let Some(tally) = self.codes.get_mut(usize::from(code)) {
                        tally.add(weight);
                    }
                }
            }
            Answers::Values => {
                if let Some(number) = rows.column.number(respondent) {
                    self.values.entry(tantivy::f64_to_u64(number + 0.0)).or_default().add(weight);
                }
            }
            Answers::Texts => {}
        }
    }

    fn finish(self, block: Option<usize>, path: Vec<Option<u16>>, answers: Answers) -> CrosstabColumn {
        let missing = Missing::ALL.into_iter().zip(self.missing).filter(|(_, tally)| tally.n > 0).collect();
        let answers = match answers {
            Answers::Codes(_) => {
                let given = (0_u16..).zip(self.codes).filter(|(_, tally)| tally.n > 0);
                Distribution::Codes(given.collect())
            }
            Answers::Values => {
                let value = |(key, tally)| (tantivy::u64_to_f64(key), tally);
                Distribution::Values(self.values.into_iter().map(value).collect())
            }
            Answers::Texts => Distribution::Texts,
        };
        CrosstabColumn { block, path, respondents: self.respondents, missing, answers }
    }
}
