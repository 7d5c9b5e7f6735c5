//! Compound files, which old workbooks are: a small file system in one file, of which one stream is wanted.

/// The mark every compound file begins with.
pub(super) const MARK: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Sector numbers from here on mean something else than a sector.
const NO_SECTOR: u32 = 0xFFFF_FFFA;
const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const FAT: u32 = 0xFFFF_FFFD;
const MINI_SECTOR: usize = 64;
const HEADER: usize = 512;
const ENTRY: usize = 128;

/// A stream of a compound file, and where it begins.
struct Stream {
    name: String,
    start: u32,
    size: usize,
}

/// A compound file that was opened.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    streams: Vec<Stream>,
}

impl<'b> Compound<'b> {
    /// Opens a compound file; `None` when it is none or is damaged.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let sector = match (bytes.starts_with(MARK), number16(bytes, 30)?) {
            (true, 9) => 512,
            (true, 12) => 4096,
            _ => return None,
        };
        let mut file =
            Self { bytes, sector, fat: Vec::new(), mini_fat: Vec::new(), mini: Vec::new(), streams: Vec::new() };
        file.fat = file.read_fat()?;
        let entries = file.chain(number32(bytes, 48)?, usize::MAX);
        file.streams = entries.chunks_exact(ENTRY).filter_map(stream).collect();
        let (root, size) = file.streams.first().map(|root| (root.start, root.size))?;
        file.mini = file.chain(root, size);
        let mini_fat = file.chain(number32(bytes, 60)?, usize::MAX);
        file.mini_fat = numbers(&mini_fat).collect();
        Some(file)
    }

    /// Whether it has a stream of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The bytes of the stream of this name.
    pub(super) fn read(&self, name: &str) -> Option<Vec<u8>> {
        let stream = self.find(name)?;
        let small = number32(self.bytes, 56).is_some_and(|limit| stream.size < usize::try_from(limit).unwrap_or(4096));
        let bytes = if small { self.mini_chain(stream) } else { self.chain(stream.start, stream.size) };
        Some(bytes)
    }

    fn find(&self, name: &str) -> Option<&Stream> {
        self.streams.iter().find(|stream| stream.name.eq_ignore_ascii_case(name))
    }

    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The table of which sector follows which, itself kept in sectors listed in the header and then in a chain.
    fn read_fat(&self) -> Option<Vec<u32>> {
        let mut places: Vec<u32> = numbers(self.bytes.get(76..HEADER)?).collect();
        let most = self.bytes.len() / self.sector + 1;
        let mut next = number32(self.bytes, 68)?;
        for _ in 0..most {
            if next >= NO_SECTOR {
                break;
            }
            let mut listed: Vec<u32> = numbers(self.sector(next)?).collect();
            next = listed.pop()?;
            places.append(&mut listed);
        }
        let used = places.into_iter().filter(|place| *place < NO_SECTOR).take(most);
        Some(used.filter_map(|place| self.sector(place)).flat_map(numbers).collect())
    }

    /// The bytes of a chain of sectors. No chain is longer than the file, so that one that bites its tail ends too.
    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        let (mut bytes, mut next) = (Vec::new(), start);
        for _ in 0..=self.bytes.len() / self.sector {
            let Some(sector) = self.sector(next).filter(|_| next < NO_SECTOR && bytes.len() < size) else {
                break;
            };
            bytes.extend_from_slice(sector);
            next = usize::try_from(next).ok().and_then(|next| self.fat.get(next).copied()).unwrap_or(END);
        }
        bytes.truncate(size);
        bytes
    }

    fn mini_chain(&self, stream: &Stream) -> Vec<u8> {
        let (mut bytes, mut next) = (Vec::new(), stream.start);
        for _ in 0..=self.mini.len() / MINI_SECTOR {
            let place = usize::try_from(next).unwrap_or(usize::MAX);
            let sector =
                place.checked_mul(MINI_SECTOR).and_then(|start| self.mini.get(start..start.checked_add(MINI_SECTOR)?));
            let Some(sector) = sector.filter(|_| bytes.len() < stream.size) else {
                break;
            };
            bytes.extend_from_slice(sector);
            next = self.mini_fat.get(place).copied().unwrap_or(END);
        }
        bytes.truncate(stream.size);
        bytes
    }
}

fn stream(entry: &[u8]) -> Option<Stream> {
    let units: Vec<u16> = entry.get(..64)?.chunks_exact(2).filter_map(|pair| number16(pair, 0)).collect();
    let name = String::from_utf16_lossy(units.split(|unit| *unit == 0).next().unwrap_or_default());
    let size = usize::try_from(number32(entry, 120)?).ok()?;
    Some(Stream { name, start: number32(entry, 116)?, size })
}

/// A compound file that holds one stream called `Workbook` and nothing else. What a reader finds in it is then known.
pub(super) fn enclose(stream: &[u8]) -> Option<Vec<u8>> {
    const SECTOR: usize = 4096;
    let data = stream.len().div_ceil(SECTOR).max(1);
    // A table sector tells of 1,024 sectors: those of the stream, the directory, and its own.
    let tables = (data + 1).div_ceil(SECTOR / 4 - 1);
    let [data_end, first_table] = [data, data + 1].map(u32::try_from);
    let (data_end, first_table) = (data_end.ok()?, first_table.ok()?);
    let tables_end = first_table.checked_add(u32::try_from(tables).ok().filter(|tables| *tables <= 109)?)?;
    let mut out = header(data_end, first_table..tables_end);
    out.resize(SECTOR, 0);
    out.extend_from_slice(stream);
    out.resize(SECTOR * (data + 1), 0);
    // Streams below 4,096 bytes would be looked for elsewhere, so the size given is that of the whole sectors.
    out.extend(entry("Root Entry", 5, 0, 0));
    out.extend(entry("Workbook", 2, 0, u32::try_from(data * SECTOR).ok()?));
    out.resize(SECTOR * (data + 2), 0);
    let follow = (1..data_end).chain([END, END]).chain((first_table..tables_end).map(|_| FAT));
    out.extend(follow.flat_map(u32::to_le_bytes));
    out.resize(SECTOR * (data + 2 + tables), 0xFF);
    Some(out)
}

fn header(directory: u32, tables: std::ops::Range<u32>) -> Vec<u8> {
    let mut out = MARK.to_vec();
    out.resize(24, 0);
    for half in [0x3E_u16, 4, 0xFFFE, 12, 6, 0, 0, 0] {
        out.extend(half.to_le_bytes());
    }
    let count = tables.end.saturating_sub(tables.start);
    for word in [1, count, directory, 0, 4096, END, 0, END, 0] {
        out.extend(word.to_le_bytes());
    }
    out.extend(tables.flat_map(u32::to_le_bytes));
    while out.len() < HEADER {
        out.extend(FREE.to_le_bytes());
    }
    out
}

fn entry(name: &str, kind: u8, start: u32, size: u32) -> Vec<u8> {
    let mut out: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(out.len() + 2).unwrap_or(64);
    out.resize(64, 0);
    out.extend(length.to_le_bytes());
    out.extend([kind, 1]);
    out.extend([FREE, FREE, FREE].into_iter().flat_map(u32::to_le_bytes));
    out.resize(116, 0);
    out.extend([start, size, 0].into_iter().flat_map(u32::to_le_bytes));
    out
}

/// The two bytes at a place as a number.
pub(super) fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

/// The four bytes at a place as a number.
pub(super) fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).filter_map(|word| number32(word, 0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_stream_that_was_enclosed_is_found_again() {
        let stream: Vec<u8> = (0..10_000_u32).flat_map(u32::to_le_bytes).collect();
        let file = enclose(&stream).unwrap();
        let compound = Compound::open(&file).unwrap();
        assert!(compound.has("workbook") && !compound.has("EncryptedPackage"));
        let back = compound.read("Workbook").unwrap();
        assert_eq!(back.get(..stream.len()), Some(&stream[..]));
    }

    #[test]
    fn a_chain_that_bites_its_tail_ends() {
        let mut file = enclose(&[7; 9000]).unwrap();
        let table = file.len() - 4096;
        file[table..table + 4].copy_from_slice(&0_u32.to_le_bytes());
        let size = file.len();
        assert!(Compound::open(&file).unwrap().read("Workbook").unwrap().len() <= size);
    }

    proptest! {
        #[test]
        fn any_bytes_after_the_mark_are_survived(mut bytes in prop::collection::vec(any::<u8>(), 0..2000), shift in 9_u8..13) {
            bytes.splice(0..0, MARK.iter().copied());
            if let Some(byte) = bytes.get_mut(30) {
                *byte = shift;
            }
            if let Some(byte) = bytes.get_mut(31) {
                *byte = 0;
            }
            if let Some(file) = Compound::open(&bytes) {
                file.read("Workbook");
            }
        }
    }
}
