//! Picture keys: what the UI holds in place of URLs. It can ask for nothing else.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use pondesk_domain::AccountId;
use url::Url;

use crate::links::is_within;

/// Domains whose pictures are fetched, over https and on the usual port only; subdomains count too.
const PICTURE_DOMAINS: [&str; 6] =
    ["alicdn.com", "tbcdn.cn", "taobaocdn.com", "taobao.com", "1688.com", "pandapon.com"];

/// Longest URL that becomes a key.
const LONGEST: usize = 2000;

/// What a key names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PictureKey {
    /// Path and query on an account's own base URL: stays true when a sandbox's port changes.
    OfAccount { account: AccountId, path_and_query: String },
    /// A URL of an allowed host.
    At(Url),
    /// A file that the user gave in this run.
    File(String),
    /// A voucher kept on this desk, by its SHA-256.
    Voucher(String),
}

impl PictureKey {
    /// Reads a key, and holds it to the same rules as [`key_for`]: the UI is not trusted with URLs.
    pub(crate) fn parse(key: &str) -> Option<Self> {
        let (kind, rest) = key.split_once('.')?;
        match kind {
            "a" => {
                let (account, path) = rest.split_once('.')?;
                let path_and_query = decoded(path)?;
                let is_plain = path_and_query.starts_with('/') && !path_and_query.starts_with("//");
                let is_account =
                    !account.is_empty() && account.bytes().all(|byte| byte.is_ascii_alphanumeric());
                (is_plain && is_account).then(|| Self::OfAccount { account: account.into(), path_and_query })
            }
            "u" => Url::parse(&decoded(rest)?).ok().filter(is_allowed).map(Self::At),
            "f" => is_word(rest).then(|| Self::File(rest.to_owned())),
            "v" => is_word(rest).then(|| Self::Voucher(rest.to_owned())),
            _ => None,
        }
    }
}

/// The key for a picture URL that an account's PandaPon told; `None` for what is no URL or on a host that is not allowed.
pub fn key_for(account: &AccountId, base_url: &Url, url: &str) -> Option<String> {
    let url = cleaned(url)?;
    if url.origin() == base_url.origin() {
        return Some(format!("a.{account}.{}", encoded(&path_and_query(&url))));
    }
    is_allowed(&url).then(|| format!("u.{}", encoded(url.as_str())))
}

/// A URL as PandaPon writes it (`https: //…`, `//host/…`, `http://img.alicdn.com/…`), mended.
pub(super) fn cleaned(text: &str) -> Option<Url> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    if text.len() > LONGEST {
        return None;
    }
    let text = if text.starts_with("//") { format!("https:{text}") } else { text };
    let mut url = Url::parse(&text).ok()?;
    url.set_fragment(None);
    // The platforms' own hosts all speak https; their older data does not know.
    if url.scheme() == "http" && url.port().is_none() && is_known_domain(&url) {
        url.set_scheme("https").ok()?;
    }
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// Whether a URL may be fetched as a picture: https, usual port, an allowed host, no user name.
pub(super) fn is_allowed(url: &Url) -> bool {
    url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && is_known_domain(url)
}

fn is_known_domain(url: &Url) -> bool {
    url.domain().is_some_and(|host| PICTURE_DOMAINS.iter().any(|domain| is_within(host, domain)))
}

/// The URL that path and query name on an account's own host.
pub(super) fn on_own_host(base_url: &Url, path_and_query: &str) -> Option<Url> {
    let url = base_url.join(path_and_query).ok()?;
    (url.origin() == base_url.origin()).then_some(url)
}

fn path_and_query(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}

fn encoded(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

fn decoded(text: &str) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    String::from_utf8(bytes).ok().filter(|text| text.len() <= LONGEST)
}

fn is_word(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(url: &str) -> Option<String> {
        key_for(&"01ACC".into(), &Url::parse("http://127.0.0.1:4000/api").unwrap(), url)
    }

    #[test]
    fn a_sandbox_picture_keeps_its_key_when_the_port_changes() {
        let moved = Url::parse("http://127.0.0.1:5000/api").unwrap();
        let before = key("http://127.0.0.1:4000/pictures/t1-0-0.jpg?x=1").unwrap();
        assert_eq!(
            before,
            key_for(&"01ACC".into(), &moved, "http://127.0.0.1:5000/pictures/t1-0-0.jpg?x=1").unwrap()
        );
        let Some(PictureKey::OfAccount { account, path_and_query }) = PictureKey::parse(&before) else {
            panic!()
        };
        assert_eq!((account.as_str(), path_and_query.as_str()), ("01ACC", "/pictures/t1-0-0.jpg?x=1"));
        let url = on_own_host(&moved, &path_and_query).unwrap();
        assert_eq!(url.as_str(), "http://127.0.0.1:5000/pictures/t1-0-0.jpg?x=1");
    }

    #[test]
    fn white_space_and_missing_schemes_are_mended() {
        let whole = key("https://cbu01.alicdn.com/img/1.jpg");
        assert!(whole.is_some());
        for spelling in [
            "https: //cbu01.alicdn.com/img/1.jpg",
            "//cbu01.alicdn.com/img/1.jpg",
            "http://cbu01.alicdn.com/img/1.jpg",
        ] {
            assert_eq!(key(spelling), whole, "{spelling}");
        }
    }

    #[test]
    fn foreign_hosts_get_no_key() {
        for url in [
            "https://evil.example/1.jpg",
            "https://alicdn.com.evil.example/1.jpg",
            "https://evilalicdn.com/1.jpg",
            "https://img.alicdn.com:8443/1.jpg",
            "https://user@img.alicdn.com/1.jpg",
            "http://127.0.0.1:4001/1.jpg",
            "http://169.254.169.254/latest",
            "file:///etc/passwd",
            "data:image/png;base64,AAAA",
            "not a url",
        ] {
            assert_eq!(key(url), None, "{url}");
        }
    }

    #[test]
    fn forged_keys_are_refused() {
        let forged = [
            format!("u.{}", encoded("https://evil.example/1.jpg")),
            format!("u.{}", encoded("http://img.alicdn.com/1.jpg")),
            format!("a.01ACC.{}", encoded("//evil.example/1.jpg")),
            format!("a.01ACC.{}", encoded("https://evil.example/1.jpg")),
            format!("a.../x.{}", encoded("/1.jpg")),
            "f.../../etc/passwd".to_owned(),
            "v.".to_owned(),
            "x.1".to_owned(),
            String::new(),
        ];
        for key in forged {
            assert_eq!(PictureKey::parse(&key), None, "{key}");
        }
        let base_url = Url::parse("https://api.pandapon.com").unwrap();
        assert_eq!(
            on_own_host(&base_url, "/\\evil.example/1.jpg"),
            None,
            "a backslash is a slash to browsers"
        );
    }
}
