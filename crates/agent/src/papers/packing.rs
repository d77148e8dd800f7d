//! The evidence pack of a case: a zip of all that this desk has of it, or its record alone. Needs no net.

use std::collections::BTreeSet;
use std::fs::File;
use std::sync::atomic::Ordering;

use jiff::tz::TimeZone;
use pondesk_domain::{AccountId, EpochMs, PriceField};
use pondesk_paper::{KeptCase, KeptOrder, Pack, PackedFile, Printed, SeenPrice};
use pondesk_store::{KeptOrder as OrderRow, PriceFilter};

use super::printing::{fonts, plain};
use super::{Paper, cannot_write};
use crate::after_sales;
use crate::api::*;
use crate::desk::Desk;
use crate::pictures::check::MediaKind;
use crate::pictures::{evidence_picture, in_background, on_this_desk};

/// Most bytes of a picture as it is drawn on the record; the pack has it as it is.
const DRAWN_BYTES: usize = 400 * 1024;
/// Price changes of an order that the record tells.
const MOST_PRICES: u32 = 200;

/// Makes the evidence pack of a case, as it was last read.
///
/// # Errors
/// [`ErrorCode::CaseMissing`]; [`ErrorCode::NoFont`]; [`ErrorCode::PaperNotWritten`], [`ErrorCode::DiskFull`].
pub(crate) async fn case_pack(desk: &Desk, request: CasePack) -> CommandResult<PaperView> {
    let CasePack { account_id, case_id, language, form } = request;
    let show = CaseShow { account_id: account_id.clone(), case_id, refresh: false };
    let view = after_sales::show(desk, show).await?;
    let gathered = Gathered::of(desk, &account_id, view).await?;
    let ending = match form {
        PackForm::Zip => "zip",
        PackForm::Pdf => "pdf",
    };
    let name = gathered.name(language);
    let paper = Paper::begin(desk, format!("{name}.{ending}"), Some(1)).await?;
    let (now, path) = (desk.now(), paper.path.clone());
    let made = in_background(move || {
        let mut gathered = gathered;
        gathered.draw();
        let record = gathered.record(language, now)?;
        match form {
            PackForm::Pdf => std::fs::write(path, &record.pdf).map_err(|source| cannot_write(&source))?,
            PackForm::Zip => {
                let mut pack = Pack::new(File::create(path).map_err(|source| cannot_write(&source))?);
                pack.add(&format!("{name}.pdf"), &record.pdf)?;
                for (file, bytes) in &gathered.files {
                    pack.add(&file.name, bytes)?;
                }
                let told = serde_json::to_vec_pretty(&gathered.view);
                pack.add(
                    "case.json",
                    &told.map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))?,
                )?;
                pack.finish()?;
            }
        }
        Ok(record.unwritten)
    });
    match made.await.and_then(|made| made) {
        Ok(unwritten) => {
            paper.unwritten.set(unwritten).ok();
            paper.written.store(1, Ordering::Relaxed);
            paper.end(Ok(()));
            Ok(paper.view())
        }
        Err(error) => {
            paper.end(Err(error.clone()));
            Err(error)
        }
    }
}

/// All that goes into a pack.
struct Gathered {
    view: CaseView,
    order: Option<OrderRow>,
    account: String,
    client: Option<String>,
    prices: Vec<SeenPrice>,
    /// Files with their bytes.
    files: Vec<(PackedFile, Vec<u8>)>,
    /// Pictures that are named and were never looked at here.
    not_here: u32,
}

impl Gathered {
    async fn of(desk: &Desk, account_id: &AccountId, view: CaseView) -> CommandResult<Self> {
        let (id, order_id) = (account_id.clone(), view.case.order_id.clone());
        let beside = desk.store().run(move |store| {
            let account = store.account(&id)?.map(|account| account.name).unwrap_or_default();
            let Some(order_id) = order_id else { return Ok((account, None, None, Vec::new())) };
            let order = store.order(&id, &order_id)?;
            let client = store.own_data(&id, &order_id)?.client;
            let filter = PriceFilter {
                account_id: Some(id.clone()),
                order_id: Some(order_id),
                ..PriceFilter::default()
            };
            let changes = store.price_changes(&filter, None, MOST_PRICES)?.rows;
            let totals = changes.into_iter().filter(|change| change.field == PriceField::Total);
            let mut prices: Vec<SeenPrice> = totals
                .map(|change| SeenPrice { of: None, price: change.is, seen_at: change.seen_at })
                .collect();
            for line in order.iter().flat_map(|kept| &kept.order.lines) {
                let Some(sku_id) = &line.sku_id else { continue };
                let (platform, offer_id) = (order.as_ref().map(|kept| kept.order.platform), &line.offer_id);
                let Some(platform) = platform else { continue };
                let seen = store.sku_prices_seen(&id, platform, offer_id, sku_id)?;
                let of = Some(line.variant.clone().unwrap_or_else(|| line.title.clone()));
                prices.extend(seen.into_iter().map(|point| SeenPrice {
                    of: of.clone(),
                    price: point.price,
                    seen_at: point.seen_at,
                }));
            }
            prices.sort_by_key(|seen| seen.seen_at);
            Ok((account, order, client, prices))
        });
        let (account, order, client, prices) = beside.await?;
        let mut gathered = Self { view, order, account, client, prices, files: Vec::new(), not_here: 0 };
        gathered.evidence(desk).await?;
        gathered.pictures(desk).await?;
        Ok(gathered)
    }

    /// Evidence of this desk, as it was given.
    async fn evidence(&mut self, desk: &Desk) -> CommandResult<()> {
        for (at, kept) in self.view.evidence.clone().into_iter().enumerate() {
            let sha256 = kept.sha256.clone();
            let Ok(bytes) = desk.store().run(move |store| store.voucher_bytes(&sha256)).await else {
                self.not_here += 1;
                continue;
            };
            let name = format!("evidence/{:02} {}", at + 1, plain(&kept.file_name));
            self.add(name, bytes, Some(kept.kept_at), kept.sha256);
        }
        Ok(())
    }

    /// Pictures of the goods and of the thread, as far as they lie on this desk.
    async fn pictures(&mut self, desk: &Desk) -> CommandResult<()> {
        let goods = self.view.case.picture.iter().map(|key| ("goods", key.clone(), None));
        let of_case =
            self.view.case.pictures.iter().map(|key| ("case", key.clone(), self.view.case.opened_at));
        let said = self.view.messages.iter();
        let said =
            said.flat_map(|message| message.pictures.iter().map(|key| ("thread", key.clone(), message.at)));
        let named: Vec<(&str, String, Option<EpochMs>)> = goods.chain(of_case).chain(said).collect();
        let mut packed: BTreeSet<String> = self.files.iter().map(|(file, _)| file.sha256.clone()).collect();
        for (folder, key, at) in named {
            let Some(bytes) = on_this_desk(desk, &key).await? else {
                self.not_here += 1;
                continue;
            };
            let ending = MediaKind::sniff(&bytes).map_or("bin", MediaKind::ending);
            let name = format!("{folder}/{:02}.{ending}", self.files.len() + 1);
            let sha256 = pondesk_paper::sha256(&bytes);
            // What this desk sent itself is evidence already.
            if packed.insert(sha256.clone()) {
                self.add(name, bytes, at, sha256);
            }
        }
        Ok(())
    }
}

impl Gathered {
    fn add(&mut self, name: String, bytes: Vec<u8>, at: Option<EpochMs>, sha256: String) {
        let file = PackedFile { name, sha256, bytes: bytes.len() as u64, at, jpeg: None };
        self.files.push((file, bytes));
    }

    /// Makes the pictures small enough for paper. A damaged one is packed and not drawn.
    fn draw(&mut self) {
        for (file, bytes) in &mut self.files {
            let kind = MediaKind::sniff(bytes).filter(|kind| *kind != MediaKind::Pdf);
            file.jpeg = kind.and_then(|kind| evidence_picture(bytes, kind, DRAWN_BYTES).ok());
        }
    }

    /// What the pack is called, without its ending.
    fn name(&self, language: Language) -> String {
        let id = &self.view.case.platform_case_id;
        plain(&match language {
            Language::En => format!("case-{id}"),
            Language::Zh => format!("售后-{id}"),
        })
    }

    fn record(&self, language: Language, now: EpochMs) -> CommandResult<Printed> {
        let view = &self.view;
        let order = self.order.as_ref().map(|kept| KeptOrder {
            order: &kept.order,
            account: &self.account,
            was_total: kept.was_total,
            read_at: kept.read_at,
            note: None,
            tags: &[],
            client: self.client.as_deref(),
        });
        let files: Vec<PackedFile> = self.files.iter().map(|(file, _)| file.clone()).collect();
        let changes: Vec<_> = view.changes.iter().rev().cloned().collect();
        let kept = KeptCase {
            case: &view.case,
            order,
            account: &self.account,
            paid: view.paid,
            refunded_before: view.refunded_before,
            prices: &self.prices,
            changes: &changes,
            messages: &view.messages,
            files: &files,
            not_here: self.not_here,
            read_at: view.read_at,
        };
        Ok(pondesk_paper::case_sheet(&kept, language.into(), fonts(), &TimeZone::system(), now)?)
    }
}
