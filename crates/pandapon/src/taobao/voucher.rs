//! The payment voucher: proof of an offline payment.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::OrderId;
#[cfg(feature = "client")]
use super::Taobao;
use crate::call::Call;
use crate::connection::VoucherTransport;
use crate::envelope::Answer;
use crate::error::{Error, Result};
use crate::operation::Operation;
use crate::wire::Done;

/// One file of a payment voucher.
#[derive(Clone, PartialEq, Eq)]
pub enum VoucherFile {
    /// A URL that PandaPon can fetch.
    Url(String),
    /// The bytes of a picture or PDF; travel only where the connection's voucher transport is base64 text.
    Bytes(Vec<u8>),
}

impl std::fmt::Debug for VoucherFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Url(url) => f.debug_tuple("Url").field(url).finish(),
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
        }
    }
}

/// Request of `taobaoUploadPaymentVoucher`.
#[derive(Clone, Debug)]
pub struct PaymentVoucher {
    /// The order that was paid.
    pub order_id: OrderId,
    /// The files, at least one.
    pub files: Vec<VoucherFile>,
    /// Remark.
    pub remark: Option<String>,
}

/// A voucher as it travels.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WireVoucher {
    order_id: OrderId,
    voucher_urls: Vec<String>,
    remark: String,
}

impl Call for WireVoucher {
    const OPERATION: Operation = Operation::TaobaoUploadPaymentVoucher;
    type Answer = Done;
}

#[cfg(feature = "client")]
impl Taobao<'_> {
    /// Hands in a payment voucher: proof that an order was paid outside PandaPon. Edition v1 only; how a file travels
    /// is a setting of the connection ([`VoucherTransport`]).
    ///
    /// Reference: 上传支付凭证 (`taobaoUploadPaymentVoucher`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`]. Also when there is no file, or bytes over a connection that takes URLs only.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::{PaymentVoucher, VoucherFile};
    ///
    /// let voucher = PaymentVoucher {
    ///     order_id: "1024285237573584051".into(),
    ///     files: vec![VoucherFile::Url("https://example.com/proof.jpg".into())],
    ///     remark: None,
    /// };
    /// client.taobao().upload_payment_voucher(&voucher).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn upload_payment_voucher(&self, voucher: &PaymentVoucher) -> Result<Answer<Done>> {
        let wire = wire(voucher, self.client.connection().voucher_transport())?;
        self.client.send(&wire).await
    }
}

fn wire(voucher: &PaymentVoucher, transport: VoucherTransport) -> Result<WireVoucher> {
    const OPERATION: Operation = WireVoucher::OPERATION;
    if voucher.files.is_empty() {
        return Err(Error::request(OPERATION, "voucherUrls: give at least one file"));
    }
    let voucher_urls = voucher.files.iter().map(|file| match (file, transport) {
        (VoucherFile::Url(url), _) => Ok(url.clone()),
        (VoucherFile::Bytes(bytes), VoucherTransport::Base64Text) => Ok(STANDARD.encode(bytes)),
        (VoucherFile::Bytes(_), VoucherTransport::Url) => Err(Error::request(
            OPERATION,
            "voucherUrls: this connection takes URLs only; give a URL or set the voucher transport to base64 text",
        )),
    });
    Ok(WireVoucher {
        order_id: voucher.order_id.clone(),
        voucher_urls: voucher_urls.collect::<Result<_>>()?,
        remark: voucher.remark.clone().unwrap_or_default(),
    })
}
