//! HTML in Markdown: comments, tags and entities.

/// Names of elements; anything else in angle brackets is words somebody wrote.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "u",
    "ul",
    "video",
];

/// Elements inside a line: taking them away leaves no gap.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strike", "strong", "sub", "sup", "u",
];

/// The longest tag.
const TAG_MAX: usize = 4_000;

/// `text` without its comments; one that is never closed is words.
pub(super) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        let Some((_, behind)) = after.split_once("-->") else {
            break;
        };
        out.push_str(before);
        out.push(' ');
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// What a `<` starts.
pub(super) enum Angle<'t> {
    /// A tag of so many bytes, and whether it leaves a gap.
    Tag { length: usize, gap: bool },
    /// An address in angle brackets.
    Address { length: usize, inner: &'t str },
    /// A sign.
    Sign,
}

/// What the `<` at the start of `text` starts.
pub(super) fn angle(text: &str) -> Angle<'_> {
    // A tag is not long; a text full of unclosed `<` must not be searched to its end for each of them.
    let Some(end) = text.bytes().take(TAG_MAX).position(|byte| byte == b'>') else {
        return Angle::Sign;
    };
    let Some(inner) = text.get(1..end) else {
        return Angle::Sign;
    };
    let length = end + 1;
    let is_address = inner.contains("://") || inner.starts_with("mailto:") || inner.contains('@');
    if is_address && !inner.contains(char::is_whitespace) && !inner.contains('<') {
        return Angle::Address { length, inner };
    }
    let named = inner.strip_prefix('/').unwrap_or(inner);
    let name: String = named.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let ends_well =
        named.get(name.len()..).is_some_and(|after| after.is_empty() || after.starts_with(['/', ' ', '\t', '\n']));
    if ends_well && !inner.contains('<') && ELEMENTS.contains(&name.as_str()) {
        return Angle::Tag { length, gap: !INLINE.contains(&name.as_str()) };
    }
    Angle::Sign
}

/// The character an entity at the start of `text` stands for, and the bytes it takes.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.char_indices().take(12).find(|(_, c)| *c == ';').map(|(at, _)| at)?;
    let name = text.get(1..end)?;
    let sign = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '\u{2013}',
        "mdash" => '\u{2014}',
        "hellip" => '\u{2026}',
        "lsquo" => '\u{2018}',
        "rsquo" => '\u{2019}',
        "ldquo" => '\u{201c}',
        "rdquo" => '\u{201d}',
        "pound" => '\u{a3}',
        _ => numbered(name.strip_prefix('#')?)?,
    };
    Some((sign, end + 1))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control())
}
