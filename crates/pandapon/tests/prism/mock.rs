//! Prism as a mock server of a contract file.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/prism/node_modules/@stoplight/prism-cli/dist/index.js");

/// What Prism writes down first of every request.
const RECEIVED: &str = "Request received";

/// How Prism's log begins what it finds wrong: a request against the contract, and one that the contract does not know.
const FINDINGS: [&str; 2] = ["Violation: ", "Request terminated with error: "];

/// A path that no contract has; asked for to see that the log holds all that came before.
const LAST: &str = "/nothing-more-comes";

/// A running Prism; ends with this value.
pub(crate) struct Prism {
    process: Child,
    log: PathBuf,
    pub(crate) address: SocketAddr,
}

impl Prism {
    /// Serves a contract on a free port; what violates the contract is refused. The name is for its log.
    pub(crate) fn start(contract: &Path, name: &str) -> Self {
        assert!(
            Path::new(PROGRAM).is_file(),
            "Prism is missing: `cargo xtask test client-contract` installs it"
        );
        let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("prism-{name}.log"));
        let output = File::create(&log).unwrap();
        let process = Command::new("node")
            .args([PROGRAM, "mock", "--errors", "--host", "127.0.0.1", "--port", "0"])
            .arg(contract)
            // Prism would fork, and this would end only one of the two.
            .env_remove("NODE_ENV")
            .stdin(Stdio::null())
            .stderr(output.try_clone().unwrap())
            .stdout(output)
            .spawn()
            .unwrap();
        let mut prism = Self { process, log, address: SocketAddr::from(([127, 0, 0, 1], 0)) };
        let line = prism.wait_for(&["Prism is listening on http://"]);
        prism.address = line.rsplit('/').next().unwrap().trim().parse().unwrap();
        prism
    }

    /// What Prism found wrong with each request that came, in their order: nothing with one that is fine. Ends Prism.
    pub(crate) async fn found(mut self) -> Vec<Vec<String>> {
        let direct = reqwest::Client::builder().no_proxy().build().unwrap();
        direct.get(format!("http://{}{LAST}", self.address)).send().await.unwrap();
        self.wait_for(&[LAST, FINDINGS[1]]);
        let log = fs::read_to_string(&self.log).unwrap();
        let requests = log.split(RECEIVED).skip(1);
        let mut found: Vec<Vec<_>> =
            requests.map(|lines| lines.lines().filter_map(finding).collect()).collect();
        found.pop();
        found
    }

    /// The first line of the log with all of these texts, as soon as it is there.
    fn wait_for(&mut self, texts: &[&str]) -> String {
        let deadline = Instant::now() + Duration::from_secs(120);
        loop {
            let log = fs::read_to_string(&self.log).unwrap();
            let mut lines = log.split_inclusive('\n').filter(|line| line.ends_with('\n'));
            if let Some(line) = lines.find(|line| texts.iter().all(|text| line.contains(text))) {
                return line.to_owned();
            }
            let ended = self.process.try_wait().unwrap();
            assert!(ended.is_none() && Instant::now() < deadline, "Prism never said {texts:?}:\n{log}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// What a line of the log finds wrong, without time and place.
fn finding(line: &str) -> Option<String> {
    let at = FINDINGS.iter().find_map(|text| line.find(text))?;
    Some(line[at..].to_owned())
}
