//! Surveys: the questionnaire, the responses, and how a file of answers becomes both.
//!
//! [`Questionnaire`] and [`Respondent`] are what the corpus keeps. [`load`] reads an export somebody made elsewhere and accounts for
//! every cell of it. Nothing here counts anything: that is the work of the engine and of `breakdown`.

mod canonical;
pub mod form;
pub mod load;
mod merging;
mod questionnaire;
pub mod recipe;
mod responses;
pub mod spss;
mod wave;

pub use canonical::{ResponseReader, ResponseWriter, read_codings, read_questionnaire, write_record};
pub use merging::{Category, Merging, Written, merged_sections, read_merging, with_merged, without_merged};
pub use questionnaire::{
    AnswerOption, Class, Code, Condition, Grid, Question, QuestionKind, Questionnaire, Role, position_called,
};
pub use responses::{Answer, Coding, Missing, OtherWords, Respondent};
pub use wave::{Link, LinkedBy, OptionsChange, link as link_waves};
