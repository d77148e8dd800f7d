//! The real keychain: each test runs inside a session of its own, with its own bus and its own keyring daemon, so that it
//! runs everywhere and touches nobody's secrets.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::Command;
use std::time::{Duration, Instant};

use pondesk_agent::{AccountKeys, KeychainVault, SecretVault, VaultError};
use pondesk_domain::AccountId;
use secrecy::ExposeSecret;

/// Set inside the session that a test made for itself.
const INSIDE: &str = "PONDESK_OWN_KEYRING";

const UNLOCKED: &str = r#"
printf 'test password' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
exec "$@"
"#;

/// Runs a test's body in a session of its own: this program again, for this test alone.
fn in_own_session(test: &str, body: impl Future<Output = ()>) {
    if std::env::var_os(INSIDE).is_some() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        return runtime.block_on(body);
    }
    let home = tempfile::tempdir().unwrap();
    let mut session = Command::new("dbus-run-session");
    session.args(["--", "sh", "-c", UNLOCKED, "sh"]).arg(std::env::current_exe().unwrap());
    run_inside(session, test, home.path());
}

fn run_inside(mut session: Command, test: &str, home: &std::path::Path) {
    let output = session
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, "1")
        .env("HOME", home)
        .env("XDG_DATA_HOME", home)
        .env("XDG_RUNTIME_DIR", home)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("dbus-run-session of Debian's package dbus");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("1 passed"), "the test itself ran inside: {said}");
}

fn keys(secret: &str) -> AccountKeys {
    AccountKeys { access_key: "58c0201dfdf148eca63cbf6bb5e7cf03".into(), access_secret: secret.into() }
}

#[test]
fn keys_are_kept_replaced_and_removed() {
    in_own_session("keys_are_kept_replaced_and_removed", async {
        let vault = KeychainVault;
        let (account, other) = (AccountId::from("01ACCOUNT"), AccountId::from("01OTHER"));
        assert_eq!(vault.read(&account).await.unwrap_err(), VaultError::Missing);
        vault.save(&account, &keys("first")).await.unwrap();
        vault.save(&account, &keys("密钥 \"quoted\"")).await.unwrap();
        let read = vault.read(&account).await.unwrap();
        assert_eq!(read.access_key, "58c0201dfdf148eca63cbf6bb5e7cf03");
        assert_eq!(read.access_secret.expose_secret(), "密钥 \"quoted\"");
        assert_eq!(vault.read(&other).await.unwrap_err(), VaultError::Missing);
        vault.remove(&account).await.unwrap();
        vault.remove(&account).await.expect("that there is none is no error");
        assert_eq!(vault.read(&account).await.unwrap_err(), VaultError::Missing);
    });
}

#[test]
fn a_locked_keychain_is_told_as_locked_and_holds_nobody_up() {
    in_own_session("a_locked_keychain_is_told_as_locked_and_holds_nobody_up", async {
        let vault = KeychainVault;
        let account = AccountId::from("01ACCOUNT");
        vault.save(&account, &keys("secret")).await.unwrap();
        let lock = Command::new("dbus-send")
            .args([
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.secrets",
                "/org/freedesktop/secrets",
            ])
            .args([
                "org.freedesktop.Secret.Service.Lock",
                "array:objpath:/org/freedesktop/secrets/collection/login",
            ])
            .output()
            .unwrap();
        assert!(lock.status.success(), "{}", String::from_utf8_lossy(&lock.stderr));
        let started = Instant::now();
        assert_eq!(vault.read(&account).await.unwrap_err(), VaultError::Locked);
        assert!(started.elapsed().as_secs() < 8, "no longer than its patience");
    });
}

/// A bus that comes up after the app: at first nobody listens where it will be.
const LATE_BUS: &str = r#"
export DBUS_SESSION_BUS_ADDRESS="unix:path=$XDG_RUNTIME_DIR/bus"
exec "$@"
"#;

#[test]
fn a_keychain_that_comes_up_later_is_found_without_a_restart() {
    const TEST: &str = "a_keychain_that_comes_up_later_is_found_without_a_restart";
    if std::env::var_os(INSIDE).is_none() {
        let home = tempfile::tempdir().unwrap();
        let mut session = Command::new("sh");
        session.args(["-c", LATE_BUS, "sh"]).arg(std::env::current_exe().unwrap());
        return run_inside(session, TEST, home.path());
    }
    in_own_session(TEST, async {
        let (vault, account) = (KeychainVault, AccountId::from("01ACCOUNT"));
        assert!(matches!(vault.read(&account).await, Err(VaultError::Denied(_))));
        let home = std::env::var("XDG_RUNTIME_DIR").unwrap();
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", &format!("--address=unix:path={home}/bus")])
            .spawn()
            .unwrap();
        let daemon = format!(
            "printf 'test password' | gnome-keyring-daemon --unlock --components=secrets --control-directory={home}"
        );
        let deadline = Instant::now() + Duration::from_secs(20);
        while !std::path::Path::new(&format!("{home}/bus")).exists() {
            assert!(Instant::now() < deadline, "the bus never came up");
            tokio::task::yield_now().await;
        }
        assert!(Command::new("sh").args(["-c", &daemon]).status().unwrap().success());
        while vault.save(&account, &keys("secret")).await.is_err() {
            assert!(Instant::now() < deadline, "the keychain was never found");
            tokio::task::yield_now().await;
        }
        assert_eq!(vault.read(&account).await.unwrap().access_secret.expose_secret(), "secret");
        bus.kill().unwrap();
        bus.wait().unwrap();
    });
}

#[test]
fn without_a_keychain_it_is_denied() {
    const TEST: &str = "without_a_keychain_it_is_denied";
    if std::env::var_os(INSIDE).is_none() {
        let home = tempfile::tempdir().unwrap();
        let mut session = Command::new(std::env::current_exe().unwrap());
        session.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}/nobody", home.path().display()));
        return run_inside(session, TEST, home.path());
    }
    in_own_session(TEST, async {
        let error = KeychainVault.read(&AccountId::from("01ACCOUNT")).await.unwrap_err();
        assert!(matches!(error, VaultError::Denied(_)), "{error:?}");
    });
}
