//! Carriers.

use serde::{Deserialize, Serialize};

use crate::call::Call;
use crate::operation::Operation;
use crate::wire::{Extra, Moment, Rows, Text, flag, ids};

ids! {
    /// Code of a carrier, such as `HTKY`.
    CarrierCode;
}

/// Request of `alibaba1688ListLogisticsCompanies`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ListLogisticsCompanies {}

impl Call for ListLogisticsCompanies {
    const OPERATION: Operation = Operation::Alibaba1688ListLogisticsCompanies;
    type Answer = Rows<LogisticsCompany>;
}

/// A carrier. Every field is upstream's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct LogisticsCompany {
    /// Row number.
    pub id: Option<Text>,
    /// Name.
    pub company_name: Option<Text>,
    /// Code: a return shipment takes it.
    pub company_no: Option<CarrierCode>,
    /// Phone.
    pub company_phone: Option<Text>,
    /// Whether labels can be printed.
    #[serde(deserialize_with = "flag")]
    pub support_print: Option<bool>,
    /// Name in pinyin.
    pub spelling: Option<Text>,
    /// Created.
    pub gmt_create: Option<Moment>,
    /// Changed.
    pub gmt_modified: Option<Moment>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
