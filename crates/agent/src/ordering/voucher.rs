//! Proof of an offline payment (Taobao): kept on this desk first, then handed in.

use pandapon::taobao::{OrderId as WireOrderId, PaymentVoucher, VoucherFile};
use pandapon::{Client, VoucherTransport};
use pondesk_domain::{AccountId, MOST_VOUCHER_BYTES, Order, OrderAction, Platform, Voucher, VoucherId};
use pondesk_store::{NewVoucher, StoreError};
use serde_json::json;
use url::Url;

use super::cancel::{read_allowing, read_back, state_forbids};
use super::outgoing::{self, Guarded, Intent, judge};
use crate::api::*;
use crate::desk::Desk;
use crate::files::HeldFile;
use crate::orders::reading;
use crate::pictures::check::MediaKind;
use crate::reconcile::{Deed, Entry, HandInVoucher, Redone};

pub(super) async fn hand_in(desk: &Desk, request: OrderVoucher) -> CommandResult<OrderActed> {
    let OrderVoucher { account_id, order_id, file_id, remark, link } = request;
    let held = desk.inner.files.get(&file_id)?;
    check_file(&held)?;
    let _turn = desk.inner.counter.turn.lock().await;
    let kept = reading::kept(desk, &account_id, &order_id).await?.order;
    if kept.platform != Platform::Taobao {
        return Err(state_forbids(&kept));
    }
    let client = desk.client(&account_id).await?;
    let link = match client.connection().voucher_transport() {
        VoucherTransport::Url => Some(checked_link(link)?),
        VoucherTransport::Base64Text => None,
    };
    let deed = |voucher_id| HandInVoucher { order_id: order_id.clone(), voucher_id, link: link.clone() };
    let any_of_this_order = Deed::HandInVoucher(deed("".into()));
    outgoing::refuse_if_under_way(desk, &account_id, &any_of_this_order).await?;
    let order = read_allowing(desk, &kept, OrderAction::Voucher).await?;
    let remark = remark.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    let voucher = keep(desk, &order, &held, remark).await?;
    let deed = deed(voucher.voucher_id.clone());
    Ok(send(desk, &order, &deed, &voucher, held.bytes.clone(), Entry::New).await?.into())
}

/// Hands a voucher in that this desk keeps, when the order still takes one.
pub(crate) async fn hand_in_again(
    desk: &Desk,
    account_id: &AccountId,
    deed: &HandInVoucher,
    entry: Entry,
) -> CommandResult<Redone> {
    let _turn = desk.inner.counter.turn.lock().await;
    let kept = reading::kept(desk, account_id, &deed.order_id).await?.order;
    let order = read_allowing(desk, &kept, OrderAction::Voucher).await?;
    let id = deed.voucher_id.clone();
    let (voucher, bytes) = desk
        .store()
        .run(move |store| {
            let voucher = store.voucher(&id)?.ok_or(StoreError::NoSuchVoucher)?;
            let bytes = store.voucher_bytes(&voucher.sha256)?;
            Ok((voucher, bytes))
        })
        .await?;
    send(desk, &order, deed, &voucher, bytes, entry).await
}

async fn send(
    desk: &Desk,
    order: &Order,
    deed: &HandInVoucher,
    voucher: &Voucher,
    bytes: Vec<u8>,
    entry: Entry,
) -> CommandResult<Redone> {
    let (link, remark) = (deed.link.clone(), voucher.remark.clone());
    // The bytes are in the voucher folder under their hash; the outbox names them by it.
    let request = json!({
        "orderId": order.platform_order_id,
        "voucherUrls": [link.clone().unwrap_or_else(|| format!("base64 of sha256:{}", voucher.sha256))],
        "remark": remark,
    });
    let intent = Intent {
        deed: Deed::HandInVoucher(deed.clone()),
        entry,
        account_id: order.account_id.clone(),
        platform: Some(Platform::Taobao),
        order_ids: vec![order.order_id.clone()],
        subject: voucher.file_name.clone(),
        pieces: None,
        amount: order.total,
        call: pandapon::Operation::TaobaoUploadPaymentVoucher,
        request,
        guarded: Guarded::default(),
    };
    let files = vec![link.map_or_else(|| VoucherFile::Bytes(bytes), VoucherFile::Url)];
    let handed_in =
        PaymentVoucher { order_id: WireOrderId::new(order.platform_order_id.as_str()), files, remark };
    let call = |client: Client| async move { client.taobao().upload_payment_voucher(&handed_in).await };
    let sent = outgoing::send(desk, intent, call, judge).await?;
    desk.changed(ChangedTable::Vouchers, [&voucher.voucher_id]);
    read_back(desk, order).await;
    Ok(Redone { operation: sent.operation, error: sent.error })
}

/// Finance looks at pictures and PDFs.
fn check_file(held: &HeldFile) -> CommandResult<()> {
    if !matches!(held.kind, MediaKind::Jpeg | MediaKind::Png | MediaKind::Webp | MediaKind::Pdf) {
        let error = CommandError::field(ErrorCode::VoucherKind, "fileId");
        return Err(error.with("mediaType", &held.file.media_type));
    }
    if held.file.bytes > MOST_VOUCHER_BYTES {
        let error = CommandError::field(ErrorCode::FileTooLarge, "fileId");
        return Err(error.with("bytes", held.file.bytes).with("limit", MOST_VOUCHER_BYTES));
    }
    Ok(())
}

/// A link that finance can open.
fn checked_link(link: Option<String>) -> CommandResult<String> {
    let link = link.map(|link| link.trim().to_owned()).filter(|link| !link.is_empty());
    let link = link.ok_or_else(|| CommandError::field(ErrorCode::VoucherLinkNeeded, "link"))?;
    let url = Url::parse(&link).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.map(|_| link)
        .ok_or_else(|| CommandError::field(ErrorCode::FieldInvalid, "link").with("limit", "https://"))
}

async fn keep(desk: &Desk, order: &Order, held: &HeldFile, remark: Option<String>) -> CommandResult<Voucher> {
    let new = NewVoucher {
        voucher_id: VoucherId::new(desk.new_ulid()),
        account_id: order.account_id.clone(),
        order_id: order.order_id.clone(),
        file_name: held.file.name.clone(),
        media_type: held.file.media_type.clone(),
        bytes: held.bytes.clone(),
        remark,
        kept_at: desk.now(),
    };
    let voucher = desk.store().run(move |store| store.keep_voucher(new)).await?;
    desk.changed(ChangedTable::Vouchers, [&voucher.voucher_id]);
    Ok(voucher)
}
