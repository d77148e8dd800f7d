//! `db …`: the desk's own data. Only `restore` needs the folder for itself.

use pondesk_agent::api::{BackupKind, BackupRestore, BackupView, DataChecked, RestoreNotice};
use pondesk_agent::clock::SystemClock;
use pondesk_agent::safekeeping;

use crate::args::{Args, DbVerb};
use crate::call::{call, print};
use crate::exit::Failure;
use crate::open;
use crate::text;

/// Exit code of a check that found damage: the same as when a damaged folder is refused.
const DAMAGED: u8 = 9;

pub(crate) async fn run(args: &Args, verb: &DbVerb) -> Result<(), Failure> {
    match verb {
        DbVerb::Check => {
            let checked = safekeeping::check_folder(&open::data_dir(args)?).await?;
            print(args.json, &checked, in_words)?;
            let undamaged = checked.damage.is_none() && checked.inbox_damage.is_none();
            let well = undamaged && checked.bad_vouchers.is_empty();
            if well { Ok(()) } else { Err(Failure::Printed(DAMAGED)) }
        }
        DbVerb::Backup => {
            let made = safekeeping::back_up_folder(&open::data_dir(args)?, &SystemClock).await?;
            print(args.json, &made, |made| format!("Backup made and checked: {}", line(made)))
        }
        DbVerb::Restore { from } => {
            let desk = open::open(args).await?;
            let request = BackupRestore { name: from.clone() };
            let notice: RestoreNotice = call(&desk, "backup_restore", &request).await?;
            if let Err(error) = safekeeping::fetch_orders_again(&desk).await {
                eprintln!("Orders were not fetched again yet; `order list --refresh` does. [{error}]");
            }
            safekeeping::mark_read(&desk, &notice.notice_id).await?;
            print(args.json, &notice, restored)
        }
    }
}

/// A restore in words.
pub(crate) fn restored(notice: &RestoreNotice) -> String {
    use pondesk_agent::api::RestoreCause as Cause;
    let mut told = match notice.cause {
        Cause::Asked => String::new(),
        Cause::Damaged => "The database was damaged. ".to_owned(),
        Cause::Lost => "The database was gone. ".to_owned(),
    };
    match notice.backup_made_at {
        Some(at) => told += &format!("Restored the backup of {}.\n", text::time(at)),
        None => told += "There was no backup: this desk starts with an empty database.\n",
    }
    if let Some(folder) = &notice.moved_aside {
        told += &format!("The old file is in {folder} of the data folder; nothing was deleted.\n");
    }
    match notice.newer_orders {
        Some(0) => {}
        Some(orders) => told += &format!("Orders newer than that: {orders}; they are fetched again.\n"),
        None => told += "How many orders are newer cannot be read; orders are fetched again.\n",
    }
    if notice.operations > 0 {
        told += &format!("Newer outbox operations, carried over: {}.\n", notice.operations);
    }
    if notice.unknown > 0 {
        told += &format!("Operations that may have happened: {}; see `outbox list`.\n", notice.unknown);
    }
    if !notice.all_read {
        told += "Parts of the old file cannot be read: compare the outbox with PandaPon's order list.\n";
    }
    told
}

fn in_words(checked: &DataChecked) -> String {
    let mut told = match &checked.damage {
        None => format!("The database is well: {} bytes, schema {}.\n", checked.bytes, checked.schema),
        Some(said) => format!(
            "The database is damaged: {said}\nThe next start moves it aside and restores the newest good backup.\n"
        ),
    };
    if let Some(said) = &checked.inbox_damage {
        told += &format!(
            "The inbox of pushed messages is damaged: {said}\nWhat can be read of it is carried over when it is next used.\n"
        );
    }
    for sha256 in &checked.bad_vouchers {
        told += &format!("The file of voucher {sha256} is missing or was changed.\n");
    }
    told += if checked.backups.is_empty() { "No backup yet.\n" } else { "Backups:\n" };
    for backup in &checked.backups {
        told += &format!("  {}\n", line(backup));
    }
    told
}

fn line(backup: &BackupView) -> String {
    let kind = match backup.kind {
        BackupKind::Daily => "daily",
        BackupKind::Asked => "asked for",
        BackupKind::BeforeMigration => "before an update",
    };
    format!("{}  {}  {kind}, {} bytes", backup.name, text::time(backup.made_at), backup.bytes)
}
