//! What the contract says about answers: each one is checked, by the file and a library, not by the sandbox's own code.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use jsonschema::{Draft, Registry, Resource, Validator};
use serde_json::{Value, json};

struct Contract {
    document: Value,
    registry: Registry,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

fn contract() -> &'static Contract {
    static CONTRACT: OnceLock<Contract> = OnceLock::new();
    CONTRACT.get_or_init(|| {
        let text = include_str!("../../contract/pandapon-openapi.yaml")
            .replace("'#/components", "'urn:wire#/components");
        let document: Value = serde_yaml_ng::from_str(&text).unwrap();
        let schemas = json!({ "components": document["components"] });
        let registry = Registry::try_new("urn:wire", Resource::from_contents(schemas).unwrap()).unwrap();
        Contract { document, registry, validators: Mutex::default() }
    })
}

/// The schema of an operation's whole answer; `None` for a path that the contract does not have.
fn schema(method: &str, path: &str) -> Option<&'static Value> {
    let operation = contract().document["paths"].get(path)?.get(method)?;
    operation.pointer("/responses/200/content/application~1json/schema")
}

/// Asserts that an answer fits the contract.
pub(crate) fn check(method: &str, path: &str, body: &Value) {
    let Some(schema) = schema(method, path) else { return };
    let mut validators = contract().validators.lock().unwrap();
    let validator = validators.entry(format!("{method} {path}")).or_insert_with(|| {
        let options =
            jsonschema::options().with_draft(Draft::Draft202012).with_registry(contract().registry.clone());
        Arc::new(options.build(schema).unwrap())
    });
    let validator = Arc::clone(validator);
    drop(validators);
    if let Err(error) = validator.validate(body) {
        // The envelope is one of two: say what is wrong with the data, not that neither fits.
        let data = &schema["anyOf"][0]["allOf"][1];
        let options =
            jsonschema::options().with_draft(Draft::Draft202012).with_registry(contract().registry.clone());
        let inner = options.build(data).unwrap();
        let place = inner.iter_errors(body).map(|e| format!("{}: {e}", e.instance_path)).collect::<Vec<_>>();
        panic!("{method} {path} does not fit the contract: {place:?} ({error})");
    }
}

/// The documented fields that an answer's data lacks, as paths.
pub(crate) fn missing_fields(method: &str, path: &str, data: &Value) -> Vec<String> {
    let schema = schema(method, path).unwrap();
    let mut missing = Vec::new();
    walk(&schema["anyOf"][0]["allOf"][1]["properties"]["data"], data, "", &mut missing);
    missing
}

fn walk(schema: &Value, value: &Value, place: &str, missing: &mut Vec<String>) {
    if value.is_null() {
        return;
    }
    if let Some(target) = schema["$ref"].as_str() {
        let pointer = target.split_once('#').unwrap().1;
        return walk(contract().document.pointer(pointer).unwrap(), value, place, missing);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let fits = |choice: &&Value| (choice["type"] == "array") == value.is_array();
        return walk(choices.iter().find(fits).unwrap(), value, place, missing);
    }
    if let Some(items) = value.as_array() {
        for item in items.iter().take(1) {
            walk(&schema["items"], item, &format!("{place}[]"), missing);
        }
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let inner = format!("{place}.{name}");
        match value.get(name) {
            Some(field) => walk(property, field, &inner, missing),
            None => missing.push(inner),
        }
    }
}
