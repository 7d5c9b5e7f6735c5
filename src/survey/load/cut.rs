//! Cutting a cell that lists several options, when the options are known.
//!
//! An option may hold the very comma that divides options. So the longest option that fits is taken at each place, and what no
//! option fits is kept as words.

use std::collections::HashSet;

/// The options of a list, longest first.
#[derive(Debug, Clone)]
pub(super) struct Cutter {
    options: Vec<(String, u16)>,
    delimiter: char,
    /// Options that other options and delimiters make up as well.
    doubles: HashSet<u16>,
}

impl Cutter {
    /// A cutter for `options`, each with its position; several wordings may have one position.
    pub(super) fn new<'o>(options: impl IntoIterator<Item = (&'o str, u16)>, delimiter: char) -> Self {
        let options = options.into_iter().filter(|(label, _)| !label.is_empty());
        let mut options: Vec<(String, u16)> = options.map(|(label, option)| (label.to_owned(), option)).collect();
        options.sort_by_key(|(label, _)| std::cmp::Reverse(label.len()));
        let mut cutter = Self { options, delimiter, doubles: HashSet::new() };
        cutter.doubles = cutter
            .options
            .iter()
            .filter(|(label, option)| cutter.is_double(label, *option))
            .map(|(_, option)| *option)
            .collect();
        cutter
    }

    /// The options in `cell`, in the order they stand, and the words that are none.
    pub(super) fn cut(&self, cell: &str) -> (Vec<u16>, String) {
        self.cut_without(cell, None)
    }

    /// Every wording with its option.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, u16)> {
        self.options.iter().map(|(way, option)| (way.as_str(), *option))
    }

    /// What divides the options.
    pub(super) fn delimiter(&self) -> char {
        self.delimiter
    }

    /// The longest wording of an option.
    pub(super) fn label(&self, option: u16) -> &str {
        self.options.iter().find(|(_, other)| *other == option).map_or("", |(label, _)| label.as_str())
    }

    /// Whether a cell with these options can be read in two ways.
    pub(super) fn is_ambiguous(&self, chosen: &[u16]) -> bool {
        chosen.iter().any(|option| self.doubles.contains(option))
    }

    /// Whether one option is made of others and delimiters, so that a cell can be read in two ways.
    pub(super) fn has_doubles(&self) -> bool {
        !self.doubles.is_empty()
    }

    fn is_double(&self, label: &str, option: u16) -> bool {
        label.contains(self.delimiter)
            && matches!(self.cut_without(label, Some(option)), (chosen, rest) if rest.is_empty() && chosen.len() > 1)
    }

    fn cut_without(&self, cell: &str, without: Option<u16>) -> (Vec<u16>, String) {
        let mut chosen = Vec::new();
        let mut rest: Vec<&str> = Vec::new();
        let mut left = cell.trim();
        while !left.is_empty() {
            let fits = |(label, option): &(String, u16)| {
                let after = (Some(*option) != without).then(|| self.after(left, label))??;
                Some((after, *option))
            };
            if let Some((after, option)) = self.options.iter().find_map(fits) {
                if !chosen.contains(&option) {
                    chosen.push(option);
                }
                left = after;
                continue;
            }
            let (word, after) = left.split_once(self.delimiter).unwrap_or((left, ""));
            if !word.trim().is_empty() {
                rest.push(word.trim());
            }
            left = after.trim_start();
        }
        let joint = if self.delimiter == ',' { ", ".to_owned() } else { self.delimiter.to_string() };
        (chosen, rest.join(&joint))
    }

    /// What comes after `label` at the start of `left`, when it ends there or a delimiter follows.
    fn after<'c>(&self, left: &'c str, label: &str) -> Option<&'c str> {
        let rest = left.strip_prefix(label)?.trim_start_matches(|c: char| c.is_whitespace() && c != self.delimiter);
        if rest.is_empty() {
            return Some(rest);
        }
        rest.strip_prefix(self.delimiter).map(str::trim_start)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    use super::*;

    const OPTIONS: [&str; 5] = ["Tea", "Tea, with milk", "Coffee, black", "Water", "Water (still, or sparkling)"];

    fn cutter() -> Cutter {
        Cutter::new(OPTIONS.into_iter().zip(0..), ',')
    }

    #[test]
    fn options_that_hold_the_delimiter_are_not_cut() {
        assert_eq!(
            cutter().cut("Tea, with milk, Water, something else, really"),
            (vec![1, 3], "something else, really".to_owned())
        );
        assert_eq!(cutter().cut("Teapot"), (vec![], "Teapot".to_owned()));
        assert_eq!(Cutter::new([("1", 0), ("2", 1)], ';').cut("1;2;"), (vec![0, 1], String::new()));
    }

    #[test]
    fn an_option_made_of_others_makes_a_list_ambiguous() {
        assert!(!cutter().has_doubles());
        let cutter = Cutter::new([("A", 0), ("B", 1), ("A, B", 2)], ',');
        assert!(cutter.has_doubles());
        assert!(cutter.is_ambiguous(&cutter.cut("A, B").0) && !cutter.is_ambiguous(&cutter.cut("B, A").0));
    }

    proptest! {
        #[test]
        fn every_list_of_known_options_is_recovered(
            chosen in subsequence((0..5_u16).collect::<Vec<_>>(), 0..5).prop_shuffle(),
        ) {
            // "Tea" followed by a write-in "with milk" cannot be told from the option; options alone always can.
            let cell: Vec<&str> = chosen.iter().map(|index| OPTIONS[usize::from(*index)]).collect();
            prop_assert_eq!(cutter().cut(&cell.join(", ")), (chosen, String::new()));
        }

        #[test]
        fn any_cell_is_cut_without_a_panic(cell in "[TeaW,; é]{0,30}") {
            let (chosen, rest) = cutter().cut(&cell);
            prop_assert!(chosen.len() <= OPTIONS.len() && rest.len() <= cell.len() * 2);
        }
    }
}
