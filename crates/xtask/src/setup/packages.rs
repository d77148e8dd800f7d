//! Debian's packages, by what they are for.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};

use crate::terminal;
use crate::workspace::Workspace;

/// What a package is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Compiling the app.
    Build,
    /// Running it: the keychain, and fonts for Chinese.
    App,
    /// Running the tests: a browser, a screen that nobody sees, a hand that moves the mouse, readers of what is exported.
    Test,
}

impl Purpose {
    /// The packages by Debian's names.
    pub(crate) fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Build => &[
                "build-essential",
                "libdbus-1-dev",
                "libgtk-3-dev",
                "librsvg2-dev",
                "libwebkit2gtk-4.1-dev",
                "pkg-config",
            ],
            Self::App => &["dbus", "fonts-noto-cjk", "fonts-noto-core", "gnome-keyring"],
            Self::Test => &[
                "chromium",
                "gir1.2-gtk-3.0",
                "libreoffice-calc-nogui",
                "openbox",
                "poppler-utils",
                "python3",
                "python3-gi",
                "python3-venv",
                "webkit2gtk-driver",
                "xauth",
                "xclip",
                "xdotool",
                "xvfb",
            ],
        }
    }
}

/// Installs what is missing: as root with apt-get, else through sudo after showing the line.
///
/// # Errors
/// When packages are missing and there is no way to install them; the line to run is printed before.
pub(crate) fn install(workspace: &Workspace, purposes: &[Purpose]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let wanted = wanted(purposes);
    let mut query = workspace.command("dpkg-query");
    query.args(["--show", "--showformat=${Package} ${db:Status-Status}\n"]).args(&wanted);
    // It ends with 1 when a package is unknown to it; what it prints is right all the same.
    let Ok(answer) = query.output() else {
        println!("==> System packages: no dpkg here, so not checked. By Debian's names Pondesk needs:");
        println!("    {}", wanted.join(" "));
        return Ok(());
    };
    let missing = missing(&wanted, &String::from_utf8_lossy(&answer.stdout));
    if missing.is_empty() {
        terminal::nothing_to_do("System packages");
        return Ok(());
    }
    terminal::step(&format!("System packages: install {}", missing.join(" ")), || {
        apt_get(workspace, &missing)
    })
}

fn wanted(purposes: &[Purpose]) -> Vec<&'static str> {
    let names: BTreeSet<_> = purposes.iter().flat_map(|purpose| purpose.packages()).copied().collect();
    names.into_iter().collect()
}

/// Those of `wanted` that dpkg-query's answer (`name status` a line) does not call installed.
fn missing<'a>(wanted: &[&'a str], answer: &str) -> Vec<&'a str> {
    let installed: BTreeSet<_> = answer.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
    wanted.iter().filter(|name| !installed.contains(*name)).copied().collect()
}

fn apt_get(workspace: &Workspace, missing: &[&str]) -> Result<()> {
    let packages = missing.join(" ");
    let by_hand = format!("apt-get update && apt-get install -y --no-install-recommends {packages}");
    let root = terminal::output(workspace.command("id").arg("-u")).context("ask who runs this")?;
    let root = root.starts_with(b"0\n");
    let sudo = !root && workspace.command("sudo").arg("--version").output().is_ok();
    if !root && !sudo {
        println!("    These packages are missing, and there is neither root nor sudo here. Run as root:");
        println!("    {by_hand}");
        bail!("system packages are missing");
    }
    let apt = |arguments: &[&str]| {
        let mut command = workspace.command(if root { "apt-get" } else { "sudo" });
        if sudo {
            command.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
        command
    };
    // Both lines are printed before they run, so nobody types a password for something unseen.
    let install = [&["install", "-y", "--no-install-recommends"], missing].concat();
    terminal::run(&mut apt(&["update"]))
        .and_then(|()| terminal::run(&mut apt(&install)))
        .with_context(|| format!("by hand, as root: {by_hand}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_missing_unless_dpkg_calls_it_installed() {
        let answer = "dbus installed\nchromium config-files\nxvfb not-installed\n";
        assert_eq!(
            missing(&["chromium", "dbus", "openbox", "xvfb"], answer),
            ["chromium", "openbox", "xvfb"]
        );
    }

    #[test]
    fn nothing_is_missing_when_all_are_installed() {
        assert!(missing(&["dbus"], "dbus installed\n").is_empty());
    }

    #[test]
    fn purposes_add_up_and_no_package_is_listed_twice() {
        let all = wanted(&[Purpose::Build, Purpose::App, Purpose::Test]);
        let each =
            Purpose::Build.packages().len() + Purpose::App.packages().len() + Purpose::Test.packages().len();
        assert_eq!(all.len(), each);
        assert!(wanted(&[Purpose::Build]).contains(&"libwebkit2gtk-4.1-dev"));
        assert!(!wanted(&[Purpose::Build, Purpose::App]).contains(&"chromium"));
    }
}
