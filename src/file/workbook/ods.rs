//! Workbooks of `LibreOffice` and others (`.ods`).
//!
//! Such a file may say of one cell or row that it is repeated a million times, and readers that write all of them out run out of
//! memory; here each text is kept once and every repeated cell is counted against the bounds.

mod table;

use std::collections::BTreeMap;
use std::io::Cursor;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use self::table::Table;
use super::cells::{Full, Room};
use super::refuse;
use super::sheet::Sheet;
use crate::file::archive::Archive;
use crate::problem::Problem;

/// Reads every sheet.
pub(super) fn read(name: &str, archive: &mut Archive<Cursor<Vec<u8>>>) -> Result<Vec<Sheet>, Box<Problem>> {
    let manifest = archive.read_text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(refuse::locked(name));
    }
    let content = archive.read_text("content.xml")?.unwrap_or_default();
    let mut book = Book::default();
    match book.read(&content) {
        Ok(()) if book.sheets.is_empty() => Err(refuse::not_a_workbook(name, "a document without sheets")),
        Ok(()) => Ok(book.sheets),
        Err(Stopped::Full) => Err(refuse::too_large(name)),
        Err(Stopped::Damaged) => Err(refuse::damaged(name)),
    }
}

/// Why reading ended early.
enum Stopped {
    Full,
    Damaged,
}

impl From<Full> for Stopped {
    fn from(_: Full) -> Self {
        Self::Full
    }
}

impl From<quick_xml::Error> for Stopped {
    fn from(_: quick_xml::Error) -> Self {
        Self::Damaged
    }
}

#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    room: Room,
    style: String,
    hidden: BTreeMap<String, bool>,
    table: Option<Table>,
}

impl Book {
    fn read(&mut self, content: &str) -> Result<(), Stopped> {
        let mut reader = Reader::from_str(content);
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event()? {
                Event::Start(tag) => self.start(&tag),
                Event::End(tag) => self.end(tag.name().as_ref())?,
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(entity) => {
                    let known = quick_xml::escape::resolve_xml_entity(&entity).map(str::to_owned);
                    let named = entity.resolve_char_ref().ok().flatten().map(String::from);
                    // What stands for nothing that is known is kept as it is written.
                    self.text(&known.or(named).unwrap_or_else(|| format!("&{};", &*entity)));
                }
                // A file that breaks off within a table is damaged: half a sheet would pass for a whole one.
                Event::Eof if self.table.is_some() => return Err(Stopped::Damaged),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match (tag.name().as_ref(), &mut self.table) {
            ("style:style", None) => self.style = attribute(tag, "style:name").unwrap_or_default(),
            ("style:table-properties", None) => {
                let hidden = attribute(tag, "table:display").as_deref() == Some("false");
                self.hidden.insert(self.style.clone(), hidden);
            }
            ("table:table", None) => {
                let style = attribute(tag, "table:style-name").unwrap_or_default();
                let hidden = self.hidden.get(&style).copied().unwrap_or_default();
                let name = attribute(tag, "table:name").unwrap_or_default();
                self.table = Some(Table::new(Sheet::new(&name, hidden)));
            }
            (_, Some(table)) => table.start(tag),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(table) = &mut self.table {
            table.text(text);
        }
    }

    fn end(&mut self, tag: &str) -> Result<(), Stopped> {
        let Some(table) = &mut self.table else {
            return Ok(());
        };
        if table.end(tag, &mut self.room)? {
            let mut sheet = self.table.take().map(Table::into_sheet).unwrap_or_default();
            sheet.finish(&mut self.room);
            self.sheets.push(sheet);
        }
        Ok(())
    }
}

/// The value of an attribute, `None` where there is none or it cannot be read.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// The value of an attribute that is a number, one where there is none.
fn times(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|value| value.trim().parse().ok()).unwrap_or(1)
}
