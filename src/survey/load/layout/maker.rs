//! Who made the file. A maker is named only where two independent signs point to it, and more than to anyone else.

use std::collections::BTreeMap;

use super::cells::{cell, filled, is_value, squash};
use super::evidence::{self, QUALTRICS_COLUMNS};
use crate::file::Row;
use crate::survey::load::heading::Heading;
use crate::survey::load::outcome::{NOT_ANSWERED, UNSEEN};

/// What the makers are called.
pub(super) const SURVEY_MONKEY: &str = "SurveyMonkey";
pub(in super::super) const QUALTRICS: &str = "Qualtrics";
pub(super) const LIME_SURVEY: &str = "LimeSurvey";
pub(super) const GOOGLE_FORMS: &str = "Google Forms";
pub(super) const MICROSOFT_FORMS: &str = "Microsoft Forms";
pub(super) const SMART_SURVEY: &str = "SmartSurvey";
pub(super) const CITIZEN_SPACE: &str = "Citizen Space";
pub(super) const TYPEFORM: &str = "Typeform";
pub(super) const ONLINE_SURVEYS: &str = "Online Surveys";
pub(super) const SNAP: &str = "Snap";
const ALL: [&str; 10] = [
    SURVEY_MONKEY,
    QUALTRICS,
    LIME_SURVEY,
    GOOGLE_FORMS,
    MICROSOFT_FORMS,
    SMART_SURVEY,
    CITIZEN_SPACE,
    TYPEFORM,
    ONLINE_SURVEYS,
    SNAP,
];
/// Columns LimeSurvey puts first.
const LIME: [&str; 8] =
    ["submitdate", "lastpage", "startlanguage", "seed", "datestamp", "refurl", "startdate", "interviewtime"];
/// Columns SurveyMonkey has besides the id.
const MONKEY: [&str; 6] =
    ["collectorid", "datecreated", "datemodified", "customdata1", "locationcensusregion", "devicetype"];
/// Columns Snap has of its own.
const SNAP_IDS: [&str; 9] =
    ["ID.name", "ID.date", "ID.start", "ID.end", "ID.endDate", "ID.time", "ID.completed", "ID.site", "ID.format"];

/// What the maker writes where somebody left a question empty.
pub(in super::super) fn blank_word(maker: &str) -> Option<&'static str> {
    match maker {
        QUALTRICS => Some(UNSEEN),
        CITIZEN_SPACE => Some(NOT_ANSWERED),
        _ => None,
    }
}

/// The maker by the name a person wrote, as it is called here where it is known.
pub(super) fn named(name: &str) -> String {
    let known = ALL.iter().find(|maker| squash(maker) == squash(name));
    known.map_or_else(|| name.trim().to_owned(), |maker| (*maker).to_owned())
}

/// The heading and the rows below it.
pub(super) struct Look<'r> {
    rows: &'r [Row],
    data: &'r [Row],
    headings: &'r [Heading],
    names: Vec<String>,
}

impl<'r> Look<'r> {
    /// A look at a heading of `heading_rows` rows, taken apart into `headings`, and the rows below.
    pub(super) fn new(rows: &'r [Row], heading_rows: usize, headings: &'r [Heading]) -> Self {
        let cells = rows.first().map(|row| row.iter().map(squash).collect()).unwrap_or_default();
        let (rows, data) = rows.split_at(heading_rows.min(rows.len()));
        Self { rows, data, headings, names: cells }
    }

    fn at(&self, index: usize) -> &str {
        self.names.get(index).map_or("", String::as_str)
    }

    fn has(&self, wanted: &str) -> bool {
        self.names.iter().any(|name| name == wanted)
    }

    fn count(&self, listed: &[&str]) -> usize {
        listed.iter().filter(|wanted| self.has(wanted)).count()
    }

    /// How many headings `fits` is true of.
    fn headings(&self, fits: impl Fn(&Heading) -> bool) -> usize {
        self.headings.iter().filter(|heading| fits(heading)).count()
    }

    /// The cells of column `index` below the heading.
    fn below(&self, index: usize) -> impl Iterator<Item = &str> {
        self.data.iter().map(move |row| cell(row, index)).filter(|cell| !cell.is_empty())
    }
}

/// The maker and what it was recognised by.
pub(super) fn recognise(look: &Look<'_>) -> (Option<&'static str>, Vec<String>) {
    let mut signs: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let all = [
        (SURVEY_MONKEY, survey_monkey(look)),
        (QUALTRICS, qualtrics(look)),
        (LIME_SURVEY, lime_survey(look)),
        (GOOGLE_FORMS, google_forms(look)),
        (MICROSOFT_FORMS, microsoft_forms(look)),
        (SMART_SURVEY, smart_survey(look)),
        (CITIZEN_SPACE, citizen_space(look)),
        (TYPEFORM, typeform(look)),
        (ONLINE_SURVEYS, online_surveys(look)),
        (SNAP, snap(look)),
    ];
    for (maker, marks) in all {
        signs
            .entry(maker)
            .or_default()
            .extend(marks.into_iter().filter(|(met, _)| *met).map(|(_, why)| why.to_owned()));
    }
    let most = signs.values().map(Vec::len).max().unwrap_or(0);
    let mut first = signs.into_iter().filter(|(_, signs)| signs.len() == most);
    match (first.next(), first.next()) {
        (Some((maker, why)), None) if most > 1 => (Some(maker), why),
        _ => (None, Vec::new()),
    }
}

type Signs = Vec<(bool, &'static str)>;

fn survey_monkey(look: &Look<'_>) -> Signs {
    let long = |cell: &str| cell.len() >= 9 && cell.bytes().all(|byte| byte.is_ascii_digit());
    let first = look.at(0) == "respondentid";
    let whole = look.rows.get(1).is_some_and(|row| row.iter().any(evidence::is_whole));
    vec![
        (first, "the first heading is `RespondentID`"),
        (first && look.below(0).next().is_some() && look.below(0).all(long), "respondent ids of nine digits and more"),
        (look.count(&MONKEY) > 0, "columns such as `Collector ID` or `Location (Census Region)`"),
        (whole, "the second row says `Response` or `Open-Ended Response`"),
    ]
}

fn qualtrics(look: &Look<'_>) -> Signs {
    let imports = look.rows.iter().any(evidence::is_import_row);
    let named = |row: &Row| row.iter().filter(|cell| QUALTRICS_COLUMNS.contains(&squash(cell).as_str())).count();
    let technical = look.rows.iter().take(2).map(named).max().unwrap_or(0);
    let id = look.rows.iter().take(2).any(|row| row.iter().any(|cell| squash(cell) == "responseid"));
    // Online Surveys and Citizen Space write `Response ID` in two words.
    let joined = look.rows.iter().take(2).any(|row| row.iter().any(|cell| cell.eq_ignore_ascii_case("ResponseId")));
    let entries = look.headings(|heading| heading.full.split(" / ").next().is_some_and(|code| code.ends_with("_TEXT")));
    vec![
        (imports, "a heading row of import ids"),
        (imports, "import ids that name questions `QID`"),
        (id && joined, "a column `ResponseId`"),
        (technical > 3, "columns such as `StartDate`, `RecordedDate` and `LocationLatitude`"),
        (entries > 0, "codes that end in `_TEXT`"),
    ]
}

fn lime_survey(look: &Look<'_>) -> Signs {
    let lime = look.count(&LIME);
    let bracketed = look.headings(|heading| {
        heading.code.is_some() && heading.part.is_some() && look.rows.len() < 2 && heading.full.contains('[')
    });
    let coded = |heading: &Heading| {
        heading
            .code
            .as_ref()
            .is_some_and(|code| heading.part.is_none() && heading.full.starts_with(&format!("{code}. ")))
    };
    let filled = look.rows.first().map_or(0, filled);
    let single = look.rows.len() == 1;
    let coded = if single { look.headings(coded) } else { 0 };
    vec![
        (bracketed > 1, "headings such as `code[SQ001]. Question [Option]`"),
        (coded > 2, "headings such as `code. Question`"),
        (coded > 9 && coded * 10 >= filled * 8, "a code and a full stop before nearly every question"),
        (lime > 1, "columns such as `lastpage` and `startlanguage`"),
        (look.has("submitdate"), "a column `submitdate`"),
    ]
}

fn google_forms(look: &Look<'_>) -> Signs {
    let first = look.at(0) == "timestamp" || look.at(0) == "zeitstempel";
    let timed = |cell: &str| cell.contains(':') && is_value(cell);
    let times = look.below(0).next().is_some() && look.below(0).all(timed);
    let asked = look.headings(|heading| heading.text.ends_with('?') || heading.text.contains(' '));
    vec![
        (first, "the first heading is `Timestamp`"),
        (first && times, "a date with a time in every row"),
        (first && asked * 2 > look.headings.len(), "questions for headings"),
    ]
}

fn microsoft_forms(look: &Look<'_>) -> Signs {
    let times = look.at(1) == "starttime" && look.at(2) == "completiontime";
    let quiz = |heading: &Heading| heading.full.starts_with("Points - ") || heading.full.starts_with("Feedback - ");
    vec![
        (look.at(0) == "id" && times, "the headings begin `ID, Start time, Completion time`"),
        (times && look.at(3) == "email" && look.at(4) == "name", "then `Email, Name`"),
        (times && look.has("lastmodifiedtime"), "a column `Last modified time`"),
        (look.headings(quiz) > 1, "columns `Points - ` and `Feedback - `"),
    ]
}

/// Whether the heading begins with a number as `1.`, `2)` or `3.a.`.
fn numbered(heading: &Heading) -> bool {
    let digits = heading.text.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < heading.text.len() && digits.starts_with(['.', ')'])
}

fn smart_survey(look: &Look<'_>) -> Signs {
    let first = ["userid", "userno"].contains(&look.at(0)) || look.has("userno");
    vec![
        (first, "a column `UserID` or `UserNo`"),
        (look.has("started") && look.has("ended"), "columns `Started` and `Ended`"),
        (first && look.has("uniqueid") && look.has("ipaddress"), "columns `Unique ID` and `IP Address`"),
        (first && look.headings(numbered) > 1, "numbered questions"),
    ]
}

fn citizen_space(look: &Look<'_>) -> Signs {
    let id = look.has("responseid") || look.has("anonymousid") || look.has("respondentid");
    let sent = look.count(&["datesubmitted", "submitteddate", "submitted", "submissiondate"]) > 0;
    let dashed = look.headings(|heading| heading.full.contains(" - "));
    vec![
        (look.has("responseid") && sent, "columns `Response ID` and `Date submitted`"),
        (id && sent && dashed > 1, "headings such as `Question - Option`"),
        (sent && id && look.has("status"), "a column `Status`"),
    ]
}

fn typeform(look: &Look<'_>) -> Signs {
    let utc = look.count(&["startdateutc", "submitdateutc", "stagedateutc"]);
    let first = look.rows.first().is_some_and(|row| cell(row, 0) == "#");
    vec![
        (first, "the first heading is `#`"),
        (utc > 0, "times headed `(UTC)`"),
        (look.has("networkid"), "a column `Network ID`"),
    ]
}

fn online_surveys(look: &Look<'_>) -> Signs {
    let first = ["responseid", "uniqueresponsenumber"].contains(&look.at(0));
    let nested = |heading: &Heading| {
        let mut parts = heading.text.split_whitespace().next().unwrap_or_default().split('.');
        let number =
            |part: Option<&str>| part.is_some_and(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        number(parts.next()) && parts.next().is_some_and(|part| !part.is_empty() && part.len() < 3)
    };
    vec![
        (first && look.headings(numbered) > 1, "a response id, then numbered questions"),
        (look.headings(nested) > 1, "numbers such as `1.a.` and `2.1.`"),
    ]
}

fn snap(look: &Look<'_>) -> Signs {
    let own = look.rows.first().map_or(0, |row| row.iter().filter(|cell| SNAP_IDS.contains(&cell.trim())).count());
    vec![(own > 0, "a column such as `ID.name`"), (own > 1, "several columns such as `ID.date` and `ID.start`")]
}
