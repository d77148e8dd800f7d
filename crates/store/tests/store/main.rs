//! The store on real files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod accounts;
mod apply;
mod apply_property;
mod given;
mod goods;
mod killed;
mod opening;
mod order_list;
mod outbox;
mod search;
mod vouchers;
