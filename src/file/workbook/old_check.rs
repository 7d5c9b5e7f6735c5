//! What is looked at in an old workbook before its reader sees it, because the reader writes out whatever size the file gives.

use super::cells::Room;
use super::compound::{number16, number32};

const BOUND_SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
const CONTINUE: u16 = 0x003C;
const DIMENSIONS: u16 = 0x0200;
const END: u16 = 0x000A;
const FORMULA: u16 = 0x0006;
const LABEL_SHARED: u16 = 0x00FD;
const LOCK: u16 = 0x002F;
const NUMBERS: u16 = 0x00BD;
const SHARED: u16 = 0x00FC;
/// The records that hold one cell each, its row and column first.
const CELLS: [u16; 7] = [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, LABEL_SHARED, FORMULA];
/// The most sheets, and the most pieces the shared texts may come in.
const MOST_SHEETS: usize = 1_000;
const MOST_PIECES: usize = 30_000;

/// Why a workbook is not handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stopped {
    Locked,
    Full,
    Damaged,
}

/// Whether all sheets as full rectangles, with every shared text written out as often as it is used, find room. What the file
/// says of the size of a sheet and the wordings of formulas are wiped from `stream`: the reader would make room for them.
pub(super) fn check(stream: &mut [u8], room: &Room) -> Result<(), Stopped> {
    let (sheets, texts) = look_at_book(stream)?;
    let (mut cells, mut text) = (0_u64, 0_u64);
    // Sheets lie one after another, so looking at all of them looks at everything once.
    let mut to_look_at = stream.len().saturating_mul(2);
    for start in sheets {
        let size = look_at_sheet(stream, start, &texts, &mut to_look_at)?;
        cells = cells.saturating_add(size.area());
        text = text.saturating_add(size.text);
        if !room.holds(cells.saturating_mul(2), text) {
            return Err(Stopped::Full);
        }
    }
    Ok(())
}

/// A record: its kind, and where its content lies.
struct Record {
    kind: u16,
    start: usize,
    end: usize,
}

fn record(stream: &[u8], at: usize) -> Result<Option<Record>, Stopped> {
    if at >= stream.len() {
        return Ok(None);
    }
    let head = number16(stream, at).zip(number16(stream, at.saturating_add(2)));
    let (kind, length) = head.ok_or(Stopped::Damaged)?;
    let start = at.saturating_add(4);
    let end = start.saturating_add(usize::from(length));
    if end > stream.len() { Err(Stopped::Damaged) } else { Ok(Some(Record { kind, start, end })) }
}

/// Where the sheets begin, and the length of each shared text.
fn look_at_book(stream: &[u8]) -> Result<(Vec<usize>, Vec<u16>), Stopped> {
    let (mut sheets, mut texts, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(record) = record(stream, at)? {
        at = record.end;
        let content = stream.get(record.start..record.end).unwrap_or_default();
        match record.kind {
            LOCK if number16(content, 0) != Some(0) => return Err(Stopped::Locked),
            BOUND_SHEET => {
                let start = number32(content, 0).and_then(|start| usize::try_from(start).ok());
                sheets.push(start.ok_or(Stopped::Damaged)?);
            }
            SHARED => {
                let pieces = pieces(stream, &record)?;
                texts = lengths(&pieces).ok_or(Stopped::Damaged)?;
            }
            END => break,
            _ => {}
        }
    }
    if sheets.len() > MOST_SHEETS { Err(Stopped::Full) } else { Ok((sheets, texts)) }
}

/// The content of a record and of those that continue it.
fn pieces<'s>(stream: &'s [u8], first: &Record) -> Result<Vec<&'s [u8]>, Stopped> {
    let mut pieces = vec![stream.get(first.start..first.end).unwrap_or_default()];
    let mut at = first.end;
    while let Some(next) = record(stream, at)?.filter(|next| next.kind == CONTINUE) {
        pieces.push(stream.get(next.start..next.end).unwrap_or_default());
        at = next.end;
        if pieces.len() > MOST_PIECES {
            return Err(Stopped::Full);
        }
    }
    Ok(pieces)
}

/// The shared texts as they are read: what is left of this piece, and the pieces after it.
struct Texts<'s> {
    piece: &'s [u8],
    rest: std::slice::Iter<'s, &'s [u8]>,
}

impl Texts<'_> {
    fn next_piece(&mut self) -> bool {
        let next = self.rest.next();
        self.piece = next.copied().unwrap_or_default();
        next.is_some()
    }

    fn take(&mut self, count: usize) -> Option<()> {
        self.piece = self.piece.get(count..)?;
        Some(())
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            if self.piece.is_empty() && !self.next_piece() {
                return None;
            }
            let step = count.min(self.piece.len());
            self.take(step)?;
            count -= step;
        }
        Some(())
    }

    /// Passes over one text, which may go on in the next piece in letters of another width; gives its length.
    fn text(&mut self) -> Option<u16> {
        if self.piece.is_empty() {
            return Some(0);
        }
        let (length, flags) = (number16(self.piece, 0)?, *self.piece.get(2)?);
        self.take(3)?;
        let mut after = 0_usize;
        if flags & 8 != 0 {
            after = usize::from(number16(self.piece, 0)?) * 4;
            self.take(2)?;
        }
        if flags & 4 != 0 {
            after = after.checked_add(usize::try_from(number32(self.piece, 0)?).ok()?)?;
            self.take(4)?;
        }
        let (mut left, mut width) = (usize::from(length), 1 + usize::from(flags & 1));
        loop {
            let step = left.min(self.piece.len() / width);
            self.take(step * width)?;
            left -= step;
            if left == 0 {
                break;
            }
            if !self.next_piece() {
                return None;
            }
            width = 1 + usize::from(self.piece.first()? & 1);
            self.take(1)?;
        }
        self.skip(after)?;
        Some(length)
    }
}

/// The length of every shared text.
fn lengths(pieces: &[&[u8]]) -> Option<Vec<u16>> {
    let (first, rest) = pieces.split_first()?;
    let mut texts = Texts { piece: first.get(8..)?, rest: rest.iter() };
    let mut lengths = Vec::new();
    while !texts.piece.is_empty() || texts.next_piece() {
        lengths.push(texts.text()?);
    }
    Some(lengths)
}

/// What a sheet would take when it is written out.
#[derive(Default)]
struct Size {
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
    text: u64,
}

impl Size {
    fn add(&mut self, row: u16, column: u16) {
        let widen =
            |span: Option<(u16, u16)>, at: u16| span.map_or((at, at), |(low, high)| (low.min(at), high.max(at)));
        self.rows = Some(widen(self.rows, row));
        self.columns = Some(widen(self.columns, column));
    }

    fn area(&self) -> u64 {
        let count = |span: Option<(u16, u16)>| span.map_or(0, |(low, high)| u64::from(high - low) + 1);
        count(self.rows) * count(self.columns)
    }
}

fn look_at_sheet(stream: &mut [u8], start: usize, texts: &[u16], to_look_at: &mut usize) -> Result<Size, Stopped> {
    let (mut size, mut at, mut depth) = (Size::default(), start, 0_usize);
    while let Some(record) = record(stream, at)? {
        at = record.end;
        *to_look_at = to_look_at.checked_sub(record.end - record.start + 4).ok_or(Stopped::Damaged)?;
        match record.kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ => {}
        }
        look_at_cells(stream, &record, texts, &mut size);
    }
    Ok(size)
}

fn look_at_cells(stream: &mut [u8], record: &Record, texts: &[u16], size: &mut Size) {
    let Some(content) = stream.get_mut(record.start..record.end) else {
        return;
    };
    let place = number16(content, 0).zip(number16(content, 2));
    match record.kind {
        DIMENSIONS => content.fill(0),
        NUMBERS => {
            let last = content.len().checked_sub(2).and_then(|last| number16(content, last));
            if let Some(((row, column), last)) = place.zip(last) {
                let count = u16::try_from(content.len() / 6).unwrap_or(u16::MAX);
                for column in [column, last, column.saturating_add(count)] {
                    size.add(row, column);
                }
            }
        }
        kind if CELLS.contains(&kind) => {
            if let Some((row, column)) = place {
                size.add(row, column);
            }
        }
        _ => {}
    }
    if record.kind == LABEL_SHARED {
        let index = number32(content, 6).and_then(|index| usize::try_from(index).ok());
        let length = index.and_then(|index| texts.get(index)).copied().unwrap_or_default();
        size.text = size.text.saturating_add(u64::from(length));
    }
    if record.kind == FORMULA {
        // The length of the wording: without it only the value that was computed is read.
        if let Some(wording) = content.get_mut(20..22) {
            wording.fill(0);
        }
    }
}
