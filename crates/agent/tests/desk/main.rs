//! The desk without a desktop: accounts, searching, offers, pictures and addresses against the real sandbox, over HTTP,
//! through the command list.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accounts;
mod addresses;
mod bindings;
mod ground;
mod offers;
mod overrides;
mod pictures;
mod searching;
mod secrets_on_disk;
mod vaults;
