//! Plain text: folding it, cutting it into words and sentences, naming it, telling when two texts are the same.
//!
//! Everything here is a function of the text alone. Nothing here knows what a source, a theme or a survey is.

mod address;
mod fingerprint;
mod nearest;
mod normalise;
mod segment;
mod slug;
mod visible;

pub use address::percent_encode;
pub use fingerprint::{Fingerprint, fingerprint, words_fingerprint};
pub use nearest::nearest;
pub use normalise::{fold, normalise, single_spaced};
pub use segment::{sentences, word_count, words};
pub use slug::{slug_of, slug_words};
pub use visible::visible;
