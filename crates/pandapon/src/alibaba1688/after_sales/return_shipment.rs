//! Goods that go back to the seller.

use serde::Serialize;
use serde_json::Value;

use super::CarrierCode;
use crate::alibaba1688::orders::as_verdict;
use crate::alibaba1688::{RefundId, Verdict};
use crate::call::{self, Call};
use crate::operation::Operation;
use crate::wire::Link;

/// Most pieces of evidence on a return, upstream.
const VOUCHERS_AT_MOST: usize = 10;

/// Characters of a note, upstream.
const DESCRIPTION: std::ops::RangeInclusive<usize> = 2..=200;

/// Request of `alibaba1688SubmitReturnShipment`.
///
/// Not sent when the carrier or the waybill number is blank, the note has less than 2 or more than 200 characters, or
/// more than 10 vouchers are named.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReturnShipment {
    refund_id: RefundId,
    logistics_company_no: CarrierCode,
    freight_bill: String,
    description: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vouchers: Vec<Link>,
}

impl ReturnShipment {
    /// The goods of a refund, on their way with a carrier
    /// ([`LogisticsCompany::company_no`](super::LogisticsCompany::company_no)) under a waybill number.
    pub fn new(refund_id: RefundId, carrier: CarrierCode, waybill: impl Into<String>) -> Self {
        Self {
            refund_id,
            logistics_company_no: carrier,
            freight_bill: waybill.into(),
            description: None,
            vouchers: Vec::new(),
        }
    }

    /// A note.
    #[must_use]
    pub fn description(mut self, note: impl Into<String>) -> Self {
        self.description = Some(note.into());
        self
    }

    /// Evidence, at most 10: URLs that [`UploadedVoucher::url`](super::UploadedVoucher::url) gives.
    #[must_use]
    pub fn vouchers(mut self, vouchers: impl IntoIterator<Item = Link>) -> Self {
        self.vouchers = vouchers.into_iter().collect();
        self
    }
}

impl Call for ReturnShipment {
    const OPERATION: Operation = Operation::Alibaba1688SubmitReturnShipment;
    type Answer = Verdict;

    fn check(&self) -> Result<(), String> {
        call::not_blank("logisticsCompanyNo", self.logistics_company_no.as_str())?;
        call::not_blank("freightBill", &self.freight_bill)?;
        if let Some(note) = &self.description {
            call::characters("description", note, DESCRIPTION)?;
        }
        call::at_most("vouchers", &self.vouchers, VOUCHERS_AT_MOST)
    }

    fn reshape(data: Value) -> Value {
        as_verdict(data)
    }
}
