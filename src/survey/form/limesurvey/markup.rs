//! Taking HTML off wordings. What stands in braces (`{TOKEN:FIRSTNAME}`) is kept.

use crate::text::single_spaced;

/// The longest name of an entity.
const ENTITY_MAX: usize = 12;
/// Elements inside a line: taking them away leaves no gap.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "label", "mark", "q", "s", "small",
    "span", "strike", "strong", "sub", "sup", "u",
];
/// The names of the characters from 160 to 255, as editors write them.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
    acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
    Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
    Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave \
    iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// `text` as plain words: tags, comments and scripts off, entities as characters, white space as single spaces.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        rest = if after.starts_with('<') { behind_angle(after, &mut out) } else { behind_entity(after, &mut out) };
    }
    out.push_str(rest);
    let seen: String = out.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')).collect();
    single_spaced(&seen)
}

/// What comes behind the tag or comment `text` begins with; a `<` that begins neither is a sign.
fn behind_angle<'t>(text: &'t str, out: &mut String) -> &'t str {
    if let Some(comment) = text.strip_prefix("<!--") {
        out.push(' ');
        return comment.split_once("-->").map_or("", |(_, behind)| behind);
    }
    let Some((name, length)) = tag(text) else {
        out.push('<');
        return text.get(1..).unwrap_or_default();
    };
    if !INLINE.contains(&name.as_str()) {
        out.push(' ');
    }
    let behind = text.get(length..).unwrap_or_default();
    if matches!(name.as_str(), "script" | "style") && !text.starts_with("</") {
        return behind.find("</").map_or("", |at| behind_block(behind, at, &name));
    }
    behind
}

/// What comes behind the end tag of a script or style sheet; the rest of the text belongs to one that is never closed.
fn behind_block<'t>(text: &'t str, first: usize, name: &str) -> &'t str {
    let mut rest = text.get(first..).unwrap_or_default();
    while let Some(named) = rest.strip_prefix("</") {
        if named.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return rest;
        }
        rest = named.find("</").and_then(|at| named.get(at..)).unwrap_or_default();
    }
    ""
}

/// The name of the tag `text` begins with, small, and the bytes it takes.
fn tag(text: &str) -> Option<(String, usize)> {
    // Looking no further than to the next `<` keeps a text full of unclosed ones from being searched over and over.
    let end = text.bytes().skip(1).position(|byte| matches!(byte, b'<' | b'>'))?.checked_add(1)?;
    let inner = text.get(1..end).filter(|_| text.get(end..).is_some_and(|rest| rest.starts_with('>')))?;
    let named = inner.strip_prefix('/').unwrap_or(inner);
    if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name: String = named.chars().take_while(char::is_ascii_alphanumeric).collect();
    let after = named.get(name.len()..)?;
    let ends_well = after.is_empty() || after.starts_with(|c: char| c == '/' || c == ':' || c.is_ascii_whitespace());
    ends_well.then(|| (name.to_ascii_lowercase(), end + 1))
}

fn behind_entity<'t>(text: &'t str, out: &mut String) -> &'t str {
    let end = text.char_indices().take(ENTITY_MAX).find(|(_, c)| *c == ';').map(|(at, _)| at);
    let sign = end.and_then(|end| text.get(1..end)).and_then(sign_named);
    out.push(sign.unwrap_or('&'));
    // A `&` that begins no entity is a sign like any other.
    let taken = if sign.is_some() { end.map_or(1, |end| end + 1) } else { 1 };
    text.get(taken..).unwrap_or_default()
}

fn sign_named(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "ndash" => '\u{2013}',
        "mdash" => '\u{2014}',
        "hellip" => '\u{2026}',
        "lsquo" => '\u{2018}',
        "rsquo" => '\u{2019}',
        "sbquo" => '\u{201a}',
        "ldquo" => '\u{201c}',
        "rdquo" => '\u{201d}',
        "bdquo" => '\u{201e}',
        "bull" => '\u{2022}',
        "euro" => '\u{20ac}',
        "ge" => '\u{2265}',
        "le" => '\u{2264}',
        "rarr" => '\u{2192}',
        "trade" => '\u{2122}',
        "ensp" | "emsp" | "thinsp" => ' ',
        _ => {
            let at = LATIN.split_ascii_whitespace().position(|known| known == name)?;
            char::from_u32(u32::try_from(at).ok()?.checked_add(160)?)?
        }
    })
}
