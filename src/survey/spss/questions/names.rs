//! Names that differ: of columns, of questions, of options.

use std::collections::{BTreeMap, BTreeSet};

use super::super::dictionary::Variable;
use super::super::notes::Notes;

/// Names that were given, ignoring case.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: BTreeSet<String>,
    /// The number that was put behind each name last.
    last: BTreeMap<String, usize>,
}

impl Names {
    /// `name`, with a number behind it where it was given before.
    pub(super) fn apart(&mut self, name: &str) -> String {
        let folded = name.to_lowercase();
        if self.given.insert(folded.clone()) {
            return name.to_owned();
        }
        let last = self.last.entry(folded).or_insert(1);
        loop {
            *last += 1;
            let numbered = format!("{name}_{last}");
            if self.given.insert(numbered.to_lowercase()) {
                return numbered;
            }
        }
    }

    /// An id of a question made of `name`: letters, digits and `_ . @ -`.
    pub(super) fn id(&mut self, name: &str) -> String {
        let letter = |c: char| if c.is_ascii_alphanumeric() || "_.@-".contains(c) { c } else { '_' };
        let id: String = name.chars().map(letter).collect();
        // A name with this ending would be taken for the words beside an option.
        let id = match id.to_ascii_lowercase().strip_suffix(".other") {
            Some(base) => format!("{}_other", id.get(..base.len()).unwrap_or_default()),
            None => id,
        };
        // A name in letters that an id cannot hold leaves nothing to call it by.
        let nameless = id.chars().all(|c| c == '_');
        self.apart(if nameless { "column" } else { &id })
    }

    /// An id of an option made of `code`.
    pub(super) fn option(&mut self, code: &str) -> String {
        let letter = |c: char| if c == '|' || c.is_control() { '_' } else { c };
        let id: String = code.chars().map(letter).collect();
        let id = id.trim();
        let id = id.strip_prefix('@').map_or(id.to_owned(), |rest| format!("_{rest}"));
        self.apart(if id.is_empty() { "blank" } else { &id })
    }
}

/// Gives every variable a name of its own; those of a sound file have one.
pub(in super::super) fn name_apart(variables: &mut [Variable], notes: &mut Notes) {
    let mut names = Names::default();
    let mut changed = Vec::new();
    for (position, variable) in variables.iter_mut().enumerate() {
        let given = variable.name.trim();
        let name = names.apart(&if given.is_empty() { format!("V{}", position + 1) } else { given.to_owned() });
        if name != variable.name {
            changed.push(name.clone());
            variable.name = name;
        }
    }
    let message = "variables without a name of their own were given one";
    notes.about("renamed_variables", &changed, message, "nothing to do, or name them apart in SPSS");
}
