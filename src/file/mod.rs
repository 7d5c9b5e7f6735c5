//! Kinds of files, told by their bytes, and what can be read from them: rows of cells, or words under headings.
//!
//! This room knows nothing of surveys or sources. What it reads is untrusted: every archive is bounded in size, entries and depth,
//! and nothing here trusts a length a file gives about itself.

pub mod archive;
mod row;

pub use row::{Input, Row, Rows};
