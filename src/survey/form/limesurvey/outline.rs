//! A LimeSurvey questionnaire, whichever kind of file it came in.

use super::markup::plain;

/// A survey, a group of questions or a single question.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The title of the survey.
    pub(super) title: Option<String>,
    /// The language of the wordings.
    pub(super) language: Option<String>,
    /// All languages of the survey, its own first.
    pub(super) languages: Vec<String>,
    /// The questions in their order.
    pub(super) questions: Vec<Asked>,
}

/// One question as LimeSurvey counts them: a list, or a whole array.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// The letter of its type.
    pub(super) letter: char,
    /// Its code.
    pub(super) code: String,
    /// The name of its field in the table of responses (`123X4X56`), where the numbers are known.
    pub(super) field: Option<String>,
    /// Its wording.
    pub(super) text: String,
    /// Whether "Other" can be chosen.
    pub(super) other: bool,
    /// What "Other" is called.
    pub(super) other_label: Option<String>,
    /// Whether respondents never see it.
    pub(super) hidden: bool,
    /// The equation that shows it, its group's left out.
    pub(super) shown_if: String,
    /// The equation that shows its group.
    pub(super) group_shown_if: String,
    /// The codes of the options that rule the others out.
    pub(super) alone: Vec<String>,
    /// How many ranks can be given.
    pub(super) ranks: Option<usize>,
    /// The question whose ticks decide which items are shown.
    pub(super) item_filter: Option<String>,
    /// How numbers are given.
    pub(super) entry: Entry,
    /// What the two scales of a dual array are called.
    pub(super) scale_names: [String; 2],
    /// Its subquestions.
    pub(super) parts: Vec<Part>,
    /// Its answers.
    pub(super) answers: Vec<Choice>,
}

/// How numbers are given.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// Written into a box.
    #[default]
    Typed,
    /// By moving a slider.
    Slider,
    /// The cells of a table are boxes to tick.
    Boxes,
}

/// A subquestion.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    /// Its code.
    pub(super) code: String,
    /// Its wording.
    pub(super) text: String,
    /// Whether it is a column of a table of cells, not a row.
    pub(super) second: bool,
    /// The equation that shows it.
    pub(super) shown_if: String,
}

/// An answer that can be chosen.
#[derive(Debug, Clone, Default)]
pub(super) struct Choice {
    /// Its code.
    pub(super) code: String,
    /// Its wording.
    pub(super) text: String,
    /// Whether it belongs to the second scale.
    pub(super) second: bool,
}

impl Asked {
    /// The rows of an array, or all subquestions of anything else.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| !part.second)
    }

    /// The columns of a table of cells.
    pub(super) fn columns(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.second)
    }
}

/// Whether an equation lets everybody through.
pub(super) fn is_always(equation: &str) -> bool {
    matches!(equation.trim(), "" | "1")
}

/// The codes in a list such as `SQ004;SQ005`.
pub(super) fn code_list(list: &str) -> Vec<String> {
    let codes = list.split([';', ',']).map(str::trim);
    codes.filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

impl Asked {
    /// Takes what the attributes of the question say; `find` gives the value of an attribute, empty when there is none.
    pub(super) fn take_attributes(&mut self, find: impl Fn(&str) -> String) {
        self.hidden = find("hidden").trim() == "1";
        self.alone = code_list(&find("exclude_all_others"));
        let is_set = |name: &str| find(name).trim() == "1";
        self.entry = match (is_set("multiflexible_checkbox"), is_set("slider_layout")) {
            (true, _) => Entry::Boxes,
            (false, true) => Entry::Slider,
            (false, false) => Entry::Typed,
        };
        self.ranks = find("max_subquestions").trim().parse().ok().filter(|ranks| *ranks > 0);
        self.other_label = Some(plain(&find("other_replace_text"))).filter(|label| !label.is_empty());
        self.scale_names = [plain(&find("dualscale_headerA")), plain(&find("dualscale_headerB"))];
        // A filter that leaves out what was ticked, and several filters together, are richer than a condition can say.
        let left_out = format!("!{}", find("array_filter_exclude").trim());
        let filters = [find("array_filter").trim().to_owned(), left_out];
        self.item_filter = filters.into_iter().find(|code| !matches!(code.as_str(), "" | "!"));
    }
}

/// The languages of a survey and the one its wordings are wanted in.
#[derive(Debug)]
pub(super) struct Languages {
    /// All of them, the survey's own first.
    pub(super) all: Vec<String>,
    /// The one that is read.
    pub(super) chosen: String,
    /// Whether it is the one that was wanted.
    pub(super) as_wanted: bool,
}

impl Languages {
    /// Chooses among `all` the `wanted` one, `de` standing for `de-informal` too, or else the survey's own.
    pub(super) fn choose(all: Vec<String>, wanted: Option<&str>) -> Self {
        let own = all.first().cloned().unwrap_or_default();
        let Some(wanted) = wanted.map(str::trim).filter(|wanted| !wanted.is_empty()) else {
            return Self { all, chosen: own, as_wanted: true };
        };
        let same = all.iter().find(|one| one.eq_ignore_ascii_case(wanted));
        let kind_of = |one: &&String| {
            one.split_once('-').is_some_and(|(main, _)| main.eq_ignore_ascii_case(wanted))
                || wanted.split_once('-').is_some_and(|(main, _)| main.eq_ignore_ascii_case(one))
        };
        let found = same.or_else(|| all.iter().find(kind_of)).cloned();
        let as_wanted = found.is_some();
        Self { all, chosen: found.unwrap_or(own), as_wanted }
    }

    /// How far `language` is from the one that is read: the nearer, the smaller.
    pub(super) fn distance(&self, language: &str) -> u8 {
        if language == self.chosen {
            0
        } else if self.all.first().is_some_and(|own| own == language) {
            1
        } else {
            2
        }
    }
}
