//! The best part of a text as safe HTML: everything escaped, matches in `<mark>`.

use std::ops::Range;

use super::plan::Mark;
use super::words::{Word, cut};

/// About how many bytes of text are shown; English has one byte to a character.
const LENGTH: usize = 240;

/// The part of `text` with the most different matches, as HTML.
pub(super) fn highlight(text: &str, marks: &[Mark]) -> String {
    let words = cut(text);
    let spans = spans(&words, marks);
    let part = best_part(text, &words, &spans);
    let inside = spans.iter().filter(|(range, _)| range.start >= part.start && range.end <= part.end);
    let mut html = String::new();
    let mut done = part.start;
    for range in merged(inside.map(|(range, _)| range.clone())) {
        escape_into(&mut html, text.get(done..range.start).unwrap_or_default());
        html.push_str("<mark>");
        escape_into(&mut html, text.get(range.clone()).unwrap_or_default());
        html.push_str("</mark>");
        done = range.end;
    }
    escape_into(&mut html, text.get(done..part.end).unwrap_or_default());
    html
}

/// Every match: where it is, and which mark it matches.
fn spans(words: &[Word], marks: &[Mark]) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        let rest = words.get(at..).unwrap_or_default();
        for (number, mark) in marks.iter().enumerate() {
            if let Some([first, .., last] | [first @ last]) = matched(rest, mark) {
                found.push((first.start..last.end, number));
            }
        }
    }
    found
}

/// The words at the start of `words` that fit `mark`.
fn matched<'w>(words: &'w [Word], mark: &Mark) -> Option<&'w [Word]> {
    match mark {
        Mark::Stems(stems) => {
            let words = words.get(..stems.len())?;
            words.iter().zip(stems).all(|(word, stem)| word.stem == *stem).then_some(words)
        }
        Mark::Plain { words: wanted, prefix } => {
            let words = words.get(..wanted.len())?;
            let last = wanted.len().checked_sub(1)?;
            let fits = |(at, (word, wanted)): (usize, (&Word, &String))| {
                if *prefix && at == last { word.plain.starts_with(wanted.as_str()) } else { word.plain == *wanted }
            };
            words.iter().zip(wanted).enumerate().all(fits).then_some(words)
        }
        Mark::Near(wanted, distance) => {
            let words = words.get(..1)?;
            words.iter().all(|word| within(&word.plain, wanted, usize::from(*distance))).then_some(words)
        }
    }
}

/// Whether two words are at most `most` changes apart; two letters swapped are one change.
fn within(word: &str, wanted: &str, most: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), wanted.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (row[j] + usize::from(x != y)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().is_some_and(|distance| *distance <= most)
}

/// The part to show, cut between words.
fn best_part(text: &str, words: &[Word], spans: &[(Range<usize>, usize)]) -> Range<usize> {
    if text.len() <= LENGTH {
        return 0..text.len();
    }
    let mut best = (0, 0, 0);
    for (at, (first, _)) in spans.iter().enumerate() {
        let inside = spans[at..].iter().take_while(|(range, _)| range.start < first.start + LENGTH * 3 / 4);
        let mut kinds: Vec<usize> = inside.map(|(_, mark)| *mark).collect();
        let count = kinds.len();
        kinds.sort_unstable();
        kinds.dedup();
        if (kinds.len(), count) > (best.0, best.1) {
            best = (kinds.len(), count, first.start);
        }
    }
    let wanted = best.2.saturating_sub(LENGTH / 8).min(text.len().saturating_sub(LENGTH));
    let starts = words.iter().map(|word| word.start).take_while(|start| *start <= best.2);
    let start = if wanted == 0 { 0 } else { starts.filter(|start| *start >= wanted).min().unwrap_or(best.2) };
    let ends = words.iter().map(|word| word.end).take_while(|end| *end <= start + LENGTH);
    let first_span =
        spans.iter().map(|(range, _)| range).find(|range| range.start == best.2).map_or(start, |range| range.end);
    let end = ends.last().unwrap_or(start).max(first_span);
    // What follows the last word, such as the full stop at the end, is shown when it is short.
    let end = if text.len().saturating_sub(end) <= LENGTH / 16 { text.len() } else { end };
    boundary(text, start)..boundary(text, end.max(start))
}

/// The nearest place at or before `at` that does not divide a character.
fn boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

/// Ranges that touch as one, in order.
fn merged(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = ranges.collect();
    all.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in all {
        match merged.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range),
        }
    }
    merged
}

fn escape_into(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stem(word: &str) -> Mark {
        Mark::Stems(cut(word).into_iter().map(|word| word.stem).collect())
    }

    fn phrase(text: &str, prefix: bool) -> Mark {
        Mark::Plain { words: cut(text).into_iter().map(|word| word.plain).collect(), prefix }
    }

    #[test]
    fn matches_are_marked_by_stem_phrase_beginning_and_nearness() {
        assert_eq!(
            highlight("Waiting lists & waits", &[stem("waits")]),
            "<mark>Waiting</mark> lists &amp; <mark>waits</mark>"
        );
        assert_eq!(
            highlight("a waiting list. waiting", &[phrase("waiting list", false)]),
            "a <mark>waiting list</mark>. waiting"
        );
        assert_eq!(
            highlight("social prescribers", &[phrase("social prescrib", true)]),
            "<mark>social prescribers</mark>"
        );
        assert_eq!(highlight("hosuing", &[Mark::Near("housing".into(), 1)]), "<mark>hosuing</mark>");
        assert_eq!(highlight("hosing", &[Mark::Near("housing".into(), 1)]), "<mark>hosing</mark>");
        assert_eq!(highlight("hosting", &[Mark::Near("housing".into(), 1)]), "hosting");
    }

    #[test]
    fn hostile_text_stays_text() {
        let html = highlight("<script>alert('x')</script> \"bus\"", &[stem("alert"), stem("bus")]);
        assert_eq!(html, "&lt;script&gt;<mark>alert</mark>(&#39;x&#39;)&lt;/script&gt; &quot;<mark>bus</mark>&quot;");
    }

    #[test]
    fn a_long_text_is_cut_to_the_part_with_most_matches() {
        let text = format!("bus {} the bus to the surgery is late {}", "filler ".repeat(80), "words ".repeat(80));
        let html = highlight(&text, &[stem("bus"), stem("surgery")]);
        assert!(html.contains("<mark>bus</mark> to the <mark>surgery</mark>"), "{html}");
        assert!(html.len() < 320, "{}", html.len());
    }

    fn plain(html: &str) -> String {
        let bare = html.replace("<mark>", "").replace("</mark>", "");
        let bare = bare.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        bare.replace("&amp;", "&")
    }

    proptest! {
        #[test]
        fn a_highlight_is_a_part_of_the_text(
            text in "([a-c]{1,3}|[ .<>&'\"]|mark|é|漢字|\u{301}|.){0,200}",
            wanted in proptest::collection::vec("[a-c]{1,2}", 0..3),
            prefix in any::<bool>(),
        ) {
            let marks: Vec<Mark> = wanted.iter().map(|word| phrase(word, prefix)).collect();
            let html = highlight(&text, &marks);
            prop_assert!(text.contains(&plain(&html)));
            let stripped = html.replace("<mark>", "").replace("</mark>", "");
            prop_assert!(!stripped.contains(['<', '>', '"', '\'']));
            prop_assert_eq!(html.matches("<mark>").count(), html.matches("</mark>").count());
        }
    }
}
