//! The contract file, read once: which operations exist, and what a request of each must look like.

use std::collections::HashMap;
use std::sync::OnceLock;

use axum::http::Method;
use jsonschema::{Draft, Registry, Resource, Validator};
use serde_json::{Value, json};

use crate::refusal::{Code, Refusal};

const TEXT: &str = include_str!("../contract/pandapon-openapi.yaml");
/// The name under which the contract's schemas refer to each other.
const NAME: &str = "urn:pandapon";

/// The contract could not be read: a fault of the build, not of a caller.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ContractError {
    #[error("the contract file is not YAML: {0}")]
    Yaml(#[from] serde_yaml_ng::Error),
    #[error("the contract's schemas do not hold together: {0}")]
    Schema(String),
}

/// Every operation of the reference.
pub(crate) struct Contract {
    operations: Vec<Operation>,
    registry: Registry,
}

/// One operation and the rules of its request.
pub(crate) struct Operation {
    /// Its name in the contract, `taobaoCreateOrder`.
    pub(crate) id: String,
    method: Method,
    path: String,
    parameters: Vec<Parameter>,
    body: Option<Value>,
    body_required: bool,
    checks: OnceLock<Result<Checks, String>>,
}

struct Parameter {
    name: String,
    required: bool,
    integer: bool,
    schema: Value,
}

struct Checks {
    parameters: Vec<Validator>,
    body: Option<Validator>,
    /// Names of the body's documented fields.
    known: Vec<String>,
    /// Fields of the body that are JSON text.
    inner: Vec<Inner>,
}

/// A field that is JSON text, and the rules of its content.
struct Inner {
    field: String,
    /// One that is not required may be blank, as if it were left out.
    required: bool,
    content: Validator,
}

/// A request as it is checked: query parameters as text, the body parsed.
pub(crate) struct Request<'r> {
    pub(crate) parameters: &'r HashMap<String, String>,
    pub(crate) body: Option<&'r Value>,
}

impl Contract {
    /// Reads the file inside the program.
    pub(crate) fn read() -> Result<Self, ContractError> {
        let mut document: Value = serde_yaml_ng::from_str(TEXT)?;
        name_references(&mut document);
        let operations = operations_of(&document);
        let schemas = json!({ "components": document.get_mut("components").map(Value::take) });
        let registry =
            Registry::try_new(NAME, Resource::from_contents(schemas).map_err(broken)?).map_err(broken)?;
        Ok(Contract { operations, registry })
    }

    /// The operation that a method and path name, and the parameters inside the path.
    pub(crate) fn find(&self, method: &Method, path: &str) -> Option<(&Operation, HashMap<String, String>)> {
        self.operations
            .iter()
            .filter(|operation| operation.method == *method)
            .find_map(|operation| Some((operation, match_path(&operation.path, path)?)))
    }

    /// Whether an operation of that name exists.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.operations.iter().any(|operation| operation.id == id)
    }

    /// Takes what is not documented out of a body: anything may come there, and nothing of it is read.
    pub(crate) fn keep_known(&self, operation: &Operation, body: &mut Value) -> Result<(), Refusal> {
        let checks = self.checks(operation)?;
        if let Some(fields) = body.as_object_mut() {
            fields.retain(|name, _| checks.known.contains(name));
        }
        Ok(())
    }

    fn checks<'o>(&self, operation: &'o Operation) -> Result<&'o Checks, Refusal> {
        let built = operation.checks.get_or_init(|| operation.build_checks(&self.registry));
        built.as_ref().map_err(|error| Refusal::new(Code::Broken, error))
    }

    /// Checks types, required fields and the inside of JSON text.
    pub(crate) fn check(&self, operation: &Operation, request: &Request<'_>) -> Result<(), Refusal> {
        let checks = self.checks(operation)?;
        for (parameter, validator) in operation.parameters.iter().zip(&checks.parameters) {
            check_parameter(parameter, validator, request.parameters)?;
        }
        let Some(validator) = &checks.body else { return Ok(()) };
        let body = request.body.ok_or_else(|| Refusal::new(Code::BadParameter, "a JSON body is missing"))?;
        validate(validator, body, "")?;
        for Inner { field, required, content: validator } in &checks.inner {
            let Some(text) = body.get(field).and_then(Value::as_str) else { continue };
            if !required && text.trim().is_empty() {
                continue;
            }
            let content: Value = serde_json::from_str(text).map_err(|error| {
                Refusal::new(Code::BadParameter, format_args!("/{field} is not JSON text: {error}"))
            })?;
            validate(validator, &content, &format!("/{field} (inside)"))?;
        }
        Ok(())
    }
}

impl Operation {
    /// Whether a request of this operation carries a body.
    pub(crate) fn has_body(&self) -> bool {
        self.body.is_some()
    }

    /// Whether a request without a body is refused.
    pub(crate) fn needs_body(&self) -> bool {
        self.body_required
    }

    fn build_checks(&self, registry: &Registry) -> Result<Checks, String> {
        let build = |schema: &Value| {
            jsonschema::options()
                .with_draft(Draft::Draft202012)
                .with_registry(registry.clone())
                .build(schema)
                .map_err(|error| format!("{}: {error}", self.id))
        };
        let parameters = self.parameters.iter().map(|p| build(&p.schema)).collect::<Result<_, _>>()?;
        let body = self.body.as_ref().map(build).transpose()?;
        let (mut known, mut inner) = (Vec::new(), Vec::new());
        if let Some(schema) = &self.body {
            let found = resolve(registry, schema).unwrap_or_default();
            let required = |name: &str| {
                found
                    .get("required")
                    .and_then(Value::as_array)
                    .is_some_and(|all| all.iter().any(|one| one == name))
            };
            for (name, property) in found.get("properties").and_then(Value::as_object).into_iter().flatten() {
                known.push(name.clone());
                if let Some(content) = property.get("contentSchema") {
                    inner.push(Inner {
                        field: name.clone(),
                        required: required(name),
                        content: build(content)?,
                    });
                }
            }
        }
        Ok(Checks { parameters, body, known, inner })
    }
}

fn broken(error: impl std::fmt::Display) -> ContractError {
    ContractError::Schema(error.to_string())
}

/// `#/components/…` becomes `urn:pandapon#/components/…`, so that a schema can be used outside the document.
fn name_references(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match field {
                    Value::String(target) if key == "$ref" && target.starts_with('#') => {
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

fn operations_of(document: &Value) -> Vec<Operation> {
    let components = document.get("components").unwrap_or(&Value::Null);
    let mut operations = Vec::new();
    for (path, methods) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            let Some(id) = operation.get("operationId").and_then(Value::as_str) else { continue };
            let parameters = operation.get("parameters").and_then(Value::as_array);
            operations.push(Operation {
                id: id.to_owned(),
                method,
                path: path.clone(),
                parameters: parameters
                    .into_iter()
                    .flatten()
                    .filter_map(|p| parameter_of(p, components))
                    .collect(),
                body: operation.pointer("/requestBody/content/application~1json/schema").cloned(),
                body_required: operation
                    .pointer("/requestBody/required")
                    .and_then(Value::as_bool)
                    .unwrap_or(false),
                checks: OnceLock::new(),
            });
        }
    }
    operations
}

/// A query or path parameter; the system headers are checked with the signature.
fn parameter_of(parameter: &Value, components: &Value) -> Option<Parameter> {
    let parameter = match parameter.get("$ref").and_then(Value::as_str) {
        Some(target) => components.pointer(target.strip_prefix("urn:pandapon#/components")?)?,
        None => parameter,
    };
    let place = parameter.get("in")?.as_str()?;
    if place == "header" {
        return None;
    }
    let schema = parameter.get("schema")?.clone();
    let shape = match schema.get("$ref").and_then(Value::as_str) {
        Some(target) => components.pointer(target.strip_prefix("urn:pandapon#/components")?)?,
        None => &schema,
    };
    Some(Parameter {
        name: parameter.get("name")?.as_str()?.to_owned(),
        required: parameter.get("required").and_then(Value::as_bool).unwrap_or(false),
        integer: shape.get("type").and_then(Value::as_str) == Some("integer"),
        schema,
    })
}

/// Follows the one `$ref` that a body's schema usually is.
fn resolve(registry: &Registry, schema: &Value) -> Option<Value> {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(target) => {
            let resolver = registry.try_resolver(NAME).ok()?;
            Some(resolver.lookup(target).ok()?.contents().clone())
        }
        None => Some(schema.clone()),
    }
}

fn match_path(template: &str, path: &str) -> Option<HashMap<String, String>> {
    let mut wanted = template.split('/');
    let mut given = path.split('/');
    let mut found = HashMap::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(found),
            (Some(part), Some(value)) => match part.strip_prefix('{').and_then(|part| part.strip_suffix('}'))
            {
                Some(name) if !value.is_empty() => {
                    found.insert(name.to_owned(), value.to_owned());
                }
                _ if part == value => {}
                _ => return None,
            },
            _ => return None,
        }
    }
}

fn check_parameter(
    parameter: &Parameter,
    validator: &Validator,
    given: &HashMap<String, String>,
) -> Result<(), Refusal> {
    let name = &parameter.name;
    let Some(text) = given.get(name) else {
        return if parameter.required {
            Err(Refusal::new(Code::BadParameter, format_args!("{name} is missing")))
        } else {
            Ok(())
        };
    };
    if parameter.required && text.is_empty() {
        return Err(Refusal::new(Code::BadParameter, format_args!("{name} is empty")));
    }
    let value = match text.parse::<i64>() {
        Ok(number) if parameter.integer => Value::from(number),
        _ => Value::from(text.as_str()),
    };
    validate(validator, &value, name)
}

fn validate(validator: &Validator, value: &Value, place: &str) -> Result<(), Refusal> {
    validator.validate(value).map_err(|error| {
        Refusal::new(Code::BadParameter, format_args!("{place}{}: {error}", error.instance_path))
    })
}

/// Query text as a table. A repeated name keeps its last value.
pub(crate) fn read_query(query: &str) -> HashMap<String, String> {
    url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, body: &Value) -> Result<(), Refusal> {
        let contract = Contract::read().unwrap();
        let operation = contract.operations.iter().find(|operation| operation.id == id).unwrap();
        contract.check(operation, &Request { parameters: &HashMap::new(), body: Some(body) })
    }

    #[test]
    fn the_whole_reference_is_there() {
        assert_eq!(Contract::read().unwrap().operations.len(), 72);
    }

    #[test]
    fn every_operation_s_rules_can_be_built() {
        let contract = Contract::read().unwrap();
        for operation in &contract.operations {
            operation.build_checks(&contract.registry).unwrap();
        }
    }

    #[test]
    fn json_text_inside_json_is_looked_into() {
        let line = |quantity: &str| {
            json!({"purchaseAmount": 400, "receiver": r#"{"address":"a","city":"b","name":"c"}"#,
                "orderLineList": format!(r#"[{{"itemId":"1","skuId":"2","orderLineNo":"1","quantity":{quantity},"price":"1","currency":"CNY"}}]"#)})
        };
        check("taobaoCreateOrder", &line("\"2\"")).unwrap();
        let refusal = check("taobaoCreateOrder", &line("2")).unwrap_err();
        assert!(refusal.msg.contains("orderLineList"), "{}", refusal.msg);
        let mut broken = line("\"2\"");
        broken["receiver"] = json!("{");
        assert_eq!(check("taobaoCreateOrder", &broken).unwrap_err().status, 400);
    }

    #[test]
    fn text_that_may_be_left_out_may_be_blank() {
        let search = |sort: &str| json!({ "keyword": "", "beginPage": 1, "pageSize": 5, "country": "en", "sort": sort });
        let id = "alibaba1688SearchByKeyword";
        check(id, &search("")).unwrap();
        check(id, &search(r#"{"price": "asc"}"#)).unwrap();
        for bad in ["price", r#"{"price":"up"}"#, r#"{"colour":"asc"}"#] {
            assert!(check(id, &search(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_path_with_a_parameter_is_found() {
        let contract = Contract::read().unwrap();
        let (operation, found) = contract.find(&Method::GET, "/open/order/refund/cancel/77").unwrap();
        assert_eq!(operation.id, "taobaoCancelReverseOrder");
        assert_eq!(found["refundId"], "77");
        assert!(contract.find(&Method::POST, "/open/order/refund/cancel/77").is_none());
    }
}
