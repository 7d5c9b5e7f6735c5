//! Exports of `SurveyMonkey`: two heading rows, bytes that are not UTF-8, and the figures that were published from them.

use serde_json::Value;

use super::{counts, load, question, row, shared};
use crate::cli::assert_balanced;
use crate::support::folder::{OwnBank, own_bank};

/// A bank with the survey about Star Wars.
fn star_wars() -> Option<OwnBank> {
    let file = shared("data/surveys/star-wars/StarWars.csv")?;
    let bank = own_bank();
    let report = load(&bank, &file, &["--id", "sw"]);
    assert_balanced(&report);
    assert_eq!(report["rows"], 1186);
    Some(bank)
}

fn seen(bank: &OwnBank) -> String {
    question(bank, "sw", "Which of the following Star Wars films have you seen?")
}

/// A share as it was published: in percent with one decimal.
#[track_caller]
fn assert_percent(count: u64, base: u64, tenths: u64, what: &str) {
    assert_eq!((count * 2000 + base) / (2 * base), tenths, "{what}: {count} of {base}");
}

/// The one question of a grid that asks about `item`.
fn item(bank: &OwnBank, grid: &str, item: &str) -> String {
    let questions = bank.json(&["questions", "sw"]);
    let fits = |it: &&Value| {
        it["grid"]["text"].as_str().is_some_and(|text| text.starts_with(grid))
            && it["text"].as_str().is_some_and(|text| text.contains(item))
    };
    let found: Vec<&Value> = questions.as_array().unwrap().iter().filter(fits).collect();
    assert_eq!(found.len(), 1, "one question of `{grid}` about `{item}`: {questions}");
    found[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn the_films_people_saw_are_shares_of_those_who_saw_any() {
    let Some(bank) = star_wars() else { return };
    let (base, rows) = counts(&bank.json(&["breakdown", "sw", &seen(&bank)]));
    assert_eq!((base, rows.len()), (835, 6));
    for (film, tenths) in [("Empire", 908), ("Return of the Jedi", 884), ("Phantom", 806), ("New Hope", 727)] {
        assert_percent(row(&rows, film), base, tenths, film);
    }
}

#[test]
fn six_conditions_at_once_leave_those_who_saw_every_film() {
    let Some(bank) = star_wars() else { return };
    let seen = seen(&bank);
    let (_, films) = counts(&bank.json(&["breakdown", "sw", &seen]));
    let conditions: Vec<String> = films.iter().map(|(film, _)| format!("{seen}={film}")).collect();
    for (film, tenths) in [("Empire", 359), ("Phantom", 100)] {
        let ranked = item(&bank, "Please rank the Star Wars films", film);
        let mut args = vec!["breakdown", "sw", ranked.as_str()];
        args.extend(conditions.iter().flat_map(|it| ["--where", it.as_str()]));
        let (base, rows) = counts(&bank.json(&args));
        assert_eq!((base, rows.len()), (471, 6), "{film}: ranks one to six");
        assert_percent(rows[0].1, base, tenths, film);
    }
}

#[test]
fn favourable_views_are_two_options_together() {
    let Some(bank) = star_wars() else { return };
    for (character, tenths) in [("Luke", 928), ("Han Solo", 918), ("Darth Vader", 582), ("Jar Jar", 295)] {
        let asked = item(&bank, "Please state whether you view", character);
        let (base, rows) = counts(&bank.json(&["breakdown", "sw", &asked]));
        let favourable = row(&rows, "Very favorably") + row(&rows, "Somewhat favorably");
        assert_percent(favourable, base, tenths, character);
    }
}

#[test]
fn who_shot_first_is_a_share_of_those_who_answered() {
    let Some(bank) = star_wars() else { return };
    let asked = question(&bank, "sw", "Which character shot first?");
    let (base, rows) = counts(&bank.json(&["breakdown", "sw", &asked]));
    assert_eq!(base, 828);
    assert_percent(row(&rows, "Han"), base, 393, "Han");
    assert_percent(row(&rows, "Greedo"), base, 238, "Greedo");
}

#[test]
fn one_answer_over_several_columns_is_a_single_choice() {
    let Some(file) = shared("data/surveys/region-midwest/MIDWEST.csv") else { return };
    let bank = own_bank();
    assert_balanced(&load(&bank, &file, &["--id", "midwest"]));
    let questions = bank.json(&["questions", "midwest"]);
    for (wording, kinds, options) in [
        ("Gender", &["single"][..], 2),
        ("Age", &["single"], 5),
        ("Household Income", &["single"], 5),
        ("Education", &["single"], 5),
        ("Location", &["single"], 9),
        ("How much, if at all, do you personally identify", &["single", "scale"], 4),
        ("Which of the following states", &["multiple"], 20),
    ] {
        let mut all = questions.as_array().unwrap().iter();
        let it = all.find(|it| it["text"].as_str().unwrap().starts_with(wording)).unwrap();
        assert!(kinds.contains(&it["kind"].as_str().unwrap()), "{it}");
        assert_eq!(it["options"].as_array().unwrap().len(), options, "{it}");
    }
}

#[test]
fn ticks_are_counted_as_they_stand_in_the_columns_of_the_file() {
    let Some(file) = shared("data/surveys/region-midwest/MIDWEST.csv") else { return };
    let bank = own_bank();
    let _ = load(&bank, &file, &["--id", "midwest"]);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(&file).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    for wording in ["How much, if at all, do you personally", "Which of the following states", "Gender", "Education"] {
        let first = rows[0].iter().position(|heading| heading.starts_with(wording)).unwrap();
        let width = rows[0].iter().skip(first + 1).take_while(|heading| heading.is_empty()).count() + 1;
        let table = bank.json(&["breakdown", "midwest", &question(&bank, "midwest", wording)]);
        let (base, ours) = counts(&table);
        let answered = rows[2..].iter().filter(|row| (first..first + width).any(|at| !row[at].is_empty())).count();
        assert_eq!(usize::try_from(base).unwrap(), answered, "{wording}");
        for at in first..first + width {
            let ticks = rows[2..].iter().filter(|row| !row[at].is_empty()).count();
            let label = rows[1][at].trim();
            let found = ours.iter().find(|(it, _)| it == label).unwrap_or_else(|| panic!("no row `{label}`: {table}"));
            assert_eq!(usize::try_from(found.1).unwrap(), ticks, "{wording} {label}");
        }
    }
}
