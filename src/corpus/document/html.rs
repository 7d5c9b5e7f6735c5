//! HTML in Markdown: comments and tags.

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

/// Begins the line that is left of the mark of a page. No text holds this sign, as control characters are taken out before.
const PAGE_SIGN: char = '\u{2}';
/// The word in the mark of a page, `<!-- page 12 -->`.
const PAGE: &str = "page";

/// The mark that what follows stands on `page`.
pub(super) fn page_mark(page: u32) -> String {
    format!("<!-- {PAGE} {page} -->")
}

/// The page that `line`, of a text [`without_comments`], marks.
pub(super) fn marked_page(line: &str) -> Option<u32> {
    line.trim().strip_prefix(PAGE_SIGN)?.parse().ok()
}

/// The page that a comment marks: it says so, and stands on a line of its own.
fn page_of(before: &str, comment: &str, behind: &str) -> Option<u32> {
    let page = comment.trim().strip_prefix(PAGE)?.trim().parse().ok()?;
    // Only the spaces around it are gone through: a line may hold very many marks.
    let space = |c: char| c != '\n' && c.is_whitespace();
    let behind = behind.trim_start_matches(space);
    let ends_line = behind.is_empty() || behind.starts_with('\n');
    let before = if ends_line { before.trim_end_matches(space) } else { return None };
    (before.is_empty() || before.ends_with('\n')).then_some(page)
}

/// `text` without its comments, but for the marks of pages; a comment that is never closed is words.
pub(super) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        let Some((comment, behind)) = after.split_once("-->") else {
            break;
        };
        out.push_str(before);
        match page_of(&out, comment, behind) {
            Some(page) => out.extend([PAGE_SIGN.to_string(), page.to_string()]),
            None => out.push(' '),
        }
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
