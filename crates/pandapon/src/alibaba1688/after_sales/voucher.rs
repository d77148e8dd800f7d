//! Pictures as evidence.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use crate::call::{Attachment, Call};
use crate::operation::Operation;
use crate::wire::{Extra, Link, Text};

/// Bytes that a picture must stay below, upstream.
const LIMIT: usize = 1024 * 1024;

/// What every JPEG file begins with.
const JPEG: &[u8] = &[0xff, 0xd8, 0xff];

/// Bytes that cannot be evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAVoucher {
    /// Another kind of file.
    #[error("evidence for a refund has to be a JPEG picture")]
    NoJpeg,
    /// Upstream takes less than 1 MB.
    #[error("the picture has {0} bytes; it has to be smaller than 1 MB")]
    TooLarge(usize),
}

/// Request of `alibaba1688UploadRefundVoucher`: a JPEG picture below 1 MB.
#[derive(Clone, PartialEq, Eq)]
pub struct RefundVoucher(Vec<u8>);

impl RefundVoucher {
    /// The bytes of a JPEG file.
    ///
    /// # Errors
    /// It is none, or has 1 MB or more.
    pub fn jpeg(bytes: Vec<u8>) -> Result<Self, NotAVoucher> {
        if !bytes.starts_with(JPEG) {
            return Err(NotAVoucher::NoJpeg);
        }
        if bytes.len() >= LIMIT {
            return Err(NotAVoucher::TooLarge(bytes.len()));
        }
        Ok(Self(bytes))
    }

    /// The picture as a file.
    pub(crate) fn attachment(&self) -> Attachment {
        Attachment {
            field: "imageData",
            file_name: "voucher.jpg",
            media_type: "image/jpeg",
            bytes: self.0.clone(),
        }
    }
}

impl std::fmt::Debug for RefundVoucher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RefundVoucher({} bytes)", self.0.len())
    }
}

impl Serialize for RefundVoucher {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut request = serializer.serialize_struct("RefundVoucher", 1)?;
        request.serialize_field("imageData", &STANDARD.encode(&self.0))?;
        request.end()
    }
}

impl Call for RefundVoucher {
    const OPERATION: Operation = Operation::Alibaba1688UploadRefundVoucher;
    type Answer = UploadedVoucher;

    /// One published client library of upstream spells the path's member `imageRelativeURL`.
    fn reshape(data: Value) -> Value {
        let Value::Object(mut members) = data else { return data };
        if !members.contains_key("imageRelativeUrl")
            && let Some(path) = members.shift_remove("imageRelativeURL")
        {
            members.insert("imageRelativeUrl".to_owned(), path);
        }
        Value::Object(members)
    }
}

/// Where a picture was put. Every field is upstream's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct UploadedVoucher {
    /// Host part, with or without a scheme.
    pub image_domain: Option<Text>,
    /// Path part.
    pub image_relative_url: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

impl UploadedVoucher {
    /// Both parts together, as claims take them; none where one is missing.
    #[must_use]
    pub fn url(&self) -> Option<Link> {
        let (domain, path) = (self.image_domain.as_deref()?, self.image_relative_url.as_deref()?);
        Some(Link::new(&format!(
            "{}/{}",
            domain.trim().trim_end_matches('/'),
            path.trim().trim_start_matches('/')
        )))
    }
}
