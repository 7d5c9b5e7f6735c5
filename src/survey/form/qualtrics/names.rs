//! The names of columns, and ids made of them.

use std::collections::BTreeSet;

use super::payload::Choice;
use crate::survey::form::json_id::question_id;

/// What the names of the columns of a question begin with.
pub(super) struct Stem {
    /// The tag of the question.
    pub(super) tag: String,
    /// In a side by side question the number of the column, and the tag of the column.
    pub(super) column: Option<(String, Option<String>)>,
}

impl Stem {
    /// The beginning of the ids of items.
    pub(super) fn id(&self) -> String {
        match &self.column {
            Some((number, _)) => question_id(&format!("{}.{number}", self.tag)),
            None => question_id(&self.tag),
        }
    }

    /// The names of the column of a statement, the newest way first.
    pub(super) fn item(&self, choice: &Choice) -> Vec<String> {
        let (tag, id) = (&self.tag, &choice.id);
        let names = match (&self.column, &choice.tag) {
            (None, None) => vec![format!("{tag}_{id}")],
            (None, Some(own)) => vec![format!("{tag}_{own}"), own.clone(), own.replace('-', "_")],
            (Some((number, column)), own) => {
                let column = column.as_deref().unwrap_or(number);
                let plain = format!("{tag}#{number}_{id}");
                // Where statements once had tags the exports go on as if they had their standard ones.
                let own = own.clone().unwrap_or_else(|| format!("{tag}_{id}"));
                let mut names = vec![format!("{tag}#{number}_{own}_{column}"), format!("{own}: {column}")];
                names.insert(if choice.tag.is_none() { 0 } else { 2 }, plain);
                names
            }
        };
        distinct(names)
    }

    /// The names of the column of one scale point of a statement.
    pub(super) fn cell(&self, choice: &Choice, answer: &Choice) -> Vec<String> {
        let stems = self.item(choice);
        let coded = |code: &str| stems.iter().map(|stem| format!("{stem}_{code}")).collect::<Vec<_>>();
        let mut names = coded(&answer.code);
        names.extend(coded(&answer.id));
        if self.column.is_some() && choice.tag.is_some() {
            // The newer way leaves the scale point away here.
            names.extend(stems.into_iter().take(1));
        }
        distinct(names)
    }

    /// The names of the column of words in one cell of a grid.
    pub(super) fn written(&self, choice: &Choice, answer: &Choice) -> Vec<String> {
        let cells = self.cell(choice, answer);
        let written = cells.iter().map(|name| format!("{name}_TEXT"));
        let names: Vec<String> = written.chain(cells.iter().cloned()).collect();
        distinct(names)
    }

    /// The names of the column of words beside a statement.
    pub(super) fn words(&self, choice: &Choice) -> Vec<String> {
        let mut names: Vec<String> = self.item(choice).iter().map(|name| format!("{name}_TEXT")).collect();
        names.extend(choice.tag.as_ref().map(|own| format!("{}{own}_TEXT", self.tag)));
        distinct(names)
    }
}

/// The names of the column of an option, or of an item that is no statement of a grid.
pub(super) fn option(tag: &str, choice: &Choice) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(own) = &choice.tag {
        names.extend([format!("{tag}_{own}"), own.clone(), own.replace('-', "_")]);
    }
    names.extend([format!("{tag}_{}", choice.code), format!("{tag}_{}", choice.id)]);
    distinct(names)
}

/// `names` with each once; case does not tell them apart.
pub(super) fn distinct(names: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| seen.insert(name.to_lowercase())).collect()
}
