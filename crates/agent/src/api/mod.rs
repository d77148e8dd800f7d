//! The command boundary: every request and response that a UI, a terminal or a script exchanges with Pondesk.
//!
//! TypeScript twins of all of these are generated into `ui/src/bindings`; see [`crate::commands`].

mod account;
mod address;
mod after_sales;
mod callback;
mod cart;
mod data;
mod desk;
mod diagnostics;
mod error;
mod event;
mod file;
mod offer;
mod order;
mod outbox;
mod own_data;
mod paper;
mod price;
mod search;
mod sync;

pub use account::*;
pub use address::*;
pub use after_sales::*;
pub use callback::*;
pub use cart::*;
pub use data::*;
pub use desk::*;
pub use diagnostics::*;
pub use error::*;
pub use event::*;
pub use file::*;
pub use offer::*;
pub use order::*;
pub use outbox::*;
pub use own_data::*;
pub use paper::*;
pub use price::*;
pub use search::*;
pub use sync::*;
