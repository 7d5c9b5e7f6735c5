//! `load`: documents of word processors, web pages, PDFs, filled-in templates and lists of literature.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use serde_json::{Value, json};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::support::folder::{OwnBank, own_bank};

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word document with this title among its properties and this body.
fn docx(title: &str, body: &str) -> Vec<u8> {
    let main = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    let core = format!("<cp:coreProperties xmlns:cp='c' xmlns:dc='d'><dc:title>{title}</dc:title></cp:coreProperties>");
    packed(&[("word/document.xml", &main), ("docProps/core.xml", &core)])
}

fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn table(rows: &[&[&str]]) -> String {
    let cell = |cell: &&str| format!("<w:tc>{}</w:tc>", paragraph(cell));
    let row = |row: &&[&str]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

fn odt(words: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:text><text:p>{words}</text:p></office:text></office:body></office:document-content>"
    );
    packed(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}

/// A workbook of sheets, each a name and rows of words.
fn xlsx(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let (mut listed, mut related, mut parts) = (String::new(), String::new(), Vec::new());
    for (number, (name, rows)) in (1..).zip(sheets) {
        write!(listed, "<sheet name='{name}' sheetId='{number}' r:id='r{number}'/>").unwrap();
        write!(
            related,
            "<Relationship Id='r{number}' Type='http://x/worksheet' Target='worksheets/sheet{number}.xml'/>"
        )
        .unwrap();
        let mut data = String::new();
        for (line, row) in (1..).zip(*rows) {
            write!(data, "<row r='{line}'>").unwrap();
            for (column, cell) in ('A'..='Z').zip(*row).filter(|(_, cell)| !cell.is_empty()) {
                write!(data, "<c r='{column}{line}' t='inlineStr'><is><t>{cell}</t></is></c>").unwrap();
            }
            data.push_str("</row>");
        }
        let sheet = format!("<worksheet><sheetData>{data}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    let book = format!("<workbook><sheets>{listed}</sheets></workbook>");
    let related = format!("<Relationships>{related}</Relationships>");
    let root = "<Relationships><Relationship Type='http://x/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>";
    let types = ("[Content_Types].xml", "<Types/>");
    let mut all =
        vec![types, ("_rels/.rels", root), ("xl/workbook.xml", &book), ("xl/_rels/workbook.xml.rels", &related)];
    all.extend(parts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    packed(&all)
}

/// A PDF of `pages`, each of lines.
fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/MediaBox[0 0 595 842]/Kids[{}]>>", pages.len(), kids.join(" ")),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (number, lines) in pages.iter().enumerate() {
        let content = 5 + 2 * number;
        objects.push(format!("<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents {content} 0 R>>"));
        let mut drawing = String::new();
        for (place, line) in lines.iter().enumerate() {
            writeln!(drawing, "BT /F 11 Tf 1 0 0 1 50 {} Tm ({line}) Tj ET", 700 - 14 * place).unwrap();
        }
        objects.push(format!("<</Length {}>>stream\n{drawing}\nendstream", drawing.len()));
    }
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
    for (number, object) in (1..).zip(&objects) {
        writeln!(places, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let (start, count) = (file.len(), objects.len() + 1);
    write!(
        file,
        "xref\n0 {count}\n0000000000 65535 f \n{places}trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    )
    .unwrap();
    file.into_bytes()
}

fn two_pages() -> Vec<u8> {
    let first: &[&str] =
        &["The carers came to the town hall on a wet evening,", "and the talk was of buses and of tea."];
    let second: &[&str] =
        &["Marmalade was praised by everybody who spoke,", "and nobody wished to go home before nine."];
    pdf(&[first, second])
}

const RIS: &str = "TY  - JOUR\nTI  - Waiting for care\nAU  - Okafor, Chidi\nPY  - 2019\nAB  - We asked carers about marmalade.\nER  - \n\n\
    TY  - RPRT\nTI  - Buses at night\nAU  - Reed, Jo\nPY  - 2021\nER  - \n";
const OKAFOR: &str = "corpus/sources/literature/okafor-2019-waiting";

/// A literature template with one finding of this theme.
fn template(kind: &str, theme: &str) -> Vec<u8> {
    let source: &[&[&str]] = &[
        &["What", "Your answer", "Explanation"],
        &["Kind", kind],
        &["Title", "What carers say"],
        &["Year", "2024"],
        &["Places", "Stevenage"],
    ];
    let insights: &[&[&str]] = &[&["Kind", "Text", "Themes"], &["finding", "Marmalade keeps carers going.", theme]];
    xlsx(&[("Source", source), ("Insights", insights)])
}

/// The one hit for `words`.
#[track_caller]
fn hit(bank: &OwnBank, words: &str) -> Value {
    let answer = bank.json(&["search", words]);
    assert_eq!(answer["total"], 1, "{answer}");
    answer["items"][0].clone()
}

fn code<'r>(report: &'r Value, code: &str) -> &'r Value {
    let problems = report["problems"].as_array().unwrap();
    problems.iter().find(|problem| problem["code"] == code).unwrap_or_else(|| panic!("no `{code}` in {report}"))
}

#[test]
fn a_word_document_is_found_by_its_words_and_known_by_its_own_title() {
    let bank = own_bank();
    let bytes = docx("Our plan", &[paragraph("Some words."), paragraph("Marmalade for all.")].concat());
    bank.put("plan_v3.docx", &bytes);
    let report = bank.json(&["load", "plan_v3.docx"]);
    assert_eq!((&report["id"], &report["kind"]), (&json!("plan-v3"), &json!("document")));
    assert_eq!((&report["recognised"]["layout"], &report["rows"]), (&json!("Word document"), &json!(1)));
    assert_eq!(hit(&bank, "marmalade")["source"]["title"], "Our plan");
    let original = bank.path("corpus/sources/documents/plan-v3/originals/plan_v3.docx");
    assert_eq!(std::fs::read(original).unwrap(), bytes);
    let _ = bank.run(&["check"]).good();
    let titled = bank.json(&["load", "plan_v3.docx", "--title", "The plan", "--replace"]);
    assert_eq!(titled["rows"], 1);
    assert_eq!(hit(&bank, "marmalade")["source"]["title"], "The plan");
}

#[test]
fn the_page_of_a_pdf_on_which_words_stand_is_told() {
    let bank = own_bank();
    bank.put("minutes.pdf", two_pages());
    let report = bank.json(&["load", "minutes.pdf", "--kind", "meeting"]);
    assert_eq!((&report["kind"], &report["recognised"]["layout"]), (&json!("meeting"), &json!("PDF, 2 pages")));
    assert_eq!(hit(&bank, "buses")["page"], "1");
    let _ = bank.run(&["check"]).good();
    let text = std::fs::read_to_string(bank.path("corpus/sources/meetings/minutes/text.md")).unwrap();
    assert!(text.contains("<!-- page 2 -->\n\nMarmalade"), "{text}");
}

#[test]
fn a_web_page_and_an_open_document_load_as_any_kind_of_text() {
    let bank = own_bank();
    bank.put("page.html", "<title>Carers</title><nav>Menu</nav><h1>Voices</h1><p>Marmalade &amp; tea.</p>");
    bank.put("notes.odt", odt("We spoke of allotments."));
    assert_eq!(bank.json(&["load", "page.html"])["recognised"]["layout"], "Web page");
    assert_eq!(hit(&bank, "marmalade")["source"]["title"], "Carers");
    for kind in ["literature", "focus-group", "meeting", "document"] {
        let report = bank.json(&["load", "notes.odt", "--kind", kind, "--id", &format!("notes-{kind}")]);
        assert_eq!((&report["kind"], &report["recognised"]["layout"]), (&json!(kind), &json!("OpenDocument text")));
    }
    assert_eq!(bank.json(&["search", "allotments", "--limit", "0"])["total"], 4);
}

#[test]
fn a_text_in_another_encoding_is_read_as_it_was_written() {
    let bank = own_bank();
    bank.put("latin.txt", b"The caf\xe9 by the surgery was na\xefve about marmalade, and the tea cost \xa33.\n");
    let wide: Vec<u8> = "\u{feff}# Notes\r\n\r\nThe crèche closed.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bank.put("wide.md", &wide);
    let report = bank.json(&["load", "latin.txt"]);
    assert_eq!(report["recognised"]["encoding"], "Latin-1 (ISO-8859-1)");
    assert!(hit(&bank, "marmalade").to_string().contains("The café by the surgery was naïve"));
    assert!(bank.path("corpus/sources/documents/latin/originals/latin.txt").is_file());
    let report = bank.json(&["load", "wide.md"]);
    assert!(report["recognised"]["encoding"].as_str().unwrap().starts_with("UTF-16"), "{report}");
    assert!(hit(&bank, "closed").to_string().contains("crèche"));
    let _ = bank.run(&["check"]).good();
}

#[test]
fn what_cannot_be_read_is_refused_with_a_way_on_and_nothing_changes() {
    let bank = own_bank();
    let empty = docx("", "<w:p/>");
    let files: [(&str, &[u8]); 8] = [
        ("a.docx", b"no archive at all"),
        ("b.docx", &empty),
        ("c.pdf", b"%PDF-1.4 broken"),
        ("d.odt", b""),
        ("e.html", b"<p> </p>"),
        ("f.txt", b"Words \0\0\x01\x02"),
        ("g.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("h.ris", b"No reference at all.\n"),
    ];
    let before = bank.corpus();
    for (name, bytes) in files {
        bank.put(name, bytes);
        let _ = bank.run(&["load", name]).fails(2).says(name).hints();
    }
    assert_eq!(bank.corpus(), before);
}

#[test]
fn a_filled_in_workbook_becomes_the_record_it_says() {
    let bank = own_bank();
    bank.put("carers-say.xlsx", template("literature", "Carers"));
    let report = bank.json(&["load", "carers-say.xlsx", "--kind", "literature"]);
    assert_eq!((&report["kind"], &report["rows"]), (&json!("literature"), &json!(1)));
    let found = bank.json(&["search", "--theme", "carers"]);
    assert_eq!((&found["total"], &found["items"][0]["kind"]), (&json!(1), &json!("finding")), "{found}");
    assert_eq!(found["items"][0]["source"]["title"], "What carers say");
    let record = bank.path("corpus/sources/literature/carers-say/source.toml");
    assert!(std::fs::read_to_string(record).unwrap().contains("places = [\"stevenage\"]"));
    assert!(bank.path("corpus/sources/literature/carers-say/originals/carers-say.xlsx").is_file());
    let _ = bank.run(&["check"]).good();
}

#[test]
fn the_faults_of_a_template_are_told_at_their_cells_all_at_once() {
    let bank = own_bank();
    let before = bank.corpus();
    bank.put("group.xlsx", template("focus-group", "carerz"));
    let told = bank.run(&["load", "group.xlsx", "--kind", "literature"]).fails(2).hints();
    let _ = told.says("Source, cell B2").says("Insights, cell C2").says("`--kind focus-group`");
    assert_eq!(bank.corpus(), before);
}

#[test]
fn a_document_with_the_tables_of_a_template_is_one_and_any_other_is_a_text() {
    let bank = own_bank();
    let source = table(&[&["Kind", "focus-group"], &["Title", "Tea and talk"], &["Voice", "first-hand"]]);
    let insights = table(&[&["Kind", "Text"], &["quote", "Marmalade keeps me going."]]);
    bank.put("group.docx", docx("", &[paragraph("How to fill this in."), source, insights].concat()));
    let report = bank.json(&["load", "group.docx", "--kind", "focus-group"]);
    assert_eq!((&report["kind"], &report["rows"]), (&json!("focus-group"), &json!(1)));
    let _ = code(&report, "unread_text");
    assert_eq!(hit(&bank, "marmalade")["kind"], "quote");
    let prices = table(&[&["Item", "Price"], &["Tea", "Three pounds"]]);
    bank.put("notes.docx", docx("Notes", &[paragraph("We met on Monday."), prices].concat()));
    let _ = bank.run(&["load", "notes.docx", "--kind", "focus-group"]).good();
    assert_eq!(hit(&bank, "monday")["kind"], "passage");
    assert_eq!(bank.json(&["search", "\"three pounds\"", "--limit", "0"])["total"], 1);
}

#[test]
fn every_reference_of_a_list_becomes_a_source_of_its_own() {
    let bank = own_bank();
    bank.put("library.ris", RIS);
    let report = bank.json(&["load", "library.ris"]);
    assert_eq!((&report["id"], &report["kind"]), (&json!("library"), &json!("literature")));
    assert_eq!((&report["rows"], &report["recognised"]["layout"]), (&json!(2), &json!("RIS list")));
    assert!(code(&report, "listed")["message"].as_str().unwrap().contains("2 new"), "{report}");
    let found = hit(&bank, "marmalade");
    assert_eq!((&found["source"]["id"], &found["kind"]), (&json!("okafor-2019-waiting"), &json!("passage")));
    let load = std::fs::read_to_string(bank.path(&format!("{OKAFOR}/load.json"))).unwrap();
    assert!(load.contains("library.ris") && load.contains("okafor-2019-waiting"), "{load}");
    assert!(!bank.path("corpus/sources/literature/reed-2021-buses/text.md").exists(), "no abstract, no text");
    let _ = bank.run(&["check"]).good();
}

#[test]
fn a_list_that_has_grown_brings_only_what_is_new_and_other_content_is_asked_about_first() {
    let bank = own_bank();
    bank.put("library.ris", RIS);
    let _ = bank.run(&["load", "library.ris"]).good();
    let before = bank.corpus();
    let again = bank.json(&["load", "library.ris"]);
    let _ = code(&again, "no_change");
    assert_eq!(bank.corpus(), before);
    let more = "\nTY  - JOUR\nTI  - Tea\nAU  - Poe, Al\nPY  - 2020\nER  - \n";
    bank.put("grown.ris", RIS.to_owned() + more);
    let grown = bank.json(&["load", "grown.ris"]);
    assert!(code(&grown, "listed")["message"].as_str().unwrap().contains("1 new, 2 unchanged"), "{grown}");
    let before = bank.corpus();
    let other = RIS.replace("marmalade", "honey").replace("RPRT", "BOOK") + &more.replace("Tea", "Coffee");
    bank.put("other.ris", other);
    let refused = bank.run(&["load", "other.ris"]).fails(2).says("`okafor-2019-waiting`").says("`reed-2021-buses`");
    let _ = refused.says("other.ris:1").hints();
    assert_eq!(bank.corpus(), before, "nothing is written before everything is checked");
    let replaced = bank.json(&["load", "other.ris", "--replace"]);
    assert!(code(&replaced, "listed")["message"].as_str().unwrap().contains("1 new, 0 unchanged, 2 replaced"));
    assert_eq!(hit(&bank, "honey")["source"]["id"], "okafor-2019-waiting");
    assert!(bank.path("corpus/history/okafor-2019-waiting/1/source.toml").is_file());
}

#[test]
fn a_record_somebody_worked_on_stays_when_its_list_is_loaded_again() {
    let bank = own_bank();
    bank.put("library.ris", RIS);
    let _ = bank.run(&["load", "library.ris"]).good();
    let record = format!("{OKAFOR}/source.toml");
    let text = std::fs::read_to_string(bank.path(&record)).unwrap();
    bank.edit(&record, text + "themes = [\"carers\"]\n");
    let before = bank.corpus();
    let _ = bank.run(&["load", "library.ris"]).good().shows("already stored");
    assert_eq!(bank.corpus(), before);
}

#[test]
fn an_id_may_be_given_to_a_list_of_one_only() {
    let bank = own_bank();
    bank.put("one.bib", "@article{x, title = {Caf{\\'e} culture}, author = {Poe, Al}, year = 2020, abstract = {Tea.}}");
    bank.put("one.nbib", "PMID- 7\nTI  - Night buses\nFAU - Reed, Jo\nDP  - 2018 Mar\nAB  - Late again.\n");
    bank.put("library.ris", RIS);
    let report = bank.json(&["load", "one.bib", "--id", "cafes", "--title", "On cafés"]);
    assert_eq!((&report["id"], &report["rows"]), (&json!("cafes"), &json!(1)));
    assert_eq!(hit(&bank, "tea")["source"]["title"], "On cafés");
    assert_eq!(bank.json(&["load", "one.nbib"])["id"], "reed-2018-night");
    let before = bank.corpus();
    let _ = bank.run(&["load", "library.ris", "--id", "mine"]).fails(2).says("2 references").hints();
    let _ = bank.run(&["load", "library.ris", "--kind", "survey"]).fails(2).hints();
    assert_eq!(bank.corpus(), before);
}

/// Puts a file of every kind into `folder` of the inbox.
fn put_all(bank: &OwnBank, folder: &str) {
    bank.put(&format!("{folder}/plan.docx"), docx("Our plan", &paragraph("Marmalade in a document.")));
    bank.put(&format!("{folder}/notes.odt"), odt("Marmalade in notes."));
    bank.put(&format!("{folder}/minutes.pdf"), two_pages());
    bank.put(&format!("{folder}/page.htm"), "<p>Marmalade on a page.</p>");
    bank.put(&format!("{folder}/old.txt"), b"Marmalade in the caf\xe9.");
    bank.put(&format!("{folder}/library.ris"), RIS);
    bank.put(&format!("{folder}/more.bib"), "@book{x, title = {Marmalade}, year = 1999, abstract = {Marmalade.}}");
}

#[test]
fn a_folder_of_everything_loads_and_a_dry_run_writes_nothing() {
    let bank = own_bank();
    put_all(&bank, "papers");
    bank.put("form.xlsx", template("literature", "carers"));
    let before = bank.corpus();
    let _ = bank.run(&["load", "form.xlsx", "--kind", "literature", "--dry-run"]).good().shows("would be stored");
    let tried = bank.json(&["load", "papers", "--dry-run"]);
    assert_eq!(tried["loads"].as_array().unwrap().len(), 7, "{tried}");
    assert_eq!(bank.corpus(), before);
    assert_eq!(bank.json(&["search", "marmalade", "--limit", "0"])["total"], 0);
    let loaded = bank.json(&["load", "papers"]);
    assert_eq!(loaded["loads"].as_array().unwrap().len(), 7);
    assert_eq!(bank.json(&["search", "marmalade", "--limit", "0"])["total"], 7);
    let _ = bank.run(&["check"]).good();
}

const GROUP: &str = "kind = \"focus-group\"\ntitle = \"Tea\"\n\n[[quote]]\nid = \"a\"\ntext = \"Marmalade for us.\"\n";

#[test]
fn a_record_or_template_says_itself_what_kind_it_is() {
    let bank = own_bank();
    bank.put("tea.toml", GROUP);
    bank.put("form.xlsx", template("literature", "carers"));
    let source = table(&[&["Kind", "Focus group"], &["Title", "Talk"], &["Voice", "first-hand"]]);
    let insights = table(&[&["Kind", "Text"], &["quote", "Jam keeps me going."]]);
    bank.put("talk.docx", docx("", &[source, insights].concat()));
    for (name, kind, folder) in [
        ("tea.toml", "focus-group", "focus-groups/tea"),
        ("form.xlsx", "literature", "literature/form"),
        ("talk.docx", "focus-group", "focus-groups/talk"),
    ] {
        assert_eq!(bank.json(&["load", name])["kind"], kind, "{name}");
        assert!(bank.path(&format!("corpus/sources/{folder}/source.toml")).is_file(), "{name}");
        let before = bank.corpus();
        let _ = code(&bank.json(&["load", name]), "no_change");
        assert_eq!(bank.corpus(), before);
    }
    assert_eq!(hit(&bank, "jam")["kind"], "quote");
    let _ = bank.run(&["check"]).good();
    let _ = bank.run(&["load", "tea.toml", "--kind", "literature", "--id", "x"]).fails(2).says("tea.toml:1").hints();
}

#[test]
fn a_template_that_does_not_say_its_kind_is_asked_for_it_and_is_no_survey() {
    let bank = own_bank();
    let source: &[&[&str]] = &[&["What", "Your answer"], &["Kind", ""], &["Title", "Tea"], &["Year", "2024"]];
    bank.put("form.xlsx", xlsx(&[("Source", source)]));
    let before = bank.corpus();
    let _ = bank.run(&["load", "form.xlsx"]).fails(2).says("form.xlsx").says("ind").hints();
    assert_eq!(bank.corpus(), before);
    let answers: &[&[&str]] = &[&["Title", "Kind", "Year"], &["Miss", "good", "1"], &["Mr", "bad", "2"]];
    bank.put("answers.xlsx", xlsx(&[("Sheet1", answers)]));
    assert_eq!(bank.json(&["load", "answers.xlsx"])["kind"], "survey");
}

#[test]
fn a_record_takes_the_title_it_is_given_and_the_file_is_kept() {
    let bank = own_bank();
    bank.put("tea.toml", GROUP);
    let _ = bank.run(&["load", "tea.toml", "--title", "Coffee"]).good();
    assert_eq!(hit(&bank, "marmalade")["source"]["title"], "Coffee");
    let kept = bank.path("corpus/sources/focus-groups/tea/originals/tea.toml");
    assert_eq!(std::fs::read_to_string(kept).unwrap(), GROUP);
}

#[test]
fn a_text_stays_of_the_kind_it_was_said_to_be_until_somebody_says_another() {
    let bank = own_bank();
    bank.put("paper.txt", "Marmalade was praised.");
    let _ = bank.run(&["load", "paper.txt", "--kind", "literature"]).good();
    let before = bank.corpus();
    let told = bank.json(&["load", "paper.txt", "--kind", "meeting"]);
    assert!(code(&told, "no_change")["hint"].as_str().unwrap().contains("--replace"));
    assert_eq!(bank.corpus(), before);
    bank.put("paper.txt", "Marmalade was praised by all.");
    let _ = bank.run(&["load", "paper.txt"]).fails(2).says("--replace");
    assert_eq!(bank.corpus(), before);
    assert_eq!(bank.json(&["load", "paper.txt", "--replace"])["kind"], "literature");
    assert_eq!(bank.json(&["load", "paper.txt", "--replace", "--kind", "meeting"])["kind"], "meeting");
    assert_eq!(hit(&bank, "marmalade")["source"]["kind"], "meeting");
    assert!(!bank.path("corpus/sources/literature/paper").exists());
    let _ = bank.run(&["check"]).good();
}

#[test]
fn a_questionnaire_alone_is_told_where_it_belongs() {
    let bank = own_bank();
    let before = bank.corpus();
    for name in ["staff.lss", "staff.LSG", "staff.lsq", "staff.qsf"] {
        bank.put(name, "<document/>");
        for more in [&[][..], &["--kind", "survey"], &["--kind", "document"], &["--dry-run"]] {
            let told = bank.run(&[&["load", name], more].concat()).fails(2);
            let _ = told.says("questionnaire").says(&format!("--questionnaire {name}"));
        }
    }
    assert_eq!(bank.corpus(), before);
}

#[test]
fn very_many_short_lines_and_brackets_load_like_any_text() {
    let bank = own_bank();
    bank.put("lines.txt", "We talked.\n".repeat(200_000));
    bank.put("links.md", "[a](b".repeat(50_000));
    assert!(bank.json(&["load", "lines.txt", "--dry-run"])["rows"].as_u64().unwrap() > 2_000);
    assert!(bank.json(&["load", "links.md", "--dry-run"])["rows"].as_u64().unwrap() > 0);
}

#[test]
fn the_part_of_the_list_is_kept_beside_each_reference() {
    let bank = own_bank();
    bank.put("library.ris", RIS);
    let _ = bank.run(&["load", "library.ris", "--dry-run"]).good().shows("would be stored").shows("2 ");
    assert!(!bank.path(OKAFOR).exists());
    let _ = bank.run(&["load", "library.ris"]).good();
    let kept = |id: &str| {
        let place = bank.path(&format!("corpus/sources/literature/{id}/originals/library.ris"));
        std::fs::read_to_string(place).unwrap()
    };
    let (first, second) = (kept("okafor-2019-waiting"), kept("reed-2021-buses"));
    assert!(first.contains("Okafor, Chidi") && !first.contains("Reed, Jo"), "{first}");
    assert_eq!(first + &second, RIS);
}
