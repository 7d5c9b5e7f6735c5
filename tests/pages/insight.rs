//! One insight.

use crate::pages::document::Page;

const FINDING: &str = "/insights/fg-poverty.diet-not-understood";

#[test]
fn an_insight_says_where_it_comes_from_and_how_to_cite_it() {
    let page = Page::shipped(FINDING);
    let told = page.text("main");
    for part in ["Appendix 1, Focus group one", "Advocate", "2022", "fg-poverty.diet-not-understood"] {
        assert!(told.contains(part), "`{part}` is not told");
    }
    assert!(page.has("dl.summary a[href='/sources/fg-poverty']"));
    assert!(page.has("dl.summary a[href='/themes/healthy-weight']"));
    assert!(page.has("dl.summary a[href='/priorities/healthy-lifestyles']"));
    assert!(page.text(".citation").contains("2022"));
    assert_eq!(page.link(FINDING), FINDING);
}

#[test]
fn what_stands_beside_it_in_the_source_is_one_step_away() {
    let page = Page::shipped(FINDING);
    let beside = page.attributes(".neighbours .hit-open a", "href");
    assert_eq!(beside.len(), 2);
    assert!(
        beside.iter().all(|address| address.starts_with("/insights/fg-poverty.") && address != FINDING),
        "{beside:?}"
    );
}

#[test]
fn a_published_figure_says_its_base_in_words() {
    let page = Page::shipped("/insights/workforce-survey-2022.public-contact");
    assert_eq!(page.text("main > .figure-line > .figure-value"), "66%");
    assert_eq!(page.text("main > .figure-line > .base"), "of more than 750: all who responded");
}

#[test]
fn an_answer_is_marked_as_made_up_and_shows_no_other_respondent() {
    let list = Page::shipped("/search?source=workforce-2022-illustrative&kind=answer&limit=1");
    let page = Page::shipped(&list.attributes("li.hit .hit-open a", "href")[0]);
    assert!(page.has("blockquote"));
    assert!(page.text(".notice-illustrative").contains("Nobody real"));
    assert!(!page.has(".neighbours"));
    assert!(page.has("dl.summary a[href^='/surveys/workforce-2022-illustrative/breakdown?question=']"));
}
