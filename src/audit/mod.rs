//! Proof that hidden cells stay hidden: what an attacker can work out from everything published together, and which further
//! cells to hide so that it is not too much. Knows cells, equations and bounds, and nothing of surveys.

mod attack;
mod branching;
mod cover;
mod detour;
mod exchange;
mod field;
mod interval;
mod members;
mod network;
mod part;
mod partners;
mod pattern;
mod percent;
mod pivot;
mod probe;
mod protect;
mod register;
mod search;
mod simplex;
mod system;
mod tableau;
mod tidy;

#[cfg(test)]
mod tests;

pub use attack::{Attacker, Audit, Questioned, audit, audit_sum, follows};
pub use interval::{Fraction, Interval};
pub use members::Members;
pub use percent::{possible_counts, possible_hidden_sum, printed_percent};
pub use protect::{Effort, Protection, protect};
pub use register::{Block, Register, Source};
pub use system::{Cell, CellId, Fault, Standing, System};
