//! A server that writes down what arrives and answers nothing of interest.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::Uri;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    pub(crate) uri: Uri,
    pub(crate) body: String,
}

#[derive(Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<Vec<Arrived>>>);

impl Recorder {
    /// The server and the address it listens on.
    pub(crate) async fn open() -> (Self, SocketAddr) {
        let recorder = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = axum::Router::new().fallback(record).with_state(recorder.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        (recorder, address)
    }

    /// The one request that arrived since this was asked before.
    pub(crate) fn take(&self) -> Arrived {
        let mut arrived = self.0.lock().unwrap();
        assert_eq!(arrived.len(), 1, "{arrived:?}");
        arrived.remove(0)
    }
}

async fn record(State(recorder): State<Recorder>, uri: Uri, body: Bytes) -> &'static str {
    let body = String::from_utf8(body.to_vec()).unwrap();
    recorder.0.lock().unwrap().push(Arrived { uri, body });
    r#"{"requestId":"r-1","code":200,"developId":"1","msg":"成功","data":null}"#
}
