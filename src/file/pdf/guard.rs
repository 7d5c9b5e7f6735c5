//! What is refused before a PDF is taken apart: files that would swell beyond measure.

use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::problem::{Place, Problem};

/// The largest file that is read.
const LARGEST_FILE: usize = 256 * 1024 * 1024;
/// The most bytes that one stream, and all of them together, may unpack to.
const LARGEST_STREAM: u64 = 256 * 1024 * 1024;
const LARGEST_WHOLE: u64 = 2 * 1024 * 1024 * 1024;
/// Filters that swell; a file with two of them on one stream is refused, as no program writes such files.
const SWELLING: [&[u8]; 5] = [b"/FlateDecode", b"/LZWDecode", b"/RunLengthDecode", b"/Fl ", b"/LZW "];

/// Refuses what is too large, packed or unpacked.
pub(super) fn check(name: &str, bytes: &[u8]) -> Result<(), Box<Problem>> {
    let too_large = |message: &str, most: u64| {
        let problem = Problem::error("document_too_large", Place::file(name), message);
        Err(Box::new(
            problem
                .expected(format!("at most {} MB", most / 1_000_000))
                .hint("divide it into several files, or load the text alone"),
        ))
    };
    if bytes.len() > LARGEST_FILE {
        return too_large("the file is too large to be read", LARGEST_FILE as u64);
    }
    let mut whole = 0;
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        let (before, behind) = rest.split_at(at + b"stream".len());
        rest = behind;
        if before.ends_with(b"endstream") {
            continue;
        }
        let head = before.get(before.len().saturating_sub(1_000)..).unwrap_or(before);
        let head = head.get(last_object(head)..).unwrap_or(head);
        if swells_twice(head) {
            return too_large("the file is packed more than once", LARGEST_STREAM);
        }
        let start = behind.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let size = unpacked(behind.get(start..).unwrap_or_default(), LARGEST_STREAM.min(LARGEST_WHOLE - whole));
        whole += size;
        if size >= LARGEST_STREAM || whole >= LARGEST_WHOLE {
            return too_large("the file unpacks to more than is allowed", LARGEST_STREAM);
        }
    }
    Ok(())
}

/// Where the object begins whose stream comes next.
fn last_object(head: &[u8]) -> usize {
    head.windows(5)
        .rposition(|window| window == b" obj\n" || window == b" obj\r" || window == b" obj<" || window == b" obj ")
        .unwrap_or(0)
}

fn swells_twice(head: &[u8]) -> bool {
    let mut count = 0;
    for filter in SWELLING {
        let mut rest = head;
        while let Some(at) = find(rest, filter) {
            count += 1;
            rest = rest.get(at + filter.len()..).unwrap_or_default();
        }
    }
    count > 1
}

/// How many bytes a packed stream gives, up to `most`; nought where it is packed in another way.
fn unpacked(stream: &[u8], most: u64) -> u64 {
    let is_packed = stream.first().is_some_and(|byte| byte & 0x0f == 8);
    if !is_packed {
        return 0;
    }
    let mut decoder = ZlibDecoder::new(stream).take(most);
    let mut chunk = [0; 8 * 1024];
    let mut size = 0;
    while let Ok(read @ 1..) = decoder.read(&mut chunk) {
        size += u64::try_from(read).unwrap_or(0);
    }
    size
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(word) {
            return Some(at);
        }
        from = at + 1;
    }
}
