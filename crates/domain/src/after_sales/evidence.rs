//! Evidence: files that a claim is supported with, and what each platform takes of them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CaseId, EpochMs, EvidenceId, OrderId, Platform};

/// A file kept as evidence: on this desk first, then at the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// This desk's id of it.
    pub evidence_id: EvidenceId,
    /// The order that it is about.
    pub order_id: OrderId,
    /// The case that it was sent with, once that is known.
    pub case_id: Option<CaseId>,
    /// The file's own name.
    pub file_name: String,
    /// `image/jpeg`, `image/png`, `image/webp` or `application/pdf`, read from the bytes.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u32,
    /// SHA-256 of the bytes, hex. Also its key for the picture protocol, as `v.<sha256>`.
    pub sha256: String,
    /// When it was kept.
    pub kept_at: EpochMs,
    /// Where the platform put it (1688), once it was uploaded.
    pub link: Option<String>,
}

impl Evidence {
    /// Whether a platform takes it at all: pictures, no documents. What it does not take stays on this desk and in the
    /// evidence pack.
    pub fn is_picture(&self) -> bool {
        self.media_type.starts_with("image/")
    }
}

/// What a platform takes as evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceLimits {
    /// Most pictures of one claim, change or message.
    pub most: u32,
    /// Most pictures of a return shipment.
    pub most_of_return: u32,
    /// Most bytes of a picture as it is sent: larger ones are scaled down.
    pub most_bytes: u32,
    /// Whether pictures are uploaded before they are named.
    pub uploaded: bool,
    /// Whether the account's connection sends links only, so that each picture needs one that the user supplies.
    pub by_link: bool,
}

impl EvidenceLimits {
    /// The limits of a platform. Taobao's reference names none: a picture search of it takes 3 MB, and ten pictures are what
    /// a claim of Taobao's own page takes; 1688's are upstream's.
    pub const fn of(platform: Platform) -> Self {
        match platform {
            Platform::Taobao => Self {
                most: 10,
                most_of_return: 0,
                most_bytes: 3 * 1024 * 1024,
                uploaded: false,
                by_link: false,
            },
            Platform::Alibaba1688 => Self {
                most: 5,
                most_of_return: 10,
                most_bytes: 1024 * 1024 - 1,
                uploaded: true,
                by_link: false,
            },
        }
    }
}
