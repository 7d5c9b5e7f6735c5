//! Word and `OpenDocument` texts as people write them, made of the smallest markup that says the same.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::file::Block;

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx_parts<'t>(body: &'t str, others: &[(&'t str, &'t str)]) -> Vec<u8> {
    let main = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    let mut parts = vec![("word/document.xml", main.as_str())];
    parts.extend(others);
    packed(&parts)
}

fn docx(body: &str) -> (Document, Vec<Problem>) {
    let styles = "<w:styles>
        <w:style w:styleId='Ttl'><w:name w:val='Title'/></w:style>
        <w:style w:styleId='H1'><w:name w:val='heading 1'/></w:style>
        <w:style w:styleId='Own'><w:name w:val='Our heading'/><w:basedOn w:val='H2x'/></w:style>
        <w:style w:styleId='H2x'><w:name w:val='Base'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style>
        <w:style w:styleId='Said'><w:name w:val='Intense Quote'/></w:style>
        <w:style w:styleId='Loop'><w:name w:val='Loop'/><w:basedOn w:val='Loop'/></w:style></w:styles>";
    let numbering =
        "<w:numbering><w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/></w:lvl>
        <w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/></w:lvl></w:abstractNum>
        <w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num></w:numbering>";
    let notes = "<w:footnotes><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>
        <w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t> See the plan.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let parts = [("word/styles.xml", styles), ("word/numbering.xml", numbering), ("word/footnotes.xml", notes)];
    read_docx("a.docx", Cursor::new(docx_parts(body, &parts))).unwrap()
}

/// Blocks as short lines.
fn shown(blocks: &[Block]) -> Vec<String> {
    let line = |block: &Block| match block {
        Block::Heading { level, text } => format!("{} {text}", "#".repeat(usize::from(*level))),
        Block::Paragraph(text) => text.clone(),
        Block::ListItem { level, text } => format!("{}- {text}", " ".repeat(usize::from(*level))),
        Block::Quotation(text) => format!("> {text}"),
        Block::Table { rows } => rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("/"),
        Block::PageBreak(page) => format!("page {page}"),
    };
    blocks.iter().map(line).collect()
}

#[track_caller]
fn word(body: &str, expected: &[&str]) {
    assert_eq!(shown(&docx(body).0.blocks), expected);
}

#[test]
fn headings_are_told_by_their_styles_and_by_what_these_are_based_on() {
    word(
        "<w:p><w:pPr><w:pStyle w:val='H1'/></w:pPr><w:r><w:t>One</w:t></w:r></w:p>
         <w:p><w:pPr><w:pStyle w:val='Own'/></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>
         <w:p><w:pPr><w:pStyle w:val='Heading3'/></w:pPr><w:r><w:t>Three</w:t></w:r></w:p>
         <w:p><w:pPr><w:outlineLvl w:val='3'/></w:pPr><w:r><w:t>Four</w:t></w:r></w:p>
         <w:p><w:pPr><w:pStyle w:val='Said'/></w:pPr><w:r><w:t>We wait.</w:t></w:r></w:p>
         <w:p><w:pPr><w:pStyle w:val='Loop'/></w:pPr><w:r><w:t>Text.</w:t></w:r></w:p>",
        &["# One", "## Two", "Three", "#### Four", "> We wait.", "Text."],
    );
}

#[test]
fn a_document_with_a_title_has_its_headings_below_it() {
    let (document, _) = docx(
        "<w:p><w:pPr><w:pStyle w:val='Ttl'/></w:pPr><w:r><w:t>Our plan</w:t></w:r></w:p>
         <w:p><w:pPr><w:pStyle w:val='H1'/></w:pPr><w:r><w:t>Aims</w:t></w:r></w:p><w:p><w:r><w:t>High.</w:t></w:r></w:p>",
    );
    assert_eq!(document.title.as_deref(), Some("Our plan"));
    assert_eq!(shown(&document.blocks), ["# Our plan", "## Aims", "High."]);
}

#[test]
fn what_was_inserted_stays_and_what_was_deleted_goes() {
    word(
        "<w:p><w:r><w:t xml:space='preserve'>We </w:t></w:r><w:ins><w:r><w:t>now </w:t></w:r></w:ins><w:del><w:r><w:delText>never \
         </w:delText></w:r></w:del><w:r><w:t>wait</w:t></w:r><w:commentReference/><w:r><w:noBreakHyphen/><w:t>less</w:t><w:br/><w:t>&amp; \
         so&#160;on</w:t></w:r></w:p><w:del><w:p><w:r><w:t>Gone</w:t></w:r></w:p></w:del>",
        &["We now wait-less & so on"],
    );
}

#[test]
fn an_entity_that_nobody_defined_stays_as_it_is_written() {
    word("<w:p><w:r><w:t>Fish &amp; chips &mdash; &#8364;5</w:t></w:r></w:p>", &["Fish & chips &mdash; \u{20ac}5"]);
}

#[test]
fn lists_keep_their_numbers() {
    let item = |level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    word(&[item(0, "one"), item(1, "inner"), item(0, "two")].concat(), &["- 1. one", " - inner", "- 2. two"]);
}

#[test]
fn fields_show_their_results_and_links_their_words() {
    word(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>no</w:t></w:r><w:r><w:fldChar \
         w:fldCharType='separate'/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:hyperlink><w:r><w:t> \
         link</w:t></w:r></w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t> chosen</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        &["12 link chosen"],
    );
}

#[test]
fn hidden_text_is_left_out_and_said_so() {
    let (document, problems) =
        docx("<w:p><w:r><w:t>Seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>");
    assert_eq!(shown(&document.blocks), ["Seen"]);
    assert_eq!(problems[0].code, "hidden_text");
}

#[test]
fn notes_stand_at_the_end_under_their_numbers() {
    word(
        "<w:p><w:r><w:t>Text</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
        &["Text [1]", "# Notes", "[1] See the plan."],
    );
}

#[test]
fn a_text_box_is_read_once_and_a_table_within_a_cell_as_its_words() {
    let text = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let shape = format!("<w:txbxContent>{}</w:txbxContent>", text("Boxed"));
    word(
        &format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice>{shape}</mc:Choice><mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent>\
             <w:t>Out</w:t></w:r></w:p>"
        ),
        &["Out", "Boxed"],
    );
    let inner = format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", text("in"), text("side"));
    word(&format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>", text("A")), &["A|in side"]);
}

fn odt(body: &str) -> Vec<String> {
    let content = format!(
        "<office:document-content><office:automatic-styles>
         <style:style style:name='P1' style:parent-style-name='Quotations'/>
         <style:style style:name='T1'><style:text-properties text:display='none'/></style:style>
         <text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-format='1'/></text:list-style>
         </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let bytes = packed(&[("content.xml", &content), ("meta.xml", "<m><dc:title>T</dc:title></m>")]);
    let (document, _) = read_odt("a.odt", Cursor::new(bytes)).unwrap();
    assert_eq!(document.title.as_deref(), Some("T"));
    shown(&document.blocks)
}

#[test]
fn an_open_document_gives_headings_lists_tables_and_notes() {
    let item = |words: &str| format!("<text:list-item><text:p>{words}</text:p></text:list-item>");
    let body = format!(
        "<text:tracked-changes><text:p>Gone</text:p></text:tracked-changes><text:h text:outline-level='2'>Aims</text:h>\
         <text:p>Two<text:s text:c='3'/>words<text:span text:style-name='T1'>hidden</text:span><text:note><text:note-citation>1\
         </text:note-citation><text:note-body><text:p>Noted.</text:p></text:note-body></text:note></text:p>\
         <text:list text:style-name='L1'>{}{}</text:list><text:p text:style-name='P1'>We wait.</text:p>\
         <table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated='9000'/></table:table-row></table:table>",
        item("one"),
        item("two")
    );
    assert_eq!(
        odt(&body),
        ["## Aims", "Two words [1]", "- 1. one", "- 2. two", "> We wait.", "A|", "# Notes", "[1] Noted."]
    );
}

#[test]
fn what_cannot_be_read_is_refused_with_a_way_on() {
    let locked = [OLD_CONTAINER.as_slice(), &[0; 600]].concat();
    let empty = docx_parts("<w:p/>", &[]);
    for (bytes, code) in [(locked, "locked_file"), (empty, "no_text"), (packed(&[("x", "y")]), "damaged_archive")] {
        let problems = read_docx("a.docx", Cursor::new(bytes)).unwrap_err();
        assert_eq!((problems[0].code.as_str(), problems[0].hint.is_some()), (code, true));
    }
    let manifest = packed(&[("META-INF/manifest.xml", "<m:encryption-data/>"), ("content.xml", "x")]);
    assert_eq!(read_odt("a.odt", Cursor::new(manifest)).unwrap_err()[0].code, "locked_file");
}

#[test]
fn very_deep_documents_are_read() {
    let deep = |name: &str| format!("{}<w:p><w:r><w:t>In</w:t></w:r></w:p>", format!("<w:{name}>").repeat(50_000));
    for name in ["tbl", "tc", "sdt", "txbxContent", "r"] {
        let _ = read_docx("a.docx", Cursor::new(docx_parts(&deep(name), &[])));
        let content = deep(name).replace("<w:p>", "<text:p>");
        let _ = read_odt("a.odt", Cursor::new(packed(&[("content.xml", &content)])));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_markup_is_read_without_a_panic(
        tags in proptest::collection::vec("</?(w:p|w:r|w:t|w:tbl|w:tr|w:tc|w:ins|w:del|w:fldChar w:fldCharType='begin'|text:p|text:list|text:note|x)/?>|&[a-z]{0,3};?|[a-z<&]{0,4}", 0..60),
        cut in 0usize..400
    ) {
        let body = tags.concat();
        let bytes = docx_parts(&body, &[("word/styles.xml", &body), ("word/footnotes.xml", &body), ("word/numbering.xml", &body), ("content.xml", &body)]);
        let _ = read_docx("a.docx", Cursor::new(bytes.clone()));
        let _ = read_odt("a.odt", Cursor::new(bytes.clone()));
        let _ = read_docx("a.docx", Cursor::new(bytes.get(..cut).unwrap_or(&bytes).to_vec()));
    }
}
