//! The store on real files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod accounts;
mod apply;
mod apply_property;
mod attached;
mod backups;
mod cache;
mod cases;
mod cut_off;
mod fills;
mod full_disk;
mod given;
mod goods;
mod guards;
mod inbox;
mod killed;
mod opening;
mod order_list;
mod outbox;
mod safekeeping;
mod search;
mod vouchers;
