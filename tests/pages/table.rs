//! Percentage tables.

use crate::pages::document::{Page, words};
use crate::support::app::TestApp;
use crate::support::carers;
use crate::support::folder::own_bank;

const SURVEY: &str = "/surveys/workforce-2022-illustrative";

fn table(query: &str) -> Page {
    Page::shipped(&format!("{SURVEY}/breakdown?{query}"))
}

/// The first number of the row whose heading is `label`.
fn total(page: &Page, label: &str) -> String {
    let rows = page.all("table.breakdown tbody tr");
    let heading = scraper::Selector::parse("th").unwrap();
    let share = scraper::Selector::parse("td").unwrap();
    let row = rows.into_iter().find(|row| row.select(&heading).any(|cell| words(cell) == label));
    let row = row.unwrap_or_else(|| panic!("{}: no row says `{label}`", page.address));
    words(row.select(&share).next().unwrap())
}

#[test]
fn a_table_says_its_base_that_it_is_made_up_and_its_percentages() {
    let page = table("question=priorities&base=asked&view=release");
    assert_eq!(total(&page, "Recruit, develop and retain the people we need"), "59%");
    assert_eq!(total(&page, "Mental and emotional health"), "48%");
    assert_eq!(total(&page, "Base: number of people"), "750");
    let caption = page.text("table.breakdown caption");
    assert!(caption.contains("everyone asked") && caption.contains("750"), "{caption}");
    assert!(page.text(".notice-illustrative").contains("Illustrative"));
    assert!(!page.has(".notice-internal"), "a release is not marked as internal");
    assert!(page.text(".reading").contains("59 of every 100 people who were asked (443 of 750) chose"));
    assert!(page.has("details.in-words li"));
}

#[test]
fn the_internal_view_is_marked_and_shows_counts() {
    let page = table("question=public-contact&view=internal");
    assert!(page.text(".notice-internal").contains("not for release"));
    assert!(page.has("table.breakdown .count"));
    let release = table("question=public-contact&view=release");
    assert!(!release.has("table.breakdown .count"));
}

#[test]
fn a_banner_has_a_heading_for_its_block_and_a_base_for_each_column() {
    let page = table("question=priorities&by=public-contact&view=release");
    let heads = page.all("table.breakdown thead th[scope='col']").len();
    let block = page.one("table.breakdown thead th[scope='colgroup']");
    assert_eq!(block.value().attr("colspan"), Some((heads - 1).to_string().as_str()));
    assert_eq!(page.all("table.breakdown tbody.bases tr:first-child td").len(), heads);
    for row in page.all("table.breakdown tbody tr") {
        let cells = scraper::Selector::parse("td").unwrap();
        assert_eq!(row.select(&cells).count(), heads, "{}", words(row));
    }
}

#[test]
fn the_form_keeps_what_was_chosen() {
    let page = table("question=priorities&by=public-contact&base=asked&view=release");
    assert_eq!(page.attributes("#question option[selected]", "value"), ["priorities"]);
    assert_eq!(page.attributes("#by option[selected]", "value"), ["public-contact"]);
    assert!(page.has("#base-asked[checked]") && page.has("#view-release[checked]"));
}

#[test]
fn all_that_is_wrong_is_told_at_once_and_nothing_typed_is_lost() {
    let page =
        Page::any(&format!("{SURVEY}/breakdown?question=prioritys&by=nonsense&where=public-contact%3DNever+heard"));
    assert_eq!(page.status, 400);
    assert!(page.text("title").starts_with("Error: "));
    let told = page.text(".error-summary");
    assert!(told.contains("prioritys") && told.contains("nonsense"), "{told}");
    assert!(page.has(".error-summary a[href='#question']") || page.has(".error-summary a[href='#by']"));
    assert_eq!(page.attributes("#question option[selected]", "value"), ["prioritys"]);
    assert_eq!(page.attributes("#where", "value"), ["public-contact=Never heard"]);
}

#[test]
fn the_table_can_be_asked_for_again_and_taken_away() {
    let page = table("question=priorities&base=asked&view=release");
    let permanent = page.link("Permanent address of this table");
    assert_eq!(total(&Page::shipped(&permanent), "Addiction"), total(&page, "Addiction"));
    let app = crate::support::app::TestApp::shipped();
    assert!(app.get(&page.link("CSV")).good().header("content-type").is_some_and(|kind| kind.starts_with("text/csv")));
    assert_eq!(app.get(&page.link("JSON")).json()["view"], "release");
    for link in ["Excel", "Every question by these columns as an Excel tab book"] {
        let answer = app.get(&page.link(link)).good();
        assert!(answer.header("content-disposition").is_some_and(|file| file.contains(".xlsx")), "{link}");
    }
}

#[test]
fn without_a_question_there_is_only_the_form() {
    let page = Page::shipped(&format!("{SURVEY}/breakdown"));
    assert!(page.has("form.table-form #question") && !page.has("table.breakdown") && !page.has(".error-summary"));
}

#[test]
fn the_form_as_a_browser_sends_it_untouched_is_understood() {
    let page = table("question=priorities&by=&by=&where=&matching=&base=&view=internal");
    assert!(page.has("table.breakdown"));
}

#[test]
fn the_survey_tells_how_many_answered_each_question_and_leads_to_its_table() {
    let page = Page::shipped(SURVEY);
    assert!(page.text(".lead").contains("750 people"));
    let links = page.attributes("table.questions td a", "href");
    assert!(links.contains(&format!("{SURVEY}/breakdown?question=overall-comments")));
    assert!(page.text("table.questions").contains("180 of 750 asked"));
    assert!(page.text(".notice").contains("People chose whether to take part"));
}

#[test]
fn a_reader_chooses_among_the_weights_there_are() {
    assert!(!table("question=priorities").has("select[name=weight]"), "a survey without weights asks for none");
    let bank = own_bank();
    bank.put("carers.csv", carers::csv(60));
    let _ = bank.run(&["load", "carers.csv"]).good();
    bank.put("targets.csv", "question,option,share\narea,North,20\narea,South,30\narea,East,50\n");
    let _ = bank.run(&["weight", "carers", "--targets", "targets.csv", "--name", "census"]).good();
    let app = TestApp::own(&bank);
    let page = Page::of(&app, "/surveys/carers/breakdown?question=area&weight=Census");
    assert_eq!(page.text("select[name=weight] option[selected]"), "census");
    assert_eq!(total(&page, "Weighted base"), "60");
    assert_eq!(page.all("[name=weight]").len(), 1, "the weight is asked for once");
    let plain = Page::of(&app, "/surveys/carers/breakdown?question=area&weight=none");
    assert!(plain.has("select[name=weight] option[value=none][selected]"));
}

#[test]
fn themes_can_be_the_rows_and_what_holds_others_is_marked() {
    let page = table("question=overall-comments&rows=themes&view=internal");
    assert_eq!(total(&page, "Funding").split(' ').next(), Some("11%"));
    assert_eq!(page.all("table.breakdown tr.net").len(), 4);
    assert!(page.has("input[name='rows'][value='themes'][checked]"), "the form keeps what was chosen");
    assert!(page.text(".table-notes").contains("180 of 750 people (24%) left a comment."));
}
