//! What tells who somebody is, and what else is no answer: left out, and said.

use super::*;

#[test]
fn what_is_no_answer_is_left_out_and_counted() {
    let csv = "Respondent ID,Start time,Name,E-mail,IP Address,Which?\n\
               a7,2022-01-01 10:00:00,Ann Lee,ann@example.org,10.0.0.1,Yes\n\
               b9,2022-01-01 11:00:00,Bob Ray,bob@example.org,10.0.0.2,No\n";
    let survey = load(csv);
    assert_eq!(survey.questionnaire.questions.len(), 1);
    let ids: Vec<&str> = survey.respondents.iter().map(|respondent| respondent.id.as_str()).collect();
    assert_eq!(ids, ["a7", "b9"]);
    for column in &survey.reconciliation.columns[..5] {
        assert_eq!((column.left_out, column.reasons["technical"]), (2, 2), "{}", column.name);
    }
}

#[test]
fn what_identifies_people_never_becomes_an_answer() {
    let csv = "NHS number,What is your postcode?,DOB,Home address,Postcode area,Which?\n\
               943 476 5919,LS2 9JT,1980-02-03,\"1 High Street, Leeds\",LS2,Yes\n\
               9434765919,M1 1AE,1975-05-03,\"Flat 2, Mill Lane\",M1,No\n";
    let survey = load(csv);
    for column in &survey.reconciliation.columns[..4] {
        assert_eq!((column.left_out, column.reasons.get("technical")), (2, Some(&2)), "{}", column.name);
    }
    assert_eq!(survey.questionnaire.questions.len(), 2);
}

#[test]
fn people_are_not_kept_whatever_the_maker_calls_the_column() {
    let lime = "id. Response ID,submitdate. Date submitted,firstname. First name,Q1. Well?\n\
                1,2023-05-01 12:00:00,Ann,Yes\n2,2023-05-02 12:00:00,Ann,No\n3,2023-05-03 12:00:00,Bo,Yes\n";
    let grid = "Ref,Details [Name],Details [Phone Number],Details [Town],Well?\n\
                a1,Ann Bell,07700 900000,Ware,Yes\na2,Bo Ash,07700 900001,Ware,No\na3,Cy Orr,07700 900002,Hertford,Yes\n";
    for (csv, secrets) in [(lime, ["Ann", "12:00"]), (grid, ["Bell", "07700"])] {
        let kept = format!("{:?}", load(csv).respondents.iter().map(|one| (&one.id, &one.others)).collect::<Vec<_>>());
        let survey = load(csv);
        let labels = format!("{:?}", survey.questionnaire.questions);
        let said: String = survey.respondents.iter().flat_map(|one| &one.answers).map(answer_text).collect();
        for secret in secrets {
            assert!(!kept.contains(secret) && !labels.contains(secret) && !said.contains(secret), "{secret}");
        }
    }
    let beside = load("Well?,Anything else?\nYes,Please ring 07700 900123 about it\nNo,Nothing more to say here\n");
    assert!(open_codes(&beside).contains(&"contact_details"));
}

/// The words of an answer.
fn answer_text(answer: &Answer) -> String {
    if let Answer::Text(words) = answer { words.clone() } else { String::new() }
}

#[test]
fn names_and_addresses_never_become_the_ids_of_respondents() {
    let survey =
        load("Respondent,Email address,q\nann@example.org,ann@example.org,1\nbob@example.org,b@example.org,2\n");
    let ids: Vec<&str> = survey.respondents.iter().map(|respondent| respondent.id.as_str()).collect();
    assert_eq!(ids, ["r000001", "r000002"]);
}
