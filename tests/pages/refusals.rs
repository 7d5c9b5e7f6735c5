//! What a person gets who asks for something that is not there or cannot be.

use crate::pages::document::Page;

#[test]
fn what_is_not_there_says_so_with_ways_on() {
    let addresses = [
        "/nothing",
        "/insights/none.such",
        "/insights/nonsense",
        "/sources/none",
        "/themes/none",
        "/priorities/none",
        "/surveys/none",
        "/surveys/none/breakdown",
        "/sources/%FF",
    ];
    for address in addresses {
        let page = Page::any(address);
        assert_eq!(page.status, 404, "{address}");
        assert_eq!(page.text("h1"), "Page not found", "{address}");
        assert!(page.has("main a[href='/search']") && page.has("main a[href='/']"), "{address}");
        assert!(page.has("html[lang='en-GB']") && page.has("main#main"), "{address}");
    }
}

#[test]
fn a_name_nearly_right_is_told() {
    assert!(Page::any("/themes/acess").text("main").contains("Did you mean access?"));
}

#[test]
fn an_unknown_filter_is_told_with_the_words_kept() {
    let page = Page::any("/search?q=bus&theme=no-such-theme&colour=red");
    assert_eq!(page.status, 400);
    assert!(page.text("title").starts_with("Error: "));
    assert!(page.text(".error-summary").contains("colour"));
    assert_eq!(page.attributes("#q", "value"), ["bus"]);
    let page = Page::any("/search?q=bus&theme=no-such-theme&year=soon");
    let told = page.text(".error-summary");
    assert!(told.contains("no-such-theme") && told.contains("soon"), "{told}");
}

#[test]
fn a_page_that_is_refused_shows_hostile_words_as_text() {
    for address in
        ["/themes/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/search?kind=%3Cscript%3E", "/sources?kind=%3Cimg%20src=x%3E"]
    {
        let page = Page::any(address);
        assert!(page.status >= 400, "{address}");
        assert!(!page.has("script") && !page.has("main img"), "{address}");
    }
}

#[test]
fn a_cursor_of_another_search_is_refused_with_the_way_back() {
    let page = Page::any("/search?q=bus&cursor=nonsense");
    assert_eq!(page.status, 400);
    assert!(page.text("main").contains("cursor"));
}
