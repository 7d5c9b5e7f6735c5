//! The bank's own form of a survey: reading and writing `source.toml`, `responses.csv` and `codings.csv`.
//!
//! What is written reads back as the same questionnaire and the same answers. Reading gives what it could together with every
//! problem it met, so one bad row never hides the others.

mod cell;
mod codings;
pub(super) mod fields;
pub(super) mod questionnaire;
pub(super) mod questions;
mod record;
mod responses;
#[cfg(test)]
pub(super) mod tests;
mod write;

pub use codings::read_codings;
pub use questionnaire::read_questionnaire;
pub use record::write_record;
pub use responses::ResponseReader;
pub use write::ResponseWriter;
