//! Writing a prepared source into the corpus: whole or not at all.

use std::path::Path;

use crate::bank::BankError;
use crate::bank::load::prepare::Prepared;
use crate::corpus::store::Deposit;

/// Writes the source. The rename at the end is the commit point.
pub(super) fn write(corpus: &Path, prepared: &Prepared, replaces: bool) -> Result<(), BankError> {
    let mut deposit = Deposit::begin(corpus, prepared.kind, &prepared.id, replaces).map_err(BankError::refused)?;
    for (name, bytes) in &prepared.files {
        deposit.write(name, bytes).map_err(BankError::refused)?;
    }
    deposit.commit().map_err(BankError::refused)
}
