//! 1688's tree of categories.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::catalogue::Category;
use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::{Code, Refusal};

/// Above all departments.
const ROOT: u64 = 0;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CategoryById {
    category_id: u64,
    language: String,
    parent_cate_id: Option<u64>,
}

/// A category with those directly below it.
pub(super) fn by_id(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: CategoryById = asked.body()?;
    let language = request.language.as_str();
    let all = market.catalogue.categories();
    let id = request.category_id;
    let found = all.iter().find(|category| category.id == id);
    if found.is_none() && id != ROOT {
        return Err(Refusal::new(Code::NoSuchCategory, format_args!("categoryId {id}")));
    }
    let parent_id = found.map_or(ROOT, |category| category.parent_id);
    if let Some(given) = request.parent_cate_id.filter(|given| *given != parent_id) {
        let detail = format!("categoryId {id} is below {parent_id}, not below parentCateId {given}");
        return Err(Refusal::new(Code::NoSuchCategory, detail));
    }
    let mut node = found.map_or_else(|| root(language), |category| wire(category, language));
    let children: Vec<Value> = all
        .iter()
        .filter(|category| category.parent_id == id && category.id != ROOT)
        .map(|category| wire(category, language))
        .collect();
    node["children"] = if children.is_empty() { Value::Null } else { children.into() };
    Ok(node)
}

fn wire(category: &Category, language: &str) -> Value {
    json!({
        "categoryId": category.id,
        "chineseName": category.name_zh,
        "translatedName": category.translations.get(language),
        "language": language,
        "leaf": category.is_leaf(),
        "level": category.level().to_string(),
        "parentCateId": category.parent_id,
        "fromCache": false,
    })
}

fn root(language: &str) -> Value {
    json!({
        "categoryId": ROOT,
        "chineseName": "全部类目",
        "translatedName": (language == "en").then_some("all categories"),
        "language": language,
        "leaf": false,
        "level": "0",
        "parentCateId": ROOT,
        "fromCache": false,
    })
}
