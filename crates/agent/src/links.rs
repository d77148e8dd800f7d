//! Links to offers: what an agent pastes from a browser, an app or a chat.
//!
//! Hosts are an allow-list. Nothing is fetched here: a short link (`m.tb.cn/…`) hides its offer and is refused with a reason.

use pondesk_domain::{OfferId, Platform};
use url::Url;

use crate::api::{CommandError, CommandResult, ErrorCode, LinkTarget};

/// Longest text that is looked at, in bytes.
const LONGEST: usize = 8 * 1024;

/// Hosts whose pages are about one platform's offers; subdomains count too.
const HOSTS: [(&str, Platform); 4] = [
    ("taobao.com", Platform::Taobao),
    ("tmall.com", Platform::Taobao),
    ("tmall.hk", Platform::Taobao),
    ("1688.com", Platform::Alibaba1688),
];

/// Hosts of short links. Where they lead is known to the platform alone.
const SHORT_HOSTS: [&str; 4] = ["tb.cn", "qr.1688.com", "s.click.taobao.com", "e.tb.cn"];

/// Query parameters that hold an offer's id, the surest first.
const ID_PARAMETERS: [&str; 4] = ["id", "itemId", "offerId", "item_id"];

/// Reads the offer that a link, a share text or a bare id names. A bare id belongs to `platform`, Taobao when not said;
/// `taobao:…` and `1688:…` say it themselves.
///
/// # Errors
/// [`ErrorCode::FieldMissing`] for nothing, [`ErrorCode::LinkForbidden`] for a host that is not allowed (`host`),
/// [`ErrorCode::LinkUnknown`] otherwise, with `reason` `shortLink`, `noOffer` or `noLink`.
pub(crate) fn parse(text: &str, platform: Option<Platform>) -> CommandResult<LinkTarget> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CommandError::field(ErrorCode::FieldMissing, "text"));
    }
    let text = &text[..text.floor_char_boundary(LONGEST)];
    if let Some(target) = bare_id(text, platform.unwrap_or(Platform::Taobao)) {
        return Ok(target);
    }
    let mut first_refusal = None;
    for candidate in urls_in(text) {
        match offer_of(&candidate) {
            Ok(target) => return Ok(target),
            Err(refusal) => first_refusal = first_refusal.or(Some(refusal)),
        }
    }
    Err(first_refusal.unwrap_or_else(|| unknown("noLink")))
}

/// Whether a page's address may be shown as a link to an offer of this platform.
pub(crate) fn is_page_of(url: &Url, platform: Platform) -> bool {
    url.scheme() == "https" && url.host_str().is_some_and(|host| platform_of(host) == Some(platform))
}

/// The address of a page that may be opened in the user's browser: `https`, on a platform's own host.
///
/// # Errors
/// [`ErrorCode::LinkUnknown`] when it is no address, [`ErrorCode::LinkForbidden`] (`host`) when it leads elsewhere.
pub fn allowed_page(text: &str) -> CommandResult<Url> {
    let url = Url::parse(text).map_err(|_| unknown("noLink"))?;
    let allowed = Platform::ALL.into_iter().any(|platform| is_page_of(&url, platform));
    let host = url.host_str().unwrap_or_default().to_owned();
    allowed
        .then_some(url)
        .ok_or_else(|| CommandError::field(ErrorCode::LinkForbidden, "url").with("host", host))
}

fn unknown(reason: &str) -> CommandError {
    CommandError::field(ErrorCode::LinkUnknown, "text").with("reason", reason)
}

fn bare_id(text: &str, platform: Platform) -> Option<LinkTarget> {
    let (platform, id) = match text.split_once(':') {
        Some((word, id)) => (Platform::parse(word.trim())?, id.trim()),
        None => (platform, text),
    };
    is_id(id).then(|| LinkTarget { platform, offer_id: OfferId::from(id) })
}

/// Ids of offers have 8 to 19 digits on both platforms.
fn is_id(text: &str) -> bool {
    (8..=19).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0')
}

/// The addresses in a text, in its order: share texts wrap them in Chinese without blanks.
fn urls_in(text: &str) -> Vec<Url> {
    let without_scheme = text.is_ascii() && text.contains('.') && !text.contains(char::is_whitespace);
    if without_scheme && !text.contains("://") {
        // Without a scheme only a known host makes it a link: `dress` is a word to search for.
        let url = Url::parse(&format!("https://{}", text.trim_start_matches('/')));
        return url.into_iter().filter(|url| url.host_str().is_some_and(is_known)).collect();
    }
    let starts = text.match_indices("http").map(|(at, _)| &text[at..]);
    starts
        .filter(|rest| rest.starts_with("https://") || rest.starts_with("http://"))
        .filter_map(|rest| {
            let end =
                rest.find(|c: char| !c.is_ascii_graphic() || "\"'<>`".contains(c)).unwrap_or(rest.len());
            Url::parse(rest[..end].trim_end_matches([',', '.', ')', ']', ';', '!'])).ok()
        })
        .collect()
}

fn offer_of(url: &Url) -> CommandResult<LinkTarget> {
    let host = url.host_str().unwrap_or_default();
    if SHORT_HOSTS.iter().any(|short| is_within(host, short)) {
        return Err(unknown("shortLink").with("host", host));
    }
    let Some(platform) = platform_of(host) else {
        return Err(CommandError::field(ErrorCode::LinkForbidden, "text").with("host", host));
    };
    let id = id_in_query(url).or_else(|| id_in_path(url)).ok_or_else(|| unknown("noOffer"))?;
    Ok(LinkTarget { platform, offer_id: OfferId::from(id) })
}

fn is_known(host: &str) -> bool {
    platform_of(host).is_some() || SHORT_HOSTS.iter().any(|short| is_within(host, short))
}

fn platform_of(host: &str) -> Option<Platform> {
    HOSTS.iter().find(|(domain, _)| is_within(host, domain)).map(|(_, platform)| *platform)
}

/// Whether a host is a domain or below it. `taobao.com.evil.example` is not.
pub(crate) fn is_within(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

fn id_in_query(url: &Url) -> Option<String> {
    ID_PARAMETERS.iter().find_map(|name| {
        url.query_pairs()
            .find(|(key, value)| key == name && is_id(value))
            .map(|(_, value)| value.into_owned())
    })
}

/// `/offer/620201390233.html`, `/item/620201390233.htm`, `/i620201390233.htm`.
fn id_in_path(url: &Url) -> Option<String> {
    let segments: Vec<_> = url.path_segments()?.collect();
    let (last, before) = segments.split_last()?;
    let stem = last.trim_end_matches(".html").trim_end_matches(".htm");
    let named = before.iter().any(|segment| matches!(*segment, "offer" | "item"));
    let id = if named { stem } else { stem.strip_prefix('i')? };
    is_id(id).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_agents_paste_is_read() {
        let table = [
            ("https://item.taobao.com/item.htm?spm=a1z10.1&id=620201390233&ns=1", "taobao", "620201390233"),
            ("http://item.taobao.com/item.htm?id=620201390233#detail", "taobao", "620201390233"),
            ("item.taobao.com/item.htm?id=620201390233", "taobao", "620201390233"),
            ("//item.taobao.com/item.htm?id=620201390233", "taobao", "620201390233"),
            ("https://detail.tmall.com/item.htm?abbucket=3&id=684174095012", "taobao", "684174095012"),
            ("https://chaoshi.detail.tmall.com/item.htm?id=684174095012", "taobao", "684174095012"),
            ("https://detail.tmall.hk/hk/item.htm?id=684174095012", "taobao", "684174095012"),
            ("https://h5.m.taobao.com/awp/core/detail.htm?id=620201390233", "taobao", "620201390233"),
            ("https://m.intl.taobao.com/detail/detail.html?id=620201390233", "taobao", "620201390233"),
            ("https://a.m.taobao.com/i620201390233.htm", "taobao", "620201390233"),
            ("https://world.taobao.com/item/620201390233.htm?fromSite=main", "taobao", "620201390233"),
            ("https://detail.1688.com/offer/706627393257.html?spm=a26352", "1688", "706627393257"),
            ("https://m.1688.com/offer/706627393257.html", "1688", "706627393257"),
            ("https://detail.m.1688.com/page/index.html?offerId=706627393257", "1688", "706627393257"),
            (
                "【1688】我分享给你https://detail.1688.com/offer/706627393257.html，快来看看吧",
                "1688",
                "706627393257",
            ),
            (
                "【淘宝】 https://m.tb.cn/h.5abC 「连衣裙」 点击链接 https://item.taobao.com/item.htm?id=620201390233 打开",
                "taobao",
                "620201390233",
            ),
            ("620201390233", "taobao", "620201390233"),
            ("  1688:706627393257 ", "1688", "706627393257"),
            ("taobao: 620201390233", "taobao", "620201390233"),
        ];
        for (text, platform, id) in table {
            let target = parse(text, None).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((target.platform.as_str(), target.offer_id.as_str()), (platform, id), "{text}");
        }
        let target = parse("706627393257", Some(Platform::Alibaba1688)).unwrap();
        assert_eq!(target.platform, Platform::Alibaba1688);
    }

    #[test]
    fn what_is_no_offer_is_refused_with_a_reason() {
        let table = [
            ("", ErrorCode::FieldMissing, None),
            ("red dress", ErrorCode::LinkUnknown, Some("noLink")),
            ("123", ErrorCode::LinkUnknown, Some("noLink")),
            ("dress", ErrorCode::LinkUnknown, Some("noLink")),
            ("https://m.tb.cn/h.5abCdEf?tk=x", ErrorCode::LinkUnknown, Some("shortLink")),
            ("https://qr.1688.com/s/abc", ErrorCode::LinkUnknown, Some("shortLink")),
            ("https://www.taobao.com/", ErrorCode::LinkUnknown, Some("noOffer")),
            ("https://item.taobao.com/item.htm?id=abc", ErrorCode::LinkUnknown, Some("noOffer")),
            ("https://item.taobao.com.evil.example/item.htm?id=620201390233", ErrorCode::LinkForbidden, None),
            ("https://eviltaobao.com/item.htm?id=620201390233", ErrorCode::LinkForbidden, None),
            ("https://taobao.com@evil.example/item.htm?id=620201390233", ErrorCode::LinkForbidden, None),
            ("http://127.0.0.1/item.htm?id=620201390233", ErrorCode::LinkForbidden, None),
            ("javascript:alert(620201390233)", ErrorCode::LinkUnknown, Some("noLink")),
            (
                "https://detail.1688.com/offer/70662739325700000000001.html",
                ErrorCode::LinkUnknown,
                Some("noOffer"),
            ),
        ];
        for (text, code, reason) in table {
            let error = parse(text, None).expect_err(text);
            assert_eq!(
                (error.code, error.details.get("reason").map(String::as_str)),
                (code, reason),
                "{text}"
            );
        }
    }

    #[test]
    fn a_page_is_shown_as_a_link_only_on_its_own_platform() {
        let url = |text: &str| Url::parse(text).unwrap();
        assert!(is_page_of(&url("https://detail.1688.com/offer/1.html"), Platform::Alibaba1688));
        assert!(!is_page_of(&url("https://detail.1688.com/offer/1.html"), Platform::Taobao));
        assert!(!is_page_of(&url("http://detail.1688.com/offer/1.html"), Platform::Alibaba1688));
        assert!(!is_page_of(&url("https://1688.com.evil.example/"), Platform::Alibaba1688));
    }
}
