//! Questionnaires as LimeSurvey writes them, old and new, whole and damaged.

mod kinds;
mod routing;
mod whole;

use std::fmt::Write as _;

use super::*;
use crate::survey::Question;
use crate::survey::form::{Columns, FormQuestion};

/// A table of an export: its name, its columns, and its rows, cells divided by `~`.
pub(super) fn table(name: &str, columns: &str, rows: &[&str]) -> String {
    let mut xml = format!("<{name}><fields>");
    for column in columns.split(' ') {
        let _ = write!(xml, "<fieldname>{column}</fieldname>");
    }
    xml.push_str("</fields><rows>");
    for row in rows {
        xml.push_str("<row>");
        for (column, cell) in columns.split(' ').zip(row.split('~')) {
            let _ = write!(xml, "<{column}><![CDATA[{cell}]]></{column}>");
        }
        xml.push_str("</row>");
    }
    let _ = write!(xml, "</rows></{name}>");
    xml
}

/// An export that holds `tables`.
pub(super) fn export(tables: &[String]) -> String {
    let body = tables.concat();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document><LimeSurveyDocType>Survey</LimeSurveyDocType>\
         <languages><language>en</language></languages>{body}</document>"
    )
}

/// An old export, texts beside the questions: the rows of its questions, subquestions and answers.
pub(super) fn old(questions: &[&str], parts: &[&str], answers: &[&str]) -> String {
    export(&[
        table("questions", "qid parent_qid sid gid type title question other relevance language", questions),
        table("subquestions", "qid parent_qid title question scale_id question_order language", parts),
        table("answers", "qid code answer sortorder language scale_id", answers),
    ])
}

pub(super) fn form(text: &str) -> (Form, Vec<Problem>) {
    read_limesurvey("survey.lss", text.as_bytes(), None).unwrap()
}

pub(super) fn question<'f>(form: &'f Form, id: &str) -> &'f FormQuestion {
    form.questions.iter().find(|question| question.question.id == id).unwrap()
}

pub(super) fn ids(form: &Form) -> Vec<&str> {
    form.questions.iter().map(|question| question.question.id.as_str()).collect()
}

pub(super) fn options(question: &Question) -> Vec<String> {
    question.options.iter().map(|option| format!("{}={}", option.id, option.label)).collect()
}

pub(super) fn one(names: &[&str]) -> Columns {
    Columns::One(names.iter().map(|name| (*name).to_owned()).collect())
}
