//! Pictures: keys in place of URLs, fetched and checked here, kept on disk. What hosts say is hostile.

pub(crate) mod check;
mod fetch;
mod key;
mod query;
mod shelf;

pub use key::key_for;
pub(crate) use query::{evidence_picture, search_jpeg};

use std::path::PathBuf;
use std::sync::Arc;

use pondesk_store::Store;
use tokio::sync::Semaphore;
use url::Url;

use crate::api::{CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;
use check::MediaKind;
use fetch::Fetcher;
use key::PictureKey;
use shelf::Shelf;

/// Pictures fetched at the same time.
const AT_ONCE: usize = 8;

/// The desk's picture cache and how it is filled.
pub(crate) struct PictureShelf {
    shelf: Arc<Shelf>,
    fetcher: Fetcher,
    at_once: Semaphore,
}

impl PictureShelf {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            shelf: Arc::new(Shelf::new(folder)),
            fetcher: Fetcher::default(),
            at_once: Semaphore::new(AT_ONCE),
        }
    }
}

/// The media type and bytes that a picture key names: from memory, from the disk, else fetched. For the host's picture
/// protocol; the type is read from the bytes and never SVG.
///
/// # Errors
/// [`ErrorCode::BadRequest`] for a key that is none, [`ErrorCode::FileMissing`], [`ErrorCode::NotReached`] and
/// [`ErrorCode::TimedOut`], [`ErrorCode::NotAPicture`], [`ErrorCode::FileTooLarge`], [`ErrorCode::TooManyPixels`].
pub async fn load(desk: &Desk, key: &str) -> CommandResult<(&'static str, Vec<u8>)> {
    match PictureKey::parse(key).ok_or_else(|| CommandError::field(ErrorCode::BadRequest, "key"))? {
        PictureKey::File(file_id) => {
            let file = desk.inner.files.get(&file_id)?;
            typed(file.bytes.clone())
        }
        PictureKey::Voucher(sha256) => {
            typed(desk.store().run(move |store| store.voucher_bytes(&sha256)).await?)
        }
        PictureKey::At(url) => cached(desk, key, || async { Ok(url) }).await,
        PictureKey::OfAccount { account, path_and_query } => {
            cached(desk, key, || async {
                let base_url = desk.base_url(&account).await?;
                let url = key::on_own_host(&base_url, &path_and_query);
                url.ok_or_else(|| CommandError::field(ErrorCode::BadRequest, "key"))
            })
            .await
        }
    }
}

/// The bytes of a picture that lies on this desk: evidence, or one that was loaded before. Nothing is fetched.
///
/// # Errors
/// Those of the store.
pub(crate) async fn on_this_desk(desk: &Desk, key: &str) -> CommandResult<Option<Vec<u8>>> {
    match PictureKey::parse(key) {
        Some(PictureKey::Voucher(sha256)) => {
            let bytes = desk.store().run(move |store| store.voucher_bytes(&sha256)).await;
            Ok(bytes.ok())
        }
        Some(PictureKey::At(_) | PictureKey::OfAccount { .. }) => {
            let shelf = Arc::clone(&desk.inner.pictures.shelf);
            let asked = key.to_owned();
            in_background(move || shelf.read(&asked)).await
        }
        Some(PictureKey::File(_)) | None => Ok(None),
    }
}

/// Fetches the picture that a link of the user leads to.
///
/// # Errors
/// [`ErrorCode::LinkUnknown`], [`ErrorCode::LinkForbidden`], and those of [`load`].
pub(crate) async fn fetch_link(desk: &Desk, text: &str) -> CommandResult<(Url, Vec<u8>)> {
    let url = key::cleaned(text).ok_or_else(|| CommandError::field(ErrorCode::LinkUnknown, "url"))?;
    if !key::is_allowed(&url) && !is_on_own_host(desk, &url).await? {
        let host = url.host_str().unwrap_or_default();
        return Err(CommandError::field(ErrorCode::LinkForbidden, "url").with("host", host));
    }
    let (_, bytes) = fetch(desk, url.clone()).await?;
    Ok((url, bytes))
}

/// Whether a URL is on the host of an account that was used in this run.
async fn is_on_own_host(desk: &Desk, url: &Url) -> CommandResult<bool> {
    let accounts = desk.store().run(Store::accounts).await?;
    let known = accounts.iter().filter_map(|account| desk.inner.clients.known(&account.account_id));
    Ok(known.into_iter().any(|(client, _)| client.connection().base_url().origin() == url.origin()))
}

async fn cached<F: Future<Output = CommandResult<Url>>>(
    desk: &Desk,
    key: &str,
    url: impl FnOnce() -> F,
) -> CommandResult<(&'static str, Vec<u8>)> {
    let shelf = Arc::clone(&desk.inner.pictures.shelf);
    let asked = key.to_owned();
    if let Some(bytes) = in_background(move || shelf.read(&asked)).await? {
        return typed(bytes);
    }
    let (kind, bytes) = fetch(desk, url().await?).await?;
    let shelf = Arc::clone(&desk.inner.pictures.shelf);
    let (asked, kept) = (key.to_owned(), bytes.clone());
    // A full disk costs the cache, not the picture.
    if let Err(error) = in_background(move || shelf.write(&asked, &kept)).await? {
        tracing::warn!(%error, "a picture was not kept");
    }
    Ok((kind.media_type(), bytes))
}

async fn fetch(desk: &Desk, url: Url) -> CommandResult<(MediaKind, Vec<u8>)> {
    let pictures = &desk.inner.pictures;
    let _turn = pictures
        .at_once
        .acquire()
        .await
        .map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))?;
    pictures.fetcher.picture(url).await
}

fn typed(bytes: Vec<u8>) -> CommandResult<(&'static str, Vec<u8>)> {
    match MediaKind::sniff(&bytes) {
        None | Some(MediaKind::Pdf) => Err(CommandError::new(ErrorCode::NotAPicture)),
        Some(kind) => Ok((kind.media_type(), bytes)),
    }
}

/// Runs what blocks or computes for long off the async threads.
///
/// # Errors
/// [`ErrorCode::Internal`] when it panicked.
pub(crate) async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> CommandResult<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))
}
