#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
#![cfg_attr(
    not(feature = "client"),
    allow(unused_imports, dead_code, reason = "what only a client needs stands beside the types it needs")
)]

pub mod alibaba1688;
pub mod base;
mod call;
pub mod callbacks;
#[cfg(feature = "client")]
mod client;
mod clock;
mod connection;
mod credentials;
mod envelope;
mod error;
#[cfg(feature = "client")]
mod exchange;
#[cfg(feature = "client")]
mod lanes;
#[cfg(feature = "client")]
mod observe;
pub mod operation;
mod overrides;
#[cfg(feature = "client")]
mod probe;
mod reading;
mod sign;
#[cfg(feature = "client")]
mod sketch;
pub mod taobao;
pub mod warehouse;
pub mod wire;

pub use call::Call;
#[cfg(feature = "client")]
pub use client::{Client, ClientBuilder};
pub use clock::{Clock, SystemClock};
pub use connection::{
    Connection, ConnectionError, Edition, PRODUCTION_URL, RateLimit, RefundVoucherTransport, Route, TimeOuts,
    TimestampUnit, VoucherTransport,
};
pub use credentials::{Credentials, MASK};
pub use envelope::Answer;
pub use error::{Error, Fault, Outcome};
#[cfg(feature = "client")]
pub use lanes::Lane;
#[cfg(feature = "client")]
pub use observe::{CallObserver, CallRecord};
pub use operation::Operation;
pub use overrides::PathFault;
#[cfg(feature = "client")]
pub use probe::{ProbeReport, ProbeStep, ProbeVerdict, probe, probe_watched_by};
pub use reading::{AnswerData, read_answer};
pub use sign::{SignatureScheme, signature};
#[cfg(feature = "client")]
pub use sketch::RequestSketch;
