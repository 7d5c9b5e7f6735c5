//! Finding the encoding of a file by going through all of it.

use std::io::{ErrorKind, Read, SeekFrom};

use crate::file::Input;
use crate::problem::{Place, Problem};

use super::evidence::Evidence;
use super::name::{Encoding, Kind, Strays};
use super::utf8::{Part, walk};

const CHUNK: usize = 64 * 1024;
/// So many sound characters beyond ASCII for each stray byte make a text UTF-8.
const SOUND_FOR_STRAY: u64 = 4;

/// The encoding of a file, which is read through once, or twice when it is not UTF-8; then it stands at its start again.
///
/// # Errors
/// When the file cannot be read.
pub fn detect<I: Input + ?Sized>(name: &str, input: &mut I) -> Result<Encoding, Box<Problem>> {
    let found = detect_in(input, CHUNK).map_err(|error| unreadable(name, &error))?;
    Ok(found)
}

/// The problem of a file that cannot be read.
pub(in crate::file) fn unreadable(name: &str, error: &std::io::Error) -> Box<Problem> {
    let problem = Problem::error("unreadable_file", Place::file(name), "the file cannot be read to its end");
    Box::new(problem.found(error.to_string()).hint("copy it to this computer and try again"))
}

pub(super) fn detect_in<I: Input + ?Sized>(input: &mut I, chunk: usize) -> std::io::Result<Encoding> {
    let mut survey = Survey::default();
    each_chunk(input, chunk, |bytes, last| survey.add(bytes, last))?;
    let encoding = match survey.verdict() {
        Verdict::Certain(encoding) => encoding,
        Verdict::Strays { mark, count, first } => {
            let (line, column) = place_of(input, chunk, first, mark)?;
            Encoding { strays: Some(Strays { count, line, column }), ..Encoding::of(Kind::Utf8, mark) }
        }
        Verdict::OneByte => {
            let mut evidence = Evidence::new();
            each_chunk(input, chunk, |bytes, _| evidence.add(bytes))?;
            evidence.verdict()
        }
    };
    input.seek(SeekFrom::Start(0))?;
    Ok(encoding)
}

/// Goes through `input` from its start; the last call has no bytes.
fn each_chunk<I: Input + ?Sized>(
    input: &mut I,
    chunk: usize,
    mut take: impl FnMut(&[u8], bool),
) -> std::io::Result<()> {
    input.seek(SeekFrom::Start(0))?;
    let mut buffer = vec![0; chunk];
    loop {
        let length = read_some(input, &mut buffer)?;
        take(buffer.get(..length).unwrap_or_default(), length == 0);
        if length == 0 {
            return Ok(());
        }
    }
}

/// Reads what there is, nothing only at the end.
pub(in crate::file) fn read_some<I: Read + ?Sized>(input: &mut I, buffer: &mut [u8]) -> std::io::Result<usize> {
    loop {
        match input.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

enum Verdict {
    Certain(Encoding),
    Strays { mark: bool, count: u64, first: u64 },
    OneByte,
}

/// What is counted over the whole file.
#[derive(Default)]
struct Survey {
    start: Vec<u8>,
    length: u64,
    /// NULs at even places and at odd ones.
    nuls: [u64; 2],
    /// Characters beyond ASCII that are sound UTF-8.
    sound: u64,
    strays: u64,
    first_stray: Option<u64>,
    /// The bytes of a character that breaks off at the end of a piece.
    left: Vec<u8>,
}

impl Survey {
    fn add(&mut self, bytes: &[u8], last: bool) {
        let missing = 3usize.saturating_sub(self.start.len());
        self.start.extend(bytes.iter().take(missing));
        if bytes.contains(&0) {
            let odd = self.length % 2 == 1;
            for (place, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == 0) {
                self.nuls[usize::from((place % 2 == 1) != odd)] += 1;
            }
        }
        let mut left = std::mem::take(&mut self.left);
        if left.is_empty() {
            let done = self.count(bytes, last, self.length);
            left.extend_from_slice(bytes.get(done..).unwrap_or_default());
        } else {
            let from = self.length - number(left.len());
            left.extend_from_slice(bytes);
            let done = self.count(&left, last, from);
            left.drain(..done.min(left.len()));
        }
        self.left = left;
        self.length += number(bytes.len());
    }

    fn count(&mut self, bytes: &[u8], last: bool, from: u64) -> usize {
        walk(bytes, last, |part| match part {
            Part::Sound(text) if text.is_ascii() => {}
            Part::Sound(text) => self.sound += number(text.bytes().filter(|byte| *byte >= 0xC0).count()),
            Part::Stray(at, _) => {
                self.strays += 1;
                self.first_stray.get_or_insert(from + number(at));
            }
        })
    }

    fn verdict(&self) -> Verdict {
        let mark = self.start.starts_with(b"\xef\xbb\xbf");
        if let Some(encoding) = wide(&self.start, self.length, self.nuls) {
            return Verdict::Certain(encoding);
        }
        match self.first_stray {
            None => Verdict::Certain(Encoding::of(Kind::Utf8, mark)),
            Some(first) if mark || self.sound >= self.strays.saturating_mul(SOUND_FOR_STRAY) => {
                Verdict::Strays { mark, count: self.strays, first }
            }
            Some(_) => Verdict::OneByte,
        }
    }
}

/// UTF-16, told by its mark or by every other byte being NUL.
pub(super) fn wide(start: &[u8], length: u64, [even, odd]: [u64; 2]) -> Option<Encoding> {
    if start.starts_with(b"\xff\xfe") {
        return Some(Encoding::of(Kind::Utf16Le, true));
    }
    if start.starts_with(b"\xfe\xff") {
        return Some(Encoding::of(Kind::Utf16Be, true));
    }
    let most = |many: u64, few: u64| many.saturating_mul(5) >= length && few.saturating_mul(20) <= many && many > 1;
    match () {
        () if most(odd, even) => Some(Encoding::of(Kind::Utf16Le, false)),
        () if most(even, odd) => Some(Encoding::of(Kind::Utf16Be, false)),
        () => None,
    }
}

/// The line and column of the byte at `offset`; a byte-order mark takes no column.
fn place_of<I: Input + ?Sized>(input: &mut I, chunk: usize, offset: u64, mark: bool) -> std::io::Result<(u64, u64)> {
    let (mut line, mut column, mut at, mut returned) = (1, u64::from(!mark), 0, false);
    each_chunk(input, chunk, |bytes, _| {
        for byte in bytes {
            if at == offset {
                return;
            }
            at += 1;
            match byte {
                b'\n' if returned => {}
                b'\n' | b'\r' => (line, column) = (line + 1, 1),
                0x80..=0xBF => {}
                _ => column += 1,
            }
            returned = *byte == b'\r';
        }
    })?;
    Ok((line, column))
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
