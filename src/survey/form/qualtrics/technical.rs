//! Columns that hold no answers.

use super::payload::Payload;

/// How many clicks on a picture exports write.
const CLICKS: usize = 10;

/// The columns every export begins and ends with, of the newer and the older way.
pub(super) fn standard() -> Vec<String> {
    const STANDARD: [&str; 19] = [
        "ResponseID",
        "ResponseSet",
        "IPAddress",
        "StartDate",
        "EndDate",
        "RecipientLastName",
        "RecipientFirstName",
        "RecipientEmail",
        "ExternalDataReference",
        "ExternalReference",
        "Finished",
        "Status",
        "Progress",
        "Duration (in seconds)",
        "RecordedDate",
        "LocationLatitude",
        "LocationLongitude",
        "LocationAccuracy",
        "DistributionChannel",
    ];
    let older = (1..=10).map(|number| format!("V{number}"));
    STANDARD.iter().map(|name| (*name).to_owned()).chain(older).collect()
}

/// The columns of a question that takes no answers; `None` when it does.
pub(super) fn columns(kind: &str, tag: &str) -> Option<Vec<String>> {
    let named = |ends: &[&str]| ends.iter().map(|end| format!("{tag}_{end}")).collect::<Vec<_>>();
    let mut names = match kind {
        "Timing" => named(&["First Click", "Last Click", "Page Submit", "Click Count", "1", "2", "3", "4"]),
        "Meta" => {
            let mut ends = named(&["Browser", "Version", "Operating System", "Resolution"]);
            ends.extend(named(&["Screen Resolution", "Flash Version", "Java Support", "User Agent"]));
            ends.extend((1..=7).map(|number| format!("{tag}_{number}_TEXT")));
            ends
        }
        "FileUpload" | "Draw" | "Signature" => {
            let mut ends = named(&["Id", "Name", "Size", "Type"]);
            ends.extend(named(&["FILE_ID", "FILE_NAME", "FILE_SIZE", "FILE_TYPE"]));
            ends
        }
        "HeatMap" => (1..=CLICKS).flat_map(|click| named(&[&format!("{click}_x"), &format!("{click}_y")])).collect(),
        "Captcha" => Vec::new(),
        _ => return None,
    };
    names.push(tag.to_owned());
    Some(names)
}

/// The columns without answers beside those of a question with answers.
pub(super) fn beside(kind: &str, tag: &str, payload: Payload<'_>) -> Vec<String> {
    match (kind, payload.told("Selector")) {
        ("MC", "NPS") => vec![format!("{tag}_NPS_GROUP")],
        _ => Vec::new(),
    }
}

/// The columns that tell in which order options were shown.
pub(super) fn display_order(tag: &str, payload: Payload<'_>) -> Vec<String> {
    let each = payload.choices().into_iter().map(|choice| format!("{tag}_DO_{}", choice.id));
    std::iter::once(format!("{tag}_DO")).chain(each).collect()
}
