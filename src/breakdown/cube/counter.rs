//! Everybody, or those who answered a question, counted by the dimensions.

use std::collections::{BTreeMap, BTreeSet};

use crate::breakdown::base::{column_base, meaning};
use crate::breakdown::{BaseRule, drawn_by, whole_question};
use crate::corpus::Source;
use crate::engine::{Crosstab, MOST_COLUMNS, TabulateRequest};
use crate::survey::{Category, Class, Merging, Questionnaire};

use super::PublicCube;
use super::categories::{audited, is_ordered, shown, shown_alone};
use super::groups::{Atom, Counts, Division, Divisions};

/// Counts everybody by the dimensions.
pub(super) struct Counter<'a, F> {
    pub(super) source: &'a Source,
    pub(super) questionnaire: &'a Questionnaire,
    /// The question that those counted answered; everybody is counted where there is none.
    pub(super) among: Option<usize>,
    pub(super) count: F,
}

impl<E, F: Fn(&TabulateRequest) -> Result<Crosstab, E>> Counter<'_, F> {
    /// What is public of divisions that are settled, and of those pairs of them that `may` be together.
    pub(super) fn cube(
        &self,
        dimensions: Vec<usize>,
        divisions: Divisions,
        may: impl Fn(&Vec<usize>) -> bool,
    ) -> Result<PublicCube, E> {
        let merging = |categories: fn(&Division, &Questionnaire) -> Vec<Category>| {
            let categories = divisions.all.iter().flat_map(|division| categories(division, self.questionnaire));
            Merging::of(self.questionnaire, categories.collect())
        };
        let mut cube = PublicCube {
            audited: merging(audited),
            shown: merging(shown),
            shown_alone: merging(shown_alone),
            dimensions,
            divisions: Vec::new(),
            pairs: self.pairs(&divisions, may)?,
            nests: BTreeMap::new(),
        };
        cube.note_nests(&divisions);
        cube.divisions = divisions.all;
        Ok(cube)
    }

    /// The same without questions of opinion that few gave an answer to. That answer may be seen in a row; as a column it would be
    /// hidden, and with it in the row.
    pub(super) fn without_rare_opinions(&self, mut dimensions: Vec<usize>, few: u64) -> Result<Vec<usize>, E> {
        let blocks: Vec<Vec<usize>> = dimensions.iter().map(|at| vec![*at]).collect();
        let counted = self.crossed(&blocks)?;
        let mut counted = counted.iter();
        dimensions.retain(|at| {
            let is_rare =
                |(atoms, people): (&Vec<Atom>, &u64)| atoms.iter().all(Option::is_some) && (1..few).contains(people);
            let rare = counted.next().is_some_and(|counts| counts.iter().any(is_rare));
            let opinion =
                self.questionnaire.questions.get(*at).is_some_and(|question| question.class == Class::Opinion);
            !(opinion && rare)
        });
        Ok(dimensions)
    }

    /// The dimensions, and everybody by each two of them.
    pub(super) fn divisions(&self, dimensions: &[usize], few: u64) -> Result<Divisions, E> {
        let flat = dimensions.iter().map(|at| vec![*at]);
        let pairs = dimensions
            .iter()
            .enumerate()
            .flat_map(|(at, one)| dimensions.iter().skip(at + 1).map(move |other| vec![*one, *other]));
        let blocks: Vec<Vec<usize>> = flat.chain(pairs).collect();
        let mut counted = self.crossed(&blocks)?.into_iter();
        let flat: Vec<Counts> = counted.by_ref().take(dimensions.len()).collect();
        let places = (0..dimensions.len()).flat_map(|one| (one + 1..dimensions.len()).map(move |other| (one, other)));
        let all = dimensions.iter().zip(&flat).filter_map(|(at, counts)| self.division(*at, counts));
        Ok(Divisions::of(all.collect(), places.zip(counted).collect(), few))
    }

    fn division(&self, dimension: usize, counts: &Counts) -> Option<Division> {
        let question = self.questionnaire.questions.get(dimension)?;
        let said = (0..=u16::MAX).zip(&question.options).filter(|(_, option)| option.meaning.is_none());
        let mut sizes: BTreeMap<Atom, u64> = said.map(|(code, _)| (Some(code), 0)).collect();
        for (atoms, people) in counts {
            *sizes.entry(atoms.first().copied().flatten()).or_default() += people;
        }
        let may_merge = !drawn_by(&self.source.design, self.questionnaire).contains(&dimension);
        Some(Division::of(dimension, is_ordered(question), may_merge, sizes))
    }

    /// Those who are counted, by each block of questions.
    fn crossed(&self, blocks: &[Vec<usize>]) -> Result<Vec<Counts>, E> {
        let asked = self.among.unwrap_or_else(|| blocks.iter().flatten().copied().next().unwrap_or(0));
        let request = TabulateRequest { banner: blocks.to_vec(), ..whole_question(&self.source.id, asked) };
        let counted = (self.count)(&request)?;
        let question = self.among.and_then(|at| self.questionnaire.questions.get(at));
        let mut found = vec![Counts::new(); blocks.len()];
        for column in &counted.columns {
            let Some((block, counts)) = column.block.and_then(|at| Some((blocks.get(at)?, found.get_mut(at)?))) else {
                continue;
            };
            let atoms = block.iter().zip(&column.path).map(|(at, code)| self.atom(*at, *code)).collect();
            let people = match question {
                Some(question) => column_base(column, question, BaseRule::usual(question)).base.n,
                None => column.respondents.n,
            };
            *counts.entry(atoms).or_default() += people;
        }
        Ok(found)
    }

    /// How many columns a question makes, "not stated" included.
    fn columns(&self, question: usize) -> usize {
        self.questionnaire.questions.get(question).map_or(0, |question| question.options.len()) + 1
    }

    /// An answer, unless it stands for a reason to give none.
    fn atom(&self, question: usize, code: Option<u16>) -> Atom {
        let question = self.questionnaire.questions.get(question)?;
        code.filter(|code| meaning(question, *code).is_none())
    }

    /// The dimensions that may divide people together: every group of theirs is of enough, and so is what is left of such groups when
    /// those of a third dimension, or of two others, are taken from them.
    fn pairs(&self, divisions: &Divisions, may: impl Fn(&Vec<usize>) -> bool) -> Result<BTreeSet<Vec<usize>>, E> {
        let all = &divisions.all;
        let large = (0..all.len()).flat_map(|one| (one + 1..all.len()).map(move |other| [one, other]));
        let large: Vec<[usize; 2]> = large
            .filter(|[one, other]| may(&vec![all[*one].question, all[*other].question]))
            .filter(|[one, other]| divisions.are_large(*one, *other))
            .filter(|[one, other]| (all[*one].groups.len() + 1) * (all[*other].groups.len() + 1) <= MOST_COLUMNS)
            .collect();
        let mut kept: BTreeSet<Vec<usize>> = BTreeSet::new();
        for [one, other] in large {
            let thirds = (0..all.len()).filter(|third| ![one, other].contains(third));
            let mut is_safe = true;
            for third in thirds {
                let block = vec![all[third].question, all[one].question, all[other].question];
                if block.iter().map(|at| self.columns(*at)).product::<usize>() > MOST_COLUMNS {
                    // What cannot be counted cannot be found safe.
                    is_safe = false;
                    break;
                }
                let counts = self.crossed(&[block])?;
                // In the counts the third stands first.
                let beside = |pair: [usize; 2], places: [usize; 2]| {
                    let sorted = vec![pair[0].min(pair[1]), pair[0].max(pair[1])];
                    kept.contains(&sorted).then(|| places.to_vec())
                };
                let others: Vec<Vec<usize>> = std::iter::once(vec![0])
                    .chain(beside([third, one], [0, 1]))
                    .chain(beside([third, other], [0, 2]))
                    .collect();
                is_safe &= counts
                    .first()
                    .is_some_and(|counts| divisions.is_safe(counts, &[third, one, other], &[1, 2], &others));
            }
            if is_safe {
                kept.insert(vec![one, other]);
            }
        }
        let question = |at: &usize| all[*at].question;
        Ok(kept.iter().map(|pair| pair.iter().map(question).collect()).collect())
    }
}
