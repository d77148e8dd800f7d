//! A terminal at a desk, and a sandbox in another process.

#![allow(dead_code, reason = "each test file uses its part")]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

pub(crate) const SEED: u64 = 1;

/// Saves an address of a client.
pub(crate) const ADDRESS: [&str; 14] = [
    "address",
    "add",
    "--name",
    "张三",
    "--phone",
    "13800000000",
    "--province",
    "浙江省",
    "--city",
    "杭州市",
    "--district",
    "滨江区",
    "--street",
    "网商路1号",
];

/// The text at a place of an answer.
pub(crate) fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer} in {value}"))
}

fn cli() -> Command {
    Command::new(env!("CARGO_BIN_EXE_pondesk-cli"))
}

/// `pondesk-cli sandbox serve` in its own process.
pub(crate) struct Sandbox {
    process: Child,
    pub(crate) base_url: String,
    pub(crate) control_url: String,
    pub(crate) access_key: String,
    pub(crate) access_secret: String,
    pub(crate) user_id: String,
}

impl Sandbox {
    /// Gives its folder orders of the past, before it is started.
    pub(crate) fn seed_orders(data: &Path, orders: u32) {
        let (seed, orders) = (SEED.to_string(), orders.to_string());
        let mut seeding = cli();
        seeding.args(["sandbox", "seed", "--seed", &seed, "--orders", &orders, "--data"]).arg(data);
        let output = seeding.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    pub(crate) fn start(data: &Path) -> Self {
        let seed = SEED.to_string();
        let mut process = cli()
            .args(["sandbox", "serve", "--port", "0", "--seed", &seed, "--json", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).expect("one line of JSON");
        let text = |name: &str| told[name].as_str().unwrap_or_else(|| panic!("{name} in {told}")).to_owned();
        Self {
            process,
            base_url: text("baseUrl"),
            control_url: text("controlUrl"),
            access_key: text("accessKey"),
            access_secret: text("accessSecret"),
            user_id: text("userId"),
        }
    }

    pub(crate) fn control(&self, call: &str, body: &Value) {
        let url = format!("{}/{call}", self.control_url.trim_end_matches('/'));
        let body = body.to_string();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let response = runtime.block_on(reqwest::Client::new().post(url).body(body).send()).unwrap();
        assert!(response.status().is_success(), "{call}: {}", response.status());
    }

    pub(crate) fn keys(&self) -> String {
        format!("{}\n{}\n", self.access_key, self.access_secret)
    }

    pub(crate) fn stop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// A terminal whose keys are typed with each verb.
pub(crate) struct Terminal<'a> {
    pub(crate) data_dir: &'a Path,
    pub(crate) typed: String,
}

impl Terminal<'_> {
    pub(crate) fn output(&self, args: &[&str]) -> Output {
        let mut process = cli()
            .arg("--data-dir")
            .arg(self.data_dir)
            .args(["--json", "--memory"])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A verb that needs no keys closes its end first.
        process.stdin.take().unwrap().write_all(self.typed.as_bytes()).ok();
        process.wait_with_output().unwrap()
    }

    /// Runs a verb that must succeed, and reads its answer.
    pub(crate) fn run(&self, args: &[&str]) -> Value {
        let output = self.output(args);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?} ended with {}: {error}", output.status);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}"))
    }

    /// Runs a verb that must fail with an exit code, and reads the error.
    pub(crate) fn refused(&self, exit: i32, args: &[&str]) -> Value {
        let output = self.output(args);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(exit), "{args:?}: {error}");
        serde_json::from_slice(&output.stderr).unwrap_or(Value::Null)
    }
}

/// A catalogue picture that was scaled, cropped by 12 %, brightened and recompressed, as a client would send it.
pub(crate) fn client_picture(
    platform: pondesk_sandbox::catalogue::Platform,
    kind: usize,
    file: &Path,
) -> String {
    use pondesk_sandbox::catalogue::{Catalogue, pictures};
    let catalogue = Catalogue::generate(SEED);
    let offers = catalogue.offers.iter().filter(|offer| offer.platform == platform && !offer.skus.is_empty());
    let offer = offers
        .filter(|offer| offer.skus.iter().filter(|sku| sku.stock > offer.moq + 4).count() > 1)
        .nth(kind)
        .unwrap();
    let picture = pictures::draw(&catalogue, &offer.pictures[0]).unwrap();
    let (width, height) = picture.dimensions();
    let cropped = image::imageops::crop_imm(
        &picture,
        width * 7 / 100,
        height * 5 / 100,
        width * 88 / 100,
        height * 88 / 100,
    );
    let scaled =
        image::imageops::resize(&cropped.to_image(), 420, 420, image::imageops::FilterType::Triangle);
    let bright = image::imageops::colorops::brighten(&scaled, 22);
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 62).encode_image(&bright).unwrap();
    std::fs::write(file, bytes).unwrap();
    offer.id.to_string()
}
