//! Which crate may reach which: the arrows of ARCHITECTURE.md, checked against what cargo resolved.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::terminal;
use crate::workspace::Workspace;

/// One crate of the workspace and what it may depend on.
struct Room {
    name: &'static str,
    /// Crates of the workspace that it may name in its `[dependencies]`.
    may_use: &'static [&'static str],
    /// Crates of others that it must not reach, however far away.
    never: &'static [&'static str],
}

/// What the two shells, window and terminal, bring together.
const SHELLS_USE: [&str; 4] = ["pondesk-domain", "pondesk-agent", "pondesk-practice", "pondesk-sandbox"];

/// Tests (dev-dependencies) may reach further, since nothing of them ships.
const ROOMS: [Room; 14] = [
    Room {
        name: "pondesk-domain",
        may_use: &[],
        never: &["tokio", "reqwest", "rusqlite", "axum", "keyring-core", "tauri"],
    },
    Room { name: "pandapon", may_use: &[], never: &["rusqlite", "axum", "keyring-core", "tauri"] },
    Room {
        name: "pondesk-store",
        may_use: &["pondesk-domain"],
        never: &["reqwest", "axum", "keyring-core", "tauri"],
    },
    Room {
        name: "pondesk-paper",
        may_use: &["pondesk-domain"],
        never: &["tokio", "reqwest", "rusqlite", "axum", "keyring-core", "tauri"],
    },
    Room {
        name: "pondesk-agent",
        may_use: &["pondesk-domain", "pandapon", "pondesk-store", "pondesk-paper"],
        // It listens for pushed messages with axum, and knows no window toolkit.
        never: &["tauri"],
    },
    Room { name: "pondesk-catalogue", may_use: &[], never: &["tokio", "tauri"] },
    Room { name: "pondesk-sandbox", may_use: &["pondesk-catalogue"], never: &["keyring-core", "tauri"] },
    // Where the agent's use cases and the sandbox meet, for both shells.
    Room { name: "pondesk-practice", may_use: &["pondesk-agent", "pondesk-sandbox"], never: &["tauri"] },
    Room { name: "pondesk-cli", may_use: &SHELLS_USE, never: &["tauri"] },
    Room { name: "pondesk", may_use: &SHELLS_USE, never: &[] },
    Room {
        name: "pondesk-fuzz",
        may_use: &["pandapon"],
        never: &["rusqlite", "axum", "keyring-core", "tauri"],
    },
    // Measures; ships nowhere.
    Room {
        name: "pondesk-bench",
        may_use: &[
            "pondesk-domain",
            "pondesk-store",
            "pondesk-agent",
            "pondesk-catalogue",
            "pondesk-sandbox",
            "pondesk-trial",
        ],
        never: &["tauri"],
    },
    // Works a desk against the sandbox while it is killed or its line breaks; ships nowhere.
    Room {
        name: "pondesk-trial",
        may_use: &[
            "pondesk-domain",
            "pandapon",
            "pondesk-store",
            "pondesk-agent",
            "pondesk-catalogue",
            "pondesk-sandbox",
        ],
        never: &["tauri"],
    },
    Room { name: "xtask", may_use: &[], never: &["tokio", "reqwest", "rusqlite", "tauri"] },
];

/// The part of `cargo metadata` that tells who depends on whom.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
    workspace_members: Vec<String>,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Deserialize)]
struct DependencyKind {
    /// None for `[dependencies]`, else `dev` or `build`.
    kind: Option<String>,
}

/// Asks cargo what it resolved and returns one line per arrow that must not be there.
///
/// # Errors
/// When cargo's answer can't be had or read.
pub(crate) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let answer = terminal::output(workspace.cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Metadata = serde_json::from_slice(&answer).context("read `cargo metadata`")?;
    Ok(findings(&metadata, &ROOMS))
}

fn findings(metadata: &Metadata, rooms: &[Room]) -> Vec<String> {
    let names: BTreeMap<&str, &str> =
        metadata.packages.iter().map(|package| (package.id.as_str(), package.name.as_str())).collect();
    let uses: BTreeMap<&str, Vec<&str>> =
        metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), shipped(node))).collect();
    let members: BTreeSet<&str> = metadata.workspace_members.iter().map(String::as_str).collect();
    let name = |id: &str| names.get(id).copied().unwrap_or("?").to_owned();

    let mut findings = Vec::new();
    for &member in &members {
        let Some(room) = rooms.iter().find(|room| room.name == name(member)) else {
            findings.push(format!("{} has no place in the rooms of arrows.rs", name(member)));
            continue;
        };
        for used in uses.get(member).into_iter().flatten().filter(|used| members.contains(*used)) {
            if !room.may_use.contains(&name(used).as_str()) {
                findings.push(format!("{} must not use {}", room.name, name(used)));
            }
        }
        for path in paths(member, &uses) {
            let reached = path.last().map(|id| name(id)).unwrap_or_default();
            if room.never.contains(&reached.as_str()) {
                let path: Vec<_> = path.iter().map(|id| name(id)).collect();
                findings.push(format!("{} must not reach {reached}: {}", room.name, path.join(" → ")));
            }
        }
    }
    findings.extend(
        rooms
            .iter()
            .filter(|room| !members.iter().any(|member| name(member) == room.name))
            .map(|room| format!("{} is in the rooms of arrows.rs but not in the workspace", room.name)),
    );
    findings
}

/// What a crate needs to be built and shipped, without what only its tests need.
fn shipped(node: &Node) -> Vec<&str> {
    node.deps
        .iter()
        .filter(|dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.as_deref() != Some("dev")))
        .map(|dependency| dependency.pkg.as_str())
        .collect()
}

/// A shortest path from `start` to everything it reaches.
fn paths<'a>(start: &'a str, uses: &BTreeMap<&'a str, Vec<&'a str>>) -> Vec<Vec<&'a str>> {
    let mut seen = BTreeSet::from([start]);
    let mut found = vec![vec![start]];
    let mut next = 0;
    while let Some(path) = found.get(next).cloned() {
        next += 1;
        for &used in path.last().and_then(|last| uses.get(last)).into_iter().flatten() {
            if seen.insert(used) {
                found.push([path.as_slice(), &[used]].concat());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: [Room; 2] = [
        Room { name: "rules", may_use: &[], never: &["tokio"] },
        Room { name: "shell", may_use: &["rules"], never: &[] },
    ];

    /// A workspace of `rules` and `shell` in which `rules` depends on what is given, by name and kind.
    fn metadata(rules_deps: &[(&str, Option<&str>)], extra_member: Option<&str>) -> Metadata {
        let kinds = |kind: Option<&str>| vec![DependencyKind { kind: kind.map(str::to_owned) }];
        let dependency = |(name, kind): &(&str, Option<&str>)| Dependency {
            pkg: (*name).to_owned(),
            dep_kinds: kinds(*kind),
        };
        let node = |id: &str, deps: Vec<Dependency>| Node { id: id.to_owned(), deps };
        let mut members = vec!["rules".to_owned(), "shell".to_owned()];
        members.extend(extra_member.map(str::to_owned));
        let all = ["rules", "shell", "between", "tokio", "stray"];
        Metadata {
            packages: all
                .iter()
                .map(|name| Package { id: (*name).to_owned(), name: (*name).to_owned() })
                .collect(),
            resolve: Resolve {
                nodes: vec![
                    node("rules", rules_deps.iter().map(dependency).collect()),
                    node("shell", vec![dependency(&("rules", None)), dependency(&("tokio", None))]),
                    node("between", vec![dependency(&("tokio", None))]),
                    node("tokio", vec![]),
                    node("stray", vec![]),
                ],
            },
            workspace_members: members,
        }
    }

    #[test]
    fn clean_arrows_find_nothing() {
        assert_eq!(findings(&metadata(&[], None), &RULES), Vec::<String>::new());
    }

    #[test]
    fn a_far_crate_is_named_with_the_way_to_it() {
        assert_eq!(
            findings(&metadata(&[("between", None)], None), &RULES),
            ["rules must not reach tokio: rules → between → tokio"]
        );
        assert_eq!(
            findings(&metadata(&[("tokio", Some("build"))], None), &RULES),
            ["rules must not reach tokio: rules → tokio"]
        );
    }

    #[test]
    fn an_arrow_back_is_found() {
        let back = findings(&metadata(&[("shell", None)], None), &RULES);
        assert_eq!(back, ["rules must not use shell", "rules must not reach tokio: rules → shell → tokio"]);
    }

    #[test]
    fn tests_may_reach_further() {
        assert_eq!(findings(&metadata(&[("tokio", Some("dev"))], None), &RULES), Vec::<String>::new());
    }

    #[test]
    fn a_crate_without_a_room_and_a_room_without_a_crate_are_found() {
        assert_eq!(
            findings(&metadata(&[], Some("stray")), &RULES),
            ["stray has no place in the rooms of arrows.rs"]
        );
        let [rules, shell] = RULES;
        let rooms = [rules, shell, Room { name: "gone", may_use: &[], never: &[] }];
        assert_eq!(
            findings(&metadata(&[], None), &rooms),
            ["gone is in the rooms of arrows.rs but not in the workspace"]
        );
    }
}
