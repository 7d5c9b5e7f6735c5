//! Wordings without their HTML.

use crate::text::single_spaced;

/// The longest wording that is kept, in characters.
const LONGEST: usize = 2_000;
/// The longest name of an entity, with its `&` and `;`.
const LONGEST_ENTITY: usize = 12;
/// Elements that run on in a line of words; any other divides words.
const INLINE: [&str; 14] =
    ["a", "abbr", "b", "big", "em", "font", "i", "label", "small", "span", "strong", "sub", "sup", "u"];

/// The words of `html`: tags off, entities decoded, white space as single spaces, cut where it is endless.
pub(super) fn plain(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    let mut kept = 0_usize;
    let last = html.rfind('>').unwrap_or_default();
    while let Some(first) = rest.chars().next() {
        if kept >= LONGEST {
            break;
        }
        let (piece, used) = match first {
            // No tag ends behind the last `>`, so that none is looked for in vain again and again.
            '<' if html.len() - rest.len() < last => tag(rest),
            '&' => entity(rest),
            _ => None,
        }
        .unwrap_or((Some(first), first.len_utf8()));
        kept += usize::from(piece.is_some());
        words.extend(piece);
        rest = rest.get(used..).unwrap_or_default();
    }
    single_spaced(&words)
}

/// What stands for the tag at the start of `text`, and its length in bytes; `None` when it is only a sign for "less than".
fn tag(text: &str) -> Option<(Option<char>, usize)> {
    if text.starts_with("<!--") {
        return Some((None, text.find("-->").map_or(text.len(), |end| end + 3)));
    }
    let inner = text.get(1..)?;
    let named = inner.strip_prefix('/').unwrap_or(inner);
    if !named.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
        return None;
    }
    let name: String = named.chars().take(12).take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    let end = text.find('>')? + 1;
    if matches!(name.as_str(), "script" | "style") && !inner.starts_with('/') {
        // What is in them is for machines.
        let closes =
            |at: &usize| text.get(at + 2..at + 2 + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&name));
        let closing = text.match_indices("</").map(|(at, _)| at).find(closes).unwrap_or(text.len());
        return Some((Some(' '), closing.max(end)));
    }
    let piece = if INLINE.contains(&name.as_str()) { None } else { Some(' ') };
    Some((piece, end))
}

/// The character the entity at the start of `text` stands for, and its length in bytes.
fn entity(text: &str) -> Option<(Option<char>, usize)> {
    let end = text.char_indices().take(LONGEST_ENTITY).find(|(_, c)| *c == ';')?.0;
    let name = text.get(1..end)?;
    let numbered = |digits: &str, radix: u32| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let character = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => numbered(digits, 16)?,
            None => numbered(number, 10)?,
        },
        None => named(name)?,
    };
    Some((Some(character), end + 1))
}

/// The character of a named entity.
fn named(name: &str) -> Option<char> {
    const NAMED: [(&str, char); 48] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ensp", ' '),
        ("emsp", ' '),
        ("thinsp", ' '),
        ("pound", '£'),
        ("euro", '€'),
        ("cent", '¢'),
        ("yen", '¥'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("sbquo", '‚'),
        ("bdquo", '„'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("hellip", '…'),
        ("bull", '•'),
        ("middot", '·'),
        ("deg", '°'),
        ("plusmn", '±'),
        ("times", '×'),
        ("frac12", '½'),
        ("frac14", '¼'),
        ("sup2", '²'),
        ("copy", '©'),
        ("reg", '®'),
        ("trade", '™'),
        ("ge", '≥'),
        ("le", '≤'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("ecirc", 'ê'),
        ("agrave", 'à'),
        ("aacute", 'á'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("ccedil", 'ç'),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
    ];
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| *character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_words_stay_apart() {
        assert_eq!(
            plain("Your <b>lo</b>cal<br>GP<div>practice&nbsp;&amp; nurse</div>"),
            "Your local GP practice & nurse"
        );
        assert_eq!(plain("<table><tr><td>one</td><td>two</td></tr></table>"), "one two");
        assert_eq!(plain("<style>p { color: red }</style>Ask<!-- not -->"), "Ask");
    }

    #[test]
    fn signs_that_only_look_like_html_stay() {
        assert_eq!(plain("under < 18 & over > 65"), "under < 18 & over > 65");
        assert_eq!(plain("&pound;5 &#8211; &#x20AC;9 &unknown; & <"), "£5 – €9 &unknown; & <");
    }

    proptest::proptest! {
        #[test]
        fn a_wording_is_single_spaced_and_bounded(text in "(<|>|&|;|#|[a-z]|é| |\n|<b>|<!--){0,60}") {
            let words = plain(&text);
            proptest::prop_assert!(words.chars().count() <= LONGEST);
            proptest::prop_assert_eq!(single_spaced(&words), words);
        }
    }
}
