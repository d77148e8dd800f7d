//! Wrong clocks, broken connections, silence, and the connection test.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::desk::{
    ACCESS_KEY, Arrived, Desk, SECRET, WrongClock, client, connection, credentials, refusal, response,
    success,
};
use axum::http::Response;
use jiff::{SignedDuration, Timestamp};
use pandapon::{
    CallObserver, CallRecord, Client, Connection, Fault, Outcome, ProbeVerdict, SignatureScheme, TimeOuts,
    TimestampUnit, probe, probe_watched_by, signature,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Lets through what was signed within 600 seconds of the server's clock, as PandaPon does.
fn within_the_window(data: &'static str) -> impl Fn(&Arrived) -> Response<axum::body::Body> + Send + 'static {
    move |arrived| {
        let signed_at: i64 = arrived.header("timestamp").parse().unwrap();
        let off = (Timestamp::now().as_millisecond() - signed_at).abs();
        if off <= 600_000 { response(200, &success(data)) } else { response(401, &refusal("401")) }
    }
}

fn wrong_by(minutes: i64, connection: Connection) -> Client {
    let clock = Arc::new(WrongClock(SignedDuration::from_mins(minutes)));
    Client::builder(connection, credentials()).clock(clock).build().unwrap()
}

#[tokio::test]
async fn a_desktop_whose_clock_is_eleven_minutes_off_still_works() {
    for minutes in [-11, 11] {
        let (desk, address) = Desk::open().await;
        for _ in 0..3 {
            desk.reply(within_the_window("{}"));
        }
        let client = wrong_by(minutes, connection(address));
        // Refused for its clock is certain not to have been carried out: even a payment is signed again.
        client.alibaba1688().pay_order(&"1".into()).await.unwrap();
        let off = client.clock_offset() + SignedDuration::from_mins(minutes);
        assert!(off.abs() < SignedDuration::from_secs(5), "{off:?}");
        client.alibaba1688().pay_order(&"2".into()).await.unwrap();
        let sent = desk.arrived();
        assert_eq!(sent.len(), 3, "the second payment already had the right time");
        assert_ne!(sent[0].header("nonce-str"), sent[1].header("nonce-str"));
    }
}

#[tokio::test]
async fn a_refusal_that_is_not_for_the_clock_is_not_signed_again() {
    let (desk, address) = Desk::open().await;
    desk.reply_with(401, refusal("401"));
    let error = client(address).taobao().pay_orders(&["1".into()]).await.unwrap_err();
    assert_eq!((error.outcome(), desk.arrived().len()), (Outcome::Refused, 1));
    // A wrong clock does not excuse sending a write again that was refused for another reason.
    desk.reply_with(200, refusal("5001"));
    wrong_by(-11, connection(address)).taobao().pay_orders(&["1".into()]).await.unwrap_err();
    assert_eq!(desk.arrived().len(), 2);
}

#[tokio::test]
async fn a_clock_in_step_has_no_offset() {
    let (desk, address) = Desk::open().await;
    desk.reply_with(200, success("[]"));
    let client = client(address);
    client.base().addresses().await.unwrap();
    assert_eq!(client.clock_offset(), SignedDuration::ZERO);
}

#[tokio::test]
async fn nobody_listening_means_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = client(address).taobao().pay_orders(&["1".into()]).await.unwrap_err();
    assert!(matches!(error.fault(), Fault::NoConnection(_)), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
}

/// Takes whole requests and hangs up; counts them.
async fn hang_up(replies: Vec<Option<String>>) -> (std::net::SocketAddr, tokio::task::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let count = tokio::spawn(async move {
        let mut seen = 0;
        for reply in replies {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !is_whole(&request) {
                let mut some = [0; 4096];
                let n = socket.read(&mut some).await.unwrap();
                request.extend_from_slice(&some[..n]);
            }
            seen += 1;
            if let Some(body) = reply {
                let head =
                    format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
                socket.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
            }
        }
        seen
    });
    (address, count)
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.trim().parse().unwrap())
}

#[tokio::test]
async fn a_write_whose_connection_breaks_is_unknown_and_not_sent_again() {
    let (address, count) = hang_up(vec![None]).await;
    let error = client(address).taobao().pay_orders(&["1".into()]).await.unwrap_err();
    assert!(matches!(error.fault(), Fault::ConnectionBroke(_)), "{error}");
    assert_eq!((error.outcome(), count.await.unwrap()), (Outcome::Unknown, 1));
}

#[tokio::test]
async fn a_read_whose_connection_breaks_is_sent_once_more() {
    let (address, count) = hang_up(vec![None, Some(success("[]"))]).await;
    client(address).base().addresses().await.unwrap();
    assert_eq!(count.await.unwrap(), 2);
}

#[tokio::test]
async fn silence_ends_in_a_time_out_of_unknown_outcome() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let soon = TimeOuts { read: Duration::from_millis(50), ..TimeOuts::default() };
    let silent = connection(listener.local_addr().unwrap()).with_time_outs(soon);
    let client = Client::new(silent, credentials()).unwrap();
    let error = client.taobao().pay_orders(&["1".into()]).await.unwrap_err();
    assert_eq!((error.fault(), error.outcome()), (&Fault::TimedOut, Outcome::Unknown));
}

#[derive(Default)]
struct Tried(Mutex<Vec<Option<u16>>>);

impl CallObserver for Tried {
    fn call_ended(&self, call: &CallRecord<'_>) {
        self.0.lock().unwrap().push(call.http_status);
    }
}

#[tokio::test]
async fn the_connection_test_finds_the_settings_that_an_account_wants() {
    let (desk, address) = Desk::open().await;
    for _ in 0..6 {
        desk.reply(|arrived| {
            let (timestamp, nonce) = (arrived.header("timestamp"), arrived.header("nonce-str"));
            let wanted = signature(SignatureScheme::NamedPairs, ACCESS_KEY, timestamp, nonce, &SECRET.into());
            if timestamp.len() == 10 && arrived.header("signature") == wanted {
                response(200, &success("[]"))
            } else {
                response(401, &refusal("401"))
            }
        });
    }
    let watcher = Arc::new(Tried::default());
    let watched: Arc<dyn CallObserver> = Arc::clone(&watcher) as _;
    let report = probe_watched_by(&connection(address), &credentials(), watched).await.unwrap();
    assert_eq!(*watcher.0.lock().unwrap(), [Some(401), Some(401), Some(401), Some(200)], "each is told of");
    let works = report.works.unwrap();
    assert_eq!(
        (works.scheme(), works.timestamp_unit()),
        (SignatureScheme::NamedPairs, TimestampUnit::Seconds)
    );
    assert_eq!(report.steps.len(), 4);
    assert!(matches!(&report.steps[0].verdict, ProbeVerdict::Failed(error) if error.code() == Some("401")));
    assert!(matches!(report.steps[3].verdict, ProbeVerdict::Works));
    assert!(desk.arrived().iter().all(|sent| sent.uri.path() == "/api/open/address/get"));
}

#[tokio::test]
async fn the_connection_test_stops_where_another_signature_cannot_help() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let report = probe(&connection(address), &credentials()).await.unwrap();
    assert!(report.works.is_none());
    assert_eq!(report.steps.len(), 1);
}
