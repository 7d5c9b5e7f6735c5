//! Merged categories as they stand in a record, whose other lines stay as somebody wrote them.

use crate::corpus::{list, quoted};
use crate::framework::TomlFile;

/// The head of a category.
const HEAD: &str = "[[merged]]";

/// A category as it is written: names, not positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The question id.
    pub question: String,
    /// What it is called.
    pub label: String,
    /// The option ids.
    pub options: Vec<String>,
}

impl Written {
    /// The same but for case.
    fn is(&self, question: &str, label: &str) -> bool {
        self.question.eq_ignore_ascii_case(question) && self.label.to_lowercase() == label.to_lowercase()
    }
}

/// The record with one more category at its end.
pub fn with_merged(record: &str, category: &Written) -> String {
    let end = if record.ends_with('\n') || record.is_empty() { "" } else { "\n" };
    let options = list(category.options.iter().map(|option| quoted(option)));
    let (question, label) = (quoted(&category.question), quoted(&category.label));
    format!("{record}{end}\n{HEAD}\nquestion = {question}\nlabel = {label}\noptions = {options}\n")
}

/// The record without the category `label` of a question; `None` where it has none.
pub fn without_merged(record: &str, question: &str, label: &str) -> Option<String> {
    let sections = sections(record);
    let section = sections.iter().find(|(_, text)| read(text).is_some_and(|it| it.is(question, label)))?;
    let (start, text) = section;
    let before = record.get(..*start)?;
    // The blank line that was put before it goes with it.
    let before = before.strip_suffix("\n\n").map_or(before, |_| before.get(..before.len() - 1).unwrap_or(before));
    Some(format!("{before}{}", record.get(start + text.len()..)?))
}

/// All categories of a record, as one text that can stand at the end of another record.
pub fn merged_sections(record: &str) -> String {
    sections(record).into_iter().fold(String::new(), |all, (_, text)| all + "\n" + text.trim_end() + "\n")
}

/// Where each category begins, and its lines: from its head to its last key. What follows, such as a remark on the next section, is
/// none of it.
fn sections(record: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut at, mut open) = (0, None);
    for line in record.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.starts_with('[') && ends(record, open, at) {
            open = (trimmed.split('#').next().unwrap_or_default().trim() == HEAD).then_some((at, at));
        }
        at += line.len();
        if let Some((_, end)) = open.as_mut()
            && !trimmed.is_empty()
            && !trimmed.starts_with('#')
        {
            *end = at;
        }
        if let Some((start, end)) = open {
            let text = record.get(start..end).unwrap_or_default();
            match found.last_mut() {
                Some((known, last)) if *known == start => *last = text,
                _ => found.push((start, text)),
            }
        }
    }
    found
}

/// Whether what was begun is whole, so that a line with a bracket is a head and not part of a list.
fn ends(record: &str, open: Option<(usize, usize)>, at: usize) -> bool {
    open.is_none_or(|(start, _)| {
        let file = TomlFile::parse("", record.get(start..at).unwrap_or_default());
        file.into_problems().is_empty()
    })
}

/// The category of a section.
fn read(section: &str) -> Option<Written> {
    let file = TomlFile::parse("", section);
    let table = file.root().tables("merged").into_iter().next()?;
    Some(Written { question: table.text("question")?, label: table.text("label")?, options: table.texts("options") })
}
