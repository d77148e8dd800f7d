//! The project's contract file, as far as requests go.

use std::collections::BTreeSet;

use jsonschema::{Draft, Registry, Resource, Validator};
use serde_json::{Value, json};

/// The single statement of the wire.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../sandbox/contract/pandapon-openapi.yaml");

/// The name under which the contract's schemas refer to each other.
const NAME: &str = "urn:contract";

pub(crate) struct Contract {
    document: Value,
    schemas: Registry,
}

/// What the contract says of one operation's request.
pub(crate) struct Described {
    /// Query and path parameters by name, with their schemas.
    pub(crate) parameters: Vec<(String, Value)>,
    /// The path, placeholders in braces.
    pub(crate) path: String,
    /// Schema of the body, when there may be one.
    pub(crate) body: Option<Value>,
}

/// What was found in a value that was held against its schema.
#[derive(Default)]
pub(crate) struct Seen {
    /// Members that were sent, as `receiver/name` or `ids[]`.
    pub(crate) members: BTreeSet<String>,
    /// Scalars under members that are named as ids, with where they stood.
    pub(crate) ids: Vec<(String, Value)>,
    /// What does not fit.
    pub(crate) trouble: Vec<String>,
}

impl Contract {
    pub(crate) fn read() -> Self {
        let text = std::fs::read_to_string(FILE).unwrap_or_else(|error| panic!("{FILE}: {error}"));
        let mut document: Value = serde_yaml_ng::from_str(&text).unwrap();
        name_references(&mut document);
        let schemas = json!({ "components": document["components"] });
        let schemas = Registry::try_new(NAME, Resource::from_contents(schemas).unwrap()).unwrap();
        Self { document, schemas }
    }

    /// What the contract says of an operation; panics when it does not know it.
    pub(crate) fn describe(&self, id: &str) -> Described {
        let paths = self.document["paths"].as_object().unwrap();
        let (path, operation) = paths
            .iter()
            .flat_map(|(path, methods)| methods.as_object().unwrap().values().map(move |one| (path, one)))
            .find(|(_, operation)| operation["operationId"] == id)
            .unwrap_or_else(|| panic!("the contract has no {id}"));
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let parameters = parameters
            .map(|parameter| self.resolve(parameter))
            .filter(|parameter| parameter["in"] != "header")
            .map(|parameter| (parameter["name"].as_str().unwrap().to_owned(), parameter["schema"].clone()))
            .collect();
        let body = operation.pointer("/requestBody/content/application~1json/schema").cloned();
        Described { parameters, path: path.clone(), body }
    }

    /// Holds a value against a schema: are all members declared, and does JSON text inside it fit its content schema?
    /// Types and limits are left to Prism.
    pub(crate) fn look(&self, schema: &Value, value: &Value, place: &str, seen: &mut Seen) {
        let schema = self.resolve(schema);
        if !place.is_empty() {
            seen.members.insert(place.to_owned());
        }
        if let (Some(content), Value::String(text)) = (schema.get("contentSchema"), value) {
            return self.look_inside(content, text, place, seen);
        }
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    let place = below(place, name);
                    match schema["properties"].get(name) {
                        Some(schema) => self.look(schema, member, &place, seen),
                        None => seen.trouble.push(format!("{place} is not in the contract")),
                    }
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.look(&schema["items"], item, &format!("{place}[]"), seen);
                }
            }
            Value::String(text) if text.starts_with(['{', '[']) => {
                seen.trouble
                    .push(format!("{place} is JSON text, and the contract does not say of what: {text}"));
            }
            scalar if names_an_id(place) => seen.ids.push((place.to_owned(), scalar.clone())),
            _ => {}
        }
    }

    fn look_inside(&self, content: &Value, text: &str, place: &str, seen: &mut Seen) {
        let value: Value = match serde_json::from_str(text) {
            Ok(value) => value,
            Err(error) => return seen.trouble.push(format!("{place} is no JSON text: {error}: {text}")),
        };
        for error in self.validator(content).iter_errors(&value) {
            seen.trouble.push(format!("{place}, inside, at {}: {error}", error.instance_path));
        }
        self.look(content, &value, &format!("{place}()"), seen);
    }

    fn validator(&self, schema: &Value) -> Validator {
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(self.schemas.clone())
            .build(schema)
            .unwrap()
    }

    /// Every member that a schema declares, named as in [`Seen::members`]. Where only one of several members may be
    /// there, none of them is asked for.
    pub(crate) fn declared(&self, schema: &Value, place: &str, found: &mut BTreeSet<String>) {
        let schema = self.resolve(schema);
        if !place.is_empty() {
            found.insert(place.to_owned());
        }
        if let Some(content) = schema.get("contentSchema") {
            self.declared(content, &format!("{place}()"), found);
        }
        if let Some(items) = schema.get("items") {
            self.declared(items, &format!("{place}[]"), found);
        }
        if schema["maxProperties"] != 1 {
            for (name, member) in schema["properties"].as_object().into_iter().flatten() {
                self.declared(member, &below(place, name), found);
            }
        }
    }

    fn resolve<'s>(&'s self, schema: &'s Value) -> &'s Value {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(target) => {
                let pointer = target.strip_prefix(NAME).and_then(|target| target.strip_prefix('#')).unwrap();
                self.resolve(self.document.pointer(pointer).unwrap_or_else(|| panic!("no {target}")))
            }
            None => schema,
        }
    }
}

fn below(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}/{name}") }
}

/// Whether the last name of a place is `id`, `ids`, `…Id`, `…Ids` or a list of them.
fn names_an_id(place: &str) -> bool {
    let name = place.rsplit('/').next().unwrap_or_default().trim_end_matches("[]").trim_end_matches("List");
    let name = name.strip_suffix('s').unwrap_or(name);
    name == "id" || name.ends_with("Id")
}

/// `#/components/…` becomes `urn:contract#/components/…`, so that a schema can be used outside the document.
fn name_references(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(target) if name == "$ref" && target.starts_with('#') => {
                        target.insert_str(0, NAME);
                    }
                    other => name_references(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(name_references),
        _ => {}
    }
}
