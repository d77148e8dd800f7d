//! What a purchasing agent deals in: pure types and rules, no I/O, no clock.
//!
//! Money is integer minor units with a currency, ids are text, times are epoch milliseconds passed in by the caller.
//! Every type that crosses the command boundary has its TypeScript twin generated from here.

pub mod address;
pub mod after_sales;
pub mod callback;
pub mod cart;
pub mod consent;
pub mod filter;
pub mod guard;
pub mod history;
pub mod ids;
pub mod money;
pub mod notice;
pub mod offer;
pub mod order;
pub mod outbox;
pub mod own_data;
pub mod preview;
pub mod price_change;
pub mod selection;
pub mod time;
pub mod watching;

pub use address::{Address, AddressDraft, AddressFault};
pub use after_sales::{
    AfterSalesCase, CaseAction, CaseChange, CaseDeadline, CaseKind, CaseMessage, CaseStage, CaseStatus,
    CaseTurn, Claim, ClaimBasis, ClaimFault, ClaimReason, ClaimTerms, DeadlineOutcome, Evidence,
    EvidenceLimits, GoodsState, LineBlock, LineClaim, LineTerms, MOST_MESSAGE_CHARS, ReturnAddress,
    ReturnCarrier, ReturnShipment, Speaker, freight_left, refunded_before,
};
pub use callback::{
    Callback, CallbackFacts, CallbackKind, CallbackOrigin, CallbackReason, CallbackState, SignatureMode,
    SignatureVerdict,
};
pub use cart::{Cart, CartGroup, CartLine};
pub use consent::{Agreement, Consent};
pub use filter::{FilterKind, FilterPart, FilterWords, OrderFilter, OrderSort};
pub use guard::{CountedOrder, Duplicate, EarlierOrder, LimitStop, Limits, OrderedLine, Outlay, OutlayKind};
pub use history::{Change, ChangeSource, Turn};
pub use ids::{
    AccountId, AddressId, CallbackId, CartLineId, CaseId, CategoryId, EvidenceId, OfferId, OperationId,
    OrderId, OrderLineId, PlatformCaseId, PlatformOrderId, PreviewId, ReasonId, RequestId, SellerId, SkuId,
    SpecId, VoucherId,
};
pub use money::{Currency, Money, MoneyError};
pub use notice::{Notice, NoticeKind};
pub use offer::{Dimension, DimensionValue, Offer, OfferSummary, Platform, Seller, Sku, Text, Tier};
pub use order::{
    MOST_VOUCHER_BYTES, Order, OrderAction, OrderLine, OrderStage, OrderStatus, Parcel, Payment, Voucher,
    VoucherState,
};
pub use outbox::{
    Choice, Fit, Found, Operation, OperationKind, OperationState, OperationStep, SoughtLine, SoughtOrder,
    Standing, StepEvent,
};
pub use own_data::{OrderFile, OwnData, OwnEdit};
pub use preview::{PreviewLine, PreviewOrder, PriceShift, Problem, QuantityShift, SumKind, SumShift};
pub use price_change::{PriceChange, PriceField, SaidBy};
pub use selection::{LineFault, RowSum, SelectionSum};
pub use time::EpochMs;
pub use watching::{is_watched, next_look};
