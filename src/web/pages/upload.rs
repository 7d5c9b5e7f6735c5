//! The fields of the load form as they arrive.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;

use crate::bank::LoadRequest;
use crate::corpus::{SourceKind, SurveyKind};
use crate::problem::{Place, Problem};
use crate::web::limits::LOAD_BYTES;

/// What a person chose and typed. The file itself is never shown again.
#[derive(Default)]
pub(super) struct Upload {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) kind: Option<SourceKind>,
    pub(super) survey_kind: Option<SurveyKind>,
    pub(super) replace: bool,
    bytes: Vec<u8>,
    load: bool,
}

/// What was understood before it broke, the status, and why.
pub(super) type Broken = (Upload, StatusCode, Problem);

impl Upload {
    /// The load that was asked for. The bytes go with it: they are needed once.
    pub(super) fn request(&self) -> LoadRequest {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        LoadRequest {
            name: self.name.clone(),
            bytes: self.bytes.clone(),
            id: given(&self.id),
            title: given(&self.title),
            kind: self.kind,
            survey_kind: self.survey_kind,
            replace: self.replace,
            dry_run: !self.load,
            today: jiff::Zoned::now().date(),
        }
    }
}

/// Reads the form.
///
/// # Errors
/// When it is too large, breaks off, names a kind there is none of, or has no file in it.
pub(super) async fn read(mut parts: Multipart) -> Result<Upload, Broken> {
    let mut upload = Upload::default();
    loop {
        match next(&mut parts).await {
            Ok(Some(field)) => {
                if let Err(problem) = take(&mut upload, field) {
                    return Err((upload, StatusCode::BAD_REQUEST, problem));
                }
            }
            Ok(None) => break,
            Err(error) => return Err(broken(error.status(), upload)),
        }
    }
    let nothing =
        |message: &str| Problem::error("no_file", Place::default().field("file"), message);
    match (upload.name.is_empty(), upload.bytes.is_empty()) {
        (true, _) => Err((
            upload,
            StatusCode::BAD_REQUEST,
            nothing("select a file to load"),
        )),
        (false, true) => Err((
            upload,
            StatusCode::BAD_REQUEST,
            nothing("the selected file is empty"),
        )),
        (false, false) => Ok(upload),
    }
}

struct Field {
    name: String,
    file: Option<String>,
    bytes: Vec<u8>,
}

async fn next(parts: &mut Multipart) -> Result<Option<Field>, MultipartError> {
    let Some(field) = parts.next_field().await? else {
        return Ok(None);
    };
    let name = field.name().unwrap_or_default().to_owned();
    let file = field.file_name().map(ToOwned::to_owned);
    Ok(Some(Field {
        name,
        file,
        bytes: field.bytes().await?.to_vec(),
    }))
}

fn take(upload: &mut Upload, field: Field) -> Result<(), Problem> {
    let text = || String::from_utf8_lossy(&field.bytes).trim().to_owned();
    match field.name.as_str() {
        "file" => {
            // Some browsers send the folders too; only the last part is a name.
            let name = field.file.unwrap_or_default();
            upload.name = name
                .rsplit(['/', '\\'])
                .next()
                .unwrap_or_default()
                .to_owned();
            upload.bytes = field.bytes;
        }
        "id" => upload.id = text(),
        "title" => upload.title = text(),
        "kind" => upload.kind = word(&text(), "kind", SourceKind::from_word)?,
        "survey_kind" => upload.survey_kind = word(&text(), "survey_kind", SurveyKind::from_word)?,
        "replace" => upload.replace = true,
        "action" => upload.load = text() == "load",
        _ => {}
    }
    Ok(())
}

fn word<T>(
    text: &str,
    field: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    let unknown = || {
        Problem::error(
            "unknown_value",
            Place::default().field(field),
            "choose one of the kinds in the list",
        )
    };
    read(text).map(Some).ok_or_else(unknown)
}

/// A form that could not be read to its end.
pub(super) fn broken(status: StatusCode, upload: Upload) -> Broken {
    let problem = if status == StatusCode::PAYLOAD_TOO_LARGE {
        let most = LOAD_BYTES / (1024 * 1024);
        Problem::error(
            "too_large",
            Place::default().field("file"),
            format!("the selected file must be smaller than {most} MB"),
        )
        .hint("larger files load at the command line: `insight-bank load FILE`")
    } else {
        Problem::error(
            "broken_upload",
            Place::default().field("file"),
            "the selected file could not be uploaded",
        )
        .hint("try again")
    };
    (upload, status, problem)
}
