//! Columns that survey tools add to every export, whatever is in them.

/// Columns of Qualtrics.
const QUALTRICS: [&str; 25] = [
    "responseid",
    "responseset",
    "ipaddress",
    "startdate",
    "enddate",
    "recipientlastname",
    "recipientfirstname",
    "recipientemail",
    "externaldatareference",
    "externalreference",
    "finished",
    "status",
    "progress",
    "duration (in seconds)",
    "recordeddate",
    "locationlatitude",
    "locationlongitude",
    "locationaccuracy",
    "distributionchannel",
    "name",
    "emailaddress",
    "q_recaptchascore",
    "q_ballotboxstuffing",
    "q_duplicaterespondent",
    "q_relevantidduplicate",
];
/// Columns of the other tools, by the name of the tool.
const OTHERS: [(&str, &[&str]); 6] = [
    (
        "SurveyMonkey",
        &[
            "respondent id",
            "collector id",
            "start date",
            "end date",
            "ip address",
            "email address",
            "first name",
            "last name",
        ],
    ),
    (
        "LimeSurvey",
        &["lastpage", "seed", "token", "refurl", "ipaddr", "interviewtime", "startdate", "datestamp", "submitdate"],
    ),
    (
        "Microsoft Forms",
        &[
            "id",
            "start time",
            "completion time",
            "email",
            "name",
            "last modified time",
            "total points",
            "quiz feedback",
        ],
    ),
    (
        "SmartSurvey",
        &[
            "userid",
            "user id",
            "userno",
            "user no",
            "unique id",
            "tracking link",
            "started",
            "ended",
            "ip address",
            "email",
            "name",
        ],
    ),
    ("Citizen Space", &["response id", "date submitted", "status", "user name", "user email", "user level"]),
    (
        "Typeform",
        &[
            "#",
            "start date (utc)",
            "submit date (utc)",
            "stage date (utc)",
            "network id",
            "response type",
            "tags",
            "ending",
        ],
    ),
];
/// How the names begin of the times LimeSurvey takes for each group of questions and each question.
const TIMINGS: [&str; 2] = ["grouptime", "questiontime"];

/// Whether `maker` adds a column of this name to every export; `code` is that before a wording, where there is one.
pub(super) fn adds(maker: &str, name: &str, code: Option<&str>) -> bool {
    let names = [Some(name), code].into_iter().flatten().map(str::to_lowercase);
    let listed: &[&str] = match maker {
        "Qualtrics" => &QUALTRICS,
        _ => OTHERS.iter().find(|(other, _)| *other == maker).map_or(&[], |(_, columns)| columns),
    };
    let is_timing = |name: &str| {
        let rest = TIMINGS.iter().find_map(|start| name.strip_prefix(start));
        maker == "LimeSurvey" && rest.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    names.into_iter().any(|name| listed.contains(&name.as_str()) || is_timing(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_one_tool_are_questions_of_another() {
        assert!(adds("Qualtrics", "Status", None));
        assert!(adds("LimeSurvey", "groupTime12. Group time: About you", Some("groupTime12")));
        assert!(adds("Typeform", "#", None));
        assert!(!adds("Typeform", "Status", None));
        assert!(!adds("Google Forms", "Name", None));
    }
}
