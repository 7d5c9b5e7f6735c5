//! The description of the API: complete, and honest about refusals.

use serde_json::Value;

use crate::support::app::TestApp;

fn description() -> Value {
    TestApp::shipped().get("/api/v1/openapi.json").json()
}

/// Every operation with its path and method.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let methods = |(path, item): (&String, &Value)| {
        let item = item.as_object().unwrap().clone();
        let path = path.clone();
        item.into_iter().map(move |(method, operation)| (path.clone(), method, operation)).collect::<Vec<_>>()
    };
    paths.iter().flat_map(methods).collect()
}

#[test]
fn it_is_openapi_3_1_and_every_reference_leads_somewhere() {
    let document = description();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let text = document.to_string();
    for part in text.split("\"$ref\":\"").skip(1) {
        let reference = part.split('"').next().unwrap().trim_start_matches('#');
        assert!(document.pointer(reference).is_some(), "{reference} leads nowhere");
    }
}

#[test]
fn every_operation_says_what_comes_back_and_how_it_is_refused() {
    for (path, method, operation) in operations(&description()) {
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses["200"]["content"].as_object().is_some_and(|content| !content.is_empty()), "{method} {path}");
        for status in ["400", "500", "503"] {
            let schema = &responses[status]["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/ProblemDocument", "{method} {path} {status}");
        }
        let named = path.matches('{').count();
        let given =
            operation["parameters"].as_array().map_or(0, |all| all.iter().filter(|one| one["in"] == "path").count());
        assert_eq!(given, named, "{method} {path}");
    }
}

#[test]
fn every_described_address_answers() {
    let app = TestApp::shipped();
    for (path, method, _) in operations(&description()).iter().filter(|(_, method, _)| method == "get") {
        let address = path.replace("{id}", "no-such");
        let answer = app.get(&address);
        assert_ne!(answer.status.as_u16(), 405, "{method} {path}");
        assert!(!answer.body.contains("unknown_address"), "{method} {path} is not there");
    }
}

#[test]
fn every_described_parameter_is_known_to_its_address() {
    let app = TestApp::shipped();
    for (path, _, operation) in operations(&description()).iter().filter(|(_, method, _)| method == "get") {
        for parameter in operation["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "query") {
            let name = parameter["name"].as_str().unwrap();
            let answer = app.get(&format!("{}?{name}=", path.replace("{id}", "no-such")));
            assert!(!answer.body.contains("unknown_parameter"), "{path} does not know `{name}`: {}", answer.body);
        }
    }
}
