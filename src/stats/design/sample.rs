//! The respondents of a survey and how they were drawn.

use std::collections::{BTreeMap, BTreeSet};

use super::{Defined, Undefined, Weighed};
use crate::stats::count::{count, people};

/// A part of the population that was sampled apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stratum {
    /// How many were drawn in the whole file: clusters, or people where there are no clusters. Those outside every base
    /// count too.
    pub drawn: u64,
    /// How many there were to draw from, for the finite population correction; none leaves it out.
    pub population: Option<f64>,
}

/// People who are the same in everything that is asked of them, in one stratum and, where there are clusters, in one
/// cluster.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Which stratum, by position.
    pub stratum: usize,
    /// Which cluster of the stratum; `None` where people were drawn one by one.
    pub cluster: Option<usize>,
    /// The people.
    pub people: Weighed,
}

/// How the records of [`Sample::of_records`] were drawn; each list is as long as there are records.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plan<'a> {
    /// The stratum of each record, by position; all one stratum without.
    pub strata: Option<&'a [usize]>,
    /// The cluster of each record within its stratum; drawn one by one without.
    pub clusters: Option<&'a [usize]>,
    /// The population of each stratum, by position; no finite population correction without.
    pub population: Option<&'a [f64]>,
}

/// The respondents of a survey and how they were drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    strata: Vec<Stratum>,
    cells: Vec<Cell>,
}

impl Sample {
    /// A sample of counted cells. People outside every base of interest need no cell, as the strata say how many were
    /// drawn.
    ///
    /// # Errors
    /// [`Undefined::BadInput`] for a cell of no stratum, cells with and without clusters together, weights below 0,
    /// more drawn than there were, or more people or clusters in the cells of a stratum than were drawn.
    pub fn of_cells(strata: Vec<Stratum>, cells: Vec<Cell>) -> Defined<Self> {
        let sample = Self { strata, cells };
        let clustered = sample.cells.iter().filter(|cell| cell.cluster.is_some()).count();
        let sound = (clustered == 0 || clustered == sample.cells.len())
            && sample.cells.iter().all(|cell| cell.people.is_sound())
            && sample.cells.iter().all(|cell| cell.stratum < sample.strata.len())
            && sample.strata.iter().zip(sample.units()).all(|(stratum, units)| units <= stratum.drawn)
            && sample.strata.iter().all(|stratum| stratum.population.is_none_or(|most| most >= people(stratum.drawn)));
        if sound { Ok(sample) } else { Err(Undefined::BadInput) }
    }

    /// A simple sample, with or without weights, of counted cells; `drawn` people in the whole file.
    ///
    /// # Errors
    /// As [`Sample::of_cells`].
    pub fn of_counts(drawn: u64, cells: impl IntoIterator<Item = Weighed>) -> Defined<Self> {
        let cell = |people| Cell { stratum: 0, cluster: None, people };
        Self::of_cells(vec![Stratum { drawn, population: None }], cells.into_iter().map(cell).collect())
    }

    /// The whole file, record by record: cell i is record i.
    ///
    /// # Errors
    /// As [`Sample::of_cells`], and [`Undefined::BadInput`] when a list of the plan is too short, or a stratum beyond
    /// the populations or the number of records.
    pub fn of_records(weights: &[f64], plan: Plan<'_>) -> Defined<Self> {
        let cell = |(at, weight): (usize, &f64)| {
            let stratum = plan.strata.map_or(Some(0), |strata| strata.get(at).copied())?;
            let cluster = plan.clusters.map_or(Some(None), |clusters| clusters.get(at).copied().map(Some))?;
            Some(Cell { stratum, cluster, people: Weighed::one(*weight) })
        };
        let cells: Option<Vec<Cell>> = weights.iter().enumerate().map(cell).collect();
        let mut sample = Self { strata: Vec::new(), cells: cells.ok_or(Undefined::BadInput)? };
        let strata = sample.cells.iter().map(|cell| cell.stratum + 1).max().unwrap_or(0);
        if strata > plan.population.map_or(sample.cells.len(), <[f64]>::len) {
            return Err(Undefined::BadInput);
        }
        sample.strata = vec![Stratum { drawn: 0, population: None }; strata];
        for (at, drawn) in sample.units().into_iter().enumerate() {
            let population =
                plan.population.map(|sizes| sizes.get(at).copied().ok_or(Undefined::BadInput)).transpose()?;
            if let Some(stratum) = sample.strata.get_mut(at) {
                *stratum = Stratum { drawn, population };
            }
        }
        Self::of_cells(sample.strata, sample.cells)
    }

    /// The cells, in the order given.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The strata, in the order given.
    pub(super) fn strata(&self) -> &[Stratum] {
        &self.strata
    }

    /// Everybody in the cells that are in `base`, one flag a cell; cells beyond its end are out.
    pub fn total(&self, base: &[bool]) -> Weighed {
        self.inside(base).fold(Weighed::default(), |sum, cell| sum.plus(cell.people))
    }

    /// Degrees of freedom of a base: clusters (or people) in it less strata with any, counting only who weighs
    /// something; R's `degf`.
    pub fn freedom(&self, base: &[bool]) -> f64 {
        let weighing = || self.inside(base).filter(|cell| cell.people.weight > 0.0);
        let strata: BTreeSet<usize> = weighing().map(|cell| cell.stratum).collect();
        let clusters: BTreeSet<(usize, usize)> =
            weighing().filter_map(|cell| Some((cell.stratum, cell.cluster?))).collect();
        let alone = weighing().filter(|cell| cell.cluster.is_none()).map(|cell| people(cell.people.n));
        count(clusters.len()) + alone.sum::<f64>() - count(strata.len())
    }

    fn inside(&self, base: &[bool]) -> impl Iterator<Item = &Cell> {
        self.cells.iter().zip(base).filter_map(|(cell, within)| within.then_some(cell))
    }

    /// How many units each stratum's cells hold: people, or distinct clusters.
    fn units(&self) -> Vec<u64> {
        let mut alone = BTreeMap::<usize, u64>::new();
        let mut clusters = BTreeMap::<usize, BTreeSet<usize>>::new();
        for cell in &self.cells {
            if let Some(cluster) = cell.cluster {
                clusters.entry(cell.stratum).or_default().insert(cluster);
            } else {
                let people = alone.entry(cell.stratum).or_default();
                *people = people.saturating_add(cell.people.n);
            }
        }
        let distinct = |at| clusters.get(&at).map_or(0, |distinct| u64::try_from(distinct.len()).unwrap_or(u64::MAX));
        (0..self.strata.len()).map(|at| alone.get(&at).copied().unwrap_or(0).saturating_add(distinct(at))).collect()
    }
}
