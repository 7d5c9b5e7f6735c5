//! Kinds of files, told by their bytes, and what can be read from them: rows of cells, or words under headings.
//!
//! This room knows nothing of surveys or sources. What it reads is untrusted: every archive is bounded in size, entries and depth,
//! and nothing here trusts a length a file gives about itself.

pub mod archive;
mod block;
mod content;
pub mod delimited;
pub mod encoding;
pub mod page;
pub mod pdf;
mod row;
pub mod word;
pub mod workbook;

pub use block::{Block, Document};
pub use content::{Content, InMemory};
pub use row::{Input, Row, Rows};
