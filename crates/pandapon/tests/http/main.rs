//! The client against a real HTTP server.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, also in its helpers")]

mod client;
mod desk;
mod recorded;
mod requests;
mod trouble;
