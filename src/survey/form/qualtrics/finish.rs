//! What can only be done when all questions are known: ids, names of columns that are shared, and who is asked.

use std::collections::{BTreeMap, BTreeSet};

use super::build::Made;
use super::draft::Draft;
use super::notes::Notes;
use super::routing::Choosers;
use crate::survey::form::json_id::Ids;
use crate::survey::form::{Columns, Form, FormQuestion};
use crate::survey::{Condition, QuestionKind};

/// How many names a message lists.
const LISTED: usize = 5;

/// `form` with the questions of `made`.
pub(super) fn finish(mut form: Form, mut made: Vec<Made>, notes: &mut Notes) -> Form {
    rename(&mut made, notes);
    let names = Names::of(made.iter().map(|made| &made.draft.asked), &form.technical);
    let mut shared = BTreeSet::new();
    for made in &mut made {
        names.keep(&mut made.draft.asked, &mut shared);
    }
    made.retain(|made| has_columns(&made.draft.asked, notes));
    tell_shared(&shared, notes);
    ask(&mut made, notes);
    form.questions = made.into_iter().map(|made| made.draft.asked).collect();
    let mut seen = BTreeSet::new();
    form.technical.retain(|name| {
        let name = name.to_lowercase();
        !names.first.contains_key(&name) && seen.insert(name)
    });
    form
}

/// Gives questions ids that differ.
fn rename(made: &mut [Made], notes: &mut Notes) {
    let mut ids = Ids::default();
    let mut told = BTreeSet::new();
    for Made { entry, draft, .. } in made {
        let question = &mut draft.asked.question;
        let id = ids.unique(&question.id);
        if id != question.id && told.insert(entry.clone()) {
            let message = format!("more than one question is called `{}`; this one is called `{id}` here", question.id);
            let hint = "give each question its own export tag in Qualtrics";
            notes.warn(Some(&question.id), "tag_repeats", message, hint);
        }
        question.id = id;
    }
}

/// Says who is asked, where that can be said.
fn ask(made: &mut [Made], notes: &mut Notes) {
    let mut places = BTreeMap::new();
    for (index, Made { entry, draft, .. }) in made.iter().enumerate() {
        places.entry((entry.clone(), draft.item.clone())).or_insert(index);
    }
    let asked = |choosers: &Choosers| {
        let place = places.get(&(choosers.question.clone(), choosers.item.clone()))?;
        condition(choosers, &made.get(*place)?.draft)
    };
    let conditions: Vec<Option<Condition>> =
        made.iter().map(|made| made.routing.asked.as_ref().and_then(asked)).collect();
    let mut told = BTreeSet::new();
    let mut unread = Vec::new();
    for (Made { entry, tag, routing, draft }, condition) in made.iter_mut().zip(conditions) {
        let lost = routing.asked.is_some() && condition.is_none();
        if (routing.richer || lost) && told.insert(entry.clone()) {
            unread.push(tag.clone());
        }
        draft.asked.question.asked_if = condition;
    }
    tell_unread(&unread, notes);
}

/// Tells of questions whose routing is more than a condition can say.
fn tell_unread(tags: &[String], notes: &mut Notes) {
    let Some(first) = tags.first() else { return };
    let questions = if tags.len() == 1 { "1 question".to_owned() } else { format!("{} questions", tags.len()) };
    let message = format!(
        "who was asked {questions} depends on more than one earlier question, and was not worked out: {}",
        listed(tags.iter())
    );
    notes.note(first, "routing_not_read", message, "people who were not asked count as having left them empty");
}

/// The first few names, and how many more there are.
fn listed<'n>(names: impl ExactSizeIterator<Item = &'n String>) -> String {
    let more = names.len().saturating_sub(LISTED);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    names.take(LISTED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ") + &more
}

/// The condition in the words of the form; `None` when an option is not in it.
fn condition(choosers: &Choosers, draft: &Draft) -> Option<Condition> {
    let question = &draft.asked.question;
    if !matches!(question.kind, QuestionKind::Single | QuestionKind::Multiple | QuestionKind::Scale) {
        return None;
    }
    let id = |choice: &String| {
        let position = draft.choices.iter().position(|id| id == choice)?;
        question.options.get(position).map(|option| option.id.clone())
    };
    let options = choosers.choices.iter().map(id).collect::<Option<Vec<String>>>()?;
    Some(Condition { question: question.id.clone(), options })
}

/// How many columns each name is a first name of, and how many any name.
#[derive(Default)]
struct Names {
    first: BTreeMap<String, usize>,
    any: BTreeMap<String, usize>,
}

impl Names {
    fn of<'q>(questions: impl Iterator<Item = &'q FormQuestion>, technical: &[String]) -> Self {
        let mut names = Self::default();
        for name in technical {
            *names.any.entry(name.to_lowercase()).or_default() += 1;
        }
        for question in questions {
            match &question.columns {
                Columns::One(column) => names.add(column),
                Columns::PerOption(columns) => columns.iter().for_each(|(column, _)| names.add(column)),
                Columns::PerRank(columns, _) => columns.iter().for_each(|column| names.add(column)),
            }
            question.words.iter().for_each(|name| *names.any.entry(name.to_lowercase()).or_default() += 1);
        }
        names
    }

    fn add(&mut self, column: &[String]) {
        for (index, name) in column.iter().enumerate() {
            if index == 0 {
                *self.first.entry(name.to_lowercase()).or_default() += 1;
            }
            *self.any.entry(name.to_lowercase()).or_default() += 1;
        }
    }

    /// Takes the names away from `question` that do not tell its columns from others; a first name stays when it is one of others
    /// by the way only.
    fn keep(&self, question: &mut FormQuestion, shared: &mut BTreeSet<String>) {
        let mut column = |names: &mut Vec<String>, words: bool| {
            let first = names.first().cloned().filter(|_| !words);
            names.retain(|name| {
                let key = name.to_lowercase();
                let alone = self.any.get(&key).copied() <= Some(1);
                let own = first.as_ref() == Some(name) && self.first.get(&key).copied() == Some(1);
                if !alone && !own {
                    shared.insert(name.clone());
                }
                alone || own
            });
        };
        column(&mut question.words, true);
        match &mut question.columns {
            Columns::One(names) => column(names, false),
            Columns::PerOption(columns) => {
                for (names, _) in &mut *columns {
                    column(names, false);
                }
                columns.retain(|(names, _)| !names.is_empty());
            }
            Columns::PerRank(columns, _) => columns.iter_mut().for_each(|names| column(names, false)),
        }
    }
}

/// Whether a question has a column left that is surely its own.
fn has_columns(question: &FormQuestion, notes: &mut Notes) -> bool {
    let any = match &question.columns {
        Columns::One(names) => !names.is_empty(),
        Columns::PerOption(columns) => !columns.is_empty(),
        Columns::PerRank(columns, _) => columns.iter().any(|names| !names.is_empty()),
    };
    if !any {
        let id = &question.question.id;
        let message = format!("no column can be told to be that of the question `{id}`");
        notes.not_read(id, message);
    }
    any
}

/// Tells of names that more than one column would have.
fn tell_shared(shared: &BTreeSet<String>, notes: &mut Notes) {
    if shared.is_empty() {
        return;
    }
    let message = format!("exports may give several columns the same name: {}", listed(shared.iter()));
    let hint = "such columns are recognised by what they hold; export tags that differ would let them be told apart";
    notes.survey("columns_share_a_name", &message, hint);
}
