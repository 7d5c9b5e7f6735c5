//! What claims about the differences of a table rest on: how people came to be in the survey, who is in two columns at once, and how
//! they were drawn.

use std::collections::BTreeMap;

use crate::breakdown::base::column_base;
use crate::breakdown::columns::ColumnPlan;
use crate::breakdown::nets::Net;
use crate::breakdown::plan::{Purpose, drawn_by};
use crate::breakdown::rows::{RowPlan, tally};
use crate::breakdown::{BaseRule, BreakdownRequest, Plan};
use crate::corpus::{Source, SurveyKind};
use crate::engine::{Crosstab, CrosstabColumn, Tally};
use crate::stats::design::{Stratum, Weighed};
use crate::survey::{Question, Questionnaire};

/// What the differences of a table can be judged by.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// Whether the figures are estimates of more people than answered, so that chance can be reckoned with.
    pub(super) estimates: bool,
    /// Whether intervals are shown.
    pub(super) intervals: bool,
    /// How many took part, whatever the filters; 0 where nobody asked.
    pub(super) drawn: u64,
    /// Who is in two columns at once, by the positions of the columns.
    pub(super) shared: BTreeMap<(usize, usize), Counts>,
    /// The columns by how their people were drawn; empty for a simple sample.
    pub(super) units: Vec<Unit>,
    /// The strata of the sample, where it has any.
    pub(super) strata: Vec<Stratum>,
}

impl Evidence {
    /// Whether it says who is in two columns at once, or how people were drawn.
    pub(super) fn is_of_people(&self) -> bool {
        !self.shared.is_empty() || !self.units.is_empty()
    }

    /// Forgets that, and with it every claim that rests on it.
    pub(super) fn forget(&mut self) {
        *self = Self { drawn: self.drawn, ..Self::default() };
    }
}

/// People of a base and, by row, those of them that are counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Counts {
    pub(super) base: Weighed,
    pub(super) rows: Vec<Weighed>,
}

/// The people of one column who were drawn in one cluster of one stratum.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    pub(super) column: usize,
    pub(super) stratum: usize,
    pub(super) cluster: Option<usize>,
    pub(super) counts: Counts,
}

/// What evidence is gathered from.
pub(super) struct EvidenceCounts<'a> {
    pub(super) request: &'a BreakdownRequest,
    pub(super) source: &'a Source,
    pub(super) plan: &'a Plan,
    pub(super) counted: &'a [Crosstab],
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) question: &'a Question,
    pub(super) rule: BaseRule,
}

impl EvidenceCounts<'_> {
    pub(super) fn evidence(&self, rows: &[RowPlan], columns: &[ColumnPlan]) -> Evidence {
        let kind = self.source.survey_kind.unwrap_or(SurveyKind::Unknown);
        let estimates = matches!(kind, SurveyKind::Probability | SurveyKind::Census);
        let everybody = self.plan.counted(Purpose::Everybody, self.counted);
        let drawn = everybody.and_then(|counted| counted.columns.first()).map_or(0, |total| total.respondents.n);
        let mut evidence = Evidence {
            estimates,
            intervals: self.request.intervals.unwrap_or(estimates),
            drawn,
            shared: self.shared(rows, columns),
            ..Evidence::default()
        };
        if let (Some(everybody), Some(counted)) = (everybody, self.plan.counted(Purpose::Drawn, self.counted)) {
            self.draw(&mut evidence, everybody, counted, rows, columns);
        }
        evidence
    }

    /// Who is in two columns of one block at once.
    fn shared(&self, rows: &[RowPlan], columns: &[ColumnPlan]) -> BTreeMap<(usize, usize), Counts> {
        let mut shared = BTreeMap::new();
        for block in 0..self.plan.main.banner.len() {
            let Some(counted) = self.plan.counted(Purpose::Overlap(block), self.counted) else { continue };
            let at = |option: Option<u16>| {
                let is_here = |plan: &ColumnPlan| {
                    plan.counts.block == Some(block) && plan.path.first().is_some_and(|part| part.option == option)
                };
                option.and_then(|_| columns.iter().position(is_here))
            };
            for column in counted.columns.iter().filter(|column| column.block.is_some()) {
                if let [one, other] = column.path[..]
                    && let (Some(one), Some(other)) = (at(one), at(other))
                    && one < other
                {
                    shared.insert((one, other), self.counts(column, rows));
                }
            }
        }
        shared
    }

    fn counts(&self, column: &CrosstabColumn, rows: &[RowPlan]) -> Counts {
        let answered = || column_base(column, self.question, BaseRule::Answered).base;
        let mut counts: Vec<Weighed> = rows.iter().map(|row| weighed(tally(row, column, answered))).collect();
        // A net or theme that must be counted is not known here, and so is never tested.
        if !Net::must_be_counted(self.question) {
            for net in &self.plan.nets {
                let is_member = |row: &RowPlan| row.code().is_some_and(|code| net.members.contains(&code));
                let members: Vec<Weighed> =
                    rows.iter().zip(&counts).filter(|(row, _)| is_member(row)).map(|(_, counted)| *counted).collect();
                if members.len() > 1 {
                    counts.push(members.into_iter().fold(Weighed::default(), Weighed::plus));
                }
            }
        }
        Counts { base: weighed(column_base(column, self.question, self.rule).base), rows: counts }
    }

    /// The strata and clusters, and the columns by them.
    fn draw(
        &self,
        evidence: &mut Evidence,
        everybody: &Crosstab,
        counted: &Crosstab,
        rows: &[RowPlan],
        columns: &[ColumnPlan],
    ) {
        let drawn_by = drawn_by(&self.source.design, self.questionnaire);
        let by_strata = self.source.design.strata.is_some();
        let clustered = self.source.design.cluster.is_some();
        let place = |path: &[Option<u16>]| -> (Option<u16>, Option<u16>) {
            match path {
                [stratum, cluster] => (*stratum, *cluster),
                [one] if by_strata => (*one, None),
                [one] => (None, *one),
                _ => (None, None),
            }
        };
        let mut strata: BTreeMap<Option<u16>, u64> = BTreeMap::new();
        for column in everybody.columns.iter().filter(|column| column.block.is_some() && column.respondents.n > 0) {
            let (stratum, _) = place(&column.path);
            *strata.entry(stratum).or_default() += if clustered { 1 } else { column.respondents.n };
        }
        let population = |stratum: Option<u16>| self.population(stratum?, drawn_by.first().copied()?);
        let sound = |stratum: &Option<u16>| population(*stratum).filter(|_| by_strata);
        evidence.strata =
            strata.iter().map(|(stratum, drawn)| Stratum { drawn: *drawn, population: sound(stratum) }).collect();
        let order: Vec<Option<u16>> = strata.keys().copied().collect();
        for column in counted.columns.iter().filter(|column| column.block.is_some() && column.respondents.n > 0) {
            let split = column.path.len().saturating_sub(drawn_by.len());
            let (own, drawn) = column.path.split_at(split);
            let block = column.block.and_then(|block| block.checked_sub(1));
            let is_here = |plan: &ColumnPlan| {
                plan.counts.block == block && plan.path.iter().map(|part| part.option).eq(own.iter().copied())
            };
            let (stratum, cluster) = place(drawn);
            if let (Some(at), Some(stratum)) =
                (columns.iter().position(is_here), order.iter().position(|known| *known == stratum))
            {
                let cluster = clustered.then(|| cluster.map_or(usize::MAX, usize::from));
                evidence.units.push(Unit { column: at, stratum, cluster, counts: self.counts(column, rows) });
            }
        }
    }

    /// How many people live in a stratum, where the record says so by its id or label.
    fn population(&self, stratum: u16, question: usize) -> Option<f64> {
        let option = self.questionnaire.questions.get(question)?.options.get(usize::from(stratum))?;
        let known = &self.source.design.population;
        let n = known.get(&option.id).or_else(|| known.get(&option.label))?;
        Some(crate::stats::people(*n))
    }
}

fn weighed(tally: Tally) -> Weighed {
    Weighed { n: tally.n, weight: tally.weight, squared: tally.weight_squared }
}
