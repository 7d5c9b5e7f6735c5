//! Pages as the web has them: menus, missing ends, odd encodings.

use proptest::prelude::*;

use super::*;
use crate::file::Block;

fn shown(page: &str) -> Vec<String> {
    let line = |block: &Block| match block {
        Block::Heading { level, text } => format!("{} {text}", "#".repeat(usize::from(*level))),
        Block::Paragraph(text) => text.clone(),
        Block::ListItem { level, text } => format!("{}- {text}", " ".repeat(usize::from(*level))),
        Block::Quotation(text) => format!("> {text}"),
        Block::Table { rows } => rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("/"),
        Block::PageBreak(page) => format!("page {page}"),
    };
    read_html("a.html", page).unwrap().blocks.iter().map(line).collect()
}

#[test]
fn headings_paragraphs_lists_tables_and_quotations_are_read() {
    assert_eq!(
        shown(
            "<h2>Aims <em>high</em></h2><p>One<br>two &amp; <b>th</b>ree<p>Four<ul><li>a<ul><li>b</ul><li>c</ul><ol start=3><li>d</ol>\
             <table><caption>Waits</caption><tr><th>A<th>B<tr><td><p>1</p><p>x</p><td><table><tr><td>2</table></table>\
             <blockquote><p>We wait.</p></blockquote>"
        ),
        ["## Aims high", "One two & three", "Four", "- a", " - b", "- c", "- 3. d", "Waits", "A|B/1 x|2", "> We wait."]
    );
}

#[test]
fn menus_scripts_and_hidden_words_are_left_out() {
    let page = "<title>Our &pound; plan</title><style>p{}</style><script>if (a<b) '</p>'</script><header>Log in<h1>Plan</h1></header>\
        <nav><a>Home</a></nav><p hidden>No</p><div style='display: none'>No</div><!-- no --><p>Yes</p><article><footer>Mine</footer>\
        </article><footer>Contact</footer>";
    assert_eq!(shown(page), ["# Plan", "Yes", "Mine"]);
    assert_eq!(read_html("a.html", page).unwrap().title.as_deref(), Some("Our \u{a3} plan"));
}

#[test]
fn where_a_page_names_its_main_part_only_that_is_read() {
    assert_eq!(shown("<p>Ad</p><main><h1>A</h1>Text</main><p>More</p>"), ["# A", "Text"]);
    assert_eq!(shown("<p>Ad</p><main></main>"), ["Ad"]);
}

#[test]
fn the_encoding_is_that_which_the_page_names() {
    assert_eq!(
        decode_html(b"<meta charset=\"windows-1252\"><p>caf\xe9 \x93x\x94"),
        "<meta charset=\"windows-1252\"><p>caf\u{e9} \u{201c}x\u{201d}"
    );
    assert_eq!(decode_html("\u{feff}caf\u{e9}".as_bytes()), "caf\u{e9}");
    assert_eq!(decode_html(b"caf\xe9"), "caf\u{e9}");
    assert_eq!(decode_html(b"\xff\xfea\0b\0"), "ab");
}

#[test]
fn a_page_without_words_is_refused_with_a_way_on() {
    let problems = read_html("a.html", "<script>run()</script><div id=app></div>").unwrap_err();
    assert_eq!((problems[0].code.as_str(), problems[0].hint.is_some()), ("no_text", true));
}

#[test]
fn entities_are_the_characters_they_stand_for() {
    for (text, sign) in [
        ("&eacute;", '\u{e9}'),
        ("&nbsp;", ' '),
        ("&#x2019;", '\u{2019}'),
        ("&#150;", '\u{2013}'),
        ("&yuml;", '\u{ff}'),
    ] {
        assert_eq!(entity(text), Some((sign, text.len())), "{text}");
    }
    for none in ["&", "&;", "&nothing;", "& amp;", "&#0;", "&#x110000;"] {
        assert_eq!(entity(none), None, "{none}");
    }
}

#[test]
fn very_long_runs_are_read_in_good_time() {
    for run in ["<div>", "<p>", "<li>", "<table><tr><td>", "<ul>", "</p", "<a b=", "<!--", "&", "<b>a"] {
        let _ = read_html("a.html", &run.repeat(20_000));
    }
}

proptest! {
    #[test]
    fn any_page_is_read_without_a_panic(
        page in "(</?(p|div|ul|li|ol start=9|table|tr|td|title|script|h1|main|header|br/)>|[a-z&;<>\"'=/é -]{0,5}){0,40}",
        bytes in proptest::collection::vec(any::<u8>(), 0..60)
    ) {
        let _ = read_html("a.html", &page);
        let _ = read_html("a.html", &decode_html(&bytes));
    }

    #[test]
    fn words_outside_tags_are_kept(words in proptest::collection::vec("[a-z]{1,8}", 1..20)) {
        let page = format!("<p>{}", words.join("<p>"));
        prop_assert_eq!(shown(&page), words);
    }
}
