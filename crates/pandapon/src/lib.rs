#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

pub mod alibaba1688;
pub mod base;
pub mod callbacks;
mod client;
mod clock;
mod connection;
mod credentials;
mod envelope;
mod error;
mod exchange;
mod lanes;
mod observe;
pub mod operation;
mod probe;
mod sign;
pub mod taobao;
pub mod wire;

pub use client::{Call, Client, ClientBuilder};
pub use clock::{Clock, SystemClock};
pub use connection::{
    Connection, ConnectionError, Edition, PRODUCTION_URL, RateLimit, Route, TimeOuts, TimestampUnit,
    VoucherTransport,
};
pub use credentials::Credentials;
pub use envelope::Answer;
pub use error::{Error, Fault, Outcome};
pub use lanes::Lane;
pub use observe::{CallObserver, CallRecord};
pub use operation::Operation;
pub use probe::{ProbeReport, ProbeStep, ProbeVerdict, probe};
pub use sign::{SignatureScheme, signature};
