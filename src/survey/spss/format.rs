//! The formats in which SPSS shows values.

/// What a number stands for, as far as its format tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Format {
    /// A number.
    #[default]
    Plain,
    /// A day, kept as seconds.
    Day,
    /// A day and a time.
    Moment,
    /// A length of time, or a time of day.
    Time,
    /// A month of a year.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A week of a year.
    Week,
}

impl Format {
    /// The format with the number SPSS gives it.
    pub(super) fn of_code(code: u32) -> Self {
        match code {
            20 | 23 | 24 | 38 | 39 => Self::Day,
            22 | 41 => Self::Moment,
            21 | 25 | 40 => Self::Time,
            28 => Self::Month,
            29 => Self::Quarter,
            30 => Self::Week,
            _ => Self::Plain,
        }
    }
}
