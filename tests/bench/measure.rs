//! Timing, processor time and memory, written in the shape of the other engines' results.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

/// No more runs of one thing are begun after this long.
const BUDGET: Duration = Duration::from_secs(6);
/// Runs before the first that counts.
const WARM: usize = 2;

/// One thing that was timed.
struct Timed {
    milliseconds: Vec<f64>,
    /// Processor time of all runs together.
    processor: f64,
}

/// The results of one engine.
pub(crate) struct Results {
    engine: String,
    reps: usize,
    groups: BTreeMap<String, Vec<Timed>>,
    notes: Map<String, Value>,
}

impl Results {
    /// Those of the engine called `engine`, each thing timed `reps` times.
    pub(crate) fn new(engine: String, reps: usize) -> Self {
        Self { engine, reps, groups: BTreeMap::new(), notes: Map::new() }
    }

    /// Times `run` as one thing of each of `groups`; gives what it gave.
    pub(crate) fn time<T>(
        &mut self,
        groups: &[&str],
        mut run: impl FnMut() -> Result<T, Box<dyn Error>>,
    ) -> Result<T, Box<dyn Error>> {
        let mut last = run()?;
        for _ in 1..WARM {
            last = run()?;
        }
        let (began, before) = (Instant::now(), processor_time());
        let mut milliseconds = Vec::new();
        while milliseconds.len() < self.reps.max(1) && began.elapsed() < BUDGET {
            let start = Instant::now();
            last = run()?;
            milliseconds.push(start.elapsed().as_secs_f64() * 1e3);
        }
        let processor = processor_time() - before;
        for group in groups {
            let timed = Timed { milliseconds: milliseconds.clone(), processor };
            self.groups.entry((*group).to_owned()).or_default().push(timed);
        }
        Ok(last)
    }

    /// Notes something beside the times.
    pub(crate) fn note(&mut self, name: &str, value: impl Into<Value>) {
        self.notes.insert(name.to_owned(), value.into());
    }

    /// Notes the memory the process holds now, and at most held: all of it, and without the pages of files the system may take
    /// back.
    pub(crate) fn note_memory(&mut self, when: &str) {
        for (name, field) in [("rss", "VmRSS"), ("own", "RssAnon"), ("peak", "VmHWM")] {
            self.note(&format!("{name}_{when}_mb"), status(field).map_or(Value::Null, Value::from));
        }
    }

    /// Writes `result_<engine>.json` into `folder`.
    pub(crate) fn save(mut self, folder: &Path) -> Result<String, Box<dyn Error>> {
        let groups: Map<String, Value> =
            self.groups.iter().map(|(group, timed)| (group.clone(), summary(timed))).collect();
        let mut whole = Map::new();
        whole.insert("engine".to_owned(), json!(self.engine));
        whole.insert("q".to_owned(), Value::Object(groups));
        whole.append(&mut self.notes);
        let text = serde_json::to_string_pretty(&Value::Object(whole))?;
        fs::write(folder.join(format!("result_{}.json", self.engine)), &text)?;
        Ok(text)
    }
}

fn summary(timed: &[Timed]) -> Value {
    let medians: Vec<f64> = timed.iter().map(|timed| at(&timed.milliseconds, 0.5)).collect();
    let bests: Vec<f64> = timed.iter().map(|timed| at(&timed.milliseconds, 0.0)).collect();
    let pool: Vec<f64> = timed.iter().flat_map(|timed| timed.milliseconds.iter().copied()).collect();
    let processor = timed.iter().map(|timed| timed.processor).sum::<f64>() / count(pool.len());
    json!({
        "n": timed.len(),
        "median_ms": round(at(&medians, 0.5)),
        "p50_ms": round(at(&pool, 0.5)),
        "p99_ms": round(at(&pool, 0.99)),
        "best_ms": round(at(&bests, 0.5)),
        "cpu_ms": round(processor),
        "max_med_ms": round(at(&medians, 1.0)),
        "medians": medians.into_iter().map(round).collect::<Vec<_>>(),
    })
}

/// The value below which a share of all lies, between the two nearest.
pub(crate) fn at(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = share * count(sorted.len().saturating_sub(1));
    let index = (0..sorted.len()).rev().find(|index| count(*index) <= place).unwrap_or_default();
    let (low, high) = (sorted.get(index).copied(), sorted.get(index + 1).copied());
    let low = low.unwrap_or(f64::NAN);
    high.map_or(low, |high| low + (high - low) * (place - count(index)))
}

fn round(value: f64) -> f64 {
    (value * 1e3).round() / 1e3
}

#[expect(clippy::cast_precision_loss, reason = "nothing is timed so often")]
fn count(count: usize) -> f64 {
    count as f64
}

/// The processor time of this process so far in milliseconds, in steps of ten; nothing where the system does not say.
fn processor_time() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() * 10.0
}

/// Megabytes of a line in the process's status.
fn status(field: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}
