//! The fields of the load form as they arrive.

use std::sync::Arc;

use axum::extract::Multipart;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::http::StatusCode;

use crate::bank::{Attachment, LoadRequest};
use crate::corpus::{SourceKind, SurveyKind};
use crate::file::InMemory;
use crate::problem::{Place, Problem};
use crate::web::limits::LOAD_BYTES;

/// What a person chose and typed, and what was wrong with it. The file itself is never shown again.
pub(super) struct Upload {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) kind: Option<SourceKind>,
    pub(super) survey_kind: Option<SurveyKind>,
    pub(super) sheet: String,
    pub(super) wave_of: String,
    pub(super) replace: bool,
    pub(super) status: StatusCode,
    pub(super) problems: Vec<Problem>,
    bytes: Vec<u8>,
    questionnaire: Option<Attachment>,
    recipe: Option<Attachment>,
    load: bool,
}

impl Upload {
    /// A form nobody has filled in.
    pub(super) fn blank() -> Self {
        Self {
            name: String::new(),
            id: String::new(),
            title: String::new(),
            kind: None,
            survey_kind: None,
            sheet: String::new(),
            wave_of: String::new(),
            replace: false,
            status: StatusCode::OK,
            problems: Vec::new(),
            bytes: Vec::new(),
            questionnaire: None,
            recipe: None,
            load: false,
        }
    }

    /// Reads the form. What is missing, unknown or broken off is among its problems.
    pub(super) async fn read(parts: Result<Multipart, MultipartRejection>) -> Self {
        let mut upload = Self::blank();
        match parts {
            Ok(mut parts) => loop {
                match next(&mut parts).await {
                    Ok(Some(field)) => upload.take(field),
                    Ok(None) => break,
                    Err(error) => return upload.broken(error.status()),
                }
            },
            Err(rejection) => return upload.broken(rejection.status()),
        }
        match (upload.name.is_empty(), upload.bytes.is_empty()) {
            (true, _) => upload.refuse("no_file", "file", "select a file to load"),
            (false, true) => upload.refuse("empty_file", "file", "the selected file is empty"),
            (false, false) => {}
        }
        upload
    }

    /// The load that was asked for. The bytes go with it: they are needed once.
    pub(super) fn request(&mut self) -> LoadRequest {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        LoadRequest {
            name: self.name.clone(),
            content: Arc::new(InMemory(std::mem::take(&mut self.bytes).into())),
            questionnaire: self.questionnaire.take(),
            recipe: self.recipe.take(),
            sheet: given(&self.sheet),
            wave_of: given(&self.wave_of),
            id: given(&self.id),
            title: given(&self.title),
            kind: self.kind,
            survey_kind: self.survey_kind,
            replace: self.replace,
            dry_run: !self.load,
            today: jiff::Zoned::now().date(),
        }
    }

    fn take(&mut self, field: Field) {
        let text = || String::from_utf8_lossy(&field.bytes).trim().to_owned();
        match field.name.as_str() {
            "file" => {
                self.name = field.own_name();
                self.bytes = field.bytes;
            }
            "questionnaire" => self.questionnaire = self.attachment(field),
            "recipe" => self.recipe = self.attachment(field),
            "sheet" => self.sheet = text(),
            "wave_of" => self.wave_of = text(),
            "id" => self.id = text(),
            "title" => self.title = text(),
            "kind" => self.kind = self.word(&text(), "kind", SourceKind::from_word),
            "survey_kind" => self.survey_kind = self.word(&text(), "survey_kind", SurveyKind::from_word),
            "replace" => self.replace = true,
            "action" => self.load = text() == "load",
            _ => {}
        }
    }

    /// A file that goes with the one to load, where one was chosen: a form sends a part without a name where none was.
    fn attachment(&mut self, field: Field) -> Option<Attachment> {
        let name = field.own_name();
        if !name.is_empty() && field.bytes.is_empty() {
            self.refuse("empty_file", &field.name, "the selected file is empty");
        }
        let content = InMemory(field.bytes.into());
        (!name.is_empty()).then_some(Attachment { name, content })
    }

    fn word<T>(&mut self, text: &str, field: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = read(text);
        if value.is_none() && !text.is_empty() {
            self.refuse("unknown_value", field, "choose one of the kinds in the list");
        }
        value
    }

    fn refuse(&mut self, code: &str, field: &str, message: &str) {
        self.status = StatusCode::BAD_REQUEST;
        self.problems.push(Problem::error(code, Place::default().field(field), message));
    }

    /// The form when it could not be read to its end.
    fn broken(mut self, status: StatusCode) -> Self {
        let place = Place::default().field("file");
        self.status = status;
        self.problems = vec![if status == StatusCode::PAYLOAD_TOO_LARGE {
            let most = LOAD_BYTES / (1024 * 1024);
            Problem::error("too_large", place, format!("the selected file must be smaller than {most} MB"))
                .hint("larger files load at the command line: `insight-bank load FILE`")
        } else {
            Problem::error("broken_upload", place, "the selected file could not be uploaded").hint("try again")
        }];
        self
    }
}

struct Field {
    name: String,
    file: Option<String>,
    bytes: Vec<u8>,
}

impl Field {
    /// The name of the file. Some browsers send the folders too; only the last part is a name.
    fn own_name(&self) -> String {
        let name = self.file.as_deref().unwrap_or_default();
        name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
    }
}

async fn next(parts: &mut Multipart) -> Result<Option<Field>, MultipartError> {
    let Some(field) = parts.next_field().await? else { return Ok(None) };
    let name = field.name().map(String::from).unwrap_or_default();
    let file = field.file_name().map(String::from);
    Ok(Some(Field { name, file, bytes: field.bytes().await?.to_vec() }))
}
