//! Filling in the answers of every row, and the account of every cell.

use std::collections::BTreeMap;

use super::ColumnAccount;
use super::beside::own_option;
use super::cell::{CellReader, read_tick};
use super::heading::trim_cell;
use super::outcome::{Kept, Outcome, Tick};
use super::plan::{From, Plan, TickColumn};
use super::profile::Column;
use super::technical::{self, Technical};
use crate::file::Row;
use crate::survey::{Answer, Missing, OtherWords, Question, Respondent};

/// Turns rows into respondents, one at a time, and keeps the account.
pub(super) struct Filler<'s> {
    columns: &'s [Column],
    plans: &'s [Plan],
    /// For each plan, what the known cells of its column become: read once, however often they are repeated.
    outcomes: Vec<Vec<Option<Outcome>>>,
    deciding: Vec<Option<usize>>,
    /// For each plan, the option of those who only wrote words beside it.
    own: Vec<Option<u16>>,
    ids: Option<usize>,
    rows: u64,
    pub(super) accounts: Vec<ColumnAccount>,
}

impl<'s> Filler<'s> {
    pub(super) fn new(columns: &'s [Column], plans: &'s [Plan], technical: &[Option<Technical>]) -> Self {
        let kept = |plan: &Plan| match &plan.from {
            From::Column { column, .. } => vec![None; columns[*column].values.len()],
            _ => Vec::new(),
        };
        let position = |id: &str| plans.iter().position(|plan| plan.question.id.eq_ignore_ascii_case(id));
        let deciding =
            |plan: &Plan| plan.question.asked_if.as_ref().and_then(|condition| position(&condition.question));
        let mut accounts: Vec<ColumnAccount> = columns.iter().map(open_account).collect();
        for plan in plans {
            for column in plan.from.columns().into_iter().chain(plan.words) {
                name_question(&mut accounts[column], &plan.question);
            }
        }
        Self {
            columns,
            plans,
            outcomes: plans.iter().map(kept).collect(),
            deciding: plans.iter().map(deciding).collect(),
            own: plans.iter().map(|plan| own_option(plan, columns)).collect(),
            ids: technical::respondent_ids(columns, technical),
            rows: 0,
            accounts,
        }
    }

    /// The respondent of the next row.
    pub(super) fn fill(&mut self, row: &Row) -> Respondent {
        self.rows += 1;
        let id = self.ids.and_then(|column| row.get(column)).map(|id| trim_cell(id).to_owned());
        let id = id.unwrap_or_else(|| format!("r{:06}", self.rows));
        let mut kept: Vec<Option<Kept>> = vec![None; self.columns.len()];
        let mut answers = Vec::with_capacity(self.plans.len());
        let mut others = Vec::new();
        for position in 0..self.plans.len() {
            let (answer, words) = self.answer(position, row, &mut kept);
            answers.push(answer);
            others.extend(words.map(|words| (position, words)));
        }
        let not_asked = self.not_asked(&mut answers);
        self.settle(row, &kept, &not_asked);
        Respondent { id, answers, others }
    }

    fn answer(&mut self, position: usize, row: &Row, kept: &mut [Option<Kept>]) -> (Answer, Option<OtherWords>) {
        let plan = &self.plans[position];
        let cell = |column: usize| row.get(column).unwrap_or_default();
        let (answer, beside) = match &plan.from {
            From::Nowhere => (Answer::Missing(Missing::NotAsked), None),
            From::Column { column, reader } => {
                let outcome = self.outcome(position, *column, reader, cell(*column));
                kept[*column] =
                    Some(reason_chosen(&plan.question, &outcome.answer).map_or(outcome.kept, Kept::LeftOut));
                (outcome.answer, outcome.words)
            }
            From::Ticks(members) => ticked(&plan.question, members, cell, kept),
            From::Ranks { columns, item, reader } => ranked(columns, *item, reader, cell, kept),
        };
        let blank = plan.words.and_then(|column| self.columns[column].blank);
        let is_filled = |words: &&str| !trim_cell(words).is_empty() && blank != Some(trim_cell(words));
        let words = plan.words.map(cell).filter(is_filled);
        if let Some(column) = plan.words {
            kept[column] = Some(if words.is_some() { Kept::Stored } else { Kept::LeftOut(Missing::Blank) });
        }
        let answer = match (answer, self.own[position]) {
            (Answer::Missing(Missing::Blank), Some(own)) if words.is_some() => Answer::Options(vec![own]),
            (answer, _) => answer,
        };
        let own = words.map(|words| OtherWords(words.to_owned()));
        match (own, beside) {
            // Both are kept: the words of the cell itself, then those of the column beside it.
            (Some(own), Some(beside)) if own != beside => {
                (answer, Some(OtherWords(format!("{}\n{}", beside.0, own.0))))
            }
            (own, beside) => (answer, own.or(beside)),
        }
    }

    fn outcome(&mut self, position: usize, column: usize, reader: &CellReader, cell: &str) -> Outcome {
        let known = self.columns[column].values.get_index_of(cell);
        // Words are kept as they are: there is nothing to remember.
        let remembered = |_: &usize| !matches!(reader, CellReader::Words);
        let Some(slot) = known.filter(remembered).and_then(|at| self.outcomes[position].get_mut(at)) else {
            return reader.read(cell);
        };
        slot.get_or_insert_with(|| reader.read(cell)).clone()
    }

    /// Where a given questionnaire tells the routing, a blank of somebody who was not asked is just that.
    fn not_asked(&self, answers: &mut [Answer]) -> Vec<usize> {
        let mut changed = Vec::new();
        for (position, plan) in self.plans.iter().enumerate() {
            let (Some(condition), Some(deciding)) = (&plan.question.asked_if, self.deciding[position]) else {
                continue;
            };
            let asked = is_met(&self.plans[deciding].question, &answers[deciding], &condition.options);
            if !asked && answers[position] == Answer::Missing(Missing::Blank) {
                answers[position] = Answer::Missing(Missing::NotAsked);
                changed.push(position);
            }
        }
        changed
    }

    fn settle(&mut self, row: &Row, kept: &[Option<Kept>], not_asked: &[usize]) {
        let mut reasons: Vec<&str> = vec!["blank"; self.columns.len()];
        for column in not_asked.iter().flat_map(|position| self.plans[*position].from.columns()) {
            reasons[column] = "not_asked";
        }
        for (index, account) in self.accounts.iter_mut().enumerate() {
            account.cells += 1;
            let blank = row.get(index).is_none_or(|cell| trim_cell(cell).is_empty());
            match kept[index] {
                Some(Kept::Mapped) => account.mapped += 1,
                Some(Kept::Stored) => account.stored += 1,
                Some(Kept::LeftOut(Missing::Blank)) => leave_out(account, reasons[index]),
                Some(Kept::LeftOut(reason)) => leave_out(account, reason.as_str()),
                None => leave_out(account, if blank { "blank" } else { "technical" }),
            }
        }
    }
}

/// The reason for no answer that the one chosen option stands for.
fn reason_chosen(question: &Question, answer: &Answer) -> Option<Missing> {
    match answer {
        Answer::Options(chosen) if chosen.len() == 1 => question.options.get(usize::from(chosen[0]))?.meaning,
        _ => None,
    }
}

/// The ticked options. Nothing ticked is an answer where any column says "no" in so many words, and a blank otherwise.
fn ticked<'c>(
    question: &Question,
    members: &[TickColumn],
    cell: impl Fn(usize) -> &'c str,
    kept: &mut [Option<Kept>],
) -> (Answer, Option<OtherWords>) {
    let (mut chosen, mut any, mut words) = (Vec::new(), false, None);
    for member in members {
        let (tick, has_words) = read_tick(cell(member.column), member.label.as_deref());
        kept[member.column] = Some(match tick {
            Tick::Blank => Kept::LeftOut(Missing::Blank),
            Tick::Yes if has_words => Kept::Stored,
            Tick::Yes | Tick::No => Kept::Mapped,
        });
        match tick {
            Tick::Yes if !chosen.contains(&member.option) => chosen.push(member.option),
            Tick::No => any = true,
            Tick::Yes | Tick::Blank => {}
        }
        if has_words {
            let more = cell(member.column);
            words = Some(words.map_or_else(|| more.to_owned(), |words: String| format!("{words}\n{more}")));
        }
    }
    let none = chosen.is_empty() && !(any && question.empty_is_answer);
    let answer = if none { Answer::Missing(Missing::Blank) } else { Answer::Options(chosen) };
    (answer, words.map(OtherWords))
}

/// The rank a person gave the item: the place of the column that names it.
fn ranked<'c>(
    columns: &[usize],
    item: u16,
    reader: &CellReader,
    cell: impl Fn(usize) -> &'c str,
    kept: &mut [Option<Kept>],
) -> (Answer, Option<OtherWords>) {
    let mut rank = None;
    let mut strange = Vec::new();
    for (place, column) in (0_u16..).zip(columns) {
        let outcome = reader.read(cell(*column));
        kept[*column] = Some(outcome.kept);
        match outcome.answer {
            Answer::Options(chosen) if chosen.contains(&item) => rank = rank.or(Some(place)),
            Answer::Options(_) => {}
            // What names no item is kept with the first of them.
            _ if item == 0 => strange.extend(outcome.words.map(|words| words.0)),
            _ => {}
        }
    }
    let words = (!strange.is_empty()).then(|| OtherWords(strange.join("\n")));
    (rank.map_or(Answer::Missing(Missing::Blank), |place| Answer::Options(vec![place])), words)
}

fn is_met(question: &Question, answer: &Answer, options: &[String]) -> bool {
    let Answer::Options(chosen) = answer else {
        return false;
    };
    let id = |index: &u16| question.options.get(usize::from(*index)).map(|option| option.id.as_str());
    chosen.iter().filter_map(id).any(|id| options.iter().any(|option| option.eq_ignore_ascii_case(id)))
}

fn open_account(column: &Column) -> ColumnAccount {
    ColumnAccount {
        name: column.heading.name.clone(),
        question: None,
        kind: None,
        grid: None,
        cells: 0,
        mapped: 0,
        stored: 0,
        left_out: 0,
        reasons: BTreeMap::new(),
    }
}

/// The first question a column went to stands in its account.
fn name_question(account: &mut ColumnAccount, question: &Question) {
    if account.question.is_none() {
        account.question = Some(question.id.clone());
        account.kind = Some(question.kind);
        account.grid = question.grid.as_ref().map(|grid| grid.id.clone());
    }
}

fn leave_out(account: &mut ColumnAccount, reason: &str) {
    account.left_out += 1;
    match account.reasons.get_mut(reason) {
        Some(count) => *count += 1,
        None => _ = account.reasons.insert(reason.to_owned(), 1),
    }
}
