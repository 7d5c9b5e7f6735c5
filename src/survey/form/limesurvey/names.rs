//! What LimeSurvey calls the columns of its exports, and the ids made of its codes.

use std::collections::BTreeMap;

/// The names of the columns of one question.
pub(super) struct Names<'a> {
    code: &'a str,
    field: Option<&'a str>,
}

impl<'a> Names<'a> {
    /// The names made of the code of a question and the name of its field, where that is known.
    pub(super) fn new(code: &'a str, field: Option<&'a str>) -> Self {
        Self { code, field }
    }

    /// The column of the question itself.
    pub(super) fn whole(&self) -> Vec<String> {
        let mut names = vec![self.code.to_owned()];
        names.extend(self.field.map(str::to_owned));
        names
    }

    /// The column of a part: `code[part]`, `code_part` in exports for R and SPSS, and the field.
    pub(super) fn part(&self, part: &str) -> Vec<String> {
        let code = self.code;
        let mut names = vec![format!("{code}[{part}]"), format!("{code}_{part}")];
        names.extend(self.field.map(|field| format!("{field}{part}")));
        names
    }

    /// The column of a part on one of the two scales, the first being 0.
    pub(super) fn part_on_scale(&self, part: &str, scale: usize) -> Vec<String> {
        let code = self.code;
        let mut names = vec![format!("{code}[{part}][{}]", scale + 1), format!("{code}_{part}_{scale}")];
        names.extend(self.field.map(|field| format!("{field}{part}#{scale}")));
        names
    }

    /// The columns of an uploaded file: the files themselves and their number.
    pub(super) fn upload(&self) -> Vec<Vec<String>> {
        let mut count = vec![format!("{}[filecount]", self.code), format!("{}_filecount", self.code)];
        count.extend(self.field.map(|field| format!("{field}_filecount")));
        vec![self.whole(), count]
    }
}

/// `code` with the characters an id may have; the others become `_`.
pub(super) fn id_of(code: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_.@-".contains(c);
    code.trim().chars().map(|c| if fits(c) { c } else { '_' }).collect()
}

/// `code` as the id of an option, in which `|` and line ends have another meaning, and which may not begin with `@`.
pub(super) fn option_id_of(code: &str) -> String {
    let id: String = code.trim().chars().map(|c| if c == '|' || c.is_control() { '_' } else { c }).collect();
    id.trim_start_matches('@').trim().to_owned()
}

/// Ids of which no two are the same when case is ignored.
#[derive(Default)]
pub(super) struct FreeIds {
    /// The ids that are taken, and the number to try next where one is taken again.
    taken: BTreeMap<String, u32>,
}

impl FreeIds {
    /// `id`, or `id` with a number where it is taken.
    pub(super) fn take(&mut self, id: &str) -> String {
        let folded = id.to_ascii_lowercase();
        let mut number = self.taken.get(&folded).copied().unwrap_or(1);
        let mut free = id.to_owned();
        while self.taken.contains_key(&free.to_ascii_lowercase()) {
            number = number.saturating_add(1);
            free = format!("{id}-{number}");
        }
        self.taken.insert(free.to_ascii_lowercase(), 1);
        self.taken.insert(folded, number);
        free
    }
}
