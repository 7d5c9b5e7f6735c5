//! What must hold of a survey that was loaded, whatever the file.

use std::io::Cursor;

use insight_bank::file::delimited::{self, TextWishes, delimiter_named};
use insight_bank::file::{Row, Rows};
use insight_bank::survey::load::{Answers, LayoutWishes, LoadedSurvey, ReadOptions, read_survey};
use insight_bank::survey::recipe::{Recipe, read_recipe, write_recipe};
use insight_bank::survey::{Answer, ResponseReader, ResponseWriter};

use crate::examine::bounded;

/// Every cell is accounted for, and every answer is one that its question has.
pub(crate) fn balance(survey: &LoadedSurvey) -> Result<(), String> {
    bounded(&survey.reconciliation.problems)?;
    if survey
        .reconciliation
        .open_points
        .iter()
        .any(|point| point.message.len() > 10_000 || point.settle.len() > 100_000)
    {
        return Err("an open point of more than a page".to_owned());
    }
    let rows = survey.respondents.len() as u64;
    if survey.reconciliation.rows != rows {
        return Err("the rows of the account are not the respondents".to_owned());
    }
    for column in &survey.reconciliation.columns {
        let whole = column.mapped.checked_add(column.stored).and_then(|sum| sum.checked_add(column.left_out));
        if column.cells != rows || whole != Some(rows) || column.reasons.values().sum::<u64>() != column.left_out {
            return Err(format!("the account of a column does not add up\n{column:?}"));
        }
        if column.question.as_ref().is_some_and(|id| survey.questionnaire.find(id).is_none()) {
            return Err(format!("the account names a question that is not there\n{column:?}"));
        }
    }
    let questions = survey.questionnaire.questions.len();
    if survey.respondents.iter().any(|respondent| respondent.answers.len() != questions) {
        return Err("a respondent has not one answer for each question".to_owned());
    }
    hidden(survey)
}

/// What people said is not in what a log would show.
fn hidden(survey: &LoadedSurvey) -> Result<(), String> {
    for respondent in survey.respondents.iter().take(50) {
        let shown = format!("{:?}{:?}", respondent.answers, respondent.others);
        let said = respondent.answers.iter().filter_map(|answer| match answer {
            Answer::Text(text) => Some(text),
            _ => None,
        });
        let mut said = said.chain(respondent.others.iter().map(|(_, words)| &words.0));
        if said.any(|text| text.contains(' ') && text.len() > 12 && shown.contains(text.as_str())) {
            return Err("a log would show what people said".to_owned());
        }
    }
    Ok(())
}

/// The bank's own file gives the same answers back.
pub(crate) fn written_and_read(survey: &LoadedSurvey) -> Result<(), String> {
    let fails = |what: &str| format!("the bank's own file does not give the answers back: {what}");
    let mut csv = Vec::new();
    let worded = vec![true; survey.questionnaire.questions.len()];
    let mut writer = ResponseWriter::new(&survey.questionnaire, worded, &mut csv).map_err(|_| fails("no heading"))?;
    for respondent in &survey.respondents {
        writer.write(respondent).map_err(|_| fails("a row cannot be written"))?;
    }
    writer.finish().map_err(|_| fails("no end"))?;
    let (reader, problems) = ResponseReader::new("responses.csv", &survey.questionnaire, csv.as_slice());
    if !problems.is_empty() {
        return Err(fails(&format!("heading\n{problems:?}")));
    }
    let (read, problems): (Vec<_>, Vec<_>) = reader.unzip();
    let read: Vec<_> = read.into_iter().flatten().collect();
    if read.len() != survey.respondents.len() {
        return Err(fails(&format!("rows are missing\n{:?}", problems.concat())));
    }
    match read.iter().zip(&survey.respondents).find(|(read, written)| read != written) {
        Some(pair) => Err(fails(&format!("other answers\n{pair:?}"))),
        None if problems.concat().is_empty() => Ok(()),
        None => Err(fails(&format!("problems\n{:?}", problems.concat()))),
    }
}

/// The recipe of the load can be read again, and by it the file gives the same respondents.
pub(crate) fn replayed(name: &str, bytes: &[u8], survey: &LoadedSurvey) -> Result<Recipe, String> {
    let fails = |what: &str| format!("the recipe does not read the file as before: {what}");
    let input = Cursor::new(bytes.to_vec());
    let answers = Answers::open(name, input, &ReadOptions::default(), &mut |_, _| {}).map_err(|_| fails("refused"))?;
    let text = write_recipe(&answers.recipe());
    let (recipe, problems) = read_recipe("recipe.toml", &text);
    let recipe = recipe.filter(|_| problems.is_empty()).ok_or_else(|| fails(&format!("recipe\n{problems:?}")))?;
    let file = &recipe.file;
    let options = ReadOptions {
        form: Some(&recipe.form),
        delimiter: file.delimiter.as_deref().and_then(delimiter_named),
        encoding: file.encoding.clone(),
        repair: file.repair,
        sheet: file.sheet.clone(),
        layout: LayoutWishes { header_rows: file.header_rows, skipped: file.skip_rows, maker: file.maker.clone() },
    };
    let again = read_survey(name, Cursor::new(bytes.to_vec()), &options)
        .map_err(|problems| fails(&format!("refused\n{problems:?}")))?;
    if let Some(what) = differing(&again, survey) {
        return Err(fails(&what));
    }
    let differs = |(again, first): (&_, &_)| (again != first).then(|| format!("account\n{again:?}\n{first:?}"));
    let columns = again.reconciliation.columns.iter().zip(&survey.reconciliation.columns);
    columns.map(differs).find_map(|what| what).map_or(Ok(recipe), |what| Err(fails(&what)))
}

/// Where two readings give different answers: the kind of the first question that does, and which it is.
fn differing(again: &LoadedSurvey, first: &LoadedSurvey) -> Option<String> {
    if again.respondents == first.respondents {
        return None;
    }
    let mut pairs = again.respondents.iter().zip(&first.respondents).enumerate();
    let found = pairs.find_map(|(row, (again, first))| {
        let at = again.answers.iter().zip(&first.answers).position(|(again, first)| again != first)?;
        Some((row, at, &again.answers[at], &first.answers[at]))
    });
    let Some((row, at, now, before)) = found else {
        return Some("other respondents, or other words beside the answers".to_owned());
    };
    let question = |survey: &LoadedSurvey| survey.questionnaire.questions.get(at).cloned();
    let kind = question(first).map(|question| question.kind);
    let (now, before) = (format!("{now:?} {:?}", question(again)), format!("{before:?} {:?}", question(first)));
    Some(format!("other answers, {kind:?}\nrow {row}, now {now}\nbefore {before}"))
}

/// No more cells of a table of text are called blank than are: counted over the file itself.
pub(crate) fn nothing_lost(bytes: &[u8], survey: &LoadedSurvey, recipe: &Recipe) -> Result<(), String> {
    if survey.reconciliation.problems.iter().any(|problem| problem.code == "footer_rows") {
        return Ok(());
    }
    let Ok(mut file) = delimited::open("counted", Cursor::new(bytes.to_vec()), &TextWishes::default()) else {
        return Ok(());
    };
    let above = recipe.file.skip_rows.unwrap_or(0) + recipe.file.header_rows.unwrap_or(1);
    let (mut row, mut at, mut empty) = (Row::default(), 0, vec![0_u64; survey.reconciliation.columns.len()]);
    while file.read(&mut row).is_ok_and(|more| more) {
        at += 1;
        if at > above {
            // Qualtrics writes -99 where somebody left a question empty.
            let is_empty = |cell: &str| {
                !cell.contains(char::is_alphanumeric) || cell.trim_start().starts_with('#') || cell.trim() == "-99"
            };
            empty
                .iter_mut()
                .zip(0..)
                .for_each(|(count, column)| *count += u64::from(row.get(column).is_none_or(is_empty)));
            let width = survey.reconciliation.columns.len();
            if row.iter().skip(width).any(|cell| !is_empty(cell)) {
                return Err("a cell beyond the last column is in no account".to_owned());
            }
        }
    }
    for (column, empty) in survey.reconciliation.columns.iter().zip(empty) {
        if column.reasons.get("blank").is_some_and(|blank| *blank > empty) {
            return Err(format!("filled cells are called blank\n{empty} of {column:?}"));
        }
    }
    Ok(())
}
