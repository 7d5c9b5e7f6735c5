//! Entities of HTML: names and numbers that stand for a character.

/// The longest name or number of an entity, with its signs.
const LONGEST: usize = 12;

/// Names and what they stand for, those of Latin-1 by their places in [`LATIN`].
const NAMES: [(&str, char); 37] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("hellip", '\u{2026}'),
    ("lsquo", '\u{2018}'),
    ("rsquo", '\u{2019}'),
    ("sbquo", '\u{201a}'),
    ("ldquo", '\u{201c}'),
    ("rdquo", '\u{201d}'),
    ("bdquo", '\u{201e}'),
    ("bull", '\u{2022}'),
    ("euro", '\u{20ac}'),
    ("trade", '\u{2122}'),
    ("dagger", '\u{2020}'),
    ("permil", '\u{2030}'),
    ("prime", '\u{2032}'),
    ("lsaquo", '\u{2039}'),
    ("rsaquo", '\u{203a}'),
    ("larr", '\u{2190}'),
    ("rarr", '\u{2192}'),
    ("minus", '\u{2212}'),
    ("ne", '\u{2260}'),
    ("le", '\u{2264}'),
    ("ge", '\u{2265}'),
    ("oelig", '\u{153}'),
    ("OElig", '\u{152}'),
    ("scaron", '\u{161}'),
    ("Scaron", '\u{160}'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

/// The names of the characters of Latin-1, from the no-break space on.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
    micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave \
    Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml \
    Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth \
    ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// The character an entity at the start of `text` stands for, and the bytes it takes.
pub fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.char_indices().take(LONGEST).find(|(_, c)| *c == ';').map(|(at, _)| at)?;
    let name = text.strip_prefix('&')?.get(..end.checked_sub(1)?)?;
    let sign = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => named(name)?,
    };
    Some((if sign == '\u{a0}' { ' ' } else { sign }, end + 1))
}

fn named(name: &str) -> Option<char> {
    let latin = || {
        let place = LATIN.split_whitespace().position(|latin| latin == name)?;
        char::from_u32(u32::try_from(place).ok()?.checked_add(0xa0)?)
    };
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign).or_else(latin)
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Numbers between these are meant in the encoding of Windows, whatever the page says.
    if let (0x80..=0x9f, Ok(byte)) = (code, u8::try_from(code)) {
        return encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(&[byte])
            .0
            .chars()
            .next()
            .filter(|c| !c.is_control());
    }
    char::from_u32(code).filter(|c| !c.is_control())
}

/// `text` with every entity as the character it stands for.
pub(super) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (sign, length) = entity(from).unwrap_or(('&', 1));
        out.push(sign);
        rest = from.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}
