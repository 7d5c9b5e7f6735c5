//! What the columns of a question sheet tell, by the words of their headings.

use std::collections::BTreeMap;

/// What a column tells of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Its number or id.
    Number,
    /// Its wording.
    Text,
    /// A short name for it.
    Short,
    /// How it is answered.
    Kind,
    /// Its options, all in one cell.
    Options,
    /// One option in each of several columns.
    Option,
    /// Whether several options may be chosen.
    Several,
    /// Remarks.
    Notes,
    /// The heading of its column among the answers.
    Column,
    /// The letter of its column among the answers.
    Letter,
    /// The letter of the column of its free text.
    OpenLetter,
    /// The letter of the column of its choice.
    ChoiceLetter,
}

/// A heading longer than this is a sentence.
const LONGEST: usize = 120;

/// The columns of a question sheet by what they tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Headings {
    columns: BTreeMap<Role, Vec<usize>>,
}

impl Headings {
    /// Reads a row as headings; `None` when it does not head a list of questions.
    pub(super) fn read(cells: &[String]) -> Option<Self> {
        let mut headings = Self::default();
        let mut filled = 0_usize;
        for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            filled += 1;
            if let Some(role) = role(cell) {
                headings.columns.entry(role).or_default().push(index);
            }
        }
        let known: usize = headings.columns.values().map(Vec::len).sum();
        let is_list = headings.has(Role::Text) && headings.columns.len() > 1 && known * 2 >= filled;
        is_list.then_some(headings)
    }

    /// Whether there is a column of this role.
    pub(super) fn has(&self, role: Role) -> bool {
        self.columns.contains_key(&role)
    }

    /// The first cell of a row that is of this role, without spaces around it; empty where there is none.
    pub(super) fn cell<'r>(&self, role: Role, row: &'r [String]) -> &'r str {
        self.cells(role, row).next().unwrap_or_default()
    }

    /// All cells of a row that are of this role.
    pub(super) fn cells<'r>(&self, role: Role, row: &'r [String]) -> impl Iterator<Item = &'r str> {
        let columns = self.columns.get(&role).map(Vec::as_slice).unwrap_or_default();
        columns.iter().filter_map(|index| row.get(*index)).map(|cell| cell.trim())
    }
}

fn role(heading: &str) -> Option<Role> {
    let plain = heading.trim().to_lowercase();
    if plain.ends_with('?') || plain.chars().count() > LONGEST {
        return None;
    }
    let words: Vec<&str> =
        plain.split(|c: char| !c.is_alphanumeric() && c != '#').filter(|word| !word.is_empty()).collect();
    let has = |any: &[&str]| words.iter().any(|word| any.contains(word));
    let holds = |any: &[&str]| any.iter().any(|part| plain.contains(part));
    if has(&["column", "variable", "field"]) {
        return Some(match () {
            () if !has(&["letter", "id"]) => Role::Column,
            () if holds(&["free-text", "free text", "open"]) => Role::OpenLetter,
            () if holds(&["multiple", "choice", "closed"]) => Role::ChoiceLetter,
            () => Role::Letter,
        });
    }
    if words.len() == 2
        && has(&["option", "answer", "choice", "response"])
        && words.get(1).is_some_and(|word| is_count(word))
    {
        return Some(Role::Option);
    }
    let by_words: [(bool, Role); 7] = [
        (
            holds(&[
                "multi-select",
                "multi select",
                "multiselect",
                "select all",
                "more than one",
                "tick all",
                "multiple answers",
            ]),
            Role::Several,
        ),
        (has(&["options", "choices", "answers"]) || plain == "responses" || holds(&["answer list"]), Role::Options),
        (holds(&["too long", "short "]), Role::Short),
        (has(&["type", "format", "kind"]), Role::Kind),
        (has(&["note", "notes", "instruction", "instructions", "guidance", "comment", "comments"]), Role::Notes),
        (has(&["number", "no", "num", "id", "ref", "reference", "code", "#"]) || plain == "q", Role::Number),
        (has(&["question", "title", "wording", "text", "label", "prompt"]), Role::Text),
    ];
    by_words.into_iter().find_map(|(is, role)| is.then_some(role))
}

fn is_count(word: &str) -> bool {
    word.len() <= 2 && (word.bytes().all(|byte| byte.is_ascii_digit()) || word.len() == 1)
}
