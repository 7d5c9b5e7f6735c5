//! Two surveys of research software engineers, with the tables their owner published: every published figure comes out of the
//! file as it is, or the reason why not is written down beside it and holds.

// What is odd about the published tables, each with its reason.
mod explained;
// The published tables as figures.
mod published;
// The same answers read with the questionnaire of a later year.
mod questionnaire;
// Ranks, grids, ticks and numbers: what the published tables do not tell by themselves.
mod shapes;
// One of the surveys in a bank.
mod survey;

use survey::Survey;

/// Every table of a folder agrees with ours, or differs as explained and in no other way.
#[track_caller]
fn every_table_agrees(folder: &str) {
    let Some(survey) = Survey::loaded(folder, &[]) else { return };
    let tables = published::tables(&survey.folder.join("published"));
    let mut faults = Vec::new();
    let mut agreed = 0;
    for table in &tables {
        let differences = survey.differences(table, |_, _, ours| ours);
        let why = explained::EXPLAINED.iter().find(|it| it.folder == folder && it.table == table.name);
        match why {
            None if differences.is_empty() => agreed += 1,
            None => faults.push(format!("{}: {differences:#?}", table.name)),
            Some(why) if differences.is_empty() => {
                faults.push(format!("{} agrees by now, but was explained: {}", table.name, why.reason));
            }
            Some(why) => {
                let left = why.leaves(&survey, table, &tables);
                if !left.is_empty() {
                    faults.push(format!("{} differs otherwise than explained ({}): {left:#?}", table.name, why.reason));
                }
            }
        }
    }
    let named = explained::EXPLAINED.iter().filter(|it| it.folder == folder);
    let gone = named.filter(|it| !tables.iter().any(|table| table.name == it.table));
    faults.extend(gone.map(|it| format!("no table {} is there to be explained", it.table)));
    assert!(faults.is_empty(), "{} of {} tables:\n{}", faults.len(), tables.len(), faults.join("\n"));
    assert!(agreed * 2 > tables.len(), "no more than {agreed} of {} tables agree without a word", tables.len());
}

#[test]
fn every_table_published_of_the_british_survey_comes_out_of_its_answers() {
    every_table_agrees("rse-2016-uk");
}

#[test]
fn every_table_published_of_the_german_survey_comes_out_of_its_answers() {
    every_table_agrees("rse-2017-de");
}
