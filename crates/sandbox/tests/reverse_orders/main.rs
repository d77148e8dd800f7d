//! Taobao's after-sales.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

mod claims;
#[path = "../common/mod.rs"]
mod common;
mod limits;
mod machine;
mod money;
mod steps;
