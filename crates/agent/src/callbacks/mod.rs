//! Pushed messages: taking them in, finding out what they mean, and fetching the orders that they name.
//!
//! A message is a hint. It is kept durably and acknowledged before anything is made of it ([`receiver`]); then it is read
//! and its signature judged ([`reading`]); then its order is fetched and what PandaPon tells is kept ([`fetching`]). So
//! messages may come in any order and as often as they like: what counts is what the order itself says afterwards.

mod by_hand;
mod doors;
mod entrance;
mod fetching;
mod listing;
mod meaning;
mod reading;
mod receiver;
mod requests;
mod self_test;
mod settings;
mod working;

pub use by_hand::{ingest, take_in};
pub use listing::{list, retry, show};
pub use self_test::self_test;
pub use settings::{listen_on, save as save_settings, save_door, show as show_settings};

pub(crate) use working::Callbacks;
