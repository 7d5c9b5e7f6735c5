//! Why the bank could not do what was asked.

use crate::breakdown::BreakdownError;
use crate::engine::EngineError;
use crate::problem::{Place, Problem};

/// How many names a hint lists.
const FEW: usize = 6;

/// Why the bank could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    /// There is nothing of that name.
    #[error("there is no {what} `{name}`")]
    NotFound {
        /// `source`, `theme`, `survey` and so on.
        what: &'static str,
        /// What was asked for.
        name: String,
        /// The way on.
        hint: Option<String>,
    },
    /// The request cannot be met as it stands; every reason at once.
    #[error("the request cannot be met")]
    Refused(Vec<Problem>),
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl BankError {
    /// Refused for one reason.
    pub fn refused(problem: Problem) -> Self {
        Self::Refused(vec![problem])
    }

    /// Nothing of that name, with the nearest names that exist.
    pub fn not_found<'a>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let hint = match crate::text::nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("the bank holds no {what} yet"),
            None if known.len() <= FEW => format!("there is {}", known.join(", ")),
            None => format!("there are {} to choose from, such as {}", known.len(), known[..FEW].join(", ")),
        };
        Self::NotFound { what, name: name.to_owned(), hint: Some(hint) }
    }

    /// The reasons as problems, for every surface to show.
    pub fn problems(&self) -> Vec<Problem> {
        match self {
            Self::Refused(problems) => problems.clone(),
            Self::NotFound { hint, .. } => {
                let mut problem = Problem::error("not_found", Place::default(), self.to_string());
                problem.hint.clone_from(hint);
                vec![problem]
            }
            Self::Engine(error) => vec![engine_problem(error)],
        }
    }
}

impl From<BreakdownError> for BankError {
    fn from(error: BreakdownError) -> Self {
        Self::Refused(error.problems)
    }
}

fn engine_problem(error: &EngineError) -> Problem {
    let (code, hint) = match error {
        EngineError::Index { .. } => {
            ("index_failed", Some("delete the `index` folder and try again; it is made anew and nothing is lost"))
        }
        EngineError::Busy { .. } => ("index_busy", Some("wait until the other program has finished, then try again")),
        EngineError::Cursor { .. } => ("bad_cursor", Some("leave `cursor` out to begin at the first page")),
        EngineError::NoSurvey { .. } => ("not_found", None),
        EngineError::Question { .. } => ("bad_question", None),
    };
    let problem = Problem::error(code, Place::default(), error.to_string());
    match hint {
        Some(hint) => problem.hint(hint),
        None => problem,
    }
}
