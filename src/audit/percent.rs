//! What printed percentages give away: with a base of up to 100 a whole percentage is the count.

/// A percentage as printed, rounded half up from the exact fraction, in units of its last decimal (8.1% with one decimal is
/// 81). `None` when the base is nought.
pub fn printed_percent(count: u64, base: u64, decimals: u32) -> Option<u64> {
    let (count, base, unit) = (u128::from(count), u128::from(base), unit(decimals)?);
    let doubled = count.checked_mul(200)?.checked_mul(unit)?.checked_add(base)?;
    u64::try_from(doubled.checked_div(2 * base)?).ok()
}

/// The least and the greatest count that print as `printed`, given in units of its last decimal, on this base; all between
/// do too. `None` when no count does, or the base is nought.
pub fn possible_counts(printed: u64, base: u64, decimals: u32) -> Option<(u64, u64)> {
    let whole = unit(decimals)?.checked_mul(200)?;
    let (printed, people) = (u128::from(printed), u128::from(base));
    let low = people.checked_mul((2 * printed).saturating_sub(1))?.div_ceil(whole);
    let beyond = people.checked_mul(2 * printed + 1)?.div_ceil(whole);
    let high = u64::try_from(beyond.checked_sub(1)?).unwrap_or(u64::MAX).min(base);
    let low = u64::try_from(low).ok()?;
    (low <= high).then_some((low, high))
}

/// The least and the greatest sum of the hidden counts of a column whose counts add up to the base, when the others are
/// printed as `shown`, in units of their last decimal. `None` when no counts print like that.
pub fn possible_hidden_sum(shown: &[u64], base: u64, decimals: u32) -> Option<(u64, u64)> {
    let ranges: Vec<(u64, u64)> =
        shown.iter().map(|printed| possible_counts(*printed, base, decimals)).collect::<Option<_>>()?;
    let added = |sum: u64, end: u64| sum.saturating_add(end);
    let least = ranges.iter().map(|(low, _)| *low).fold(0, added);
    let most = ranges.iter().map(|(_, high)| *high).fold(0, added);
    Some((base.saturating_sub(most), base.checked_sub(least)?))
}

/// How many units of the last decimal make up one percentage point; `None` beyond 15 decimals.
fn unit(decimals: u32) -> Option<u128> {
    (decimals <= 15).then(|| 10_u128.pow(decimals))
}
