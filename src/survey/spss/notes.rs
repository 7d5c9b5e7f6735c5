//! What a person is told about a file besides its contents: each thing once, long lists shortened.

use encoding_rs::WINDOWS_1252;

use super::charset::Charset;
use crate::problem::{Place, Problem};

/// How many names a message lists.
const LISTED: usize = 10;

/// The things worth knowing about one file.
#[derive(Debug, Default)]
pub(super) struct Notes {
    file: String,
    problems: Vec<Problem>,
    stray_labels: u64,
    strange_widths: Vec<String>,
    unread_sets: usize,
}

impl Notes {
    /// Nothing yet about the file called `file`.
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), ..Self::default() }
    }

    /// The file as a place.
    pub(super) fn place(&self) -> Place {
        Place::file(&self.file)
    }

    /// Adds a problem.
    pub(super) fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Notes something about the variables called `names`, if there are any; `message` goes before their list.
    pub(super) fn about(&mut self, code: &str, names: &[String], message: &str, hint: &str) {
        if !names.is_empty() {
            self.add(Problem::note(code, self.place(), format!("{message}: {}", listed(names))).hint(hint));
        }
    }

    /// Notes that the encoding is not known here, and gives the one to use instead.
    pub(super) fn unknown_encoding(&mut self, found: &str) -> Charset {
        let message = "the texts are in an encoding that is not known here; they are read as windows-1252";
        let problem = Problem::warning("unknown_encoding", self.place(), message).found(format!("`{found}`"));
        self.add(
            problem.hint("look at letters with accents; where they are wrong, save the file again as Unicode in SPSS"),
        );
        Charset::Told(WINDOWS_1252)
    }

    /// Notes that a variable has another number of elements than its width needs.
    pub(super) fn strange_width(&mut self, name: &str) {
        self.strange_widths.push(name.to_owned());
    }

    /// Notes labels for a variable that is not there.
    pub(super) fn stray_labels(&mut self) {
        self.stray_labels += 1;
    }

    /// Notes that labels were left out because there are too many.
    pub(super) fn too_many_labels(&mut self) {
        let message =
            "the file has more value labels than a survey can have; those after the first million are left out";
        self.add(Problem::warning("too_many_labels", self.place(), message).hint("remove labels nobody needs"));
    }

    /// Notes that a part of the dictionary could be read to some point only.
    pub(super) fn damaged_extension(&mut self, what: &str) {
        let message = format!("the {what} cannot be read to their end");
        self.add(
            Problem::warning("damaged_file", self.place(), message).hint("open the file in SPSS and save it again"),
        );
    }

    /// Notes multiple response sets that could not be read.
    pub(super) fn unread_sets(&mut self, count: usize) {
        self.unread_sets += count;
    }

    /// All problems.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        let place = self.place();
        if self.stray_labels > 0 {
            let message = format!("value labels for variables that are not in the file: {}", self.stray_labels);
            self.add(Problem::note("stray_labels", place.clone(), message).hint("nothing to do; they are left out"));
        }
        if self.unread_sets > 0 {
            let message = format!("multiple response sets that cannot be read: {}", self.unread_sets);
            let hint = "their variables are questions of their own; define the sets again in SPSS";
            self.add(Problem::warning("unread_sets", place.clone(), message).hint(hint));
        }
        if !self.strange_widths.is_empty() {
            let message = format!("texts whose width does not fit their place: {}", listed(&self.strange_widths));
            let hint = "look whether the answers are right; open the file in SPSS and save it again";
            self.add(Problem::warning("damaged_file", place, message).hint(hint));
        }
        self.problems
    }
}

/// The first names of a list, and how many follow.
pub(super) fn listed(names: &[String]) -> String {
    let shown = |name: &String| format!("`{}`", name.chars().take(64).collect::<String>());
    let first: Vec<String> = names.iter().take(LISTED).map(shown).collect();
    match names.len().saturating_sub(LISTED) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}
