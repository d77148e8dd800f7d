//! Evidence: kept on this desk first, made fit for the platform, uploaded where it wants that.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pandapon::alibaba1688::RefundVoucher;
use pandapon::{Client, VoucherTransport};
use pondesk_domain::{AccountId, Evidence, EvidenceId, EvidenceLimits, Platform};
use pondesk_store::NewEvidence;
use url::Url;

use super::reading;
use crate::api::*;
use crate::desk::Desk;
use crate::orders;
use crate::pictures::check::MediaKind;
use crate::pictures::{evidence_picture, in_background};

/// Keeps a file of the user as evidence; nothing is sent.
///
/// # Errors
/// [`ErrorCode::FileMissing`], [`ErrorCode::OrderMissing`], [`ErrorCode::CaseMissing`], [`ErrorCode::FieldInvalid`] in
/// `link`; those of the store.
pub async fn keep(desk: &Desk, request: EvidenceKeep) -> CommandResult<Evidence> {
    let EvidenceKeep { account_id, order_id, case_id, file_id, link } = request;
    let held = desk.inner.files.get(&file_id)?;
    let link = link.map(|link| link.trim().to_owned()).filter(|link| !link.is_empty());
    if let Some(link) = &link {
        let url =
            Url::parse(link).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        url.ok_or_else(|| CommandError::field(ErrorCode::FieldInvalid, "link").with("limit", "https://"))?;
    }
    orders::reading::kept(desk, &account_id, &order_id).await?;
    if let Some(case_id) = &case_id {
        reading::kept(desk, &account_id, case_id).await?;
    }
    let new = NewEvidence {
        evidence_id: EvidenceId::new(desk.new_ulid()),
        account_id,
        order_id,
        case_id: None,
        file_name: held.file.name.clone(),
        media_type: held.file.media_type.clone(),
        bytes: held.bytes.clone(),
        kept_at: desk.now(),
    };
    let kept = desk.store().run(move |store| {
        let mut kept = store.keep_evidence(new)?;
        // What the platform never takes belongs to its case by the user's word alone.
        if let Some(case_id) = case_id.filter(|_| !kept.is_picture()) {
            store.attach_evidence(std::slice::from_ref(&kept.evidence_id), &case_id)?;
            kept.case_id = Some(case_id);
        }
        if let Some(link) = link {
            store.note_evidence_link(&kept.evidence_id, &link)?;
            kept.link = Some(link);
        }
        Ok(kept)
    });
    let kept = kept.await?;
    desk.changed(ChangedTable::Evidence, [&kept.evidence_id]);
    Ok(kept)
}

/// Hands one picture to the platform, where it wants that before a claim; one that is there already is left as it is. An
/// upload that may have happened is done again when it is asked for again: nothing but a picture nobody sees comes of it.
///
/// # Errors
/// [`ErrorCode::EvidenceMissing`]; those of the call and of the store.
pub async fn upload(desk: &Desk, request: EvidenceUpload) -> CommandResult<Evidence> {
    let EvidenceUpload { account_id, evidence_id } = request;
    let evidence = one(desk, &account_id, &evidence_id).await?;
    let order = orders::reading::kept(desk, &account_id, &evidence.order_id).await?.order;
    if !EvidenceLimits::of(order.platform).uploaded || !evidence.is_picture() || evidence.link.is_some() {
        return Ok(evidence);
    }
    let client = desk.client(&account_id).await?;
    upload_one(desk, &client, evidence).await
}

async fn upload_one(desk: &Desk, client: &Client, evidence: Evidence) -> CommandResult<Evidence> {
    let bytes = fit(desk, &evidence, Platform::Alibaba1688).await?;
    let voucher = RefundVoucher::jpeg(bytes)
        .map_err(|error| CommandError::field(ErrorCode::PictureKind, "evidence").saying(error))?;
    let uploaded = client.alibaba1688().upload_refund_voucher(&voucher).await?;
    let link = uploaded.data.url();
    let link =
        link.ok_or_else(|| CommandError::new(ErrorCode::Unreadable).with("path", "data.imageRelativeUrl"))?;
    let (id, link) = (evidence.evidence_id.clone(), link.as_str().to_owned());
    let noted = link.clone();
    desk.store().run(move |store| store.note_evidence_link(&id, &noted)).await?;
    desk.changed(ChangedTable::Evidence, [&evidence.evidence_id]);
    Ok(Evidence { link: Some(link), ..evidence })
}

/// Evidence of this desk by its id.
///
/// # Errors
/// [`ErrorCode::EvidenceMissing`], and those of the store.
async fn one(desk: &Desk, account_id: &AccountId, id: &EvidenceId) -> CommandResult<Evidence> {
    all(desk, account_id, std::slice::from_ref(id)).await?.pop().ok_or_else(missing)
}

/// Evidence of this desk by its ids, in their order, each once.
///
/// # Errors
/// [`ErrorCode::EvidenceMissing`], and those of the store.
pub(super) async fn all(
    desk: &Desk,
    account_id: &AccountId,
    ids: &[EvidenceId],
) -> CommandResult<Vec<Evidence>> {
    let mut wanted: Vec<EvidenceId> = Vec::with_capacity(ids.len());
    for id in ids {
        if !wanted.contains(id) {
            wanted.push(id.clone());
        }
    }
    let (account_id, count) = (account_id.clone(), wanted.len());
    let found = desk.store().run(move |store| store.evidence(&account_id, &wanted)).await?;
    if found.len() == count { Ok(found) } else { Err(missing()) }
}

fn missing() -> CommandError {
    CommandError::field(ErrorCode::EvidenceMissing, "evidence")
}

/// A picture on its way to the platform.
#[derive(Clone)]
pub(super) struct Travelling {
    /// What stands in the request.
    pub(super) wire: String,
    /// The same as the outbox shows it: bytes are named by their hash.
    pub(super) shown: String,
}

/// Pictures as they are sent: links where the platform has them or the connection wants them, else their bytes in text.
/// What is no picture is not sent.
///
/// # Errors
/// [`ErrorCode::VoucherLinkNeeded`]; [`ErrorCode::PictureDamaged`] and [`ErrorCode::FileTooLarge`]; those of uploading.
pub(super) async fn travelling(
    desk: &Desk,
    client: &Client,
    platform: Platform,
    evidence: &[Evidence],
) -> CommandResult<Vec<Travelling>> {
    let mut travelling = Vec::new();
    for picture in evidence.iter().filter(|evidence| evidence.is_picture()) {
        let link = match platform {
            Platform::Alibaba1688 if picture.link.is_none() => {
                upload_one(desk, client, picture.clone()).await?.link
            }
            _ => picture.link.clone(),
        };
        travelling.push(match (link, client.connection().voucher_transport()) {
            (Some(link), _) => Travelling { shown: link.clone(), wire: link },
            (None, VoucherTransport::Base64Text) => Travelling {
                wire: STANDARD.encode(fit(desk, picture, platform).await?),
                shown: format!("base64 of sha256:{}", picture.sha256),
            },
            (None, VoucherTransport::Url) => {
                let error = CommandError::field(ErrorCode::VoucherLinkNeeded, "evidence");
                return Err(error.with("file", &picture.file_name));
            }
        });
    }
    Ok(travelling)
}

/// The bytes of a picture as the platform takes them: untouched where they fit.
async fn fit(desk: &Desk, evidence: &Evidence, platform: Platform) -> CommandResult<Vec<u8>> {
    let sha256 = evidence.sha256.clone();
    let bytes = desk.store().run(move |store| store.voucher_bytes(&sha256)).await?;
    let most = EvidenceLimits::of(platform).most_bytes as usize;
    in_background(move || {
        let kind = MediaKind::sniff(&bytes).ok_or_else(|| CommandError::new(ErrorCode::NotAPicture))?;
        let as_it_is = platform == Platform::Taobao || kind == MediaKind::Jpeg;
        if as_it_is && bytes.len() <= most { Ok(bytes) } else { evidence_picture(&bytes, kind, most) }
    })
    .await?
}
