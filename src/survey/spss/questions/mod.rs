//! The questionnaire that the dictionary of a file gives, and the cells that go with it.

mod kind;
mod names;
mod options;
mod ranges;
mod reason;
mod sets;

pub(super) use names::name_apart;

use std::collections::BTreeMap;

use super::cell::Cell;
use super::dictionary::{Dictionary, SetKind, Value, Variable};
use super::notes::Notes;
use crate::survey::form::{Form, FormQuestion};
use crate::survey::{Class, Grid, Question, QuestionKind, Role};
use names::Names;

/// The questionnaire, and how each variable is written into its cell.
///
/// Each variable is a question, but those of a multiple dichotomy set are the options of one question together. The variables
/// of a multiple category set stay questions, held together as a grid.
pub(super) fn form(dictionary: &Dictionary, notes: &mut Notes) -> (Form, Vec<Cell>) {
    let mut ids = Names::default();
    let plan = sets::plan(dictionary, notes);
    let mut about = About::default();
    let mut questions = Vec::new();
    let mut cells = Vec::new();
    for (position, variable) in dictionary.variables.iter().enumerate() {
        let cell = Cell::new(variable.pieces.clone(), variable.width.is_some(), variable.format);
        if let Some(set) = plan.first_of.get(&position).and_then(|set| dictionary.sets.get(*set)) {
            questions.push(sets::question(set, &dictionary.variables, &plan, &mut ids));
        }
        if let Some(counted) = plan.counted.get(&position) {
            cells.push(cell.counting(counted.clone()));
            continue;
        }
        let grid = plan.grids.get(&position).cloned();
        let is_weight = dictionary.weight == Some(position);
        let (question, renamed) = question(variable, grid, is_weight, &mut ids, &mut about);
        questions.push(question);
        let cell = cell.renaming(renamed);
        let excluded = variable.missing.range.zip(ranges::wide(variable));
        cells.push(match excluded {
            Some((range, (_, but))) => cell.excluding(range, but),
            None => cell,
        });
    }
    about.tell(notes);
    ranges::tell(&dictionary.variables, notes);
    let title = dictionary.title.clone();
    (Form { maker: "SPSS".to_owned(), title, questions, ..Form::default() }, cells)
}

/// The variables of which something is worth knowing.
#[derive(Default)]
struct About {
    unused_labels: Vec<String>,
    too_many_options: Vec<String>,
}

impl About {
    fn tell(&self, notes: &mut Notes) {
        let message = "labels of numbers and days that are answers, not options, are left out";
        let hint = "in SPSS set the measure to ordinal or nominal where the labels are options";
        notes.about("labels_of_numbers", &self.unused_labels, message, hint);
        let message = "more labels than a question can have options; the labels are left out";
        notes.about("too_many_options", &self.too_many_options, message, "nothing to do; the codes are kept");
    }
}

/// The question of one variable, and the texts of its cells that are written in another way.
fn question(
    variable: &Variable,
    grid: Option<Grid>,
    is_weight: bool,
    ids: &mut Names,
    about: &mut About,
) -> (FormQuestion, BTreeMap<String, String>) {
    use QuestionKind::{Open, Scale, Single};
    let mut kind = if is_weight { QuestionKind::Number } else { kind::of(variable) };
    let mut found = options::of(variable, matches!(kind, Single | Scale));
    if found.options.len() > usize::from(u16::MAX) {
        about.too_many_options.push(variable.name.clone());
        found = options::Found::default();
        kind = if variable.width.is_some() { Open } else { QuestionKind::Number };
    }
    if found.left_out {
        about.unused_labels.push(variable.name.clone());
    }
    let question = Question {
        id: ids.id(&variable.name),
        text: wording(variable).to_owned(),
        kind,
        options: found.options,
        grid,
        role: is_weight.then_some(Role::Weight),
        ..blank(kind)
    };
    let form = FormQuestion::in_column(question, variable.name.clone());
    (FormQuestion { spellings: found.spellings, ..form }, found.renamed)
}

/// A question about which nothing is known but its kind. How sensitive it is, is for others to say.
fn blank(kind: QuestionKind) -> Question {
    Question {
        id: String::new(),
        text: String::new(),
        kind,
        class: Class::Sensitive,
        options: Vec::new(),
        grid: None,
        asked_if: None,
        codes: Vec::new(),
        role: None,
        empty_is_answer: false,
    }
}

/// The label of a variable, or its name where it has none.
fn wording(variable: &Variable) -> &str {
    variable.label.as_deref().map_or(&variable.name, str::trim)
}

/// The value that a set counts, as a value of `variable`; `None` when it cannot be one.
fn counted_value(kind: &SetKind, variable: &Variable) -> Option<Value> {
    let SetKind::Dichotomies { counted, .. } = kind else { return None };
    match variable.width {
        Some(_) => Some(Value::Text(counted.clone())),
        None => counted.trim().parse().ok().map(Value::Number),
    }
}
