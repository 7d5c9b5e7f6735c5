//! A questionnaire that is given with the answers, in whatever form the survey tool exports it.

use std::io::Cursor;

use crate::file::archive::Archive;
use crate::file::encoding::{FileKind, kind_of};
use crate::problem::{Place, Problem, any_error};
use crate::survey::form::{Form, read_json_form, read_limesurvey, read_workbook_form};
use crate::survey::recipe::read_recipe;
use crate::survey::spss;

/// Reads the questionnaire in `bytes`; `sheet` names the sheet of a workbook that lists the questions.
///
/// # Errors
/// When it is no questionnaire of a kind that is known, or holds no question that can be read.
pub fn read_form(name: &str, bytes: &[u8], sheet: Option<&str>) -> Result<(Form, Vec<Problem>), Vec<Problem>> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    match kind_of(bytes.get(..1024).unwrap_or(bytes)) {
        FileKind::Zip if holds_limesurvey(name, bytes) => read_limesurvey(name, bytes, None),
        FileKind::Zip | FileKind::OldWorkbook => read_workbook_form(name, Cursor::new(bytes.to_vec()), sheet),
        FileKind::Json => read_json_form(name, bytes),
        FileKind::Spss | FileKind::SpssPortable => {
            let file = spss::open(name, Cursor::new(bytes.to_vec()))?;
            Ok((file.form().clone(), crate::file::Rows::problems(&file)))
        }
        FileKind::Xml => read_limesurvey(name, bytes, None),
        FileKind::Text if ending == "toml" => {
            let text = String::from_utf8_lossy(bytes);
            let (recipe, problems) = read_recipe(name, &text);
            match recipe.filter(|_| !any_error(&problems)) {
                Some(recipe) => Ok((recipe.form, problems)),
                None => Err(problems),
            }
        }
        FileKind::Text if ["txt", "tsv", "lss", "lsg", "lsq"].contains(&ending.as_str()) => {
            read_limesurvey(name, bytes, None)
        }
        other => Err(vec![unknown(name, other)]),
    }
}

fn holds_limesurvey(name: &str, bytes: &[u8]) -> bool {
    let archive = Archive::open(name, Cursor::new(bytes));
    archive.is_ok_and(|archive| archive.names().iter().any(|name| name.to_lowercase().ends_with(".lss")))
}

fn unknown(name: &str, kind: FileKind) -> Problem {
    Problem::error("no_questionnaire", Place::file(name), "this is no questionnaire that can be read")
        .found(kind.label())
        .expected(
            "a questionnaire of LimeSurvey (`.lss`, `.lsg`, `.lsq`, `.lsa`, structure `.txt`), Qualtrics (`.qsf`), \
             Quantipy (`.json`) or SPSS, a workbook with a sheet of questions, or a recipe (`.toml`)",
        )
        .hint("export the questionnaire from the survey tool, or leave it out: the answers alone can be loaded")
}
