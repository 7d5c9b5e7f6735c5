//! Passages: nothing lost, headings kept, addresses that stay.

use proptest::prelude::*;

use super::*;
use crate::corpus::SourceKind;
use crate::corpus::read_source;
use crate::framework::Framework;

fn source() -> Source {
    let record = "kind = \"document\"\ntitle = \"T\"\nyear = 2022\n";
    let (source, _) = read_source(&"doc".parse().unwrap(), "doc", record, &Framework::default());
    source.filter(|it| it.kind == SourceKind::Document).unwrap()
}

fn read(file: &str, text: &str) -> Vec<Insight> {
    read_passages(&source(), file, text).0
}

/// Passages as "heading > heading: text".
fn shown(file: &str, text: &str) -> Vec<String> {
    read(file, text).iter().map(|it| format!("{}: {}", it.headings.join(" > "), it.text)).collect()
}

#[track_caller]
fn markdown(text: &str, expected: &[&str]) {
    assert_eq!(shown("text.md", text), expected);
}

#[track_caller]
fn plain(text: &str, expected: &[&str]) {
    assert_eq!(shown("text.txt", text), expected);
}

fn many(word: &str, count: usize) -> String {
    vec![word; count].join(" ")
}

#[test]
fn passages_stand_under_the_path_of_their_headings() {
    markdown("Before.\n# A\nOne.\n## B ##\nTwo.\n# C\nThree.", &[": Before.", "A: One.", "A > B: Two.", "C: Three."]);
    markdown("Title\n=====\nOne.\n\nPart\n----\nTwo.", &["Title: One.", "Title > Part: Two."]);
}

#[test]
fn a_line_in_bold_that_stands_alone_heads_what_follows() {
    markdown(
        "# A\nOne.\n\n**Group four:**\n\n- two\n\n**Group five**\n- three\n# B\nFour.",
        &["A: One.", "A > Group four:: two", "A > Group five: three", "B: Four."],
    );
    markdown(
        "**We will do it.**\n\n**Ann, Chair**\n\n**Bob, Chair**\n\n# B\nFour.",
        &[": We will do it.\n\nAnn, Chair\n\nBob, Chair", "B: Four."],
    );
}

#[test]
fn a_heading_with_nothing_under_it_is_kept() {
    markdown("# A\n## B\n## C\nText.\n## D", &["A: B", "A > C: Text.", "A: D"]);
}

#[test]
fn passages_carry_the_page_on_which_they_begin() {
    let text = "<!-- page 3 -->\n\n# A\n\nOne\n\n# B\n\n<!-- page 4 -->\n\nTwo. <!-- page 9 --> More.\n\n# C\n";
    let pages: Vec<_> = read("text.md", text).into_iter().map(|it| (it.text, it.page)).collect();
    let page = |text: &str, page: &str| (text.to_owned(), Some(page.to_owned()));
    assert_eq!(pages, [page("One", "3"), page("Two. More.", "4"), page("C", "4")]);
    assert_eq!(read("text.md", "One")[0].page, None);
}

#[test]
fn markup_goes_and_words_stay() {
    markdown(
        "Some **bold**, *soft*, __both__ and `code`; see [the plan](https://example.org/a_(b) \"Title\") &amp; <b>more</b><br>here.",
        &[": Some bold, soft, both and code; see the plan & more here."],
    );
    markdown("![image](x.png)A ![Chart of waits](y.png) <!-- gone\n\n# gone -->\nend", &[": A Chart of waits end"]);
    markdown("[![logo](a)](b) [text][ref] and [sic] stay\n\n[ref]: https://example.org", &[": text and [sic] stay"]);
    markdown("**Note: ** it ***really*** is", &[": Note: it really is"]);
}

#[test]
fn signs_that_are_no_markup_stay() {
    markdown(
        "2 * 3 * 4 < 5 and a_b_c and 5 > 3, \\*so\\* it is <your name>",
        &[": 2 * 3 * 4 < 5 and a_b_c and 5 > 3, *so* it is <your name>"],
    );
    markdown("[see](the long appendix) and #hashtag", &[": [see](the long appendix) and #hashtag"]);
}

#[test]
fn lists_tables_quotations_and_code_are_kept_as_text() {
    markdown("Such as:\n* one\n  more\n*\ttwo\n2. three", &[": Such as:\none more\ntwo\n2. three"]);
    markdown(
        "| Topic | Finding |\n|:--|--|\n| Waits | *Long* |\n|| Longer",
        &[": Topic | Finding\nWaits | Long\nLonger"],
    );
    markdown("> # Said\n> We wait.\n", &["Said: We wait."]);
    markdown("```\n# not a heading\n```\nEnd.", &[": # not a heading\n\nEnd."]);
}

#[test]
fn a_line_across_the_page_is_no_heading_and_no_text() {
    markdown("One.\n\n---\n\n* item\n---\nTwo.", &[": One.\nitem\n\nTwo."]);
}

#[test]
fn short_lines_between_blank_lines_head_a_plain_text() {
    plain(
        "The strategy\n\nOur aims\n\nWe aim high.\n\n  \u{2022} one\n  \u{2022} two\n\nNext steps\n\nWe go on.",
        &["The strategy > Our aims: We aim high.\none\ntwo", "The strategy > Next steps: We go on."],
    );
    plain("Report\n======\n\nOne.\n\n2.1 Access\n\nTwo.", &["Report: One.", "Report > 2.1 Access: Two."]);
}

#[test]
fn short_lines_that_are_no_headings_stay_text() {
    plain("We waited.\n\nreduce waits\n\nYes!\n\nThe end", &[": We waited.\n\nreduce waits\n\nYes!\n\nThe end"]);
    plain("Home\n\nNews\n\nAbout us\n\nContact\n\nWe wait.", &[": Home\n\nNews\n\nAbout us", "Contact: We wait."]);
}

#[test]
fn wrapped_lines_belong_together() {
    plain(
        "We waited for\nhours and hours.\n\nThen we left\nfor home.",
        &[": We waited for hours and hours.\n\nThen we left for home."],
    );
}

#[test]
fn a_text_with_markdown_headings_is_markdown_whatever_its_name() {
    plain("# A\nOne.\n# B\nTwo.", &["A: One.", "B: Two."]);
}

#[test]
fn a_long_paragraph_is_cut_at_the_ends_of_sentences() {
    let sentence = format!("Word {} end. ", many("word", 38));
    let passages = read("text.md", &sentence.repeat(12));
    assert!(passages.len() >= 3);
    for passage in passages {
        assert!((60..=150).contains(&text::word_count(&passage.text)));
        assert!(passage.text.ends_with("end."));
    }
}

#[test]
fn paragraphs_with_enough_words_stand_alone() {
    let paragraph = many("word", 70);
    assert_eq!(read("text.md", &format!("{paragraph}\n\n{paragraph}\n")).len(), 2);
}

#[test]
fn the_address_of_a_passage_stays_when_a_chapter_is_added() {
    let one = read("text.md", "# A\nThe buses are late.\n");
    let two = read("text.md", "# New\nText.\n# A\nThe buses are late.\n# B\nThe buses are late.\n");
    assert_eq!(one[0].id, two[1].id);
    assert_eq!(two[2].id.local, format!("{}-2", one[0].id.local));
    assert!(one[0].id.local.starts_with("p-"));
    assert_eq!((one[0].kind, one[0].year, two[1].ordinal), (InsightKind::Passage, Some(2022), 1));
}

#[test]
fn a_document_without_words_is_reported() {
    for empty in ["", "\n\n", "---\n", "<!-- -->"] {
        assert_eq!(read_passages(&source(), "text.md", empty).1[0].code, "empty_document");
    }
}

#[test]
fn very_long_runs_are_read_in_good_time() {
    for run in ["[", "*a ", "_a", "(", "<", "`a", "![", "> ", "&", "#"] {
        let _ = read("text.md", &run.repeat(30_000));
    }
    assert!(read("text.md", &"\u{6f22}\u{5b57}".repeat(3_000)).iter().all(|it| text::word_count(&it.text) <= 200));
}

/// All words of the passages and of their headings.
#[test]
fn a_long_run_of_short_lines_is_one_paragraph_however_long() {
    let passages = read("text.txt", &"We talked.\n".repeat(100_000));
    let words: usize = passages.iter().map(|it| text::word_count(&it.text)).sum();
    assert_eq!(words, 200_000);
}

#[test]
fn brackets_in_any_number_that_never_close_are_words() {
    let passages = read("text.md", &"[a](b".repeat(20_000));
    let words: usize = passages.iter().map(|it| text::word_count(&it.text)).sum();
    assert_eq!(words, 40_000);
    markdown(
        "See [a (b)](http://x/(1)/c \"T\") and [c](no link) and [d](e",
        &[": See a (b) and [c](no link) and [d](e"],
    );
}

#[test]
fn a_page_is_marked_only_on_a_line_of_its_own() {
    let pages = |text: &str| read("text.md", text).iter().map(|it| it.page.clone()).collect::<Vec<_>>();
    assert_eq!(pages(" <!-- page 7 --> \n\nWords."), [Some("7".to_owned())]);
    assert_eq!(pages("Words <!-- page 7 -->\n\nand more."), [None]);
    assert_eq!(pages(&"<!-- page 7 -->".repeat(50_000)), [] as [Option<String>; 0]);
    assert_eq!(pages("<!-- page 7 --> Words."), [None]);
}

fn words_out(insights: &[Insight]) -> Vec<String> {
    let texts = insights.iter().flat_map(|it| it.headings.iter().chain([&it.text]));
    texts.flat_map(|text| text::words(text).map(str::to_owned).collect::<Vec<_>>()).collect()
}

proptest! {
    #[test]
    fn every_word_of_a_plain_text_ends_in_a_passage_or_a_heading(
        lines in proptest::collection::vec("([A-Za-z]{1,9}[.,?]? ){0,16}|  • ([a-z]{1,6} ){1,5}|[0-9]\\.[0-9] [A-Z][a-z]{1,5}|", 0..40)
    ) {
        let text = lines.join("\n");
        let out = words_out(&read("text.txt", &text));
        for word in text::words(&text) {
            prop_assert!(out.iter().any(|it| it == word), "{word}");
        }
    }

    #[test]
    fn every_word_of_a_markdown_text_ends_in_a_passage_or_a_heading(
        blocks in proptest::collection::vec("#{1,6} ([a-z]{1,9} ){1,6}|([A-Z][a-z]{0,8}\\. ?){1,90}|[-*] ([a-z]{1,6} ){1,70}|([a-z]{1,4} ){150,260}|\\*\\*[a-z]{1,9}\\*\\* [a-z]{1,4}", 0..12)
    ) {
        let text = blocks.join("\n\n");
        let passages = read("text.md", &text);
        let out = words_out(&passages);
        for word in text::words(&text.replace("**", " ")) {
            prop_assert!(out.iter().any(|it| it == word), "{word}");
        }
        for passage in &passages {
            prop_assert!(text::word_count(&passage.text) <= 200);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "[ \\n#*_`<>\\[\\]()!&;|~\\\\a-cé漢.:-]{0,120}") {
        for file in ["a.md", "a.txt"] {
            let mut ids: Vec<_> = read(file, &text).into_iter().map(|it| it.id).collect();
            let count = ids.len();
            ids.dedup();
            prop_assert_eq!(ids.len(), count);
        }
    }
}
