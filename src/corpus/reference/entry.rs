//! One work of a list as named fields, before anything is made of them.

/// What a field of a list says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// What kind of work it is.
    Kind,
    /// Its title.
    Title,
    /// What it appeared in; of several, the lowest number is the best name.
    Container(u8),
    /// One who wrote it.
    Author,
    /// One who wrote it, in short; only of use where the full name is not given.
    ShortAuthor,
    /// When it was published; the year of one that is `true` goes before that of others.
    Date(bool),
    /// Who published it.
    Publisher,
    /// The place of study or work that published it, where no publisher is given.
    Institution,
    /// The summary its authors wrote.
    Abstract,
    /// A digital object identifier.
    Doi,
    /// A digital object identifier or something else.
    PerhapsDoi(&'static str),
    /// Where it can be read.
    Link,
    /// Its language.
    Language,
    /// What the list calls it.
    Key,
    /// Anything else that is understood: it stands in the note under this name.
    Label(&'static str),
    /// Says how the list was kept, and nothing of the work.
    Administrative,
    /// Not understood: it stands in the note under its own name.
    Unknown,
}

/// A field of a work.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) role: Role,
    /// Its name in the list.
    pub(super) name: String,
    /// What it says, single-spaced but for the paragraphs of an abstract.
    pub(super) value: String,
}

/// A work of the list.
pub(super) struct Entry {
    /// The line on which it begins.
    pub(super) line: u64,
    pub(super) fields: Vec<Field>,
}

impl Entry {
    pub(super) fn new(line: u64) -> Self {
        Self { line, fields: Vec::new() }
    }

    pub(super) fn push(&mut self, role: Role, name: &str, value: &str) {
        self.fields.push(Field { role, name: name.to_owned(), value: value.to_owned() });
    }
}
