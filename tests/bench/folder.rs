//! What lies in the folder: the bank of the comments, and the index of the respondents.

use std::error::Error;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use insight_bank::bank::{InsightBank, LoadRequest, init};
use insight_bank::corpus::SurveyKind;
use insight_bank::engine::Silent;
use insight_bank::file::{Content, Input};

/// The id the comments are loaded under.
pub(crate) const COMMENTS: &str = "comments";

/// The bank of the comments, loaded from `comments.csv` where it is not there yet.
pub(crate) fn bank(folder: &Path) -> Result<(InsightBank, PathBuf), Box<dyn Error>> {
    let root = folder.join("bank");
    if !root.join("corpus").exists() {
        init(&root, false)?;
    }
    let (bank, _) = InsightBank::open(&root, &Silent)?;
    if bank.survey(COMMENTS).is_err() {
        bank.load(&request(folder.join("comments.csv")), &Silent)?;
    }
    Ok((bank, root))
}

fn request(file: PathBuf) -> LoadRequest {
    LoadRequest {
        name: format!("{COMMENTS}.csv"),
        content: Arc::new(OnDisk(file)),
        questionnaire: None,
        recipe: None,
        sheet: None,
        id: Some(COMMENTS.to_owned()),
        title: None,
        kind: None,
        survey_kind: Some(SurveyKind::SelfSelected),
        wave_of: None,
        replace: false,
        dry_run: false,
        today: jiff::Zoned::now().date(),
    }
}

/// A file, opened each time it is gone through.
struct OnDisk(PathBuf);

impl Content for OnDisk {
    fn open(&self) -> std::io::Result<Box<dyn Input>> {
        Ok(Box::new(File::open(&self.0)?))
    }
}
