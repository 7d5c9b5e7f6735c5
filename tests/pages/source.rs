//! Sources and the text of documents.

use crate::pages::document::{Page, words};
use crate::support::app::TestApp;
use crate::support::folder::own_bank;

#[test]
fn a_record_says_what_is_not_stated() {
    let page = Page::shipped("/sources/fg-poverty");
    assert!(page.text("dl.summary").contains("not stated"));
    assert!(page.has("#list-finding") && page.has("#list-recommendation"));
    assert!(page.has("a[href='/sources/ics-strategy-engagement-2022']"), "the study it is part of");
    assert!(page.has("a[href='/sources/ics-strategy-2022-draft']"), "who speaks of it");
}

#[test]
fn sources_are_listed_by_kind_and_filtered_by_it() {
    let all = Page::shipped("/sources");
    let groups = Page::shipped("/sources?kind=focus-group");
    assert_eq!(groups.all("tbody tr").len(), 4);
    assert!(all.all("tbody tr").len() > 40);
    assert!(groups.has("a[href='/sources/fg-poverty']"));
}

#[test]
fn editions_of_one_text_lead_to_each_other() {
    let page = Page::shipped("/sources/ics-strategy-2022");
    assert!(page.has("a[href='/sources/ics-strategy-2022-draft']"));
}

#[test]
fn a_long_text_is_read_in_parts_under_its_headings() {
    let bank = own_bank();
    let sections = |number: usize| format!("# Chapter {number}\n\nThis is what chapter {number} says.\n\n");
    bank.put("long-report.md", (1..=60).map(sections).collect::<String>());
    let _ = bank.run(&["load", "long-report.md", "--kind", "document"]).good();
    let app = TestApp::own(&bank);
    let (mut address, mut chapters, mut parts) = ("/sources/long-report".to_owned(), Vec::new(), 0);
    loop {
        let page = Page::of(&app, &address);
        chapters.extend(page.all(".passages h3").into_iter().map(words));
        parts += 1;
        let Some(next) = page.attributes("a[rel='next']", "href").pop() else { break };
        address = next.split('#').next().unwrap().to_owned();
        assert!(parts < 10, "the text has no end");
    }
    let wanted: Vec<String> = (1..=60).map(|number| format!("Chapter {number}")).collect();
    assert_eq!(chapters, wanted);
    assert!(parts > 1);
}

#[test]
fn words_in_a_source_are_shown_as_text_whatever_they_hold() {
    let bank = own_bank();
    let record = "kind = \"literature\"\ntitle = \"<script>alert('title')</script>\"\nyear = 2020\nlink = \"javascript:alert(1)\"\n\
        note = \"<img src=x onerror=alert(1)>\"\n\n[[finding]]\nid = \"hostile\"\ntext = \"Words with <b onclick=alert(1)>marks</b> & signs in them.\"\n";
    bank.edit("corpus/sources/literature/hostile.toml", record);
    let app = TestApp::own(&bank);
    for address in ["/sources/hostile", "/insights/hostile.hostile", "/search?q=marks", "/sources", "/"] {
        let page = Page::of(&app, address);
        assert!(!page.has("script") && !page.has("img") && !page.has("[onclick]"), "{address}");
        assert!(!page.has("a[href^='javascript']"), "{address}");
    }
    assert!(
        Page::of(&app, "/insights/hostile.hostile").text(".lead").contains("<b onclick=alert(1)>marks</b> & signs")
    );
}
