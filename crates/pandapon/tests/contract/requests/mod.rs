//! The requests that the client is checked with: for every operation a minimal one, with nothing that may be left out,
//! and full ones, with everything. Most operations need one full request; where choices exclude each other, one a choice.
//!
//! Ids have as many digits as ids may have and end odd, so that whoever takes one through a float rounds it visibly.

mod alibaba1688_after_sales;
mod alibaba1688_cart;
mod alibaba1688_goods;
mod alibaba1688_orders;
mod base;
mod taobao_after_sales;
mod taobao_cart;
mod taobao_goods;
mod taobao_orders;
mod warehouse;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::pin::Pin;

use jiff::Timestamp;
use pandapon::{Client, Connection, Credentials, Error, Operation, RateLimit, VoucherTransport};

/// One id of each kind.
pub(crate) mod ids {
    pub(crate) const ITEM: &str = "6001262450310411901";
    pub(crate) const SKU: &str = "5016042822039000117";
    pub(crate) const MP: &str = "2048057995392326143";
    pub(crate) const MP_SKU: &str = "2048057995392327149";
    pub(crate) const OFFER: &str = "5544563483340000161";
    pub(crate) const SHOP: &str = "4200000000000000141";
    pub(crate) const PROPERTY: &str = "1627207000000000151";
    pub(crate) const VALUE: &str = "2835500000000000153";
    /// One digit less than the others: the contract allows no more where it travels as text.
    pub(crate) const CATEGORY: &str = "103100000000000169";
    pub(crate) const PARENT_CATEGORY: &str = "103100000000000171";
    pub(crate) const CART: &str = "7500000000000000139";
    pub(crate) const ORDER: &str = "2542285634920880795";
    pub(crate) const LINE: &str = "2542285634921880797";
    pub(crate) const PURCHASE_ORDER: &str = "2000488594790000131";
    pub(crate) const SALES_ORDER: &str = "2000488594790000159";
    pub(crate) const REFUND: &str = "1100002350010000137";
    pub(crate) const REASON: &str = "1001000000000000157";
    pub(crate) const ADDRESS: &str = "3100000000000000173";

    pub(crate) const ALL: [&str; 18] = [
        ITEM,
        SKU,
        MP,
        MP_SKU,
        OFFER,
        SHOP,
        PROPERTY,
        VALUE,
        CATEGORY,
        PARENT_CATEGORY,
        CART,
        ORDER,
        LINE,
        PURCHASE_ORDER,
        SALES_ORDER,
        REFUND,
        REASON,
        ADDRESS,
    ];
}

/// What comes of a call.
pub(crate) type Calling = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// The requests of one operation.
pub(crate) struct Requests {
    pub(crate) operation: Operation,
    pub(crate) minimal: fn(Client) -> Calling,
    pub(crate) full: &'static [fn(Client) -> Calling],
}

/// One entry per operation: its variant, then calls of typed methods, `minimal` and `full`.
macro_rules! requests {
    ($client:ident => $($operation:ident: minimal $minimal:expr, full $($full:expr),+;)*) => {
        pub(super) const REQUESTS: &[$crate::requests::Requests] = &[$($crate::requests::Requests {
            operation: pandapon::Operation::$operation,
            minimal: |$client| Box::pin(async move { $minimal.await.map(drop) }),
            full: &[$(|$client| Box::pin(async move { $full.await.map(drop) })),+],
        }),*];
    };
}
use requests;

/// The requests of every operation, group by group.
pub(crate) fn all() -> impl Iterator<Item = &'static Requests> {
    [
        taobao_goods::REQUESTS,
        taobao_cart::REQUESTS,
        taobao_orders::REQUESTS,
        taobao_after_sales::REQUESTS,
        alibaba1688_goods::REQUESTS,
        alibaba1688_cart::REQUESTS,
        alibaba1688_orders::REQUESTS,
        alibaba1688_after_sales::REQUESTS,
        base::REQUESTS,
        warehouse::REQUESTS,
    ]
    .into_iter()
    .flatten()
}

/// Two clients of one server: with the settings that add least to a request, and with those that add most.
pub(crate) struct Clients {
    minimal: Client,
    full: Client,
}

impl Clients {
    pub(crate) fn of(server: SocketAddr) -> Self {
        let connection = Connection::new(&format!("http://{server}"))
            .unwrap()
            .with_rate_limit(RateLimit { per_second: NonZeroU32::MAX, burst: NonZeroU32::MAX })
            .with_voucher_transport(VoucherTransport::Base64Text);
        let client = |connection| {
            let credentials = Credentials::new("example-key", "example-secret".into(), "2100007341207");
            Client::new(connection, credentials).unwrap()
        };
        Self { minimal: client(connection.clone()), full: client(connection.with_warehouse_query_pair(true)) }
    }

    /// The calls of an operation, not sent yet: the minimal one, then the full ones.
    pub(crate) fn calls(&self, requests: &Requests) -> Vec<NamedCall> {
        let operation = requests.operation;
        let minimal = NamedCall {
            name: format!("{operation}, minimal"),
            is_full: false,
            call: (requests.minimal)(self.minimal.clone()),
        };
        let full = requests.full.iter().enumerate().map(|(at, call)| NamedCall {
            name: format!("{operation}, full {}", at + 1),
            is_full: true,
            call: call(self.full.clone()),
        });
        std::iter::once(minimal).chain(full).collect()
    }
}

/// A call that was not sent yet.
pub(crate) struct NamedCall {
    pub(crate) name: String,
    pub(crate) is_full: bool,
    pub(crate) call: Calling,
}

fn three() -> NonZeroU32 {
    NonZeroU32::new(3).unwrap()
}

/// `2022-10-31 13:13:18` in Beijing.
fn moment() -> Timestamp {
    Timestamp::from_millisecond(1_667_193_198_819).unwrap()
}
