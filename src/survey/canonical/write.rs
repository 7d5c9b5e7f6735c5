//! Writing `responses.csv`.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};

use super::cell;
use crate::survey::{Questionnaire, Respondent};

/// Writes the answers of `respondents`, one row each, in a form that [`ResponseReader`](super::ResponseReader) reads back as the
/// same answers. A column `<question>.other` is there only for questions beside which anybody wrote words.
pub fn write_responses(questionnaire: &Questionnaire, respondents: &[Respondent], out: impl Write) -> io::Result<()> {
    let worded: BTreeSet<usize> =
        respondents.iter().flat_map(|respondent| &respondent.others).map(|(question, _)| *question).collect();
    let mut writer = csv::Writer::from_writer(out);
    let mut heading = vec!["respondent".to_owned()];
    for (index, question) in questionnaire.questions.iter().enumerate() {
        heading.push(question.id.clone());
        if worded.contains(&index) {
            heading.push(format!("{}.other", question.id));
        }
    }
    writer.write_record(&heading)?;
    for respondent in respondents {
        writer.write_field(&respondent.id)?;
        for (index, question) in questionnaire.questions.iter().enumerate() {
            let answer = respondent.answers.get(index);
            let cell = answer.map_or(Cow::Borrowed(""), |answer| cell::write(question, answer));
            writer.write_field(cell.as_ref())?;
            if worded.contains(&index) {
                let words = respondent.others.iter().find(|(question, _)| *question == index);
                writer.write_field(words.map_or(Cow::Borrowed(""), |(_, words)| cell::escaped(&words.0)).as_ref())?;
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}
