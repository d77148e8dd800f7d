//! From the bytes of an answer to its typed data: the way every answer takes, whoever fetched it.

use std::fmt::Debug;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::call::Call;
use crate::envelope::{Answer, Envelope};
use crate::error::{Error, Fault, Remains, Result};
use crate::operation::Operation;
use crate::wire::Misfit;
use crate::{alibaba1688, base, taobao, warehouse};

/// The data of any operation's answer: typed inside, shown and written as JSON from outside.
pub trait AnswerData: Debug + Send {
    /// The data as JSON: what was read, with every member that the reference does not name.
    ///
    /// # Errors
    /// Never for the types of this crate.
    fn to_json(&self) -> serde_json::Result<Value>;
}

impl<T: Serialize + Debug + Send> AnswerData for T {
    fn to_json(&self) -> serde_json::Result<Value> {
        serde_json::to_value(self)
    }
}

/// Reads an answer that came another way (through another HTTP client, out of a recording), exactly as
/// [`Client`](crate::Client) reads what it fetches.
///
/// # Errors
/// As a call with the same answer: refused, no envelope, or data that does not fit.
///
/// # Examples
/// ```
/// use pandapon::{Operation, read_answer};
///
/// let body = r#"{"requestId":"r-1","code":200,"msg":"成功","data":[{"id":1024,"city":"杭州市"}]}"#;
/// let at = "2025-02-24T10:00:00Z".parse()?;
/// let answer = read_answer(Operation::BaseGetUserAddresses, 200, body.as_bytes(), at)?;
/// assert_eq!(answer.data.to_json()?[0]["city"], "杭州市");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_answer(
    operation: Operation,
    http_status: u16,
    body: &[u8],
    received_at: Timestamp,
) -> Result<Answer<Box<dyn AnswerData>>> {
    let body = text_of(body.to_vec());
    let envelope = judge(operation, http_status, &body)?;
    Received::new(envelope, received_at).typed(operation, reader_of(operation))
}

type Reader = fn(&str) -> Result<Box<dyn AnswerData>, Misfit>;

fn reader<C: Call>(raw: &str) -> Result<Box<dyn AnswerData>, Misfit> {
    C::read(raw).map(|data| Box::new(data) as Box<dyn AnswerData>)
}

macro_rules! readers {
    ($($module:ident { $($operation:ident => $call:ident,)* })*) => {
        /// The reader of an operation's answer. Without one for every operation, this does not compile.
        fn reader_of(operation: Operation) -> Reader {
            match operation {
                $($(Operation::$operation => reader::<$module::$call>,)*)*
            }
        }

        #[cfg(test)]
        const CALLS: &[(Operation, Operation)] =
            &[$($((Operation::$operation, <$module::$call as Call>::OPERATION),)*)*];
    };
}

readers! {
    taobao {
        TaobaoSearchByImage => ImageSearch,
        TaobaoSearchByKeyword => KeywordSearch,
        TaobaoBatchCheckProducts => BatchCheck,
        TaobaoGetProductById => GetProduct,
        TaobaoQueryProduct => QueryProduct,
        TaobaoGetSourceProduct => GetSourceProduct,
        TaobaoCartCreateOrder => CartOrder,
        TaobaoCartPreviewOrder => PreviewCart,
        TaobaoListCart => ListCart,
        TaobaoDeleteCartItems => DeleteFromCart,
        TaobaoAddCartItem => AddToCart,
        TaobaoEditCartQuantity => EditCartQuantity,
        TaobaoCreateOrder => CreateOrder,
        TaobaoRenderOrder => RenderOrder,
        TaobaoPageOrders => OrdersQuery,
        TaobaoUploadPaymentVoucher => WireVoucher,
        TaobaoCancelOrder => CancelOrder,
        TaobaoUpdateOrderWarehouse => UpdateOrderWarehouse,
        TaobaoPayOrder => PayOrders,
        TaobaoGetImLink => GetChatLink,
        TaobaoGetOrder => GetOrder,
        TaobaoGetLogisticsDetail => GetLogisticsDetail,
        TaobaoListReverseOrders => ReverseOrdersQuery,
        TaobaoRenderReverseOrder => RenderReverseOrder,
        TaobaoRenderReturnLogistics => RenderReturnLogistics,
        TaobaoSubmitReturnLogistics => SubmitReturnLogistics,
        TaobaoCancelReverseOrder => CancelReverseOrder,
        TaobaoSubmitReverseMessage => SubmitReverseMessage,
        TaobaoSubmitReverseOrder => SubmitReverseOrder,
        TaobaoListReverseMessages => ListReverseMessages,
        TaobaoModifyReverseOrder => ModifyReverseOrder,
        TaobaoGetReverseOrder => GetReverseOrder,
    }
    alibaba1688 {
        Alibaba1688GetProductDetail => GetProductDetail,
        Alibaba1688DecryptOpenUidToWangwangUrl => DecryptOpenUid,
        Alibaba1688SearchByKeyword => KeywordSearch,
        Alibaba1688SearchByImage => ImageSearch,
        Alibaba1688SearchStoreOffers => StoreSearch,
        Alibaba1688GetCategoryById => GetCategory,
        Alibaba1688RecommendOffers => RecommendOffers,
        Alibaba1688ListRelatedOffers => RelatedOffers,
        Alibaba1688SearchGlobalSelection => GlobalSelection,
        Alibaba1688Search1688Selection => StrictSelection,
        Alibaba1688GetTopList => GetTopList,
        Alibaba1688BatchSubmitPayment => BatchPayment,
        Alibaba1688PreviewOrdersMultiSeller => PreviewOrders,
        Alibaba1688CreateOrdersMultiSeller => CreateOrders,
        Alibaba1688GetLogisticsTrace => GetLogisticsTrace,
        Alibaba1688ListOrders => OrdersQuery,
        Alibaba1688PreviewOrder => PreviewOrder,
        Alibaba1688CreateOrder => CreateOrder,
        Alibaba1688CancelOrder => CancelOrder,
        Alibaba1688PayOrder => PayOrder,
        Alibaba1688ConfirmReceipt => ConfirmReceipt,
        Alibaba1688GetOrderDetail => GetOrderDetail,
        Alibaba1688GetRefund => GetRefund,
        Alibaba1688ListRefundReasons => ListRefundReasons,
        Alibaba1688UploadRefundVoucher => RefundVoucher,
        Alibaba1688CreateRefund => CreateRefund,
        Alibaba1688SubmitReturnShipment => ReturnShipment,
        Alibaba1688ListLogisticsCompanies => ListLogisticsCompanies,
        Alibaba1688CartCreateOrder => CartOrder,
        Alibaba1688CartDelete => DeleteFromCart,
        Alibaba1688CartPreviewOrder => PreviewCart,
        Alibaba1688CartEditQuantity => EditCartQuantity,
        Alibaba1688CartAdd => AddToCart,
        Alibaba1688CartList => ListCart,
    }
    base {
        BaseGetUserAddresses => ListAddresses,
        BaseSaveUserAddress => SaveAddress,
    }
    warehouse {
        WarehouseEstimateItemFreight => EstimateItemFreight,
        WarehousePreviewOrderFreight => PreviewOrderFreight,
        WarehouseUpdateDomesticLogistics => UpdateDomesticLogistics,
        WarehouseCreateInternationalOrder => CreateInternationalOrder,
    }
}

/// The text of a body; bytes that are no UTF-8 become replacement characters.
pub(crate) fn text_of(body: Vec<u8>) -> String {
    String::from_utf8(body).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Tells a successful envelope from everything else.
pub(crate) fn judge(operation: Operation, status: u16, body: &str) -> Result<Envelope> {
    let envelope = Envelope::read(body);
    let fault = match &envelope {
        Some(envelope) if envelope.is_success() && status < 300 => None,
        Some(_) => Some(Fault::Refused),
        None => Some(Fault::NoEnvelope),
    };
    match (envelope, fault) {
        (Some(envelope), None) => Ok(envelope),
        (envelope, fault) => {
            let (code, msg, request_id) =
                envelope.map_or((None, None, None), |it| (Some(it.code), it.msg, it.request_id));
            let remains =
                Remains { http_status: Some(status), code, msg, request_id, raw_body: Some(body.to_owned()) };
            Err(Error::new(operation, fault.unwrap_or(Fault::NoEnvelope), remains))
        }
    }
}

/// A successful envelope that was received.
pub(crate) struct Received {
    data: String,
    request_id: Option<String>,
    received_at: Timestamp,
}

impl Received {
    pub(crate) fn new(envelope: Envelope, received_at: Timestamp) -> Self {
        Self { data: envelope.data, request_id: envelope.request_id, received_at }
    }

    /// The answer with its data read.
    pub(crate) fn typed<T>(
        self,
        operation: Operation,
        read: impl FnOnce(&str) -> Result<T, Misfit>,
    ) -> Result<Answer<T>> {
        match read(&self.data) {
            Ok(data) => Ok(Answer {
                data,
                raw: self.data,
                request_id: self.request_id,
                received_at: self.received_at,
            }),
            Err(misfit) => Err(self.misfit(operation, misfit)),
        }
    }

    fn misfit(self, operation: Operation, misfit: Misfit) -> Error {
        let Misfit { path, reason } = misfit;
        let path = match path.as_str() {
            "." => "data".to_owned(),
            list if list.starts_with('[') => format!("data{list}"),
            member => format!("data.{member}"),
        };
        Error::new(
            operation,
            Fault::Misfit { path, reason },
            Remains {
                http_status: Some(200),
                code: Some("200".into()),
                msg: None,
                request_id: self.request_id,
                raw_body: (!operation.holds_secrets()).then_some(self.data),
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_the_reader_of_its_own_call() {
        assert_eq!(CALLS.len(), Operation::ALL.len());
        for (operation, call) in CALLS {
            assert_eq!(operation, call);
        }
    }
}
