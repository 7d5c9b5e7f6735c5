//! Taking a BibTeX list apart. The reader forgives what people's lists have: missing commas, braces that do not close, entries
//! without a key. An entry that breaks off ends where the next one begins, so that one fault costs one entry.

use std::collections::BTreeMap;

use super::bibtex_fields::{RawField, gather, inherit};
use super::entry::Entry;
use super::latex;
use super::tally::{Remark, Tally};

/// So many bytes may macros add beyond the length of the list itself.
const MACRO_ROOM: usize = 65_536;
/// The longest name of a kind of entry.
const KIND_MAX: usize = 30;

/// The works of the list `text`.
pub(super) fn read_entries(text: &str, tally: &mut Tally) -> Vec<Entry> {
    let text = text.trim_start_matches('\u{feff}');
    let mut list = List {
        text,
        at: 0,
        counted: (0, 1),
        macros: BTreeMap::new(),
        room: text.len().saturating_add(MACRO_ROOM),
        entries: Vec::new(),
        keys: BTreeMap::new(),
        tally,
    };
    while list.next_entry() {}
    let (mut entries, keys) = (list.entries, list.keys);
    inherit(&mut entries, &keys);
    entries
}

/// The list being read.
struct List<'t, 'c> {
    text: &'t str,
    at: usize,
    /// A place in the text and its line, from which lines are counted on.
    counted: (usize, u64),
    macros: BTreeMap<String, String>,
    room: usize,
    entries: Vec<Entry>,
    /// Where the entry of a key stands.
    keys: BTreeMap<String, usize>,
    tally: &'c mut Tally,
}

impl<'t> List<'t, '_> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Steps over `c` when it stands here.
    fn eat(&mut self, c: char) -> bool {
        let is_there = self.peek() == Some(c);
        self.at += if is_there { c.len_utf8() } else { 0 };
        is_there
    }

    /// Steps over what `is_part` takes.
    fn take(&mut self, is_part: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// The line of this place; places only ever go forward.
    fn line(&mut self) -> u64 {
        let (from, line) = self.counted;
        let passed = self.text.get(from..self.at).unwrap_or_default().bytes().filter(|byte| *byte == b'\n').count();
        self.counted = (self.at.max(from), line.saturating_add(u64::try_from(passed).unwrap_or(u64::MAX)));
        self.counted.1
    }

    /// Reads what the next `@` begins; `false` at the end of the list.
    fn next_entry(&mut self) -> bool {
        let between = self.rest().find('@');
        let passed = self.rest().get(..between.unwrap_or(self.rest().len())).unwrap_or_default();
        if passed.lines().any(|line| !line.trim().is_empty() && !line.trim_start().starts_with('%')) {
            let line = self.line();
            self.tally.count(Remark::Outside, "", line);
        }
        let Some(between) = between else {
            return false;
        };
        self.at += between + 1;
        let kind = self.take(|c| c.is_ascii_alphabetic()).to_lowercase();
        self.skip_space();
        let close = match self.peek() {
            Some('{') if !kind.is_empty() => '}',
            Some('(') if !kind.is_empty() => ')',
            _ => return true,
        };
        let line = self.line();
        self.at += 1;
        match kind.as_str() {
            "comment" => drop(self.braced()),
            "preamble" => {
                self.value();
                self.close(close);
            }
            "string" => {
                self.define(line);
                self.close(close);
            }
            _ => self.entry(&kind, close, line),
        }
        true
    }

    /// Steps over the end of what is not an entry, where it is there.
    fn close(&mut self, close: char) {
        self.skip_space();
        self.eat(close);
    }

    /// A macro: `@string{nhs = "National Health Service"}`.
    fn define(&mut self, line: u64) {
        self.skip_space();
        let name = self.take(is_name).to_lowercase();
        self.skip_space();
        if name.is_empty() || !self.eat('=') {
            self.tally.count(Remark::Broken, "", line);
            return;
        }
        let (value, _) = self.value();
        self.macros.insert(name, value);
    }

    fn entry(&mut self, kind: &str, close: char, line: u64) {
        self.skip_space();
        let start = self.at;
        let mut key = self.take(|c| !"{}(),=\"\n".contains(c)).trim().to_owned();
        if self.peek() == Some('=') {
            // There is no key: this is the name of the first field.
            self.at = start;
            key.clear();
        }
        self.eat(',');
        let mut fields = Vec::new();
        let ended = self.fields(close, &mut fields, line);
        if !ended {
            self.tally.count(Remark::NoEnd, "", line);
        }
        self.keys.entry(key.to_lowercase()).or_insert(self.entries.len());
        self.entries.push(gather(line, kind, &key, fields));
    }

    /// Reads fields up to the end of the entry; `false` when it breaks off.
    fn fields(&mut self, close: char, fields: &mut Vec<RawField>, line: u64) -> bool {
        let mut is_sound = true;
        loop {
            self.skip_space();
            if self.eat(',') {
                continue;
            }
            if self.peek() == Some('%') {
                // A remark up to the end of its line.
                self.take(|c| c != '\n');
                continue;
            }
            if self.eat(close) {
                return true;
            }
            if self.peek().is_none() || self.entry_begins(self.at) {
                return false;
            }
            let name = self.take(is_name).to_lowercase();
            self.skip_space();
            if name.is_empty() || !self.eat('=') {
                self.fault(&mut is_sound, line);
                if name.is_empty() {
                    // A stray mark: step over it, or nothing would ever end.
                    self.at += self.peek().map_or(0, char::len_utf8);
                }
                continue;
            }
            let (value, complete) = self.value();
            fields.push(RawField { name, value });
            if !complete {
                return false;
            }
            self.skip_space();
            if self.peek().is_some_and(|c| c != ',' && c != '%' && c != close) && !self.entry_begins(self.at) {
                self.fault(&mut is_sound, line);
            }
        }
    }

    /// Counts an entry with a fault once.
    fn fault(&mut self, is_sound: &mut bool, line: u64) {
        if std::mem::take(is_sound) {
            self.tally.count(Remark::Broken, "", line);
        }
    }

    /// A value: pieces joined by `#`. Whether it came to its end.
    fn value(&mut self) -> (String, bool) {
        let mut value = String::new();
        loop {
            self.skip_space();
            let complete = match self.peek() {
                Some('{') => {
                    self.at += 1;
                    let (piece, complete) = self.braced();
                    value.push_str(piece);
                    complete
                }
                Some('"') => {
                    self.at += 1;
                    let (piece, complete) = self.until('"');
                    value.push_str(piece);
                    complete
                }
                _ => {
                    let name = self.take(is_name);
                    self.expand(name, &mut value);
                    true
                }
            };
            self.skip_space();
            if !complete || !self.eat('#') {
                return (value, complete);
            }
        }
    }

    /// Adds what the macro `name` stands for; a number and the name of a month stand for themselves.
    fn expand(&mut self, name: &str, value: &mut String) {
        let words = self.macros.get(&name.to_lowercase());
        match words {
            Some(words) if words.len() <= self.room => {
                self.room -= words.len();
                value.push_str(words);
                return;
            }
            Some(_) => {
                let line = self.line();
                self.tally.count(Remark::TooLong, "", line);
            }
            None if name.chars().any(char::is_alphabetic) && !latex::is_month(name) => {
                let line = self.line();
                self.tally.count(Remark::NoMacro, name, line);
            }
            None => {}
        }
        value.push_str(name);
    }

    fn braced(&mut self) -> (&'t str, bool) {
        self.until('}')
    }

    /// What stands before `end` outside all braces, or before the next entry when there is no such end. Steps over the end.
    fn until(&mut self, end: char) -> (&'t str, bool) {
        let start = self.at;
        let mut depth = 0_usize;
        let mut is_escaped = false;
        for (offset, c) in self.rest().char_indices() {
            let at = start + offset;
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                c if c == end && depth == 0 => {
                    self.at = at + end.len_utf8();
                    return (self.text.get(start..at).unwrap_or_default(), true);
                }
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                '\n' if self.entry_begins(at + 1) => {
                    self.at = at + 1;
                    return (self.text.get(start..at).unwrap_or_default(), false);
                }
                _ => {}
            }
        }
        self.at = self.text.len();
        (self.text.get(start..).unwrap_or_default(), false)
    }

    /// Whether an entry begins on the line that starts at `at`.
    fn entry_begins(&self, at: usize) -> bool {
        let line = self.text.get(at..).unwrap_or_default();
        let line = line.trim_start_matches([' ', '\t']);
        let Some(kind) = line.strip_prefix('@') else {
            return false;
        };
        let letters = kind.bytes().take(KIND_MAX + 1).take_while(u8::is_ascii_alphabetic).count();
        let after = kind.get(letters..).unwrap_or_default();
        (1..=KIND_MAX).contains(&letters) && after.starts_with(['{', '('])
    }
}

/// What the names of fields and macros are made of.
fn is_name(c: char) -> bool {
    c.is_alphanumeric() || "-_:.+/'&*".contains(c)
}
