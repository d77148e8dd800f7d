//! A session of the suite's own: its D-Bus, its folders, its unlocked keyring. The desk of whoever runs the tests stays
//! untouched, and the keychain tests talk to a real Secret Service.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::terminal;

/// Set for the process inside the session.
const MARK: &str = "PONDESK_TEST_SESSION";
/// Variables that would let a test reach the real desk.
const OUTSIDE: [&str; 4] = ["DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL", "PONDESK_DATA_DIR"];
/// How long the keyring may take to answer.
const KEYRING_START: Duration = Duration::from_secs(20);
/// Unlocks a keyring that lives as long as the suite and holds nothing but what the tests make up.
const KEYRING_PASSWORD: &[u8] = b"pondesk tests";

/// Whether this process runs inside the session.
pub(crate) fn is_inside() -> bool {
    env::var_os(MARK).is_some()
}

/// Runs this program again, with the same arguments, inside a new session, and returns how it ended.
///
/// # Errors
/// When the folders can't be made or D-Bus can't be started.
pub(crate) fn enter() -> Result<ExitCode> {
    let folders = Folders::make()?;
    let program = env::current_exe().context("find this program")?;
    let mut session = Command::new("dbus-run-session");
    session.arg("--").arg(program).args(env::args_os().skip(1));
    session.env(MARK, &folders.0);
    for (name, folder) in folders.variables() {
        session.env(name, folder);
    }
    for name in OUTSIDE {
        session.env_remove(name);
    }
    let status = session.status().context("start dbus-run-session")?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The session's folders, gone with it. They are not in the target folder: the path of a socket has 108 bytes at most.
struct Folders(PathBuf);

impl Folders {
    fn make() -> Result<Self> {
        let folders = Self(env::temp_dir().join(format!("pondesk-test-{}", std::process::id())));
        for (_, folder) in folders.variables() {
            fs::create_dir_all(&folder).with_context(|| format!("create {}", folder.display()))?;
            #[cfg(unix)]
            fs::set_permissions(&folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
        }
        Ok(folders)
    }

    fn variables(&self) -> [(&'static str, PathBuf); 4] {
        [
            ("XDG_RUNTIME_DIR", self.0.join("run")),
            ("XDG_DATA_HOME", self.0.join("data")),
            ("XDG_CONFIG_HOME", self.0.join("config")),
            ("XDG_STATE_HOME", self.0.join("state")),
        ]
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        // A leftover in the temp folder harms nobody.
        fs::remove_dir_all(&self.0).ok();
    }
}

/// The session's keyring, unlocked; ends with this value.
pub(crate) struct Keyring(Child);

impl Keyring {
    /// Starts it and waits until its default collection answers.
    ///
    /// # Errors
    /// When the daemon is missing, ends, or does not answer in time.
    pub(crate) fn unlock() -> Result<Self> {
        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .context("start gnome-keyring-daemon")?;
        if let Some(mut password) = daemon.stdin.take() {
            password.write_all(KEYRING_PASSWORD).context("unlock the keyring")?;
        }
        let mut keyring = Self(daemon);
        let deadline = Instant::now() + KEYRING_START;
        while !(owns_the_name()? && has_a_default_collection()?) {
            if let Some(status) = keyring.0.try_wait()? {
                bail!("gnome-keyring-daemon ended with {status}");
            }
            if Instant::now() > deadline {
                bail!("the keyring does not answer after {}", terminal::seconds(KEYRING_START));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(keyring)
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Asked first: a call to the name itself would make D-Bus start a second, locked keyring.
fn owns_the_name() -> Result<bool> {
    let answer = ask([
        "--dest=org.freedesktop.DBus",
        "/org/freedesktop/DBus",
        "org.freedesktop.DBus.NameHasOwner",
        "string:org.freedesktop.secrets",
    ])?;
    Ok(answer.contains("boolean true"))
}

fn has_a_default_collection() -> Result<bool> {
    let answer = ask([
        "--dest=org.freedesktop.secrets",
        "/org/freedesktop/secrets",
        "org.freedesktop.Secret.Service.ReadAlias",
        "string:default",
    ])?;
    Ok(answer.contains("/org/freedesktop/secrets/collection/"))
}

fn ask<const N: usize>(call: [&str; N]) -> Result<String> {
    let mut dbus = Command::new("dbus-send");
    dbus.args(["--session", "--print-reply"]).args(call.map(OsStr::new));
    let answer = dbus.output().context("start dbus-send")?;
    Ok(String::from_utf8_lossy(&answer.stdout).into_owned())
}
