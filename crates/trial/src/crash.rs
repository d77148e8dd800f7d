//! Killing a working desk, again and again: `cargo xtask crash`.
//!
//! The parent keeps a sandbox and judges; the child is the desk. In each cycle a new child opens the folder that the one
//! before was killed in, finds out what became of what was under way, and waits while the parent compares the desk's books
//! with the sandbox's. Then it works on, while messages are pushed at it, until it is killed: at a named moment, or at any. Everything in a cycle follows
//! from the seed and the cycle's number, but for the moment of a random kill.

pub mod child;
mod cycle;
mod figures;
mod inbox;
mod judge;
pub mod parent;
mod plan;
mod pushing;
mod talk;
