//! The client against a real HTTP server.

mod client;
mod desk;
mod trouble;
