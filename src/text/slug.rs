//! Making an id out of a text.

use super::fold;

/// A slug of `text` with at most `max` characters: letters and digits without accents, joined by hyphens, cut at the end of a
/// word where that leaves anything. Empty when `text` holds no letter or digit of the Latin alphabet.
pub fn slug_of(text: &str, max: usize) -> String {
    slug_words(text, usize::MAX, max)
}

/// A slug of the first `words` words of `text` with at most `max` characters.
pub fn slug_words(text: &str, words: usize, max: usize) -> String {
    let folded = fold(text).replace('\'', "").replace('&', " and ");
    let parts = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let mut slug = String::new();
    for part in parts.take(words) {
        let room = max.saturating_sub(slug.len() + usize::from(!slug.is_empty()));
        if slug.is_empty() {
            // The first word is ASCII, so any cut falls between characters; the others come whole or not at all.
            slug.push_str(part.get(..part.len().min(room)).unwrap_or_default());
        } else if part.len() <= room {
            slug.push('-');
            slug.push_str(part);
        } else {
            break;
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_slug_is_made_of_the_plain_words() {
        assert_eq!(slug_of("Young people's café & health", 64), "young-peoples-cafe-and-health");
        assert_eq!(slug_words("How long did you wait for your last appointment?", 6, 40), "how-long-did-you-wait-for");
    }

    #[test]
    fn a_long_slug_ends_with_a_whole_word() {
        assert_eq!(slug_of("alpha beta gamma", 12), "alpha-beta");
        assert_eq!(slug_of("extraordinary", 5), "extra");
    }

    proptest! {
        #[test]
        fn a_slug_is_an_id_or_empty(text in "\\PC{0,60}", max in 1_usize..64) {
            let slug = slug_of(&text, max);
            prop_assert!(slug.len() <= max);
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
            prop_assert!(slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
        }
    }
}
