//! What the contract says about answers: each one is checked, by the file and a library, not by the sandbox's own code.

use std::collections::{BTreeSet, HashMap};
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
    operation(method, path)?.pointer("/responses/200/content/application~1json/schema")
}

/// The operation of a path, and its template where it has parameters.
fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let paths = contract().document["paths"].as_object().unwrap();
    let fits = |template: &str| {
        let wanted: Vec<&str> = template.split('/').collect();
        let given: Vec<&str> = path.split('/').collect();
        let same = |(part, text): (&&str, &&str)| part == text || part.starts_with('{');
        wanted.len() == given.len() && wanted.iter().zip(&given).all(same)
    };
    paths.iter().find(|(template, _)| fits(template))?.1.get(method)
}

/// The documented fields that answers of this test program had with a value; null does not count.
static SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// The documented fields that no answer of this test program had, of the operations that `covers` chooses by their
/// tags. A field is named by its schema, since several operations answer with the same one: `Schema.field`.
pub(crate) fn never_seen(covers: impl Fn(&[&str]) -> bool) -> Vec<String> {
    let mut documented = BTreeSet::new();
    for (_, methods) in contract().document["paths"].as_object().unwrap() {
        for operation in methods.as_object().unwrap().values() {
            let tags: Vec<&str> =
                operation["tags"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap()).collect();
            if covers(&tags) {
                each_documented(answer_of(operation), &name_of(operation), &mut documented);
            }
        }
    }
    documented.difference(&SEEN.lock().unwrap()).cloned().collect()
}

fn answer_of(operation: &Value) -> &Value {
    &operation["responses"]["200"]["content"]["application/json"]["schema"]["anyOf"][0]["allOf"][1]
}

fn name_of(operation: &Value) -> String {
    operation["operationId"].as_str().unwrap().to_owned()
}

/// The schema that a schema refers to, by its name.
fn referred(schema: &Value) -> Option<(&'static Value, String)> {
    let target = schema["$ref"].as_str()?;
    let pointer = target.split_once('#').unwrap().1;
    Some((contract().document.pointer(pointer).unwrap(), pointer.rsplit('/').next().unwrap().to_owned()))
}

fn each_documented(schema: &Value, place: &str, found: &mut BTreeSet<String>) {
    if let Some((inner, name)) = referred(schema) {
        each_documented(inner, &name, found);
    }
    for word in ["anyOf", "oneOf", "allOf"] {
        schema[word].as_array().into_iter().flatten().for_each(|part| each_documented(part, place, found));
    }
    if schema["items"].is_object() {
        each_documented(&schema["items"], &format!("{place}[]"), found);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let inner = format!("{place}.{name}");
        // A schema that holds itself is looked at once.
        if found.insert(inner.clone()) {
            each_documented(property, &inner, found);
        }
    }
}

fn each_seen(schema: &Value, value: &Value, place: &str, found: &mut BTreeSet<String>) {
    if let Some((inner, name)) = referred(schema) {
        each_seen(inner, value, &name, found);
    }
    for word in ["anyOf", "oneOf", "allOf"] {
        let parts = schema[word].as_array().into_iter().flatten();
        parts.for_each(|part| each_seen(part, value, place, found));
    }
    for item in value.as_array().into_iter().flatten() {
        each_seen(&schema["items"], item, &format!("{place}[]"), found);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(field) = value.get(name).filter(|field| !field.is_null()) {
            let inner = format!("{place}.{name}");
            each_seen(property, field, &inner, found);
            found.insert(inner);
        }
    }
}

/// Asserts that an answer fits the contract, and remembers which fields it had.
pub(crate) fn check(method: &str, path: &str, body: &Value) {
    if let Some(operation) = operation(method, path).filter(|_| body["code"] == 200) {
        each_seen(answer_of(operation), body, &name_of(operation), &mut SEEN.lock().unwrap());
    }
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
