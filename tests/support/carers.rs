//! A made-up survey of carers as an export would bring it: every kind of question, and counts that can be worked out by hand.

use std::fmt::Write as _;

/// The areas, each with a third of the people.
pub(crate) const AREAS: [&str; 3] = ["North", "South", "East"];

/// The ratings in the order they come round.
const RATINGS: [&str; 4] = ["Very good", "Good", "Good", "Poor"];

/// The services, each used by every second, third or fifth person.
const SERVICES: [(&str, usize); 3] = [("GP", 2), ("Pharmacy", 3), ("Dentist", 5)];

/// The file for `people` respondents. With a multiple of 60 people, a third lives in each area, a quarter rates very good
/// and a quarter poor, a half, a third and a fifth use the GP, the pharmacy and the dentist, and two thirds leave a comment.
pub(crate) fn csv(people: usize) -> String {
    let mut text = "id,area,services,rating,visits,joined,comment,email\n".to_owned();
    for person in 0..people {
        let (area, rating) = (AREAS[person % 3], RATINGS[person % 4]);
        let used = SERVICES.iter().filter(|(_, every)| person % every == 0).map(|(name, _)| *name);
        let services = used.collect::<Vec<_>>().join(";");
        let (visits, month, day) = (person % 23, person % 12 + 1, person % 28 + 1);
        let comment = if person % 3 == 2 { String::new() } else { comment(person) };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "c{person:05},{area},{services},{rating},{visits},2026-{month:02}-{day:02},{comment},person{person}@example.org"
        );
    }
    text
}

/// The rows of a file, one for each number below `count`.
pub(crate) fn rows(count: usize, row: impl Fn(usize) -> String) -> String {
    (0..count).map(row).collect::<Vec<_>>().concat()
}

/// What one person wrote; no two people wrote the same.
fn comment(person: usize) -> String {
    let what = ["the wait at the surgery", "the bus to the clinic", "the forms I filled in", "the nurse who listened"];
    format!("\"I look after {} people and remember {}, marmalade {person}.\"", person % 7 + 1, what[person % 4])
}
