//! The self-test: does what PandaPon's Verify does, straight and by the public address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::{Duration, Instant};

use pandapon::callbacks::ACKNOWLEDGE_WITHIN;
use reqwest::redirect::Policy;

use super::doors;
use crate::api::*;
use crate::desk::Desk;

/// How long an answer is waited for. One that comes after PandaPon's patience has not passed, yet says how slow the way is.
const PATIENCE: Duration = Duration::from_secs(10);

/// Asks this desk's own receiver whether anybody is there: straight, and by the public address when there is one.
///
/// # Errors
/// [`ErrorCode::AccountMissing`]; the receiver's own failure, or [`ErrorCode::CannotListen`] when it is switched off;
/// those of the store. That it is not reached is a finding.
pub async fn self_test(desk: &Desk, request: AccountRef) -> CommandResult<CallbackTest> {
    let account = desk.account(&request.account_id).await?;
    let settings = super::show_settings(desk, Nothing {}).await?;
    let Some(address) = desk.inner.callbacks.address() else {
        let off = || CommandError::field(ErrorCode::CannotListen, "on");
        return Err(settings.standing.failure.unwrap_or_else(off));
    };
    let door = settings.doors.into_iter().find(|door| door.account_id == account.account_id);
    let missing = || CommandError::field(ErrorCode::AccountMissing, "accountId");
    let door = door.ok_or_else(missing)?;
    let local = format!("http://{}{}", reachable(address), door.path);
    let mut steps = vec![step(desk, SelfTestWay::Local, &local).await?];
    if let Some(public) = door.public_url {
        steps.push(step(desk, SelfTestWay::Public, &public).await?);
    }
    Ok(CallbackTest { steps })
}

/// All addresses of this computer are reached by its own.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

async fn step(desk: &Desk, way: SelfTestWay, url: &str) -> CommandResult<SelfTestStep> {
    let internal = |error: reqwest::Error| CommandError::new(ErrorCode::Internal).saying(error.without_url());
    let http = reqwest::Client::builder().redirect(Policy::none()).timeout(PATIENCE);
    let http = if way == SelfTestWay::Local { http.no_proxy() } else { http };
    let http = http.build().map_err(internal)?;
    let query = format!("self-test={}", doors::token()?);
    let begun = Instant::now();
    let answer = http.post(format!("{url}?{query}")).header("content-type", "application/json").body("{}");
    let answer = answer.send().await;
    let took = begun.elapsed();
    let arrived = desk.inner.callbacks.entrance.was_asked(&query);
    let (status, said) = match answer {
        Ok(answer) => (Some(answer.status().as_u16()), None),
        // The path is in the address, and is nobody's business.
        Err(error) => (None, Some(error.without_url().to_string())),
    };
    Ok(SelfTestStep {
        way,
        passed: status == Some(200) && arrived && took <= ACKNOWLEDGE_WITHIN,
        arrived,
        took_ms: u32::try_from(took.as_millis()).unwrap_or(u32::MAX),
        status,
        said,
    })
}
