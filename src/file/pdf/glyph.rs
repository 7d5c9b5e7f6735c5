//! What the names of glyphs mean, and the encodings that PDF knows by name.

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// The names of the signs of ASCII from the space on, letters left out.
const SIGNS: [(&str, &str); 94] = [
    ("space", " "),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("quoteleft", "\u{2018}"),
    ("quoteright", "\u{2019}"),
    ("quotedblleft", "\u{201c}"),
    ("quotedblright", "\u{201d}"),
    ("quotesinglbase", "\u{201a}"),
    ("quotedblbase", "\u{201e}"),
    ("endash", "\u{2013}"),
    ("emdash", "\u{2014}"),
    ("bullet", "\u{2022}"),
    ("ellipsis", "\u{2026}"),
    ("dagger", "\u{2020}"),
    ("daggerdbl", "\u{2021}"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ff", "ff"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("f_i", "fi"),
    ("f_l", "fl"),
    ("f_f", "ff"),
    ("f_f_i", "ffi"),
    ("f_f_l", "ffl"),
    ("t_t", "tt"),
    ("t_i", "ti"),
    ("Euro", "\u{20ac}"),
    ("trademark", "\u{2122}"),
    ("fraction", "\u{2044}"),
    ("minus", "\u{2212}"),
    ("guilsinglleft", "\u{2039}"),
    ("guilsinglright", "\u{203a}"),
    ("dotlessi", "\u{131}"),
    ("OE", "\u{152}"),
    ("oe", "\u{153}"),
    ("Scaron", "\u{160}"),
    ("scaron", "\u{161}"),
    ("Zcaron", "\u{17d}"),
    ("zcaron", "\u{17e}"),
    ("Lslash", "\u{141}"),
    ("lslash", "\u{142}"),
    ("Ydieresis", "\u{178}"),
    ("florin", "\u{192}"),
    ("perthousand", "\u{2030}"),
    ("circumflex", "\u{2c6}"),
    ("tilde", "\u{2dc}"),
    ("caron", "\u{2c7}"),
    ("breve", "\u{2d8}"),
    ("dotaccent", "\u{2d9}"),
    ("ring", "\u{2da}"),
    ("ogonek", "\u{2db}"),
    ("nbspace", " "),
    ("sfthyphen", "\u{ad}"),
];

/// The names of Latin-1 from its first sign above ASCII on.
const LATIN: &str = "nonbreakingspace exclamdown cent sterling currency yen brokenbar section dieresis copyright ordfeminine \
    guillemotleft logicalnot softhyphen registered macron degree plusminus twosuperior threesuperior acute mu paragraph \
    periodcentered cedilla onesuperior ordmasculine guillemotright onequarter onehalf threequarters questiondown Agrave Aacute \
    Acircumflex Atilde Adieresis Aring AE Ccedilla Egrave Eacute Ecircumflex Edieresis Igrave Iacute Icircumflex Idieresis Eth \
    Ntilde Ograve Oacute Ocircumflex Otilde Odieresis multiply Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn germandbls \
    agrave aacute acircumflex atilde adieresis aring ae ccedilla egrave eacute ecircumflex edieresis igrave iacute icircumflex \
    idieresis eth ntilde ograve oacute ocircumflex otilde odieresis divide oslash ugrave uacute ucircumflex udieresis yacute thorn \
    ydieresis";

/// The codes above ASCII of Adobe's standard encoding.
const STANDARD: [(u8, &str); 46] = [
    (0xa1, "\u{a1}"),
    (0xa2, "\u{a2}"),
    (0xa3, "\u{a3}"),
    (0xa4, "\u{2044}"),
    (0xa5, "\u{a5}"),
    (0xa6, "\u{192}"),
    (0xa7, "\u{a7}"),
    (0xa8, "\u{a4}"),
    (0xa9, "'"),
    (0xaa, "\u{201c}"),
    (0xab, "\u{ab}"),
    (0xac, "\u{2039}"),
    (0xad, "\u{203a}"),
    (0xae, "fi"),
    (0xaf, "fl"),
    (0xb1, "\u{2013}"),
    (0xb2, "\u{2020}"),
    (0xb3, "\u{2021}"),
    (0xb4, "\u{b7}"),
    (0xb6, "\u{b6}"),
    (0xb7, "\u{2022}"),
    (0xb8, "\u{201a}"),
    (0xb9, "\u{201e}"),
    (0xba, "\u{201d}"),
    (0xbb, "\u{bb}"),
    (0xbc, "\u{2026}"),
    (0xbd, "\u{2030}"),
    (0xbf, "\u{bf}"),
    (0xc1, "`"),
    (0xc2, "\u{b4}"),
    (0xc3, "\u{2c6}"),
    (0xc4, "\u{2dc}"),
    (0xc5, "\u{af}"),
    (0xd0, "\u{2014}"),
    (0xe1, "\u{c6}"),
    (0xe3, "\u{aa}"),
    (0xe8, "\u{141}"),
    (0xe9, "\u{d8}"),
    (0xea, "\u{152}"),
    (0xeb, "\u{ba}"),
    (0xf1, "\u{e6}"),
    (0xf5, "\u{131}"),
    (0xf8, "\u{142}"),
    (0xf9, "\u{f8}"),
    (0xfa, "\u{153}"),
    (0xfb, "\u{df}"),
];

/// An encoding that a font names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Windows,
    Mac,
    Standard,
    /// Signs that are no letters: whatever they show, they are read as bullets.
    Dingbats,
}

impl Encoding {
    /// What `code` means.
    pub(super) fn text(self, code: u8) -> Option<String> {
        let decoded = match self {
            Self::Dingbats => return (code > 0x20).then(|| "\u{2022}".to_owned()),
            Self::Standard if code == 0x27 => return Some("\u{2019}".to_owned()),
            Self::Standard if code == 0x60 => return Some("\u{2018}".to_owned()),
            Self::Standard if code >= 0x80 => {
                return STANDARD.iter().find(|(known, _)| *known == code).map(|(_, text)| (*text).to_owned());
            }
            Self::Mac => MACINTOSH.decode_without_bom_handling(&[code]).0.into_owned(),
            Self::Windows | Self::Standard => WINDOWS_1252.decode_without_bom_handling(&[code]).0.into_owned(),
        };
        (!decoded.starts_with(char::is_control)).then_some(decoded)
    }
}

/// What the glyph called `name` means.
pub(super) fn named(name: &str) -> Option<String> {
    let name = name.split_once('.').map_or(name, |(base, _)| if base.is_empty() { name } else { base });
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter.to_string());
    }
    let latin = || {
        let place = LATIN.split_whitespace().position(|known| known == name)?;
        char::from_u32(u32::try_from(place).ok()?.checked_add(0xa0)?).map(String::from)
    };
    let code = || {
        let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
        let digits = digits.get(..4.max(digits.len().min(6)))?;
        let digits = if name.starts_with("uni") { digits.get(..4)? } else { digits };
        char::from_u32(u32::from_str_radix(digits, 16).ok()?).filter(|c| !c.is_control()).map(String::from)
    };
    SIGNS.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned()).or_else(latin).or_else(code)
}
