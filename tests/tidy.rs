//! The house keeps its own rules: floors, who may touch files and the network, what a file looks like. It reads the source as text,
//! so that a rule is broken the moment somebody writes the line.

use std::collections::BTreeSet;
use std::fs;

use crate::support::folder::{project, walk};

/// The rooms from the ground up. A room imports only from those before it; that also rules out circles.
const FLOORS: [&str; 17] = [
    "problem",
    "id",
    "stats",
    "audit",
    "text",
    "file",
    "framework",
    "corpus",
    "survey",
    "engine",
    "breakdown",
    "vectors",
    "bank",
    "report",
    "view",
    "web",
    "cli",
];

/// Files longer than this want a reason, given in [`LONG_FILES`].
const LONG: usize = 400;

/// Files that are long for a reason.
const LONG_FILES: [(&str, &str); 0] = [];

/// A source file.
struct Source {
    /// Its path under `src`.
    path: String,
    /// The whole text.
    text: String,
    /// The text without comments, and without the tests at its end.
    code: String,
}

impl Source {
    /// The room it belongs to.
    fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or_default()
    }

    /// Whether it holds nothing but tests.
    fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        ["tests.rs", "laws.rs", "fixture.rs", "fixtures.rs"].contains(&name)
            || name.ends_with("_tests.rs")
            || self.path.contains("/tests/")
    }
}

fn sources() -> Vec<Source> {
    let root = project().join("src");
    let files = walk(&root).into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let read = |path: std::path::PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let code = code_of(&text);
        Source { path, text, code }
    };
    let sources: Vec<Source> = files.map(read).collect();
    assert!(sources.len() > 50, "the house has more files than {}", sources.len());
    sources
}

/// The lines of `text` that are neither comment nor within a module of tests.
fn code_of(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let tests_follow =
            lines.peek().is_some_and(|next| next.trim_start().starts_with("mod ") && next.ends_with('{'));
        if line.trim() == "#[cfg(test)]" && tests_follow {
            break;
        }
        if !line.trim_start().starts_with("//") {
            code.push_str(line.split(" // ").next().unwrap_or_default());
            code.push('\n');
        }
    }
    code
}

/// The rooms that `code` names after `crate::`, alone or in braces.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let Some(list) = rest.strip_prefix('{') else {
            rooms.insert(first_word(rest));
            continue;
        };
        let mut depth = 1;
        let mut word_begins = true;
        for (at, letter) in list.char_indices() {
            depth += i32::from(letter == '{') - i32::from(letter == '}');
            if depth == 0 {
                break;
            }
            if word_begins && letter.is_alphabetic() {
                rooms.insert(first_word(&list[at..]));
                word_begins = false;
            }
            word_begins |= depth == 1 && letter == ',';
        }
    }
    rooms.remove("");
    rooms
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|it| *it == room)
}

/// The places in the code of `sources` where one of `words` stands, save where `allowed` says that it may.
fn places(words: &[&str], allowed: impl Fn(&Source) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test() && !allowed(source)) {
        for line in source.code.lines().filter(|line| words.iter().any(|word| line.contains(word))) {
            found.push(format!("src/{}: {}", source.path, line.trim()));
        }
    }
    found
}

#[track_caller]
fn assert_none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

#[test]
fn every_room_has_its_floor() {
    let roots = ["lib", "main"];
    let rooms: BTreeSet<String> = sources().iter().map(|source| source.room().to_owned()).collect();
    let lost: Vec<String> =
        rooms.into_iter().filter(|room| floor(room).is_none() && !roots.contains(&room.as_str())).collect();
    assert_none(&lost, "rooms without a floor");
}

#[test]
fn a_room_imports_only_from_the_floors_below_it() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = floor(source.room()) else {
            continue;
        };
        for room in rooms_named(&source.code) {
            if room != source.room() && floor(&room).is_some_and(|other| other > own) {
                wrong.push(format!("src/{} imports from `{room}`", source.path));
            }
        }
    }
    assert_none(&wrong, "imports that point up");
}

#[test]
fn what_is_in_braces_is_seen_too() {
    let code = "use crate::{a::{b, c}, d};\nuse crate::e::f;\nlet x = crate::g::h();";
    assert_eq!(rooms_named(code).into_iter().collect::<Vec<_>>(), ["a", "d", "e", "g"]);
}

#[test]
fn only_the_store_the_engine_and_the_top_floors_touch_files_and_the_network() {
    let may = |source: &Source| {
        let rooms = ["cli", "web", "main"];
        rooms.contains(&source.room())
            || source.path.starts_with("corpus/store")
            || source.path.starts_with("engine/embedded")
    };
    let words = [
        "std::fs",
        "tokio::fs",
        "tokio::net",
        "TcpListener",
        "TcpStream",
        "UdpSocket",
        "ToSocketAddrs",
        "std::io::stdin",
        "File::open",
        "File::create",
        "fs::read",
        "fs::write",
    ];
    assert_none(&places(&words, may), "files or network touched by inner code");
}

#[test]
fn only_the_top_floors_know_the_time_and_the_surroundings() {
    let may = |source: &Source| ["cli", "web", "main"].contains(&source.room());
    let words = ["SystemTime", "Zoned::now", "Timestamp::now", "std::env::", "env::var"];
    assert_none(&places(&words, may), "clock or surroundings read by inner code");
}

#[test]
fn each_outer_library_stays_in_its_room() {
    let rooms: [(&str, &[&str]); 8] = [
        ("axum", &["web"]),
        ("tower_http", &["web"]),
        ("maud", &["web"]),
        ("clap", &["cli"]),
        ("indicatif", &["cli"]),
        ("tantivy", &["engine"]),
        ("rust_xlsxwriter", &["report"]),
        ("rusqlite", &["corpus"]),
    ];
    for (library, rooms) in rooms {
        let word = format!("{library}::");
        let found = places(&[&word], |source| rooms.contains(&source.room()));
        assert_none(&found, &format!("`{library}` outside its room"));
    }
}

#[test]
fn nothing_is_printed_or_ended_from_the_depth() {
    let printers = |source: &Source| source.path == "cli/printer.rs";
    let words = ["println!", "eprintln!", "print!(", "eprint!(", "dbg!", "process::exit"];
    assert_none(&places(&words, printers), "printing outside the printer");
}

#[test]
fn no_input_can_bring_the_program_down() {
    let words = [".unwrap()", "todo!(", "unimplemented!(", "unsafe ", "#[allow("];
    assert_none(&places(&words, |_| false), "panics waiting to happen, or lints silenced without a reason");
}

#[test]
fn only_disclosure_control_makes_what_may_be_shown() {
    let own = |source: &Source| source.path.starts_with("breakdown/disclosure");
    let made = ["ReleasedTable {", "ReleasedTable(", "InternalTable {", "InternalTable("];
    let mut found = places(&made, own);
    // Naming a type before a body is not making one, and an enumeration may hold one.
    found.retain(|line| {
        !["-> ", "impl ", "for ", "Released(ReleasedTable", "Internal(InternalTable"]
            .iter()
            .any(|word| line.contains(word))
    });
    assert_none(&found, "tables made outside disclosure control");
    let asked = places(&["InternalTable::new", "ReleasedTable::new"], |source| own(source) || source.room() == "bank");
    assert_none(&asked, "internal tables asked for past the façade");
}

#[test]
fn nobody_can_reach_into_a_released_table() {
    let disclosure = sources().into_iter().filter(|source| source.path.starts_with("breakdown/disclosure"));
    let code: String = disclosure.map(|source| source.code).collect();
    for name in ["pub struct ReleasedTable", "pub struct InternalTable"] {
        let body = code.split(name).nth(1).unwrap_or_else(|| panic!("no `{name}`"));
        let body: String = body.chars().take_while(|letter| !['}', ';'].contains(letter)).collect();
        assert!(!body.contains("pub "), "`{name}` shows its inside: {body}");
    }
}

#[test]
fn every_file_says_what_it_is_and_is_of_a_size_to_be_read() {
    let mut wrong = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//! ") {
            wrong.push(format!("src/{} does not begin with what it is", source.path));
        }
        let lines = source.text.lines().count();
        if lines > LONG && !source.is_test() && !LONG_FILES.iter().any(|(path, _)| *path == source.path) {
            wrong.push(format!("src/{} has {lines} lines", source.path));
        }
    }
    assert_none(&wrong, "files to mend");
}

#[test]
fn the_program_itself_is_thin() {
    let lines = fs::read_to_string(project().join("src/main.rs")).unwrap().lines().count();
    assert!(lines <= 40, "src/main.rs has {lines} lines");
}

#[test]
fn the_top_level_holds_only_what_belongs_there() {
    let known = ["Cargo.toml", "Cargo.lock", "LICENSE", "README.md", "corpus", "index", "src", "target", "tests"];
    let entries =
        fs::read_dir(project()).unwrap().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let strange: Vec<String> =
        entries.filter(|name| !name.starts_with('.') && !known.contains(&name.as_str())).collect();
    assert_none(&strange, "at the top level beyond what belongs there");
}

#[test]
fn no_test_is_left_out_or_waits_by_the_clock() {
    // Put together here, so that this file does not find itself.
    let words = [
        format!("#[{}", "ignore"),
        format!("thread::{}", "sleep"),
        format!("time::{}(", "sleep"),
        format!("should_{}", "panic"),
    ];
    let mut found = Vec::new();
    for file in
        walk(&project().join("tests")).into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"))
    {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().filter(|line| words.iter().any(|word| line.contains(word.as_str())));
        found.extend(lines.map(|line| format!("{}: {line}", file.display())));
    }
    assert_none(&found, "tests that do not test");
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let words = [format!("/{}/", "work"), format!("/{}/", "home"), format!("/{}/", "tmp")];
    let mut found = Vec::new();
    for folder in ["src", "tests", "corpus"] {
        for file in walk(&project().join(folder)) {
            let Ok(text) = fs::read_to_string(&file) else {
                continue;
            };
            let lines = text.lines().filter(|line| {
                words.iter().any(|word| line.split(['"', ' ', '`', '(']).any(|part| part.starts_with(word.as_str())))
            });
            found.extend(lines.map(|line| format!("{}: {line}", file.display())));
        }
    }
    assert_none(&found, "paths of one machine");
}
