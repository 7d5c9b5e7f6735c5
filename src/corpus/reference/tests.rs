//! Lists as `EndNote`, Zotero, Ovid, Scopus, `PubMed` and BibTeX programs write them, and what becomes of them.

use std::fmt::Write;

use super::*;
use crate::corpus::{SourceKind, read_passages};

#[track_caller]
fn only((mut references, problems): (Vec<Reference>, Vec<Problem>)) -> Source {
    assert_eq!((references.len(), problems.as_slice()), (1, [].as_slice()));
    references.remove(0).source
}

fn ris(text: &str) -> (Vec<Reference>, Vec<Problem>) {
    read_ris("list.ris", text)
}

fn bib(text: &str) -> (Vec<Reference>, Vec<Problem>) {
    read_bibtex("list.bib", text)
}

fn codes(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.code.as_str()).collect()
}

/// As Zotero writes an article.
const ARTICLE: &str = "TY  - JOUR\r\nTI  - Waiting for care\r\nAU  - Okafor, Chidi\r\nAU  - Reed, Jo\r\nT2  - Journal of Carers\r\nAB  - We asked carers. They wait *too* long.\r\nDA  - 2019/05/17/\r\nPY  - 2019\r\nDO  - 10.1234/JC.2019.7\r\nVL  - 7\r\nIS  - 2\r\nSP  - 86\r\nEP  - 90\r\nLA  - en\r\nUR  - https://doi.org/10.1234/jc.2019.7\r\nKW  - carers\r\nKW  - waiting\r\nER  - \r\n\r\n";

#[test]
fn an_article_of_a_ris_list_is_a_literature_record() {
    let source = only(ris(&format!("\u{feff}{ARTICLE}")));
    assert_eq!((source.kind, source.id.as_str()), (SourceKind::Literature, "okafor-2019-waiting"));
    assert_eq!(
        (source.title.as_str(), source.year, source.published.as_deref()),
        ("Waiting for care", Some(2019), Some("2019-05-17"))
    );
    assert_eq!(source.authors, ["Okafor, Chidi", "Reed, Jo"]);
    assert_eq!(source.publisher.as_deref(), Some("Journal of Carers"));
    assert_eq!(source.link.as_deref(), Some("https://doi.org/10.1234/JC.2019.7"));
    let note = "Type: journal article; Volume: 7; Issue: 2; Pages: 86; Last page: 90; Keywords: carers, waiting";
    assert_eq!(source.note.as_deref(), Some(note));
}

#[test]
fn an_abstract_is_a_passage_under_its_heading() {
    let (references, _) = ris(ARTICLE);
    let text = references[0].text.as_deref().unwrap();
    let (passages, problems) = read_passages(&references[0].source, "text.md", text);
    assert!(problems.is_empty());
    assert_eq!(passages[0].headings, ["Abstract"]);
    let words: Vec<&str> = passages.iter().map(|passage| passage.text.as_str()).collect();
    assert_eq!(words.join(" "), "We asked carers. They wait *too* long.");
}

#[test]
fn endnote_writes_keywords_one_a_line_and_a_doi_where_others_write_the_type() {
    let source = only(ris(
        "TY  - JOUR\nAB  - First line\nsecond line\nA1  - Health Equity Board,\nID  - 12\nKW  - Adult\nAged\n*Carers\nM3  - 10.1000/abc123\nT1  - A study\nY1  - 2020///Spring\nJO  - J Care\nJF  - Journal of Care\nER  - \n",
    ));
    assert_eq!(source.id.as_str(), "health-equity-board-2020-study");
    assert_eq!(source.authors, ["Health Equity Board"]);
    assert_eq!(source.link.as_deref(), Some("https://doi.org/10.1000/abc123"));
    let note = source.note.unwrap();
    assert!(note.contains("Keywords: Adult, Aged, *Carers"), "{note}");
    assert!(note.contains("Also called: J Care") && note.contains("Date: 2020///Spring"), "{note}");
}

#[test]
fn a_pubmed_list_is_read_by_its_full_names() {
    let (references, problems) = ris(
        "\nPMID- 31978945\nOWN - NLM\nDP  - 2020 Feb 20\nTI  - Waiting in clinics of the\n      east of England.\nLID - 10.1056/abc (1) [doi]\nAB  - BACKGROUND: People\n      wait.\nFAU - Patel, Asha\nAU  - Patel A\nLA  - eng\nJT  - The journal of waiting\nTA  - J Wait\nAID - S123 [pii]\nAID - 10.1056/abc [doi]\n\nPMID- 2\nTI  - Another.\nAU  - Reed J\nDP  - 2012 Sep-Oct\n",
    );
    assert_eq!(references.len(), 2);
    let first = &references[0].source;
    assert_eq!(
        (first.title.as_str(), first.published.as_deref()),
        ("Waiting in clinics of the east of England.", Some("2020-02-20"))
    );
    assert_eq!(
        (first.authors.as_slice(), first.id.as_str()),
        (["Patel, Asha".to_owned()].as_slice(), "patel-2020-waiting")
    );
    assert!(first.note.as_deref().unwrap().contains("Identifier: S123 [pii]"));
    assert_eq!(
        (references[1].source.authors[0].as_str(), references[1].id().as_str()),
        ("Reed J", "reed-2012-another")
    );
    assert_eq!(codes(&problems), ["left_out_field"]);
}

#[test]
fn a_field_nobody_knows_is_reported_once_and_kept_in_the_note() {
    let (references, problems) =
        ris("TY  - RPRT\nTI  - A\nPY  - 2001\nXX  - odd\nER  -\nTY  - RPRT\nTI  - B\nPY  - 2001\nXX  - odder\nER  -\n");
    assert!(references[1].source.note.as_deref().unwrap().contains("XX: odder"));
    assert_eq!(codes(&problems), ["unread_field"]);
    assert!(problems[0].message.contains("2 references"), "{}", problems[0].message);
}

#[test]
fn a_reference_without_its_end_or_its_start_is_read_and_reported() {
    let (references, problems) = ris(
        "Provider: Somebody\n\nTY  - JOUR\nTI  - One\nPY  - 2001\nTY  - JOUR\nTI  - Two\nPY  - 2002\nER  -\nTI  - Three\nPY  - 2003\nER  -\nTY  - JOUR\nER  -\n",
    );
    assert_eq!(references.iter().map(|it| it.source.title.as_str()).collect::<Vec<_>>(), ["One", "Two", "Three"]);
    assert_eq!(codes(&problems), ["outside_reference", "missing_start", "missing_end", "empty_reference"]);
    assert_eq!(references.iter().map(|it| it.line).collect::<Vec<_>>(), [3, 6, 10]);
}

#[test]
fn tags_with_other_spacing_and_old_line_ends_are_read() {
    assert_eq!(only(ris("TY - RPRT\nTI - One space\nPY - 2001\nER -\n")).title, "One space");
    assert_eq!(only(ris("TY  - RPRT\rTI  - Old Mac\rPY  - 2001\rER  - \r")).title, "Old Mac");
    assert_eq!(only(ris("  TY  - RPRT\n  TI  - Indented\n  PY  - 2001\n  ER  -\n")).title, "Indented");
}

#[test]
fn the_same_work_given_twice_becomes_one_record() {
    let again = "TY  - JOUR\nTI  - Waiting for Care.\nDO  - 10.1234/jc.2019.7\nPB  - Press\nDB  - Scopus\nER  - \nTY  - JOUR\nTI  - WAITING FOR CARE\nPY  - 2019\nER  - \n";
    let (references, problems) = ris(&format!("{ARTICLE}{again}"));
    assert_eq!(references.len(), 1);
    assert!(references[0].source.note.as_deref().unwrap().contains("Database: Scopus"));
    assert!(codes(&problems).contains(&"duplicate_reference"));
}

#[test]
fn works_of_one_title_that_are_not_the_same_stay_apart() {
    let one = "TY  - JOUR\nTI  - Editorial\nPY  - 2019\nAU  - A, B\nER  -\n";
    let (references, _) = ris(&format!("{one}{}{}", one.replace("A, B", "C, D"), one.replace("2019", "2020")));
    assert_eq!(
        references.iter().map(|it| it.id().as_str()).collect::<Vec<_>>(),
        ["a-2019-editorial", "c-2019-editorial", "a-2020-editorial"]
    );
    let (untitled, _) = ris("TY  - GEN\nN1  - x\nER  -\nTY  - GEN\nN1  - y\nER  -\n");
    assert_eq!(untitled.iter().map(|it| it.id().as_str()).collect::<Vec<_>>(), ["reference", "reference-2"]);
}

#[test]
fn a_file_that_is_no_list_says_what_a_list_looks_like() {
    for problems in [ris("respondent,q1\n1,yes\n").1, bib("hello a@b.org\n").1] {
        assert_eq!(problems[0].code, "no_references");
        assert!(problems[0].expected.is_some() && problems[0].hint.is_some());
    }
}

#[test]
fn a_bibtex_entry_is_a_record_in_plain_characters() {
    let source = only(bib(
        "% Encoding: UTF-8\n@string{nhs = \"National Health\" # { Service}}\n@comment{jabref-meta: x@article{y}}\n@Article{Muller2021_Care,\n  title = {{Caf\\'e} culture \\& \\\"{u}ber--caring: ``quoted'' G{\\\"o}teborg \\emph{now} at \\$5},\n  author = \"M{\\\"u}ller, J{\\'\\i}\" # { and {Health and Care Board} and others},\n  journal = nhs,\n  year = 2021,\n  month = 17 # \"~\" # may,\n  doi = {10.1000/a\\_b<1>},\n  abstract = {Costs \\pounds 5. \\unknown{kept}},\n  keywords = {care; caf{\\'e}}\n}\n",
    ));
    assert_eq!(source.id.as_str(), "muller2021-care");
    assert_eq!(source.title, "Café culture & über–caring: “quoted” Göteborg now at $5");
    assert_eq!(source.authors, ["Müller, Jí", "Health and Care Board", "et al."]);
    assert_eq!((source.year, source.published.as_deref()), (Some(2021), Some("2021-05-17")));
    assert_eq!(source.publisher.as_deref(), Some("National Health Service"));
    assert_eq!(source.link.as_deref(), Some("https://doi.org/10.1000/a_b%3C1%3E"));
    assert_eq!(source.note.as_deref(), Some("Type: journal article; Keywords: care; café"));
}

#[test]
fn one_broken_bibtex_entry_does_not_hide_the_others() {
    let (references, problems) = bib(
        "@book{one, title = {Not closed, year = 2001\n\n@book{two, title = {Two} year = {2002}}\n@book(three, title = \"Three\", year = 2003)\n@misc{, title = {Four}, year = nodate}\n@report{\n  title = {Five}, year = {2005},}",
    );
    let titles: Vec<&str> = references.iter().map(|it| it.source.title.as_str()).collect();
    assert_eq!(titles, ["Not closed, year = 2001", "Two", "Three", "Four", "Five"]);
    let found = codes(&problems);
    for code in ["missing_end", "broken_entry", "unknown_macro", "missing_year"] {
        assert!(found.contains(&code), "{code} in {found:?}");
    }
}

#[test]
fn a_chapter_takes_from_its_book_what_it_leaves_out() {
    let (references, _) = bib(
        "@incollection{part, title = {A part}, crossref = {whole}}\n@book{whole, title = {The whole}, year = 1999, publisher = {Press}}\n",
    );
    let part = &references[0].source;
    assert_eq!((part.year, part.publisher.as_deref()), (Some(1999), Some("Press")));
    assert!(part.note.as_deref().unwrap().contains("Published in: The whole"));
}

#[test]
fn macros_that_repeat_each_other_do_not_fill_the_memory() {
    let mut list = "@string{a0 = {0123456789}}\n".to_owned();
    for number in 1..60 {
        writeln!(list, "@string{{a{number} = a{0} # a{0} # a{0}}}", number - 1).unwrap();
    }
    list.push_str("@misc{x, title = a59, year = 2001}\n");
    let (references, problems) = bib(&list);
    assert!(references.iter().all(|it| it.source.title.len() < 200_000));
    assert!(codes(&problems).contains(&"long_macro"));
}

#[test]
fn dates_say_no_more_than_they_are_given() {
    for (written, date) in [
        ("2019/05/17/", "2019-05-17"),
        ("2019///", "2019"),
        ("2020 Jan-Feb", "2020-01"),
        ("17 May 2019", "2019-05-17"),
        ("May 2019", "2019-05"),
        ("05/06/2019", "2019"),
        ("20190517", "2019-05-17"),
        ("2019/02/31", "2019-02"),
        ("c2019", ""),
        ("in press", ""),
    ] {
        assert_eq!(date::date_of(written).map(|(date, _)| date).unwrap_or_default(), date, "{written}");
    }
}
