//! `p_adjust`: p corrected for many tests.

use serde_json::{Value, json};

use super::figures::{cases_of, for_each_key, numbers};
use super::{Case, VectorFile};
use crate::stats::comparison::Adjustment;

pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    cases_of(file, "", &["p"], |case| {
        let raw = numbers(&case["p"]);
        Ok(json!({ "adjusted": adjusted(&raw, &case["adjusted"]) }))
    })
}

/// A correction by R's name for it.
pub(super) fn adjustment(name: &str) -> Option<Adjustment> {
    Some(match name {
        "none" => Adjustment::None,
        "bonferroni" => Adjustment::Bonferroni,
        "holm" => Adjustment::Holm,
        "hochberg" => Adjustment::Hochberg,
        "BH" | "fdr" => Adjustment::BenjaminiHochberg,
        "BY" => Adjustment::BenjaminiYekutieli,
        _ => return None,
    })
}

/// Corrected p by the names the file asks for.
pub(super) fn adjusted(raw: &[Option<f64>], asked: &Value) -> Value {
    for_each_key(asked, |name| Some(json!(adjustment(name)?.adjust(raw))))
}

#[cfg(test)]
mod tests {
    use crate::vectors::check_vectors;

    #[test]
    fn a_file_is_known_by_its_own_name_and_a_wrong_figure_found() {
        let file = r#"{"file": "p_adjust.json", "tolerance": 1e-9, "cases": [
            {"p": [0.04, 0.01], "adjusted": {"holm": [0.04, 0.02], "bonferroni": [0.08, 0.02]}},
            {"p": [0.3, null], "adjusted": {"BH": [0.3, null], "BY": [0.4, null]}}]}"#;
        let report = check_vectors("other.json", file, None).unwrap();
        assert_eq!((report.cases, report.passed), (2, 1));
        let wrong = &report.failed[0];
        assert_eq!((wrong.id.as_str(), wrong.field.as_str(), report.failed.len()), ("/cases/1", "adjusted/BY/0", 1));
    }

    #[test]
    fn what_is_no_file_of_vectors_is_refused_in_words() {
        assert!(check_vectors("p.json", "{", None).unwrap_err().contains("is not JSON"));
        assert!(check_vectors("odd.json", "{}", None).unwrap_err().contains("`odd`"));
        assert!(check_vectors("crosstabs.json", "{}", None).unwrap_err().contains("survey.csv"));
    }
}
