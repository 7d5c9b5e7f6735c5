//! PDF files made of the fewest objects that show a text.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

/// A file of `pages`, each a drawing, with a font whose encoding is `encoding`, and more objects from number 4 on.
fn pdf_with(pages: &[String], encoding: &str, more: &[String]) -> Vec<u8> {
    let first_page = 4 + more.len();
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", first_page + 2 * page)).collect();
    let kids = kids.join(" ");
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/MediaBox[0 0 595 842]/Kids[{kids}]>>", pages.len()),
        format!("<</Type/Font/Subtype/Type1/BaseFont/Helvetica{encoding}>>"),
    ];
    objects.extend_from_slice(more);
    for (place, drawing) in pages.iter().enumerate() {
        let content = first_page + 2 * place + 1;
        objects.push(format!("<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents {content} 0 R>>"));
        objects.push(format!("<</Length {}>>stream\n{drawing}\nendstream", drawing.len()));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
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

/// Lines with their sizes and heights on paper, as a drawing.
fn lines(lines: &[(u32, u32, &str)]) -> String {
    let line = |(size, y, text): &(u32, u32, &str)| format!("BT /F {size} Tf 1 0 0 1 50 {y} Tm ({text}) Tj ET\n");
    lines.iter().map(line).collect::<Vec<_>>().concat()
}

fn pdf(pages: &[String]) -> Vec<u8> {
    pdf_with(pages, "/Encoding/WinAnsiEncoding", &[])
}

fn shown(bytes: &[u8]) -> Vec<String> {
    let line = |block: &Block| match block {
        Block::Heading { level, text } => format!("{} {text}", "#".repeat(usize::from(*level))),
        Block::Paragraph(text) | Block::Quotation(text) => text.clone(),
        Block::ListItem { text, .. } => format!("- {text}"),
        Block::Table { rows } => rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("/"),
        Block::PageBreak(page) => format!("page {page}"),
    };
    read_pdf("a.pdf", bytes).unwrap().0.blocks.iter().map(line).collect()
}

#[test]
fn wrapped_lines_are_a_paragraph_and_large_ones_a_heading() {
    let page = lines(&[
        (20, 780, "Our aims"),
        (10, 740, "Waiting times are long in the whole of the county and they con-"),
        (10, 728, "tinue to grow where people wait for well-"),
        (10, 716, "known kinds of care, as those who continue to wait have told us."),
        (10, 690, "\\225 more \\223staff\\224"),
        (10, 678, "\\225 less paper"),
    ]);
    let expected = "Waiting times are long in the whole of the county and they continue to grow where people wait for well-known \
        kinds of care, as those who continue to wait have told us.";
    assert_eq!(
        shown(&pdf(&[page])),
        ["page 1", "# Our aims", expected, "- more \u{201c}staff\u{201d}", "- less paper"]
    );
}

#[test]
fn pieces_side_by_side_in_rows_are_a_table() {
    let cell = |x: u32, y: u32, text: &str| format!("BT /F 10 Tf {x} {y} Td [({text})] TJ ET\n");
    let page =
        [cell(50, 700, "Topic"), cell(300, 700, "Share"), cell(50, 680, "Waits"), cell(300, 680, "61%")].concat();
    assert_eq!(shown(&pdf(&[page])), ["page 1", "Topic|Share/Waits|61%"]);
}

#[test]
fn running_heads_go_and_a_sentence_goes_on_over_the_page() {
    let page = |number: u32, text: &str| {
        lines(&[(10, 810, "Our plan 2024"), (10, 600, text), (10, 30, &format!("Page {number}"))])
    };
    let pages = [page(1, "Care is late and"), page(2, "people wait."), page(3, "They told us.")];
    let bytes = pdf(&pages);
    assert_eq!(shown(&bytes), ["page 1", "Care is late and people wait.", "page 2", "page 3", "They told us."]);
    assert_eq!(read_pdf("a.pdf", &bytes).unwrap().1[0].code, "running_heads");
}

#[test]
fn what_codes_mean_is_told_by_the_file() {
    let map = "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <01> <00660069> endbfchar \
        2 beginbfrange <02> <04> <0061> <05> <06> [<0078> <0079>] endbfrange";
    let more = [format!("<</Length {}>>stream\n{map}\nendstream", map.len())];
    let page = lines(&[(10, 700, "\\001\\002\\003\\004\\005\\006 \\200\\201")]);
    let encoding = "/ToUnicode 4 0 R/Encoding<</Differences[128/eacute/f_f_i]>>";
    assert_eq!(shown(&pdf_with(&[page], encoding, &more)), ["page 1", "fiabcxy \u{e9}ffi"]);
}

#[test]
fn drawings_within_themselves_come_to_an_end() {
    let form = "<</Type/XObject/Subtype/Form/Resources<</XObject<</X 4 0 R>>/Font<</F 3 0 R>>>>/Length 46>>stream\n\
        BT /F 10 Tf (We wait a while.) Tj ET /X Do /X Do\nendstream";
    let mut bytes = String::from_utf8(pdf_with(&["/X Do".to_owned()], "", &[form.to_owned()])).unwrap();
    bytes = bytes.replace("/Resources<</Font<</F 3 0 R>>>>/Contents", "/Resources<</XObject<</X 4 0 R>>>>/Contents");
    assert!(shown(bytes.as_bytes()).iter().any(|text| text.contains("We wait")));
}

#[test]
fn what_holds_no_text_is_refused_with_a_way_on() {
    for (bytes, code) in [
        (pdf(&["0 0 10 10 re f".to_owned()]), "no_text"),
        (b"%PDF-1.4".to_vec(), "damaged_document"),
        (Vec::new(), "damaged_document"),
    ] {
        let problems = read_pdf("a.pdf", &bytes).unwrap_err();
        assert_eq!((problems[0].code.as_str(), problems[0].hint.is_some()), (code, true));
    }
    let twice = b"1 0 obj <</Filter[/FlateDecode/FlateDecode]>>stream\n";
    assert_eq!(read_pdf("a.pdf", twice).unwrap_err()[0].code, "document_too_large");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_damaged_file_is_read_without_a_panic(
        changes in proptest::collection::vec((0usize..900, any::<u8>()), 0..12),
        drawing in "(BT|ET|q|Q|/F 9 Tf|/F Tf|[0-9.-]{1,9} [0-9]{1,4} Td|\\([a-z]{0,9}\\) Tj|\\[\\(a\\)-300\\(b\\)\\] TJ|1 0 0 1 2 3 cm|/Artifact <</Type/Pagination>> BDC|EMC|T\\*|[a-z]{0,3}| |\\[|<){0,40}"
    ) {
        let mut bytes = pdf(&[drawing]);
        for (place, byte) in changes {
            if let Some(old) = bytes.get_mut(place) {
                *old = byte;
            }
        }
        let _ = read_pdf("a.pdf", &bytes);
    }
}
