//! The upper half of the encodings that write every character as one byte.

use std::sync::LazyLock;

use encoding_rs::{ISO_8859_15, MACINTOSH, WINDOWS_1252};

/// The characters of the bytes from 0x80 on.
pub(super) type Upper = [char; 128];

/// Windows-1252; the five bytes it leaves undefined are control characters.
pub(super) static WINDOWS: LazyLock<Upper> = LazyLock::new(|| upper(WINDOWS_1252));
/// Mac Roman.
pub(super) static MAC: LazyLock<Upper> = LazyLock::new(|| upper(MACINTOSH));
/// Latin-9, which has the euro sign and a few letters where Latin-1 has other signs.
pub(super) static LATIN9: LazyLock<Upper> = LazyLock::new(|| upper(ISO_8859_15));

fn upper(encoding: &'static encoding_rs::Encoding) -> Upper {
    std::array::from_fn(|place| {
        let byte = u8::try_from(place + 0x80).unwrap_or(u8::MAX);
        let bytes = [byte];
        let text = encoding.decode_without_bom_handling(&bytes).0;
        text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
    })
}

/// The character of a byte.
pub(super) fn char_of(byte: u8, upper: &Upper) -> char {
    match byte.checked_sub(0x80) {
        Some(place) => upper.get(usize::from(place)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(byte),
    }
}

/// The byte from 0x80 on that stands for `wanted`; a control character may stand for its own number.
pub(super) fn byte_of(wanted: char, upper: &Upper) -> Option<u8> {
    let own = u8::try_from(u32::from(wanted)).ok();
    // Nothing in either half lies beyond these.
    if matches!(wanted, '\0'..='\x7f' | '\u{25cb}'..='\u{f8fe}' | '\u{fb03}'..) {
        return None;
    }
    // Nearly always Latin-1, in which characters are where they are in Unicode.
    if let Some(byte) = own.filter(|byte| char_of(*byte, upper) == wanted || *byte < 0xA0) {
        return Some(byte);
    }
    let place = upper.iter().position(|other| *other == wanted)?;
    u8::try_from(place + 0x80).ok()
}
