//! Fingerprints: of bytes, to tell whether a file changed; of words, to make an address that stays with the words.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::{fold, words};

/// How many hex digits the fingerprint of words keeps: 48 bits, so that a source of a hundred thousand passages meets a
/// collision once in fifty thousand sources.
const WORDS_DIGITS: usize = 12;

/// The fingerprint of bytes that come piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// Takes in more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The SHA-256 of all bytes as 64 hex digits.
    pub fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

/// The SHA-256 of `bytes` as 64 hex digits.
pub fn fingerprint(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A short fingerprint of the words of `text`, twelve hex digits. Case, accents, punctuation and spacing do not count, so a
/// corrected comma does not move an address.
pub fn words_fingerprint(text: &str) -> String {
    let folded = fold(text);
    let mut digest = Sha256::new();
    for word in words(&folded) {
        digest.update(word.as_bytes());
        digest.update([0]);
    }
    let mut digits = hex(&digest.finalize());
    digits.truncate(WORDS_DIGITS);
    digits
}

/// Bytes as lower-case hex digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut digits, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_of_bytes_is_sha_256() {
        assert_eq!(fingerprint(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn punctuation_case_and_spacing_do_not_move_an_address() {
        let written = words_fingerprint("The link worker found me a walking group.");
        assert_eq!(written, words_fingerprint("the  link worker, found me\na walking group"));
        assert_eq!(written.len(), 12);
    }

    #[test]
    fn other_words_have_another_address_even_when_their_letters_run_together_the_same() {
        assert_ne!(words_fingerprint("a bc"), words_fingerprint("ab c"));
        assert_ne!(words_fingerprint("we wait"), words_fingerprint("we waited"));
    }
}
