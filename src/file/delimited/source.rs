//! The text of a file, piece by piece.

use std::io::SeekFrom;

use crate::file::Input;
use crate::file::encoding::{Decoder, Encoding, read_some, unreadable};
use crate::problem::Problem;

use super::cut::Source;

/// A file being decoded.
pub(super) struct TextSource<I> {
    name: String,
    input: I,
    encoding: Encoding,
    decoder: Decoder,
    chunk: Vec<u8>,
    done: u64,
    total: u64,
    ended: bool,
}

impl<I: Input> TextSource<I> {
    /// The file called `name`, read in pieces of `chunk` bytes.
    pub(super) fn new(name: &str, mut input: I, encoding: Encoding, chunk: usize) -> Result<Self, Box<Problem>> {
        let total = input.seek(SeekFrom::End(0)).map_err(|error| unreadable(name, &error))?;
        let decoder = encoding.decoder();
        let chunk = vec![0; chunk.max(1)];
        let mut source = Self { name: name.to_owned(), input, encoding, decoder, chunk, done: 0, total, ended: false };
        source.rewind()?;
        Ok(source)
    }

    /// Goes back to the start.
    pub(super) fn rewind(&mut self) -> Result<(), Box<Problem>> {
        self.input.seek(SeekFrom::Start(0)).map_err(|error| unreadable(&self.name, &error))?;
        self.decoder = self.encoding.decoder();
        self.done = 0;
        self.ended = false;
        Ok(())
    }

    /// Bytes done and bytes in all.
    pub(super) fn progress(&self) -> (u64, u64) {
        (self.done, self.total)
    }

    pub(super) fn encoding(&self) -> &Encoding {
        &self.encoding
    }
}

impl<I: Input> Source for TextSource<I> {
    fn refill(&mut self, buffer: &mut String) -> Result<bool, Box<Problem>> {
        buffer.clear();
        while buffer.is_empty() && !self.ended {
            let read = read_some(&mut self.input, &mut self.chunk);
            let length = read.map_err(|error| unreadable(&self.name, &error))?;
            self.ended = length == 0;
            self.done += u64::try_from(length).unwrap_or_default();
            self.decoder.decode(self.chunk.get(..length).unwrap_or_default(), self.ended, buffer);
        }
        Ok(!buffer.is_empty())
    }
}
