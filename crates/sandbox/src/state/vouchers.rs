//! Proofs of payment that came in for Taobao orders, and what is taken as one.
//!
//! | limit | value |
//! |---|---|
//! | vouchers of one call | 1 to 10 |
//! | an address | `http` or `https`, with a host; it is not fetched |
//! | a file | base64 of a JPEG, PNG, WebP or PDF, at most 3 MB (3,145,728 bytes) before base64 |
//! | the whole call | at most 8 MB as sent, so one file of the largest size or several smaller ones |
//!
//! The contract's `TaobaoUploadPaymentVoucherRequest` says the same to callers.

use rusqlite::params;
use serde::Serialize;

use super::Books;
use crate::refusal::Refusal;

/// Most vouchers of one call; upstream's limit.
pub(crate) const MOST_VOUCHERS: usize = 10;
/// Largest file, before base64.
pub(crate) const MOST_VOUCHER_BYTES: usize = 3 * 1024 * 1024;

/// One proof of payment.
pub(crate) enum Voucher {
    /// Where the picture is.
    Url(String),
    /// The file itself: media type and bytes.
    File(&'static str, Vec<u8>),
}

/// What the control API tells of a voucher.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VoucherNote {
    order_id: String,
    sent_ms: i64,
    form: String,
    mime: Option<String>,
    bytes: i64,
    /// MD5 of the content, hex: lets a test see that the bytes arrived unchanged.
    md5: String,
    remark: String,
}

impl Books<'_> {
    /// Keeps a voucher of an order.
    pub(crate) fn keep_voucher(
        &self,
        order_id: &str,
        voucher: &Voucher,
        remark: &str,
    ) -> Result<(), Refusal> {
        let (form, mime, content) = match voucher {
            Voucher::Url(url) => ("url", None, url.as_bytes()),
            Voucher::File(mime, bytes) => ("file", Some(*mime), bytes.as_slice()),
        };
        self.tx.execute(
            "INSERT INTO vouchers (order_id, sent_ms, form, mime, content, remark) VALUES (?, ?, ?, ?, ?, ?)",
            params![order_id, self.now_ms, form, mime, content, remark],
        )?;
        Ok(())
    }

    /// All vouchers, oldest first.
    pub(crate) fn vouchers(&self) -> Result<Vec<VoucherNote>, Refusal> {
        use md5::Digest;
        let mut statement = self
            .tx
            .prepare("SELECT order_id, sent_ms, form, mime, content, remark FROM vouchers ORDER BY id")?;
        let rows = statement.query_map([], |row| {
            let content: Vec<u8> = row.get(4)?;
            Ok(VoucherNote {
                order_id: row.get(0)?,
                sent_ms: row.get(1)?,
                form: row.get(2)?,
                mime: row.get(3)?,
                bytes: i64::try_from(content.len()).unwrap_or(i64::MAX),
                md5: hex::encode(md5::Md5::digest(&content)),
                remark: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
