//! The columns of questions with a column for each option or each rank.

use super::Known;
use super::wording::is_worded_row;
use crate::survey::form::{Columns, Form, FormQuestion};
use crate::survey::load::cell::{CellReader, Wordings};
use crate::survey::load::groups;
use crate::survey::load::labels;
use crate::survey::load::naming::question_id;
use crate::survey::load::plan::{From, TickColumn};
use crate::survey::load::profile::Column;
use crate::survey::{AnswerOption, Question};
use crate::text::normalise;

impl Known<'_> {
    /// A column per option, by the names the form gives, else by the code and the words of the headings. Columns of the same
    /// question that the questionnaire does not know are options of their own.
    pub(super) fn ticks(
        &mut self,
        asked: &FormQuestion,
        named: &[(Vec<String>, u16)],
        question: &mut Question,
    ) -> Option<From> {
        let mut found: Vec<(usize, u16)> = Vec::new();
        for (names, option) in named {
            let column = self.find(names).filter(|column| found.iter().all(|(other, _)| other != column));
            found.extend(column.map(|column| (column, *option)));
        }
        if found.is_empty() {
            found = self.ticks_by_heading(&asked.question);
        }
        self.more_ticks(&mut found, question);
        let members: Vec<TickColumn> =
            found.into_iter().map(|(column, option)| self.tick_column(question, column, option)).collect();
        let indexes: Vec<usize> = members.iter().map(|member| member.column).collect();
        if indexes.is_empty() || (named.is_empty() && groups::tick_columns(self.columns, &indexes, true).is_none()) {
            question.options.truncate(asked.question.options.len());
            return None;
        }
        for index in indexes {
            self.taken[index] = true;
        }
        Some(From::Ticks(members))
    }

    fn more_ticks(&self, found: &mut Vec<(usize, u16)>, question: &mut Question) {
        let Some((first, _)) = found.first() else { return };
        let first = &self.columns[*first].heading;
        let (Some(code), Some(_)) = (&first.code, &first.part) else { return };
        for (index, column) in self.columns.iter().enumerate() {
            let heading = &column.heading;
            let same = heading.code.as_ref() == Some(code) && heading.item == first.item && !heading.words;
            let part = heading.part.as_deref().filter(|part| same && !part.eq_ignore_ascii_case("other"));
            let named = self.named.contains(&heading.name.to_lowercase());
            let free = !self.taken[index] && !named && found.iter().all(|(other, _)| *other != index);
            let (Some(part), true, Ok(at)) = (part, free, u16::try_from(question.options.len())) else { continue };
            if question.options.iter().any(|option| option.id.eq_ignore_ascii_case(part)) {
                continue;
            }
            let label = heading.option.clone().unwrap_or_else(|| part.to_owned());
            question.options.push(AnswerOption { id: part.to_owned(), label, ..AnswerOption::default() });
            found.push((index, at));
        }
    }

    /// A column that repeats one text for a tick says so with that text, whatever it is; the only words in a column of words are
    /// somebody's.
    fn tick_column(&self, question: &Question, column: usize, option: u16) -> TickColumn {
        let heading = &self.columns[column].heading;
        let words = heading.words || heading.part.as_deref().is_some_and(|part| part.eq_ignore_ascii_case("other"));
        let mut filled = self.columns[column].filled();
        let only = filled.next().filter(|_| filled.next().is_none()).map(|(text, _)| text);
        let listed = question.options.get(usize::from(option));
        let is_option = |text: &&str| {
            listed.is_some_and(|listed| {
                normalise(&listed.label) == normalise(text) || listed.id.eq_ignore_ascii_case(text)
            })
        };
        let label = only.filter(|text| is_option(text) || (!words && labels::tick(text).is_none())).map(normalise);
        TickColumn { column, option, label }
    }

    fn ticks_by_heading(&self, question: &Question) -> Vec<(usize, u16)> {
        let stem = format!("{}_", question.id.to_lowercase());
        let free = self.columns.iter().enumerate().filter(|(index, _)| !self.taken[*index]);
        let option_of = |(index, column): (usize, &Column)| {
            let heading = &column.heading;
            let same = question_id(heading).eq_ignore_ascii_case(&question.id)
                || (heading.option.is_some() && normalise(&heading.text) == normalise(&question.text))
                || is_worded_row(question, heading);
            let code = heading.code.as_ref().map(|code| code.to_lowercase());
            let tail = code.and_then(|code| code.strip_prefix(&stem).map(str::to_owned));
            let named = [heading.part.clone(), heading.option.clone()].into_iter().flatten().filter(|_| same);
            let option = named.chain(tail).find_map(|name| question.option(&name))?;
            Some((index, u16::try_from(option).ok()?))
        };
        free.filter_map(option_of).collect()
    }

    /// The columns of a ranking, one for each rank; every item of it reads the same columns.
    pub(super) fn ranks(&mut self, form: &Form, ranks: &[Vec<String>], item: &[String]) -> Option<Ranks> {
        let find = |names: &Vec<String>| {
            names.iter().find_map(|name| self.finder.get(&name.to_lowercase())).and_then(|found| found.first()).copied()
        };
        let columns: Vec<usize> = ranks.iter().map_while(find).collect();
        if columns.is_empty() {
            return None;
        }
        let items = form.questions.iter().filter_map(|asked| match &asked.columns {
            Columns::PerRank(others, ways) if others == ranks => Some(ways.as_slice()),
            _ => None,
        });
        let items: Vec<&[String]> = items.collect();
        let place = items.iter().position(|ways| *ways == item).and_then(|at| u16::try_from(at).ok())?;
        let ways = items.iter().zip(0_u16..).flat_map(|(ways, at)| ways.iter().map(move |way| (way.as_str(), at)));
        let wordings = Wordings::new(ways);
        let is_strange = |index: &usize| self.columns[*index].filled().any(|(text, _)| wordings.find(text).is_none());
        if columns.iter().any(is_strange) {
            return Some(Ranks::Other);
        }
        for index in &columns {
            self.taken[*index] = true;
        }
        Some(Ranks::Read(Box::new(From::Ranks { columns, item: place, reader: CellReader::Choice(wordings) })))
    }
}

/// The columns of a ranking.
pub(super) enum Ranks {
    /// They name the items of the questionnaire.
    Read(Box<From>),
    /// They name others.
    Other,
}

impl Ranks {
    pub(super) fn into_from(self) -> Option<From> {
        match self {
            Self::Read(from) => Some(*from),
            Self::Other => None,
        }
    }
}
