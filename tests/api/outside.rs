//! Callers below analyst: nothing they can ask tells one respondent's words from another's.

use crate::support::app::{Answer, TestApp};
use crate::support::carers::rows;
use crate::support::folder::{OwnBank, own_bank};

/// What two people may have written, rare words and common ones, and what some would call them by mistake.
const WRITTEN: [&str; 3] = ["Zeppelin rides keep my diabetic mother calm", "the carers waited for transport", ""];
const WORDS: [&str; 16] = [
    "",
    "zeppelin",
    "zepelin",
    "zep*",
    "\"diabetic mother\"",
    "\"mother calm\"~3",
    "waiting",
    "transport",
    "carer OR zeppelin",
    "carers NOT zeppelin",
    "carers -transport",
    "source:people",
    "kind:answer",
    "theme:access carers",
    "zeppelin carers honey",
    "hone",
];
const FILTERS: [&str; 10] = [
    "",
    "&kind=answer",
    "&kind=quote",
    "&kind=answer&kind=finding",
    "&source=people",
    "&source=people&source=tea",
    "&voice=first-hand",
    "&sort=newest",
    "&limit=1",
    "&limit=0&year=2026",
];

/// A bank with a survey in which one person wrote `words`, and a focus group in which somebody said them.
fn bank(words: &str) -> OwnBank {
    let bank = own_bank();
    let area = |n: usize| ["North", "South", "East"][n % 3];
    let wrote = |n: usize| match n {
        7 => words.to_owned(),
        n if n.is_multiple_of(4) => String::new(),
        n => format!("the carers near me wait for a bus with honey and say so to {n} people"),
    };
    bank.put("people.csv", format!("id,area,comment\n{}", rows(120, |n| format!("p{n},{},{}\n", area(n), wrote(n)))));
    let _ = bank.run(&["load", "people.csv"]).good();
    let said = if words.is_empty() { "Nothing much." } else { words };
    let group = format!(
        "kind = \"focus-group\"\ntitle = \"Tea\"\nyear = 2026\n\n[[finding]]\nid = \"f\"\ntext = \"Carers like honey and waiting rooms.\"\n\n\
         [[finding]]\nid = \"g\"\ntext = \"Transport matters to carers.\"\n\n[[quote]]\nid = \"a\"\ntext = \"{said}\"\n"
    );
    bank.edit("corpus/sources/focus-groups/tea.toml", group);
    bank
}

/// Everything somebody outside can ask that could tell of the words.
fn addresses() -> Vec<String> {
    let encoded = |word: &str| word.replace(' ', "+").replace('"', "%22");
    let searches = WORDS.iter().flat_map(|word| {
        let word = encoded(word);
        FILTERS.iter().flat_map(move |filter| {
            ["/api/v1/search", "/api/v1/search.csv", "/search"].map(|path| format!("{path}?q={word}{filter}"))
        })
    });
    let plain = [
        "/",
        "/themes",
        "/sources",
        "/sources/people",
        "/sources/tea",
        "/surveys",
        "/priorities",
        "/insights/people.comment.p7",
        "/insights/people.comment.p8",
        "/insights/people.comment.nobody",
        "/insights/tea.a",
        "/insights/tea.f",
        "/themes/access",
        "/surveys/people",
        "/surveys/people/load",
        "/surveys/people/breakdown?question=comment",
        "/sources/people/undo",
        "/api/v1/themes",
        "/api/v1/themes/access",
        "/api/v1/sources",
        "/api/v1/sources/people",
        "/api/v1/sources/tea",
        "/api/v1/surveys",
        "/api/v1/surveys/people",
        "/api/v1/surveys/people/load",
        "/api/v1/surveys/people/tab-book.xlsx?view=release",
        "/api/v1/surveys/people/breakdown?question=area&view=release",
        "/api/v1/surveys/people/breakdown?question=area&view=release&matching=zeppelin",
        "/api/v1/surveys/people/breakdown?question=area&view=internal&matching=zeppelin",
        "/api/v1/surveys/people/breakdown.csv?question=area&view=release",
        "/api/v1/insights/people.comment.p7",
        "/api/v1/insights/tea.a",
        "/api/v1/health",
    ];
    searches.chain(plain.map(str::to_owned)).collect()
}

/// All that an answer says, whatever its kind.
fn said(answer: &Answer) -> (u16, String, String, String) {
    let links = answer.links().join(" ");
    let header = |name: &str| answer.header(name).unwrap_or_default().to_owned();
    (answer.status.as_u16(), header("content-type"), links, answer.body.clone())
}

#[test]
fn no_answer_from_outside_tells_one_person_s_words_from_another_s() {
    let apps = WRITTEN.map(|words| TestApp::own(&bank(words)));
    let [first, others @ ..] = &apps;
    let mut told = Vec::new();
    for address in addresses() {
        let wanted = said(&first.get_from_outside(&address));
        for other in others {
            if said(&other.get_from_outside(&address)) != wanted {
                told.push(address.clone());
            }
        }
    }
    assert_eq!(told, Vec::<String>::new());
    // The same addresses tell an analyst, so the test can fail.
    let total = |app: &TestApp| app.get("/api/v1/search?q=zeppelin").json()["total"].clone();
    assert_eq!((total(&apps[0]), total(&apps[1])), (2.into(), 0.into()));
}

#[test]
fn answers_and_unreleased_quotes_are_left_out_and_a_notice_says_so() {
    let app = TestApp::own(&bank(WRITTEN[0]));
    let answer = app.get_from_outside("/api/v1/search").json();
    assert_eq!(answer["total"], 2, "{answer}");
    assert!(answer["notices"].to_string().contains("answers_left_out"));
    let page = app.get_from_outside("/search?q=carers").good().body;
    assert!(page.contains("neither searched nor counted") && page.contains("/surveys"), "{page}");
    assert!(!app.get("/api/v1/search").json()["notices"].to_string().contains("answers_left_out"));
    let text = app.get_from_outside("/sources/tea").good().body;
    assert!(text.contains("Transport matters") && !text.contains("Zeppelin"), "{text}");
}

#[test]
fn only_released_tables_leave_and_only_under_the_bank_s_policy() {
    let app = TestApp::own(&bank(WRITTEN[0]));
    let table = |more: &str| app.get_from_outside(&format!("/api/v1/surveys/people/breakdown?question=area{more}"));
    assert_eq!(table("&view=release").json()["view"], "release");
    for refused in ["", "&view=internal", "&view=release&policy=nhsd-hes", "&view=internal&policy=ics-public"] {
        let _ = table(refused).problem(403, "analysts_only");
    }
}

#[test]
fn answers_that_are_merged_are_merged_for_everybody_outside() {
    let own = bank(WRITTEN[0]);
    let _ = own.run(&["merge", "people", "area", "North or South=North|South"]).good();
    let app = TestApp::own(&own);
    let table = |path: &str, more: &str| app.get_from_outside(&format!("{path}?question=area&view=release{more}"));
    let made = table("/api/v1/surveys/people/breakdown", "").json();
    let labels: Vec<&str> = made["rows"].as_array().unwrap().iter().map(|row| row["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["East", "North or South"]);
    assert_eq!(made["rows"][1]["cells"][0]["count"], 80);
    let alone = table("/api/v1/surveys/people/breakdown", "&where=area%3DNorth");
    assert!(alone.status.is_client_error() && alone.body.contains("North or South"), "{alone:?}");
    let sheet = table("/api/v1/surveys/people/breakdown.csv", "").good().body;
    assert!(sheet.contains("North or South") && !sheet.contains(",North,"), "{sheet}");
    let page = app.get("/surveys/people/breakdown?question=area&view=release").good().body;
    assert!(page.contains("North or South") && !page.contains(">North<"), "{page}");
    let inside = app.get("/api/v1/surveys/people/breakdown?question=area&view=internal").json();
    assert_eq!(inside["rows"].as_array().unwrap().len(), 3);
}

#[test]
fn whatever_is_not_open_is_closed_in_the_same_words() {
    let app = TestApp::own(&bank(WRITTEN[1]));
    let outside = [("x-forwarded-for", "203.0.113.7")];
    let mut said = Vec::new();
    for address in ["/api/v1/surveys/people", "/api/v1/surveys/nobody", "/api/v1/surveys/people/recipe", "/api/v1/none"]
    {
        said.push(app.get_from_outside(address).problem(403, "analysts_only")["detail"].clone());
    }
    assert!(said.iter().all(|detail| *detail == said[0]));
    for address in ["/api/v1/loads?dry_run=true", "/load", "/sources/people/undo"] {
        let answer = app.ask("POST", address, &outside, axum::body::Body::empty());
        assert_eq!(answer.status.as_u16(), 403, "{address}");
    }
    let _ = app.get("/api/v1/surveys/people").good();
}

#[test]
fn what_a_load_adds_is_found_outside_too_and_what_it_takes_away_is_gone() {
    let own = bank(WRITTEN[0]);
    let app = TestApp::own(&own);
    let found = |word: &str| app.get_from_outside(&format!("/api/v1/search?q={word}")).json()["total"].clone();
    assert_eq!((found("honey"), found("marmot")), (1.into(), 0.into()));
    let answer = app.post_files("/api/v1/loads", &[("study.md", "# A study\n\nA marmot was seen near the clinic.\n")]);
    let _ = answer.good();
    assert_eq!((found("honey"), found("marmot")), (1.into(), 1.into()));
}

#[test]
fn made_up_answers_are_let_through_whole() {
    let app = TestApp::shipped();
    let address = "/api/v1/search?kind=answer&limit=3";
    let (inside, outside) = (app.get(address).json(), app.get_from_outside(address).json());
    assert!(outside["total"].as_u64().is_some_and(|total| total > 0), "{outside}");
    assert_eq!((&inside["total"], &inside["facets"]), (&outside["total"], &outside["facets"]));
}
