//! Checking a whole corpus, decisions included: every problem at once, in the order of the files.

use std::path::Path;

use crate::bank::BankError;
use crate::bank::open::{read_framework, read_passages, read_shelf, survey_reader};
use crate::bank::own_policy::read_policy;
use crate::bank::shelf::Shelf;
use crate::corpus::decisions::Decisions;
use crate::corpus::{self, Source, store};
use crate::id::Slug;
use crate::problem::Problem;

/// Every problem of the corpus in `root`. Reads every file, writes nothing.
///
/// # Errors
/// When `root` is no bank, or was made by a newer version.
pub fn check(root: &Path) -> Result<Vec<Problem>, BankError> {
    let corpus = root.join("corpus");
    store::read_bank_file(&corpus).map_err(BankError::refused)?;
    let (framework, mut problems) = read_framework(&corpus);
    problems.extend(read_policy(&corpus).err().unwrap_or_default());
    let (shelf, found) = read_shelf(&corpus, &framework);
    problems.extend(found);
    let named: Vec<_> = shelf
        .sources
        .iter()
        .filter_map(|(id, source)| Some((shelf.files.get(id)?.record_name(), Source::clone(source))))
        .collect();
    problems.extend(corpus::check_corpus(&framework, &named));
    for id in shelf.files.keys() {
        problems.extend(check_texts(&shelf, id));
    }
    problems.extend(Decisions::of(&corpus).verify().problems);
    problems.sort_by(|a, b| (&a.place, a.severity, &a.message).cmp(&(&b.place, b.severity, &b.message)));
    problems.dedup();
    Ok(problems)
}

/// The problems in the passages, responses and codings of one source.
fn check_texts(shelf: &Shelf, id: &Slug) -> Vec<Problem> {
    let (Some(source), Some(files)) = (shelf.sources.get(id), shelf.files.get(id)) else {
        return Vec::new();
    };
    let (_, mut problems) = read_passages(source, files);
    let Some(record) = shelf.surveys.get(id) else {
        return problems;
    };
    let (reader, _, found) = survey_reader(record, files);
    problems.extend(found);
    problems.extend(reader.into_iter().flatten().flat_map(|(_, found)| found));
    problems
}
