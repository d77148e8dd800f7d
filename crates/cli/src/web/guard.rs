//! Who may ask: only pages of this very address. Stops DNS rebinding and other sites' requests.

use axum::extract::{Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Host;

/// The same policy as the desktop window's, less its own protocols.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// Lets requests through that name this host and come from its own pages, and adds the page policy.
pub(crate) async fn check(State(host): State<Host>, request: Request, next: Next) -> Response {
    if !is_allowed(request.method(), request.headers(), &host.authority) {
        return (StatusCode::FORBIDDEN, "not from this page").into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

fn is_allowed(method: &Method, headers: &HeaderMap, authority: &str) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if text(HOST) != Some(authority) {
        return false;
    }
    match text(ORIGIN) {
        Some(origin) => origin.strip_prefix("http://") == Some(authority),
        // Browsers name the origin of every POST; only reads may come without.
        None => method == Method::GET || method == Method::HEAD,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(method: Method, host: &str, origin: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(ORIGIN, origin.parse().unwrap());
        }
        is_allowed(&method, &headers, "127.0.0.1:4100")
    }

    #[test]
    fn only_this_address_and_its_own_pages() {
        assert!(allowed(Method::POST, "127.0.0.1:4100", Some("http://127.0.0.1:4100")));
        assert!(allowed(Method::GET, "127.0.0.1:4100", None));
        assert!(!allowed(Method::POST, "127.0.0.1:4100", None));
        assert!(!allowed(Method::POST, "127.0.0.1:4100", Some("http://evil.example")));
        assert!(!allowed(Method::GET, "127.0.0.1:4100", Some("null")));
        assert!(!allowed(Method::GET, "evil.example:4100", None));
    }
}
