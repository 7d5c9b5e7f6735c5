//! Whether a table may go out beside everything that is known already.

use crate::audit::{Attacker, Block, Members, Register, Source};
use crate::bank::register::Draft;
use crate::bank::register::sets::{KnownSet, members};
use crate::bank::{BankError, InsightBank};
use crate::breakdown::TableSet;
use crate::problem::{Place, Problem};

/// The rule that two sets must not differ by a few people.
const DIFFERENCING: &str = "differencing";
/// The rule that sets together must not single out a small group.
const SMALL_GROUP: &str = "small_group";
/// The rule that what one table hides must not follow from others.
const HIDDEN_CELL: &str = "hidden_cell";
/// So many reasons are told.
const FEW: usize = 6;

/// Why a table may not go out.
pub(super) struct Refusal {
    /// The names of the rules it breaks.
    pub(super) rules: Vec<String>,
    /// The same for the person who asked.
    pub(super) problems: Vec<Problem>,
}

impl From<BankError> for Refusal {
    fn from(error: BankError) -> Self {
        Self { rules: vec!["not_judged".to_owned()], problems: error.problems() }
    }
}

impl InsightBank {
    /// Whether the numbers of `new` may go out beside what is known.
    pub(super) fn judge(&self, draft: &Draft<'_>, new: &[TableSet]) -> Result<(), Refusal> {
        if draft.table.exempt {
            return Ok(());
        }
        let mut known = self.public_sets(draft)?;
        known.extend(self.earlier_sets(draft)?);
        let (known, mut hidden): (Vec<KnownSet>, Vec<KnownSet>) = known.into_iter().partition(|set| set.shown);
        let (new, withheld): (Vec<&TableSet>, Vec<&TableSet>) = new.iter().partition(|set| set.shown);
        let new = news(&new, &known);
        hidden.extend(news(&withheld, &hidden));
        let mut register = Register::new(vec![1; self.people(draft)?], draft.policy.few());
        register.release(known.iter().map(|set| set.people.clone()));
        let people = |sets: &[KnownSet]| sets.iter().map(|set| set.people.clone()).collect::<Vec<Members>>();
        let unsure = |fault: crate::audit::Fault| {
            BankError::refused(Problem::error("not_in_release", Place::default(), fault.to_string()))
        };
        let blocks = register.check(&people(&new), Attacker::Whole).map_err(unsure)?;
        let told = register.told(&people(&new), &people(&hidden)).map_err(unsure)?;
        let told: Vec<&KnownSet> = told.into_iter().filter_map(|at| hidden.get(at)).collect();
        if blocks.is_empty() && told.is_empty() { Ok(()) } else { Err(refusal(&blocks, &known, &new, &told)) }
    }

    /// How many people took part.
    fn people(&self, draft: &Draft<'_>) -> Result<usize, BankError> {
        Ok(usize::try_from(self.respondents(draft.survey)?).unwrap_or(usize::MAX))
    }
}

/// The sets of a table that are not known already, each once.
fn news(new: &[&TableSet], known: &[KnownSet]) -> Vec<KnownSet> {
    let mut news: Vec<KnownSet> = Vec::new();
    for set in new {
        let people = members(&set.people);
        if !known.iter().chain(&news).any(|known| known.people == people) {
            news.push(KnownSet { people, place: format!("{} in {}", set.answer, set.column), shown: set.shown });
        }
    }
    news
}

fn refusal(blocks: &[Block], known: &[KnownSet], new: &[KnownSet], told: &[&KnownSet]) -> Refusal {
    let mut rules: Vec<String> = blocks.iter().map(|block| rule(block).to_owned()).collect();
    rules.extend(told.iter().map(|_| HIDDEN_CELL.to_owned()));
    rules.sort_unstable();
    rules.dedup();
    let name = |source: &Source| -> String {
        let set = match source {
            Source::Earlier(at) => known.get(*at),
            Source::New(at) => new.get(*at),
        };
        set.map_or_else(String::new, |set| format!("`{}`", set.place))
    };
    let between = blocks.iter().filter_map(|block| match block {
        Block::Between { outer, inner, .. } => {
            let message = format!("{} and {} are the same people but for too few", name(outer), name(inner));
            Some(Problem::error("too_close", Place::default(), message))
        }
        Block::Group { .. } => None,
    });
    let hidden = told.iter().map(|set| {
        let message = format!("the number of `{}` is hidden and could be worked out", set.place);
        Problem::error("hidden_cell", Place::default(), message)
    });
    let mut problems: Vec<Problem> = between.chain(hidden).take(FEW).collect();
    if rules.iter().any(|rule| rule == SMALL_GROUP) {
        let message = "together with what is known already, the table singles out a group of too few people";
        problems.push(Problem::error("small_group", Place::default(), message));
    }
    let hint =
        "nothing was released; ask for wider groups, without the column in question, or for the table that is public";
    let last = problems.pop().map(|problem| problem.hint(hint));
    Refusal { rules, problems: problems.into_iter().chain(last).collect() }
}

fn rule(block: &Block) -> &'static str {
    match block {
        Block::Between { .. } => DIFFERENCING,
        Block::Group { .. } => SMALL_GROUP,
    }
}
