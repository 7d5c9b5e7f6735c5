//! Delimited text (CSV and its kin) read row by row, however large the file: its encoding, its delimiter and its way of quoting are
//! found by looking, and everything that is passed over is counted.

mod cut;
mod dialect;
mod find;
mod fit;
mod open;
mod read;
mod sample;
mod separator;
mod source;

pub use dialect::delimiter_named;
pub use open::{TextWishes, open};
pub use read::Delimited;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
