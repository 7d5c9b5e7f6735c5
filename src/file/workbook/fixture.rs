//! Small workbooks for tests, written by hand.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::compound::enclose;

pub(super) fn packed(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The formats a cell of [`xlsx`] may name by number: none, a day with its time, a duration, a share, a time.
const STYLES: &str = "<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"yyyy\\-mm\\-dd hh:mm\"/></numFmts>\
    <cellXfs count=\"5\"><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"46\"/><xf numFmtId=\"10\"/>\
    <xf numFmtId=\"21\"/></cellXfs></styleSheet>";

/// A workbook of sheets, each a name, its attributes, and the XML after `<worksheet>`.
pub(crate) fn xlsx(book: &str, sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let (mut listed, mut related) = (String::new(), String::new());
    let mut entries = Vec::new();
    for (index, (name, attributes, content)) in sheets.iter().enumerate() {
        let number = index + 1;
        write!(listed, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\" {attributes}/>").unwrap();
        write!(
            related,
            "<Relationship Id=\"r{number}\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        )
        .unwrap();
        entries.push((format!("xl/worksheets/sheet{number}.xml"), format!("<worksheet>{content}</worksheet>")));
    }
    let book = format!("<workbook>{book}<sheets>{listed}</sheets></workbook>");
    let related = format!("<Relationships>{related}</Relationships>");
    let mut all = vec![("xl/workbook.xml", book.as_str()), ("xl/_rels/workbook.xml.rels", &related)];
    all.extend([("xl/styles.xml", STYLES), ("_rels/.rels", RELATED)]);
    all.extend(entries.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    packed(&all)
}

/// The XML of rows of words, the first at row one; an empty word is no cell.
pub(crate) fn words(rows: &[&[&str]]) -> String {
    let mut out = String::from("<sheetData>");
    for (row, cells) in rows.iter().enumerate() {
        write!(out, "<row r=\"{}\">", row + 1).unwrap();
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let at = super::cells::address(row.try_into().unwrap(), column.try_into().unwrap());
            write!(out, "<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{cell}</t></is></c>").unwrap();
        }
        out.push_str("</row>");
    }
    out + "</sheetData>"
}

/// A workbook of `LibreOffice` with this content.
pub(super) fn ods(tables: &str) -> Vec<u8> {
    let styles = "<style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style>";
    let content = format!("<office:document-content>{styles}{tables}</office:document-content>");
    packed(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

/// What every workbook of today says of itself first.
pub(super) const RELATED: &str = "<Relationships><Relationship Type=\"http://x/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), content].concat()
}

fn halves(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// An old workbook of one sheet: shared texts, and cells as records.
pub(super) fn xls(texts: &[&str], cells: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &halves(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let mut shared = vec![0; 8];
    for text in texts {
        shared.extend(halves(&[u16::try_from(text.len()).unwrap()]));
        shared.push(0);
        shared.extend(text.as_bytes());
    }
    let formats = [0_u16, 14].map(|format| record(0x00E0, &halves(&[0, format, 0, 0, 0, 0, 0, 0, 0, 0]))).concat();
    let mut book = [begin(5), formats, record(0x00FC, &shared)].concat();
    let bound = 4 + 8 + 5;
    let start = u32::try_from(book.len() + bound + 4).unwrap();
    let listed = [&start.to_le_bytes()[..], &[0, 0, 5, 0], b"Table"].concat();
    book.extend(record(0x0085, &listed));
    book.extend(record(0x000A, &[]));
    book.extend(begin(16));
    for (kind, content) in cells {
        book.extend(record(*kind, content));
    }
    book.extend(record(0x000A, &[]));
    enclose(&book).unwrap()
}

/// A cell of [`xls`] that shows a shared text.
pub(super) fn shared(row: u16, column: u16, text: u16) -> (u16, Vec<u8>) {
    (0x00FD, halves(&[row, column, 0, text, 0]))
}

/// A cell of [`xls`] that holds a number in one of its two formats.
pub(super) fn number(row: u16, column: u16, format: u16, value: f64) -> (u16, Vec<u8>) {
    (0x0203, [halves(&[row, column, format]), value.to_le_bytes().to_vec()].concat())
}
