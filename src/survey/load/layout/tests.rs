//! Layouts as their makers write them. Files of `SmartSurvey`, Microsoft Forms, Citizen Space, Typeform, Online Surveys and Snap
//! could not be had; their headings here are written by hand after the makers' descriptions.

use proptest::prelude::*;

use super::*;

/// Rows of cells divided by `|`.
fn rows(lines: &[&str]) -> Vec<Row> {
    lines.iter().zip(1..).map(|(line, number)| Row::of(number, line.split('|'))).collect()
}

fn layout(lines: &[&str]) -> Layout {
    recognise("answers.csv", &rows(lines), &LayoutWishes::default()).expect("there is a heading")
}

/// Maker, rows before the heading, rows of the heading.
fn shape(lines: &[&str]) -> (Option<String>, usize, usize) {
    let layout = layout(lines);
    (layout.maker, layout.skipped, layout.header_rows)
}

/// Code, row, part, option and text of a heading.
fn parts(heading: &Heading) -> [&str; 5] {
    let item = heading.item.as_ref().map_or("", |item| item.text.as_str());
    [
        heading.code.as_deref().unwrap_or_default(),
        item,
        heading.part.as_deref().unwrap_or_default(),
        heading.option.as_deref().unwrap_or_default(),
        &heading.text,
    ]
}

const MONKEY: [&str; 4] = [
    "RespondentID|CollectorID|How was it?|Which did you use?||||Any comments?",
    "||Response|Bus|Tram|Train|Other (please specify)|Open-Ended Response",
    "3292879998|71|Good|Bus|||on foot|none",
    "3292879538|71|Bad|Bus|Tram|||",
];

#[test]
fn survey_monkey_writes_questions_over_options() {
    let layout = layout(&MONKEY);
    assert_eq!((layout.maker.as_deref(), layout.header_rows), (Some("SurveyMonkey"), 2));
    assert_eq!(layout.layout, "two heading rows: questions, then options");
    assert!(layout.why.iter().any(|why| why.contains("`RespondentID`")), "{:?}", layout.why);
    assert_eq!(parts(&layout.headings[2]), ["", "", "", "", "How was it?"]);
    assert_eq!(parts(&layout.headings[4]), ["", "", "", "Tram", "Which did you use?"]);
    assert_eq!(layout.headings[4].full, "Which did you use? / Tram");
    assert!(layout.headings[6].words && !layout.headings[5].words);
    assert_eq!(parts(&layout.headings[7]), ["", "", "", "", "Any comments?"]);
    assert_eq!(layout.headings[0].name, "RespondentID");
}

#[test]
fn one_sign_alone_names_no_maker() {
    assert_eq!(shape(&["RespondentID|Age", "r1|34", "r2|35"]).0, None);
    assert_eq!(shape(&["Timestamp|Age", "then|34"]).0, None);
    assert_eq!(shape(&["#|Age", "1|34"]).0, None);
}

const QUALTRICS: [&str; 4] = [
    "StartDate|ResponseId|Q1|Q1_9_TEXT|Q2_1|Q2_2|Q3_1_1|Q3_1_2|Q3_2_1|Q3_2_2|Q4#1_1|Q4#1_2|Q5_NPS_GROUP",
    "Start Date|Response ID|How? - Selected Choice|How? - Other - Text|Rate - Doctors|Rate - X-ray|When - Bus - Day|When - Bus - Night|When - Tram - Day|When - Tram - Night|Care - Quality - Doctors|Care - Quality - Nurses|Would you? - Group",
    "{\"ImportId\":\"startDate\"}|{\"ImportId\":\"_recordId\"}|{\"ImportId\":\"QID1\"}|{\"ImportId\":\"QID1_9_TEXT\"}|{\"ImportId\":\"QID2_1\"}|{\"ImportId\":\"QID2_2\"}|{\"ImportId\":\"QID3_1_1\"}|{\"ImportId\":\"QID3_1_2\"}|{\"ImportId\":\"QID3_2_1\"}|{\"ImportId\":\"QID3_2_2\"}|{\"ImportId\":\"QID4#1_1\"}|{\"ImportId\":\"QID4#1_2\"}|{\"ImportId\":\"QID5_NPS_GROUP\"}",
    "2024-01-01 10:00:00|R_1|9|by ferry|4|5|1||1|1|2|2|Promoter",
];

fn check_qualtrics(headings: &[Heading]) {
    assert_eq!(parts(&headings[2]), ["Q1", "", "", "", "How?"]);
    assert_eq!(parts(&headings[3]), ["Q1", "", "9", "Other", "How?"]);
    assert!(headings[3].words && !headings[2].words);
    assert_eq!(parts(&headings[5]), ["Q2", "", "2", "X-ray", "Rate"]);
    assert_eq!(parts(&headings[6]), ["Q3", "Bus", "1", "Day", "When"]);
    assert_eq!(parts(&headings[9]), ["Q3", "Tram", "2", "Night", "When"]);
    assert_eq!(headings[9].item.as_ref().map(|item| item.code.as_str()), Some("2"));
    assert_eq!(parts(&headings[11]), ["Q4.1", "", "2", "Nurses", "Care - Quality"]);
    assert_eq!(parts(&headings[12]), ["Q5_NPS_GROUP", "", "", "", "Would you? - Group"]);
    assert_eq!(headings[11].name, "Q4#1_2");
}

#[test]
fn qualtrics_writes_codes_over_wordings_over_import_ids_in_either_quotes() {
    let layout = layout(&QUALTRICS);
    assert_eq!((layout.maker.as_deref(), layout.header_rows), (Some("Qualtrics"), 3));
    assert_eq!(layout.layout, "three heading rows: codes, then wordings, then import ids");
    check_qualtrics(&layout.headings);
    let single = QUALTRICS.map(|line| line.replace("{\"ImportId\":\"", "{'ImportId': '").replace("\"}", "'}"));
    let old: Vec<&str> = single.iter().map(String::as_str).collect();
    check_qualtrics(&self::layout(&old).headings);
}

#[test]
fn qualtrics_without_import_ids_says_the_same() {
    let lines = [QUALTRICS[0], QUALTRICS[1], QUALTRICS[3]];
    let layout = layout(&lines);
    assert_eq!((layout.maker.as_deref(), layout.header_rows), (Some("Qualtrics"), 2));
    check_qualtrics(&layout.headings);
}

#[test]
fn old_qualtrics_files_name_their_technical_columns_in_the_second_row() {
    let layout = layout(&[
        "V1|V2|V6|V7|Q1|Q2_1|Q2_2|Q2_2_TEXT|Q3_1|",
        "ResponseID|ResponseSet|IPAddress|Status|Wie alt?|Long stem that is cut...-Bus|Long stem that is cut...-Other|Long stem that is cut...-Other-TEXT|Alone-Item|",
        "R_1|Default|192.0.2.1|0|34|1|1|ferry|2|",
    ]);
    assert_eq!((layout.maker.as_deref(), layout.header_rows), (Some("Qualtrics"), 2));
    assert_eq!(layout.headings[0].name, "ResponseID");
    assert_eq!(parts(&layout.headings[6]), ["Q2", "", "2", "Other", "Long stem that is cut..."]);
    assert!(layout.headings[7].words);
    assert_eq!(parts(&layout.headings[7]), ["Q2", "", "2", "Other", "Long stem that is cut..."]);
    assert_eq!(parts(&layout.headings[8]), ["Q3_1", "", "", "", "Alone-Item"]);
    assert!(layout.headings[9].blank);
}

#[test]
fn rows_named_by_tags_are_one_question_as_long_as_they_share_its_wording() {
    let layout = layout(&[
        "V1|V8|tag_one|tag_two|mtag_two_TEXT|tag_three|tag_one|tag_two",
        "ResponseID|StartDate|First...-Bus|First...-Tram|First...-Tram|First...-Train|Next...-Bus|Next...-Tram",
        "R_1|2024-01-01|1|2|late|3|1|2",
    ]);
    let codes: Vec<&str> = layout.headings.iter().skip(2).map(|heading| parts(heading)[0]).collect();
    assert_eq!(codes, ["tag", "tag", "tag", "tag", "tag-2", "tag-2"]);
    assert_eq!(parts(&layout.headings[5]), ["tag", "", "three", "Train", "First..."]);
    assert!(layout.headings[4].words);
    assert_eq!(parts(&layout.headings[4])[3], "Tram");
}

#[test]
fn lime_survey_is_known_by_its_codes_in_brackets() {
    let lines = [
        "id|submitdate|lastpage|age. How old?|use[SQ001]. Which? [Bus]|use[SQ002]. Which? [Tram]|use[other]. Which? [Other]",
        "1|2024-01-01 10:00:00|3|34|Y|N|ferry",
    ];
    let layout = layout(&lines);
    assert_eq!((layout.maker.as_deref(), layout.header_rows), (Some("LimeSurvey"), 1));
    assert_eq!(parts(&layout.headings[5]), ["use", "", "SQ002", "Tram", "Which?"]);
    assert!(layout.headings[6].words);
}

#[test]
fn forms_of_google_and_microsoft_are_known_by_their_first_columns() {
    let google = ["Timestamp|How was it?|Rate us [The doctors]|Rate us [The nurses]", "1/2/2024 10:00:00|Good|4|5"];
    assert_eq!(shape(&google), (Some("Google Forms".to_owned()), 0, 1));
    assert_eq!(parts(&layout(&google).headings[3]), ["", "", "", "The nurses", "Rate us"]);
    let microsoft =
        ["ID|Start time|Completion time|Email|Name|How was it?", "1|1/2/24 10:00:00|1/2/24 10:01:00|anonymous||Good"];
    assert_eq!(shape(&microsoft), (Some("Microsoft Forms".to_owned()), 0, 1));
}

#[test]
fn smart_survey_may_have_three_heading_rows() {
    let layout = layout(&[
        "UserID|Started|Ended|1. How good are they?||||2. Why?",
        "|||Doctors||Nurses||",
        "|||Good|Bad|Good|Bad|",
        "101|01/02/2024 10:00|01/02/2024 10:05|1||1||kind",
        "102|01/02/2024 11:00|01/02/2024 11:05||1|1||busy",
    ]);
    assert_eq!((layout.maker.as_deref(), layout.header_rows), (Some("SmartSurvey"), 3));
    assert_eq!(parts(&layout.headings[4]), ["", "Doctors", "", "Bad", "1. How good are they?"]);
    assert_eq!(parts(&layout.headings[5]), ["", "Nurses", "", "Good", "1. How good are they?"]);
    assert_eq!(parts(&layout.headings[7]), ["", "", "", "", "2. Why?"]);
}

#[test]
fn citizen_space_divides_by_dashes() {
    let layout = layout(&[
        "Response ID|Date submitted|Status|Q1: Your name|Views: Do you agree? - Yes - now|Views: Do you agree? - No|Q2: Why?",
        "ANON-1|2024-01-01 10:00|submitted|A|1||because",
    ]);
    assert_eq!(layout.maker.as_deref(), Some("Citizen Space"));
    assert_eq!(parts(&layout.headings[4]), ["", "", "", "Yes - now", "Views: Do you agree?"]);
    assert_eq!(parts(&layout.headings[5]), ["", "", "", "No", "Views: Do you agree?"]);
    assert_eq!(parts(&layout.headings[6]), ["Q2", "", "", "", "Why?"]);
}

#[test]
fn typeform_online_surveys_and_snap_are_known_by_columns_of_their_own() {
    let typeform =
        ["#|Which?|Bus|Other|Start Date (UTC)|Submit Date (UTC)|Network ID", "a1|x|Bus|ferry|2024-01-01|2024-01-01|9f"];
    assert_eq!(shape(&typeform).0.as_deref(), Some("Typeform"));
    assert!(layout(&typeform).headings[3].words);
    let online = ["Response ID|1. How old are you?|2.1. The doctors|2.2. The nurses|3.a. Why?", "7-1|34|4|5|kind"];
    assert_eq!(shape(&online).0.as_deref(), Some("Online Surveys"));
    assert_eq!(shape(&["ID.name|ID.date|Q1|Q2", "a|2024-01-01|1|2"]).0.as_deref(), Some("Snap"));
}

#[test]
fn wordings_below_codes_of_any_maker_are_a_second_heading_row() {
    let layout = layout(&[
        "Ident 1|Ident 2|Ident 3",
        "What is your name?|Are you a person or an organisation?|May we publish it?",
        "|Person|Yes",
        "|Organisation|No",
    ]);
    assert_eq!((layout.maker, layout.header_rows), (None, 2));
    assert_eq!(parts(&layout.headings[1]), ["Ident-2", "", "", "", "Are you a person or an organisation?"]);
    let plain = self::layout(&[
        "Prop 1 Q1 - Do you agree?|Prop 1 Q2 - Why is that?|Age - Age",
        "Yes|because it helps us all|30",
        "No|cost|31",
    ]);
    assert_eq!(plain.header_rows, 1);
    assert_eq!(parts(&plain.headings[0]), ["Prop-1-Q1", "", "", "", "Do you agree?"]);
}

#[test]
fn a_row_of_answers_is_never_a_heading() {
    for lines in [
        vec!["id||age", "1101|John|30", "1102|Julie|26"],
        vec![
            "Q1|Q2|Q3",
            "Because they were kind to me|Because of the long wait|Yes",
            "They were busy that day again|It was cold in there|No",
        ],
        vec!["id|Bus|Tram", "|Bus|Tram", "2|Bus|", "3||Tram"],
        vec!["Name|Status|Finished", "Anna|new|yes", "Ben|old|no"],
        vec!["Comment|||", "|yes|yes|yes", "kind|no|no|no", "busy|yes|no|yes"],
        vec!["A|B|B|C", "a|b|C|c"],
    ] {
        assert_eq!(shape(&lines), (None, 0, 1), "{lines:?}");
    }
}

#[test]
fn a_pivoted_heading_without_ids_is_believed_where_only_ticks_follow() {
    let layout = layout(&[
        "How satisfied?|||Age||",
        "Very|Quite|Not|Under 40|40 to 60|Over 60",
        "1|||1||",
        "|1|||1|",
        "||1|||1",
    ]);
    assert_eq!(layout.header_rows, 2);
    assert_eq!(parts(&layout.headings[5]), ["Age", "", "over-60", "Over 60", "Age"]);
}

#[test]
fn lines_above_the_heading_are_passed_over_and_said_so() {
    let layout = layout(&[
        "Survey results",
        "Exported on|2024-01-01",
        "",
        "id|How old?|How was it?|Where?|Why?",
        "1|34|Good|North|kind",
        "2|35|Bad|South|",
    ]);
    assert_eq!((layout.skipped, layout.header_rows, layout.headings.len()), (3, 1, 5));
    assert_eq!(
        layout.problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(),
        ["rows_before_heading"]
    );
    assert_eq!(shape(&["# a comment", "id|name", "1|Anna"]).1, 1);
    assert_eq!(shape(&["Survey results|||", "|||", "id|a|b|c", "1|2|3|4"]).1, 2);
    assert_eq!(shape(&["value", "01", "002"]).1, 0);
    assert_eq!(shape(&["comment|a|b|c", "kind|1||1", "busy||1|"]).1, 0);
}

#[test]
fn lines_below_the_answers_are_counted_and_answers_are_not() {
    let foot = |lines: &[&str], width| footer_rows(&rows(lines), width);
    assert_eq!(foot(&["1|34|Good", "2|35|Bad", "||", "Source: the council||"], 3), 2);
    assert_eq!(foot(&["1|34|Good", "2|35|Bad", "Total|69|"], 3), 1);
    assert_eq!(foot(&["1|34|Good", "2|35|Bad", "", "n = 2", "Generated by a tool on Monday"], 3), 3);
    assert_eq!(foot(&["1|34|Good", "2|35|Bad", "3||"], 3), 0);
    assert_eq!(foot(&["1|34|Good", "2|35|Bad", "||", "||"], 3), 0);
    assert_eq!(foot(&["Kind staff and clean|4|5", "Total waste of my time||", "I was left alone||"], 3), 0);
    assert_eq!(foot(&["kind", "busy", "n = 2"], 1), 0);
}

#[test]
fn what_a_person_says_goes_before_what_is_recognised() {
    let lines = rows(&["Results", "q1|q2|q3", "Bus|Tram|Train", "1|2|3"]);
    let wishes = LayoutWishes { header_rows: Some(2), skipped: Some(1), maker: Some("smart survey".to_owned()) };
    let told = recognise("a.csv", &lines, &wishes).expect("a heading");
    assert_eq!((told.skipped, told.header_rows, told.maker.as_deref()), (1, 2, Some("SmartSurvey")));
    assert_eq!(parts(&told.headings[1]), ["q2", "", "", "", "Tram"]);
    let none = LayoutWishes { header_rows: Some(0), skipped: Some(3), maker: None };
    let told = recognise("a.csv", &lines, &none).expect("columns without headings");
    assert_eq!((told.header_rows, told.headings[2].name.as_str()), (0, "column-3"));
}

#[test]
fn a_file_that_begins_with_answers_has_no_header() {
    let code = |lines: &[&str]| {
        recognise("a.csv", &rows(lines), &LayoutWishes::default()).err().map(|problem| problem.code).unwrap_or_default()
    };
    assert_eq!(code(&["4|5|6", "1|2|3"]), "no_header");
    assert_eq!(code(&["||", "||"]), "no_header");
    assert_eq!(code(&[]), "no_header");
    assert_eq!(code(&["1|2|3", "a|b|c"]), "");
}

#[test]
fn blank_and_repeated_headings_are_renamed_with_one_warning_each() {
    let layout = layout(&["id||Age|age|age-2|AGE", "1|2|3|4|5|6"]);
    let names: Vec<&str> = layout.headings.iter().map(|heading| heading.name.as_str()).collect();
    assert_eq!(names, ["id", "column-2", "Age", "age-3", "age-2", "AGE-4"]);
    let codes: Vec<&str> = layout.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["blank_heading", "repeated_heading"]);
    let mut headings = layout.headings;
    widen(&mut headings, 8);
    assert_eq!((headings.len(), headings[7].name.as_str()), (8, "column-8"));
}

#[test]
fn many_columns_of_the_same_name_are_named_in_good_time() {
    let many = vec!["a"; 30_000].join("|");
    let layout = layout(&[&many]);
    assert_eq!(layout.headings[29_999].name, "a-30000");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_table_is_laid_out_without_a_panic_and_every_column_has_its_own_name(
        cells in prop::collection::vec(
            prop::collection::vec("|[a-c1]{0,2}|Q[1-2](_[12]){0,2}(_TEXT)?|a ?- ?[bc](-[bc])?|Response|ImportId|\\{'ImportId': 'QID[12](-[12]){0,2}'\\}|V1|ResponseID|é\\[?[ab]\\]?", 0..7),
            0..7,
        ),
        header_rows in prop::option::of(0_usize..5),
        skipped in prop::option::of(0_usize..4),
    ) {
        let rows: Vec<Row> = cells.iter().zip(1..).map(|(row, line)| Row::of(line, row.iter().map(String::as_str))).collect();
        let wishes = LayoutWishes { header_rows, skipped, maker: None };
        prop_assert!(footer_rows(&rows, 4) <= rows.len());
        if let Ok(layout) = recognise("a.csv", &rows, &wishes) {
            let names: std::collections::HashSet<String> = layout.headings.iter().map(|heading| heading.name.to_lowercase()).collect();
            prop_assert_eq!(names.len(), layout.headings.len());
            let heading = &rows[layout.skipped..layout.skipped + layout.header_rows];
            if let Some(widest) = heading.iter().map(Row::len).max() {
                prop_assert_eq!(layout.headings.len(), widest);
            }
            prop_assert!(layout.headings.iter().all(|heading| !heading.name.is_empty()));
        }
    }
}
