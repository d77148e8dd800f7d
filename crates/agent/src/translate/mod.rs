//! From what PandaPon says to what Pondesk deals in: one translation per platform. Nothing here asks or keeps.

pub(crate) mod alibaba1688;
pub(crate) mod callback;
mod cart;
mod dimensions;
pub(crate) mod taobao;
pub(crate) mod values;

use pandapon::wire::BrokenRow;
use pondesk_domain::OfferSummary;

/// One page of search hits.
pub(crate) struct Hits {
    /// The offers that can be opened.
    pub(crate) offers: Vec<OfferSummary>,
    /// Rows that came, readable or not.
    pub(crate) rows: usize,
    /// The rows that could not be read.
    pub(crate) broken: Vec<BrokenRow>,
    /// Hits in all, when the platform says so.
    pub(crate) total: Option<u32>,
}
