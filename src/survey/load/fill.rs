//! Filling in the answers of every row, and the account of every cell.

use std::collections::BTreeMap;

use super::ColumnAccount;
use super::heading::trim_cell;
use super::plan::{From, Kept, Plan, Tick, TickColumn};
use super::table::{Column, Table};
use super::technical::{self, Technical};
use crate::survey::{Answer, Missing, OtherWords, Question, Respondent};

/// A respondent for every row of `table`.
pub(super) fn respondents(table: &Table<'_>, plans: &[Plan], technical: &[Option<Technical>]) -> Vec<Respondent> {
    let ids = technical::respondent_ids(&table.columns, technical).map(|index| &table.columns[index]);
    (0..table.rows)
        .map(|row| {
            let own = ids.and_then(|column| cell(column, row)).map(|id| trim_cell(id).to_owned());
            let id = own.unwrap_or_else(|| format!("r{:06}", row + 1));
            respondent(table, plans, row, id)
        })
        .collect()
}

fn cell<'c>(column: &'c Column<'_>, row: usize) -> Option<&'c str> {
    column.values.get(number(column, row)).map(AsRef::as_ref)
}

fn number(column: &Column<'_>, row: usize) -> usize {
    column.cells.get(row).map_or(usize::MAX, |cell| *cell as usize)
}

fn respondent(table: &Table<'_>, plans: &[Plan], row: usize, id: String) -> Respondent {
    let mut answers = Vec::with_capacity(plans.len());
    let mut others = Vec::new();
    for (position, plan) in plans.iter().enumerate() {
        let (answer, words) = match &plan.from {
            From::Nowhere => (Answer::Missing(Missing::NotAsked), None),
            From::Column { column, outcomes } => match outcomes.get(number(&table.columns[*column], row)) {
                Some(outcome) => (outcome.answer.clone(), outcome.words.clone()),
                None => (Answer::Missing(Missing::Blank), None),
            },
            From::Ticks { members, words } => {
                let words = words.and_then(|index| cell(&table.columns[index], row));
                let words = words.filter(|words| !trim_cell(words).is_empty());
                (ticked(table, members, row), words.map(|words| OtherWords(words.to_owned())))
            }
        };
        answers.push(answer);
        others.extend(words.map(|words| (position, words)));
    }
    not_asked(plans, &mut answers);
    Respondent { id, answers, others }
}

/// The ticked options. Nothing ticked is an answer where any column says "no" in so many words, and a blank otherwise.
fn ticked(table: &Table<'_>, members: &[TickColumn], row: usize) -> Answer {
    let mut chosen = Vec::new();
    let mut any = false;
    for member in members {
        match member.ticks.get(number(&table.columns[member.column], row)) {
            Some(Tick::Yes) => chosen.push(member.option),
            Some(Tick::No) => any = true,
            Some(Tick::Blank) | None => {}
        }
    }
    if chosen.is_empty() && !any { Answer::Missing(Missing::Blank) } else { Answer::Options(chosen) }
}

/// Where a given questionnaire tells the routing, a blank of somebody who was not asked is just that.
fn not_asked(plans: &[Plan], answers: &mut [Answer]) {
    for position in 0..plans.len() {
        let Some(condition) = &plans[position].question.asked_if else {
            continue;
        };
        let deciding = plans.iter().position(|plan| plan.question.id.eq_ignore_ascii_case(&condition.question));
        let Some(deciding) = deciding else { continue };
        let asked = is_met(&plans[deciding].question, &answers[deciding], &condition.options);
        if !asked && answers[position] == Answer::Missing(Missing::Blank) {
            answers[position] = Answer::Missing(Missing::NotAsked);
        }
    }
}

fn is_met(question: &Question, answer: &Answer, options: &[String]) -> bool {
    let Answer::Options(chosen) = answer else {
        return false;
    };
    let id = |index: &u16| question.options.get(usize::from(*index)).map(|option| option.id.as_str());
    chosen.iter().filter_map(id).any(|id| options.iter().any(|option| option.eq_ignore_ascii_case(id)))
}

/// The account of every column.
pub(super) fn accounts(table: &Table<'_>, plans: &[Plan], technical: &[Option<Technical>]) -> Vec<ColumnAccount> {
    let mut accounts: Vec<ColumnAccount> =
        table.columns.iter().map(|column| open_account(column, table.rows)).collect();
    for (index, account) in accounts.iter_mut().enumerate() {
        if technical.get(index).is_some_and(Option::is_some) {
            let column = &table.columns[index];
            leave_out(account, "technical", column.answered());
            leave_out(account, "blank", account.cells - column.answered());
        }
    }
    for plan in plans {
        let id = &plan.question.id;
        match &plan.from {
            From::Nowhere => {}
            From::Column { column, outcomes } => {
                settle(
                    &mut accounts[*column],
                    &table.columns[*column],
                    id,
                    outcomes.iter().map(|outcome| outcome.kept),
                );
            }
            From::Ticks { members, words } => {
                for TickColumn { column, ticks, .. } in members {
                    let kept = |tick: &Tick| {
                        if *tick == Tick::Blank { Kept::Blank } else { Kept::Mapped }
                    };
                    settle(&mut accounts[*column], &table.columns[*column], id, ticks.iter().map(kept));
                }
                if let Some(words) = words {
                    let column = &table.columns[*words];
                    let filled = column.values.iter().map(|value| !trim_cell(value).is_empty());
                    let kept = filled.map(|filled| if filled { Kept::Stored } else { Kept::Blank });
                    settle(&mut accounts[*words], column, id, kept);
                }
            }
        }
    }
    accounts
}

fn open_account(column: &Column<'_>, rows: usize) -> ColumnAccount {
    ColumnAccount {
        name: column.heading.name.clone(),
        question: None,
        cells: u64::try_from(rows).unwrap_or(u64::MAX),
        mapped: 0,
        stored: 0,
        left_out: 0,
        reasons: BTreeMap::new(),
    }
}

fn leave_out(account: &mut ColumnAccount, reason: &str, count: u64) {
    if count > 0 {
        account.left_out += count;
        *account.reasons.entry(reason.to_owned()).or_default() += count;
    }
}

fn settle(account: &mut ColumnAccount, column: &Column<'_>, question: &str, kept: impl Iterator<Item = Kept>) {
    account.question = Some(question.to_owned());
    for (kept, count) in kept.zip(&column.counts) {
        match kept {
            Kept::Mapped => account.mapped += count,
            Kept::Stored => account.stored += count,
            Kept::Blank => leave_out(account, "blank", *count),
        }
    }
}
