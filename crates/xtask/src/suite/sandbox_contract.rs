//! The sandbox against its contract file, by a tool that we did not write: schemathesis makes up valid and invalid calls
//! of every operation and judges the answers.

use std::fs;
use std::io::{BufRead, BufReader};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::counts::{self, Counts};
use crate::setup::python;
use crate::terminal;
use crate::workspace::Workspace;

const CONTRACT: &str = "crates/sandbox/contract/pandapon-openapi.yaml";
const CHECK: &str = "crates/sandbox/contract/check";
const SEED: &str = "20";
/// All operations, in two shares that are looked at at the same time: schemathesis keeps one core busy.
const SHARES: [(&str, [&str; 2]); 2] =
    [("taobao", ["--include-tag", "taobao"]), ("others", ["--exclude-tag", "taobao"])];
/// The operation whose path is switched to see that the run notices: an operation, its path, and another one.
const SWITCHED: (&str, &str, &str) = ("taobaoListCart", "/open/cart/list:", "/open/cart/listing:");

/// Runs over every operation, then over one whose path was switched in a copy of the contract, which must fail.
///
/// # Errors
/// When the sandbox or schemathesis can't be run, or its report can't be read.
pub(super) fn run(workspace: &Workspace) -> Result<Counts> {
    let scratch = workspace.scratch()?.join("sandbox-contract");
    if scratch.exists() {
        fs::remove_dir_all(&scratch).with_context(|| format!("remove {}", scratch.display()))?;
    }
    fs::create_dir_all(&scratch).with_context(|| format!("create {}", scratch.display()))?;
    let sandbox = Sandbox::start(workspace, &scratch.join("data"))?;

    let contract = workspace.root().join(CONTRACT);
    let mut counts = Counts::default();
    for share in shares(workspace, &sandbox, &contract, &scratch) {
        counts += share?;
    }
    counts += switched_path(workspace, &sandbox, &contract, &scratch)?;
    Ok(counts)
}

/// Looks at every operation. The shares don't meet in the sandbox: each has a platform of its own.
fn shares(workspace: &Workspace, sandbox: &Sandbox, contract: &Path, scratch: &Path) -> [Result<Counts>; 2] {
    thread::scope(|scope| {
        SHARES
            .map(|(name, flags)| {
                let report = scratch.join(format!("{name}.xml"));
                scope.spawn(move || schemathesis(workspace, sandbox, contract, &report, &flags))
            })
            .map(|share| share.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// One test: a path that is not the sandbox's makes the run fail.
fn switched_path(
    workspace: &Workspace,
    sandbox: &Sandbox,
    contract: &Path,
    scratch: &Path,
) -> Result<Counts> {
    let (operation, path, other) = SWITCHED;
    let text = fs::read_to_string(contract).with_context(|| format!("read {}", contract.display()))?;
    ensure!(text.matches(path).count() == 1, "{} must name {path} once", contract.display());
    let switched = scratch.join("switched.yaml");
    fs::write(&switched, text.replace(path, other)).context("write the switched contract")?;

    println!("    The same with {path} switched to {other} must fail:");
    let only = ["--include-operation-id", operation];
    let found = schemathesis(workspace, sandbox, &switched, &scratch.join("switched.xml"), &only)?;
    if found.failed == 0 {
        println!("    a switched path was not noticed");
    }
    Ok(Counts::one(found.failed > 0))
}

fn schemathesis(
    workspace: &Workspace,
    sandbox: &Sandbox,
    contract: &Path,
    report: &Path,
    flags: &[&str],
) -> Result<Counts> {
    let check = workspace.root().join(CHECK);
    let mut command = workspace.command(&python::program(workspace, "schemathesis").to_string_lossy());
    command.arg("--config-file").arg(check.join("schemathesis.toml")).arg("run").arg(contract);
    command.args(["--url", &sandbox.announced.base_url, "--no-color", "--report", "junit"]);
    command.arg("--report-junit-path").arg(report).args(flags);
    command
        .env("PYTHONPATH", &check)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("SCHEMATHESIS_HOOKS", "signing");
    command.env("SANDBOX_ACCESS_KEY", &sandbox.announced.access_key);
    command.env("SANDBOX_ACCESS_SECRET", &sandbox.announced.access_secret);
    command.env("SANDBOX_USER_ID", &sandbox.announced.user_id);
    let succeeded = terminal::run_then_show(&mut command)?;
    let text = fs::read_to_string(report).with_context(|| format!("read {}", report.display()))?;
    let counts = counts::of_junit(&text);
    match (succeeded, counts) {
        (_, counts) if counts.all() == 0 => bail!("schemathesis looked at no operation"),
        (false, Counts { failed: 0, .. }) => bail!("schemathesis failed outside of its tests"),
        (_, counts) => Ok(counts),
    }
}

/// What a sandbox says of itself when it is up.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Announced {
    base_url: String,
    access_key: String,
    access_secret: String,
    user_id: String,
}

/// A sandbox on a free port; ends with this value.
struct Sandbox {
    child: Child,
    announced: Announced,
}

impl Sandbox {
    fn start(workspace: &Workspace, data: &Path) -> Result<Self> {
        let program: PathBuf = workspace.binary("pondesk-cli", false);
        let mut command = Command::new(&program);
        command.args(["sandbox", "serve", "--json", "--seed", SEED, "--data"]).arg(data);
        println!("    $ {}", terminal::line(&command));
        let mut child =
            command.stdout(Stdio::piped()).spawn().with_context(|| format!("start {}", program.display()))?;
        let mut line = String::new();
        let read = match child.stdout.take() {
            Some(stdout) => BufReader::new(stdout).read_line(&mut line),
            None => Ok(0),
        };
        match read.map_err(anyhow::Error::from).and_then(|_| Ok(serde_json::from_str(&line)?)) {
            Ok(announced) => Ok(Self { child, announced }),
            Err(error) => {
                child.kill().ok();
                child.wait().ok();
                Err(error.context("the sandbox did not start"))
            }
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
