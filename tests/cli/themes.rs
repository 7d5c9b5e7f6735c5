//! `themes`.

use serde_json::Value;

use crate::support::folder::{shipped, shipped_json};

fn themes() -> Vec<Value> {
    let answer = shipped_json(&["themes"]);
    let list = answer.as_array().or_else(|| answer["themes"].as_array()).or_else(|| answer["items"].as_array());
    list.unwrap_or_else(|| panic!("no list of themes: {answer}")).clone()
}

#[test]
fn every_theme_says_how_much_is_filed_under_it() {
    let themes = themes();
    assert!(themes.len() > 50, "{}", themes.len());
    for theme in &themes {
        assert!(theme["id"].is_string() && theme["label"].is_string() && theme["count"].is_u64(), "{theme}");
        let share = theme["share"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&share), "{theme}");
    }
}

#[test]
fn a_theme_counts_what_is_filed_under_the_themes_within_it() {
    let themes = themes();
    for child in themes.iter().filter(|theme| theme["parent"].is_string()) {
        let parent = themes.iter().find(|theme| theme["id"] == child["parent"]).unwrap();
        assert!(parent["count"].as_u64() >= child["count"].as_u64(), "{parent} holds less than {child}");
    }
}

#[test]
fn the_count_of_a_theme_is_what_a_search_for_it_finds() {
    for theme in themes().iter().filter(|theme| theme["count"].as_u64() > Some(5)).take(8) {
        let found = shipped_json(&["search", "--theme", theme["id"].as_str().unwrap(), "--limit", "0"]);
        assert_eq!(found["total"], theme["count"], "{theme}");
    }
}

#[test]
fn the_list_can_be_read_and_taken_to_a_spreadsheet() {
    let _ = shipped(&["themes"]).good().shows("Social prescribing");
    let sheet = shipped(&["themes", "--format", "csv"]).good().stdout;
    assert_eq!(sheet.lines().count(), themes().len() + 1, "{sheet}");
    assert!(sheet.lines().next().unwrap().contains("id"), "{sheet}");
}
