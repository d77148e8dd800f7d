//! The sandbox's side of a trial: what can be bought there, and its control API.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use pondesk_catalogue::Catalogue;
use pondesk_domain::Platform;
use pondesk_sandbox::{Credentials, Sandbox, SandboxOptions};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Truth;

/// The catalogue of all trials.
const SEED: u64 = 7;
/// Nothing is ever too dear: a million yuan.
const RICH_FEN: i64 = 100_000_000_000;
/// Nothing is ever sold out.
const STOCK: u32 = 1_000_000;

/// Something to buy: a SKU and the smallest quantity that can be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// Where.
    pub platform: Platform,
    /// The offer.
    pub offer_id: String,
    /// The SKU.
    pub sku_id: String,
    /// Pieces.
    pub moq: u32,
}

/// The control API of a sandbox.
#[derive(Debug, Clone)]
pub struct Control {
    url: String,
    http: reqwest::Client,
}

/// A running sandbox with an ample balance, without pictures.
pub struct Market {
    sandbox: Sandbox,
    control: Control,
}

impl Market {
    /// Opens one in a folder.
    ///
    /// # Errors
    /// When it cannot start or be driven.
    pub async fn open(folder: &Path) -> Result<Self> {
        let options = SandboxOptions { seed: SEED, ..SandboxOptions::new(folder) };
        let sandbox = pondesk_sandbox::start(options).await?;
        let control = Control::new(sandbox.control_url())?;
        control.call("set-balance", json!({ "fen": RICH_FEN })).await?;
        Ok(Self { sandbox, control })
    }

    /// Where it is reached.
    pub fn base_url(&self) -> &str {
        self.sandbox.base_url()
    }

    /// The keys that it takes.
    pub fn credentials(&self) -> &Credentials {
        self.sandbox.credentials()
    }

    /// Its control API.
    pub fn control(&self) -> &Control {
        &self.control
    }

    /// So many goods of a platform, each an offer of its own, never sold out; neighbours are of different sellers.
    ///
    /// # Errors
    /// When there are not so many, or the sandbox refuses.
    pub async fn stock_up(&self, platform: Platform, count: usize) -> Result<Vec<Goods>> {
        let goods = goods(platform, count)?;
        for goods in &goods {
            let stock = json!({
                "platform": platform.as_str(), "offerId": goods.offer_id, "skuId": goods.sku_id, "stock": STOCK,
            });
            self.control.call("set-stock", stock).await?;
        }
        Ok(goods)
    }

    /// Stops it and frees its port.
    pub async fn close(self) {
        self.sandbox.stop().await;
    }
}

impl Control {
    /// The control API below a URL.
    ///
    /// # Errors
    /// When the HTTP client cannot be set up.
    pub fn new(url: String) -> Result<Self> {
        Ok(Self { url, http: reqwest::Client::builder().no_proxy().build()? })
    }

    /// The URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Makes a call.
    ///
    /// # Errors
    /// When the sandbox is away or refuses.
    pub async fn call(&self, call: &str, body: Value) -> Result<()> {
        let answer = self.http.post(format!("{}/{call}", self.url)).json(&body).send().await?;
        let (status, said) = (answer.status(), answer.text().await?);
        ensure!(status.is_success(), "the sandbox refused {call}: {said}");
        Ok(())
    }

    /// Lets the sandbox's own time pass.
    ///
    /// # Errors
    /// As [`Control::call`].
    pub async fn advance(&self, seconds: u32) -> Result<()> {
        self.call("advance", json!({ "seconds": seconds })).await
    }

    /// What really happened.
    ///
    /// # Errors
    /// When the sandbox is away, or tells what this does not know.
    pub async fn truth(&self) -> Result<Truth> {
        let state = self.told("state").await.context("read the sandbox's state")?;
        let cases = self.told("cases").await.context("read the sandbox's cases")?;
        Truth::read(&state, &cases)
    }

    async fn told(&self, what: &str) -> Result<Value> {
        Ok(self.http.get(format!("{}/{what}", self.url)).send().await?.json().await?)
    }
}

fn goods(platform: Platform, count: usize) -> Result<Vec<Goods>> {
    let wanted = match platform {
        Platform::Taobao => pondesk_catalogue::Platform::Taobao,
        Platform::Alibaba1688 => pondesk_catalogue::Platform::Alibaba1688,
    };
    let catalogue = Catalogue::generate(SEED);
    let (mut goods, mut last_seller) = (Vec::with_capacity(count), None);
    for offer in catalogue.offers.iter().filter(|offer| offer.platform == wanted) {
        let another = last_seller != Some(offer.seller.id);
        let Some(sku) = offer.skus.first().filter(|_| another) else { continue };
        last_seller = Some(offer.seller.id);
        goods.push(Goods {
            platform,
            offer_id: offer.id.to_string(),
            sku_id: sku.id.to_string(),
            moq: offer.moq.max(1),
        });
        if goods.len() == count {
            return Ok(goods);
        }
    }
    anyhow::bail!("the sandbox has goods of {} sellers at {platform}, {count} are needed", goods.len())
}
