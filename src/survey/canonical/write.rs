//! Writing `responses.csv`.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};

use super::cell;
use crate::survey::{Questionnaire, Respondent};

/// Writes answers one respondent at a time, in a form that [`ResponseReader`](super::ResponseReader) reads back as the same
/// answers.
pub struct ResponseWriter<'q, W: Write> {
    questionnaire: &'q Questionnaire,
    /// For each question whether it has a column of words beside its answers.
    worded: Vec<bool>,
    rows: csv::Writer<W>,
}

impl<'q, W: Write> ResponseWriter<'q, W> {
    /// Begins a file with its heading. A column `<question>.other` is there only for the questions that `worded` says.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(questionnaire: &'q Questionnaire, worded: Vec<bool>, out: W) -> io::Result<Self> {
        let mut rows = csv::Writer::from_writer(out);
        rows.write_field("respondent")?;
        for (question, worded) in questionnaire.questions.iter().zip(&worded) {
            rows.write_field(&question.id)?;
            if *worded {
                rows.write_field(format!("{}.other", question.id))?;
            }
        }
        rows.write_record(None::<&[u8]>)?;
        Ok(Self { questionnaire, worded, rows })
    }

    /// Adds a respondent.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&mut self, respondent: &Respondent) -> io::Result<()> {
        self.rows.write_field(&respondent.id)?;
        for (index, question) in self.questionnaire.questions.iter().enumerate() {
            let answer = respondent.answers.get(index);
            let cell = answer.map_or(Cow::Borrowed(""), |answer| cell::write(question, answer));
            self.rows.write_field(cell.as_ref())?;
            if self.worded.get(index) == Some(&true) {
                let words = respondent.others.iter().find(|(question, _)| *question == index);
                self.rows
                    .write_field(words.map_or(Cow::Borrowed(""), |(_, words)| cell::escaped(&words.0)).as_ref())?;
            }
        }
        Ok(self.rows.write_record(None::<&[u8]>)?)
    }

    /// Writes what is still in memory.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.rows.flush()
    }
}

/// The shape only: what people said never reaches a log.
impl<W: Write> fmt::Debug for ResponseWriter<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResponseWriter({} questions)", self.questionnaire.questions.len())
    }
}
