//! `search`: on the shipped bank, and on small ones where a test needs words of its own.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::folder::{OwnBank, own_bank, shipped, shipped_json};

/// What people type. None of it is an error.
const TYPED: [&str; 38] = [
    "",
    " ",
    "\"unbalanced",
    "unbalanced\"",
    "(access OR",
    "access)",
    "((((",
    "AND",
    "OR",
    "NOT",
    "NOT access",
    "+",
    "-",
    "+ -",
    "- access",
    "+-access",
    "access AND",
    "OR access",
    "access AND OR NOT trust",
    "*",
    "**",
    "a*",
    "*access",
    "theme:",
    "theme:nothing-like-it",
    "theme:access",
    "nofield:word",
    "place:Hertfordshire year:2022",
    "year:[2020 TO",
    "year:soon",
    "\"a b\"~",
    "\"a b\"~99999999999999999999",
    "access~2",
    "\\",
    "héllo ẞ 日本語 العربية 🙂",
    "\u{202e}access",
    "<script>alert(1)</script>",
    "it's 'quoted' – “so”",
];

fn search(args: &[&str]) -> Value {
    shipped_json(&[&["search"], args].concat())
}

fn total(query: &str) -> u64 {
    search(&["--limit", "0", "--", query])["total"].as_u64().unwrap()
}

fn items(answer: &Value) -> &Vec<Value> {
    answer["items"].as_array().unwrap_or_else(|| panic!("no items in {answer}"))
}

fn ids(answer: &Value) -> Vec<String> {
    items(answer).iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

fn notices(answer: &Value) -> Vec<String> {
    let notices = answer["notices"].as_array().unwrap();
    notices.iter().map(|notice| notice["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn social_prescribing_is_found_in_focus_groups_one_two_and_four() {
    let answer = search(&["social prescribing", "--limit", "100"]);
    let sources: BTreeSet<&str> = items(&answer).iter().map(|item| item["source"]["id"].as_str().unwrap()).collect();
    for group in ["fg-poverty", "fg-inclusion-health", "fg-children-young-people"] {
        assert!(sources.contains(group), "{group} is not among {sources:?}");
    }
    assert!(!sources.contains("fg-ethnic-minorities"), "{sources:?}");
    assert_eq!(
        ids(&answer),
        ids(&search(&["social", "prescribing", "--limit", "100"])),
        "words need no quotes around them"
    );
}

#[test]
fn an_acronym_and_what_it_stands_for_find_the_same() {
    let bank = own_bank();
    bank.put(
        "young.md",
        "# Waiting\n\nA year passed before CAMHS wrote back.\n\n# Leaving\n\nNobody explained what comes after.\n",
    );
    let spelt = "# Asking\n\nChild and adolescent mental health services never called.\n\n# Mixed\n\nMental health services for a child.\n";
    bank.put("spelt.md", spelt);
    let _ = bank.run(&["load", "young.md", "spelt.md"]).good();
    let found = |query: &str| -> BTreeSet<String> { ids(&bank.json(&["search", query])).into_iter().collect() };
    let (short, long) = (found("CAMHS"), found("\"child and adolescent mental health services\""));
    assert_eq!(short.len(), 2, "{short:?}");
    assert_eq!(short, long);
    assert_eq!(short, found("child and adolescent mental health services"), "a run of words is the phrase");
    assert_eq!(short, found("camhs"));
}

#[test]
fn an_item_has_every_part_the_contract_names() {
    let answer = search(&["services", "--limit", "50"]);
    for part in ["total", "items", "facets", "notices", "next"] {
        assert!(answer.get(part).is_some(), "`{part}` is missing");
    }
    for item in items(&answer) {
        let parts = ["text", "highlight", "themes", "priorities", "groups", "places", "illustrative", "score", "url"];
        for part in ["id", "kind", "source", "voice", "language"].iter().chain(&parts) {
            assert!(item.get(part).is_some(), "`{part}` is missing in {item}");
        }
        for part in ["id", "title", "kind", "year"] {
            assert!(item["source"].get(part).is_some(), "`source.{part}` is missing in {item}");
        }
        for theme in item["themes"].as_array().unwrap() {
            assert!(theme["id"].is_string() && theme["label"].is_string(), "{theme}");
            assert!(
                ["source", "person", "rule", "suggestion"].iter().any(|origin| theme["origin"] == *origin),
                "{theme}"
            );
        }
        assert!(item["highlight"].is_string(), "{item}");
        assert_eq!(item["id"].as_str().unwrap().split_once('.').unwrap().0, item["source"]["id"].as_str().unwrap());
    }
    let marked = items(&answer).iter().filter(|item| item["highlight"].to_string().contains("<mark>"));
    assert!(marked.count() * 2 > items(&answer).len(), "{answer}");
}

#[test]
fn facets_count_and_share_what_was_found() {
    let answer = search(&["health", "--limit", "0"]);
    let total = answer["total"].as_f64().unwrap();
    for facet in ["kind", "theme", "priority", "group", "place", "voice", "source", "year"] {
        let values = answer["facets"][facet].as_array().unwrap_or_else(|| panic!("no facet `{facet}`: {answer}"));
        assert!(!values.is_empty(), "{facet}");
        for value in values {
            for part in ["id", "label", "parent", "count", "share"] {
                assert!(value.get(part).is_some(), "`{part}` is missing in {facet}: {value}");
            }
            let expected = value["count"].as_f64().unwrap() / total;
            assert!((value["share"].as_f64().unwrap() - expected).abs() < 1e-9, "{facet}: {value} of {total}");
        }
    }
    let kinds = answer["facets"]["kind"].as_array().unwrap();
    let sum: u64 = kinds.iter().map(|kind| kind["count"].as_u64().unwrap()).sum();
    assert_eq!(sum, answer["total"].as_u64().unwrap(), "everything is of one kind");
    let parents = answer["facets"]["theme"].as_array().unwrap().iter().filter(|theme| theme["parent"].is_string());
    assert!(parents.count() > 0, "themes name the theme they lie within");
}

#[test]
fn choosing_a_value_of_a_facet_finds_what_it_counted() {
    let answer = search(&["health", "--limit", "0"]);
    for facet in ["kind", "theme", "priority", "group", "place", "voice", "source", "year"] {
        for value in answer["facets"][facet].as_array().unwrap().iter().take(2) {
            let id = value["id"].as_str().map_or_else(|| value["id"].to_string(), ToOwned::to_owned);
            let chosen = search(&["health", &format!("--{facet}"), &id, "--limit", "0"]);
            assert_eq!(chosen["total"], value["count"], "{facet} {id}");
        }
    }
}

#[test]
fn a_filter_repeated_is_or_and_different_filters_are_and() {
    let count = |args: &[&str]| search(&[args, &["--limit", "0"]].concat())["total"].as_u64().unwrap();
    let (findings, views) = (count(&["--kind", "finding"]), count(&["--kind", "view"]));
    assert!(findings > 10 && views > 0);
    assert_eq!(count(&["--kind", "finding", "--kind", "view"]), findings + views);
    let both = search(&["--kind", "finding", "--voice", "advocate", "--limit", "500"]);
    assert!(both["total"].as_u64().unwrap() < findings);
    for item in items(&both) {
        assert_eq!((&item["kind"], &item["voice"]), (&"finding".into(), &"advocate".into()));
    }
}

#[test]
fn a_theme_or_place_brings_what_lies_within_it() {
    let within = search(&["--theme", "prevention", "--limit", "500"]);
    let tagged = |item: &Value, id: &str| item["themes"].as_array().unwrap().iter().any(|theme| theme["id"] == id);
    assert!(items(&within).iter().any(|item| tagged(item, "social-prescribing") && !tagged(item, "prevention")));
    let county = search(&["--place", "essex", "--limit", "0"])["total"].as_u64().unwrap();
    let part = search(&["--place", "west-essex", "--limit", "0"])["total"].as_u64().unwrap();
    assert!(county >= part && part > 0, "{county} in the county, {part} in a part of it");
}

#[test]
fn names_and_labels_both_choose() {
    let by_id = search(&["--theme", "social-prescribing", "--limit", "0"]);
    let by_label = search(&["--theme", "Social prescribing", "--limit", "0"]);
    assert_eq!(by_id["total"], by_label["total"]);
    assert_eq!(total("theme:social-prescribing"), by_id["total"].as_u64().unwrap(), "a field word is the filter");
}

#[test]
fn names_that_are_wrong_are_told_at_once_with_the_right_ones() {
    let args = ["search", "--theme", "acess", "--kind", "findings", "--year", "soon", "--group", "unpaid-carer"];
    let output =
        shipped(&args).fails(2).says("did you mean `access`?").says("finding").says("`soon`").says("`unpaid-carers`");
    assert!(output.stderr.matches("error: ").count() == 4, "{output}");
    let _ = shipped(&["search", "--limit", "many"]).fails(2).says("500");
    let _ = shipped(&["search", "--sort", "loudest"]).fails(2).says("newest");
    let _ = shipped(&["search", "access", "--cursor", "not-a-cursor"]).fails(2).hints();
}

#[test]
fn whatever_is_typed_is_answered() {
    for query in TYPED {
        let answer = shipped(&["search", "--format", "json", "--limit", "3", "--", query]).good().json();
        assert!(answer["total"].is_u64(), "{query}: {answer}");
    }
    let long = "access ".repeat(4000);
    let _ = shipped(&["search", "--limit", "1", "--", &long]).good();
    let deep = format!("{}access{}", "(".repeat(3000), ")".repeat(3000));
    let _ = shipped(&["search", "--limit", "1", "--", &deep]).good();
}

#[test]
fn what_was_read_leniently_is_told() {
    for (query, code) in
        [("\"unbalanced", "unbalanced_quote"), ("nofield:word", "unknown_field"), ("(access", "unbalanced_bracket")]
    {
        let answer = search(&["--", query]);
        assert!(notices(&answer).iter().any(|notice| notice == code), "{query}: {:?}", notices(&answer));
    }
    let _ = shipped(&["search", "\"unbalanced"]).good().says("note: ");
}

#[test]
fn and_or_and_not_agree_with_each_other() {
    let (trust, access) = (total("trust"), total("access"));
    assert!(trust > 0 && access > 0);
    let both = total("trust AND access");
    assert_eq!(total("trust OR access"), trust + access - both);
    assert_eq!(total("trust NOT access"), trust - both);
    assert_eq!(total("trust -access"), trust - both);
    assert_eq!(total("+trust +access"), both);
    if both > 0 {
        assert_eq!(total("trust access"), both, "words are and");
    }
}

#[test]
fn a_phrase_is_narrower_than_its_words_and_a_prefix_wider_than_its_word() {
    let phrase = total("\"mental health\"");
    assert!(phrase > 0 && phrase <= total("mental AND health"));
    assert!(total("\"health mental\"") < phrase);
    assert!(phrase <= total("\"mental health\"~5") && total("\"mental health\"~5") <= total("mental AND health"));
    assert!(total("prescri*") >= total("prescribing") && total("prescri*") >= total("prescribers"));
}

#[test]
fn words_are_found_in_all_their_forms_and_cases() {
    assert_eq!(total("carer"), total("carers"));
    assert_eq!(total("TRUST"), total("trust"));
    assert!(total("volunteer") > 0);
}

#[test]
fn when_no_text_has_all_the_words_some_are_enough_and_that_is_said() {
    let answer = search(&["prescribing marmalade"]);
    assert!(answer["total"].as_u64().unwrap() > 0);
    assert!(notices(&answer).contains(&"any_word".to_owned()), "{answer}");
}

#[test]
fn a_word_misspelt_is_understood_only_when_nothing_has_it() {
    let answer = search(&["prescribign"]);
    assert!(answer["total"].as_u64().unwrap() > 0);
    assert!(notices(&answer).contains(&"spelling".to_owned()), "{answer}");
    assert!(!notices(&search(&["prescribing"])).contains(&"spelling".to_owned()));
}

#[test]
fn pages_put_together_are_the_whole_without_repeats() {
    for sort in ["relevance", "newest", "oldest"] {
        let whole = ids(&search(&["services", "--kind", "finding", "--sort", sort, "--limit", "500"]));
        let (mut pages, mut cursor) = (Vec::new(), String::new());
        loop {
            let mut args = vec!["services", "--kind", "finding", "--sort", sort, "--limit", "4"];
            if !cursor.is_empty() {
                args.extend(["--cursor", &cursor]);
            }
            let page = search(&args);
            pages.extend(ids(&page));
            match page["next"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => break,
            }
        }
        assert_eq!(pages, whole, "{sort}");
        assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), whole.len(), "an insight stands on two pages");
        assert!(whole.len() > 8, "too few to make pages of: {whole:?}");
    }
}

#[test]
fn newest_first_and_oldest_first_follow_the_years() {
    let years = |sort: &str| -> Vec<i64> {
        let answer = search(&["health", "--sort", sort, "--limit", "500"]);
        items(&answer).iter().filter_map(|item| item["source"]["year"].as_i64()).collect()
    };
    assert!(years("newest").is_sorted_by(|a, b| a >= b));
    assert!(years("oldest").is_sorted());
}

#[test]
fn the_same_search_gives_the_same_answer() {
    let args = ["search", "young people", "--limit", "100", "--format", "json"];
    assert_eq!(shipped(&args).good().stdout, shipped(&args).good().stdout);
}

#[test]
fn highlights_are_safe_in_a_page() {
    let bank = own_bank();
    bank.put(
        "odd.md",
        "# Odd <b>heading</b>\n\nThe marmalade <script>alert(1)</script> & \"more\" <img src=x onerror=alert(2)>.\n",
    );
    let _ = bank.run(&["load", "odd.md"]).good();
    let answer = bank.json(&["search", "marmalade"]);
    let highlight = items(&answer)[0]["highlight"].as_str().unwrap().to_owned();
    let tags: Vec<&str> =
        highlight.split('<').skip(1).filter(|tag| !tag.starts_with("mark>") && !tag.starts_with("/mark>")).collect();
    assert!(tags.is_empty(), "{highlight}");
    assert!(highlight.contains("<mark>marmalade</mark>"), "{highlight}");
    assert!(items(&answer)[0]["text"].as_str().unwrap().contains("<script>"), "the text itself is as it was written");
}

#[test]
fn hits_can_be_read_and_taken_to_a_spreadsheet() {
    let _ = shipped(&["search", "social prescribing"])
        .good()
        .shows("fg-poverty.proactive-social-prescribing")
        .shows("Focus group one");
    let answer = search(&["social prescribing", "--limit", "100"]);
    let sheet = shipped(&["search", "social prescribing", "--limit", "100", "--format", "csv"]).good().stdout;
    let mut sheet = csv::ReaderBuilder::new().flexible(true).from_reader(sheet.as_bytes());
    let rows: Vec<csv::StringRecord> = sheet.records().map(Result::unwrap).collect();
    for id in ids(&answer) {
        assert!(rows.iter().any(|row| row.iter().any(|cell| cell == id)), "{id} is not in the sheet");
    }
}

#[test]
fn made_up_answers_carry_their_mark() {
    let answer = search(&["--source", "workforce-2022-illustrative", "--limit", "20"]);
    assert!(items(&answer).iter().all(|item| item["illustrative"] == true), "{answer}");
    let _ = shipped(&["search", "--source", "workforce-2022-illustrative"]).good().shows("llustrative");
    let sheet = shipped(&["search", "--source", "workforce-2022-illustrative", "--format", "csv"]).good().stdout;
    assert!(sheet.to_lowercase().contains("illustrative"), "{sheet}");
}

#[test]
fn editing_a_source_by_hand_is_seen_by_the_next_search() {
    let bank = OwnBank::with_example();
    assert_eq!(bank.json(&["search", "marmalade", "--limit", "0"])["total"], 0);
    let note = "kind = \"literature\"\ntitle = \"Note\"\n\n[[finding]]\nid = \"jam\"\ntext = \"Marmalade helps.\"\n";
    bank.edit("corpus/sources/literature/note.toml", note);
    assert_eq!(ids(&bank.json(&["search", "marmalade"])), ["note.jam"]);
    bank.edit("corpus/sources/literature/note.toml", note.replace("Marmalade", "Quixotry"));
    assert_eq!(bank.json(&["search", "marmalade", "--limit", "0"])["total"], 0);
    assert_eq!(ids(&bank.json(&["search", "quixotry"])), ["note.jam"], "an address survives an edit of its words");
    std::fs::remove_file(bank.path("corpus/sources/literature/note.toml")).unwrap();
    assert_eq!(bank.json(&["search", "quixotry", "--limit", "0"])["total"], 0);
}

#[test]
fn a_search_may_begin_with_a_minus() {
    let everything = total("");
    let housing = total("housing");
    assert!(housing > 0);
    assert_eq!(search(&["-housing"])["total"].as_u64(), Some(everything - housing));
    assert_eq!(search(&["housing", "-theme:housing"])["total"], search(&["housing -theme:housing"])["total"]);
}

#[test]
fn a_published_figure_shows_its_number_and_its_base() {
    let answer = shipped(&["search", "--kind", "figure", "--source", "workforce-survey-2022", "contact"]).good();
    let _ = answer.shows("66%, base: more than 750");
}
