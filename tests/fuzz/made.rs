//! Small files of every kind, made here, so that every reader is reached wherever the program runs.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Cursor;

use insight_bank::survey::load::{Answers, ReadOptions};
use insight_bank::survey::recipe::write_recipe;

use crate::pack::pack;
use crate::spss;

type Made = Result<Vec<(&'static str, Vec<u8>)>, Box<dyn Error>>;

const HEADINGS: [&str; 6] = ["Respondent ID", "Which do you use?", "How satisfied are you?", "Age", "When?", "Why?"];
const USED: [&str; 4] = ["Bus;Train", "Bus", "Train;On foot, or by bicycle", ""];
const SATISFIED: [&str; 4] = ["Very satisfied", "Dissatisfied", "Satisfied", "Don't know"];
const WORDS: [&str; 4] = ["Slow, but kind", "The \"new\" caf\u{e9} <b>&amp;</b>", "", "N/A"];

/// The files, each with the ending of its name.
pub(crate) fn files() -> Made {
    let rows = rows();
    let comma = text(&rows, ",");
    let wide: Vec<u8> = text(&rows, "\t").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut all = vec![
        ("csv", comma.clone().into_bytes()),
        ("csv", text(&rows, ";").replace('\u{e9}', "e").into_bytes()),
        ("tsv", [vec![0xff, 0xfe], wide].concat()),
        ("xlsx", xlsx(&[("Answers", &rows)])?),
        ("ods", ods(&rows)?),
        ("xls", xls(&rows)),
        ("sav", spss::sav()),
        ("zip", pack(&[("export.csv", &comma)])?),
        ("lsa", pack(&[("survey_7.lss", LSS), ("survey_7_responses.lsr", LSR)])?),
        ("lss", LSS.into()),
        ("toml", RECORD.into()),
        ("toml", recipe(&comma)),
    ];
    all.extend(documents()?);
    Ok(all)
}

fn documents() -> Made {
    let template: Vec<Vec<String>> = ["id", "kind", "title", "publisher", "date", "note"]
        .into_iter()
        .zip(["a-source", "literature", "A study", "A council", "2024-05", "What it says"])
        .map(|(name, value)| vec![name.to_owned(), value.to_owned()])
        .collect();
    let docx = format!(
        "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Aims</w:t></w:r></w:p>\
         <w:p><w:r><w:t>Waiting is long.</w:t></w:r></w:p>{}</w:body></w:document>",
        grid(&template, ["w:tbl", "w:tr", "w:tc", "w:p", "w:t"])
    );
    let odt = format!(
        "<office:document-content><office:body><office:text><text:h text:outline-level='1'>Aims</text:h><text:p>Waiting<text:s \
         text:c='3'/>is long.</text:p>{}</office:text></office:body></office:document-content>",
        grid(&template, ["table:table", "table:table-row", "table:table-cell", "text:p", "text:span"])
    );
    let page = grid(&template, ["table", "tr", "td", "p", "b"]);
    let page =
        format!("<html><head><meta charset='utf-8'><title>T</title></head><body><h1>Aims</h1>{page}</body></html>");
    Ok(vec![
        ("docx", pack(&[("word/document.xml", &docx)])?),
        ("odt", pack(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &odt)])?),
        ("xlsx", xlsx(&[("Source", &template)])?),
        ("html", page.into_bytes()),
        ("pdf", pdf()?),
        ("md", "# Aims\n\nWaiting is *long*, see [here](x \"y\").\n\n- one\n- two\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".into()),
        ("txt", "AIMS\n\nWaiting is long and they con-\ntinue to grow.\n\n1. one\n2. two\n".into()),
        ("ris", "TY  - JOUR\nAU  - Fox, Jo\nTI  - A study\nPY  - 2020/05/01\nDO  - 10.1/x\nAB  - Words\nER  - \n".repeat(3).into()),
        ("bib", "@article{fox, author = {Fox, Jo and M{\\\"u}ller, A}, title = \"A {Study}\" # x, year = 2020}\n@string{x = {y}}\n".into()),
    ])
}

fn rows() -> Vec<Vec<String>> {
    let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
    for row in 0..24 {
        let day = format!("{:02}/03/2024", row + 1);
        let cells =
            [&(row + 1).to_string(), USED[row % 4], SATISFIED[row % 3], &(row + 20).to_string(), &day, WORDS[row % 4]];
        rows.push(cells.map(str::to_owned).to_vec());
    }
    rows
}

fn text(rows: &[Vec<String>], delimiter: &str) -> String {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(delimiter) + "\r\n";
    rows.iter().map(line).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A table in XML whose parts are called so.
fn grid(rows: &[Vec<String>], [table, row, cell, paragraph, text]: [&str; 5]) -> String {
    let of = |name: &str, inside: String| format!("<{name}>{inside}</{name}>");
    let cells =
        |cells: &Vec<String>| cells.iter().map(|words| of(cell, of(paragraph, of(text, escaped(words))))).collect();
    of(table, rows.iter().map(|cells_of| of(row, cells(cells_of))).collect())
}

fn xlsx(sheets: &[(&str, &[Vec<String>])]) -> Result<Vec<u8>, Box<dyn Error>> {
    let (mut listed, mut related, mut parts) = (String::new(), String::new(), Vec::new());
    for (number, (name, rows)) in (1..).zip(sheets) {
        write!(listed, "<sheet name='{name}' sheetId='{number}' r:id='r{number}'/>")?;
        write!(
            related,
            "<Relationship Id='r{number}' Type='http://x/worksheet' Target='worksheets/sheet{number}.xml'/>"
        )?;
        let mut data = String::new();
        for (line, row) in (1..).zip(*rows) {
            write!(data, "<row r='{line}'>")?;
            for (column, cell) in ('A'..='Z').zip(row) {
                let words = escaped(cell);
                write!(data, "<c r='{column}{line}' t='inlineStr'><is><t>{words}</t></is></c>")?;
            }
            data.push_str("</row>");
        }
        let sheet = format!("<worksheet><dimension ref='A1:F25'/><sheetData>{data}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    let of = |name: &str, text: String| (name.to_owned(), text);
    parts.push(of("[Content_Types].xml", "<Types/>".to_owned()));
    parts.push(of("_rels/.rels", ROOT.to_owned()));
    parts.push(of("xl/workbook.xml", format!("<workbook><sheets>{listed}</sheets></workbook>")));
    parts.push(of("xl/_rels/workbook.xml.rels", format!("<Relationships>{related}</Relationships>")));
    Ok(pack(&parts)?)
}

fn ods(rows: &[Vec<String>]) -> Result<Vec<u8>, Box<dyn Error>> {
    let table = grid(rows, ["table:table", "table:table-row", "table:table-cell", "text:p", "text:span"]);
    let content = format!("<office:document-content>{table}</office:document-content>");
    Ok(pack(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])?)
}

/// An old workbook: a stream of records within a file of sectors.
fn xls(rows: &[Vec<String>]) -> Vec<u8> {
    let halves = |numbers: &[u16]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let record = |kind: u16, content: &[u8]| [&halves(&[kind, short(content.len())]), content].concat();
    let begin = |kind: u16| record(0x0809, &halves(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let mut book = begin(5);
    let listed = [&short(book.len() + 25).to_le_bytes()[..], &[0, 0, 0, 0, 5, 0], b"Table"].concat();
    book.extend([record(0x0085, &listed), record(0x000A, &[]), begin(16)].concat());
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let words: Vec<u8> = cell.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
            let head = [halves(&[short(row), short(column), 0, short(words.len())]), vec![0]].concat();
            book.extend(record(0x0204, &[head, words].concat()));
        }
    }
    book.extend(record(0x000A, &[]));
    sectors(book)
}

fn short(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// The compound file around one stream, in sectors of 512 bytes: header, stream, folder, table of sectors.
fn sectors(mut stream: Vec<u8>) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    let size = stream.len().next_multiple_of(512).max(4096);
    stream.resize(size, 0);
    let count = u32::try_from(size / 512).unwrap_or(0);
    let words = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let mut out = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    out.resize(24, 0);
    out.extend([0x3E_u16, 3, 0xFFFE, 9, 6, 0, 0, 0].into_iter().flat_map(u16::to_le_bytes));
    out.extend(words(&[0, 1, count, 0, 4096, END, 0, END, 0, count + 1]));
    out.resize(512, 0xFF);
    out.extend(stream);
    for (name, kind, start, length) in
        [("Root Entry", 5, END, 0), ("Workbook", 2, 0, count * 512), ("", 0, 0, 0), ("", 0, 0, 0)]
    {
        let from = out.len();
        out.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        out.resize(from + 64, 0);
        out.extend(short(name.len() * 2 + 2).to_le_bytes());
        out.extend([kind, 1]);
        out.extend(words(&[u32::MAX, u32::MAX, if kind == 5 { 1 } else { u32::MAX }]));
        out.resize(from + 116, 0);
        out.extend(words(&[start, length, 0]));
    }
    let follow: Vec<u32> = (1..count).chain([END, END, 0xFFFF_FFFD]).collect();
    out.extend(words(&follow));
    out.resize(out.len().next_multiple_of(512), 0xFF);
    out
}

fn pdf() -> Result<Vec<u8>, Box<dyn Error>> {
    let drawing =
        "BT /F 20 Tf 1 0 0 1 50 780 Tm (Aims) Tj ET\nBT /F 10 Tf 1 0 0 1 50 740 Tm [(Waiting) -300 (is long.)] TJ ET\n";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/MediaBox[0 0 595 842]/Kids[4 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents 5 0 R>>".to_owned(),
        format!("<</Length {}>>stream\n{drawing}\nendstream", drawing.len()),
    ];
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
    for (number, object) in (1..).zip(&objects) {
        writeln!(places, "{:010} 00000 n ", file.len())?;
        write!(file, "{number} 0 obj\n{object}\nendobj\n")?;
    }
    let start = file.len();
    write!(file, "xref\n0 6\n0000000000 65535 f \n{places}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF")?;
    Ok(file.into_bytes())
}

fn recipe(csv: &str) -> Vec<u8> {
    let input = Cursor::new(csv.as_bytes().to_vec());
    let answers = Answers::open("seed.csv", input, &ReadOptions::default(), &mut |_, _| {});
    answers.map(|answers| write_recipe(&answers.recipe()).into_bytes()).unwrap_or_default()
}

const ROOT: &str = "<Relationships><Relationship Type='http://x/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>";

const RECORD: &str = "kind = \"literature\"\ntitle = \"A study\"\npublished = \"2024-05\"\n\n[[insight]]\nid = \"a\"\ntext = \"Waiting is long.\"\n";

const LSS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document><LimeSurveyDocType>Survey</LimeSurveyDocType>\
    <languages><language>en</language></languages><questions><fields><fieldname>qid</fieldname></fields><rows>\
    <row><qid>1</qid><parent_qid>0</parent_qid><sid>7</sid><gid>1</gid><type>L</type><title>q1</title>\
    <question><![CDATA[Which &amp; why?]]></question><other>Y</other><relevance>1</relevance><language>en</language></row>\
    <row><qid>2</qid><parent_qid>0</parent_qid><sid>7</sid><gid>1</gid><type>M</type><title>q2</title>\
    <question>Which?</question><other>N</other><relevance>((q1.NAOK == \"A1\"))</relevance><language>en</language></row>\
    </rows></questions><subquestions><rows><row><qid>3</qid><parent_qid>2</parent_qid><title>SQ1</title>\
    <question>Bus</question><scale_id>0</scale_id><question_order>1</question_order><language>en</language></row></rows>\
    </subquestions><answers><rows><row><qid>1</qid><code>A1</code><answer>Yes</answer><sortorder>1</sortorder>\
    <language>en</language><scale_id>0</scale_id></row></rows></answers></document>";

const LSR: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document><LimeSurveyDocType>Responses</LimeSurveyDocType>\
    <responses><fields><fieldname>id</fieldname></fields><rows><row><id>1</id><_7X1X1>A1</_7X1X1><_7X1X2SQ1>Y</_7X1X2SQ1></row>\
    <row><id>2</id><_7X1X1>-oth-</_7X1X1><_7X1X1other>on foot</_7X1X1other></row></rows></responses></document>";
