//! The base of a shown table in words.

use crate::breakdown::BaseRule;
use crate::breakdown::disclosure::left_out::reason_words;
use crate::breakdown::disclosure::shown::{ShownBase, ShownColumn, ShownTable};
use crate::breakdown::rounding::{format_count, format_percent};

impl ShownBase {
    /// How many of all left a comment, where that may be told of those who answered: `180 of 750 people (24%) left a comment.`
    pub(super) fn commented(&self, columns: &[ShownColumn]) -> Option<String> {
        let wrote = columns.iter().find(|column| column.block.is_none())?.unweighted_base?;
        let others: u64 = self.excluded.values().copied().sum::<Option<u64>>()?;
        let all = wrote + others;
        let (percent, wrote, all) = (format_percent(wrote, all), format_count(wrote), format_count(all));
        (self.rule == BaseRule::Answered).then(|| format!("{wrote} of {all} people ({percent}%) left a comment."))
    }
}

impl ShownTable {
    /// The base in words and numbers: `everyone asked who gave an answer (332 of 360; 21 left blank, 7 preferred not to say)`.
    pub fn base_words(&self) -> String {
        let total = self.columns.iter().find(|column| column.block.is_none());
        let Some(base) = total.and_then(|column| column.unweighted_base) else {
            return format!("{} ([c])", self.base.definition);
        };
        let excluded = &self.base.excluded;
        let all_hidden = !excluded.is_empty() && excluded.values().all(Option::is_none);
        let left_out: Vec<String> = if all_hidden {
            vec!["some left out".to_owned()]
        } else {
            excluded.iter().map(|(reason, n)| reason_words(*reason, *n)).collect()
        };
        let known: Option<u64> = self.base.excluded.values().copied().sum();
        let of = known
            .filter(|n| *n > 0 && self.base.rule != BaseRule::Ticks)
            .map(|n| format!(" of {}", format_count(base + n)));
        let tail = if left_out.is_empty() { String::new() } else { format!("; {}", left_out.join(", ")) };
        format!("{} ({}{}{tail})", self.base.definition, format_count(base), of.unwrap_or_default())
    }
}
