//! A small writer of SPSS files for tests.

use std::io::Write as _;

/// One variable of a file to be written.
#[derive(Clone, Default)]
pub(super) struct Var {
    pub(super) name: &'static str,
    /// Nought for a number.
    pub(super) width: i32,
    pub(super) label: Option<&'static str>,
    /// The code of the format.
    pub(super) format: i32,
    pub(super) missing_count: i32,
    pub(super) missing: Vec<[u8; 8]>,
    /// Values and labels.
    pub(super) labels: Vec<([u8; 8], &'static str)>,
}

/// A value of a case.
#[derive(Clone)]
pub(super) enum Val {
    Num(f64),
    Text(Vec<u8>),
    Nothing,
}

/// A file to be written.
#[derive(Clone)]
pub(super) struct Sav {
    pub(super) big: bool,
    /// Nought, one or two.
    pub(super) compression: i32,
    pub(super) vars: Vec<Var>,
    pub(super) weight: i32,
    pub(super) told: i32,
    pub(super) extensions: Vec<(i32, i32, Vec<u8>)>,
    pub(super) cases: Vec<Vec<Val>>,
}

impl Default for Sav {
    fn default() -> Self {
        Self { big: false, compression: 1, vars: vec![], weight: 0, told: -1, extensions: vec![], cases: vec![] }
    }
}

/// A text of eight bytes.
pub(super) fn eight(text: &str) -> [u8; 8] {
    std::array::from_fn(|at| text.as_bytes().get(at).copied().unwrap_or(b' '))
}

impl Sav {
    pub(super) fn int(&self, number: i32) -> [u8; 4] {
        if self.big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    pub(super) fn float(&self, number: f64) -> [u8; 8] {
        if self.big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    fn long(&self, number: usize) -> [u8; 8] {
        let number = number as u64;
        if self.big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    /// The bytes of the file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = if self.compression == 2 { b"$FL3".to_vec() } else { b"$FL2".to_vec() };
        out.extend([b' '; 60]);
        for number in [2, -1, self.compression, self.weight, self.told] {
            out.extend(self.int(number));
        }
        out.extend(self.float(100.0));
        out.extend(b"01 Jan 2612:00:00");
        out.extend([b' '; 67]);
        self.variables(&mut out);
        self.labels(&mut out);
        for (kind, size, bytes) in &self.extensions {
            for number in [7, *kind, *size, i32::try_from(bytes.len()).unwrap_or(0) / size] {
                out.extend(self.int(number));
            }
            out.extend(bytes);
        }
        out.extend([self.int(999), self.int(0)].concat());
        self.data(&mut out);
        out
    }

    fn variables(&self, out: &mut Vec<u8>) {
        for var in &self.vars {
            let format = var.format << 16;
            for number in [2, var.width, i32::from(var.label.is_some()), var.missing_count, format, format] {
                out.extend(self.int(number));
            }
            out.extend(eight(var.name));
            if let Some(label) = var.label {
                out.extend(self.int(i32::try_from(label.len()).unwrap_or(0)));
                out.extend(label.as_bytes());
                out.extend(vec![0; label.len().wrapping_neg() % 4]);
            }
            out.extend(var.missing.concat());
            for _ in 1..(var.width + 7) / 8 {
                for number in [2, -1, 0, 0, 0, 0] {
                    out.extend(self.int(number));
                }
                out.extend([b' '; 8]);
            }
        }
    }

    fn labels(&self, out: &mut Vec<u8>) {
        let mut element = 1;
        for var in &self.vars {
            if !var.labels.is_empty() {
                out.extend([self.int(3), self.int(i32::try_from(var.labels.len()).unwrap_or(0))].concat());
                for (value, label) in &var.labels {
                    out.extend(value);
                    out.push(u8::try_from(label.len()).unwrap_or(0));
                    out.extend(label.as_bytes());
                    out.extend(vec![b' '; (label.len() + 1).wrapping_neg() % 8]);
                }
                out.extend([self.int(4), self.int(1), self.int(element)].concat());
            }
            element += ((var.width + 7) / 8).max(1);
        }
    }

    /// The elements of a case.
    fn elements(&self, case: &[Val]) -> Vec<[u8; 8]> {
        let mut out = Vec::new();
        for (value, var) in case.iter().zip(&self.vars) {
            match value {
                Val::Num(number) => out.push(self.float(*number)),
                Val::Nothing => out.push(self.float(-f64::MAX)),
                Val::Text(text) => {
                    let mut text = text.clone();
                    text.resize(usize::try_from((var.width + 7) / 8 * 8).unwrap_or(0), b' ');
                    out.extend(text.chunks_exact(8).map(|eight| eight.try_into().unwrap_or([0; 8])));
                }
            }
        }
        out
    }

    fn data(&self, out: &mut Vec<u8>) {
        let elements: Vec<[u8; 8]> = self.cases.iter().flat_map(|case| self.elements(case)).collect();
        match self.compression {
            0 => out.extend(elements.concat()),
            1 => out.extend(self.packed(&elements)),
            _ => self.blocks(&self.packed(&elements), out),
        }
    }

    fn packed(&self, elements: &[[u8; 8]]) -> Vec<u8> {
        let mut out = Vec::new();
        for eight in elements.chunks(8) {
            let mut codes = [0_u8; 8];
            let mut rest: Vec<u8> = Vec::new();
            for (code, element) in codes.iter_mut().zip(eight) {
                *code = (1..=251_u8).find(|code| self.float(f64::from(*code) - 100.0) == *element).unwrap_or(253);
                if *element == [b' '; 8] {
                    *code = 254;
                } else if *element == self.float(-f64::MAX) {
                    *code = 255;
                } else if *code == 253 {
                    rest.extend(element);
                }
            }
            out.extend(codes);
            out.extend(rest);
        }
        out
    }

    /// Zlib blocks of fifty bytes.
    fn blocks(&self, packed: &[u8], out: &mut Vec<u8>) {
        let start = out.len();
        let mut body = Vec::new();
        for chunk in packed.chunks(50) {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(chunk).expect("memory takes everything");
            body.extend(encoder.finish().expect("memory takes everything"));
        }
        out.extend([self.long(start), self.long(start + 24 + body.len()), self.long(24)].concat());
        out.extend(body);
        out.extend([self.long(0), self.long(0), self.long(0)].concat());
    }
}

/// A portable file with the `records` behind its head.
pub(super) fn portable(records: &str) -> Vec<u8> {
    let mut text = " ".repeat(200) + &"0".repeat(64);
    text += "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz .<(+0&[]!$*);^-/|,%_>?`:#@'=\"000000~";
    text += &("0".repeat(21) + "{}\\" + &"0".repeat(69));
    text += "SPSSPORT";
    text += records;
    let mut letters = text.into_bytes();
    while !letters.len().is_multiple_of(80) {
        letters.push(b'Z');
    }
    // Blanks at the ends of lines may be left out.
    let line = |line: &[u8]| [line.trim_ascii_end(), b"\r\n"].concat();
    letters.chunks(80).flat_map(line).collect()
}
