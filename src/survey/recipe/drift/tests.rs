//! What changes from one year's export to the next is told, and what does not matter is not.

use proptest::prelude::*;

use super::fixture::{File, file, read, recipe};
use super::yearly::CHANGES;
use super::{Drift, Seen, compare};
use crate::survey::recipe::{Recipe, read_recipe, write_recipe};

fn drifts(recipe: &Recipe, file: &File) -> Vec<Drift> {
    let (now, seen) = read(recipe, file);
    compare(recipe, &now, &seen)
}

fn changed(change: fn(&mut File)) -> File {
    let mut file = file();
    change(&mut file);
    file
}

#[test]
fn every_change_is_told_by_its_name_and_every_harmless_one_is_not() {
    let mut wrong: Vec<String> = Vec::new();
    for (name, change, expected) in CHANGES {
        let found = drifts(&recipe(), &changed(*change));
        let fits = |drift: &Drift, (code, question, names): &(&str, &str, &str)| {
            drift.code == format!("drift_{code}")
                && drift.question.as_deref().unwrap_or_default() == *question
                && drift.message.contains(names)
        };
        let all = expected.iter().all(|point| found.iter().any(|drift| fits(drift, point)));
        if !all || found.len() != expected.len() {
            wrong.push(format!("{name}: expected {expected:?}, found {found:#?}"));
        }
    }
    assert!(CHANGES.len() > 30 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_point_says_settles_it_once_it_is_in_the_recipe() {
    let mut wrong: Vec<String> = Vec::new();
    for (name, change, _) in CHANGES {
        let file = changed(*change);
        for drift in drifts(&recipe(), &file) {
            // Where a person must fill something in, or take a line out, there is nothing to put in as it is.
            if drift.settle.contains("take the line out")
                || drift.settle.starts_with("# where")
                || drift.settle.contains("...")
            {
                continue;
            }
            let settled = put_in(&recipe(), &drift);
            let left = drifts(&settled, &file);
            if left.iter().any(|other| {
                other.code == drift.code && other.question == drift.question && other.message == drift.message
            }) {
                wrong.push(format!("{name}: {drift:#?}, left {left:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The recipe with the lines a point says, put where it says.
fn put_in(recipe: &Recipe, drift: &Drift) -> Recipe {
    let mut root: toml::Table = write_recipe(recipe).parse().unwrap();
    let (options, keys): (Vec<&str>, Vec<&str>) = drift.settle.lines().partition(|line| line.starts_with('{'));
    let keys: toml::Table = keys.join("\n").parse().unwrap();
    let place = if drift.settle.contains("# under [file]") {
        root["file"].as_table_mut().unwrap()
    } else if drift.settle.contains("# at the head") {
        &mut root
    } else if let Some(more) = keys.get("question") {
        root["question"].as_array_mut().unwrap().extend(more.as_array().unwrap().clone());
        return read_whole(&root);
    } else {
        let questions = root["question"].as_array_mut().unwrap();
        let own = questions.iter_mut().find(|one| one["id"].as_str() == drift.question.as_deref());
        own.unwrap().as_table_mut().unwrap()
    };
    place.extend(keys);
    for line in options {
        let line: toml::Table = format!("line = [{line}\n]").parse().unwrap();
        let option = line["line"][0].clone();
        let known = place["options"].as_array_mut().unwrap();
        match known.iter_mut().find(|one| one["id"] == option["id"]) {
            Some(one) => *one = option,
            None => known.push(option),
        }
    }
    read_whole(&root)
}

fn read_whole(root: &toml::Table) -> Recipe {
    let (recipe, problems) = read_recipe("recipe.toml", &root.to_string());
    assert_eq!(problems, Vec::new());
    recipe.unwrap()
}

#[test]
fn options_that_differ_by_a_comma_are_two_options() {
    let text = "[[question]]\nid = \"q\"\ntext = \"Q\"\nkind = \"single\"\nclass = \"opinion\"\n\
                options = [{ id = \"1\", label = \"kind, and loyal\" }, { id = \"2\", label = \"kind and loyal\" }]\n";
    let swapped = text.replace("\"1\"", "\"x\"").replace("\"2\"", "\"1\"").replace("\"x\"", "\"2\"");
    let [old, new] = [text, &swapped].map(|text| read_recipe("q.toml", text).0.unwrap());
    assert_eq!(compare(&old, &old, &[]), Vec::new());
    assert_eq!(compare(&old, &new, &[])[0].code, "drift_recoded");
}

#[test]
fn what_people_wrote_is_in_no_message() {
    let mut file = file();
    let words = "My neighbour Mrs Miller told me of it at the chemist on Monday";
    file.cells("Q1")[..3].fill(words.to_owned());
    "ring 01438 555 123 4".clone_into(&mut file.cells("Q1")[4]);
    let found = drifts(&recipe(), &file);
    let said = format!("{found:?}");
    assert!(!said.contains("Miller") && !said.contains("01438"), "{said}");
    let seen = Seen { unknown: vec![(words.to_owned(), 3)], ..Seen::default() };
    assert!(!format!("{seen:?}").contains("Miller"));
}

#[test]
fn a_file_of_another_survey_does_not_bury_anybody_under_points() {
    let mut file = file();
    file.columns.clear();
    for number in 0..500 {
        file.add(&format!("Field {number} {}", "z".repeat(number % 7)), &["a", "b"]);
    }
    let found = drifts(&recipe(), &file);
    assert!(found.len() < 60, "{}", found.len());
    assert!(found.iter().any(|drift| drift.code == "drift_new_column" && drift.message.contains("480 more")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_two_exports_are_compared_without_a_panic(
        one in 0..CHANGES.len(),
        other in 0..CHANGES.len(),
        cell in "(?s).{0,30}",
        heading in "\\PC{0,20}",
        counts in proptest::collection::vec(any::<u64>(), 0..9),
    ) {
        let mut file = changed(CHANGES[one].1);
        file.add(&heading, &[&cell, "x"]);
        let (mut now, mut seen) = read(&recipe(), &file);
        for seen in &mut seen {
            seen.chosen.clone_from(&counts);
            seen.unknown.push((cell.clone(), u64::MAX));
        }
        let (before, _) = read(&recipe(), &changed(CHANGES[other].1));
        for drift in compare(&before, &now, &seen) {
            prop_assert!(!drift.message.is_empty() && !drift.settle.is_empty());
        }
        now.form.questions.truncate(counts.len());
        compare(&now, &before, &seen);
    }
}
