//! One seller's part of a checkout, priced by PandaPon.

use pandapon::{Client, alibaba1688, taobao};
use pondesk_domain::{
    Address, CartGroup, CartLineId, Money, Platform, PreviewLine, PreviewOrder, PriceShift, Problem,
};

use crate::api::{CommandError, CommandResult, ErrorCode};
use crate::translate;
use crate::translate::alibaba1688::preview::Terms;

/// One seller's chosen records.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    /// Names the order within its preview.
    pub(crate) key: String,
    /// The seller, with the chosen records only.
    pub(crate) group: CartGroup,
}

/// A priced order, with what creating it must repeat.
#[derive(Debug, Clone)]
pub(crate) struct Priced {
    /// What was priced.
    pub(crate) chosen: Chosen,
    /// What the user sees.
    pub(crate) order: PreviewOrder,
    /// 1688's terms.
    pub(crate) terms: Terms,
}

/// Asks PandaPon what the records cost now. A refusal becomes a problem of the order, so that the others can go on.
///
/// # Errors
/// Those of the call but refusals, and [`ErrorCode::Unreadable`].
pub(crate) async fn price(client: &Client, address: &Address, chosen: Chosen) -> CommandResult<Priced> {
    let told = match chosen.group.platform {
        Platform::Taobao => price_taobao(client, address, &chosen).await,
        Platform::Alibaba1688 => price_alibaba1688(client, address, &chosen).await,
    };
    let (order, terms) = match told {
        Ok(told) => told,
        Err(error) if error.code == ErrorCode::Refused => (refused(&chosen, error), Terms::default()),
        Err(error) => return Err(error),
    };
    Ok(Priced { chosen, order, terms })
}

async fn price_taobao(
    client: &Client,
    address: &Address,
    chosen: &Chosen,
) -> CommandResult<(PreviewOrder, Terms)> {
    let request = taobao::PreviewCart {
        ids: ids(&chosen.group),
        order_address: translate::taobao::preview::receiver(address),
        user_id: None,
    };
    let answer = client.taobao().preview_cart(&request).await?;
    Ok((translate::taobao::preview::order(&chosen.key, &chosen.group, &answer.data)?, Terms::default()))
}

async fn price_alibaba1688(
    client: &Client,
    address: &Address,
    chosen: &Chosen,
) -> CommandResult<(PreviewOrder, Terms)> {
    let request = alibaba1688::PreviewCart {
        address_param: translate::alibaba1688::preview::receiver(address),
        cart_ids: ids(&chosen.group),
    };
    let answer = client.alibaba1688().preview_cart(&request).await?;
    translate::alibaba1688::preview::order(&chosen.key, &chosen.group, &answer.data)
}

/// Ids of the records in the type of a platform.
pub(crate) fn ids<I: for<'t> From<&'t str>>(group: &CartGroup) -> Vec<I> {
    group.lines.iter().map(|line| I::from(line.line_id.as_str())).collect()
}

/// An order that PandaPon refused to price: shown at the cart's own prices, with the refusal as its problem.
fn refused(chosen: &Chosen, error: CommandError) -> PreviewOrder {
    let group = &chosen.group;
    let lines: Vec<_> = group
        .lines
        .iter()
        .map(|line| PreviewLine {
            cart_line_id: line.line_id.clone(),
            offer_id: line.offer_id.clone(),
            sku_id: line.sku_id.clone(),
            title: line.title.clone(),
            variant: line.variant.clone(),
            picture: line.picture.clone(),
            quantity: line.quantity,
            unit_price: line.unit_price.unwrap_or(Money::ZERO),
            sum: line.sum.unwrap_or(Money::ZERO),
        })
        .collect();
    let goods = Money::sum(lines.iter().map(|line| line.sum));
    PreviewOrder {
        key: chosen.key.clone(),
        platform: group.platform,
        seller_id: group.seller_id.clone(),
        seller_name: group.seller_name.clone(),
        lines,
        goods,
        freight: Money::ZERO,
        service_fee: Money::ZERO,
        discount: Money::ZERO,
        total: goods,
        shifts: Vec::new(),
        sum_shifts: Vec::new(),
        quantity_shifts: Vec::new(),
        duplicates: Vec::new(),
        problems: vec![Problem { cart_line_id: None, code: error.platform_code, said: error.said }],
    }
}

/// The prices that moved since they were last seen; `seen` tells the price of a record then.
pub(crate) fn shifts(order: &PreviewOrder, seen: impl Fn(&CartLineId) -> Option<Money>) -> Vec<PriceShift> {
    let shift = |line: &PreviewLine| {
        PriceShift::between(&line.cart_line_id, seen(&line.cart_line_id)?, line.unit_price, line.quantity)
    };
    order.lines.iter().filter_map(shift).collect()
}
