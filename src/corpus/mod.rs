//! What people deposited: sources and their insights, read from plain files and written back whole or not at all. And what they
//! decided: events in one file, only ever added.
//!
//! Reading takes texts and gives values with problems; [`store`] and [`decisions`] are the only rooms here that touch the disk.
//! A corpus is never half-written: a deposit is built beside its place and moved in by one rename, decisions are committed whole.

mod check;
pub mod decisions;
mod document;
mod published;
mod record;
pub mod reference;
mod source;
pub mod store;
pub mod template;

pub use check::check_corpus;
pub use document::{read_passages, write_markdown};
pub(crate) use record::{RecordPage, inline, lines, list, quoted};
pub use record::{read_source, write_source};
pub use reference::{Reference, read_bibtex, read_ris};
pub use source::{
    Base, CitedIn, Consent, Dates, Design, Edition, Figure, Insight, InsightKind, Sample, Source, SourceKind,
    SurveyKind, Voice,
};
