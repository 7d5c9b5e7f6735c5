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
