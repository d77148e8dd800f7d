//! 1688 refunds: reasons, evidence, claims, goods that go back.

mod carriers;
mod claim;
mod reasons;
mod refund;
mod return_shipment;
mod voucher;

pub use carriers::{CarrierCode, ListLogisticsCompanies, LogisticsCompany};
pub use claim::{CreateRefund, CreatedRefund, GoodsStatus, ReceivedGoods, RefundKind, ReturnCount};
pub use reasons::{ListRefundReasons, RefundReason, RefundReasonId, RefundReasons};
pub use refund::{DisputeType, GetRefund, GoodsCondition, Refund};
pub use return_shipment::ReturnShipment;
pub use voucher::{NotAVoucher, RefundVoucher, UploadedVoucher};

#[cfg(feature = "client")]
use super::Alibaba1688;
use super::{RefundId, Verdict};
use crate::envelope::Answer;
use crate::error::Result;
use crate::wire::Rows;

#[cfg(feature = "client")]
impl Alibaba1688<'_> {
    /// Reads one refund. Its sums are in fen.
    ///
    /// Reference: 查询售后单详情 (`alibaba1688GetRefund`). Path and request seen, the answer partly; the refund id travels in
    /// the body, one language edition shows it in the query.
    ///
    /// # Errors
    /// See [`crate::Error`]. Upstream codes: 003 somebody else's refund, 003002 no such refund.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// let refund = client.alibaba1688().refund(&"TQ8651493722961198".into()).await?.data;
    /// println!("{:?}: {:?} of {:?} fen", refund.status, refund.refund_payment, refund.apply_payment);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn refund(&self, refund_id: &RefundId) -> Result<Answer<Refund>> {
        self.client.send(&GetRefund::new(refund_id.clone())).await
    }

    /// Lists the reasons that a refund of these lines may have: ask before [`Alibaba1688::create_refund`].
    ///
    /// Reference: 查询退款退货原因(用于创建退款退货) (`alibaba1688ListRefundReasons`). Path and fields guessed after upstream.
    ///
    /// # Errors
    /// See [`crate::Error`]; also when no line is named. Upstream codes: 5xxx a wrong goods status, 4xxx upstream's own
    /// fault.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::{GoodsStatus, ListRefundReasons};
    ///
    /// let request = ListRefundReasons::new(
    ///     "2542285634920880794".into(),
    ///     ["2542285634921880794".into()],
    ///     GoodsStatus::RefundWaitSellerSend,
    /// );
    /// for reason in client.alibaba1688().refund_reasons(&request).await?.data.reasons {
    ///     println!("{:?} {:?}, evidence: {:?}", reason.id, reason.name, reason.need_voucher);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn refund_reasons(&self, request: &ListRefundReasons) -> Result<Answer<RefundReasons>> {
        self.client.send(request).await
    }

    /// Hands in a picture as evidence. Its URL goes into [`CreateRefund::vouchers`] or [`ReturnShipment::vouchers`].
    ///
    /// Reference: 上传退款退货凭证 (`alibaba1688UploadRefundVoucher`). Path and fields guessed. Whether the picture travels
    /// as base64 text or as a file is a setting ([`crate::Connection::with_refund_voucher_transport`]).
    ///
    /// # Errors
    /// See [`crate::Error`]. Upstream code: 4000 picture missing or malformed.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::alibaba1688::RefundVoucher;
    ///
    /// let voucher = RefundVoucher::jpeg(std::fs::read("torn-box.jpg")?)?;
    /// let uploaded = client.alibaba1688().upload_refund_voucher(&voucher).await?.data;
    /// println!("{:?}", uploaded.url());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn upload_refund_voucher(&self, voucher: &RefundVoucher) -> Result<Answer<UploadedVoucher>> {
        match self.client.connection().refund_voucher_transport() {
            crate::RefundVoucherTransport::Base64Text => self.client.send(voucher).await,
            crate::RefundVoucherTransport::Multipart => {
                self.client.send_file::<RefundVoucher>(voucher.attachment()).await
            }
        }
    }

    /// Asks for a refund, with or without the goods going back. Never send it twice blindly.
    ///
    /// Reference: 创建退款退货申请 (`alibaba1688CreateRefund`). Documented; that sums are fen is upstream's word.
    ///
    /// # Errors
    /// See [`crate::Error`]; also when lines, sums or texts cannot pass ([`CreateRefund`]). Upstream codes: 5001 no such
    /// order, 5003 goods status, 5004 reason, 5005 evidence needed, 5006 freight not refundable, 5010 state does not
    /// allow it or asked already, 5011 more than was paid, 5012 description.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::{CreateRefund, GoodsStatus, RefundKind};
    /// use pandapon::wire::Fen;
    ///
    /// let claim = CreateRefund::new(
    ///     "2542285634920880794".into(),
    ///     ["2542285634921880794".into()],
    ///     RefundKind::MoneyOnly(GoodsStatus::RefundWaitSellerSend),
    ///     "20021".into(),
    ///     Fen(1900),
    ///     "不想要了",
    /// );
    /// let created = client.alibaba1688().create_refund(&claim.carriage(Fen(600))).await?.data;
    /// println!("{:?}", created.refund_id);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_refund(&self, claim: &CreateRefund) -> Result<Answer<CreatedRefund>> {
        self.client.send(claim).await
    }

    /// Tells carrier and waybill of goods that go back, while the refund waits for them (`waitbuyersend`).
    ///
    /// Reference: 买家提交退款货信息 (`alibaba1688SubmitReturnShipment`). Path and request seen, the answer cut off.
    ///
    /// # Errors
    /// See [`crate::Error`]; also when a text or a list cannot pass ([`ReturnShipment`]). Upstream codes: 4002 carrier and
    /// waybill needed, 4003 vouchers, 4004 carrier and waybill do not match, 4005 no such refund, 4007 state, 4008 refund
    /// id. A refusal can come as a success too: look at [`Verdict::success`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::ReturnShipment;
    ///
    /// let sent = ReturnShipment::new("TQ8651493722961198".into(), "HTKY".into(), "70600000000000");
    /// let verdict = client.alibaba1688().submit_return_shipment(&sent).await?.data;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn submit_return_shipment(&self, shipment: &ReturnShipment) -> Result<Answer<Verdict>> {
        self.client.send(shipment).await
    }

    /// Lists the carriers that 1688 knows; rows that cannot be read are kept beside the others.
    ///
    /// Reference: 物流公司列表-所有的物流公司 (`alibaba1688ListLogisticsCompanies`). Path guessed, fields of upstream.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// for carrier in client.alibaba1688().logistics_companies().await?.data.read {
    ///     println!("{:?} {:?}", carrier.company_no, carrier.company_name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn logistics_companies(&self) -> Result<Answer<Rows<LogisticsCompany>>> {
        self.client.send(&ListLogisticsCompanies {}).await
    }
}
