//! A table of a TOML file being read key by key: what was asked for is known, what is left over is reported.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::dates::is_date;
use super::toml_file::TomlFile;
use crate::id::Slug;
use crate::problem::{Place, Problem};
use crate::text;

/// What people write where a source does not say.
const NOT_STATED: &str = "not stated";

/// One table. Reading a key that is not there gives nothing; reading one of the wrong type gives nothing and reports it.
pub(crate) struct Fields<'f> {
    file: &'f TomlFile<'f>,
    table: &'f DeTable<'f>,
    span: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
}

impl TomlFile<'_> {
    /// The top of the file.
    pub(crate) fn root(&self) -> Fields<'_> {
        Fields::new(self, self.table.get_ref(), 0..0)
    }
}

impl<'f> Fields<'f> {
    pub(super) fn new(file: &'f TomlFile<'f>, table: &'f DeTable<'f>, span: Range<usize>) -> Self {
        Self { file, table, span, asked: RefCell::default() }
    }

    /// Adds a problem to the file's.
    pub(crate) fn report(&self, problem: Problem) {
        self.file.report(problem);
    }

    /// Where the table starts.
    pub(crate) fn place(&self) -> Place {
        self.file.place(&self.span)
    }

    /// Where in the file the table stands, for keeping the order of the file.
    pub(crate) fn offset(&self) -> usize {
        self.span.start
    }

    /// Where the value of `key` stands, or the table when it has none.
    pub(crate) fn place_of(&self, key: &str) -> Place {
        let span = self.table.get(key).map_or_else(|| self.span.clone(), Spanned::span);
        self.file.place(&span).field(key)
    }

    /// Whether `key` is there.
    pub(crate) fn has(&self, key: &'static str) -> bool {
        self.know(key);
        self.table.contains_key(key)
    }

    /// Marks `key` as known: somebody else reads it.
    pub(crate) fn know(&self, key: &'static str) {
        self.asked.borrow_mut().push(key);
    }

    /// Words, without the spaces around them.
    pub(crate) fn text(&self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        let text = value.get_ref().as_str().map(str::trim);
        match text {
            Some("") => {
                self.report(
                    Problem::warning("empty_value", self.place_of(key), format!("`{key}` is empty"))
                        .hint("leave the key out, or say `not stated`"),
                );
                None
            }
            Some(text) => Some(text.to_owned()),
            None => self.wrong_type(key, value, "words in quotes"),
        }
    }

    /// Reports `key` when it is not there.
    pub(crate) fn must_have(&self, key: &'static str) {
        if !self.has(key) {
            let problem = Problem::error("missing_key", self.place().field(key), format!("`{key}` is missing"));
            self.report(problem.hint(format!("add a line `{key} = ...`")));
        }
    }

    /// Words that must be there.
    pub(crate) fn required(&self, key: &'static str) -> Option<String> {
        self.must_have(key);
        self.text(key)
    }

    /// Words as they stand, without marking the key as known.
    pub(crate) fn peek(&self, key: &str) -> Option<&'f str> {
        self.table.get(key)?.get_ref().as_str()
    }

    /// Words, or a number as the words it is written with.
    pub(crate) fn text_or_number(&self, key: &'static str) -> Option<String> {
        match self.value(key)?.get_ref() {
            DeValue::Integer(number) => Some(number.as_str().to_owned()),
            DeValue::Float(number) => Some(number.as_str().to_owned()),
            _ => self.text(key),
        }
    }

    /// A list of words; one alone may stand without brackets.
    pub(crate) fn texts(&self, key: &'static str) -> Vec<String> {
        self.placed_texts(key).into_iter().map(|(text, _)| text).collect()
    }

    /// A list of words, each with its place.
    pub(crate) fn placed_texts(&self, key: &'static str) -> Vec<(String, Place)> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let items: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            DeValue::String(text) if text.trim() == NOT_STATED => Vec::new(),
            _ => vec![value],
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str().map(str::trim) {
                Some(text) if !text.is_empty() => {
                    texts.push((text.to_owned(), self.file.place(&item.span()).field(key)));
                }
                _ => drop(self.wrong_type::<()>(key, item, "a list of words in quotes")),
            }
        }
        texts
    }

    /// An id.
    pub(crate) fn slug(&self, key: &'static str) -> Option<Slug> {
        let text = self.text(key)?;
        self.parse_slug(&text, self.place_of(key))
    }

    fn parse_slug(&self, text: &str, place: Place) -> Option<Slug> {
        let parsed = text.parse::<Slug>();
        if let Err(fault) = &parsed {
            let near = text::slug_of(text, crate::id::SLUG_MAX);
            let problem = Problem::error("bad_id", place, fault.to_string());
            self.report(if near.is_empty() { problem } else { problem.hint(format!("write `{near}`")) });
        }
        parsed.ok()
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self, key: &'static str) -> Option<bool> {
        let value = self.stated(key)?;
        value.get_ref().as_bool().or_else(|| self.wrong_type(key, value, "`true` or `false`"))
    }

    /// A whole number that fits `N`.
    pub(crate) fn integer<N: TryFrom<i64>>(&self, key: &'static str) -> Option<N> {
        let value = self.stated(key)?;
        let number = value.get_ref().as_integer();
        let read =
            number.and_then(|it| i64::from_str_radix(it.as_str(), it.radix()).ok()).and_then(|it| N::try_from(it).ok());
        read.or_else(|| self.wrong_type(key, value, "a whole number"))
    }

    /// A number.
    pub(crate) fn number(&self, key: &'static str) -> Option<f64> {
        let value = self.stated(key)?;
        let written = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str()),
            DeValue::Float(number) => Some(number.as_str()),
            _ => None,
        };
        let read = written.and_then(|it| it.parse::<f64>().ok()).filter(|it| it.is_finite());
        read.or_else(|| self.wrong_type(key, value, "a number"))
    }

    /// A day, month or year.
    pub(crate) fn date(&self, key: &'static str) -> Option<String> {
        let value = self.stated(key)?;
        match value.get_ref().as_str().map(str::trim) {
            Some(date) if is_date(date) => Some(date.to_owned()),
            Some(other) => {
                let problem = Problem::error("bad_date", self.place_of(key), format!("`{other}` is not a date"));
                self.report(problem.found(format!("`{other}`")).expected("`2022`, `2022-12` or `2022-12-31`"));
                None
            }
            None => self.wrong_type(key, value, "a date in quotes, as `\"2022-12-31\"`"),
        }
    }

    /// One of a few words.
    pub(crate) fn one_of(&self, key: &'static str, allowed: &[&'static str]) -> Option<String> {
        let text = self.text(key)?;
        if allowed.contains(&text.as_str()) {
            return Some(text);
        }
        let list = allowed.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let mut problem =
            Problem::error("unknown_word", self.place_of(key), format!("`{text}` is not a word `{key}` may have"))
                .found(format!("`{text}`"))
                .expected(list);
        if let Some(near) = text::nearest(&text, allowed.iter().copied()) {
            problem = problem.hint(format!("did you mean `{near}`?"));
        }
        self.report(problem);
        None
    }

    /// A table within this one.
    pub(crate) fn table(&self, key: &'static str) -> Option<Fields<'f>> {
        let value = self.stated(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Fields::new(self.file, table, value.span())),
            _ => self.wrong_type(key, value, "a table, as `{ ... }`"),
        }
    }

    /// The tables `[[key]]`, in the order of the file.
    pub(crate) fn tables(&self, key: &'static str) -> Vec<Fields<'f>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type::<()>(key, value, &format!("tables, each headed `[[{key}]]`"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::Table(table) => tables.push(Fields::new(self.file, table, item.span())),
                _ => drop(self.wrong_type::<()>(key, item, "a table")),
            }
        }
        tables
    }

    /// Reports every key nobody asked for.
    pub(crate) fn done(self) {
        let asked = self.asked.into_inner();
        for (key, value) in self.table {
            let name = key.get_ref().as_ref();
            if asked.contains(&name) {
                continue;
            }
            // A key made by a header stands where its header stands; its own span is the place to look.
            let span = if key.span().is_empty() { value.span() } else { key.span() };
            let place = self.file.place(&span).field(name);
            let mut problem = Problem::error("unknown_key", place, format!("`{name}` is not a key of this table"));
            problem = match text::nearest(name, asked.iter().copied()) {
                Some(near) => problem.hint(format!("did you mean `{near}`?")),
                None => problem.expected(asked.join(", ")).hint("take it out, or use one of the keys this table has"),
            };
            self.file.report(problem);
        }
    }

    fn value(&self, key: &'static str) -> Option<&'f Spanned<DeValue<'f>>> {
        self.know(key);
        self.table.get(key)
    }

    /// The value of a key, unless it says `not stated`.
    fn stated(&self, key: &'static str) -> Option<&'f Spanned<DeValue<'f>>> {
        self.value(key).filter(|value| value.get_ref().as_str().is_none_or(|text| text.trim() != NOT_STATED))
    }

    fn wrong_type<T>(&self, key: &'static str, value: &Spanned<DeValue<'_>>, expected: &str) -> Option<T> {
        let found = match value.get_ref() {
            DeValue::String(_) => "words",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date without quotes",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let place = self.file.place(&value.span()).field(key);
        self.report(
            Problem::error("wrong_type", place, format!("`{key}` has the wrong type")).found(found).expected(expected),
        );
        None
    }
}

#[cfg(test)]
#[path = "fields_tests.rs"]
mod tests;
