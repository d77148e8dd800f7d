//! `cart …`

use std::collections::BTreeMap;

use pondesk_agent::api::{
    AddressBook, AddressList, CartAdd, CartEdit, CartLineRef, CartList, CartRemove, CartView, CheckoutPlace,
    CheckoutPreview, CheckoutPreviewRequest, CommandError, ErrorCode, OfferShow, OfferView, Picked,
    PlaceResult,
};
use pondesk_domain::{AccountId, AddressId, OperationState, Platform, PreviewOrder};

use super::{Session, yuan};
use crate::args::{CartVerb, CheckoutArgs};
use crate::call::{call, print};
use crate::exit::{Failure, code_of};
use crate::text;

pub(crate) async fn run(session: &Session, verb: CartVerb) -> Result<(), Failure> {
    let account_id = session.account_id().await?;
    let desk = &session.desk;
    let view: CartView = match verb {
        CartVerb::List { offline } => {
            call(desk, "cart_list", &CartList { account_id, refresh: !offline }).await?
        }
        CartVerb::Add { platform, offer, picked } => {
            let (platform, offer_id) = (Platform::from(platform), offer.into());
            let picked = picked.iter().map(|text| picked_sku(text)).collect::<Result<_, _>>()?;
            let show = OfferShow { account_id: account_id.clone(), platform, offer_id, refresh: false };
            let shown: OfferView = call(desk, "offer_show", &show).await?;
            let request = CartAdd { account_id, platform, offer_id: shown.offer.offer_id, picked };
            call(desk, "cart_add", &request).await?
        }
        CartVerb::Edit { platform, line, quantity } => {
            let line = CartLineRef { platform: platform.into(), line_id: line.into() };
            call(desk, "cart_edit", &CartEdit { account_id, line, quantity }).await?
        }
        CartVerb::Remove { platform, lines } => {
            let platform = Platform::from(platform);
            let lines =
                lines.into_iter().map(|line| CartLineRef { platform, line_id: line.into() }).collect();
            call(desk, "cart_remove", &CartRemove { account_id, lines }).await?
        }
        CartVerb::Preview(chosen) => {
            let preview = preview(session, account_id, chosen).await?;
            return print(session.json, &preview, text::preview);
        }
        CartVerb::Checkout { chosen, total, accept_rises, again, message } => {
            let preview = preview(session, account_id, chosen).await?;
            let said = Said { total, accept_rises, again, message };
            return checkout(session, preview, said).await;
        }
    };
    print(session.json, &view, text::cart)
}

fn picked_sku(text: &str) -> Result<Picked, CommandError> {
    let invalid = || CommandError::field(ErrorCode::FieldInvalid, "picked").with("given", text);
    let (sku, quantity) = text.rsplit_once('=').ok_or_else(invalid)?;
    Ok(Picked { sku_id: sku.into(), quantity: quantity.parse().map_err(|_| invalid())? })
}

async fn preview(
    session: &Session,
    account_id: AccountId,
    chosen: CheckoutArgs,
) -> Result<CheckoutPreview, Failure> {
    let list = CartList { account_id: account_id.clone(), refresh: true };
    let view: CartView = call(&session.desk, "cart_list", &list).await?;
    let platform = chosen.platform.map(Platform::from);
    let all = view.cart.groups.iter().flat_map(|group| &group.lines);
    let lines: Vec<_> = all
        .filter(|line| platform.is_none_or(|platform| line.platform == platform))
        .filter(|line| match &chosen.lines[..] {
            [] => line.buyable,
            wanted => wanted.iter().any(|id| id == line.line_id.as_str()),
        })
        .map(|line| CartLineRef { platform: line.platform, line_id: line.line_id.clone() })
        .collect();
    let address_id = address(session, &account_id, chosen.address).await?;
    let request = CheckoutPreviewRequest { account_id, lines, address_id };
    call(&session.desk, "checkout_preview", &request).await
}

async fn address(
    session: &Session,
    account_id: &AccountId,
    named: Option<String>,
) -> Result<AddressId, Failure> {
    if let Some(id) = named {
        return Ok(id.into());
    }
    let request = AddressList { account_id: account_id.clone(), refresh: true };
    let book: AddressBook = call(&session.desk, "address_list", &request).await?;
    match &book.addresses[..] {
        [only] => Ok(only.address_id.clone()),
        several => {
            let error =
                CommandError::field(ErrorCode::AddressMissing, "address").with("addresses", several.len());
            Err(error.into())
        }
    }
}

/// What was said on the command line about an order.
struct Said {
    total: Option<String>,
    accept_rises: bool,
    again: bool,
    message: Option<String>,
}

async fn checkout(session: &Session, preview: CheckoutPreview, said: Said) -> Result<(), Failure> {
    let confirmed = said.total.map(|typed| yuan("total", &typed)).transpose()?;
    if let Some(agreed) = confirmed.filter(|agreed| *agreed != preview.total) {
        let error = CommandError::field(ErrorCode::TotalChanged, "total");
        return Err(error.with("was", agreed.minor()).with("is", preview.total.minor()).into());
    }
    let keys: Vec<String> = preview.orders.iter().map(|order| order.key.clone()).collect();
    let if_said = |said: bool, is: fn(&PreviewOrder) -> bool| {
        let orders = preview.orders.iter().filter(|order| said && is(order));
        orders.map(|order| order.key.clone()).collect::<Vec<_>>()
    };
    let accepted = if_said(said.accept_rises, PreviewOrder::is_worse);
    let again = if_said(said.again, |order| !order.duplicates.is_empty());
    let messages: BTreeMap<_, _> =
        said.message.iter().flat_map(|words| keys.iter().map(|key| (key.clone(), words.clone()))).collect();
    let request =
        CheckoutPlace { preview_id: preview.preview_id, keys, accepted, again, confirmed, messages };
    let result: PlaceResult = call(&session.desk, "checkout_place", &request).await?;
    print(session.json, &result, text::placed)?;
    if result.changed.is_some() {
        return Err(Failure::Printed(8));
    }
    match result.placed.iter().find(|placed| placed.operation.state != OperationState::Done) {
        Some(placed) => Err(Failure::Printed(placed.error.as_ref().map_or(1, code_of))),
        None => Ok(()),
    }
}
