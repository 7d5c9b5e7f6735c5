//! The whole way of a load: file, layout, columns, questions, answers, account.

use super::body::Body;
use super::fill::Filler;
use super::known;
use super::layout::{self, Layout, LayoutWishes};
use super::open::{OpenFile, open};
use super::plan::From;
use super::profile::{self, Profile};
use super::recognise::{self, Survey};
use super::{LoadedSurvey, Recognised, Reconciliation};
use crate::file::{Input, Row, Rows};
use crate::problem::{Place, Problem};
use crate::survey::form::Form;
use crate::survey::{Questionnaire, Respondent};

/// Rows looked at to find the headings.
const LOOKED_AT: usize = 60;

/// What the caller knows of the file beforehand.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions<'q> {
    /// The questions as they were asked. What the file holds besides is recognised.
    pub form: Option<&'q Form>,
    /// What divides the cells, when it should not be looked for.
    pub delimiter: Option<u8>,
    /// The encoding of the characters, as people call it, when it should not be looked for.
    pub encoding: Option<String>,
    /// Whether text that was damaged by a wrong decoding is to be repaired.
    pub repair: bool,
    /// The sheet of a workbook that holds the answers.
    pub sheet: Option<String>,
    /// What was settled about the headings.
    pub layout: LayoutWishes,
}

/// A file of answers whose columns have been recognised.
pub struct Answers<'i> {
    name: String,
    pub(super) file: OpenFile<'i>,
    pub(super) layout: Layout,
    pub(super) profile: Profile,
    pub(super) survey: Survey,
    pub(super) repair: bool,
    questionnaire: Questionnaire,
    /// How many columns the headings name; rows may hold more.
    headed: usize,
}

impl<'i> Answers<'i> {
    /// Goes through a file once and recognises its questions. `name` is what messages call the file.
    ///
    /// # Errors
    ///
    /// Only when no table can be read at all: the file is empty, is of no kind that is known, has no headings or no rows, or
    /// can be read in two ways equally well. Everything else that is wrong or open is in the reconciliation.
    pub fn open(
        name: &str,
        input: impl Input + 'i,
        options: &ReadOptions<'_>,
        watch: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Self, Vec<Problem>> {
        let one = |problem: Box<Problem>| vec![*problem];
        let mut file = open(name, input, options)?;
        let first = first_rows(file.rows.as_mut()).map_err(one)?;
        let mut wishes = options.layout.clone();
        let of_columns = file.form.as_ref().is_some_and(|form| form.maker == "SPSS" || form.maker == "LimeSurvey");
        if of_columns && !options.form.is_some_and(|form| form.settled) {
            // A file with a questionnaire in it has one heading row, and its questionnaire says the rest.
            wishes = LayoutWishes { header_rows: Some(1), skipped: Some(0), ..wishes };
        }
        let mut layout = layout::recognise(name, &first, &wishes).map_err(one)?;
        let recipe = options.form.filter(|form| form.settled);
        let recipe = recipe.zip(file.form.as_ref()).map(|(recipe, own)| known::with_reasons(recipe, own));
        let form = recipe.as_ref().or(options.form).or(file.form.as_ref());
        let above = layout.skipped + layout.header_rows;
        let width = layout.headings.len();
        let mut body = Body::begin(name, file.rows.as_mut(), above, width).map_err(one)?;
        let blank = layout.maker.as_deref().and_then(layout::blank_word);
        let profile = profile::read(&mut body, std::mem::take(&mut layout.headings), blank, watch).map_err(one)?;
        let uneven = std::mem::take(&mut body.uneven);
        if profile.rows == 0 {
            return Err(vec![no_rows(name)]);
        }
        let mut survey = recognise::recognise(name, &profile.columns, form, layout.maker.as_deref());
        if of_columns {
            layout.why = vec!["the file holds its own questionnaire".to_owned()];
        }
        if profile.columns.iter().all(|column| !column.heading.blank || column.answered() == 0) {
            // Exports that end every row with a divider have one empty column too many, which is nobody's concern.
            layout.problems.retain(|problem| problem.code != "blank_heading");
        }
        let by_form = form.filter(|_| survey.by_form).map(|form| form.maker.clone());
        layout.maker = by_form.filter(|maker| !maker.is_empty()).or(layout.maker);
        survey.points.problems.append(&mut layout.problems);
        survey.points.problems.append(&mut file.problems);
        uneven.describe(name, width, &mut survey.points.problems);
        let questions = survey.plans.iter().map(|plan| plan.question.clone()).collect();
        let questionnaire = Questionnaire { questions };
        let repair = options.repair;
        Ok(Self { name: name.to_owned(), file, layout, profile, survey, repair, questionnaire, headed: width })
    }

    /// The questionnaire that the file itself holds, as those of SPSS do.
    pub fn own_form(&self) -> Option<&Form> {
        self.file.form.as_ref()
    }

    /// How many questions of a questionnaire or a recipe have no column in the file.
    pub fn missing(&self) -> usize {
        self.survey.plans.iter().filter(|plan| matches!(plan.from, From::Nowhere)).count()
    }

    /// The questions.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.questionnaire
    }

    /// For each question whether words may stand beside its answers.
    pub fn may_have_words(&self) -> Vec<bool> {
        let may = |plan: &super::plan::Plan| match &plan.from {
            From::Column { reader, .. } => plan.words.is_some() || self.leaves_words(plan, reader),
            From::Ticks(_) | From::Ranks { .. } => true,
            From::Nowhere => false,
        };
        self.survey.plans.iter().map(may).collect()
    }

    fn leaves_words(&self, plan: &super::plan::Plan, reader: &super::cell::CellReader) -> bool {
        let columns = plan.from.columns();
        let column = columns.first().and_then(|index| self.profile.columns.get(*index));
        reader.may_keep_words()
            && column.is_some_and(|column| {
                !column.is_whole() || column.filled().any(|(text, _)| reader.read(text).words.is_some())
            })
    }

    /// Data rows.
    pub fn rows(&self) -> u64 {
        self.profile.rows
    }

    /// Goes through the file again and gives each respondent to `keep`; the account of every cell at the end. `watch` is told
    /// now and then how far it is, as done and in all.
    ///
    /// # Errors
    ///
    /// When the file cannot be read any more, or `keep` cannot keep a respondent.
    pub fn read(
        &mut self,
        keep: &mut dyn FnMut(Respondent) -> Result<(), Problem>,
        watch: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Reconciliation, Vec<Problem>> {
        let above = self.layout.skipped + self.layout.header_rows;
        let mut filler = Filler::new(&self.profile.columns, &self.survey.plans, &self.survey.technical);
        let one = |problem: Box<Problem>| vec![*problem];
        let mut body = Body::begin(&self.name, self.file.rows.as_mut(), above, self.headed).map_err(one)?;
        let (mut row, mut rows) = (Row::default(), 0);
        while body.read(&mut row).map_err(one)? {
            keep(filler.fill(&row)).map_err(|problem| vec![problem])?;
            body.tell(watch);
            rows += 1;
        }
        if rows != self.profile.rows {
            return Err(vec![changed(&self.name, self.profile.rows, rows)]);
        }
        let columns = filler.accounts;
        let mut problems = self.file.rows.problems();
        problems.extend(self.survey.points.problems.iter().cloned());
        Ok(Reconciliation {
            recognised: Recognised {
                maker: self.layout.maker.clone(),
                layout: self.layout.layout.clone(),
                encoding: self.file.encoding.clone(),
                delimiter: self.file.delimiter.clone(),
                header_rows: u32::try_from(self.layout.header_rows).unwrap_or(u32::MAX),
                sheet: self.file.sheet.clone(),
                why: self.layout.why.clone(),
            },
            rows: self.profile.rows,
            columns,
            open_points: self.survey.points.open.clone(),
            problems,
        })
    }
}

/// The second reading found other rows than the first, so that the account would not balance.
fn changed(name: &str, first: u64, second: u64) -> Problem {
    Problem::error("file_changed", Place::file(name), "the file changed while it was read")
        .found(format!("{second} rows"))
        .expected(format!("{first} rows, as when it was read first"))
        .hint("load it again when nothing writes to it any more")
}

/// The name and shape only: what people said never reaches a log.
impl std::fmt::Debug for Answers<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Answers({}, {} rows)", self.name, self.profile.rows)
    }
}

/// Reads a whole file into memory: for files that are small, and for tests.
///
/// # Errors
///
/// As [`Answers::open`] and [`Answers::read`].
pub fn read_survey(name: &str, input: impl Input, options: &ReadOptions<'_>) -> Result<LoadedSurvey, Vec<Problem>> {
    let mut answers = Answers::open(name, input, options, &mut |_, _| {})?;
    let mut respondents = Vec::new();
    let mut keep = |respondent| {
        respondents.push(respondent);
        Ok(())
    };
    let reconciliation = answers.read(&mut keep, &mut |_, _| {})?;
    Ok(LoadedSurvey { questionnaire: answers.questionnaire, respondents, reconciliation })
}

fn first_rows(rows: &mut dyn Rows) -> Result<Vec<Row>, Box<Problem>> {
    let mut first = Vec::new();
    let mut row = Row::default();
    while first.len() < LOOKED_AT && rows.read(&mut row)? {
        first.push(row.clone());
    }
    Ok(first)
}

fn no_rows(name: &str) -> Problem {
    Problem::error("no_rows", Place::file(name), "the file has headings and no answers")
        .found("0 rows")
        .expected("one row for each respondent")
        .hint("export the answers again, with all respondents")
}
