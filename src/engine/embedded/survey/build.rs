//! Writing the index of the responses of one survey, a document for each respondent, in their order.

use std::path::Path;

use jiff::civil::Date;
use tantivy::{Directory, Index, TantivyDocument, TantivyError};

use super::layout::{Form, Layout, Shape, SurveyFields};
use super::parts::Parts;
use crate::engine::embedded::answers::Answers;
use crate::survey::{Answer, Missing, Questionnaire, Respondent};

/// The status of an answer that was given; a reason for none is its place in [`Missing::ALL`] and one more.
pub(super) const ANSWERED: u8 = 0;

/// The status that stands for a reason.
pub(super) fn status_of(reason: Missing) -> u8 {
    (1..).zip(Missing::ALL).find(|(_, known)| *known == reason).map_or(ANSWERED, |(status, _)| status)
}

/// An index in the making.
pub(in crate::engine::embedded) struct SurveyBuilder {
    parts: Parts,
    fields: SurveyFields,
    layout: Layout,
}

impl SurveyBuilder {
    /// Begins in a folder.
    pub(in crate::engine::embedded) fn in_folder(
        folder: &Path,
        questionnaire: &Questionnaire,
    ) -> tantivy::Result<Self> {
        let layout = Layout::of(questionnaire);
        let (schema, fields) = SurveyFields::schema(&layout);
        Ok(Self { parts: Parts::begin(Some(folder), schema)?, fields, layout })
    }

    /// Begins in memory.
    pub(in crate::engine::embedded) fn in_memory(questionnaire: &Questionnaire) -> tantivy::Result<Self> {
        let layout = Layout::of(questionnaire);
        let (schema, fields) = SurveyFields::schema(&layout);
        Ok(Self { parts: Parts::begin(None, schema)?, fields, layout })
    }

    /// Adds the next respondent.
    pub(in crate::engine::embedded) fn add(
        &mut self,
        respondent: &Respondent,
        answers: &Answers<'_>,
    ) -> tantivy::Result<()> {
        let mut document = TantivyDocument::new();
        let nothing = Answer::Missing(Missing::Blank);
        for (at, shape) in self.layout.questions.iter().enumerate() {
            let answer = respondent.answers.get(at).unwrap_or(&nothing);
            let Some((values, status)) = self.fields.questions.get(at).copied() else {
                continue;
            };
            let (stored, code) = stored(shape, answer, || answers.codes(&respondent.id, at));
            document.add_u64(status, u64::from(code));
            if let Some(values) = values {
                match stored {
                    Stored::Nothing => {}
                    Stored::Codes(codes) => {
                        for code in codes {
                            document.add_u64(values, u64::from(code));
                        }
                    }
                    Stored::Number(number) => document.add_f64(values, number),
                    Stored::Day(day) => document.add_i64(values, day),
                }
            }
            if let Answer::Text(words) = answer {
                self.fields.text.write(&mut document, words);
                answers
                    .themes(&respondent.id, at)
                    .iter()
                    .for_each(|theme| document.add_text(self.fields.theme, theme.as_str()));
            }
        }
        respondent.others.iter().for_each(|(_, words)| self.fields.text.write(&mut document, &words.0));
        self.layout.respondents += 1;
        self.parts.add(document)
    }

    /// Ends, and gives the index with its layout.
    pub(in crate::engine::embedded) fn finish(self) -> tantivy::Result<(Index, Layout)> {
        let index = self.parts.finish()?;
        self.layout.write(&index)?;
        index.directory().sync_directory().map_err(|error| TantivyError::IoError(error.into()))?;
        Ok((index, self.layout))
    }
}

/// An answer as its column keeps it.
enum Stored {
    Nothing,
    Codes(Vec<u16>),
    Number(f64),
    Day(i64),
}

/// An answer as its column keeps it, and its status. An option that stands for a reason stays in the column, so that it can be
/// asked for, and counts as that reason. An answer of the wrong kind cannot stand.
fn stored(shape: &Shape, answer: &Answer, codes: impl FnOnce() -> Vec<u16>) -> (Stored, u8) {
    let invalid = (Stored::Nothing, status_of(Missing::Invalid));
    match (&shape.form, answer) {
        (Form::Options(_), Answer::Missing(reason)) => {
            let options =
                (0..shape.codes().unwrap_or_default()).filter(|option| shape.meaning(*option) == Some(*reason));
            let standing: Vec<u16> = options.take(1).collect();
            (Stored::Codes(standing), status_of(*reason))
        }
        (_, Answer::Missing(reason)) => (Stored::Nothing, status_of(*reason)),
        (Form::Options(_), Answer::Options(chosen)) => options(shape, chosen),
        (Form::Codes(_), Answer::Text(_)) => (Stored::Codes(codes()), ANSWERED),
        // Words are not counted; a technical column may hold them where others hold numbers.
        (Form::Words | Form::Number, Answer::Text(_)) => (Stored::Nothing, ANSWERED),
        (Form::Number, Answer::Number(number)) if number.is_finite() => (Stored::Number(*number), ANSWERED),
        (Form::Date, Answer::Date(date)) => (Stored::Day(day_of(*date)), ANSWERED),
        _ => invalid,
    }
}

fn options(shape: &Shape, chosen: &[u16]) -> (Stored, u8) {
    let count = shape.codes().unwrap_or_default();
    let mut kept: Vec<u16> = Vec::with_capacity(chosen.len());
    for option in chosen {
        if *option < count && !kept.contains(option) {
            kept.push(*option);
        }
    }
    if kept.is_empty() && !chosen.is_empty() {
        return (Stored::Nothing, status_of(Missing::Invalid));
    }
    let reasons: Option<Vec<Missing>> = kept.iter().map(|option| shape.meaning(*option)).collect();
    let reason = reasons.and_then(|reasons| reasons.first().copied());
    (Stored::Codes(kept), reason.map_or(ANSWERED, status_of))
}

/// The days from 1970-01-01 to a date.
fn day_of(date: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    epoch.until(date).map_or(0, |span| i64::from(span.get_days()))
}
