//! What divides cells and how they are quoted.

/// What may divide cells.
pub(super) const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How cells are put into quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    /// Double quotation marks, written twice within a cell.
    Double,
    /// Double quotation marks, written within a cell with a backslash before them.
    Backslash,
    /// Single quotation marks, written twice within a cell.
    Single,
}

/// How one file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// `None` when the file is a single column.
    pub(super) delimiter: Option<u8>,
    pub(super) quoting: Quoting,
}

impl Dialect {
    pub(super) fn quote(self) -> u8 {
        if self.quoting == Quoting::Single { b'\'' } else { b'"' }
    }

    pub(super) fn backslash(self) -> bool {
        self.quoting == Quoting::Backslash
    }
}

/// Whether a byte can divide cells at all.
pub(super) fn may_divide(byte: u8) -> bool {
    byte == b'\t' || (byte.is_ascii_graphic() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\'' | b'\\'))
}

/// The delimiter that people call `name`.
pub fn delimiter_named(name: &str) -> Option<u8> {
    [b',', b';', b'\t', b'|', b':', b'^', b'~'].into_iter().find(|delimiter| label(*delimiter) == name)
}

/// The name of a delimiter, for people.
pub(super) fn label(delimiter: u8) -> &'static str {
    match delimiter {
        b',' => "comma",
        b';' => "semicolon",
        b'\t' => "tab",
        b'|' => "vertical bar",
        b':' => "colon",
        b'^' => "caret",
        b'~' => "tilde",
        _ => "another character",
    }
}
