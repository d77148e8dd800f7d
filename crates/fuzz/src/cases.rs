//! The recorded cases, as bytes to be mutated.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::spans::{self, Kind, Span};

/// The folder of pushed messages.
const CALLBACKS: &str = "callbacks";

/// One recorded answer or callback.
pub(crate) struct Case {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    pub(crate) spans: Vec<Span>,
}

/// Every recorded case, and what can be borrowed from all of them.
pub(crate) struct Cases {
    pub(crate) all: Vec<Case>,
    /// Places in `all` by the name of the folder: the id of an operation or a callback.
    by_folder: BTreeMap<String, Vec<usize>>,
    /// Every member's name, quotes included.
    pub(crate) names: Vec<Vec<u8>>,
}

#[derive(Deserialize)]
struct Recorded<'a> {
    #[serde(default = "fine")]
    status: u16,
    #[serde(borrow, alias = "message")]
    body: &'a RawValue,
}

fn fine() -> u16 {
    200
}

impl Cases {
    /// Reads a folder of folders of cases.
    ///
    /// # Errors
    /// A folder or file cannot be read, or there is none.
    pub(crate) fn load(folder: &Path) -> Result<Self> {
        let mut cases = Self { all: Vec::new(), by_folder: BTreeMap::new(), names: Vec::new() };
        let folders = entries(folder)?.into_iter().chain(entries(&folder.join(CALLBACKS))?);
        for inner in folders.filter(|path| path.is_dir()) {
            let name = inner.file_name().unwrap_or_default().to_string_lossy().into_owned();
            for file in entries(&inner)? {
                if file.extension().is_some_and(|extension| extension == "json") {
                    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
                    let case = case(&text).with_context(|| file.display().to_string())?;
                    cases.by_folder.entry(name.clone()).or_default().push(cases.all.len());
                    cases.all.push(case);
                }
            }
        }
        if cases.all.is_empty() {
            bail!("no recorded cases in {}", folder.display());
        }
        for case in &cases.all {
            let names = case.spans.iter().filter_map(|span| span.name.clone());
            cases.names.extend(names.filter_map(|name| case.body.get(name)).map(<[u8]>::to_vec));
        }
        cases.names.sort();
        cases.names.dedup();
        Ok(cases)
    }

    /// The cases of a folder.
    pub(crate) fn of(&self, folder: &str) -> Vec<usize> {
        self.by_folder.get(folder).cloned().unwrap_or_default()
    }

    /// Every scalar as `(case, span)`.
    pub(crate) fn scalars(&self) -> Vec<(usize, usize)> {
        let scalars = self.all.iter().enumerate().flat_map(|(at, case)| {
            let spans = case.spans.iter().enumerate();
            spans
                .filter(|(_, span)| matches!(span.kind, Kind::Text | Kind::Bare) && !span.value.is_empty())
                .map(move |(inner, _)| (at, inner))
        });
        scalars.collect()
    }
}

fn entries(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let listed = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths =
        listed.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// A body that is text stands for what is no JSON: it is sent as it stands.
fn case(text: &str) -> Result<Case> {
    let recorded: Recorded<'_> = serde_json::from_str(text)?;
    let raw = recorded.body.get();
    let body = if raw.starts_with('"') {
        serde_json::from_str::<String>(raw)?.into_bytes()
    } else {
        // Without the blanks of the file, mutations hit more.
        serde_json::from_str::<serde_json::Value>(raw)?.to_string().into_bytes()
    };
    Ok(Case { status: recorded.status, spans: spans::of(&body), body })
}
