//! Who is behind the numbers of a table, for the register of what was released.

use std::collections::BTreeSet;

use crate::breakdown::base::meaning;
use crate::breakdown::disclosure::ShownTable;
use crate::breakdown::plan::Plan;
use crate::breakdown::table::{Column, Marker, Row, Table};
use crate::engine::ColumnMembers;
use crate::survey::{Class, Question, Questionnaire};

/// The name of the base among the answers of a column.
pub const BASE: &str = "base";

/// The people behind a number of a table.
#[derive(Clone, PartialEq, Eq)]
pub struct TableSet {
    /// The id of its column.
    pub column: String,
    /// The id of its row, or [`BASE`].
    pub answer: String,
    /// Their positions.
    pub people: BTreeSet<u32>,
    /// Whether the number is shown; else it is hidden, and must not follow from others.
    pub shown: bool,
}

/// Says how many, never who.
impl std::fmt::Debug for TableSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TableSet({} by {}, {} people)", self.answer, self.column, self.people.len())
    }
}

/// The people behind what `shown` shows and hides of `table`: every base that is shown and, where the rule for cells applies,
/// every row. `None` where who is in a row cannot be told: numbers, days and words.
pub fn table_sets(
    table: &Table,
    shown: &ShownTable,
    plan: &Plan,
    members: &[ColumnMembers],
    questionnaire: &Questionnaire,
) -> Option<Vec<TableSet>> {
    let question = questionnaire.questions.get(table.position)?;
    let mut sets = Vec::new();
    for (at, seen) in shown.columns.iter().enumerate() {
        let column = table.columns.iter().find(|column| column.id == seen.id)?;
        let Some(members) = members.iter().find(|members| is_of(members, column, plan)) else { continue };
        let set = |answer: &str, people, shown| TableSet {
            column: seen.id.clone(),
            answer: answer.to_owned(),
            people,
            shown,
        };
        if seen.unweighted_base.is_some() {
            sets.push(set(BASE, base(table, members, question), true));
        }
        if table.class == Class::Opinion {
            continue;
        }
        for seen in &shown.rows {
            let Some(cell) = seen.cells.get(at) else { continue };
            let row = table.rows.iter().find(|row| row.id == seen.id)?;
            if cell.count.is_some() || cell.marker == Some(Marker::Confidential) {
                sets.push(set(&row.id, people(table, row, members)?, cell.count.is_some()));
            }
        }
    }
    Some(sets)
}

/// Whether these are the people of a column.
fn is_of(members: &ColumnMembers, column: &Column, plan: &Plan) -> bool {
    let block = members.block.and_then(|block| plan.main.banner.get(block));
    let mut theirs: Vec<(usize, Option<u16>)> =
        block.into_iter().flatten().copied().zip(members.path.iter().copied()).collect();
    let mut own: Vec<(usize, Option<u16>)> = column.path.iter().map(|part| (part.question, part.option)).collect();
    theirs.sort_unstable();
    own.sort_unstable();
    theirs == own
}

/// Everybody in the base of a column.
fn base(table: &Table, members: &ColumnMembers, question: &Question) -> BTreeSet<u32> {
    let rule = table.base.rule;
    let without = members.missing.iter().filter(|(reason, _)| rule.leaves_out(**reason)).map(|(_, people)| people);
    let aside = |code: &u16| meaning(question, *code).is_some_and(|reason| rule.leaves_out(reason));
    let aside = members.answers.iter().filter(|(code, _)| aside(code)).map(|(_, people)| people);
    let out: BTreeSet<u32> = without.chain(aside).flatten().copied().collect();
    members.respondents.iter().copied().filter(|person| !out.contains(person)).collect()
}

/// Everybody in a row of a column; `None` where that cannot be told.
fn people(table: &Table, row: &Row, members: &ColumnMembers) -> Option<BTreeSet<u32>> {
    let listed = |people: Option<&Vec<u32>>| -> BTreeSet<u32> { people.into_iter().flatten().copied().collect() };
    if let Some(filed) = &row.filed {
        let any: BTreeSet<u32> = filed.codes.iter().flat_map(|code| listed(members.answers.get(code))).collect();
        let silent: BTreeSet<u32> = members.missing.values().flatten().copied().collect();
        let none = || members.respondents.iter().copied().filter(|it| !any.contains(it) && !silent.contains(it));
        return Some(if filed.any { any } else { none().collect() });
    }
    match (row.code, row.reason) {
        (Some(code), _) => Some(listed(members.answers.get(&code))),
        (None, Some(reason)) => Some(listed(members.missing.get(&reason))),
        (None, None) if row.is_net() => {
            let rows = row.members.iter().map(|at| people(table, table.rows.get(*at)?, members));
            Some(rows.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
        }
        (None, None) => None,
    }
}
