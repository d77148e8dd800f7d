//! Starting the app: for use, for work on it, for its pictures.

use std::env;
use std::fs;
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::setup::{self, Purpose};
use crate::terminal;
use crate::workspace::Workspace;

/// Where Vite listens in development; `build.devUrl` of tauri.conf.json names the same port.
const DEV_PORT: u16 = 5173;
/// How long Vite may take to listen.
const DEV_START: Duration = Duration::from_secs(60);

/// Flags of `run`.
#[derive(clap::Args)]
pub(crate) struct RunArgs {
    /// Build with optimisation: slower to build, faster to use
    #[arg(long)]
    release: bool,
    /// Serve the UI to a browser even when there is a display
    #[arg(long)]
    browser: bool,
    /// Keep the desk's data here instead of in the usual folder
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Further flags for the app or, in a browser, for `pondesk-cli serve`
    #[arg(last = true)]
    passed_on: Vec<String>,
}

/// Flags of `dev`.
#[derive(clap::Args)]
pub(crate) struct DevArgs {
    /// Keep the desk's data here instead of in the usual folder
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

/// Sets up, builds and opens the app on the sandbox.
///
/// # Errors
/// When something can't be installed, built or started.
pub(crate) fn run(workspace: &Workspace, args: &RunArgs) -> Result<()> {
    let display = has_display();
    let browser = args.browser || !display;
    if !display {
        println!(
            "No display here (neither DISPLAY nor WAYLAND_DISPLAY): the UI will be served to a browser."
        );
    }
    let purposes: &[Purpose] = &[Purpose::Build, Purpose::App];
    setup::prepare(workspace, purposes)?;
    setup::build_ui(workspace)?;

    let program = if browser { "pondesk-cli" } else { "pondesk" };
    let mut build = workspace.cargo();
    build.args(["build", "--package", program]);
    if args.release {
        build.arg("--release");
    }
    terminal::step(&format!("Build {program}"), || terminal::run(&mut build))?;

    let binary = workspace.binary(program, args.release);
    let mut app = Command::new(&binary);
    if browser {
        app.arg("serve");
    }
    with_data_dir(&mut app, args.data_dir.as_ref())?;
    app.args(&args.passed_on);
    println!("==> {}", if browser { "Pondesk for a browser; Ctrl C ends it" } else { "Pondesk" });
    terminal::run(&mut app)
}

/// Vite's server with hot reload, and the app looking at it.
///
/// # Errors
/// When something can't be installed, built or started.
pub(crate) fn dev(workspace: &Workspace, args: &DevArgs) -> Result<()> {
    if !has_display() {
        bail!(
            "there is no display here; start `cargo run -p pondesk-cli -- serve --listen 127.0.0.1:5710` and `npm run dev` in ui"
        );
    }
    setup::prepare(workspace, &[Purpose::Build, Purpose::App])?;
    // Tauri wants the folder of the built UI to be there, even when the window loads the dev server.
    setup::build_ui(workspace)?;
    let mut server = terminal::step("Start Vite", || {
        let child = workspace.npm().args(["run", "--silent", "dev"]).spawn()?;
        let mut server = Running(child);
        wait_for_port(&mut server, DEV_PORT)?;
        Ok(server)
    })?;
    let mut app = workspace.cargo();
    // Without `custom-protocol` the window loads the dev server's address.
    app.args(["run", "--package", "pondesk", "--no-default-features"]);
    with_data_dir(&mut app, args.data_dir.as_ref())?;
    let result = terminal::run(&mut app);
    server.end();
    result
}

/// Drives Chromium over the real screens and writes the pictures of README.md.
///
/// # Errors
/// When something can't be installed or built, or the script fails.
pub(crate) fn pictures(workspace: &Workspace) -> Result<()> {
    setup::prepare(workspace, &[Purpose::Build, Purpose::App, Purpose::Test])?;
    setup::build_ui(workspace)?;
    let mut build = workspace.cargo();
    terminal::step("Build pondesk-cli", || terminal::run(build.args(["build", "--package", "pondesk-cli"])))?;
    let mut script = workspace.command("node");
    script.arg("ui/tests/pictures/take.mjs");
    script.env("PONDESK_TARGET_DIR", workspace.target());
    script.env("PONDESK_PICTURES", workspace.root().join("docs/pictures"));
    terminal::step("Take the pictures", || terminal::run(&mut script))
}

/// Writes the TypeScript twin of the command list; a test of `agent` checks that the committed file is this text.
///
/// # Errors
/// When `agent` does not compile or the file can't be written.
pub(crate) fn bindings(workspace: &Workspace) -> Result<()> {
    let file = workspace.ui().join("src/bindings/index.ts");
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--quiet", "--package", "pondesk-agent", "--example", "bindings"]);
    // Shown while it compiles, and captured whole before the file is touched.
    cargo.stderr(Stdio::inherit());
    terminal::step(&format!("Write {}", file.display()), || {
        let text = terminal::output(&mut cargo)?;
        fs::write(&file, text).with_context(|| format!("write {}", file.display()))
    })
}

fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// The app and the CLI both read the data folder from this variable.
fn with_data_dir(app: &mut Command, data_dir: Option<&PathBuf>) -> Result<()> {
    if let Some(dir) = data_dir {
        app.env("PONDESK_DATA_DIR", std::path::absolute(dir)?);
    }
    Ok(())
}

/// A server that ends when this does.
struct Running(Child);

impl Running {
    fn end(&mut self) {
        // npm passes a terminate signal on to Vite, but not a kill.
        #[cfg(unix)]
        let asked =
            Command::new("kill").arg(self.0.id().to_string()).status().is_ok_and(|status| status.success());
        #[cfg(not(unix))]
        let asked = false;
        if !asked {
            self.0.kill().ok();
        }
        self.0.wait().ok();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            self.end();
        }
    }
}

fn wait_for_port(server: &mut Running, port: u16) -> Result<()> {
    let deadline = Instant::now() + DEV_START;
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if let Some(status) = server.0.try_wait()? {
            bail!("it ended with {status} before it listened on port {port}");
        }
        if Instant::now() > deadline {
            bail!("nothing listens on port {port} after {}", terminal::seconds(DEV_START));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
