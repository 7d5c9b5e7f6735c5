//! What a load decided, as a recipe that reads the next file in the same way.

use super::answers::Answers;
use super::beside;
use super::cell::{CellReader, Wordings, read_tick};
use super::dates::DateOrder;
use super::naming::is_made_of_label;
use super::outcome::Tick;
use super::plan::{From, Plan};
use super::profile::Column;
use crate::survey::form::{Columns, DayOrder, Form, FormQuestion};
use crate::survey::recipe::{FileWishes, Recipe, Seen};
use crate::survey::{Answer, AnswerOption, Question};

/// The most other wordings of options that are kept of one question.
const MOST_SPELLINGS: usize = 500;

impl Answers<'_> {
    /// How the file was read: its layout, its questions and the columns that hold them. Where the file itself, or a questionnaire
    /// that came with it, tells what was asked, the wordings are those.
    pub fn recipe(&self) -> Recipe {
        let name = |index: &usize| self.profile.columns[*index].heading.name.clone();
        let technical = (0..self.profile.columns.len()).filter(|index| self.survey.technical[*index].is_some());
        let maker = self.layout.maker.clone();
        Recipe {
            file: FileWishes {
                maker: maker.clone(),
                encoding: self.file.delimiter.as_ref().map(|_| self.file.encoding.clone()),
                delimiter: self.file.delimiter.clone(),
                header_rows: Some(self.layout.header_rows),
                skip_rows: Some(self.layout.skipped).filter(|rows| *rows > 0),
                sheet: self.file.sheet.clone(),
                repair: self.repair,
            },
            survey_kind: None,
            form: Form {
                maker: maker.unwrap_or_default(),
                settled: true,
                technical: technical.map(|index| name(&index)).collect(),
                questions: self.survey.plans.iter().map(|plan| self.asked(plan)).collect(),
                ..Form::default()
            },
        }
    }

    fn asked(&self, plan: &Plan) -> FormQuestion {
        let name = |index: &usize| self.profile.columns[*index].heading.name.clone();
        let mut asked = FormQuestion::new(plan.question.clone(), Columns::One(Vec::new()));
        match &plan.from {
            From::Nowhere => {}
            From::Column { column, reader } => {
                asked.columns = Columns::One(vec![name(column)]);
                keep_reader(&mut asked, reader);
            }
            From::Ticks(members) => {
                let options = members.iter().map(|member| (vec![name(&member.column)], member.option));
                asked.columns = Columns::PerOption(options.collect());
            }
            From::Ranks { columns, item, reader } => {
                let ranks = columns.iter().map(|column| vec![name(column)]).collect();
                asked.columns = Columns::PerRank(ranks, ways_of(reader, *item));
            }
        }
        asked.words.extend(plan.words.as_ref().map(name));
        asked
    }

    /// What the cells held for each question of `recipe`, by which the file was read.
    pub fn seen(&self, recipe: &Recipe) -> Vec<Seen> {
        let plan_of = |asked: &FormQuestion| {
            self.survey.plans.iter().find(|plan| plan.question.id.eq_ignore_ascii_case(&asked.question.id))
        };
        recipe.form.questions.iter().filter_map(|asked| Some(self.seen_of(plan_of(asked)?))).collect()
    }

    fn seen_of(&self, plan: &Plan) -> Seen {
        let strange = self.survey.points.strange.get(&plan.question.id.to_lowercase());
        let mut seen = Seen {
            question: plan.question.id.clone(),
            unknown: strange.cloned().unwrap_or_default(),
            chosen: vec![0; plan.question.options.len()],
            ..Seen::default()
        };
        match &plan.from {
            From::Column { column, reader } => {
                count_cells(&self.profile.columns[*column], reader, &mut seen);
                let own = beside::own_option(plan, &self.profile.columns);
                if let Some(count) = own.and_then(|own| seen.chosen.get_mut(usize::from(own))) {
                    let only_words = beside::only_words(plan, &self.profile.columns);
                    *count += only_words;
                    seen.read += only_words;
                }
            }
            From::Ticks(members) => {
                seen.told = true;
                for member in members {
                    let ticked = ticks(&self.profile.columns[member.column], member.label.as_deref());
                    seen.read += ticked;
                    if let Some(count) = seen.chosen.get_mut(usize::from(member.option)) {
                        *count += ticked;
                    }
                }
            }
            From::Ranks { columns, .. } => {
                seen.read = columns.iter().map(|column| self.profile.columns[*column].answered()).sum();
            }
            From::Nowhere => {}
        }
        seen
    }
}

/// The recipe of a file that was read by another recipe, with the wordings that its questionnaire tells.
pub fn told_by(mut recipe: Recipe, told: &Form) -> Recipe {
    let named = |asked: &FormQuestion, other: &FormQuestion| {
        asked.question.id.eq_ignore_ascii_case(&other.question.id) || asked.columns == other.columns
    };
    for asked in &mut recipe.form.questions {
        if let Some(told) = told.questions.iter().find(|told| named(asked, told)) {
            asked.question.text.clone_from(&told.question.text);
            if !told.question.options.is_empty() {
                asked.question.options.clone_from(&told.question.options);
                asked.spellings.clear();
            }
        }
    }
    recipe
}

fn count_cells(column: &Column, reader: &CellReader, seen: &mut Seen) {
    for (text, count) in column.filled() {
        let outcome = reader.read(text);
        match outcome.answer {
            Answer::Options(chosen) => {
                seen.read += count;
                for option in chosen {
                    if let Some(slot) = seen.chosen.get_mut(usize::from(option)) {
                        *slot += count;
                    }
                }
            }
            Answer::Missing(_) => {}
            _ => seen.read += count,
        }
    }
}

fn ticks(column: &Column, label: Option<&str>) -> u64 {
    let is_tick = |text: &str| read_tick(text, label).0 == Tick::Yes;
    column.filled().filter(|(text, _)| is_tick(text)).map(|(_, count)| count).sum()
}

fn keep_reader(asked: &mut FormQuestion, reader: &CellReader) {
    match reader {
        CellReader::Choice(wordings) => asked.spellings = spellings(&asked.question, wordings.all()),
        CellReader::Lists(cutter, _) => {
            asked.divided_by = Some(cutter.delimiter().to_string());
            asked.spellings = spellings(&asked.question, cutter.all());
        }
        CellReader::Days(DateOrder::DayFirst) => asked.days = Some(DayOrder::DayFirst),
        CellReader::Days(DateOrder::MonthFirst) => asked.days = Some(DayOrder::MonthFirst),
        CellReader::Excepting(_, reader) => keep_reader(asked, reader),
        CellReader::Words | CellReader::Numbers | CellReader::Days(DateOrder::Plain) => {}
    }
}

/// The wordings of options that are neither their label nor their code, in the order of the options.
fn spellings<'w>(question: &Question, all: impl Iterator<Item = (&'w str, u16)>) -> Vec<(String, u16)> {
    let is_other = |(way, at): &(&str, u16)| {
        let is_code = |option: &AnswerOption| option.id == *way && !is_made_of_label(option);
        question.options.get(usize::from(*at)).is_some_and(|option| option.label != *way && !is_code(option))
    };
    let mut others: Vec<(String, u16)> = all.filter(is_other).map(|(way, at)| (way.to_owned(), at)).collect();
    others.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
    others.truncate(MOST_SPELLINGS);
    others
}

fn ways_of(reader: &CellReader, item: u16) -> Vec<String> {
    let CellReader::Choice(wordings) = reader else { return Vec::new() };
    let mut ways: Vec<String> =
        Wordings::all(wordings).filter(|(_, at)| *at == item).map(|(way, _)| way.to_owned()).collect();
    ways.sort();
    ways
}
