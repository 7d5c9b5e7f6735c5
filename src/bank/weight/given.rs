//! The targets as a file gives them: a line for each category, before anybody asks whether they mean anything.

use crate::bank::load::Attachment;
use crate::bank::weight::given_toml;
use crate::problem::{Place, Problem};

/// One target.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Given {
    /// The name of the question.
    pub(super) question: String,
    /// The name of the option, or several divided by `|`.
    pub(super) option: String,
    /// The number as it is written.
    pub(super) share: String,
    /// Where it stands.
    pub(super) place: Place,
}

/// What the three columns may be called.
const HEADS: [&[&str]; 3] = [
    &["question", "margin"],
    &["option", "category", "answer"],
    &["share", "target", "percent", "population", "count"],
];

/// The targets in a file, with what is wrong with it as a file.
pub(super) fn read(file: &Attachment) -> (Vec<Given>, Vec<Problem>) {
    let bytes: &[u8] = &file.content.0;
    let Ok(text) = std::str::from_utf8(bytes) else {
        let problem = Problem::error("not_utf8", Place::file(&file.name), "the targets are not UTF-8 text");
        return (Vec::new(), vec![problem.hint("save the file as CSV in UTF-8")]);
    };
    let text = text.trim_start_matches('\u{feff}');
    let (given, mut problems) = if file.name.to_lowercase().ends_with(".toml") {
        given_toml::read(&file.name, text)
    } else {
        read_csv(&file.name, text)
    };
    if given.is_empty() && problems.is_empty() {
        let problem = Problem::error("no_targets", Place::file(&file.name), "the file names no target");
        problems.push(problem.hint(EXAMPLE));
    }
    (given, problems)
}

pub(super) const EXAMPLE: &str =
    "write a line `question,option,share` and below it a line for each option, such as `area,North,40%`";

fn read_csv(name: &str, text: &str) -> (Vec<Given>, Vec<Problem>) {
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t', b','].into_iter().find(|mark| first.as_bytes().contains(mark)).unwrap_or(b',');
    let mut rows =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let heads = rows.headers().cloned().unwrap_or_default();
    let column = |names: &&[&str]| heads.iter().position(|head| names.contains(&head.to_lowercase().as_str()));
    let [Some(question), Some(option), Some(share)] = HEADS.each_ref().map(column) else {
        let problem = Problem::error("bad_heading", Place::file(name).line(1), "the heading names no targets");
        let problem = problem.found(format!("`{first}`")).expected("`question,option,share`");
        return (Vec::new(), vec![problem.hint(EXAMPLE)]);
    };
    let (mut given, mut problems) = (Vec::new(), Vec::new());
    for row in rows.records() {
        match row {
            Ok(row) => given.extend(target(name, &row, [question, option, share])),
            Err(error) => {
                problems.push(Problem::error("unreadable", Place::file(name), format!("it cannot be read: {error}")));
            }
        }
    }
    (given, problems)
}

/// The target of a row; none where the row is empty.
fn target(name: &str, row: &csv::StringRecord, [question, option, share]: [usize; 3]) -> Option<Given> {
    let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
    let place = Place::file(name).line(row.position().map_or(0, csv::Position::line));
    let given = Given { question: cell(question), option: cell(option), share: cell(share), place };
    row.iter().any(|cell| !cell.is_empty()).then_some(given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::InMemory;

    fn file(name: &str, text: &str) -> Attachment {
        Attachment { name: name.to_owned(), content: InMemory(text.as_bytes().into()) }
    }

    fn cells(given: &[Given]) -> Vec<(&str, &str, &str)> {
        given.iter().map(|one| (one.question.as_str(), one.option.as_str(), one.share.as_str())).collect()
    }

    #[test]
    fn csv_and_toml_say_the_same() {
        let wanted = [("area", "North", "40"), ("area", "South", "60"), ("sex.at-birth", "F", "0.5")];
        let sheets = [
            "question,option,share\narea,North,40\narea, South ,60\n\nsex.at-birth,F,0.5\n",
            "\u{feff}Option;Question;Percent\r\nNorth;area;40\r\nSouth;area;60\r\nF;sex.at-birth;0.5\r\n",
        ];
        for sheet in sheets {
            let (given, problems) = read(&file("t.csv", sheet));
            assert_eq!((cells(&given).as_slice(), problems), (&wanted[..], Vec::new()));
        }
        let toml = "[area]\nNorth = 40\n\"South\" = \"60\"\n[sex.at-birth]\nF = 0.5\n";
        let (given, problems) = read(&file("t.TOML", toml));
        assert_eq!((cells(&given).as_slice(), problems), (&wanted[..], Vec::new()));
        assert_eq!(given[1].place.line, Some(3));
    }

    #[test]
    fn a_file_without_targets_is_told_with_an_example() {
        for (name, text, code) in [
            ("t.csv", "", "bad_heading"),
            ("t.csv", "a,b\n1,2\n", "bad_heading"),
            ("t.csv", "question,option,share\n", "no_targets"),
            ("t.toml", "", "no_targets"),
            ("t.toml", "area = 3\n", "bad_targets"),
            ("t.toml", "[area\n", "toml_syntax"),
        ] {
            let (given, problems) = read(&file(name, text));
            assert_eq!((given.len(), problems[0].code.as_str()), (0, code), "{text}");
        }
        let bytes = Attachment { name: "t.csv".to_owned(), content: InMemory(vec![0xff, 0xfe].into()) };
        assert_eq!(read(&bytes).1[0].code, "not_utf8");
    }
}
