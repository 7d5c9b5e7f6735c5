//! A made-up survey of one question as codes, and the questionnaire that says what they mean.

/// The answers.
pub(crate) const ANSWERS: &str = "q1\n1\n2\n1\n";

/// The questionnaire, as Quantipy keeps it.
pub(crate) const QUESTIONNAIRE: &str = r#"{
    "columns": {"q1": {"type": "single", "text": {"en-GB": "Do you use the park?"}, "values": [
        {"value": 1, "text": {"en-GB": "Yes"}}, {"value": 2, "text": {"en-GB": "No"}}
    ]}},
    "masks": {}, "lib": {"default text": "en-GB", "values": {}}, "sets": {"data file": {"items": ["columns@q1"]}}
}"#;
