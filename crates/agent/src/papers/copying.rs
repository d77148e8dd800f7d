//! A file that the user keeps beside an order, handed back to him as it came.

use std::sync::atomic::Ordering;

use super::printing::plain;
use super::{Paper, cannot_write};
use crate::api::*;
use crate::desk::Desk;
use crate::pictures::in_background;

/// Makes a copy of a file that is kept beside an order, under its own name.
///
/// # Errors
/// [`ErrorCode::FileMissing`] when the order has no such file or its bytes are gone, [`ErrorCode::StoreDamaged`] when they
/// were changed; [`ErrorCode::PaperNotWritten`], [`ErrorCode::DiskFull`].
pub(crate) async fn order_file(desk: &Desk, request: OrderFileRef) -> CommandResult<PaperView> {
    let OrderFileRef { account_id, order_id, sha256 } = request;
    let kept = desk.store().run(move |store| {
        let own = store.own_data(&account_id, &order_id)?;
        let Some(file) = own.files.into_iter().find(|file| file.sha256 == sha256) else { return Ok(None) };
        Ok(Some((file.file_name, store.voucher_bytes(&sha256)?)))
    });
    let (file_name, bytes) = kept.await?.ok_or_else(|| CommandError::new(ErrorCode::FileMissing))?;
    let paper = Paper::begin(desk, plain(&file_name), Some(1)).await?;
    let path = paper.path.clone();
    let written =
        in_background(move || std::fs::write(path, bytes).map_err(|source| cannot_write(&source))).await;
    let written = written.and_then(|written| written);
    if written.is_ok() {
        paper.written.store(1, Ordering::Relaxed);
    }
    paper.end(written.clone());
    written.map(|()| paper.view())
}
