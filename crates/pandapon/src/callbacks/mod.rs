//! Pushed messages: what PandaPon posts to the caller's own address when an order changes.
//!
//! How it works, as far as the reference says: one HTTPS address for all messages is set in PandaPon's console, where
//! *Verify* asks it once and wants HTTP 200. What that request holds is not stated, so answer 200 to anything, also to
//! what [`read`] refuses. A message is acknowledged with 200 within [`ACKNOWLEDGE_WITHIN`]; otherwise it comes again
//! after [`REPEATED_AFTER`], at most [`REPEATED_AT_MOST`] times, and after that the data has to be asked for. Messages
//! come in any order and more than once; [`Message::identity`] tells repeats.
//!
//! A message is a hint, signed or not: fetch the order it names ([`Message::order_names`]), then apply what was fetched.
//!
//! ```
//! use pandapon::callbacks::{Body, read};
//!
//! let pushed = br#"{"messageType":"ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY","messagePlatform":0,"timestamp":"1702890004504",
//!     "messageBody":{"salesOrderId":"3305075341149134260","purchaseOrderPriceDTO":{"purchaseTotalFee":980}}}"#;
//! let message = read(pushed)?;
//! assert_eq!(message.order_names()[0].as_str(), "3305075341149134260");
//! if let Body::TaobaoPrice(change) = &message.body {
//!     println!("now {:?} fen", change.price.as_ref().and_then(|price| price.purchase_total_fee));
//! }
//! # Ok::<(), pandapon::callbacks::Unreadable>(())
//! ```

mod alibaba1688;
mod message;
mod names;
mod signature;
mod taobao;
mod topic;

pub use alibaba1688::{OrderEvent, OrderTold, RefundEvent, RefundTold};
pub use message::{Body, Identity, Message, NotTyped, Unreadable, read};
pub use names::OrderName;
pub use signature::{SignedText, Verdict, signature, verify};
pub use taobao::{TaobaoLine, TaobaoPrice, TaobaoPriceModified, TaobaoRefundChanged, TaobaoStatusChanged};
pub use topic::{Callback, Platform, Topic};

use std::time::Duration;

/// How soon a message must be answered with HTTP 200.
pub const ACKNOWLEDGE_WITHIN: Duration = Duration::from_millis(1000);

/// When a message that was not acknowledged comes again.
pub const REPEATED_AFTER: Duration = Duration::from_secs(30 * 60);

/// How often a message comes again at most.
pub const REPEATED_AT_MOST: u32 = 5;

/// Largest message that is read, in bytes. The reference's own, a whole order with three lines, has 8 KB.
pub const LARGEST: usize = 4 * 1024 * 1024;
