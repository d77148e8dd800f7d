//! Each kind of write that a desk sends: what must stand before it, how it is sent, and how often it really happened.

use anyhow::{Context, Result};
use pondesk_agent::api::*;
use pondesk_agent::ordering;
use pondesk_domain::{
    AddressDraft, CaseId, CaseStage, Claim, Operation, OperationKind, OrderId, OrderStage, Platform,
};
use serde_json::{Map, Value, json};

use crate::buyer::address_in;
use crate::{Buyer, Goods, Truth, cases};

macro_rules! writes {
    ($($(#[doc = $doc:literal])+ $write:ident $words:literal, $operation:ident, $kind:ident;)+) => {
        /// A kind of write: what the user does, by the call that it becomes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Write {
            $($(#[doc = $doc])+ $write,)+
        }

        impl Write {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$write,)+];

            /// In words.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$write => $words,)+ }
            }

            /// The call.
            pub const fn operation(self) -> pandapon::Operation {
                match self { $(Self::$write => pandapon::Operation::$operation,)+ }
            }

            /// The kind of its outbox operation.
            pub const fn kind(self) -> OperationKind {
                match self { $(Self::$write => OperationKind::$kind,)+ }
            }
        }
    };
}

writes! {
    /// An order at Taobao.
    OrderTaobao "order, Taobao", TaobaoCartCreateOrder, CreateOrder;
    /// An order at 1688.
    Order1688 "order, 1688", Alibaba1688CartCreateOrder, CreateOrder;
    /// One payment at Taobao.
    PayTaobao "pay, Taobao", TaobaoPayOrder, PayOrders;
    /// One payment at 1688.
    Pay1688 "pay, 1688", Alibaba1688BatchSubmitPayment, PayOrders;
    /// Two orders of 1688 paid in one call.
    PayTogether1688 "pay two together, 1688", Alibaba1688BatchSubmitPayment, PayOrders;
    /// Cancelling at Taobao.
    CancelTaobao "cancel, Taobao", TaobaoCancelOrder, CancelOrder;
    /// Cancelling at 1688.
    Cancel1688 "cancel, 1688", Alibaba1688CancelOrder, CancelOrder;
    /// Confirming that goods arrived.
    ConfirmReceipt "confirm receipt, 1688", Alibaba1688ConfirmReceipt, ConfirmReceipt;
    /// Handing in a voucher.
    HandInVoucher "voucher, Taobao", TaobaoUploadPaymentVoucher, HandInVoucher;
    /// Adding an address.
    SaveAddress "address", BaseSaveUserAddress, SaveAddress;
    /// Opening a case at Taobao.
    OpenCaseTaobao "open case, Taobao", TaobaoSubmitReverseOrder, OpenCase;
    /// Opening a case at 1688.
    OpenCase1688 "open case, 1688", Alibaba1688CreateRefund, OpenCase;
    /// Changing what a case asks.
    ModifyCase "modify case, Taobao", TaobaoModifyReverseOrder, ModifyCase;
    /// Withdrawing a case.
    WithdrawCase "withdraw case, Taobao", TaobaoCancelReverseOrder, WithdrawCase;
    /// Writing to the seller.
    MessageCase "message on case, Taobao", TaobaoSubmitReverseMessage, MessageCase;
    /// Telling a return shipment at Taobao.
    SendBackTaobao "return shipment, Taobao", TaobaoSubmitReturnLogistics, SendBack;
    /// Telling a return shipment at 1688.
    SendBack1688 "return shipment, 1688", Alibaba1688SubmitReturnShipment, SendBack;
    /// Any call as the user typed it.
    Call "call typed by hand", BaseSaveUserAddress, Call;
}

/// A write that needs only to be sent.
#[derive(Debug, Clone)]
pub enum Prepared {
    /// Places one order of what is in the cart; its SKU.
    Place(CheckoutPreviewRequest, String),
    /// Pays orders.
    Pay(Vec<OrderToPay>),
    /// Cancels an order.
    Cancel(OrderId),
    /// Confirms that an order's goods arrived.
    Confirm(OrderId),
    /// Hands a file in for an order, told apart by a text.
    Voucher(OrderId, String),
    /// Saves an address.
    Address(AddressDraft),
    /// Opens a case for an order.
    OpenCase(OrderId, Claim),
    /// Changes what a case asks.
    ModifyCase(CaseId, Claim),
    /// Withdraws a case.
    WithdrawCase(CaseId),
    /// Writes to the seller on a case.
    MessageCase(CaseId, String),
    /// Tells how the goods of a case went back.
    SendBack(CaseId),
    /// Saves an address in the user's own words.
    Call(Map<String, Value>),
}

impl Write {
    /// Does all that has to stand before it. `goods` are at least two of each platform, those of one platform of
    /// different sellers; `mark` is a text that nothing else has.
    ///
    /// # Errors
    /// When that does not succeed.
    pub async fn prepare(self, buyer: &Buyer, goods: &[Goods], mark: &str) -> Result<Prepared> {
        let of = |platform: Platform| goods.iter().filter(move |goods| goods.platform == platform);
        let first = |platform: Platform| of(platform).next().context("no goods");
        let (taobao, alibaba) = (first(Platform::Taobao)?, first(Platform::Alibaba1688)?);
        Ok(match self {
            Self::OrderTaobao => Prepared::Place(buyer.fill_cart(&[taobao]).await?, taobao.sku_id.clone()),
            Self::Order1688 => Prepared::Place(buyer.fill_cart(&[alibaba]).await?, alibaba.sku_id.clone()),
            Self::PayTaobao => Prepared::Pay(vec![one_order(buyer, taobao).await?]),
            Self::Pay1688 => Prepared::Pay(vec![one_order(buyer, alibaba).await?]),
            Self::PayTogether1688 => {
                let two: Vec<_> = of(Platform::Alibaba1688).take(2).collect();
                Prepared::Pay(buyer.order(&two).await?)
            }
            Self::CancelTaobao => Prepared::Cancel(one_order(buyer, taobao).await?.order_id),
            Self::Cancel1688 => {
                let order = one_order(buyer, alibaba).await?;
                // 1688 does not let an order be cancelled that is younger than ten seconds.
                buyer.control.advance(11).await?;
                Prepared::Cancel(order.order_id)
            }
            Self::ConfirmReceipt => Prepared::Confirm(shipped(buyer, alibaba).await?),
            Self::HandInVoucher => {
                let order = one_order(buyer, taobao).await?;
                Prepared::Voucher(order.order_id, mark.to_owned())
            }
            Self::OpenCaseTaobao | Self::OpenCase1688 => {
                let goods = if self == Self::OpenCase1688 { alibaba } else { taobao };
                let order_id = shipped(buyer, goods).await?;
                let claim = cases::claim(buyer, &order_id, cases::LOST).await?;
                Prepared::OpenCase(order_id, claim)
            }
            Self::ModifyCase => {
                let order_id = shipped(buyer, taobao).await?;
                let (case_id, mut claim) = cases::open(buyer, &order_id, cases::LOST).await?;
                claim.words = mark.to_owned();
                Prepared::ModifyCase(case_id, claim)
            }
            Self::WithdrawCase => {
                let order_id = shipped(buyer, taobao).await?;
                Prepared::WithdrawCase(cases::open(buyer, &order_id, cases::LOST).await?.0)
            }
            Self::MessageCase => {
                let order_id = shipped(buyer, taobao).await?;
                let case_id = cases::open(buyer, &order_id, cases::LOST).await?.0;
                Prepared::MessageCase(case_id, mark.to_owned())
            }
            Self::SendBackTaobao | Self::SendBack1688 => {
                let goods = if self == Self::SendBack1688 { alibaba } else { taobao };
                let order_id = shipped(buyer, goods).await?;
                Prepared::SendBack(cases::agreed(buyer, &order_id).await?)
            }
            Self::SaveAddress => Prepared::Address(address_in(mark)),
            Self::Call => Prepared::Call(typed(address_in(mark))),
        })
    }
}

impl Prepared {
    /// Sends it. What became of it stands in the outbox.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn send(self, buyer: &Buyer) -> CommandResult<()> {
        let account_id = buyer.account_id.clone();
        match self {
            Self::Place(cart, _) => buyer.place(&cart).await.map(drop),
            Self::Pay(orders) => buyer.pay(orders).await.map(drop),
            Self::Cancel(order_id) => {
                let cancel = OrderCancel { account_id, order_id, reason: "不想要了".into() };
                buyer.run::<OrderActed>("order_cancel", &cancel).await.map(drop)
            }
            Self::Confirm(order_id) => {
                let confirm = OrderConfirm { account_id, order_id };
                buyer.run::<OrderActed>("order_confirm", &confirm).await.map(drop)
            }
            Self::Voucher(order_id, mark) => {
                let file_id = buyer.voucher_file(&mark).await?;
                let voucher = OrderVoucher { account_id, order_id, file_id, remark: None, link: None };
                buyer.run::<OrderActed>("order_voucher", &voucher).await.map(drop)
            }
            Self::Address(draft) => buyer.save_address(draft).await.map(drop),
            Self::OpenCase(order_id, claim) => {
                let open = CaseOpen { account_id, order_id, claim };
                buyer.run::<CaseOpened>("case_open", &open).await.map(drop)
            }
            Self::ModifyCase(case_id, claim) => {
                let modify = CaseModify { account_id, case_id, claim };
                buyer.run::<CaseActed>("case_modify", &modify).await.map(drop)
            }
            Self::WithdrawCase(case_id) => {
                let withdraw = CaseWithdraw { account_id, case_id };
                buyer.run::<CaseActed>("case_withdraw", &withdraw).await.map(drop)
            }
            Self::MessageCase(case_id, words) => {
                let say = CaseSay { account_id, case_id, words, evidence: Vec::new() };
                buyer.run::<CaseActed>("case_message", &say).await.map(drop)
            }
            Self::SendBack(case_id) => {
                let shipment = cases::shipment(account_id, case_id);
                buyer.run::<CaseActed>("case_return", &shipment).await.map(drop)
            }
            Self::Call(fields) => {
                let operation = Write::Call.operation();
                ordering::call(&buyer.desk, &account_id, operation, fields).await.map(drop)
            }
        }
    }

    /// How many times it happened, by what the sandbox has.
    pub fn times(&self, truth: &Truth) -> usize {
        let in_stage = |order_id: &OrderId, stages: &[OrderStage]| {
            usize::from(truth.stage(order_id).is_some_and(|stage| stages.contains(&stage)))
        };
        let counted = |count: Option<&u32>| count.map_or(0, |count| *count as usize);
        match self {
            Self::Place(_, sku_id) => truth.orders.iter().filter(|order| order.has(sku_id)).count(),
            Self::Pay(orders) => {
                let paid = orders.iter().map(|order| counted(truth.payments.get(&order.order_id)));
                let (least, most) = (paid.clone().min(), paid.max());
                // Twice for one is twice; once is once for all.
                most.filter(|most| *most > 1).or(least).unwrap_or_default()
            }
            Self::Cancel(order_id) => in_stage(order_id, &[OrderStage::Closed]),
            Self::Confirm(order_id) => in_stage(order_id, &[OrderStage::Received, OrderStage::Completed]),
            Self::Voucher(order_id, _) => counted(truth.vouchers.get(order_id)),
            Self::Address(draft) => truth.in_street(&draft.street),
            Self::OpenCase(order_id, _) => {
                truth.cases.iter().filter(|case| case.order_id == *order_id).count()
            }
            // What opened the case is the first thing said on it; each change and each message is one more.
            Self::ModifyCase(case_id, _) | Self::MessageCase(case_id, _) => {
                truth.case(case_id).map_or(0, |case| case.messages.saturating_sub(1))
            }
            Self::WithdrawCase(case_id) => {
                usize::from(truth.case(case_id).is_some_and(|case| case.stage == CaseStage::Closed))
            }
            Self::SendBack(case_id) => {
                usize::from(truth.case(case_id).is_some_and(|case| case.stage == CaseStage::SentBack))
            }
            Self::Call(fields) => {
                truth.in_street(fields.get("address").and_then(Value::as_str).unwrap_or_default())
            }
        }
    }
}

async fn one_order(buyer: &Buyer, goods: &Goods) -> Result<OrderToPay> {
    buyer.order(&[goods]).await?.pop().context("no order was made")
}

/// An order that was paid and shipped.
async fn shipped(buyer: &Buyer, goods: &Goods) -> Result<OrderId> {
    let order = one_order(buyer, goods).await?;
    let order_id = order.order_id.clone();
    buyer.pay(vec![order]).await?;
    if goods.platform == Platform::Taobao {
        // PandaPon pays Taobao a moment after it was paid.
        buyer.control.advance(60).await?;
    }
    buyer.until(&order_id, OrderStage::ToShip).await?;
    let number = cases::number(order_id.as_str());
    buyer.control.call("ship", json!({ "orderId": number })).await?;
    buyer.until(&order_id, OrderStage::Shipped).await?;
    Ok(order_id)
}

/// An address as the reference wants its fields.
fn typed(draft: AddressDraft) -> Map<String, Value> {
    let AddressDraft { address_id: _, name, phone, province, city, district, street } = draft;
    let fields = [
        ("name", name),
        ("province", province),
        ("city", city),
        ("district", district),
        ("address", street),
        ("phone", phone),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect()
}

/// An operation that is over because reading showed that it happened.
pub fn was_adopted(operation: &Operation) -> bool {
    operation.last.event == Some(pondesk_domain::StepEvent::Adopted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_operation_is_tried() {
        for kind in OperationKind::ALL {
            assert!(Write::ALL.iter().any(|write| write.kind() == *kind), "{kind:?} has no write");
        }
    }
}
