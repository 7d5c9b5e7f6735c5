//! The ways a file changes from one year to the next, and what must be said of each.

use super::fixture::File;
use crate::survey::{AnswerOption, QuestionKind};

/// A way a file changes from one year to the next, and the points it must raise: the code, the question, and something the
/// message must name. None where the change is harmless.
pub(super) type Change = (&'static str, fn(&mut File), &'static [(&'static str, &'static str, &'static str)]);

/// One of each kind.
pub(super) const CHANGES: &[Change] = &[
    ("the same file again", |_| {}, &[]),
    ("twice the respondents", |file| file.columns.iter_mut().for_each(|(_, cells)| cells.extend(cells.clone())), &[]),
    ("columns in another order", |file| file.columns.rotate_left(9), &[]),
    ("an option in lower case", |file| file.replace("Q1", "Website", "website"), &[]),
    ("an option nobody chose", |file| file.replace("Q1", "Leaflet", "Website"), &[]),
    ("a heading in capitals", |file| file.rename("Q7. Your age", "Q7. YOUR AGE:"), &[]),
    ("a byte-order mark", |file| file.wishes.encoding = Some("UTF-8 with byte-order mark".to_owned()), &[]),
    ("no time stamps", |file| file.drop("Date submitted"), &[]),
    ("the same questionnaire beside it", |file| drop(file.asked("q1").text.clone()), &[]),
    (
        "an option with more words",
        |file| file.replace("Q1", "Website", "Our website"),
        &[("renamed_option", "q1", "Our website")],
    ),
    ("an option in other words", |file| file.replace("Q1", "Leaflet", "Flyer"), &[("renamed_option", "q1", "Flyer")]),
    (
        "a slip in an option",
        |file| file.replace("Q1", "GP surgery", "GP surgrey"),
        &[("renamed_option", "q1", "GP surgery")],
    ),
    (
        "two options in other words",
        |file| {
            file.replace("Q1", "Website", "Our website");
            file.replace("Q1", "Leaflet", "Flyer");
        },
        &[("renamed_option", "q1", "Flyer"), ("renamed_option", "q1", "Our website")],
    ),
    (
        "a new option",
        |file| file.cells("Q1")[..2].fill("Social media".to_owned()),
        &[("new_option", "q1", "Social media")],
    ),
    (
        "an answer given once",
        |file| "I drive the bus".clone_into(&mut file.cells("Q1")[0]),
        &[("new_option", "q1", "1 answer")],
    ),
    (
        "an age band cut in two",
        |file| {
            file.replace("Q7", "65 or over", "65 to 74");
            file.cells("Q7")[..4].fill("75 or over".to_owned());
        },
        &[("new_option", "q7", "65 to 74"), ("new_option", "q7", "75 or over")],
    ),
    (
        "an option gone from the questionnaire",
        |file| drop(file.asked("q1").options.remove(2)),
        &[("missing_option", "q1", "GP surgery")],
    ),
    (
        "an option added to the questionnaire",
        |file| file.asked("q1").options.push(option("radio", "Radio")),
        &[("new_option", "q1", "Radio")],
    ),
    (
        "an option reworded in the questionnaire",
        |file| "Very satisfied indeed".clone_into(&mut file.asked("q2").options[0].label),
        &[("renamed_option", "q2", "Very satisfied indeed")],
    ),
    (
        "an option wholly reworded in the questionnaire",
        |file| "Extremely satisfied".clone_into(&mut file.asked("q2").options[0].label),
        &[("recoded", "q2", "Extremely satisfied")],
    ),
    (
        "a new question",
        |file| file.add("Q9. Do you have a bus pass?", &["Yes", "No"]),
        &[("new_column", "q9-do-you-have-a-bus-pass", "bus pass")],
    ),
    ("a new technical column", |file| file.add("IP address", &["192.0.2.1"]), &[("new_column", "", "IP address")]),
    (
        "a new item of a grid",
        |file| file.add("Please rate: Drivers", &["Good", "Fair"]),
        &[("new_column", "please-rate-drivers", "Drivers")],
    ),
    ("a question less", |file| file.drop("Q5"), &[("missing_column", "q5", "journeys")]),
    (
        "a heading without its code",
        |file| file.rename("Q6. What could be better?", "What could be done better?"),
        &[("missing_column", "q6", "done better")],
    ),
    (
        "an item of a grid renamed",
        |file| file.rename("Please rate: Staff", "Please rate: Our staff"),
        &[("missing_column", "q4-staff", "Our staff")],
    ),
    (
        "a heading in wholly other words",
        |file| file.rename("Q7. Your age", "How old are you"),
        &[("missing_column", "q7", "How old are you")],
    ),
    (
        "columns of options in another order",
        |file| file.columns[4..8].reverse(),
        &[("reordered_scale", "q3", "Bicycle")],
    ),
    (
        "a scale listed the other way",
        |file| file.asked("q2").options[..5].reverse(),
        &[("reordered_scale", "q2", "Very dissatisfied")],
    ),
    (
        "codes turned round",
        |file| turn_codes(&mut file.asked("q2").options),
        &[("recoded", "q2", "`1` was `Very satisfied` and is `Very dissatisfied`")],
    ),
    (
        "two codes swapped",
        |file| swap_labels(&mut file.asked("q2").options, 1, 2),
        &[("recoded", "q2", "`3` was `Neither` and is `Satisfied`")],
    ),
    (
        "a code for another answer",
        |file| "Refused".clone_into(&mut file.asked("q2").options[5].label),
        &[("recoded", "q2", "`9` was `Don't know` and is `Refused`")],
    ),
    (
        "another code for an answer",
        |file| "99".clone_into(&mut file.asked("q2").options[5].id),
        &[("recoded", "q2", "`99`")],
    ),
    (
        "cells with codes that stand for other answers",
        |file| {
            for (code, cell) in [("1", "1 - Very dissatisfied"), ("5", "5 - Very satisfied")] {
                file.replace("Q2", code, cell);
            }
        },
        &[("recoded", "q2", "`5` was `Very dissatisfied` and is `Very satisfied`")],
    ),
    (
        "codes in place of words",
        |file| {
            for (label, code) in [("Good", "1"), ("Fair", "2"), ("Poor", "3")] {
                file.replace("Please rate: Staff", label, code);
            }
        },
        &[("recoded", "q4-staff", "`1`, `2`, `3`")],
    ),
    (
        "another wording of a heading",
        |file| {
            file.rename(
                "Q5. How many journeys did you make in the last year?",
                "Q5. How many journeys did you make in the last month?",
            );
        },
        &[("changed_wording", "q5", "last month")],
    ),
    (
        "another wording in the questionnaire",
        |file| "How happy are you?".clone_into(&mut file.asked("q2").text),
        &[("changed_wording", "q2", "How happy")],
    ),
    (
        "numbers become bands",
        |file| {
            for (number, band) in [("0", "none"), ("3", "1 to 5"), ("12", "6 to 20"), ("40", "more")] {
                file.replace("Q5", number, band);
            }
        },
        &[("changed_kind", "q5", "number")],
    ),
    (
        "options become words",
        |file| {
            let cells = (0..40).map(|number| format!("own words {}", "x".repeat(number)));
            *file.cells("Q1") = cells.collect();
        },
        &[("changed_kind", "q1", "single")],
    ),
    (
        "several answers allowed",
        |file| file.asked("q7").kind = QuestionKind::Multiple,
        &[("changed_kind", "q7", "multiple")],
    ),
    (
        "a column of an option renamed",
        |file| file.rename("Q3. Which transport do you use? [Bus]", "Q3. Which transport do you use? [Coach]"),
        &[("renamed_option", "q3", "Coach")],
    ),
    (
        "a column of a new option",
        |file| file.add("Q3. Which transport do you use? [Tram]", &["Yes", ""]),
        &[("new_option", "q3", "Tram")],
    ),
    (
        "a column of an option gone",
        |file| file.drop("Q3. Which transport do you use? [Car]"),
        &[("missing_column", "q3", "[Car]")],
    ),
    (
        "a column of words gone",
        |file| file.drop("Q3. Which transport do you use? [Other]"),
        &[("missing_column", "q3", "[Other]")],
    ),
    (
        "semicolons between cells",
        |file| file.wishes.delimiter = Some("semicolon".to_owned()),
        &[("layout", "", "semicolon")],
    ),
    ("two heading rows", |file| file.wishes.header_rows = Some(2), &[("layout", "", "2")]),
    (
        "another encoding",
        |file| file.wishes.encoding = Some("Windows-1252".to_owned()),
        &[("layout", "", "Windows-1252")],
    ),
    ("another program", |file| file.wishes.maker = Some("LimeSurvey".to_owned()), &[("layout", "", "LimeSurvey")]),
    (
        "a workbook in place of a table",
        |file| {
            file.wishes.delimiter = None;
            file.wishes.sheet = Some("Sheet1".to_owned());
        },
        &[("layout", "", "comma")],
    ),
];

fn option(id: &str, label: &str) -> AnswerOption {
    AnswerOption { id: id.to_owned(), label: label.to_owned(), ..AnswerOption::default() }
}

fn swap_labels(options: &mut [AnswerOption], one: usize, other: usize) {
    let label = std::mem::take(&mut options[one].label);
    options[one].label = std::mem::replace(&mut options[other].label, label);
}

fn turn_codes(options: &mut [AnswerOption]) {
    swap_labels(options, 0, 4);
    swap_labels(options, 1, 3);
}
