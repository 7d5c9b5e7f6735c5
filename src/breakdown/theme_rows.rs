//! The rows of themes: whoever was given any code of a theme, each person once, and whoever was given none.

use std::collections::BTreeMap;

use crate::breakdown::BaseRule;
use crate::breakdown::base::{column_base, minus};
use crate::breakdown::columns::ColumnPlan;
use crate::breakdown::net_rows::NetCounts;
use crate::breakdown::plan::Purpose;
use crate::breakdown::table::{Bounds, Cell, Column, Filed, Row};
use crate::breakdown::tabulate::cell;
use crate::breakdown::themes::{NO_THEME, ThemeFrame};
use crate::engine::{Distribution, Tally};
use crate::survey::Question;

/// What is said of people without any theme.
const NO_THEME_LABEL: &str = "No theme";

impl NetCounts<'_> {
    /// One row for each theme, and one for people whose answers have none.
    pub(super) fn theme_rows(
        &self,
        frame: &ThemeFrame,
        question: &Question,
        plans: &[ColumnPlan],
        columns: &[Column],
    ) -> Vec<Row> {
        let wrote: Vec<Tally> =
            plans.iter().map(|plan| column_base(&plan.counts, question, BaseRule::Answered).base).collect();
        let counts = Counts { nets: self, frame, plans, wrote: &wrote };
        let themes = frame.rows.iter().map(|theme| {
            let tallies = counts.tallies(&theme.codes);
            let filed = (theme.codes.len() > 1).then(|| counts.filed(&theme.codes, true));
            let row = row(&theme.id, &theme.label, counts.cells(&tallies, &theme.codes, columns), filed);
            let code = if let [code] = theme.codes[..] { Some(code) } else { None };
            Row { code, members: theme.members.clone(), ..row }
        });
        let any = counts.tallies(&frame.codes);
        let none: Vec<Tally> = wrote.iter().zip(&any).map(|(wrote, any)| minus(*wrote, *any)).collect();
        let cells = counts.cells(&none, &frame.codes, columns);
        themes.chain([row(NO_THEME, NO_THEME_LABEL, cells, Some(counts.filed(&frame.codes, false)))]).collect()
    }
}

fn row(id: &str, label: &str, cells: Vec<Cell>, filed: Option<Filed>) -> Row {
    Row {
        id: id.to_owned(),
        label: label.to_owned(),
        code: None,
        members: Vec::new(),
        reason: None,
        span: None,
        cells,
        filed,
    }
}

/// Who was given any of some codes, by column.
struct Counts<'a> {
    nets: &'a NetCounts<'a>,
    frame: &'a ThemeFrame,
    plans: &'a [ColumnPlan],
    /// Whoever wrote anything.
    wrote: &'a [Tally],
}

impl Counts<'_> {
    fn tallies(&self, codes: &[u16]) -> Vec<Tally> {
        if let [code] = codes {
            let one = |plan: &ColumnPlan| match &plan.counts.answers {
                Distribution::Codes(codes) => codes.get(code).copied().unwrap_or_default(),
                _ => Tally::default(),
            };
            return self.plans.iter().map(one).collect();
        }
        let net = self.nets.plan.nets.iter().position(|net| net.members == codes);
        let counted = net.and_then(|net| self.nets.counted_columns(Purpose::Net(net))).unwrap_or_default();
        let counted: BTreeMap<_, Tally> =
            counted.into_iter().map(|(path, column)| ((column.block, options(&path)), column.respondents)).collect();
        let here = |plan: &ColumnPlan| counted.get(&(plan.counts.block, options(&plan.path))).copied();
        self.plans.iter().map(|plan| here(plan).unwrap_or_default()).collect()
    }

    /// The cells of a row that counts those with any of some codes, or all but them.
    fn cells(&self, counted: &[Tally], codes: &[u16], columns: &[Column]) -> Vec<Cell> {
        let cells = counted.iter().zip(columns).map(|(tally, column)| cell(*tally, column));
        if codes.len() < 2 {
            return cells.collect();
        }
        let whole = self.tallies(codes);
        let parts: Vec<Vec<Tally>> = self.frame.parts(codes).iter().map(|part| self.tallies(part)).collect();
        let bounds = |at: usize| {
            let parts: Vec<u64> = parts.iter().filter_map(|tallies| tallies.get(at)).map(|tally| tally.n).collect();
            Some(Bounds::of(whole.get(at)?.n, self.wrote.get(at)?.n, &parts))
        };
        cells.enumerate().map(|(at, cell)| Cell { bounds: bounds(at), ..cell }).collect()
    }

    fn filed(&self, codes: &[u16], any: bool) -> Filed {
        Filed { codes: codes.to_vec(), any, parts: self.frame.parts(codes) }
    }
}

fn options(path: &[crate::breakdown::PathPart]) -> Vec<Option<u16>> {
    path.iter().map(|part| part.option).collect()
}
