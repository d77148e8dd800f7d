//! The desk's SQLite: what was seen at PandaPon, what was decided here, and what became of it.
//!
//! What would be lost is in `desk.sqlite`, with backups beside it; what can be fetched again is in `cache.sqlite`. One
//! thread writes, readers look beside it. Each write is one transaction, durable when the call returns. Sums are in
//! fen, times in epoch ms, ids are text. What belongs to another crate's types (settings, connections, search pages)
//! goes in and out as JSON text. Everything hangs on an account: keep that first, with [`Store::save_account`].

mod accounts;
mod addresses;
mod answers;
mod backup;
mod cache;
mod carts;
mod cases;
mod column;
mod connection;
mod error;
mod evidence;
mod examine;
mod fetched;
mod files;
mod fills;
mod health;
mod inbox;
pub mod kill_points;
mod limits;
mod marks;
mod notices;
mod offers;
mod opening;
mod orders;
mod outbox;
mod read_marks;
mod restore;
mod salvage;
mod searches;
mod stamp;
mod store;
mod vouchers;
mod writer;

pub use accounts::Account;
pub use addresses::KeptAddresses;
pub use answers::KeptAnswer;
pub use backup::{ASKED_KEPT, BEFORE_MIGRATION_KEPT, Backup, BackupKind, DAYS_KEPT, WEEKS_KEPT};
pub use carts::{CartLineSeen, KeptCart};
pub use cases::{
    CaseApplied, CaseFilter, CasePage, CaseRead, CaseRow, DueCase, KeptCase, MessagesRead, SaidPage,
};
pub use error::StoreError;
pub use evidence::NewEvidence;
pub use examine::Examined;
pub use fetched::{FetchedPage, PageKey};
pub use fills::{BrokenRow, Fill, PageRead};
pub use inbox::{
    CallbackFilter, CallbackPage, CallbackRead, Confirmed, Held, Inbox, KeptCallback, NewCallback, ToFetch,
    Unread,
};
pub use notices::RestoreNotice;
pub use offers::{KeptOffer, PricePoint};
pub use orders::{
    Applied, DueOrder, KeptOrder, NewOrderFile, NoticeFilter, NoticePage, OrderMarks, OrderNamed,
    OrderNumber, OrderPage, OrderRead, OrderRow, PriceFilter, PricePage, PriceSums, SavedFilter, StageCount,
    UsedName, WatchedOrders, WholeOrder, WholePage,
};
pub use outbox::{NewOperation, OperationStory, Outbox, OutboxCounts, Step};
pub use restore::{RestoreCause, Restored};
pub use searches::LastSearch;
pub use store::{AtOpen, Damage, Store};
pub use vouchers::NewVoucher;
