//! From what the rules hide to what is safe: over all tables that are released together.

use crate::breakdown::disclosure::Policy;
use crate::breakdown::disclosure::guard::Guard;
use crate::breakdown::disclosure::hidden::Known;
use crate::breakdown::disclosure::joint::Joint;
use crate::breakdown::disclosure::joint_rows::Admission;
use crate::breakdown::disclosure::pattern::Pattern;
use crate::breakdown::disclosure::primary::hide_primary;
use crate::breakdown::table::Table;

/// What the rules alone hide of a table.
pub(super) fn primary(table: &Table, policy: &Policy) -> Pattern {
    let mut pattern = Pattern::open(table);
    hide_primary(table, policy, &mut pattern);
    pattern
}

/// What must be hidden of each of `tables`, so that nothing hidden in one follows from all of them together, and with it what is
/// `known` to be hidden already.
pub(super) fn patterns(tables: &[&Table], known: Known<'_>, policy: &Policy) -> Vec<Pattern> {
    let mut admission = Admission::default();
    loop {
        let mut guards: Vec<Guard<'_>> = tables
            .iter()
            .copied()
            .map(|table| {
                let mut pattern = primary(table, policy);
                if policy.secondary {
                    admission.close(table, &mut pattern);
                }
                Guard::new(table, policy, known, pattern)
            })
            .collect();
        for guard in &mut guards {
            guard.take_over();
        }
        while policy.secondary && made_safer(&mut guards) {}
        let found: Vec<&Pattern> = guards.iter().map(Guard::pattern).collect();
        if !admission.revise(tables, &found) || !policy.secondary {
            return guards.into_iter().map(Guard::finish).collect();
        }
    }
}

/// One round: columns first, then what the audit of everything asks for; whether it asked for anything.
fn made_safer(guards: &mut [Guard<'_>]) -> bool {
    let mut joint = Joint::default();
    for guard in guards.iter_mut() {
        guard.guard_columns();
        guard.join(&mut joint);
    }
    let findings = joint.audit();
    guards.iter_mut().fold(false, |changed, guard| guard.heed(&findings) | changed)
}
