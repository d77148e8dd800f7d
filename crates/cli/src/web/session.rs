//! The session: a one-time code in the address becomes a cookie that scripts cannot read.

use std::sync::Mutex;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use rand::TryRngCore;
use rand::rngs::OsRng;
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::Host;

/// One browser's session of one run.
pub(crate) struct Session {
    code: Mutex<Option<String>>,
    announced: String,
    token: String,
    cookie: String,
}

impl Session {
    /// A session with a fresh code and token.
    pub(crate) fn new(port: u16) -> Self {
        let code = random_text();
        // Cookies do not tell ports apart: each run has its own name, so that two desks do not log each other out.
        Self {
            announced: code.clone(),
            code: Mutex::new(Some(code)),
            token: random_text(),
            cookie: format!("pondesk-{port}"),
        }
    }

    /// The code, to be told once to whoever started the server.
    pub(crate) fn code(&self) -> &str {
        &self.announced
    }

    /// Uses the code up.
    fn exchange(&self, given: &str) -> bool {
        let mut code = self.code.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let right = code.as_deref().is_some_and(|code| same(code, given));
        if right {
            *code = None;
        }
        right
    }

    fn admits(&self, jar: &CookieJar) -> bool {
        jar.get(&self.cookie).is_some_and(|cookie| same(cookie.value(), &self.token))
    }
}

fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

fn random_text() -> String {
    let mut bytes = [0; 32];
    // Without randomness of the system there must be no session at all.
    if OsRng.try_fill_bytes(&mut bytes).is_err() {
        std::process::abort();
    }
    hex::encode(bytes)
}

/// Body of `POST /api/session`.
#[derive(Deserialize)]
pub(crate) struct Code {
    code: String,
}

/// Exchanges the one-time code for the cookie.
pub(crate) async fn begin(State(host): State<Host>, jar: CookieJar, Json(given): Json<Code>) -> Response {
    if !host.session.exchange(&given.code) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let cookie = Cookie::build((host.session.cookie.clone(), host.session.token.clone()))
        .http_only(true)
        .same_site(SameSite::Strict)
        .path("/")
        .build();
    (jar.add(cookie), Json(serde_json::json!({}))).into_response()
}

/// Lets only the session's browser through.
pub(crate) async fn required(
    State(host): State<Host>,
    jar: CookieJar,
    request: Request,
    next: Next,
) -> Response {
    if host.session.admits(&jar) { next.run(request).await } else { StatusCode::UNAUTHORIZED.into_response() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_used_up() {
        let session = Session::new(1);
        let code = session.code().to_owned();
        assert!(!session.exchange("wrong"));
        assert!(session.exchange(&code));
        assert!(!session.exchange(&code));
    }

    #[test]
    fn only_the_token_admits() {
        let session = Session::new(1);
        let jar = |value: &str| CookieJar::new().add(Cookie::new(session.cookie.clone(), value.to_owned()));
        assert!(session.admits(&jar(&session.token)));
        assert!(!session.admits(&jar("")));
        assert!(!session.admits(&CookieJar::new()));
    }
}
