//! The operation table, and the method that the SDK has for each operation.

use super::Found;
use super::sources::{Source, has_word, name_after, without_tests};

/// A row of the operation table, as far as this page needs it.
pub(super) struct Row {
    /// `TaobaoGetOrder`.
    pub(super) variant: String,
    /// `taobaoGetOrder`.
    pub(super) id: String,
    /// Title in the reference.
    pub(super) title: String,
    /// Path in edition v1.
    pub(super) path: String,
    /// Outside the 71.
    pub(super) extra: bool,
}

/// Reads the rows: variant, id, group and title on one line, the places below, `;` at the end.
pub(super) fn rows(table: &str) -> Vec<Row> {
    let body = table.split_once("\noperations! {").map_or("", |(_, body)| body);
    body.split(";\n").filter_map(row).collect()
}

fn row(text: &str) -> Option<Row> {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("///"))?;
    let mut quoted = first.split('"');
    let variant = quoted.next()?.trim();
    let (id, _, title) = (quoted.next()?, quoted.next()?, quoted.next()?);
    let path = text.split_once("v1 ")?.1.split('"').nth(1)?;
    Some(Row {
        variant: variant.to_owned(),
        id: id.to_owned(),
        title: title.to_owned(),
        path: path.to_owned(),
        extra: text.trim_end().ends_with("extra"),
    })
}

/// The methods by operation: known by the id in their docs, or by the request that they send.
pub(super) fn methods(rows: &[Row], files: &[Source]) -> Found {
    let requests = requests(files);
    let mut found = Found::new();
    for file in files {
        for (owner, method, text) in blocks(without_tests(&file.text)) {
            let named = rows.iter().filter_map(|row| Some((text.find(&format!("`{}`", row.id))?, row)));
            let named = named.min_by_key(|(at, _)| *at).map(|(_, row)| row);
            let sends = |row: &&Row| {
                let is_sent = |(request, variant): &(String, String)| {
                    *variant == row.variant && has_word(text, request)
                };
                has_word(text, &format!("Operation::{}", row.variant)) || requests.iter().any(is_sent)
            };
            if let Some(row) = named.or_else(|| rows.iter().find(sends)) {
                found.entry(row.id.clone()).or_default().push(format!("`{owner}().{method}`"));
            }
        }
    }
    found
}

/// Which request is for which operation: `impl Call for X { const OPERATION: Operation = Operation::Y;`.
fn requests(files: &[Source]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in files {
        let mut request = None;
        for line in file.text.lines() {
            if let Some(name) = name_after(line, " Call for ") {
                request = Some(name.to_owned());
            } else if let (Some(variant), Some(request)) = (name_after(line, "= Operation::"), &request) {
                found.push((request.clone(), variant.to_owned()));
            }
        }
    }
    found
}

/// The public async methods of a file: whose they are, their name, docs and body.
fn blocks(text: &str) -> Vec<(String, &str, &str)> {
    let mut found = Vec::new();
    let mut owner = String::new();
    let mut start = 0;
    let mut method = None;
    let mut documented = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("impl") {
            let name = line.find(char::is_uppercase).map_or("", |at| &line[at..]);
            owner = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        }
        if line.trim_start().starts_with("///") && !documented {
            start = at;
        }
        documented = line.trim_start().starts_with("///");
        if line.starts_with("    pub async fn ") {
            method = name_after(line, "async fn ");
        }
        at += line.len();
        if line.trim_end() == "    }"
            && let Some(name) = method.take()
        {
            found.push((owner.clone(), name, &text[start..at]));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    const TABLE: &str = r#"
operations! {
    /// Read one order.
    TaobaoGetOrder "taobaoGetOrder", TaobaoOrders, "详情",
        v1 GET "/open/order/detail", v2 GET "/v2/taobao/order/detail",
        Inferred, path Inferred, Repeatable, Normal;
    /// Preview; an extra.
    TaobaoRenderOrder "taobaoRenderOrder", TaobaoOrders, "Render",
        v1 POST "/open/order/render", v2 none,
        Partial, path Seen, Repeatable, Normal, extra;
}
"#;

    #[test]
    fn rows_and_their_methods_are_found() {
        let rows = rows(TABLE);
        let told: Vec<_> = rows.iter().map(|row| (row.id.as_str(), row.path.as_str(), row.extra)).collect();
        assert_eq!(
            told,
            [
                ("taobaoGetOrder", "/open/order/detail", false),
                ("taobaoRenderOrder", "/open/order/render", true)
            ]
        );
        let text = "impl Taobao<'_> {\n    /// Reads one order (`taobaoGetOrder`).\n    ///\n    /// # Errors\n    /// Some.\n    \
            pub async fn order(&self) {\n        x\n    }\n\n    /// Previews.\n    pub async fn render(&self) {\n        send(RenderOrder {})\n    }\n}\n\
            impl Call for RenderOrder {\n    const OPERATION: Operation = Operation::TaobaoRenderOrder;\n}\n";
        let found = methods(&rows, &[Source { path: PathBuf::new(), text: text.to_owned() }]);
        assert_eq!(found["taobaoGetOrder"], ["`taobao().order`"]);
        assert_eq!(found["taobaoRenderOrder"], ["`taobao().render`"]);
    }
}
