//! The desk's SQLite: what was seen at PandaPon, what was decided here, and what became of it.
//!
//! One thread writes, readers look beside it. Each write is one transaction, durable when the call returns. Sums are in
//! fen, times in epoch ms, ids are text. What belongs to another crate's types (settings, connections, search pages)
//! goes in and out as JSON text. Everything hangs on an account: keep that first, with [`Store::save_account`].

mod accounts;
mod addresses;
mod carts;
mod column;
mod connection;
mod error;
mod marks;
mod offers;
mod orders;
mod outbox;
mod searches;
mod store;
mod vouchers;
mod writer;

pub use accounts::Account;
pub use addresses::KeptAddresses;
pub use carts::{CartLineSeen, KeptCart};
pub use error::StoreError;
pub use offers::{KeptOffer, PricePoint};
pub use orders::{Applied, KeptOrder, OrderAnswer, OrderFilter, OrderPage, OrderRead, OrderRow};
pub use outbox::{NewOperation, OperationStory, Outbox, OutboxCounts, Step};
pub use searches::LastSearch;
pub use store::{AtOpen, Store};
pub use vouchers::NewVoucher;
