//! Themes and priorities: three kinds of evidence side by side.

use crate::pages::document::{Page, words};

#[test]
fn a_theme_shows_three_kinds_of_evidence_and_never_adds_them() {
    let page = Page::shipped("/themes/access");
    let kinds: Vec<String> = page.all(".three-columns > .evidence > h3").into_iter().map(words).collect();
    assert_eq!(kinds, ["Studies and documents", "Focus groups and meetings", "Figures and surveys"]);
    assert_eq!(page.all(".three-columns .evidence-count").len(), 3);
    assert!(page.text(".notice").contains("different bases and are never added together"));
    assert!(page.has("a[href='/search?theme=access']"));
    assert!(page.has("a[href='/themes/access-gp']"), "the themes within it");
}

#[test]
fn each_kind_of_evidence_keeps_to_its_own_column() {
    let page = Page::shipped("/themes/access");
    let sources =
        |id: &str| page.attributes(&format!("section[aria-labelledby='evidence-{id}'] .hit-source a"), "href");
    let (studies, groups) = (sources("studies"), sources("groups"));
    assert!(!groups.is_empty());
    assert!(studies.iter().all(|source| !source.starts_with("/sources/fg-")), "{studies:?}");
    let spoken = |source: &String| source.starts_with("/sources/fg-") || source.starts_with("/sources/meeting-");
    assert!(groups.iter().all(spoken), "{groups:?}");
}

#[test]
fn a_survey_percentage_on_a_theme_has_its_base_and_its_mark() {
    let page = Page::shipped("/priorities/draft-workforce");
    let survey = page.text(".survey-evidence");
    assert!(survey.contains("59%") && survey.contains("everyone asked") && survey.contains("750"), "{survey}");
    assert!(page.text(".survey-evidence .mark").contains("Illustrative"));
}

#[test]
fn a_priority_says_what_it_came_from_and_what_should_become_true() {
    let page = Page::shipped("/priorities/healthy-lifestyles");
    assert!(page.has("a[href='/priorities/draft-addiction']"));
    assert!(page.has("a[href^='/insights/ics-strategy-2022-draft.']"));
    assert!(page.text("h1").contains("Support our residents to maintain healthy lifestyles"));
}

#[test]
fn the_themes_stand_in_their_families_with_counts() {
    let page = Page::shipped("/themes");
    let family = page.one("section[aria-labelledby='theme-access']");
    let told = words(family);
    assert!(told.contains("Seeing a GP") && told.contains('%'), "{told}");
}

#[test]
fn priorities_that_were_never_named_are_told_apart() {
    let page = Page::shipped("/priorities");
    let names: Vec<String> =
        page.all("section[aria-labelledby='set-draft-2022'] .card h3").into_iter().map(words).collect();
    let mut once = names.clone();
    once.sort();
    once.dedup();
    assert_eq!((names.len(), once.len()), (10, 10));
}
