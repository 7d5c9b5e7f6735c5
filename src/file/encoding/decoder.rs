//! Turning the bytes of a file into text, piece by piece.

use std::fmt;

use encoding_rs::{CoderResult, ISO_8859_15, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::name::{Encoding, Kind};
use super::upper::{WINDOWS, char_of};
use super::utf8::{Part, walk};

/// Decodes a file given in pieces of any size. Stray bytes in UTF-8 are read as Windows-1252, each for itself.
pub struct Decoder {
    state: State,
    /// Whether nothing has been written yet, so that a byte-order mark may come.
    start: bool,
}

enum State {
    /// The bytes of a character that is not complete.
    Utf8(Vec<u8>),
    Other(Box<encoding_rs::Decoder>),
}

impl Encoding {
    /// A decoder for a file in this encoding, at the start of the file.
    pub fn decoder(&self) -> Decoder {
        let other = match self.kind {
            Kind::Utf8 => None,
            Kind::Utf16Le => Some(UTF_16LE),
            Kind::Utf16Be => Some(UTF_16BE),
            Kind::Windows | Kind::Latin1 => Some(WINDOWS_1252),
            Kind::MacRoman => Some(MACINTOSH),
            Kind::Latin9 => Some(ISO_8859_15),
            Kind::Named(encoding) => Some(encoding),
        };
        let state = other.map_or(State::Utf8(Vec::new()), |encoding| {
            State::Other(Box::new(encoding.new_decoder_without_bom_handling()))
        });
        Decoder { state, start: true }
    }
}

impl Decoder {
    /// Adds the text of `bytes` to `text`; `last` when no more follow.
    pub fn decode(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        let from = text.len();
        match &mut self.state {
            State::Utf8(left) => decode_utf8(left, bytes, last, text),
            State::Other(decoder) => decode_other(decoder, bytes, last, text),
        }
        if self.start && text.len() > from {
            self.start = false;
            if text.get(from..).is_some_and(|new| new.starts_with('\u{feff}')) {
                text.replace_range(from..from + '\u{feff}'.len_utf8(), "");
            }
        }
    }
}

fn decode_utf8(left: &mut Vec<u8>, bytes: &[u8], last: bool, text: &mut String) {
    let mut write = |part: Part<'_>| match part {
        Part::Sound(part) => text.push_str(part),
        Part::Stray(_, byte) => text.push(char_of(byte, &WINDOWS)),
    };
    if left.is_empty() {
        let done = walk(bytes, last, &mut write);
        left.extend_from_slice(bytes.get(done..).unwrap_or_default());
    } else {
        left.extend_from_slice(bytes);
        let done = walk(left, last, &mut write);
        left.drain(..done.min(left.len()));
    }
}

fn decode_other(decoder: &mut encoding_rs::Decoder, mut bytes: &[u8], last: bool, text: &mut String) {
    loop {
        let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len());
        text.reserve(room.max(16));
        let (result, read, _) = decoder.decode_to_string(bytes, text, last);
        bytes = bytes.get(read..).unwrap_or_default();
        if result == CoderResult::InputEmpty {
            return;
        }
    }
}

/// That it is one: the text within stays within.
impl fmt::Debug for Decoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Decoder")
    }
}
