//! Damage: what chance, bad programs and bad people do to a file.

use crate::chance::Chance;
use crate::pack;
use crate::seeds::Seed;

/// Signs that mean something to one reader or another.
const TELLING: [&[u8]; 44] = [
    b"",
    b"\0",
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\r\n",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xff",
    b"\xc3",
    b"-1",
    b"0",
    b"1",
    b"255",
    b"256",
    b"65535",
    b"65536",
    b"2147483647",
    b"4294967295",
    b"4294967296",
    b"-9223372036854775808",
    b"18446744073709551615",
    b"1e308",
    b"1e999",
    b"NaN",
    b"inf",
    b"-0",
    b"<",
    b">",
    b"</",
    b"&#0;",
    b"&#x110000;",
    b"&a;",
    b"{",
    b"[",
    b"}",
    b"\\",
    "\u{202e}".as_bytes(),
    "\u{1f469}\u{200d}\u{1f469}".as_bytes(),
];
/// The most bytes an input may have.
const LARGEST: usize = 2_000_000;

/// An input and its name.
pub(crate) fn mutate(seeds: &[Seed], chance: &mut Chance) -> (String, Vec<u8>) {
    let seed = pick(seeds, chance);
    let other = &pick(seeds, chance).bytes;
    let mut bytes = seed.bytes.clone();
    if bytes.starts_with(b"PK\x03\x04") && !chance.one_in(5) {
        bytes = pack::damage_inside(&bytes, chance).unwrap_or(bytes);
    } else {
        damage(&mut bytes, other, chance);
    }
    bytes.truncate(LARGEST);
    (seed.name.clone(), bytes)
}

/// Every kind of file is as likely as another, however many files there are of it.
fn pick<'s>(seeds: &'s [Seed], chance: &mut Chance) -> &'s Seed {
    let wanted = chance.pick(seeds).ending();
    if chance.one_in(2) {
        return chance.pick(seeds);
    }
    let mut endings: Vec<&str> = seeds.iter().map(Seed::ending).collect();
    endings.sort_unstable();
    endings.dedup();
    let ending = if chance.one_in(8) { wanted } else { chance.pick(&endings) };
    let of_kind: Vec<&Seed> = seeds.iter().filter(|seed| seed.ending() == ending).collect();
    of_kind[chance.below(of_kind.len())]
}

/// Damages bytes in one to eight ways.
pub(crate) fn damage(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    for _ in 0..=(chance.below(3) * chance.below(4)) {
        once(bytes, other, chance);
    }
}

fn once(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    let at = place(bytes, chance);
    match chance.below(13) {
        0 => flip(bytes, at, chance),
        1 => bytes.iter_mut().skip(at).take(1 + chance.below(8)).for_each(|byte| *byte = chance.byte()),
        2 => bytes.truncate(at),
        3 => replace(bytes, at, 1 + chance.below(64), &[]),
        4 => replace(bytes, at, 0, chance.pick::<&[u8]>(&TELLING)),
        5 => replace(bytes, at, 1 + chance.below(4), chance.pick::<&[u8]>(&TELLING)),
        6 => digits(bytes, at, chance),
        7 => repeat(bytes, at, chance),
        8 => splice(bytes, at, other, chance),
        9 => length(bytes, at, chance),
        10 => vec_of(bytes, at, chance),
        11 => swap_lines(bytes, at, chance),
        _ => nest(bytes, at, chance),
    }
}

/// A place, often near the beginning, where files say what they are.
fn place(bytes: &[u8], chance: &mut Chance) -> usize {
    let within = if chance.one_in(3) { bytes.len().min(512) } else { bytes.len() };
    chance.below(within)
}

fn replace(bytes: &mut Vec<u8>, at: usize, count: usize, by: &[u8]) {
    let (from, to) = (at.min(bytes.len()), at.saturating_add(count).min(bytes.len()));
    bytes.splice(from..to, by.iter().copied());
}

fn flip(bytes: &mut [u8], at: usize, chance: &mut Chance) {
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << chance.below(8);
    }
}

/// Another digit, or many.
fn digits(bytes: &mut Vec<u8>, at: usize, chance: &mut Chance) {
    let found = bytes.iter().skip(at).position(u8::is_ascii_digit).map(|after| at + after);
    let Some(at) = found else { return };
    let number: Vec<u8> = (0..=chance.below(24)).map(|_| b'0' + chance.byte() % 10).collect();
    replace(bytes, at, 1, if chance.one_in(2) { &number } else { &number[..1] });
}

/// The same piece many times.
fn repeat(bytes: &mut Vec<u8>, at: usize, chance: &mut Chance) {
    let piece: Vec<u8> = bytes.iter().skip(at).take(1 + chance.below(200)).copied().collect();
    let times = if chance.one_in(10) { 2000 } else { 1 + chance.below(30) };
    replace(bytes, at, 0, &piece.repeat(times.min(LARGEST / piece.len().max(1) / 2)));
}

/// The end, or a piece, of another file.
fn splice(bytes: &mut Vec<u8>, at: usize, other: &[u8], chance: &mut Chance) {
    let from = chance.below(other.len());
    if chance.one_in(2) {
        bytes.truncate(at);
        bytes.extend_from_slice(&other[from..]);
    } else {
        let piece = &other[from..(from + chance.below(2000)).min(other.len())];
        replace(bytes, at, 0, piece);
    }
}

/// A number that says how long something is.
fn length(bytes: &mut [u8], at: usize, chance: &mut Chance) {
    let number =
        *chance.pick(&[0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, u64::MAX, 1 << 62]);
    let bits = if chance.one_in(2) { number.to_le_bytes() } else { number.to_be_bytes() };
    let size = *chance.pick(&[1, 2, 4, 8]);
    let from = if number.to_le_bytes() == bits { 0 } else { 8 - size };
    bytes.iter_mut().skip(at).zip(&bits[from..]).take(size).for_each(|(byte, bit)| *byte = *bit);
}

/// A long run of one sign.
fn vec_of(bytes: &mut Vec<u8>, at: usize, chance: &mut Chance) {
    let sign = *chance.pick(b"\0 \n,;\"a0\xff<([{");
    let run = vec![sign; *chance.pick(&[2, 10, 255, 256, 5000, 70_000])];
    replace(bytes, at, 0, &run);
}

fn swap_lines(bytes: &mut [u8], at: usize, chance: &mut Chance) {
    let other = place(bytes, chance);
    let count = 1 + chance.below(100);
    let (low, high) = (at.min(other), at.max(other));
    if low + count <= high && high + count <= bytes.len() {
        let (before, after) = bytes.split_at_mut(high);
        before[low..low + count].swap_with_slice(&mut after[..count]);
    }
}

/// What may hold itself, deep.
fn nest(bytes: &mut Vec<u8>, at: usize, chance: &mut Chance) {
    let deep: &[u8] =
        chance.pick::<&[u8]>(&[b"[", b"{\"a\":", b"<a>", b"<w:p><w:tbl>", b"(", b"\"", b"{\\a{", b"<<", b"q "]);
    let times = *chance.pick(&[3, 100, 3000, 50_000]);
    replace(bytes, at, 0, &deep.repeat(times));
}
