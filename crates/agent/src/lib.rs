//! What a purchasing agent does: one use case a file, and the list of commands.
//!
//! A host (desktop, web, terminal) opens a [`Desk`] and runs [`commands::dispatch`]. Beside the commands it offers files
//! ([`files::take`]), pictures ([`pictures::load`]), files that leave the desk ([`papers::save`]) and change events
//! ([`Desk::subscribe`]).

pub mod api;
pub mod clock;
pub mod commands;
pub mod desk;
pub mod files;
pub mod pictures;
pub mod practice;
pub mod secrets;

pub mod accounts;
pub mod addressing;
pub mod after_sales;
pub mod callbacks;
pub mod cart;
pub mod checkout;
mod clients;
mod connecting;
mod connection_test;
pub mod desk_status;
pub mod diagnostics;
mod errors;
mod events;
pub mod limits;
pub mod links;
pub mod notices;
pub mod offers;
pub mod ordering;
pub mod orders;
pub mod outbox;
pub mod overriding;
pub mod own_data;
pub mod papers;
pub mod prices;
mod reach;
mod reconcile;
pub mod safekeeping;
pub mod search;
pub mod sync;
mod translate;
mod turns;

pub use clock::{Clock, SystemClock};
pub use desk::{Desk, DeskOptions, Pace};
pub use pandapon::{RateLimit, TimeOuts};
pub use practice::{PracticeAddress, PracticeCredentials, PracticeGround};
pub use secrets::{AccountKeys, KeychainVault, MemoryVault, SecretVault, VaultError};
