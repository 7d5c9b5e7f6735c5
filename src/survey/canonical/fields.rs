//! Walking a TOML table whose every value knows its line, and noting what is wrong on the way.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::{Place, Problem};
use crate::text::nearest;

/// A value with its place in the file.
pub(crate) type Value<'i> = Spanned<DeValue<'i>>;

/// The file being read: where its lines begin, and what was wrong so far.
pub(crate) struct Fields<'t> {
    file: &'t str,
    starts: Vec<usize>,
    pub(crate) problems: Vec<Problem>,
}

impl<'t> Fields<'t> {
    pub(crate) fn new(file: &'t str, text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { file, starts: std::iter::once(0).chain(ends).collect(), problems: Vec::new() }
    }

    /// The place of the byte `at`.
    pub(crate) fn place(&self, at: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= at);
        Place::file(self.file).line(u64::try_from(line).unwrap_or(u64::MAX))
    }

    /// Notes an error at `at` and gives the problem back for more to be said of it.
    pub(crate) fn error(&mut self, code: &str, at: usize, field: &str, message: String) -> &mut Problem {
        let index = self.problems.len();
        self.problems.push(Problem::error(code, self.place(at).field(field), message));
        &mut self.problems[index]
    }

    /// Notes every key of `table` that is not `allowed`.
    pub(crate) fn unknown_keys(&mut self, table: &DeTable<'_>, what: &str, allowed: &[&str]) {
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            if !allowed.contains(&name) {
                let message = format!("{what} has no key `{name}`");
                let problem = self.error("unknown_key", key.span().start, name, message);
                problem.expected = Some(allowed.join(", "));
                let near = nearest(name, allowed.iter().copied());
                let meant = near.map(|near| format!("did you mean `{near}`? if not, remove the line"));
                problem.hint = meant.or_else(|| Some("correct the spelling or remove the line".to_owned()));
            }
        }
    }

    /// The text under `key`.
    pub(crate) fn text(&mut self, table: &DeTable<'_>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Integer(number) => Some(number.to_string()),
            _ => self.wrong_type(value, key, "a text in quotes"),
        }
    }

    /// The whole number under `key`.
    pub(crate) fn count(&mut self, table: &DeTable<'_>, key: &str) -> Option<usize> {
        let value = table.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.to_string().parse().ok(),
            _ => None,
        };
        number.or_else(|| self.wrong_type(value, key, "a whole number"))
    }

    /// The texts of `value`, which stands under `key`: one text, or a list of them.
    pub(crate) fn texts(&mut self, value: &Value<'_>, key: &str) -> Vec<String> {
        let entries = match value.get_ref() {
            DeValue::Array(list) => list.iter().collect(),
            _ => vec![value],
        };
        let mut texts = Vec::new();
        for entry in entries {
            match entry.get_ref() {
                DeValue::String(text) => texts.push(text.to_string()),
                DeValue::Integer(number) => texts.push(number.to_string()),
                _ => _ = self.wrong_type::<()>(entry, key, "a text in quotes, or a list of them"),
            }
        }
        texts
    }

    /// The yes or no under `key`; no when it is absent.
    pub(crate) fn flag(&mut self, table: &DeTable<'_>, key: &str) -> bool {
        let Some(value) = table.get(key) else {
            return false;
        };
        match value.get_ref() {
            DeValue::Boolean(flag) => *flag,
            _ => self.wrong_type(value, key, "true or false").unwrap_or(false),
        }
    }

    /// The table under `key`.
    pub(crate) fn table<'a, 'i>(&mut self, table: &'a DeTable<'i>, key: &str) -> Option<(&'a DeTable<'i>, usize)> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::Table(inner) => Some((inner, value.span().start)),
            _ => self.wrong_type(value, key, "a table in braces"),
        }
    }

    /// The values of the list under `key`.
    pub(crate) fn list<'a, 'i>(&mut self, table: &'a DeTable<'i>, key: &str) -> Vec<&'a Value<'i>> {
        let Some(value) = table.get(key) else {
            return Vec::new();
        };
        match value.get_ref() {
            DeValue::Array(list) => list.iter().collect(),
            _ => self.wrong_type(value, key, "a list in brackets").unwrap_or_default(),
        }
    }

    /// The tables of the list under `key`, each with its place.
    pub(crate) fn tables<'a, 'i>(&mut self, table: &'a DeTable<'i>, key: &str) -> Vec<(&'a DeTable<'i>, usize)> {
        let mut tables = Vec::new();
        for value in self.list(table, key) {
            match value.get_ref() {
                DeValue::Table(inner) => tables.push((inner, value.span().start)),
                _ => _ = self.wrong_type::<()>(value, key, "a table in braces"),
            }
        }
        tables
    }

    /// Notes that `value` is of another type than was expected.
    pub(crate) fn wrong_type<T>(&mut self, value: &Value<'_>, key: &str, expected: &str) -> Option<T> {
        let message = format!("`{key}` is of the wrong type");
        let problem = self.error("wrong_type", value.span().start, key, message);
        problem.found = Some(value.get_ref().type_str().to_owned());
        problem.expected = Some(expected.to_owned());
        None
    }
}
