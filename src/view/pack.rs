//! The tables that were released, as JSON, CSV and text.

use std::fmt::Write as _;

use serde::Serialize;
use utoipa::ToSchema;

use crate::bank::PackTable;
use crate::view::columns::clean;
use crate::view::sheet::Sheet;

/// A table that was released beside what is public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PackTableView {
    /// Its id.
    pub id: String,
    /// The survey.
    pub survey: String,
    /// The question in the rows.
    pub question: String,
    /// The questions in the columns.
    pub by: Vec<String>,
    /// When it was released.
    pub at: String,
    /// Who approved it; not told to everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approver: Option<String>,
    /// What it is for; not told to everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Whether it was counted in the answers there are now.
    pub current: bool,
}

/// The tables for programs.
pub fn pack(tables: &[PackTable]) -> Vec<PackTableView> {
    tables.iter().map(view).collect()
}

/// The same for everybody: without who approved them, and what for.
pub fn pack_public(tables: &[PackTable]) -> Vec<PackTableView> {
    tables.iter().map(|table| PackTableView { approver: None, why: None, ..view(table) }).collect()
}

fn view(table: &PackTable) -> PackTableView {
    PackTableView {
        id: table.id.clone(),
        survey: table.survey.clone(),
        question: table.question.clone(),
        by: table.by.clone(),
        at: table.at.clone(),
        approver: Some(table.approver.clone()),
        why: Some(table.why.clone()),
        current: table.current,
    }
}

/// The tables as CSV, a line each.
pub fn pack_csv(tables: &[PackTable]) -> String {
    let mut sheet = Sheet::new(&["id", "survey", "question", "by", "at", "approver", "why", "current"]);
    for table in tables {
        let current = if table.current { "yes" } else { "no" };
        let by = table.by.join("|");
        let PackTable { id, survey, question, at, approver, why, .. } = table;
        sheet.row(&[id, survey, question, &by, at, approver, why, current]);
    }
    sheet.finish()
}

/// The tables for a person at a terminal.
pub fn pack_text(tables: &[PackTable]) -> String {
    let mut out = String::new();
    for table in tables {
        let by = if table.by.is_empty() { String::new() } else { format!(" by {}", table.by.join(", ")) };
        let day = table.at.split('T').next().unwrap_or_default();
        let old = if table.current { "" } else { "; the answers have changed since" };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}  {} {}{by}", table.id, table.survey, clean(&table.question));
        let _ = writeln!(out, "    {day}, approved by {}: {}{old}", clean(&table.approver), clean(&table.why));
    }
    out
}
