//! Loading a file by a form.

use crate::pages::document::Field::{Beside, File, Text};
use crate::pages::document::{Page, words};
use crate::support::app::TestApp;
use crate::support::carers;
use crate::support::folder::own_bank;
use crate::support::park;

#[test]
fn the_demonstration_explains_how_to_have_a_bank_of_ones_own_and_still_checks() {
    let page = Page::shipped("/load");
    assert!(page.text("pre").contains("insight-bank init"));
    assert!(page.has("button[value='check']") && !page.has("button[value='load']"));
    let csv = carers::csv(60);
    let fields = [File("carers.csv", &csv), Text("action", "check")];
    let checked = Page::sent(TestApp::shipped(), "/load", &fields);
    assert_eq!(checked.status, 200, "{}", checked.text("main"));
    assert!(checked.text("main").contains("Nothing has been stored"));
    let refused = Page::sent(TestApp::shipped(), "/load", &[File("carers.csv", &csv), Text("action", "load")]);
    assert_eq!(refused.status, 403);
    assert!(refused.text(".error-summary").contains("demonstration"));
}

#[test]
fn a_check_accounts_for_every_column_and_stores_nothing() {
    let bank = own_bank();
    let before = bank.corpus();
    let app = TestApp::own(&bank);
    let page = Page::sent(
        &app,
        "/load",
        &[File("carers.csv", &carers::csv(60)), Text("title", "Carers"), Text("action", "check")],
    );
    assert_eq!(page.status, 200, "{}", page.text("main"));
    let letters: Vec<String> = page.all("table.account tbody td:first-child").into_iter().map(words).collect();
    assert_eq!(letters, ["A", "B", "C", "D", "E", "F", "G", "H"], "one row for every column of the file");
    let cells = |row: &str| page.text(&format!("table.totals {row} .numeric"));
    assert_eq!(cells("tr.net"), "480", "eight columns of sixty rows");
    let parts = page.all("table.totals tbody tr:not(.net) .numeric").into_iter().map(words);
    assert_eq!(parts.map(|text| text.parse::<u64>().unwrap()).sum::<u64>(), 480, "the parts add up");
    let headings: Vec<String> = page.all("main h2").into_iter().map(words).collect();
    let at = |heading: &str| headings.iter().position(|it| it.starts_with(heading)).unwrap();
    assert!(at("To settle") < at("What became of every column"), "{headings:?}");
    assert!(page.text(".open-points").contains("--survey-kind"), "the line that settles a point is there");
    assert_eq!(page.attributes("#title", "value"), ["Carers"], "what was typed is kept");
    assert_eq!(bank.corpus(), before);
}

#[test]
fn a_load_leads_to_the_questions_and_their_tables() {
    let bank = own_bank();
    let app = TestApp::own(&bank);
    let fields = [File("carers.csv", &carers::csv(60)), Text("survey_kind", "self-selected"), Text("action", "load")];
    let stored = Page::sent(&app, "/load", &fields);
    assert_eq!(stored.text("h1"), "Loaded", "{}", stored.text("main"));
    let survey = Page::of(&app, &stored.link("See the questions and make tables"));
    assert!(survey.text(".lead").contains("60 people"));
    assert!(survey.text("#account-title").contains("How it was loaded"));
    let account = Page::of(&app, &survey.attributes("section[aria-labelledby='account-title'] a", "href")[0]);
    assert_eq!(account.address, "/surveys/carers/load");
    assert!(account.text("main").contains("carers.csv") && account.has("table.account"));
    let table = Page::of(&app, &format!("{}/breakdown?question=area&view=release", survey.address));
    assert!(table.has("table.breakdown") && !table.has(".notice-illustrative"));
}

#[test]
fn what_is_missing_or_wrong_is_told_beside_the_form() {
    let bank = own_bank();
    let app = TestApp::own(&bank);
    let told = |fields: &[crate::pages::document::Field<'_>]| {
        let page = Page::sent(&app, "/load", fields);
        assert_eq!(page.status, 400);
        assert!(page.has("form.load-form"));
        page.text(".error-summary")
    };
    assert!(told(&[Text("action", "load")]).contains("Select a file to load."));
    assert!(told(&[File("empty.csv", ""), Text("action", "load")]).contains("The selected file is empty."));
    assert!(told(&[File("a.csv", "a\n1\n"), Text("kind", "poem")]).contains("Choose one of the kinds in the list."));
}

#[test]
fn what_goes_with_a_file_is_asked_for_under_more_and_is_followed() {
    let page = Page::shipped("/load");
    assert!(
        page.has("details:not([open]) #questionnaire") && page.has("details #recipe") && page.has("details #sheet")
    );
    assert!(!page.has("details #file") && page.attributes("#file", "accept")[0].contains(".sav"));
    let file = || File("codes.csv", park::ANSWERS);
    let send = |fields: &[crate::pages::document::Field<'_>]| Page::sent(TestApp::shipped(), "/load", fields);
    let checked = send(&[
        file(),
        Beside("questionnaire", "codes.json", park::QUESTIONNAIRE),
        Beside("recipe", "", ""),
        Text("action", "check"),
    ]);
    assert_eq!(checked.status, 200, "{}", checked.text("main"));
    assert!(checked.text("table.account").contains("one option"), "{}", checked.text("table.account"));
    let refused = send(&[file(), Beside("recipe", "empty.toml", ""), Text("sheet", "Data"), Text("action", "check")]);
    assert_eq!(refused.status, 400);
    assert!(refused.has(".error-summary a[href='#recipe']") && refused.has("details[open] #recipe"));
    assert_eq!(refused.attributes("#sheet", "value"), ["Data"], "what was typed is kept");
}

#[test]
fn a_paper_and_a_list_lead_to_what_they_became() {
    let bank = own_bank();
    let app = TestApp::own(&bank);
    let paper = File("paper.html", "<title>Carers</title><p>Marmalade.</p>");
    let checked = Page::sent(&app, "/load", &[paper, Text("kind", "focus-group"), Text("action", "check")]);
    assert!(checked.text("main").contains("Web page") && checked.text("main").contains("focus-group"));
    let paper = File("paper.html", "<title>Carers</title><p>Marmalade.</p>");
    let stored = Page::sent(&app, "/load", &[paper, Text("kind", "focus-group"), Text("action", "load")]);
    assert_eq!(Page::of(&app, &stored.link("See the source")).text("h1"), "Carers");
    let works = "TY  - BOOK\nTI  - Allotments\nER  - \nTY  - BOOK\nTI  - Bees\nER  - \n";
    let stored = Page::sent(&app, "/load", &[File("list.ris", works), Text("action", "load")]);
    assert_eq!(stored.text("h1"), "Loaded", "{}", stored.text("main"));
    let sources = Page::of(&app, &stored.link("See all literature")).text("main");
    assert!(sources.contains("Allotments") && sources.contains("Bees"), "{sources}");
    let refused = Page::sent(&app, "/load", &[File("staff.lss", "<document/>"), Text("action", "load")]);
    assert_eq!(refused.status, 400);
    assert!(refused.text(".error-summary").contains("questionnaire"));
}
