//! The base of a shown table in words.

use crate::breakdown::BaseRule;
use crate::breakdown::disclosure::left_out::reason_words;
use crate::breakdown::disclosure::shown::ShownTable;

impl ShownTable {
    /// The base in words and numbers: `everyone asked who gave an answer (332 of 360; 21 left blank, 7 preferred not to say)`.
    pub fn base_words(&self) -> String {
        let total = self.columns.iter().find(|column| column.block.is_none());
        let Some(base) = total.and_then(|column| column.unweighted_base) else {
            return format!("{} ([c])", self.base.definition);
        };
        let left_out: Vec<String> = self.base.excluded.iter().map(|(reason, n)| reason_words(*reason, *n)).collect();
        let known: Option<u64> = self.base.excluded.values().copied().sum();
        let of = known.filter(|n| *n > 0 && self.base.rule != BaseRule::Ticks).map(|n| format!(" of {}", base + n));
        let tail = if left_out.is_empty() { String::new() } else { format!("; {}", left_out.join(", ")) };
        format!("{} ({base}{}{tail})", self.base.definition, of.unwrap_or_default())
    }
}
