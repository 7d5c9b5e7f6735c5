//! Makes the illustrative survey `workforce-2022-illustrative`: 750 respondents, none of whom exists.
//!
//! The answers are drawn with a fixed seed, so the same program always writes the same bytes. They are made so that the
//! breakdowns agree with the figures that the draft integrated care strategy prints for its real survey (Appendix 1,
//! "Surveying the ICP workforce and voluntary sector"). Everything else, from the six remaining priorities to the
//! profile of the respondents, is invented and says nothing about anybody.
//!
//! The 180 comments and their codes were written by hand, in `overall-comments.csv` beside this file. Its column `fits`
//! names what the profile of a respondent must say for the comment to make sense (`organisation=nhs|role=staff`).
//!
//! | published figure                              | percent | here           |
//! |-----------------------------------------------|--------:|---------------:|
//! | some contact with the public                  |      66 | 495 of 750     |
//! | commented on workforce                        |      59 | 443 of 750     |
//! | commented on mental and emotional health      |      48 | 360 of 750     |
//! | commented on healthy weight                   |      47 | 353 of 750     |
//! | commented on addiction (fewest of the ten)    |      24 | 180 of 750     |
//! | ... of these: an effect on themselves         |    > 50 | 99 of 180      |
//! | ... of these: an effect on family or friends  |     2/3 | 120 of 180     |
//! | comment coded `positive`                      |      41 | 74 of 180      |
//! | comment coded `staffing`                      |      14 | 25 of 180      |
//! | comment coded `detail`                        |      12 | 22 of 180      |
//! | comment coded `funding`                       |      11 | 20 of 180      |
//! | comment coded `partnership`                   |       9 | 16 of 180      |
//! | comment coded `co-production`                 |       7 | 13 of 180      |
//! | comment coded `ownership`                     |       6 | 11 of 180      |
//! | comment coded `focus`                         |       2 | 4 of 180       |
//!
//! Usage: `cargo run --example illustrative-survey -- corpus/sources/surveys/workforce-2022-illustrative`. The folder gets
//! `responses.csv` and `codings.csv`; the record and questionnaire, `source.toml`, are kept by hand.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

/// The comments and their codes, as written by hand.
const COMMENTS: &str = include_str!("overall-comments.csv");

/// Where the random numbers start. Another value gives another survey with the same published figures.
const SEED: u64 = 2022;

/// How many people answer.
const PEOPLE: usize = 750;

/// How many of them choose no priority at all, so that those who answered differ from those who were asked.
const SILENT: usize = 24;

/// How many people have some contact with the public.
const IN_CONTACT: usize = 495;

/// What stands in a cell when somebody was not asked the question.
const NOT_ASKED: &str = "@not_asked";

/// A choice and its weight, or the number of people who take it. The empty choice is a blank.
type Choice = (&'static str, usize);

/// The priorities offered, each with the number of people who choose it.
const PRIORITIES: [Choice; 10] = [
    ("workforce", 443),
    ("mental-health", 360),
    ("healthy-weight", 353),
    ("addiction", 180),
    ("health-inequalities", 331),
    ("draft-6", 308),
    ("draft-7", 284),
    ("draft-8", 263),
    ("draft-9", 232),
    ("draft-10", 211),
];

/// The grids about impact, each with the weights of its answers.
const SPHERES: [(&str, [Choice; 5]); 3] =
    [("self", impact(30, 40, 20, 7, 3)), ("family", impact(22, 42, 26, 7, 3)), ("community", impact(8, 34, 46, 9, 3))];

/// How many of the 180 see an effect of the addiction priority on themselves: 61 and 38 make 99, more than half.
const ADDICTION_SELF: [Choice; 5] = impact(66, 61, 38, 10, 5);

/// How many of the 180 see an effect on family or friends: 72 and 48 make 120, two thirds. Nobody leaves it blank, so
/// that it is two thirds of those who answered, too.
const ADDICTION_FAMILY: [Choice; 5] = impact(46, 72, 48, 14, 0);

/// How many of the 180 people who comment agree to be quoted.
const CONSENT: [Choice; 4] = [("yes", 96), ("yes-anonymous", 54), ("no", 21), ("", 9)];

/// The questions about the respondent, with the weights of their answers. `role` follows from the organisation.
const PROFILE: [(&str, &[Choice]); 5] = [
    (
        "organisation",
        &[
            ("nhs", 44),
            ("county-council", 20),
            ("district-council", 14),
            ("voluntary", 13),
            ("other-public", 7),
            ("", 2),
        ],
    ),
    (
        "age-band",
        &[
            ("16-24", 4),
            ("25-34", 16),
            ("35-44", 22),
            ("45-54", 28),
            ("55-64", 21),
            ("65-plus", 5),
            ("pnts", 3),
            ("", 1),
        ],
    ),
    (
        "district",
        &[
            ("broxbourne", 6),
            ("dacorum", 9),
            ("east-hertfordshire", 9),
            ("hertsmere", 6),
            ("north-hertfordshire", 8),
            ("st-albans", 9),
            ("stevenage", 7),
            ("three-rivers", 5),
            ("watford", 7),
            ("welwyn-hatfield", 8),
            ("epping-forest", 7),
            ("harlow", 6),
            ("uttlesford", 5),
            ("outside", 6),
            ("", 2),
        ],
    ),
    ("ethnic-group", &[("asian", 9), ("black", 6), ("mixed", 3), ("white", 75), ("other", 2), ("pnts", 4), ("", 1)]),
    ("carer", &[("yes", 24), ("no", 71), ("pnts", 3), ("", 2)]),
];

/// What a step of this program gives, or why it failed.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// Writes both files into the folder named on the command line.
fn main() -> Outcome<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or("no folder to write to was given")?;
    fs::create_dir_all(&folder)?;
    for (name, text) in files()? {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// Gives both files with their names.
pub(crate) fn files() -> Outcome<[(&'static str, String); 2]> {
    let survey = Survey::made_up(&read_comments(COMMENTS)?)?;
    let (responses, codings) = (survey.responses(), survey.codings());
    Ok([("responses.csv", responses), ("codings.csv", codings)])
}

/// The five answers of an impact question, with a weight or number for each.
const fn impact(none: usize, some: usize, great: usize, unsure: usize, blank: usize) -> [Choice; 5] {
    [("no-effect", none), ("some-effect", some), ("great-effect", great), ("dont-know", unsure), ("", blank)]
}

/// A `SplitMix64` generator: small, good enough for made-up data, and the same on every machine.
#[derive(Debug)]
struct Random(u64);

impl Random {
    /// Gives the next 64 random bits.
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// Gives a number below `limit`, or zero when the limit is zero.
    fn below(&mut self, limit: usize) -> usize {
        let drawn = self.bits() % (limit.max(1) as u64);
        usize::try_from(drawn).unwrap_or_default() // never the default: a number below a `usize` fits into one
    }

    /// Picks a place in `weights`, each as likely as its weight says.
    fn weighted(&mut self, weights: &[usize]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (place, weight) in weights.iter().enumerate() {
            if left < *weight {
                return place;
            }
            left -= weight;
        }
        0
    }

    /// Picks one of the choices by weight.
    fn choice(&mut self, choices: &[Choice]) -> &'static str {
        let weights: Vec<usize> = choices.iter().map(|choice| choice.1).collect();
        choices.get(self.weighted(&weights)).map_or("", |choice| choice.0)
    }

    /// Picks `count` different places, the heavier the likelier. A place of weight zero is never picked while others last.
    fn choose(&mut self, mut weights: Vec<usize>, count: usize) -> Vec<usize> {
        let mut chosen = Vec::with_capacity(count);
        for _ in 0..count {
            let place = self.weighted(&weights);
            weights[place] = 0;
            chosen.push(place);
        }
        chosen
    }

    /// Lays out each choice as often as its number says, in random order.
    fn deck(&mut self, choices: &[Choice]) -> Vec<&'static str> {
        let spread = |&(id, number): &Choice| std::iter::repeat_n(id, number);
        let mut cards: Vec<&str> = choices.iter().flat_map(spread).collect();
        for last in (1..cards.len()).rev() {
            cards.swap(last, self.below(last + 1));
        }
        cards
    }
}

/// A comment written by hand.
#[derive(Debug)]
struct Comment {
    /// The words.
    answer: String,
    /// The codes a person gave them.
    codes: Vec<String>,
    /// What the respondent must have answered for the words to make sense: question and option.
    fits: Vec<(String, String)>,
}

impl Comment {
    /// Tells whether these could be the words of `person`.
    fn suits(&self, person: &Person) -> bool {
        let has = |(question, option): &(String, String)| person.answer(question) == option;
        self.fits.iter().all(has)
    }
}

/// Reads the comments, leaving out the heading.
fn read_comments(text: &str) -> Outcome<Vec<Comment>> {
    let records = read_csv(text);
    records.iter().skip(1).map(|record| read_comment(record)).collect()
}

/// Reads one comment.
fn read_comment(record: &[String]) -> Outcome<Comment> {
    let [answer, codes, fits] = record else {
        return Err(format!("expected answer, codes and fits, found {record:?}").into());
    };
    let parts = fits.split('|').filter(|part| !part.is_empty());
    Ok(Comment {
        answer: answer.clone(),
        codes: codes.split('|').map(String::from).collect(),
        fits: parts.map(read_condition).collect::<Outcome<_>>()?,
    })
}

/// Reads `question=option`.
fn read_condition(text: &str) -> Outcome<(String, String)> {
    let (question, option) =
        text.split_once('=').ok_or_else(|| format!("expected `question=option`, found `{text}`"))?;
    Ok((question.to_owned(), option.to_owned()))
}

/// Splits a comma-separated file into records. Fields in quotes may hold commas, line breaks and doubled quotes.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.trim_end().chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.next_if_eq(&'"').is_some() => extend(&mut records, '"'),
            '"' => quoted = !quoted,
            ',' if !quoted => records.iter_mut().last().into_iter().for_each(start_field),
            '\r' if !quoted => {}
            '\n' if !quoted => records.push(vec![String::new()]),
            other => extend(&mut records, other),
        }
    }
    records
}

/// Adds a character to the field being read.
fn extend(records: &mut [Vec<String>], character: char) {
    if let Some(field) = records.last_mut().and_then(|record| record.last_mut()) {
        field.push(character);
    }
}

/// Starts the next field of a record.
fn start_field(record: &mut Vec<String>) {
    record.push(String::new());
}

/// Somebody who does not exist.
#[derive(Debug, Default)]
struct Person {
    /// Cells by question; a question that is not here was left blank.
    answers: BTreeMap<String, String>,
    /// The priorities chosen.
    priorities: Vec<&'static str>,
    /// The codes of the comment.
    codes: Vec<String>,
}

impl Person {
    /// Gives the cell of a question, empty for a blank.
    fn answer(&self, question: &str) -> &str {
        self.answers.get(question).map_or("", String::as_str)
    }

    /// Fills the cell of a question.
    fn set(&mut self, question: &str, answer: &str) {
        self.answers.insert(question.to_owned(), answer.to_owned());
    }

    /// How much the answer to `question` inclines this person to a priority.
    fn leaning(&self, priority: &str) -> usize {
        match (priority, self.answer("organisation")) {
            ("addiction", "other-public") => 9,
            ("workforce", "nhs") | ("healthy-weight", "district-council") => 6,
            ("mental-health" | "addiction" | "health-inequalities", "voluntary") => 5,
            _ => 3,
        }
    }

    /// How likely this person is to meet the public, compared with others.
    fn exposure(&self) -> usize {
        match self.answer("organisation") {
            "voluntary" | "other-public" => 6,
            "nhs" => 4,
            _ => 3,
        }
    }

    /// The weights of this person's answers about impact on a sphere of life.
    fn impact_weights(&self, sphere: &str, mut weights: [Choice; 5]) -> [Choice; 5] {
        let carer = sphere != "community" && self.answer("carer") == "yes";
        let contact = sphere == "community" && self.answer("public-contact") == "yes";
        if carer || contact {
            weights[2].1 += 20;
        }
        weights
    }
}

/// The weights of staff and volunteers in an organisation.
fn roles(organisation: &str) -> [Choice; 3] {
    match organisation {
        "voluntary" => [("staff", 55), ("volunteer", 43), ("", 2)],
        "nhs" => [("staff", 92), ("volunteer", 6), ("", 2)],
        _ => [("staff", 95), ("volunteer", 2), ("", 3)],
    }
}

/// The survey in the making.
#[derive(Debug)]
struct Survey {
    /// Who answers.
    people: Vec<Person>,
    /// Where the chances come from.
    random: Random,
}

impl Survey {
    /// Makes everybody and all their answers up.
    fn made_up(comments: &[Comment]) -> Outcome<Self> {
        let people = std::iter::repeat_with(Person::default);
        let mut survey = Self { people: people.take(PEOPLE).collect(), random: Random(SEED) };
        survey.fill_profile();
        survey.fill_contact();
        survey.fill_priorities();
        survey.fill_impacts();
        survey.fill_comments(comments)?;
        survey.fill_consent();
        Ok(survey)
    }

    /// Says who the people are.
    fn fill_profile(&mut self) {
        for person in &mut self.people {
            for (question, choices) in PROFILE {
                person.set(question, self.random.choice(choices));
            }
            let role = self.random.choice(&roles(person.answer("organisation")));
            person.set("role", role);
        }
    }

    /// Says who meets the public.
    fn fill_contact(&mut self) {
        let weights = self.people.iter().map(Person::exposure).collect();
        let chosen = self.random.choose(weights, IN_CONTACT);
        self.people.iter_mut().for_each(|person| person.set("public-contact", "no"));
        for place in chosen {
            self.people[place].set("public-contact", "yes");
        }
    }

    /// Lets everybody but the silent choose priorities, each priority exactly as often as it should be.
    fn fill_priorities(&mut self) {
        let silent = self.random.choose(vec![1; PEOPLE], SILENT);
        for (priority, count) in PRIORITIES {
            let mut weights: Vec<usize> = self.people.iter().map(|person| person.leaning(priority)).collect();
            for place in &silent {
                weights[*place] = 0;
            }
            for place in self.random.choose(weights, count) {
                self.people[place].priorities.push(priority);
            }
        }
        self.share_out(&silent);
        for person in &mut self.people {
            person.set("priorities", &person.priorities.join("|"));
        }
    }

    /// Gives those who chose nothing, though they are not among the silent, a priority of somebody who chose many.
    fn share_out(&mut self, silent: &[usize]) {
        for place in 0..self.people.len() {
            if silent.contains(&place) || !self.people[place].priorities.is_empty() {
                continue;
            }
            let eager = self.people.iter_mut().max_by_key(|person| person.priorities.len());
            let Some(eager) = eager.filter(|eager| eager.priorities.len() > 1) else {
                continue;
            };
            let given = self.random.below(eager.priorities.len());
            let priority = eager.priorities.remove(given);
            self.people[place].priorities.push(priority);
        }
    }

    /// Lets everybody say what effect the priorities they chose would have.
    fn fill_impacts(&mut self) {
        for (sphere, weights) in SPHERES {
            for (priority, _) in PRIORITIES {
                let prepared = self.prepared_impacts(sphere, priority);
                self.fill_impact(sphere, priority, weights, prepared);
            }
        }
    }

    /// Fills one item of a grid, from the prepared answers as long as they last, then by weight.
    fn fill_impact(&mut self, sphere: &str, priority: &str, weights: [Choice; 5], prepared: Vec<&str>) {
        let mut prepared = prepared.into_iter();
        for person in &mut self.people {
            let mut drawn = || self.random.choice(&person.impact_weights(sphere, weights));
            let answer = if person.priorities.contains(&priority) {
                prepared.next().unwrap_or_else(&mut drawn)
            } else {
                NOT_ASKED
            };
            person.set(&format!("impact-{sphere}.{priority}"), answer);
        }
    }

    /// The answers of everybody who was asked, where a figure was published; nothing where none was.
    fn prepared_impacts(&mut self, sphere: &str, priority: &str) -> Vec<&'static str> {
        match (sphere, priority) {
            ("self", "addiction") => self.random.deck(&ADDICTION_SELF),
            ("family", "addiction") => self.random.deck(&ADDICTION_FAMILY),
            _ => Vec::new(),
        }
    }

    /// Gives each comment to somebody whom it suits. The particular ones come first, while there is most choice.
    fn fill_comments(&mut self, comments: &[Comment]) -> Outcome<()> {
        let (general, particular): (Vec<_>, Vec<_>) = comments.iter().partition(|comment| comment.fits.is_empty());
        for comment in particular.into_iter().chain(general) {
            let place = self.find_author(comment)?;
            let person = &mut self.people[place];
            person.set("overall-comments", &comment.answer);
            person.codes.clone_from(&comment.codes);
        }
        Ok(())
    }

    /// Finds somebody who has not commented yet and could have written these words.
    fn find_author(&mut self, comment: &Comment) -> Outcome<usize> {
        let free = |person: &Person| person.codes.is_empty() && comment.suits(person);
        let weights: Vec<usize> = self.people.iter().map(|person| usize::from(free(person))).collect();
        if weights.contains(&1) {
            Ok(self.random.weighted(&weights))
        } else {
            Err(format!("nobody could have written `{}`", comment.answer).into())
        }
    }

    /// Asks those who commented whether they may be quoted.
    fn fill_consent(&mut self) {
        let mut answers = self.random.deck(&CONSENT).into_iter();
        for person in &mut self.people {
            let commented = !person.codes.is_empty();
            let answer = if commented { answers.next().unwrap_or_default() } else { NOT_ASKED };
            person.set("consent", answer);
        }
    }

    /// Gives `responses.csv`: a row per respondent, a column per question.
    fn responses(&self) -> String {
        let questions = questions();
        let head = std::iter::once("respondent".to_owned()).chain(questions.iter().cloned());
        let mut text = csv_line(head);
        for (place, person) in self.people.iter().enumerate() {
            let cells = questions.iter().map(|question| cell(question, person.answer(question)));
            text += &csv_line(std::iter::once(respondent(place)).chain(cells));
        }
        text
    }

    /// Gives `codings.csv`: a row per code of a comment.
    fn codings(&self) -> String {
        let mut text = String::from("respondent,question,code\n");
        for (place, person) in self.people.iter().enumerate() {
            for code in &person.codes {
                let cells = [respondent(place), "overall-comments".to_owned(), code.clone()];
                text += &csv_line(cells.into_iter());
            }
        }
        text
    }
}

/// The questions in the order of the questionnaire.
fn questions() -> Vec<String> {
    let item = |sphere: &str, priority: &str| format!("impact-{sphere}.{priority}");
    let grid = |(sphere, _)| PRIORITIES.map(|(priority, _)| item(sphere, priority));
    let about = ["organisation", "role", "age-band", "district", "ethnic-group", "carer"];
    let mut questions = vec!["priorities".to_owned()];
    questions.extend(SPHERES.into_iter().flat_map(grid));
    questions.extend(["overall-comments", "consent", "public-contact"].map(String::from));
    questions.extend(about.map(String::from));
    questions
}

/// The id of the respondent in a place.
fn respondent(place: usize) -> String {
    format!("r{:06}", place + 1)
}

/// A cell as the corpus wants it: somebody's own words that begin with `@` get a second one.
fn cell(question: &str, answer: &str) -> String {
    let doubled = question == "overall-comments" && answer.starts_with('@');
    if doubled { format!("@{answer}") } else { answer.to_owned() }
}

/// Writes one line of a comma-separated file, with quotes where they are needed.
fn csv_line(cells: impl Iterator<Item = String>) -> String {
    let quoted = |cell: String| {
        if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    };
    cells.map(quoted).collect::<Vec<_>>().join(",") + "\n"
}
