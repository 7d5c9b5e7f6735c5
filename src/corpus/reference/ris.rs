//! Taking a tagged list apart: a tag, a hyphen, what it says; more lines of the same until the next tag.

use super::entry::{Entry, Role};
use super::ris_tags::Layout;
use super::tally::{Remark, Tally};

/// The works of the list `text`.
pub(super) fn read_entries(text: &str, tally: &mut Tally) -> Vec<Entry> {
    let text = text.trim_start_matches('\u{feff}');
    let Some(reading) = Reading::recognise(text) else {
        return Vec::new();
    };
    let mut list = List { reading, open: None, done: Vec::new(), tally };
    for (index, line) in lines(text).enumerate() {
        list.line(line.trim_end(), u64::try_from(index).unwrap_or(u64::MAX).saturating_add(1));
    }
    list.close(reading.layout == Layout::PubMed);
    list.done
}

/// The lines of a text, whatever ends them; very old programs end a line with a carriage return alone.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    text.split(end)
}

/// How the tags of a list are written.
#[derive(Clone, Copy)]
struct Reading {
    layout: Layout,
    /// Whether tags may be indented and stand with any number of spaces before the hyphen.
    is_loose: bool,
}

impl Reading {
    /// What the first tag that begins a reference tells.
    fn recognise(text: &str) -> Option<Self> {
        [false, true].into_iter().find_map(|is_loose| {
            let begins = |layout: Layout, line: &str| {
                Self { layout, is_loose }.tag(line).is_some_and(|(tag, _)| tag == layout.first_tag())
            };
            lines(text).find_map(|line| {
                let layout = [Layout::Ris, Layout::PubMed].into_iter().find(|layout| begins(*layout, line))?;
                Some(Self { layout, is_loose })
            })
        })
    }

    /// The tag of a line and what stands after it.
    fn tag(self, line: &str) -> Option<(&str, &str)> {
        let line = if self.is_loose { line.trim_start() } else { line };
        let (head, value) = line.split_once('-')?;
        let tag = head.trim_end();
        let longest = if self.layout == Layout::Ris { 2 } else { 4 };
        let is_tag = (2..=longest).contains(&tag.len())
            && tag.starts_with(|c: char| c.is_ascii_uppercase())
            && tag.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        let is_placed = if self.is_loose {
            head.len() <= 6 && (value.is_empty() || value.starts_with([' ', '\t', '\r']))
        } else {
            head.len() == 4
        };
        (is_tag && is_placed).then(|| (tag, value.trim()))
    }
}

/// The list being read.
struct List<'t> {
    reading: Reading,
    open: Option<Entry>,
    done: Vec<Entry>,
    tally: &'t mut Tally,
}

impl List<'_> {
    fn line(&mut self, line: &str, number: u64) {
        match self.reading.tag(line) {
            Some(("ER", _)) if self.reading.layout == Layout::Ris => self.end(number),
            Some((tag, value)) => self.field(tag, value, number),
            None if line.trim().is_empty() => {
                if self.reading.layout == Layout::PubMed {
                    self.close(true);
                }
            }
            None => self.more(line.trim(), number),
        }
    }

    fn end(&mut self, number: u64) {
        if self.open.is_none() {
            self.tally.count(Remark::Outside, "", number);
        }
        self.close(true);
    }

    fn field(&mut self, tag: &str, value: &str, number: u64) {
        let begins = tag == self.reading.layout.first_tag();
        if begins {
            self.close(self.reading.layout == Layout::PubMed);
        } else if self.open.is_none() {
            self.tally.count(Remark::NoStart, "", number);
        }
        let role = self.reading.layout.role(tag);
        self.open.get_or_insert_with(|| Entry::new(number)).push(role, tag, value);
    }

    /// More of the field above. Keywords stand one a line.
    fn more(&mut self, line: &str, number: u64) {
        let fields = self.open.as_mut().map(|entry| &mut entry.fields);
        let Some(field) = fields.and_then(|fields| fields.last_mut()) else {
            self.tally.count(Remark::Outside, "", number);
            return;
        };
        if !field.value.is_empty() {
            let keyword = self.reading.layout == Layout::Ris && field.role == Role::Label("Keywords");
            field.value.push_str(if keyword { ", " } else { " " });
        }
        field.value.push_str(line);
    }

    /// Closes the reference that is open; `ended` says whether its end was there.
    fn close(&mut self, ended: bool) {
        let Some(entry) = self.open.take() else {
            return;
        };
        if !ended {
            self.tally.count(Remark::NoEnd, "", entry.line);
        }
        self.done.push(entry);
    }
}
