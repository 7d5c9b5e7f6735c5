//! Columns that are no answers: ids, time stamps, names, addresses, machines.
//!
//! A column is taken for one only where its heading and its content both say so, except for e-mail and network addresses, which
//! their content tells alone.

use std::collections::HashSet;

use super::added;
use super::dates;
use super::heading::Heading;
use super::identifying;
use super::numbers;
use super::person;
use super::profile::Column;
use crate::text::fold;

/// What a technical column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Technical {
    /// Something that tells respondents apart and does not identify them; the smaller the rank, the better it names them.
    RespondentId(u8),
    /// Anything else that is no answer, in a word for people.
    Other(&'static str),
}

impl Technical {
    /// What the column holds, for people.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::RespondentId(_) => "respondent id",
            Self::Other(label) => label,
        }
    }
}

/// What the column is, when the maker of the file adds it to every export.
pub(super) fn added_by(maker: Option<&str>, column: &Column) -> Option<Technical> {
    let heading = &column.heading;
    // An option that is called so is none of them.
    let adds = heading.option.is_none() && added::adds(maker?, &heading.name, heading.code.as_deref());
    adds.then_some(Technical::Other("added by the survey tool"))
}

const ID_HEADINGS: [&[&str]; 3] = [
    &[
        "respondent id",
        "respondentid",
        "respondent",
        "response id",
        "responseid",
        "participant id",
        "participantid",
        "participant",
    ],
    &[
        "unique id",
        "uniqueid",
        "uuid",
        "record number",
        "recordnumber",
        "record no",
        "recordno",
        "record id",
        "recordid",
        "case id",
        "caseid",
        "submission id",
        "submissionid",
        "user id",
        "userid",
        "participant number",
        "response number",
        "reference number",
        "reference no",
        "reference",
        "ref no",
        "ref number",
        "ref",
    ],
    &["id", "serial", "serial number", "token", "row", "row number", "index", "no", "number", "key"],
];
const TIME_HEADINGS: [&str; 27] = [
    "timestamp",
    "start time",
    "end time",
    "completion time",
    "start date",
    "end date",
    "startdate",
    "enddate",
    "date started",
    "date submitted",
    "date completed",
    "submitdate",
    "datestamp",
    "recorded date",
    "recordeddate",
    "date created",
    "date modified",
    "last modified time",
    "started",
    "submitted",
    "completed",
    "submission time",
    "time submitted",
    "date last action",
    "ended",
    "start date utc",
    "submit date utc",
];
const MEASURE_HEADINGS: [&str; 14] = [
    "duration",
    "duration in seconds",
    "progress",
    "lastpage",
    "last page",
    "seed",
    "latitude",
    "longitude",
    "location latitude",
    "locationlatitude",
    "locationlongitude",
    "location longitude",
    "interview time",
    "total time",
];
const CONTACT_HEADINGS: [&str; 27] = [
    "email",
    "e mail",
    "email address",
    "e mail address",
    "recipientemail",
    "your email",
    "your email address",
    "what is your email address",
    "phone",
    "phone number",
    "telephone",
    "telephone number",
    "mobile",
    "mobile number",
    "contact number",
    "address",
    "home address",
    "address 1",
    "address 2",
    "address line 1",
    "address line 2",
    "street",
    "ip address",
    "ipaddress",
    "ip",
    "externalreference",
    "external data reference",
];
const MACHINE_HEADINGS: [&str; 10] = [
    "collector id",
    "collectorid",
    "user agent",
    "useragent",
    "browser",
    "device",
    "refurl",
    "referrer",
    "distribution channel",
    "distributionchannel",
];

/// What the column is, when it is no answer.
pub(super) fn recognise(column: &Column) -> Option<Technical> {
    let values: Vec<(&str, u64)> = column.filled().collect();
    let answered: u64 = values.iter().map(|(_, count)| *count).sum();
    if answered == 0 {
        return None;
    }
    let names = Names::of(&column.heading);
    let share = |fits: &dyn Fn(&str) -> bool| {
        let fitting: u64 = values.iter().filter(|(value, _)| fits(value)).map(|(_, count)| *count).sum();
        fitting * 10 >= answered * 8
    };
    let is = |listed: &[&str]| names.own.iter().any(|name| listed.contains(&name.as_str()));
    let reached = names.beside.iter().chain(&names.own).any(|name| CONTACT_HEADINGS.contains(&name.as_str()));
    let contact = (is(&CONTACT_HEADINGS) && distinct_enough(column, answered)) || (reached && share(&is_contact));
    let addresses = person::is_reached(&names.all, &values) || (answered > 1 && share(&is_network_address));
    let name = person::is_named(&names.each(), &names.all, &values);
    let time = is(&TIME_HEADINGS) && share(&|value| dates::has_time(value) || dates::is_day(value) || is_clock(value));
    let measure = is(&MEASURE_HEADINGS) && share(&|value| numbers::parse(value).is_some() || is_clock(value));
    let identifying = identifying::identifies(&names.all, &values);
    let told = [
        (identifying || addresses || contact || name, "tells who somebody is"),
        (time, "time stamp"),
        (measure || is(&MACHINE_HEADINGS), "noted by the survey tool"),
    ];
    if let Some((_, label)) = told.iter().find(|(fits, _)| *fits) {
        return Some(Technical::Other(label));
    }
    let named = || {
        let repeated = column.answered() > 1 && values.iter().all(|(value, _)| value.chars().count() <= 64);
        (repeated && is(ID_HEADINGS[0])).then_some(Technical::Other("id"))
    };
    id_rank(column, &names.own, &values).map(Technical::RespondentId).or_else(named)
}

/// Whether nearly every answer is its own, as names and addresses are.
fn distinct_enough(column: &Column, answered: u64) -> bool {
    let distinct = u64::try_from(column.filled().count()).unwrap_or(u64::MAX);
    distinct * 2 >= answered
}

/// How well the column names respondents, when its heading says it is an id and hardly any cell is repeated.
fn id_rank(column: &Column, names: &[String], values: &[(&str, u64)]) -> Option<u8> {
    let known: u64 = values.iter().map(|(_, count)| *count).sum();
    let distinct = u64::try_from(values.len()).unwrap_or(u64::MAX);
    if distinct * 10 < known * 9 || !values.iter().all(|(value, _)| is_token(value)) {
        return None;
    }
    if column.heading.blank {
        return (column.rows > 2 && column.counts_rows).then_some(9);
    }
    let listed = ID_HEADINGS.iter().position(|headings| names.iter().any(|name| headings.contains(&name.as_str())));
    if let Some(rank) = listed {
        return u8::try_from(rank).ok();
    }
    let marked = |name: &String| {
        let words: Vec<&str> = name.split(' ').collect();
        words.len() <= 4 && (words.first() == Some(&"id") || words.last() == Some(&"id"))
    };
    names.first().is_some_and(marked).then_some(3)
}

/// What a column is called, folded.
struct Names {
    /// The whole heading, its code, and its words where they name no option.
    own: Vec<String>,
    /// The option and the row of a grid that the heading names.
    beside: Vec<String>,
    /// All that the heading says.
    all: String,
}

impl Names {
    fn of(heading: &Heading) -> Self {
        let item = heading.item.as_ref().map(|item| item.text.as_str());
        let text = Some(heading.text.as_str()).filter(|_| heading.option.is_none() && item.is_none());
        let words = |names: [Option<&str>; 3]| -> Vec<String> {
            names.into_iter().flatten().filter(|name| !name.is_empty()).map(heading_words).collect()
        };
        let own = words([Some(&heading.name), heading.code.as_deref(), text]);
        let beside = words([heading.option.as_deref(), item, None]);
        let all = heading_words(&format!("{} {}", heading.name, heading.full));
        Self { own, beside, all }
    }

    fn each(&self) -> Vec<String> {
        self.own.iter().chain(&self.beside).cloned().collect()
    }
}

/// The words of a heading, codes such as `startTime` or `record_number` taken apart.
fn heading_words(name: &str) -> String {
    let mut text = String::new();
    let mut before = ' ';
    for c in name.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            text.push(' ');
        }
        text.push(if c.is_alphanumeric() { c } else { ' ' });
        before = c;
    }
    fold(&text)
}

fn is_token(value: &str) -> bool {
    // A number with decimals measures something.
    let is_decimal = value.contains('.') && numbers::parse(value).is_some();
    !is_decimal
        && value.len() <= 64
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.{}".contains(&byte))
}

/// A telephone number, an e-mail address, or words with a number among them as postal addresses have.
fn is_contact(value: &str) -> bool {
    let words = value.split_whitespace().count();
    let address = (2..=25).contains(&words) && value.bytes().any(|byte| byte.is_ascii_digit());
    identifying::is_phone(value) || person::is_email(value) || address
}

fn is_network_address(value: &str) -> bool {
    value.parse::<std::net::IpAddr>().is_ok()
}

/// A length of time such as `00:04:10` or `0 days 00:04:10.8`.
fn is_clock(value: &str) -> bool {
    let clock = value.rsplit(' ').next().unwrap_or(value);
    let parts = clock.split(':').count();
    (2..=3).contains(&parts) && clock.bytes().all(|byte| byte.is_ascii_digit() || b":.".contains(&byte))
}

/// The column whose cells name the respondents, when it is complete and none is repeated.
pub(super) fn respondent_ids(columns: &[Column], kinds: &[Option<Technical>]) -> Option<usize> {
    let ranked = kinds.iter().enumerate().filter_map(|(index, kind)| match kind {
        Some(Technical::RespondentId(rank)) if *rank < 9 => Some((*rank, index)),
        _ => None,
    });
    let usable = |(_, index): &(u8, usize)| {
        let column = &columns[*index];
        let whole = column.distinct && column.answered() == column.rows;
        let folded: HashSet<String> = column.filled().map(|(value, _)| value.to_lowercase()).collect();
        // Ids of which only a sample is kept are long enough not to differ in case only.
        whole && (!column.is_whole() || u64::try_from(folded.len()) == Ok(column.rows))
    };
    ranked.filter(usable).min().map(|(_, index)| index)
}
