//! Lists of options that hold the delimiter, and tables between a title and a footer.

use super::*;

#[test]
fn counts_and_ends_below_the_answers_are_nobodys() {
    let rows: String = (100..115).map(|id| format!("{id},18-24,Yes,{}\n", ["", "kind staff"][id % 2])).collect();
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
    let rows: String = (1..15).map(|score| format!("Kind staff,{score},{score}\n")).collect();
    for last in ["Responses,3,4\n", "\nResponses were slow,3,4\n", "Completed,3,5\n", "\nTotal responses,3,too slow\n"]
    {
        let survey = load(&format!("Why?,Food,Staff\n{rows}{last}"));
        assert_eq!(survey.respondents.len(), 15, "{last}");
    }
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
    let row = |row: usize| if row % 4 == 0 { "only this".to_owned() } else { format!("{row},1,2") };
    let lines: Vec<String> = (0..20).map(row).collect();
    let survey = load(&format!("A title\n{}\n", lines.join("\n")));
    assert_eq!(survey.reconciliation.columns.len(), 1);
    assert!(problem_codes(&survey).contains(&"undivided_rows"));
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
