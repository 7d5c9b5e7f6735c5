//! Writing the `source.toml` of a survey: its record, its questions, and any insights written beside them.

use super::questions::write_question;
use crate::corpus::{RecordPage, Source};
use crate::survey::Questionnaire;

/// The text of `source.toml`, for people to read and edit: one key a line, one option a line, nothing that says nothing.
pub fn write_record(source: &Source, questionnaire: &Questionnaire) -> String {
    let mut page = RecordPage::default();
    page.source(source);
    for question in &questionnaire.questions {
        page.head("question");
        write_question(&mut page, question);
    }
    page.insights(source);
    page.into_text()
}
