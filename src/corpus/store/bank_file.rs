//! `bank.toml`: what a bank is.

use std::path::Path;

use super::disk;
use crate::framework::TomlFile;
use crate::problem::{Place, Problem, any_error};

/// The version of the corpus format this program reads and writes.
pub const FORMAT: u32 = 1;

/// The name of the bank file within the corpus.
pub const BANK_FILE: &str = "bank.toml";

/// What `bank.toml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankFile {
    /// The version of the format.
    pub format: u32,
    /// The name of the bank.
    pub title: String,
    /// Whether it only shows how a bank works, and takes no loads.
    pub demonstration: bool,
    /// Its language, BCP 47.
    pub language: String,
}

/// Reads the bank file in `corpus`.
///
/// # Errors
/// When there is none, when it cannot be read, or when a newer version of the program made the bank.
pub fn read_bank_file(corpus: &Path) -> Result<BankFile, Problem> {
    let path = corpus.join(BANK_FILE);
    if !path.is_file() {
        let folder = corpus.parent().unwrap_or(corpus).display().to_string();
        let problem = Problem::error(
            "no_bank",
            Place::file(path.display().to_string()),
            format!("there is no bank in `{folder}`"),
        );
        return Err(problem.hint("name the folder of a bank with `--bank DIR`, or make one: `insight-bank init DIR`"));
    }
    parse(&disk::read_text(&path, BANK_FILE)?)
}

/// The text of the bank file in `corpus`.
///
/// # Errors
/// When it cannot be read.
pub fn read_bank_text(corpus: &Path) -> Result<String, Problem> {
    disk::read_text(&corpus.join(BANK_FILE), BANK_FILE)
}

/// The bank file in `text`, or the first thing wrong with it.
fn parse(text: &str) -> Result<BankFile, Problem> {
    let file = TomlFile::parse(BANK_FILE, text);
    let root = file.root();
    root.must_have("format");
    let format = root.integer::<u32>("format");
    // The format comes first: a newer one may have keys that look wrong from here.
    if let Some(newer) = format.filter(|format| *format > FORMAT) {
        let problem =
            Problem::error("newer_format", root.place_of("format"), "a newer version of this program made the bank");
        let problem = problem.found(format!("format {newer}")).expected(format!("format {FORMAT} or older"));
        return Err(problem.hint("update insight-bank; nothing was changed"));
    }
    let title = root.required("title");
    let demonstration = root.flag("demonstration").unwrap_or(false);
    // The disclosure policy is read where policies are known; a fault in it must not keep the bank from being opened.
    root.know("disclosure");
    let language = root.text("language").unwrap_or_else(|| "en".to_owned());
    root.done();
    let problems = file.into_problems();
    match (any_error(&problems), format, title) {
        (false, Some(format), Some(title)) => Ok(BankFile { format, title, demonstration, language }),
        _ => Err(problems.into_iter().next().unwrap_or_else(|| {
            Problem::error("bad_bank_file", Place::file(BANK_FILE), "the file is not as it should be")
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str =
        "format = 1\ntitle = \"T\"\ndemonstration = true\nlanguage = \"en-GB\"\n[disclosure]\npolicy = \"gpps\"\n";

    #[test]
    fn a_bank_file_says_what_the_bank_is() {
        let expected = BankFile { format: 1, title: "T".to_owned(), demonstration: true, language: "en-GB".to_owned() };
        assert_eq!(parse(GOOD), Ok(expected));
    }

    #[test]
    fn a_bank_of_a_newer_version_is_refused_even_with_keys_nobody_knows() {
        let problem = parse("format = 2\nname = \"T\"\n").unwrap_err();
        assert_eq!(problem.code, "newer_format");
        assert!(problem.hint.unwrap().contains("update"));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let problem = parse("format = 1\ntitel = \"T\"\n").unwrap_err();
        assert_eq!((problem.code.as_str(), problem.place.line), ("missing_key", Some(1)));
        assert_eq!(parse("format = \"one\"\ntitle = \"T\"\n").unwrap_err().place.line, Some(1));
        assert!(parse("").is_err());
    }

    #[test]
    fn a_folder_without_a_bank_is_said_with_the_way_out() {
        let folder = tempfile::tempdir().unwrap();
        let problem = read_bank_file(&folder.path().join("corpus")).unwrap_err();
        assert_eq!(problem.code, "no_bank");
        assert!(problem.hint.unwrap().contains("insight-bank init DIR"));
    }
}
