//! Fetching pictures: from allowed hosts only, no redirects, sizes capped while bytes come in.

use std::time::Duration;

use reqwest::redirect::Policy;
use url::Url;

use super::check::{MediaKind, measure};
use crate::api::{CommandError, CommandResult, ErrorCode};
use crate::connecting::is_loopback;

/// Most bytes of a fetched picture.
pub(super) const MAX_BYTES: usize = 5 * 1024 * 1024;

/// The HTTP clients for pictures. They carry no keys and no cookies.
#[derive(Debug)]
pub(super) struct Fetcher {
    foreign: reqwest::Client,
    own_machine: reqwest::Client,
}

impl Default for Fetcher {
    fn default() -> Self {
        let builder = || {
            reqwest::Client::builder()
                .connect_timeout(Duration::from_secs(10))
                .timeout(Duration::from_secs(30))
                // A redirect would lead past the list of allowed hosts.
                .redirect(Policy::none())
                .user_agent(concat!("Pondesk/", env!("CARGO_PKG_VERSION")))
        };
        Self {
            foreign: builder().build().unwrap_or_default(),
            own_machine: builder().no_proxy().build().unwrap_or_default(),
        }
    }
}

impl Fetcher {
    /// Fetches a picture and checks that it is one. The caller has checked the URL.
    ///
    /// # Errors
    /// [`ErrorCode::NotReached`], [`ErrorCode::TimedOut`], [`ErrorCode::FileMissing`], [`ErrorCode::FileTooLarge`],
    /// [`ErrorCode::NotAPicture`], [`ErrorCode::TooManyPixels`], [`ErrorCode::PictureDamaged`].
    pub(super) async fn picture(&self, url: Url) -> CommandResult<(MediaKind, Vec<u8>)> {
        let client = if is_loopback(&url) { &self.own_machine } else { &self.foreign };
        let response = client.get(url).send().await.map_err(unreached)?;
        let status = response.status();
        if status.is_server_error() {
            return Err(CommandError::new(ErrorCode::NotReached).with("httpStatus", status.as_u16()));
        }
        if !status.is_success() {
            return Err(CommandError::new(ErrorCode::FileMissing).with("httpStatus", status.as_u16()));
        }
        let bytes = read_capped(response).await?;
        let kind = MediaKind::sniff(&bytes).filter(|kind| *kind != MediaKind::Pdf);
        let kind = kind.ok_or_else(|| CommandError::new(ErrorCode::NotAPicture))?;
        measure(&bytes, kind)?;
        Ok((kind, bytes))
    }
}

async fn read_capped(mut response: reqwest::Response) -> CommandResult<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreached)? {
        if bytes.len() + chunk.len() > MAX_BYTES {
            return Err(CommandError::new(ErrorCode::FileTooLarge).with("limit", MAX_BYTES));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn unreached(error: reqwest::Error) -> CommandError {
    let code =
        if error.is_timeout() && !error.is_connect() { ErrorCode::TimedOut } else { ErrorCode::NotReached };
    CommandError::new(code).saying(error.without_url())
}
