//! Whether a group can be recovered from several releases over the same respondents.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Case, VectorFile};
use crate::audit::{Cell, CellId, Fault, Standing, System, audit_sum, follows};

/// Every set of releases of the file, computed from the classes of respondents it lists.
pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    let worlds: Vec<(String, &Value)> = match file.cases {
        Value::Array(many) => many.iter().enumerate().map(|(at, one)| (format!("/cases/{at}"), one)).collect(),
        one => vec![("/cases".to_owned(), one)],
    };
    let mut cases = Vec::new();
    for (path, whole) in worlds {
        let world = World::read(whole).ok_or_else(|| format!("`{path}` lists no dimensions and microcells"))?;
        for (at, stated) in whole.get("sets").and_then(Value::as_array).into_iter().flatten().enumerate() {
            cases.push(Case {
                id: format!("{path}/sets/{at}"),
                stated: stated.clone(),
                computed: world.computed(stated).unwrap_or_default(),
                inputs: &["name", "filter", "by", "target"],
                tolerance: file.tolerance,
            });
        }
    }
    Ok(cases)
}

/// The classes of respondents, each with its value of every dimension.
struct World {
    classes: Vec<(BTreeMap<String, String>, u64)>,
    threshold: u64,
}

/// A published or wanted set of counts: each by its key, as the classes it counts.
struct Counts {
    cells: Vec<(String, Vec<bool>)>,
}

impl World {
    /// All combinations of the dimensions, with nobody in those that are not listed.
    fn read(whole: &Value) -> Option<Self> {
        let mut combinations = vec![BTreeMap::new()];
        for (dimension, values) in whole.get("dimensions")?.as_object()? {
            let values: Vec<String> = values.as_array()?.iter().map(text).collect();
            let with = |known: &BTreeMap<String, String>, value: &String| {
                let mut known = known.clone();
                known.insert(dimension.clone(), value.clone());
                known
            };
            combinations =
                combinations.iter().flat_map(|known| values.iter().map(|value| with(known, value))).collect();
        }
        let mut counts: BTreeMap<BTreeMap<String, String>, u64> =
            combinations.into_iter().map(|key| (key, 0)).collect();
        for cell in whole.get("microcells")?.as_array()? {
            let fields = cell.as_object()?.iter().filter(|(key, _)| *key != "count");
            let key = fields.map(|(key, value)| (key.clone(), text(value))).collect();
            let count = counts.entry(key).or_default();
            *count = count.saturating_add(cell.get("count")?.as_u64()?);
        }
        Some(Self { classes: counts.into_iter().collect(), threshold: whole.get("threshold")?.as_u64()? })
    }

    fn computed(&self, stated: &Value) -> Option<Value> {
        let mut published = Vec::new();
        let mut releases = Vec::new();
        for release in stated.get("releases")?.as_array()? {
            let counts = self.counts(release)?;
            let known = |key: &String| release.get("counts").is_some_and(|counts| counts[key].is_number());
            published.extend(counts.cells.iter().filter(|(key, _)| known(key)).map(|(_, classes)| classes.clone()));
            let figures = counts.cells.iter().map(|(key, classes)| (key.clone(), self.people(classes).into()));
            releases.push(json!({ "counts": figures.collect::<Map<String, Value>>() }));
        }
        let targets = self.counts(stated.get("target")?)?;
        let attacks: Vec<(String, Attack)> = targets
            .cells
            .iter()
            .map(|(key, target)| Some((key.clone(), self.attack(&published, target).ok()?)))
            .collect::<Option<_>>()?;
        let blocked = attacks.iter().any(|(_, attack)| attack.exact && attack.small);
        let attacker: Map<String, Value> = attacks.into_iter().map(|(key, attack)| (key, attack.value())).collect();
        Some(json!({ "releases": releases, "attacker": attacker, "must_block_last_release": blocked }))
    }

    /// The cells of a release or a target: those who pass its filter, by the values of its dimensions.
    fn counts(&self, asked: &Value) -> Option<Counts> {
        let by: Vec<String> = asked.get("by")?.as_array()?.iter().map(text).collect();
        let filter = asked.get("filter")?.as_object()?;
        let mut cells: Vec<(String, Vec<bool>)> = Vec::new();
        for (at, (class, _)) in self.classes.iter().enumerate() {
            let passes = filter.iter().all(|(dimension, values)| {
                let value = class.get(dimension);
                values.as_array().into_iter().flatten().any(|allowed| Some(&text(allowed)) == value)
            });
            if !passes {
                continue;
            }
            let key = by.iter().filter_map(|dimension| class.get(dimension).cloned()).collect::<Vec<_>>().join("|");
            let place = cells.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
                cells.push((key, vec![false; self.classes.len()]));
                cells.len() - 1
            });
            cells[place].1[at] = true;
        }
        Some(Counts { cells })
    }

    fn people(&self, classes: &[bool]) -> u64 {
        self.classes
            .iter()
            .zip(classes)
            .filter(|(_, within)| **within)
            .fold(0, |sum, ((_, count), _)| sum.saturating_add(*count))
    }

    /// What the published counts tell about a target. Classes that are alike in all of them are taken together.
    fn attack(&self, published: &[Vec<bool>], target: &[bool]) -> Result<Attack, Fault> {
        let mut groups: BTreeMap<Vec<bool>, u64> = BTreeMap::new();
        for (at, (_, count)) in self.classes.iter().enumerate() {
            let alike = published.iter().map(|classes| classes[at]).chain([target[at]]).collect();
            let group = groups.entry(alike).or_default();
            *group = group.saturating_add(*count);
        }
        let mut system = System::new();
        let mut ids: Vec<CellId> = Vec::new();
        for count in groups.values() {
            ids.push(system.cell(Cell { count: *count, floor: 0, cost: 0, width: 0, standing: Standing::Primary })?);
        }
        let within = |at: usize| -> Vec<(CellId, i64)> {
            groups.keys().zip(&ids).filter(|(alike, _)| alike[at]).map(|(_, id)| (*id, 1)).collect()
        };
        for (at, classes) in published.iter().enumerate() {
            system.relate(&within(at), i64::try_from(self.people(classes)).map_err(|_| Fault::TooLarge)?)?;
        }
        let form = within(published.len());
        let interval = audit_sum(&system, &ids, &form)?;
        let truth = self.people(target);
        Ok(Attack {
            truth,
            ends: [interval.low, interval.high].map(|end| end.map(crate::audit::Fraction::as_f64)),
            follows: follows(&system, &ids, &form)?,
            exact: interval.low.is_some() && interval.low == interval.high,
            small: truth > 0 && truth < self.threshold,
        })
    }
}

/// What can be told about one count.
struct Attack {
    truth: u64,
    ends: [Option<f64>; 2],
    follows: bool,
    exact: bool,
    small: bool,
}

impl Attack {
    fn value(&self) -> Value {
        json!({
            "true": self.truth,
            "interval": self.ends,
            "linear_combination_of_releases": self.follows,
            "disclosed_exactly": self.exact,
            "small": self.small,
        })
    }
}

/// A value as the text it is known by.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::check_vectors;

    /// Two places by two answers; everybody is released, then one place.
    fn file(blocked: bool) -> Value {
        let class = |place: &str, answer: &str, count: u64| json!({"place": place, "ans": answer, "count": count});
        let known = |people: u64, small: bool| {
            json!({"true": people, "interval": [people, people],
            "linear_combination_of_releases": true, "disclosed_exactly": true, "small": small})
        };
        json!({"file": "differencing.json", "tolerance": 1e-6, "cases": {
        "dimensions": {"place": ["N", "S"], "ans": ["y", "n"]},
        "microcells": [class("N", "y", 30), class("N", "n", 20), class("S", "y", 4)],
        "threshold": 10,
        "sets": [
            {"name": "all but one place", "releases": [
                {"filter": {}, "by": ["ans"], "counts": {"y": 34, "n": 20}},
                {"filter": {"place": ["N"]}, "by": ["ans"], "counts": {"y": 30, "n": 20}}],
             "target": {"filter": {"place": ["S"]}, "by": ["ans"]},
             "attacker": {"y": known(4, true), "n": known(0, false)}, "must_block_last_release": blocked},
            {"name": "margins only", "releases": [{"filter": {}, "by": ["place"], "counts": {"N": 50, "S": 4}}],
             "target": {"filter": {}, "by": ["ans"]},
             "attacker": {"y": {"true": 34, "interval": [0, 54], "linear_combination_of_releases": false,
                "disclosed_exactly": false, "small": false}}, "must_block_last_release": false}
        ]}})
    }

    #[test]
    fn what_the_last_release_gives_away_is_found() {
        let report = |blocked| check_vectors("any.json", &file(blocked).to_string(), None).unwrap();
        assert_eq!((report(true).passed, report(true).failed), (2, vec![]));
        let wrong = report(false).failed;
        assert_eq!(wrong.iter().map(|miss| miss.id.as_str()).collect::<Vec<_>>(), ["/cases/sets/0"]);
    }

    #[test]
    fn a_file_without_classes_is_refused() {
        let text = json!({"file": "differencing.json", "cases": {"sets": []}}).to_string();
        assert!(check_vectors("any.json", &text, None).is_err());
    }
}
