//! Nets of the question most vectors are about.

use super::VectorFile;
use super::figures::texts;
use super::respondents::{GOOD, OVERALL, flags, is_substantive, respondents};

/// Who gave a substantive answer, one flag a respondent.
pub(super) fn base(file: &VectorFile<'_>) -> Result<Vec<bool>, String> {
    flags(respondents(file)?, OVERALL, is_substantive)
}

/// Who is in a net, one flag a respondent: as the conventions of the file list it, or the two best or worst answers, or a single
/// answer by its own name.
pub(super) fn net(file: &VectorFile<'_>, name: &str) -> Result<Vec<bool>, String> {
    let said = texts(&file.conventions["nets"][name]);
    let members = match name {
        _ if !said.is_empty() => said,
        "top2" => GOOD.to_vec(),
        "bottom2" => vec!["Poor", "Very poor"],
        answer => vec![answer],
    };
    flags(respondents(file)?, OVERALL, |answer| members.contains(&answer))
}
