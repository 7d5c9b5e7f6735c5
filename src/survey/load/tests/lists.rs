//! Lists of options that hold the delimiter, and tables between a title and a footer.

use proptest::prelude::*;
use proptest::sample::subsequence;

use super::*;

/// A table of `rows` people who chose every combination of `options` in turn, each list written as `write` says.
fn combined(options: &[&str], rows: usize, write: impl Fn(&[&str]) -> String) -> String {
    let mut csv = "Person,Which help did you get?\n".to_owned();
    for row in 0..rows {
        let chosen = row % ((1 << options.len()) - 1) + 1;
        let chosen: Vec<&str> = (0..options.len()).filter(|at| chosen >> at & 1 == 1).map(|at| options[at]).collect();
        let line = format!("Person {row} is here,\"{}\"\n", write(&chosen));
        csv.push_str(&line);
    }
    csv
}

fn labels<'s>(survey: &'s LoadedSurvey, id: &str) -> Vec<&'s str> {
    let mut labels: Vec<&str> =
        survey.questionnaire.find(id).unwrap().options.iter().map(|option| option.label.as_str()).collect();
    labels.sort_unstable();
    labels
}

const HELP: &str = "which-help-did-you-get";

#[test]
fn a_piece_after_a_space_belongs_to_the_option_before_where_others_have_none() {
    let csv = combined(&["Advice", "Money; debt help", "Home visit"], 28, |chosen| chosen.join(";") + ";");
    let survey = load(&csv);
    assert_eq!(labels(&survey, HELP), ["Advice", "Home visit", "Money; debt help"]);
    assert!(counts(&survey, HELP).contains(&("Money; debt help", 16)));
    assert!(open_codes(&survey).contains(&"joined_options"));
}

#[test]
fn pieces_divided_by_a_bar_that_never_go_apart_are_one_option() {
    let csv = combined(&["Advice", "Money | debt", "Home visit"], 28, |chosen| chosen.join(" | "));
    assert_eq!(labels(&load(&csv), HELP), ["Advice", "Home visit", "Money | debt"]);
}

#[test]
fn options_that_share_their_beginning_are_found_whole() {
    let options = ["Advice, by phone", "Advice, in person", "Home visit"];
    let survey = load(&combined(&options, 28, |chosen| chosen.join(", ")));
    assert_eq!(labels(&survey, HELP), options);
    assert!(counts(&survey, HELP).iter().all(|(_, count)| *count == 16), "{:?}", counts(&survey, HELP));
    assert!(open_codes(&survey).contains(&"joined_options"));
    let four = ["Advice, by phone", "Advice, in person", "Home visit", "Nothing, I managed alone"];
    assert_eq!(labels(&load(&combined(&four, 40, |chosen| chosen.join(", "))), HELP), four);
    let capital = ["Advice, GP", "Advice, Hospital", "Home visit"];
    assert_eq!(labels(&load(&combined(&capital, 28, |chosen| chosen.join(", "))), HELP), capital);
}

#[test]
fn lists_that_cannot_be_told_apart_for_certain_are_an_open_point() {
    // `Bus` and `Tram` may be two options that everybody chose both, or one.
    let cells = ["Tea", "Tea, Milk", "Milk", "Tea, Cake", "Cake", "Milk, Cake", "Tea, Bus, Tram", "Milk, Bus, Tram"];
    let csv = table(&["Person", "Which?"], 16, &[&["Somebody was here"], &cells]);
    let csv = csv.replacen("Milk, Bus, Tram", "Milk", 1);
    let survey = load(&csv);
    assert_ne!(kind(&survey, "which"), QuestionKind::Multiple);
    assert!(open_codes(&survey).contains(&"looks_multiple"));
}

#[test]
fn counts_and_ends_below_the_answers_are_nobodys() {
    let rows: Vec<String> = (100..115).map(|id| format!("{id},18-24,Yes,{}\n", ["", "kind staff"][id % 2])).collect();
    let rows = rows.concat();
    let heading = "Ref,Age group,Seen a GP?,Comments\n";
    let ends = [
        "\nTotal responses,15\nEnd of report\n",
        ",,,\nTotal responses,15,,\nEnd of report,,,\n",
        "\nResponses: 15\n",
        "Number of responses,15\n",
        "\nTotal,15\nEnd of report\n",
        "End of report\n",
    ];
    for end in ends {
        let survey = load(&format!("{heading}{rows}{end}"));
        assert_eq!(survey.respondents.len(), 15, "{end}");
        assert!(problem_codes(&survey).contains(&"footer_rows"));
    }
}

#[test]
fn what_could_be_an_answer_is_no_footer() {
    let rows: Vec<String> = (1..15).map(|score| format!("Kind staff,{score},{score}\n")).collect();
    let rows = rows.concat();
    for last in ["Responses,3,4\n", "\nResponses were slow,3,4\n", "Completed,3,5\n", "\nTotal responses,3,too slow\n"]
    {
        let survey = load(&format!("Why?,Food,Staff\n{rows}{last}"));
        assert_eq!(survey.respondents.len(), 15, "{last}");
    }
}

#[test]
fn a_state_of_the_record_below_an_empty_line_is_an_answer() {
    let survey = load("Status,Trust,Care\nCompleted,4,5\nCompleted,3,1\nCompleted,2,2\n\nCompleted,5,3\n");
    assert_eq!(survey.respondents.len(), 4);
}

#[test]
fn a_short_table_between_a_title_and_a_footer_is_found() {
    for (delimiter, day) in [(",", "\"Exported 3 April 2024, 14:02\""), (";", "Exported 3 April 2024, 14:02")] {
        let mut lines = vec!["A survey of 2024".to_owned(), day.to_owned(), String::new()];
        lines.push(["Ref", "Age group", "Seen a GP?", "Comments"].join(delimiter));
        let words = ["", "bad", "\"good, really\""];
        lines.extend((0..15).map(|row| [&(100 + row).to_string(), "18-24", "Yes", words[row % 3]].join(delimiter)));
        lines.extend([String::new(), format!("Total responses{delimiter}15"), "End of report".to_owned()]);
        let survey = load(&lines.join("\n"));
        assert_eq!((survey.respondents.len(), survey.reconciliation.columns.len()), (15, 4), "{delimiter}");
    }
}

#[test]
fn a_table_that_is_read_as_one_column_is_told_of() {
    let row = |row: usize| if row.is_multiple_of(4) { "only this".to_owned() } else { format!("{row},1,2") };
    let lines: Vec<String> = (0..20).map(row).collect();
    let survey = load(&format!("A title\n{}\n", lines.join("\n")));
    assert_eq!(survey.reconciliation.columns.len(), 1);
    assert!(problem_codes(&survey).contains(&"undivided_rows"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn options_of_one_list_are_recovered_whole_or_left_whole_with_a_point(
        options in subsequence(vec![
            "Advice, by phone", "Advice, in person", "Advice", "Home visit", "Nothing, I managed alone", "Money, debt, rent", "Food",
        ], 3..7),
        more in prop::collection::vec(subsequence(vec![0_usize, 1, 2, 3, 4, 5, 6], 1..5), 20..60),
    ) {
        let mut csv = "Person,Which help did you get?\n".to_owned();
        for (row, chosen) in more.iter().enumerate() {
            let chosen: Vec<&str> = chosen.iter().filter_map(|at| options.get(*at).copied()).collect();
            let line = format!("Person {row} is here,\"{}\"\n", chosen.join(", "));
        csv.push_str(&line);
        }
        let survey = load(&csv);
        let silent = !open_codes(&survey).iter().any(|code| ["looks_multiple", "joined_options", "words_beside"].contains(code));
        if kind(&survey, HELP) == QuestionKind::Multiple && silent {
            prop_assert!(labels(&survey, HELP).iter().all(|label| options.contains(label)), "{:?}", labels(&survey, HELP));
        }
    }
}

#[test]
fn headings_merged_down_beside_headings_merged_across_are_two_rows() {
    let first = "ID,Visited,Which services?,Which services?,Which services?,Rate,Rate,Comments\n";
    let answers = ["1,Monday,GP,,Dentist,Good,Poor,slow\n", "2,Friday,,Hospital,,Poor,Good,fine\n"].concat().repeat(10);
    // A workbook gives cells that are merged with the value in each.
    let across = load(&format!("{first},,GP,Hospital,Dentist,Food,Staff,\n{answers}"));
    let both = load(&format!("{first}ID,Visited,GP,Hospital,Dentist,Food,Staff,Comments\n{answers}"));
    assert_eq!(both.respondents.len(), 20);
    assert_eq!(counts(&both, "which-services"), [("GP", 10), ("Hospital", 10), ("Dentist", 10)]);
    assert_eq!(both.questionnaire, across.questionnaire);
    assert!(both.respondents == across.respondents);
}
