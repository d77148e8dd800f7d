//! Callbacks.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

#[path = "../common/mod.rs"]
mod common;
mod inbox;
mod pushes;
mod unrest;
