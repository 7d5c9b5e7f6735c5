//! The yardstick: the same table of five million by a plain loop over arrays of codes and weights, which knows nothing of missing
//! answers, of totals or of squares.

use std::error::Error;
use std::thread;

use crate::measure::Results;
use crate::options::Options;
use crate::respondents::{AGES, people};

/// Cells of a table: how many, and their weight.
type Cells = [(u64, f64); 256];

/// Everybody as arrays.
struct Arrays {
    regions: Vec<u8>,
    ages: Vec<u8>,
    weights: Vec<f64>,
    matching: Vec<u32>,
}

/// Measures both tables and writes the results.
pub(crate) fn run(options: &Options) -> Result<String, Box<dyn Error>> {
    let arrays = arrays();
    let mut results = Results::new(format!("plain_loop_5m_t{}", options.threads), options.reps);
    let threads = options.threads.get();
    let all = results
        .time(&["xtab_all"], || Ok(in_parts(arrays.ages.len(), threads, |from, to| everybody(&arrays, from, to))))?;
    let some = results.time(&["xtab_filter"], || {
        Ok(in_parts(arrays.matching.len(), threads, |from, to| matching(&arrays, from, to)))
    })?;
    results.note("people", vec![sum(&all), sum(&some)]);
    results.save(&options.folder)
}

fn arrays() -> Arrays {
    let mut arrays = Arrays { regions: Vec::new(), ages: Vec::new(), weights: Vec::new(), matching: Vec::new() };
    for (person, at) in people().zip(0..) {
        arrays.regions.push(person.region);
        arrays.ages.push(person.age);
        arrays.weights.push(person.weight);
        arrays.matching.extend(person.matches().then_some(at));
    }
    arrays
}

fn everybody(arrays: &Arrays, from: usize, to: usize) -> Cells {
    let mut cells = [(0, 0.0); 256];
    let (regions, ages, weights) = (&arrays.regions[from..to], &arrays.ages[from..to], &arrays.weights[from..to]);
    for ((region, age), weight) in regions.iter().zip(ages).zip(weights) {
        let cell = &mut cells[usize::from(region * (AGES + 1) + age)];
        cell.0 += 1;
        cell.1 += weight;
    }
    cells
}

fn matching(arrays: &Arrays, from: usize, to: usize) -> Cells {
    let mut cells = [(0, 0.0); 256];
    for person in &arrays.matching[from..to] {
        let at = *person as usize;
        let cell = &mut cells[usize::from(arrays.regions[at] * (AGES + 1) + arrays.ages[at])];
        cell.0 += 1;
        cell.1 += arrays.weights[at];
    }
    cells
}

fn in_parts(all: usize, threads: usize, count: impl Fn(usize, usize) -> Cells + Sync) -> Cells {
    let length = all.div_ceil(threads);
    let part = |at: usize| count(all.min(at * length), all.min((at + 1) * length));
    let mut cells = [(0, 0.0); 256];
    let parts: Vec<Cells> = thread::scope(|scope| {
        let part = &part;
        let others: Vec<_> = (1..threads).map(|at| scope.spawn(move || part(at))).collect();
        let mut parts = vec![part(0)];
        parts.extend(others.into_iter().filter_map(|other| other.join().ok()));
        parts
    });
    for part in &parts {
        for (sum, more) in cells.iter_mut().zip(part) {
            *sum = (sum.0 + more.0, sum.1 + more.1);
        }
    }
    cells
}

fn sum(cells: &Cells) -> u64 {
    cells.iter().map(|(count, _)| count).sum()
}
