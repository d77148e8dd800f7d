//! A small real HTTP server that stands in for PandaPon, and a client of it.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use jiff::{SignedDuration, Timestamp};
use pandapon::{Client, Clock, Connection, Credentials};

pub(crate) const ACCESS_KEY: &str = "58c0201dfdf148eca63cbf6bb5e7cf03";
pub(crate) const SECRET: &str = "example-secret-not-real";
pub(crate) const USER_ID: &str = "2100007341207";

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Arrived {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

type Reply = Box<dyn Fn(&Arrived) -> Response<Body> + Send>;

#[derive(Clone, Default)]
pub(crate) struct Desk {
    arrived: Arc<Mutex<Vec<Arrived>>>,
    replies: Arc<Mutex<VecDeque<Reply>>>,
}

impl Desk {
    /// The server and the address it listens on.
    pub(crate) async fn open() -> (Self, SocketAddr) {
        let desk = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = axum::Router::new().fallback(answer).with_state(desk.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        (desk, address)
    }

    /// Adds a reply for the next request that has none yet.
    pub(crate) fn reply(&self, reply: impl Fn(&Arrived) -> Response<Body> + Send + 'static) -> &Self {
        self.replies.lock().unwrap().push_back(Box::new(reply));
        self
    }

    /// Adds a reply with a status and a body.
    pub(crate) fn reply_with(&self, status: u16, body: impl Into<String>) -> &Self {
        let body = body.into();
        self.reply(move |_| response(status, &body))
    }

    /// Everything that arrived so far.
    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap().clone()
    }

    /// The one request that arrived.
    pub(crate) fn only(&self) -> Arrived {
        let arrived = self.arrived();
        assert_eq!(arrived.len(), 1, "{arrived:?}");
        arrived[0].clone()
    }
}

async fn answer(
    State(desk): State<Desk>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let arrived = Arrived { method, uri, headers, body: String::from_utf8_lossy(&body).into_owned() };
    let reply = desk.replies.lock().unwrap().pop_front();
    let response = reply.map_or_else(|| response(599, "no reply is left"), |reply| reply(&arrived));
    desk.arrived.lock().unwrap().push(arrived);
    response
}

pub(crate) fn response(status: u16, body: &str) -> Response<Body> {
    Response::builder().status(status).body(Body::from(body.to_owned())).unwrap()
}

/// A successful envelope around data.
pub(crate) fn success(data: &str) -> String {
    format!(
        r#"{{"requestId":"r-1","code":200,"developId":"1014533973088404335","msg":"成功","data":{data}}}"#
    )
}

/// A refusing envelope.
pub(crate) fn refusal(code: &str) -> String {
    format!(r#"{{"requestId":"r-2","code":{code},"developId":null,"msg":"不行","data":null}}"#)
}

pub(crate) fn connection(address: SocketAddr) -> Connection {
    Connection::new(&format!("http://{address}/api/")).unwrap()
}

pub(crate) fn credentials() -> Credentials {
    Credentials::new(ACCESS_KEY, SECRET.into(), USER_ID)
}

pub(crate) fn client(address: SocketAddr) -> Client {
    Client::new(connection(address), credentials()).unwrap()
}

/// A machine whose clock is wrong by a fixed amount.
#[derive(Debug)]
pub(crate) struct WrongClock(pub(crate) SignedDuration);

impl Clock for WrongClock {
    fn now(&self) -> Timestamp {
        Timestamp::now() + self.0
    }
}
