//! How an account reaches PandaPon: checks of what was typed, and the SDK's words for this desk's settings.

use pandapon::{Connection, ConnectionError, PRODUCTION_URL};
use pondesk_store::Account;
use rand::TryRngCore;
use rand::rngs::OsRng;
use secrecy::SecretString;
use url::{Host, Url};

use crate::api::{
    AccountAdd, CommandError, CommandResult, ConnectionSettings, Edition, ErrorCode, SignatureScheme,
    TimestampUnit, VoucherTransport,
};
use crate::overriding;
use crate::secrets::AccountKeys;

/// The store's word for [`crate::api::Environment::Production`].
pub(crate) const PRODUCTION: &str = "production";
/// The store's word for [`crate::api::Environment::Sandbox`].
pub(crate) const SANDBOX: &str = "sandbox";

/// Where the embedded sandbox would be, before it is open.
const UNOPENED_SANDBOX: &str = "http://127.0.0.1";

/// Longest name, user id and secret that are taken.
const LONGEST: usize = 200;

/// Where an account's PandaPon is.
pub(crate) enum Place {
    /// In the embedded sandbox, wherever it is open.
    Practice,
    /// At a base URL.
    At(String),
}

pub(crate) fn place_of(account: &Account) -> Place {
    match &account.base_url {
        None if account.environment == SANDBOX => Place::Practice,
        None => Place::At(PRODUCTION_URL.to_owned()),
        Some(base_url) => Place::At(base_url.clone()),
    }
}

/// How an account is reached, as it is kept; the defaults where that does not read back.
pub(crate) fn settings_of(account: &Account) -> ConnectionSettings {
    serde_json::from_str(&account.connection).unwrap_or_else(|error| {
        tracing::warn!(%error, account_id = %account.account_id, "how an account is reached does not read back");
        ConnectionSettings::default()
    })
}

/// The connection of an account that has no client yet, for looking at. The sandbox's port is known once it is open.
///
/// # Errors
/// [`ErrorCode::FieldInvalid`] in `baseUrl`.
pub(crate) fn connection_of(account: &Account) -> CommandResult<Connection> {
    let base_url = match place_of(account) {
        Place::Practice => UNOPENED_SANDBOX.to_owned(),
        Place::At(base_url) => base_url,
    };
    kept_connection(&base_url, &settings_of(account))
}

/// The SDK's connection for a base URL and settings that the user gave.
///
/// # Errors
/// [`ErrorCode::FieldInvalid`] in `baseUrl`; [`ErrorCode::OverrideRefused`] with the row and the rule.
pub(crate) fn connection(base_url: &str, settings: &ConnectionSettings) -> CommandResult<Connection> {
    let plain = without_overrides(base_url, settings)?;
    settings.overrides.iter().try_fold(plain, overriding::bent)
}

/// Checks settings on their own, wherever PandaPon is.
///
/// # Errors
/// [`ErrorCode::OverrideRefused`] with the row and the rule.
pub(crate) fn check_settings(settings: &ConnectionSettings) -> CommandResult<()> {
    connection(PRODUCTION_URL, settings).map(|_| ())
}

/// The SDK's connection for settings that were checked when they were kept. An override that the operation table has
/// outgrown since is left out: it must not keep all other operations from working.
///
/// # Errors
/// [`ErrorCode::FieldInvalid`] in `baseUrl`.
pub(crate) fn kept_connection(base_url: &str, settings: &ConnectionSettings) -> CommandResult<Connection> {
    let plain = without_overrides(base_url, settings)?;
    Ok(settings.overrides.iter().fold(plain, |connection, place| {
        overriding::bent(connection.clone(), place).unwrap_or_else(|refused| {
            tracing::warn!(%refused, operation = place.operation, "an override is left out");
            connection
        })
    }))
}

fn without_overrides(base_url: &str, settings: &ConnectionSettings) -> CommandResult<Connection> {
    Ok(Connection::new(base_url)
        .map_err(refusal)?
        .with_scheme(scheme_to_sdk(settings.scheme))
        .with_timestamp_unit(match settings.timestamp_unit {
            TimestampUnit::Milliseconds => pandapon::TimestampUnit::Milliseconds,
            TimestampUnit::Seconds => pandapon::TimestampUnit::Seconds,
        })
        .with_edition(match settings.edition {
            Edition::V1 => pandapon::Edition::V1,
            Edition::V2 => pandapon::Edition::V2,
        })
        .with_voucher_transport(match settings.voucher_transport {
            VoucherTransport::Base64 => pandapon::VoucherTransport::Base64Text,
            VoucherTransport::Link => pandapon::VoucherTransport::Url,
        }))
}

/// The number by which people know a signature scheme.
pub(crate) fn scheme_number(scheme: SignatureScheme) -> u8 {
    match scheme {
        SignatureScheme::Scheme1 => 1,
        SignatureScheme::Scheme2 => 2,
        SignatureScheme::Scheme3 => 3,
    }
}

/// The settings that a connection test found, in this desk's words.
pub(crate) fn settings_found(found: &Connection, before: &ConnectionSettings) -> ConnectionSettings {
    ConnectionSettings {
        scheme: scheme_from_sdk(found.scheme()),
        timestamp_unit: unit_from_sdk(found.timestamp_unit()),
        ..before.clone()
    }
}

pub(crate) fn scheme_from_sdk(scheme: pandapon::SignatureScheme) -> SignatureScheme {
    match scheme {
        pandapon::SignatureScheme::KeyTimestampNonce => SignatureScheme::Scheme1,
        pandapon::SignatureScheme::NamedPairs => SignatureScheme::Scheme2,
        pandapon::SignatureScheme::KeyNonceTimestamp => SignatureScheme::Scheme3,
    }
}

fn scheme_to_sdk(scheme: SignatureScheme) -> pandapon::SignatureScheme {
    match scheme {
        SignatureScheme::Scheme1 => pandapon::SignatureScheme::KeyTimestampNonce,
        SignatureScheme::Scheme2 => pandapon::SignatureScheme::NamedPairs,
        SignatureScheme::Scheme3 => pandapon::SignatureScheme::KeyNonceTimestamp,
    }
}

pub(crate) fn unit_from_sdk(unit: pandapon::TimestampUnit) -> TimestampUnit {
    match unit {
        pandapon::TimestampUnit::Milliseconds => TimestampUnit::Milliseconds,
        pandapon::TimestampUnit::Seconds => TimestampUnit::Seconds,
    }
}

/// A setting that the SDK refused, with the field that the user can mend.
pub(crate) fn refusal(error: ConnectionError) -> CommandError {
    let field = match &error {
        ConnectionError::Path { .. } | ConnectionError::NotInEdition(_) => {
            return overriding::refusal(&error);
        }
        ConnectionError::BaseUrl(_) | ConnectionError::Insecure(_) => "baseUrl",
        ConnectionError::Header("user id") => "userId",
        ConnectionError::Header(_) => "accessKey",
        _ => return CommandError::new(ErrorCode::Internal).saying(error),
    };
    let rule = if matches!(error, ConnectionError::Insecure(_)) { "https" } else { "form" };
    CommandError::field(ErrorCode::FieldInvalid, field).with("limit", rule).saying(error)
}

/// What was typed for an account, checked, with the white space around it gone.
#[derive(Debug)]
pub(crate) struct CheckedAccount {
    /// `None` for PandaPon's own.
    pub(crate) base_url: Option<String>,
    pub(crate) user_id: String,
    pub(crate) keys: AccountKeys,
    pub(crate) control_url: Option<String>,
    pub(crate) connection: Connection,
}

/// Checks all but the name, which a mere test does not need.
///
/// # Errors
/// [`ErrorCode::FieldMissing`] or [`ErrorCode::FieldInvalid`] with the field.
pub(crate) fn check_account(typed: &AccountAdd) -> CommandResult<CheckedAccount> {
    let keys = check_keys(&typed.access_key, &typed.access_secret)?;
    let user_id = required("userId", &typed.user_id)?;
    if !user_id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.@".contains(&byte)) {
        return Err(CommandError::field(ErrorCode::FieldInvalid, "userId").with("limit", "form"));
    }
    let typed_url = typed.base_url.trim();
    let base_url = if typed_url.is_empty() { PRODUCTION_URL } else { typed_url };
    let connection = connection(base_url, &typed.connection)?;
    let is_own = connection.base_url().as_str().trim_end_matches('/') == PRODUCTION_URL;
    Ok(CheckedAccount {
        base_url: (!is_own).then(|| connection.base_url().to_string()),
        user_id,
        keys,
        control_url: typed.control_url.as_deref().map(check_control_url).transpose()?,
        connection,
    })
}

/// Checks the form of access key (32 hex characters) and secret.
///
/// # Errors
/// [`ErrorCode::FieldMissing`] or [`ErrorCode::FieldInvalid`] with the field.
pub(crate) fn check_keys(access_key: &str, access_secret: &str) -> CommandResult<AccountKeys> {
    let access_key = required("accessKey", access_key)?;
    if access_key.len() != 32 || !access_key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(CommandError::field(ErrorCode::FieldInvalid, "accessKey").with("limit", "32 hex"));
    }
    let access_secret = SecretString::from(required("accessSecret", access_secret)?);
    Ok(AccountKeys { access_key, access_secret })
}

/// A field that may not be empty, trimmed.
///
/// # Errors
/// [`ErrorCode::FieldMissing`], and [`ErrorCode::FieldInvalid`] past 200 characters.
pub(crate) fn required(field: &str, text: &str) -> CommandResult<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CommandError::field(ErrorCode::FieldMissing, field));
    }
    if text.chars().count() > LONGEST {
        return Err(CommandError::field(ErrorCode::FieldInvalid, field).with("limit", LONGEST));
    }
    Ok(text.to_owned())
}

/// A control URL belongs to a sandbox, and a sandbox is on this machine.
fn check_control_url(text: &str) -> CommandResult<String> {
    let url = Url::parse(text.trim()).ok().filter(|url| url.scheme() == "http" && is_loopback(url));
    let invalid = || CommandError::field(ErrorCode::FieldInvalid, "controlUrl").with("limit", "loopback");
    url.map(|url| url.to_string().trim_end_matches('/').to_owned()).ok_or_else(invalid)
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// First and last four characters of an access key.
pub(crate) fn hint(access_key: &str) -> String {
    let chars: Vec<char> = access_key.chars().collect();
    if chars.len() < 12 {
        return "…".to_owned();
    }
    let part = |range: &[char]| range.iter().collect::<String>();
    format!("{}…{}", part(&chars[..4]), part(&chars[chars.len() - 4..]))
}

/// New keys for a practice ground, from the operating system.
///
/// # Errors
/// [`ErrorCode::Internal`] when it has no random numbers.
pub(crate) fn random_keys() -> CommandResult<AccountKeys> {
    Ok(AccountKeys { access_key: random_hex()?, access_secret: SecretString::from(random_hex()?) })
}

/// A new user id in the form of PandaPon's, 13 digits.
pub(crate) fn random_user_id() -> CommandResult<String> {
    let number = u64::from_str_radix(&random_hex()?[..15], 16).unwrap_or_default();
    Ok(format!("21{:011}", number % 100_000_000_000))
}

fn random_hex() -> CommandResult<String> {
    let mut bytes = [0_u8; 16];
    OsRng.try_fill_bytes(&mut bytes).map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))?;
    Ok(hex::encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> AccountAdd {
        AccountAdd {
            name: "Hanoi".into(),
            base_url: String::new(),
            access_key: "58c0201dfdf148eca63cbf6bb5e7cf03".into(),
            access_secret: "example-secret-not-real".into(),
            user_id: "2100000000001".into(),
            connection: ConnectionSettings::default(),
            memory_only: false,
            control_url: None,
        }
    }

    #[test]
    fn every_refusal_names_its_field() {
        type Spoil = fn(&mut AccountAdd);
        let table: [(Spoil, &str, ErrorCode); 9] = [
            (|typed| typed.access_key = " ".into(), "accessKey", ErrorCode::FieldMissing),
            (|typed| typed.access_key = "58c0".into(), "accessKey", ErrorCode::FieldInvalid),
            (|typed| typed.access_key = "z".repeat(32), "accessKey", ErrorCode::FieldInvalid),
            (|typed| typed.access_secret = String::new(), "accessSecret", ErrorCode::FieldMissing),
            (|typed| typed.user_id = String::new(), "userId", ErrorCode::FieldMissing),
            (|typed| typed.user_id = "张三".into(), "userId", ErrorCode::FieldInvalid),
            (|typed| typed.base_url = "http://api.pandapon.com".into(), "baseUrl", ErrorCode::FieldInvalid),
            (|typed| typed.base_url = "pandapon".into(), "baseUrl", ErrorCode::FieldInvalid),
            (
                |typed| typed.control_url = Some("http://10.0.0.1/control".into()),
                "controlUrl",
                ErrorCode::FieldInvalid,
            ),
        ];
        for (spoil, field, code) in table {
            let mut spoilt = typed();
            spoil(&mut spoilt);
            let error = check_account(&spoilt).expect_err(field);
            assert_eq!((error.field.as_deref(), error.code), (Some(field), code));
            assert!(!format!("{error} {error:?}").contains("example-secret"), "no secret in an error");
        }
    }

    #[test]
    fn pandapons_own_url_and_loopback_are_taken() {
        assert_eq!(check_account(&typed()).unwrap().base_url, None);
        let own = AccountAdd { base_url: "https://api.pandapon.com/".into(), ..typed() };
        assert_eq!(check_account(&own).unwrap().base_url, None);
        let local = AccountAdd { base_url: " http://127.0.0.1:4000 ".into(), ..typed() };
        assert_eq!(check_account(&local).unwrap().base_url.as_deref(), Some("http://127.0.0.1:4000/"));
    }

    #[test]
    fn a_hint_tells_eight_characters_at_most() {
        assert_eq!(hint("58c0201dfdf148eca63cbf6bb5e7cf03"), "58c0…cf03");
        assert_eq!(hint("58c0201d"), "…");
    }
}
