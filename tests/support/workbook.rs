//! Workbooks as somebody else's reader and the bare archive have them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;

/// A workbook that was read back.
pub(crate) struct Workbook {
    /// Every part of the archive as text, by name.
    pub(crate) parts: BTreeMap<String, String>,
    sheets: Vec<(String, Vec<Vec<Data>>)>,
}

/// The table of a sheet: its heads and the rows below them.
#[derive(Debug)]
pub(crate) struct SheetTable {
    pub(crate) heads: Vec<String>,
    pub(crate) rows: Vec<Vec<Data>>,
}

impl Workbook {
    /// Reads the bytes of a file.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
        let mut parts = BTreeMap::new();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).expect("a part can be read");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("a part is text");
            parts.insert(part.name().expect("a part has a name").into_owned(), text);
        }
        let mut reader: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("a workbook");
        let sheets = reader.sheet_names().into_iter().map(|name| {
            let range = reader.worksheet_range(&name).expect("a sheet can be read");
            assert_eq!(range.start(), Some((0, 0)), "`{name}` begins in its first cell");
            (name, range.rows().map(<[Data]>::to_vec).collect())
        });
        let sheets = sheets.collect();
        Self { parts, sheets }
    }

    /// The names of the sheets in their order.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.sheets.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// The cells of a sheet.
    pub(crate) fn sheet(&self, name: &str) -> &[Vec<Data>] {
        let found = self.sheets.iter().find(|(known, _)| known == name);
        found.map_or_else(|| panic!("no sheet `{name}` in {:?}", self.names()), |(_, rows)| rows.as_slice())
    }

    /// All the words above the table of a sheet, or of a sheet without one.
    pub(crate) fn words(&self, name: &str) -> String {
        let lines = self.sheet(name).iter().take_while(|row| row.get(1).is_none_or(|cell| *cell == Data::Empty));
        lines.map(|row| row[0].to_string()).collect::<Vec<_>>().join("\n")
    }

    /// The table of a sheet: from the row of heads to the end.
    pub(crate) fn table(&self, name: &str) -> SheetTable {
        let mut rows = self.sheet(name).iter().skip_while(|row| row.get(1).is_none_or(|cell| *cell == Data::Empty));
        let heads = rows.next().unwrap_or_else(|| panic!("no table on `{name}`")).iter().map(Data::to_string).collect();
        SheetTable { heads, rows: rows.cloned().collect() }
    }

    /// The sheets that hold a percentage table.
    pub(crate) fn tables(&self) -> Vec<&str> {
        self.names().into_iter().filter(|name| name.starts_with("Table_")).collect()
    }

    /// Nothing is hidden, merged, fetched from elsewhere or reckoned, and nobody is named.
    #[track_caller]
    pub(crate) fn assert_open(&self) {
        for (name, text) in &self.parts {
            let strange = ["comment", "vml", "external", "drawing", "vba", "media", "customXml", "threaded"];
            assert!(!strange.iter().any(|part| name.contains(part)), "{name}");
            for mark in [
                "<mergeCell",
                "hidden=",
                "state=\"hidden\"",
                "veryHidden",
                "<pane",
                "autoFilter",
                "<f>",
                "<f ",
                "External",
                "conditionalFormatting",
                "dataValidation",
                "definedName",
                "<cp:lastModifiedBy>a",
            ] {
                assert!(!text.contains(mark), "`{mark}` in {name}");
            }
        }
        let core = &self.parts["docProps/core.xml"];
        for part in ["<dc:language>en-GB</dc:language>", "<dc:creator></dc:creator>", "<dc:title>"] {
            assert!(core.contains(part), "{core}");
        }
    }
}

impl SheetTable {
    /// The cells of one answer by one measure, from the third column on.
    pub(crate) fn row(&self, answer: &str, measure: &str) -> &[Data] {
        let found = self.rows.iter().find(|row| row[0] == *answer && row[1] == *measure);
        &found.unwrap_or_else(|| panic!("no row `{answer}`, `{measure}` in {self:#?}"))[2..]
    }
}

/// The percentage a workbook must show for a cell of the JSON of the same table.
pub(crate) fn percentage(cell: &Value) -> Data {
    let Some(share) = cell["share"].as_f64() else {
        return Data::String(format!("[{}]", cell["marker"].as_str().expect("no share has a marker")));
    };
    let percent = share * 100.0;
    if share > 0.0 && percent < 0.5 {
        return Data::String("<1".to_owned());
    }
    if share < 1.0 && percent >= 99.5 {
        return Data::String(">99".to_owned());
    }
    // Half a billionth: shares are binary fractions, and no share of a survey lies so near a half without being one.
    Data::Float((percent + 0.5 + 5e-10).floor())
}
