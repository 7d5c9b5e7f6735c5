//! Suppression files: intervals and best patterns are those scipy with `HiGHS` gives for these tables, the latter by trying
//! every pattern.

use serde_json::{Value, json};

use super::super::check_vectors;

fn checked(group: &str, cases: &Value) -> (usize, Vec<String>) {
    let conventions = json!({"primary": "0 < count < 5; zeros published"});
    let file =
        json!({"file": "suppression.json", "tolerance": 1e-6, "conventions": conventions, "cases": {group: cases}});
    let report = check_vectors("any.json", &file.to_string(), None).unwrap();
    (report.passed, report.failed.into_iter().map(|miss| format!("{} {}", miss.id, miss.field)).collect())
}

fn table() -> Value {
    let best = |width: u64| {
        json!({
            "required_width": width, "secondary_cells": 3, "sum_of_secondary_counts": 64,
            "all_optimal_patterns": [["r0c2", "r1c0", "r1c2"]],
            "audit_of_first": {"r0c0": [1, 23], "r0c2": [1, 23], "r1c0": [5, 27], "r1c2": [16, 38]},
            "integer_audit_equal": true
        })
    };
    json!({
        "kind": "two_way", "counts": [[3, 30, 21], [25, 40, 18]], "published_margins": true, "threshold": 5,
        "primary": ["r0c0"], "audit_primary_only": {"r0c0": [3, 3]},
        "audit_primary_only_if_attacker_allows_zero": {"r0c0": [3, 3]}, "exactly_disclosed_if_primary_only": ["r0c0"],
        "optimum_not_exact": best(1), "optimum_width_ge_threshold_minus_1": best(4)
    })
}

#[test]
fn a_table_comes_out_as_another_solver_says() {
    assert_eq!(checked("two_way", &json!([table()])), (1, vec![]));
}

#[test]
fn every_figure_that_is_changed_is_noticed() {
    let places = [
        ("/primary/0", json!("r0c1")),
        ("/audit_primary_only/r0c0/0", json!(2)),
        ("/exactly_disclosed_if_primary_only", json!([])),
        ("/optimum_not_exact/secondary_cells", json!(2)),
        ("/optimum_not_exact/secondary_cells", json!(4)),
        ("/optimum_not_exact/sum_of_secondary_counts", json!(65)),
        ("/optimum_not_exact/all_optimal_patterns/0/0", json!("r0c1")),
        ("/optimum_not_exact/audit_of_first/r1c2/1", json!(39)),
        ("/optimum_not_exact/integer_audit_equal", json!(false)),
        ("/optimum_width_ge_threshold_minus_1/required_width", json!(5)),
    ];
    for (place, wrong) in places {
        let mut case = table();
        *case.pointer_mut(place).unwrap() = wrong;
        let (passed, failed) = checked("two_way", &json!([case]));
        assert_eq!(passed, 0, "{place}");
        assert!(failed.iter().all(|miss| miss.starts_with("/cases/two_way/0 ")), "{failed:?}");
    }
}

#[test]
fn a_best_pattern_that_is_not_safe_is_noticed() {
    let mut case = table();
    case["optimum_not_exact"] =
        json!({"secondary_cells": 1, "sum_of_secondary_counts": 25, "all_optimal_patterns": [["r1c0"]]});
    let (_, failed) = checked("two_way", &json!([case]));
    assert_eq!(failed.len(), 3, "{failed:?}");
}

#[test]
fn a_pattern_of_three_questions_is_judged_by_the_files_own_threshold() {
    let counts = json!([[[2, 7], [9, 6]], [[8, 5], [4, 11]]]);
    let all = ["r0c0l0", "r0c0l1", "r0c1l0", "r0c1l1", "r1c0l0", "r1c0l1", "r1c1l0", "r1c1l1"];
    let ends = [[1, 8], [1, 8], [3, 10], [5, 12], [2, 9], [4, 11], [3, 10], [5, 12]];
    let intervals: serde_json::Map<String, Value> =
        all.iter().zip(ends).map(|(name, ends)| ((*name).to_owned(), json!(ends))).collect();
    let case = json!({
        "counts": counts, "suppressed": all, "primary": ["r0c0l0", "r1c1l0"], "unsuppressed_primary": [],
        "attacker_interval": intervals, "exactly_disclosed": [], "safe_not_exact": true, "safe_width": true
    });
    assert_eq!(checked("judge_patterns", &json!([case])), (1, vec![]));
}

#[test]
fn hidden_totals_are_judged_and_may_have_no_limit() {
    let case = |suppressed: Value, intervals: Value, width: bool| {
        json!({
            "values": {"A": 4, "B": 30, "N": 34, "C": 12, "T": 46}, "equations": [["N", ["A", "B"]], ["T", ["N", "C"]]],
            "suppressed": suppressed, "primary": ["A"], "unsuppressed_primary": [],
            "attacker_interval": intervals, "safe_not_exact": true, "safe_width": width
        })
    };
    let cases = json!([
        case(json!(["A", "B", "N"]), json!({"A": [1, 33], "B": [1, 33], "N": [34, 34]}), true),
        case(
            json!(["A", "B", "N", "T"]),
            json!({"A": [1, null], "B": [1, null], "N": [2, null], "T": [14, null]}),
            true
        ),
    ]);
    assert_eq!(checked("judge_patterns", &cases), (2, vec![]));
}

#[test]
fn a_table_that_cannot_be_protected_says_so_by_null() {
    let case = json!({"counts": [2, 0], "threshold": 5, "primary": ["c0"], "audit_primary_only": {"c0": [2, 2]}, "optimum_not_exact": null});
    assert_eq!(checked("one_way", &json!([case])), (1, vec![]));
}

#[test]
fn a_case_that_makes_no_sense_fails_and_does_not_stop_the_others() {
    let broken = json!({"values": {"A": 4, "N": 5}, "equations": [["N", ["A"]]], "primary": ["A"], "threshold": 5});
    assert_eq!(checked("hierarchy", &json!([broken, {"counts": "none", "primary": ["c0"]}])).1.len(), 2);
}
