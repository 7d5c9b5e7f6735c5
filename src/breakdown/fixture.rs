//! Small made-up questions, counts and tables for the tests of this room.

use std::collections::BTreeMap;

use crate::breakdown::evidence::Evidence;
use crate::breakdown::table::{Cell, Column, PathPart, Row, Table, TableBase};
use crate::breakdown::{BaseRule, BreakdownRequest, RowsBy};
use crate::corpus::{Source, SourceKind, SurveyKind};
use crate::engine::{CrosstabColumn, Distribution, Tally};
use crate::framework::{Framework, Lifetime, Theme};
use crate::survey::{AnswerOption, Class, Code, Missing, Question, QuestionKind};

pub(crate) fn people(n: u64) -> Tally {
    let weight = crate::stats::people(n);
    Tally { n, weight, weight_squared: weight }
}

pub(crate) fn question(id: &str, kind: QuestionKind, labels: &[&str]) -> Question {
    let option = |(at, label): (usize, &&str)| AnswerOption {
        id: format!("o{at}"),
        label: (*label).to_owned(),
        ..AnswerOption::default()
    };
    Question {
        id: id.to_owned(),
        text: format!("Wording of {id}"),
        kind,
        class: Class::Opinion,
        options: labels.iter().enumerate().map(option).collect(),
        grid: None,
        asked_if: None,
        codes: Vec::new(),
        role: None,
        empty_is_answer: false,
    }
}

pub(crate) fn single(id: &str, labels: &[&str]) -> Question {
    question(id, QuestionKind::Single, labels)
}

pub(crate) fn multiple(id: &str, labels: &[&str]) -> Question {
    question(id, QuestionKind::Multiple, labels)
}

pub(crate) fn number(id: &str) -> Question {
    question(id, QuestionKind::Number, &[])
}

/// An open question: for each code the themes it maps to.
pub(crate) fn open(id: &str, codes: &[&[&str]]) -> Question {
    let code = |(at, themes): (usize, &&[&str])| Code {
        id: format!("c{at}"),
        label: format!("Code {at}"),
        themes: themes.iter().map(|theme| theme.parse().expect("a slug")).collect(),
    };
    let codes = codes.iter().enumerate().map(code).collect();
    Question { codes, ..question(id, QuestionKind::Open, &[]) }
}

/// Two themes within one, and one beside it.
pub(crate) fn framework() -> Framework {
    let theme = |(id, label, parent): (&str, &str, Option<&str>)| Theme {
        id: id.parse().expect("a slug"),
        label: label.to_owned(),
        parent: parent.map(|parent| parent.parse().expect("a slug")),
        definition: None,
        include: None,
        exclude: None,
        examples: Vec::new(),
        rule: None,
        priorities: Vec::new(),
        aliases: Vec::new(),
        lifetime: Lifetime::default(),
    };
    let themes = [
        ("access", "Access", None),
        ("gp", "Seeing a GP", Some("access")),
        ("waiting", "Waiting", Some("access")),
        ("trust", "Trust", None),
    ];
    Framework { themes: themes.map(theme).map(|theme| (theme.id.clone(), theme)).into(), ..Framework::default() }
}

/// A total column of codes; everybody gave one code or has a reason for none.
pub(crate) fn column(codes: &[(u16, u64)], missing: &[(Missing, u64)]) -> CrosstabColumn {
    let mut column = banner_column(None, &[], codes);
    column.missing = missing.iter().map(|(reason, n)| (*reason, people(*n))).collect();
    let without = column.missing.values().fold(Tally::default(), |sum, tally| sum.plus(*tally));
    column.respondents = column.respondents.plus(without);
    column
}

pub(crate) fn banner_column(block: Option<usize>, path: &[Option<u16>], codes: &[(u16, u64)]) -> CrosstabColumn {
    CrosstabColumn {
        block,
        path: path.to_vec(),
        respondents: people(codes.iter().map(|(_, n)| n).sum()),
        missing: BTreeMap::new(),
        answers: Distribution::Codes(codes.iter().map(|(code, n)| (*code, people(*n))).collect()),
    }
}

pub(crate) fn values(values: &[(f64, u64)]) -> CrosstabColumn {
    CrosstabColumn {
        block: None,
        path: Vec::new(),
        respondents: people(values.iter().map(|(_, n)| n).sum()),
        missing: BTreeMap::new(),
        answers: Distribution::Values(values.iter().map(|(value, n)| (*value, people(*n))).collect()),
    }
}

pub(crate) fn request(question: &str) -> BreakdownRequest {
    BreakdownRequest::new("care", question)
}

pub(crate) fn source() -> Source {
    let id = "care".parse().expect("a slug");
    Source { survey_kind: Some(SurveyKind::SelfSelected), ..Source::new(id, SourceKind::Survey, "Care survey") }
}

/// A table of a single choice: the counts by row, the total first; the columns after it are one block of a banner.
pub(crate) fn table(counts: &[&[u64]]) -> Table {
    let width = counts.first().map_or(0, |row| row.len());
    let bases: Vec<u64> = (0..width).map(|at| counts.iter().map(|row| row[at]).sum()).collect();
    table_with(counts, &bases)
}

/// The same with bases that are not the sums, for a question where people could choose several.
pub(crate) fn multiple_table(counts: &[&[u64]], bases: &[u64]) -> Table {
    let mut table = table_with(counts, bases);
    table.kind = QuestionKind::Multiple;
    table.several = true;
    table
}

/// The total, a block of two, and a block nested in it: two columns within the first, one within the second.
pub(crate) fn nested_table() -> Table {
    let mut table = table(&[&[60, 40, 20, 15, 25, 20], &[60, 40, 20, 15, 25, 20]]);
    let part = |question: usize, option: u16| PathPart { question, option: Some(option), several: false };
    for (column, inner) in table.columns[3..].iter_mut().zip([(0, 0), (0, 1), (1, 0)]) {
        column.path = vec![part(0, inner.0), part(1, inner.1)];
    }
    table
}

fn table_with(counts: &[&[u64]], bases: &[u64]) -> Table {
    let columns: Vec<Column> = bases.iter().enumerate().map(|(at, base)| head(at, *base)).collect();
    let row = |(at, row): (usize, &&[u64])| Row {
        id: format!("o{at}"),
        label: format!("Option {at}"),
        code: u16::try_from(at).ok(),
        members: Vec::new(),
        reason: None,
        span: None,
        cells: row.iter().zip(bases).map(|(count, base)| cell(*count, *base)).collect(),
        filed: None,
    };
    Table {
        survey: "care".to_owned(),
        survey_title: "Care survey".to_owned(),
        illustrative: false,
        exempt: false,
        position: 9,
        question: "q1".to_owned(),
        question_text: "How was it?".to_owned(),
        kind: QuestionKind::Single,
        rows_by: RowsBy::Codes,
        several: false,
        class: Class::Sensitive,
        survey_kind: SurveyKind::SelfSelected,
        base: TableBase {
            rule: BaseRule::Answered,
            definition: BaseRule::Answered.definition().to_owned(),
            excluded: BTreeMap::new(),
        },
        within: Vec::new(),
        filters: Vec::new(),
        rows: counts.iter().enumerate().map(row).collect(),
        columns,
        statistics: Vec::new(),
        scores: Vec::new(),
        weight: None,
        evidence: Evidence::default(),
        notes: Vec::new(),
        id: String::new(),
        data_version: String::new(),
        permalink: "/surveys/care/breakdown?question=q1&base=answered&view=release".to_owned(),
    }
}

fn cell(count: u64, base: u64) -> Cell {
    let (count_weight, base) = (people(count).weight, people(base).weight);
    Cell {
        count,
        weighted: count_weight,
        squared: count_weight,
        share: (base > 0.0).then(|| count_weight / base),
        ..Cell::default()
    }
}

fn head(at: usize, base: u64) -> Column {
    let total = at == 0;
    let option = u16::try_from(at).ok().map(|at| at.saturating_sub(1));
    let path = vec![PathPart { question: 0, option, several: false }];
    Column {
        id: if total { "total".to_owned() } else { format!("age:o{}", at - 1) },
        label: if total { "Total".to_owned() } else { format!("Age {at}") },
        block: (!total).then(|| "Age".to_owned()),
        letter: None,
        path: if total { Vec::new() } else { path },
        within: Vec::new(),
        tells_silence: false,
        unweighted_base: base,
        people: base,
        weighted_base: people(base).weight,
        squared: people(base).weight,
        effective_base: people(base).weight,
    }
}
