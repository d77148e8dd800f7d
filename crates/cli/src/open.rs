//! Opens the desk of a data folder.

use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use pondesk_agent::clock::SystemClock;
use pondesk_agent::desk::{Desk, DeskOptions, Pace};
use pondesk_agent::safekeeping;
use pondesk_agent::secrets::{KeychainVault, MemoryVault, SecretVault};
use pondesk_practice::Practice;
use secrecy::SecretString;

use crate::args::Args;
use crate::exit::Failure;
use crate::verbs;

/// The data folder: as given, else where the system keeps data of apps.
pub(crate) fn data_dir(args: &Args) -> anyhow::Result<PathBuf> {
    if let Some(dir) = &args.data_dir {
        return Ok(dir.clone());
    }
    let dirs = directories::ProjectDirs::from("app", "Pondesk", "Pondesk")
        .context("no home folder: use --data-dir")?;
    Ok(dirs.data_dir().to_owned())
}

/// Access key and secret, typed in two lines.
pub(crate) struct TypedKeys {
    /// AccessKey.
    pub access_key: String,
    /// AccessSecret.
    pub access_secret: SecretString,
}

/// Reads one line of standard input, without its end.
pub(crate) fn typed_line(what: &str) -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .with_context(|| format!("{what} is read from standard input"))?;
    let line = line.trim_end_matches(['\r', '\n']).to_owned();
    anyhow::ensure!(!line.is_empty(), "{what} is read from standard input, and nothing came");
    Ok(line)
}

/// Reads access key and secret from standard input, for `--memory`.
pub(crate) fn typed_keys() -> anyhow::Result<TypedKeys> {
    let access_key = typed_line("the access key")?;
    Ok(TypedKeys { access_key, access_secret: typed_line("the secret")?.into() })
}

/// Opens the desk with the system's keychain, or with none.
pub(crate) async fn open(args: &Args) -> Result<Desk, Failure> {
    let data_dir = data_dir(args)?;
    let vault: Arc<dyn SecretVault> =
        if args.memory { Arc::new(MemoryVault::new()) } else { Arc::new(KeychainVault) };
    let practice = Arc::new(Practice::new(data_dir.join("sandbox")));
    let options = DeskOptions {
        data_dir,
        clock: Arc::new(SystemClock),
        vault,
        practice: Some(practice),
        pace: Pace::default(),
    };
    let desk = Desk::open(options).await?;
    if !args.json {
        tell_notices(&desk).await?;
    }
    Ok(desk)
}

/// Tells of restores on standard error, so that what a verb prints stays one document. Once a person had them before his
/// eyes they are read; a log file has no eyes.
async fn tell_notices(desk: &Desk) -> Result<(), Failure> {
    for notice in safekeeping::notices(desk).await? {
        eprintln!("{}", verbs::db::restored(&notice).trim_end());
        if std::io::stderr().is_terminal() {
            safekeeping::mark_read(desk, &notice.notice_id).await?;
        }
    }
    Ok(())
}
