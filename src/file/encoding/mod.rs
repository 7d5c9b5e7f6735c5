//! How the characters of a text are written as bytes: finding it out, decoding it piece by piece, and undoing damage.
//!
//! Nothing here refuses a text for its encoding. A file is read as what it most likely is, and whatever had to be guessed is told.

mod damage;
mod decoder;
mod detect;
mod evidence;
mod kind;
mod name;
mod repair;
mod sense;
mod upper;
mod utf8;

pub(crate) use damage::Damage;
pub use decoder::Decoder;
pub use detect::detect;
pub(in crate::file) use detect::{read_some, unreadable};
pub use kind::{FileKind, kind_of};
pub use name::Encoding;
pub use repair::repair;

#[cfg(test)]
mod tests;
