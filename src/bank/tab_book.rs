//! Tab books: every question of a survey by one banner, each table through disclosure control.

use std::sync::Arc;

use jiff::civil::Date;

use crate::bank::release::SurveyRef;
use crate::bank::shelf::SurveyRecord;
use crate::bank::{BankError, Caller, InsightBank};
use crate::breakdown::{self, BreakdownRequest, Disclosed, Preset, View, parse_by};
use crate::corpus::Source;
use crate::engine::Progress;
use crate::problem::{Place, Problem};
use crate::survey::{Question, Questionnaire};
use crate::text::nearest;

/// A tab book as asked for: names, not positions.
#[derive(Debug, Clone, PartialEq)]
pub struct TabBookRequest {
    /// The survey id.
    pub survey: String,
    /// The questions of the rows in their order; all that can be counted when empty.
    pub questions: Vec<String>,
    /// The banner of every table: each `question` or `outer>inner`.
    pub by: Vec<String>,
    /// The filters of every table: each `question=Option|Option`.
    pub filters: Vec<String>,
    /// A search the respondents' open answers must match.
    pub matching: Option<String>,
    /// The question that holds the weight; `none` counts everybody one, `None` takes the one the survey's record names.
    pub weight: Option<String>,
    /// Who may see it.
    pub view: View,
    /// The disclosure policy of a release; `None` takes the bank's.
    pub policy: Option<Preset>,
}

impl TabBookRequest {
    /// Every question of a survey over everybody, seen by analysts.
    pub fn new(survey: &str) -> Self {
        Self {
            survey: survey.to_owned(),
            questions: Vec::new(),
            by: Vec::new(),
            filters: Vec::new(),
            matching: None,
            weight: None,
            view: View::Internal,
            policy: None,
        }
    }

    /// The table of one question. A question that is in the banner stands alone: by itself it says nothing, and by another
    /// question of the banner it would repeat that one's table with rows and columns exchanged, hidden otherwise.
    fn table(&self, question: &Question) -> BreakdownRequest {
        let of_banner = self.by.iter().filter_map(|block| parse_by(block).ok()).flatten();
        let in_banner = of_banner.into_iter().any(|name| name.eq_ignore_ascii_case(&question.id));
        BreakdownRequest {
            by: if in_banner { Vec::new() } else { self.by.clone() },
            filters: self.filters.clone(),
            matching: self.matching.clone(),
            weight: self.weight.clone(),
            view: self.view,
            policy: self.policy,
            ..BreakdownRequest::new(&self.survey, &question.id)
        }
    }
}

/// Tables of one survey with what must be known of it.
#[derive(Debug, Clone)]
pub struct TabBook {
    /// The record of the survey.
    pub source: Arc<Source>,
    /// The name of its publisher.
    pub publisher: Option<String>,
    /// How many people took part; `None` where that is hidden.
    pub respondents: Option<u64>,
    /// The day of the data: when they were loaded, published or gathered.
    pub day: Option<Date>,
    /// The fingerprint of the data: two books of one fingerprint are of the same answers.
    pub data_version: String,
    /// The tables in their order.
    pub tables: Vec<Disclosed>,
    /// The ids of questions whose tables stand without the columns asked for, which are not available for confidentiality.
    pub without_columns: Vec<String>,
}

impl TabBook {
    /// The mark every surface must show: `None` where every table is released.
    pub fn mark(&self) -> Option<&'static str> {
        self.tables.iter().find_map(Disclosed::mark)
    }
}

impl InsightBank {
    /// The tables of a survey's questions by one banner, for `caller`. Internal tables are logged and releases noted, as by
    /// [`InsightBank::breakdown`]. A table that cannot be released with its columns stands without them.
    ///
    /// # Errors
    /// When the survey, a question or an option is unknown, a question cannot be used as asked, or no table can be released with
    /// the columns: all reasons at once.
    pub fn tab_book(
        &self,
        request: &TabBookRequest,
        caller: &Caller,
        progress: &dyn Progress,
    ) -> Result<TabBook, BankError> {
        let (_, record) = self.survey_record(&request.survey)?;
        let questions = chosen(request, &record.questionnaire)?;
        progress.begin("making tables", u64::try_from(questions.len()).ok());
        let made = self.tables(request, &questions, caller, progress);
        progress.end();
        let (tables, without_columns) = made?;
        Ok(TabBook { without_columns, ..self.book(&request.survey, tables)? })
    }

    /// The tables, and the questions that stand without their columns.
    fn tables(
        &self,
        request: &TabBookRequest,
        questions: &[&Question],
        caller: &Caller,
        progress: &dyn Progress,
    ) -> Result<(Vec<Disclosed>, Vec<String>), BankError> {
        let (mut tables, mut alone, mut refusal) = (Vec::with_capacity(questions.len()), Vec::new(), None);
        let mut with_columns = false;
        for question in questions {
            let wanted = request.table(question);
            let table = match self.breakdown(&wanted, caller) {
                Err(error) if is_not_released(&error) && !wanted.by.is_empty() => {
                    refusal.get_or_insert(error);
                    alone.push(question.id.clone());
                    self.breakdown(&BreakdownRequest { by: Vec::new(), ..wanted }, caller)?
                }
                made => {
                    with_columns |= !wanted.by.is_empty();
                    made?
                }
            };
            tables.push(table);
            progress.advance(1);
        }
        match refusal.filter(|_| !with_columns) {
            Some(refusal) => Err(refusal),
            None => Ok((tables, alone)),
        }
    }

    /// The book of one table.
    ///
    /// # Errors
    /// When the survey is gone, or the index cannot be read.
    pub fn book_of(&self, table: Disclosed) -> Result<TabBook, BankError> {
        let survey = table.shown().survey.clone();
        self.book(&survey, vec![table])
    }

    fn book(&self, survey: &str, tables: Vec<Disclosed>) -> Result<TabBook, BankError> {
        let (source, record) = self.survey_record(survey)?;
        let everybody = self.engine.tabulate(&breakdown::whole_question(&source.id, 0))?;
        let respondents = everybody.columns.first().map_or(0, |total| total.respondents.n);
        let respondents = self.told(respondents, &source, &tables)?;
        let publisher = source.publisher.as_ref().map(|name| {
            let known = self.framework().organisations.get(name.as_str());
            known.map_or_else(|| name.clone(), |organisation| organisation.label.clone())
        });
        let view = tables.first().map_or(View::Internal, Disclosed::view);
        let (_, seen) = self.survey_seen(survey, view)?;
        let data_version = self.data_version(SurveyRef { source: &source, record: &seen }, None, view).to_string();
        let day = day_of(&source, &record);
        Ok(TabBook { source, publisher, respondents, day, data_version, tables, without_columns: Vec::new() })
    }

    /// How many people took part, as far as the policy of the tables lets it be told.
    fn told(&self, respondents: u64, source: &Source, tables: &[Disclosed]) -> Result<Option<u64>, BankError> {
        let released = tables.iter().find(|table| table.view() == View::Release && !source.illustrative);
        let Some(table) = released else { return Ok(Some(respondents)) };
        Ok(self.policy_of(Preset::from_word(&table.disclosure().preset))?.told(respondents))
    }
}

/// Whether a table was refused because it may not be released, and for nothing else.
fn is_not_released(error: &BankError) -> bool {
    matches!(error, BankError::Refused(problems) if problems.iter().all(|problem| problem.code == "not_in_release"))
}

/// The questions of the rows: those named, or all that can be counted.
fn chosen<'q>(request: &TabBookRequest, questionnaire: &'q Questionnaire) -> Result<Vec<&'q Question>, BankError> {
    let questions = &questionnaire.questions;
    if !request.questions.is_empty() {
        let (found, missing): (Vec<_>, Vec<_>) =
            request.questions.iter().map(|name| find(name, questionnaire)).partition(Result::is_ok);
        let problems: Vec<Problem> = missing.into_iter().filter_map(Result::err).map(|problem| *problem).collect();
        return if problems.is_empty() {
            Ok(found.into_iter().flatten().collect())
        } else {
            Err(BankError::Refused(problems))
        };
    }
    let all: Vec<&Question> = questions.iter().filter(|question| question.is_answered()).collect();
    if all.is_empty() {
        let message = format!("`{}` asks nothing that can be counted", request.survey);
        return Err(BankError::refused(Problem::error("not_countable", Place::default().field("survey"), message)));
    }
    Ok(all)
}

fn find<'q>(name: &str, questionnaire: &'q Questionnaire) -> Result<&'q Question, Box<Problem>> {
    let questions = &questionnaire.questions;
    let found = questionnaire.position(name).and_then(|position| questions.get(position));
    found.ok_or_else(|| {
        let message = format!("there is no question `{name}`");
        let problem = Problem::error("unknown_question", Place::default().field("question"), message);
        let near = nearest(name, questions.iter().map(|question| question.id.as_str()));
        Box::new(match near {
            Some(near) => problem.hint(format!("did you mean `{near}`?")),
            None => problem.hint("`insight-bank questions` lists them"),
        })
    })
}

/// The first day that the record knows: of the load, of publication, of the last answers, of the year.
fn day_of(source: &Source, record: &SurveyRecord) -> Option<Date> {
    let loaded = record.load.as_ref().map(|load| load.original.loaded.clone());
    let year = source.year.map(|year| format!("{year:04}"));
    [loaded, source.published.clone(), source.dates.to.clone(), source.dates.from.clone(), year]
        .into_iter()
        .flatten()
        .find_map(|text| day(&text))
}

/// `2026-03-01`, and the first of a month or a year; whatever follows a day is left out.
fn day(text: &str) -> Option<Date> {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.get(..10)?.to_owned(),
    };
    whole.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture::single;
    use crate::survey::{QuestionKind, Role};

    #[test]
    fn a_question_of_the_banner_stands_alone() {
        let request =
            TabBookRequest { by: vec!["Age>place".to_owned(), "sex".to_owned()], ..TabBookRequest::new("care") };
        for name in ["age", "place", "sex"] {
            assert!(request.table(&single(name, &["A", "B"])).by.is_empty(), "{name}");
        }
        assert_eq!(request.table(&single("q1", &["A", "B"])).by, request.by);
    }

    #[test]
    fn only_what_can_be_counted_is_in_a_book_and_every_wrong_name_is_told() {
        let mut weight = single("design", &[]);
        weight.role = Some(Role::Weight);
        let mut id = single("id", &[]);
        id.kind = QuestionKind::Technical;
        let questionnaire = Questionnaire { questions: vec![id, single("q1", &["A"]), weight, single("q2", &["A"])] };
        let ids = |request: &TabBookRequest| -> Vec<String> {
            chosen(request, &questionnaire).unwrap().iter().map(|question| question.id.clone()).collect()
        };
        assert_eq!(ids(&TabBookRequest::new("care")), ["q1", "q2"]);
        let mut named = TabBookRequest { questions: vec!["Q2".to_owned()], ..TabBookRequest::new("care") };
        assert_eq!(ids(&named), ["q2"]);
        named.questions = vec!["q3".to_owned(), "nothing".to_owned()];
        let BankError::Refused(problems) = chosen(&named, &questionnaire).unwrap_err() else { panic!("not refused") };
        assert_eq!(problems.len(), 2);
    }

    #[test]
    fn a_day_is_read_as_far_as_it_is_known() {
        let days = ["2026-03-01T10:00:00Z", "2026-03", "2026", "spring 2026"].map(day);
        let date = |month, day| Some(jiff::civil::date(2026, month, day));
        assert_eq!(days, [date(3, 1), date(3, 1), date(1, 1), None]);
    }
}
