//! Text as a part of an address.

use std::fmt::Write as _;

/// A text as one part of a path or a value of a query: everything but the unreserved characters of RFC 3986 (letters, digits and
/// `- . _ ~`) is written as `%XX`.
pub fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
