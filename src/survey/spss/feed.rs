//! Reading the dictionary of a file: never more bytes than the file has.

use std::io::{BufReader, Read, SeekFrom};

use super::fault::Fault;
use crate::file::Input;

/// The order of the bytes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The lowest byte first.
    Little,
    /// The highest byte first.
    Big,
}

impl Order {
    /// The whole number of four bytes.
    pub(super) fn int(self, bytes: [u8; 4]) -> i32 {
        match self {
            Self::Little => i32::from_le_bytes(bytes),
            Self::Big => i32::from_be_bytes(bytes),
        }
    }

    /// The whole number of eight bytes.
    pub(super) fn long(self, bytes: [u8; 8]) -> i64 {
        match self {
            Self::Little => i64::from_le_bytes(bytes),
            Self::Big => i64::from_be_bytes(bytes),
        }
    }

    /// The number of eight bytes.
    pub(super) fn float(self, bytes: [u8; 8]) -> f64 {
        match self {
            Self::Little => f64::from_le_bytes(bytes),
            Self::Big => f64::from_be_bytes(bytes),
        }
    }

    /// The bytes of a number.
    pub(super) fn bytes(self, number: f64) -> [u8; 8] {
        match self {
            Self::Little => number.to_le_bytes(),
            Self::Big => number.to_be_bytes(),
        }
    }
}

/// A file read from its start, with a count of what is left.
pub(super) struct Feed<I> {
    input: BufReader<I>,
    at: u64,
    length: u64,
}

impl<I: Input> Feed<I> {
    /// Begins at the start of `input`.
    pub(super) fn new(mut input: I) -> Result<Self, Fault> {
        let length = input.seek(SeekFrom::End(0))?;
        input.seek(SeekFrom::Start(0))?;
        Ok(Self { input: BufReader::new(input), at: 0, length })
    }

    /// How many bytes were read.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> u64 {
        self.length.saturating_sub(self.at)
    }

    /// The next `count` bytes. Nothing is set aside for bytes the file does not have.
    pub(super) fn bytes(&mut self, count: u64) -> Result<Vec<u8>, Fault> {
        if count > self.left() {
            return Err(Fault::Ends);
        }
        let mut bytes = vec![0; usize::try_from(count).map_err(|_| Fault::Ends)?];
        self.input.read_exact(&mut bytes)?;
        self.at += count;
        Ok(bytes)
    }

    /// The next bytes, as many as the array holds.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let mut bytes = [0; N];
        self.input.read_exact(&mut bytes)?;
        self.at = self.at.saturating_add(u64::try_from(N).unwrap_or(u64::MAX));
        Ok(bytes)
    }

    /// The next whole number of four bytes.
    pub(super) fn int(&mut self, order: Order) -> Result<i32, Fault> {
        Ok(order.int(self.array()?))
    }

    /// Passes over `count` bytes.
    pub(super) fn skip(&mut self, count: u64) -> Result<(), Fault> {
        if count > self.left() {
            return Err(Fault::Ends);
        }
        self.input.seek_relative(i64::try_from(count).map_err(|_| Fault::Ends)?)?;
        self.at += count;
        Ok(())
    }

    /// The file itself, at whatever place.
    pub(super) fn into_input(self) -> I {
        self.input.into_inner()
    }
}

/// Bytes that were read already, taken off piece by piece.
pub(super) struct Pieces<'b>(pub(super) &'b [u8]);

impl<'b> Pieces<'b> {
    /// The next `count` bytes, if there are as many.
    pub(super) fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// The next whole number of four bytes.
    pub(super) fn int(&mut self, order: Order) -> Option<i32> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(order.int(*taken))
    }

    /// As many bytes as the number before them says.
    pub(super) fn counted(&mut self, order: Order) -> Option<&'b [u8]> {
        let count = usize::try_from(self.int(order)?).ok()?;
        self.take(count)
    }
}
