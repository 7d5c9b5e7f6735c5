//! Counting: one pass over the respondents for the whole banner, in parts that are counted side by side.

use std::sync::Arc;

use super::banner::Block;
use super::coded::Coded;
use super::counts::{Counts, Kind};
use super::crowd::Crowd;
use super::keep::Kept;
use super::layout::Form;
use super::pace::Pace;
use super::{Answering, Fault};
use crate::engine::embedded::lexicon::Lexicon;
use crate::engine::{Crosstab, TabulateRequest};

/// Counts what `request` asks for.
pub(super) fn tabulate(from: &Answering<'_>, request: &TabulateRequest, lexicon: &Lexicon) -> Result<Crosstab, Fault> {
    let job = Job::new(from, request, lexicon)?;
    let counts = job.run(from.pace)?;
    let roles = job.rows.slots().roles(job.rows.offsets().is_some());
    let total = Block::new(from, &[])?;
    // Where the columns of a block divide people up, adding them is counting everybody.
    let dividing = job.blocks.iter().zip(&counts).find(|(block, _)| block.divides());
    let everybody = dividing.map(|(_, counts)| counts.total(roles.len())).unwrap_or_default();
    let mut columns = everybody.columns(None, &total, &roles, job.kind);
    for (number, (block, counts)) in job.blocks.iter().zip(&counts).take(request.banner.len()).enumerate() {
        columns.extend(counts.columns(Some(number), block, &roles, job.kind));
    }
    Ok(Crosstab { columns })
}

/// What is counted, and over whom.
struct Job<'r> {
    kept: Kept<'r>,
    rows: Arc<Coded>,
    kind: Kind,
    numbers: Option<Arc<Vec<f64>>>,
    weights: Option<Arc<Vec<f64>>>,
    /// Those of the banner, and everybody where none of them divides people up.
    blocks: Vec<Block>,
}

impl<'r> Job<'r> {
    fn new(from: &Answering<'_>, request: &'r TabulateRequest, lexicon: &Lexicon) -> Result<Self, Fault> {
        let kind = kind_of(from, request.question)?;
        let rows = from.coded(request.question)?;
        let numbers = (kind == Kind::Values).then(|| from.numbers(request.question)).transpose()?;
        let mut blocks = request.banner.iter().map(|path| Block::new(from, path)).collect::<Result<Vec<_>, _>>()?;
        if !blocks.iter().any(Block::divides) {
            blocks.push(Block::new(from, &[])?);
        }
        let weights = request.weight.map(|question| weights(from, question)).transpose()?;
        Ok(Self { kept: Kept::new(from, request, lexicon)?, rows, kind, numbers, weights, blocks })
    }

    /// The counts of each block.
    fn run(&self, pace: Pace) -> Result<Vec<Counts>, Fault> {
        let width = self.rows.slots().width();
        let cells = self.blocks.iter().map(|block| block.width() * width).sum();
        let parts = pace.parts(self.kept.candidates(), cells);
        let counted = pace.side_by_side(&parts, |part| self.count(part.start, part.end, pace.chunk))?;
        let none: Vec<Counts> = self.blocks.iter().map(|block| Counts::new(block.width() * width)).collect();
        let plus = |sum: Vec<Counts>, part: Vec<Counts>| sum.into_iter().zip(part).map(|(a, b)| a.plus(b)).collect();
        Ok(counted.into_iter().reduce(plus).unwrap_or(none))
    }

    /// The counts of each block over the candidates in these places.
    fn count(&self, start: usize, end: usize, chunk: usize) -> Vec<Counts> {
        let width = self.rows.slots().width();
        let mut counts: Vec<Counts> = self.blocks.iter().map(|block| Counts::new(block.width() * width)).collect();
        let mut columns = Vec::new();
        for from in (start..end).step_by(chunk.max(1)) {
            let people = self.kept.people(from, end.min(from.saturating_add(chunk)));
            let crowd = Crowd::new(people, self.weights.as_deref().map(Vec::as_slice));
            for (block, counts) in self.blocks.iter().zip(&mut counts) {
                let spread = block.place(&crowd, &mut columns);
                let placed = spread.as_ref().unwrap_or(&crowd);
                if let Some(numbers) = &self.numbers {
                    placed.count_numbers(numbers, &columns, &mut counts.values);
                }
                placed.count(&self.rows, &mut columns, &mut counts.cells);
            }
        }
        counts
    }
}

/// How the answers to a question are counted.
fn kind_of(from: &Answering<'_>, question: usize) -> Result<Kind, Fault> {
    Ok(match &from.survey.shape(question)?.form {
        Form::Options(_) | Form::Codes(_) => Kind::Codes,
        Form::Number | Form::Date => Kind::Values,
        Form::Words => Kind::Texts,
    })
}

fn weights(from: &Answering<'_>, question: usize) -> Result<Arc<Vec<f64>>, Fault> {
    if kind_of(from, question)? == Kind::Values {
        return from.numbers(question);
    }
    let id = &from.survey.shape(question)?.id;
    Err(Fault::Request(format!("question `{id}` holds no numbers, so it cannot be a weight")))
}
