//! The respondents some vectors are about: a table of text, one row each.

/// A survey as its columns of text. Blank is no answer.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyFile {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl SurveyFile {
    /// Reads CSV with headings.
    ///
    /// # Errors
    /// When a row cannot be read: in words.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let fault = |error: csv::Error| format!("`survey.csv` cannot be read: {error}");
        let headings = reader.headers().map_err(fault)?.iter().map(ToOwned::to_owned).collect();
        let rows = reader.records().map(|row| Ok(row.map_err(fault)?.iter().map(ToOwned::to_owned).collect()));
        Ok(Self { headings, rows: rows.collect::<Result<_, String>>()? })
    }

    /// How many respondents there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A column by its heading.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn column(&self, heading: &str) -> Result<Vec<&str>, String> {
        let at = self.headings.iter().position(|known| known == heading);
        let at = at.ok_or_else(|| format!("`survey.csv` has no column `{heading}`"))?;
        Ok(self.rows.iter().map(|row| row.get(at).map_or("", String::as_str)).collect())
    }
}
