//! Laws of the audit, held against plain enumeration.

mod bounds;
mod percents;
mod programmes;
mod protection;
mod registers;
mod systems;
