//! Fonts: what the codes of a text mean, and how wide their signs are.

use std::collections::BTreeMap;

use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::cmap::{CharacterMap, number};
use super::glyph::{Encoding, named};

/// The most widths of one font.
const MOST_WIDTHS: usize = 70_000;
/// Widths are in thousandths of the height of the letters.
const UNIT: f64 = 1_000.0;

/// A font as far as its text matters.
pub(super) struct Font {
    /// What the file says that codes mean.
    map: CharacterMap,
    /// Of a font with codes of one byte, what they mean by its encoding.
    simple: Option<Vec<Option<String>>>,
    /// Of a font with longer codes, how long they are, and whether they are characters themselves.
    codes: CharacterMap,
    is_unicode: bool,
    widths: BTreeMap<u32, f64>,
    default_width: Option<f64>,
    fixed: bool,
    pub(super) bold: bool,
}

/// One sign of a text: its code, what it means, and its width in heights of its letters.
pub(super) struct Shown {
    pub(super) text: Option<String>,
    pub(super) width: f64,
    pub(super) is_space: bool,
}

impl Font {
    /// Reads a font.
    pub(super) fn read(font: &Dict<'_>) -> Self {
        let map = font.get::<Stream<'_>>("ToUnicode").and_then(|stream| map_of(&stream)).unwrap_or_default();
        let name = font.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_ascii_lowercase()).unwrap_or_default();
        let is_composite = font.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Type0");
        let inner = font.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let descriptor = inner.as_ref().unwrap_or(font).get::<Dict<'_>>("FontDescriptor");
        let weight = descriptor.as_ref().and_then(|it| it.get::<f32>("FontWeight")).unwrap_or(0.0);
        let bold =
            weight >= 600.0 || ["bold", "black", "heavy", "semibd", "demi"].iter().any(|word| name.contains(word));
        let mut read = Self {
            map,
            simple: None,
            codes: CharacterMap::default(),
            is_unicode: false,
            widths: BTreeMap::new(),
            default_width: None,
            fixed: name.contains("courier") || name.contains("mono"),
            bold,
        };
        if is_composite {
            read.composite(font, inner.as_ref());
        } else {
            read.simple = Some(simple_encoding(font, &name));
            read.simple_widths(font, descriptor.as_ref());
        }
        read
    }

    fn composite(&mut self, font: &Dict<'_>, inner: Option<&Dict<'_>>) {
        if let Some(stream) = font.get::<Stream<'_>>("Encoding") {
            self.codes = map_of(&stream).unwrap_or_default();
        } else if let Some(name) = font.get::<Name<'_>>("Encoding") {
            self.is_unicode =
                name.as_str().starts_with("Uni") && (name.as_str().contains("UCS2") || name.as_str().contains("UTF16"));
        }
        self.default_width =
            Some(inner.and_then(|inner| inner.get::<f32>("DW")).map_or(1.0, |width| f64::from(width) / UNIT));
        let Some(widths) = inner.and_then(|inner| inner.get::<Array<'_>>("W")) else {
            return;
        };
        let mut entries = widths.iter::<Object<'_>>();
        while let (Some(first), Some(second)) = (entries.next().and_then(code_of), entries.next()) {
            match second {
                Object::Array(list) => {
                    for (code, width) in (first..).zip(list.iter::<f32>()) {
                        self.add_width(code, width);
                    }
                }
                last => {
                    let (last, width) =
                        (code_of(last).unwrap_or(first), entries.next().and_then(Object::into_f32).unwrap_or(0.0));
                    for code in (first..=last).take(MOST_WIDTHS) {
                        self.add_width(code, width);
                    }
                }
            }
        }
    }

    fn simple_widths(&mut self, font: &Dict<'_>, descriptor: Option<&Dict<'_>>) {
        // The glyphs of a font drawn in the file itself are measured in units of its own.
        let scale = font.get::<Array<'_>>("FontMatrix").and_then(|matrix| matrix.iter::<f32>().next());
        let scale = scale.map_or(1.0, |scale| f64::from(scale) * UNIT);
        let first = font.get::<i32>("FirstChar").and_then(|first| u32::try_from(first).ok()).unwrap_or(0);
        let widths = font.get::<Array<'_>>("Widths");
        for (code, width) in (first..).zip(widths.iter().flat_map(Array::iter::<f32>)).take(256) {
            self.widths.insert(code, f64::from(width) * scale / UNIT);
        }
        if widths.is_some() {
            self.default_width =
                descriptor.and_then(|it| it.get::<f32>("MissingWidth")).map(|width| f64::from(width) / UNIT);
        }
    }

    fn add_width(&mut self, code: u32, width: f32) {
        if self.widths.len() < MOST_WIDTHS {
            self.widths.insert(code, f64::from(width) / UNIT);
        }
    }

    /// The signs of a text.
    pub(super) fn signs(&self, bytes: &[u8]) -> Vec<Shown> {
        let mut signs = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = if self.simple.is_some() {
                1
            } else {
                self.codes
                    .code_length(rest)
                    .or_else(|| self.map.code_length(rest).filter(|_| !self.codes.is_empty()))
                    .unwrap_or(2)
            };
            let (code, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            signs.push(self.sign(number(code), code.len()));
            rest = after;
        }
        signs
    }

    fn sign(&self, code: u32, length: usize) -> Shown {
        let mapped = self
            .map
            .text(code)
            .filter(|text| !text.is_empty() && !text.chars().all(|c| c.is_control() || c == '\u{fffd}'));
        let text = mapped.map(str::to_owned).or_else(|| self.encoded(code));
        let width = self.widths.get(&code).copied().or(self.default_width);
        let width = width.unwrap_or_else(|| self.usual_width(text.as_deref().unwrap_or_default()));
        Shown { text, width, is_space: length == 1 && code == 32 }
    }

    fn encoded(&self, code: u32) -> Option<String> {
        match &self.simple {
            Some(simple) => simple.get(usize::try_from(code).ok()?).cloned().flatten(),
            None if self.is_unicode => char::from_u32(code).map(String::from),
            None => None,
        }
    }

    /// About how wide letters are in the fonts that every reader of PDFs has and no file describes.
    fn usual_width(&self, text: &str) -> f64 {
        match text.chars().next() {
            _ if self.fixed => 0.6,
            Some(c) if " iljtfI.,:;'!|()[]r-/".contains(c) => 0.29,
            Some('m' | 'w' | 'M' | 'W' | '@' | '%') => 0.83,
            Some(c) if c.is_uppercase() => 0.68,
            _ => 0.53,
        }
    }
}

fn code_of(object: Object<'_>) -> Option<u32> {
    u32::try_from(object.into_i32()?).ok()
}

fn map_of(stream: &Stream<'_>) -> Option<CharacterMap> {
    Some(CharacterMap::read(&stream.decoded_data().ok()?))
}

/// What the 256 codes of a font mean by its encoding.
fn simple_encoding(font: &Dict<'_>, name: &str) -> Vec<Option<String>> {
    let is_dingbats = ["dingbats", "wingdings", "webdings"].iter().any(|word| name.contains(word));
    let usual = match font.get::<Name<'_>>("Subtype").map(|kind| kind.as_str().to_owned()).as_deref() {
        _ if is_dingbats => Encoding::Dingbats,
        Some("TrueType") => Encoding::Windows,
        _ => Encoding::Standard,
    };
    let encoding = font.get::<Object<'_>>("Encoding");
    let (base, differences) = match encoding {
        Some(Object::Name(name)) => (known(&name, usual), None),
        Some(Object::Dict(dict)) => {
            let base = dict.get::<Name<'_>>("BaseEncoding").map_or(usual, |name| known(&name, usual));
            (base, dict.get::<Array<'_>>("Differences"))
        }
        _ => (usual, None),
    };
    let mut texts: Vec<Option<String>> = (0..=u8::MAX).map(|code| base.text(code)).collect();
    if name.ends_with("symbol")
        && let Some(bullet) = texts.get_mut(0xb7)
    {
        *bullet = Some("\u{2022}".to_owned());
    }
    let mut code = 0_usize;
    for entry in differences.iter().flat_map(Array::iter::<Object<'_>>) {
        match entry {
            Object::Name(name) => {
                if let Some(text) = texts.get_mut(code) {
                    *text = named(name.as_str());
                }
                code = code.saturating_add(1);
            }
            other => code = code_of(other).and_then(|code| usize::try_from(code).ok()).unwrap_or(code),
        }
    }
    texts
}

fn known(name: &Name<'_>, usual: Encoding) -> Encoding {
    match name.as_str() {
        "WinAnsiEncoding" => Encoding::Windows,
        "MacRomanEncoding" => Encoding::Mac,
        "StandardEncoding" => Encoding::Standard,
        _ => usual,
    }
}

/// A text outside the pages, such as a title.
pub(super) fn text_string(bytes: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, length)) => {
            encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or_default()).0.into_owned()
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        },
    }
}
