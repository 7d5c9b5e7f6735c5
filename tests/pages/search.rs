//! Searching and filtering.

use crate::pages::document::{Page, words};

#[test]
fn what_is_found_is_shown_with_its_kind_words_source_and_themes() {
    let page = Page::shipped("/search?q=social+prescribing");
    assert_eq!(
        page.text("title").split(" \u{2013} ").next(),
        Some("Search results for \u{201c}social prescribing\u{201d}")
    );
    assert!(!page.all("ul.hits > li.hit").is_empty());
    for selector in [".tag", "mark", "a[href^='/sources/']", "a[href^='/insights/']"] {
        for hit in page.all("ul.hits > li.hit") {
            let inner = scraper::Selector::parse(selector).unwrap();
            assert!(hit.select(&inner).next().is_some(), "`{selector}` is not in {}", words(hit));
        }
    }
    assert!(page.text(".results-count").contains("insight"));
}

#[test]
fn the_words_stay_in_the_box_and_filters_join_its_form() {
    let page = Page::shipped("/search?q=access&kind=finding&theme=access");
    assert_eq!(page.attributes("#q", "value"), ["access"]);
    assert!(page.has("#kind-finding[checked][form='search-form']"));
    assert!(page.has("#theme-access[checked][form='search-form']"));
    assert!(page.has("button[form='search-form'][type='submit']"));
}

#[test]
fn each_selected_filter_can_be_taken_away_and_leaves_the_others() {
    let page = Page::shipped("/search?q=access&kind=finding&kind=recommendation&theme=access&sort=newest");
    let targets = page.attributes("a.selected-tag", "href");
    assert_eq!(targets.len(), 3);
    for target in &targets {
        let after = Page::shipped(target);
        assert_eq!(after.all("a.selected-tag").len(), 2, "{target}");
        assert!(target.contains("q=access") && target.contains("sort=newest"), "{target}");
    }
    assert_eq!(Page::shipped(&page.link("Clear all filters")).all("a.selected-tag").len(), 0);
}

#[test]
fn a_filter_narrows_the_count() {
    let number = |address: &str| {
        let line = Page::shipped(address).text(".results-count");
        line.split(' ').next().unwrap().replace(',', "").parse::<u64>().unwrap()
    };
    let (all, findings) = (number("/search"), number("/search?kind=finding"));
    assert!(0 < findings && findings < all, "{findings} of {all}");
}

#[test]
fn facets_tell_counts_and_shares() {
    let page = Page::shipped("/search?q=access");
    for count in page.all(".filters .facet-count") {
        let text = words(count);
        assert!(text.ends_with('%') && text.contains(", "), "`{text}`");
    }
    assert!(page.all(".filters details.facet").len() >= 6);
}

#[test]
fn the_next_page_goes_on_and_leads_back() {
    let first = Page::shipped("/search?kind=finding&limit=3");
    assert!(first.text(".results-count").contains("showing 1 to 3"));
    let next = first.attributes("a[rel='next']", "href").remove(0);
    let second = Page::shipped(&next);
    assert!(second.text(".results-count").contains("showing 4 to 6"), "{}", second.text(".results-count"));
    let ids = |page: &Page| page.attributes("li.hit .hit-open a", "href");
    assert!(ids(&first).iter().all(|id| !ids(&second).contains(id)));
    assert_eq!(ids(&Page::shipped(&second.link("Back to the first page"))), ids(&first));
}

#[test]
fn the_list_can_be_taken_away() {
    let page = Page::shipped("/search?q=access&kind=finding");
    assert_eq!(page.link("CSV"), "/api/v1/search.csv?q=access&kind=finding");
    assert_eq!(page.link("JSON"), "/api/v1/search?q=access&kind=finding");
}

#[test]
fn nothing_found_says_what_to_try() {
    let page = Page::shipped("/search?q=zyxwvutsrqponml&kind=quote");
    assert!(page.text(".results-count").starts_with("0 insights"));
    assert!(page.has(".results a[href='/themes']") && page.has(".results a[href='/help/search']"));
    assert!(page.has(".results a[href='/search?q=zyxwvutsrqponml']"));
}

#[test]
fn what_a_person_types_is_shown_as_text() {
    let hostile = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E%3Cimg%20src=x%20onerror=alert(1)%3E";
    let page = Page::shipped(&format!("/search?q={hostile}"));
    assert!(!page.has("script") && !page.has("img"));
    assert_eq!(page.attributes("#q", "value"), ["\"><script>alert(1)</script><img src=x onerror=alert(1)>"]);
}

#[test]
fn what_was_made_up_is_marked_in_every_list() {
    let page = Page::shipped("/search?source=workforce-2022-illustrative");
    for hit in page.all("li.hit") {
        assert!(words(hit).contains("Illustrative"), "{}", words(hit));
    }
    assert!(!page.all("li.hit").is_empty());
}

#[test]
fn every_example_of_the_help_page_finds_an_answer() {
    let help = Page::shipped("/help/search");
    let examples = help.attributes("th a[href^='/search']", "href");
    assert!(examples.len() >= 10);
    for example in examples {
        assert_eq!(Page::shipped(&example).all("h1").len(), 1, "{example}");
    }
}
