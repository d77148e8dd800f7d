//! The client against a real HTTP server.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, also in its helpers")]

mod alibaba1688;
mod client;
mod desk;
mod recorded;
mod requests;
mod trouble;
mod warehouse;
