//! The illustrative survey is what its generator makes, byte for byte, on every machine.

#[path = "generate/illustrative_survey.rs"]
#[expect(dead_code, reason = "as a program of its own it has a `main`, which only the example runs")]
mod illustrative_survey;

use std::fs;

use crate::support::folder::project;

#[test]
fn the_shipped_answers_and_codes_are_those_the_generator_makes() {
    let folder = project().join("corpus/sources/surveys/workforce-2022-illustrative");
    for (name, made) in illustrative_survey::files().unwrap() {
        let shipped = fs::read_to_string(folder.join(name)).unwrap();
        let differs = made.lines().zip(shipped.lines()).position(|(made, shipped)| made != shipped);
        assert!(made == shipped, "{name} differs, first in line {:?}", differs.map(|line| line + 1));
    }
}
