//! A caller of the sandbox with a signer of its own.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub(crate) mod after_sales;
pub(crate) mod answers;

use std::future::Future;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use md5::{Digest, Md5};
use pondesk_sandbox::{Credentials, Sandbox, SandboxOptions};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};

pub(crate) const SEED: u64 = 7;

pub(crate) struct Caller {
    pub(crate) sandbox: Option<Sandbox>,
    pub(crate) base: String,
    pub(crate) control: String,
    pub(crate) keys: Credentials,
    pub(crate) client: Client,
}

pub(crate) fn now_ms() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}

pub(crate) fn nonce() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{:08x}{:016x}{count:08x}", std::process::id(), now_ms())
}

pub(crate) fn sign(text: &str) -> String {
    hex::encode_upper(Md5::digest(text.as_bytes()))
}

impl Caller {
    pub(crate) async fn start(data_dir: &Path) -> Self {
        Self::start_with(SandboxOptions { seed: SEED, ..SandboxOptions::new(data_dir) }).await
    }

    pub(crate) async fn start_with(options: SandboxOptions) -> Self {
        let sandbox = pondesk_sandbox::start(options).await.unwrap();
        Caller {
            base: sandbox.base_url().to_owned(),
            control: sandbox.control_url(),
            keys: sandbox.credentials().clone(),
            sandbox: Some(sandbox),
            client: Client::builder().no_proxy().build().unwrap(),
        }
    }

    pub(crate) async fn stop(mut self) {
        self.sandbox.take().unwrap().stop().await;
    }

    /// A request signed the default way.
    pub(crate) fn signed(&self, method: Method, path: &str) -> RequestBuilder {
        self.signed_with(method, path, &now_ms().to_string(), &nonce())
    }

    pub(crate) fn signed_with(
        &self,
        method: Method,
        path: &str,
        timestamp: &str,
        nonce: &str,
    ) -> RequestBuilder {
        let keys = &self.keys;
        let signature = sign(&format!("{}{timestamp}{nonce}{}", keys.access_key, keys.access_secret));
        self.client
            .request(method, format!("{}{path}", self.base))
            .header("access-key", &keys.access_key)
            .header("timestamp", timestamp)
            .header("nonce-str", nonce)
            .header("user-id", &keys.user_id)
            .header("signature", signature)
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        let answer = Answer::read(self.signed(Method::POST, path).json(body).send().await.unwrap()).await;
        answers::check("post", path, &answer.body);
        answer
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let answer = Answer::read(self.signed(Method::GET, path).send().await.unwrap()).await;
        answers::check("get", path.split('?').next().unwrap(), &answer.body);
        answer
    }

    /// A success's data.
    pub(crate) async fn posted(&self, path: &str, body: &Value) -> Value {
        self.post(path, body).await.data()
    }

    pub(crate) async fn got(&self, path: &str) -> Value {
        self.get(path).await.data()
    }

    pub(crate) async fn control(&self, call: &str, body: &Value) {
        let response = self.client.post(format!("{}/{call}", self.control)).json(body).send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        assert!(status.is_success(), "{call}: {text}");
    }

    pub(crate) async fn state(&self) -> Value {
        self.client.get(format!("{}/state", self.control)).send().await.unwrap().json().await.unwrap()
    }

    pub(crate) async fn balance(&self) -> i64 {
        self.state().await["balanceFen"].as_i64().unwrap()
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) async fn read(response: Response) -> Self {
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        let body: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("not JSON: {text}"));
        let fields = ["requestId", "code", "developId", "msg", "data"];
        assert!(fields.iter().all(|field| body.get(field).is_some()), "no envelope: {text}");
        Answer { status, body }
    }

    pub(crate) fn code(&self) -> i64 {
        self.body["code"].as_i64().unwrap()
    }

    pub(crate) fn msg(&self) -> &str {
        self.body["msg"].as_str().unwrap()
    }

    pub(crate) fn data(self) -> Value {
        assert_eq!((self.status, self.code()), (200, 200), "{}", self.body);
        self.body["data"].clone()
    }

    /// Asserts a refusal: HTTP status, code, and words that its text names.
    pub(crate) fn refused(self, status: u16, code: i64, names: &str) {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.body);
        assert!(self.msg().contains(names), "{:?} in {}", names, self.msg());
    }
}

/// Waits until a condition holds; fails after ten seconds.
pub(crate) async fn until<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) {
    let deadline = std::time::Instant::now() + Duration::from_secs(10);
    while !holds().await {
        assert!(std::time::Instant::now() < deadline, "timed out: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

pub(crate) fn receiver() -> Value {
    json!({
        "name": "张三", "mobile_phone": "13800000000", "phone": "", "country": "中国", "state": "浙江省",
        "city": "杭州市", "district": "余杭区", "address": "网商路1号", "zip": "311121",
    })
}

pub(crate) fn address() -> Value {
    json!({
        "fullName": "张三", "mobile": "18600000000", "phone": "", "postCode": "311121", "provinceText": "浙江省",
        "cityText": "杭州市", "areaText": "余杭区", "townText": "仓前街道", "address": "欧美金融城2幢",
    })
}

/// The first Taobao item found with these words.
pub(crate) async fn taobao_item(caller: &Caller, keyword: &str) -> Value {
    let page = caller
        .posted("/open/product/item/search", &json!({ "keyword": keyword, "pageNo": 1, "pageSize": 5 }))
        .await;
    let id = page["data"][0]["itemId"].as_u64().unwrap();
    caller.got(&format!("/open/product/get?itemId={id}")).await
}

/// A cart record of an item's first SKU that is in stock, as a client sends it.
pub(crate) fn cart_record(item: &Value, quantity: u32) -> Value {
    let sku = first_sku(item);
    json!({
        "itemId": item["itemId"], "skuId": sku["skuId"], "itemTitle": item["title"], "itemPic": item["picUrls"][0],
        "mpId": item["mpId"], "mpSkuId": sku["mpSkuId"], "price": sku["price"],
        "properties": sku["properties"].to_string(), "quantity": quantity, "shopId": item["shopId"],
        "shopName": item["shopName"],
    })
}

pub(crate) fn first_sku(item: &Value) -> &Value {
    item["skuList"].as_array().unwrap().iter().find(|sku| sku["quantity"].as_u64().unwrap() >= 20).unwrap()
}

/// What a SKU costs today, fen.
pub(crate) fn pays(sku: &Value) -> i64 {
    sku["promotionPrice"]
        .as_str()
        .map_or_else(|| sku["price"].as_i64().unwrap(), |text| text.parse().unwrap())
}

/// A 1688 offer found with these words that fits a condition.
pub(crate) async fn alibaba_offer(caller: &Caller, keyword: &str, fits: impl Fn(&Value) -> bool) -> Value {
    let query = json!({ "keyword": keyword, "beginPage": 1, "pageSize": 50, "country": "en" });
    let page = caller.posted("/alibaba/product/keywords/query", &query).await;
    for row in page["data"].as_array().unwrap() {
        let body = json!({ "offerId": row["offerId"], "country": "en" });
        let offer = caller.posted("/alibaba/product/detail/get", &body).await;
        if fits(&offer) {
            return offer;
        }
    }
    panic!("no offer for {keyword} fits");
}

/// The spec id of an offer's first SKU with enough in stock for several orders.
pub(crate) fn spec(offer: &Value) -> String {
    let skus = offer["productSkuInfos"].as_array().unwrap();
    let enough = |sku: &&Value| {
        sku["amountOnSale"].as_u64().unwrap() >= 3 * offer["minOrderQuantity"].as_u64().unwrap() + 3
    };
    skus.iter().find(enough).unwrap()["specId"].as_str().unwrap().to_owned()
}
