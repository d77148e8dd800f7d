//! Categories.

use serde::{Deserialize, Serialize};

use crate::alibaba1688::{CategoryId, LANGUAGE};
use crate::call::Call;
use crate::operation::Operation;
use crate::wire::{Extra, Text, flag, id_as_number, optional_id_as_number};

/// Request of `alibaba1688GetCategoryById`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GetCategory {
    #[serde(serialize_with = "id_as_number")]
    category_id: CategoryId,
    language: String,
    out_member_id: Option<String>,
    #[serde(serialize_with = "optional_id_as_number")]
    parent_cate_id: Option<CategoryId>,
}

impl GetCategory {
    /// The place above all categories: its children are the top level.
    #[must_use]
    pub fn top() -> Self {
        Self::new(CategoryId::new("0"))
    }

    /// One category, names in English beside the Chinese ones.
    #[must_use]
    pub fn new(category: CategoryId) -> Self {
        Self {
            category_id: category,
            language: LANGUAGE.to_owned(),
            out_member_id: None,
            parent_cate_id: None,
        }
    }

    /// Language of the translated names, such as `en` or `vi`.
    #[must_use]
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = language.into();
        self
    }

    /// The caller's own end-user id, at most 64 letters and digits.
    #[must_use]
    pub fn out_member_id(mut self, id: impl Into<String>) -> Self {
        self.out_member_id = Some(id.into());
        self
    }

    /// The category above it; optional upstream.
    #[must_use]
    pub fn parent(mut self, parent: CategoryId) -> Self {
        self.parent_cate_id = Some(parent);
        self
    }
}

impl Call for GetCategory {
    const OPERATION: Operation = Operation::Alibaba1688GetCategoryById;
    type Answer = Category;
}

/// A category with its direct children. Every field is upstream's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Category {
    /// Its id.
    pub category_id: Option<CategoryId>,
    /// Name in Chinese.
    pub chinese_name: Option<Text>,
    /// Name in the asked language.
    pub translated_name: Option<Text>,
    /// Code of that language.
    pub language: Option<Text>,
    /// Whether nothing is below it.
    #[serde(deserialize_with = "flag")]
    pub leaf: Option<bool>,
    /// Depth, such as `2`.
    pub level: Option<Text>,
    /// The category above it.
    pub parent_cate_id: Option<CategoryId>,
    /// Served from a cache.
    #[serde(deserialize_with = "flag")]
    pub from_cache: Option<bool>,
    /// Its direct children.
    pub children: Vec<CategoryChild>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A direct child of a category. Every field is upstream's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CategoryChild {
    /// Its id.
    pub category_id: Option<CategoryId>,
    /// Name in Chinese.
    pub chinese_name: Option<Text>,
    /// Name in the asked language.
    pub translated_name: Option<Text>,
    /// Code of that language.
    pub language: Option<Text>,
    /// Whether nothing is below it.
    #[serde(deserialize_with = "flag")]
    pub leaf: Option<bool>,
    /// Depth, such as `2`.
    pub level: Option<Text>,
    /// The category above it.
    pub parent_cate_id: Option<CategoryId>,
    /// Served from a cache.
    #[serde(deserialize_with = "flag")]
    pub from_cache: Option<bool>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
