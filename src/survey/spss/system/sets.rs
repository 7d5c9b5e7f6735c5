//! The multiple response sets of a system file.

/// A set as it is written: names and texts as bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawSet<'b> {
    pub(super) name: &'b [u8],
    pub(super) kind: RawKind<'b>,
    pub(super) label: &'b [u8],
    pub(super) variables: Vec<&'b [u8]>,
}

/// The kind of a set.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RawKind<'b> {
    Categories,
    /// The counted value.
    Dichotomies(&'b [u8]),
    /// The counted value, and whether the wording of the first variable is that of the set.
    ByValueLabel(&'b [u8], bool),
}

/// Reads the sets of a record, one a line; also how many lines could not be read.
pub(super) fn read(mut bytes: &[u8]) -> (Vec<RawSet<'_>>, usize) {
    let (mut sets, mut unread) = (Vec::new(), 0);
    while !bytes.is_empty() {
        let mut line = bytes;
        if let Some(set) = set(&mut line) {
            sets.push(set);
            bytes = line;
            continue;
        }
        unread += usize::from(bytes.first().is_some_and(|byte| !matches!(byte, b'\n' | b' ' | 0)));
        let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
        bytes = bytes.get(end..).unwrap_or_default();
    }
    (sets, unread)
}

/// `$name=D1 1 5 Label first second`, `$name=C 5 Label first second` or `$name=E 1 1 1 5 Label first second`.
fn set<'b>(rest: &mut &'b [u8]) -> Option<RawSet<'b>> {
    let name = until(rest, b"=")?.strip_prefix(b"$")?;
    let kind = match next(rest)? {
        b'C' => RawKind::Categories,
        b'D' => RawKind::Dichotomies(counted(rest)?),
        b'E' => {
            blanks(rest);
            let flags = until(rest, b" ")?;
            RawKind::ByValueLabel(counted(rest)?, flags == b"11")
        }
        _ => return None,
    };
    let label = counted(rest)?;
    let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    let (line, after) = rest.split_at_checked(end)?;
    *rest = after.get(1..).unwrap_or_default();
    let variables = line.split(|byte| matches!(byte, b' ' | 0)).filter(|name| !name.is_empty()).collect();
    Some(RawSet { name, kind, label, variables })
}

fn next(rest: &mut &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    Some(*first)
}

fn blanks(rest: &mut &[u8]) {
    while let Some(after) = rest.strip_prefix(b" ") {
        *rest = after;
    }
}

/// The bytes up to `mark` on this line, which is passed over.
fn until<'b>(rest: &mut &'b [u8], mark: &[u8]) -> Option<&'b [u8]> {
    let end = rest.iter().position(|byte| mark.contains(byte) || *byte == b'\n')?;
    let (taken, after) = rest.split_at_checked(end)?;
    *rest = after.strip_prefix(mark)?;
    Some(taken)
}

/// A text behind its length: `5 Label`.
fn counted<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    blanks(rest);
    let length = until(rest, b" ")?;
    let length: usize = std::str::from_utf8(length).ok()?.parse().ok()?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(text)
}
