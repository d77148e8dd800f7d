//! What 1688 says that cart rows would cost. Sums of an order are fen, those of its lines yuan.

use pandapon::alibaba1688::{
    AddressParam, Flow, OfferId, OrderPreview, OrderPreviewResult, PreviewCargo, SpecId,
};
use pandapon::wire::Text;
use pondesk_domain::{Address, CartGroup, CartLine, Money, Platform, PreviewLine, PreviewOrder, Problem};

use crate::api::CommandResult;
use crate::translate::values::{fen, needed, words, yuan};

/// A line or an order that can be placed says this code, or none.
const FINE: &str = "200";

/// The address as 1688 takes it.
pub(crate) fn receiver(address: &Address) -> AddressParam {
    AddressParam {
        full_name: address.name.clone(),
        mobile: address.phone.clone(),
        province_text: address.province.clone(),
        city_text: address.city.clone(),
        area_text: address.district.clone(),
        address: address.street.clone(),
        ..AddressParam::default()
    }
}

/// What creating an order must repeat of its preview.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Terms {
    /// The flow.
    pub(crate) flow: Flow,
    /// The trade mode: the first that the preview names and the API can use.
    pub(crate) trade_type: Option<String>,
}

/// The order of one seller's rows, `group`, as previewed, and what creating it must repeat.
///
/// # Errors
/// [`crate::api::ErrorCode::Unreadable`] when a sum of an order that can be placed is missing or finer than a fen.
pub(crate) fn order(
    key: &str,
    group: &CartGroup,
    results: &[OrderPreviewResult],
) -> CommandResult<(PreviewOrder, Terms)> {
    let parts: Vec<&OrderPreview> = results.iter().flat_map(|result| &result.order_preview_result).collect();
    let mut lines = Vec::with_capacity(group.lines.len());
    let mut problems = Vec::new();
    for record in &group.lines {
        let cargo = parts.iter().flat_map(|part| &part.cargo_list).find(|cargo| is_for(cargo, record));
        lines.push(line(record, cargo)?);
        problems.extend(problem_of_line(record, cargo));
    }
    let terms = terms(&parts);
    if problems.is_empty() {
        problems.extend(problem_of_order(results, &parts, &terms));
    }
    let sum = |of: fn(&OrderPreview) -> Option<Money>, path| {
        let sums = parts.iter().map(|part| of(part)).collect::<Option<Vec<_>>>();
        if problems.is_empty() { needed(sums, path) } else { Ok(sums.unwrap_or_default()) }.map(Money::sum)
    };
    let total = sum(|part| fen(part.sum_payment), "orderPreviewResuslt.sumPayment")?;
    let freight = sum(|part| fen(part.sum_carriage), "orderPreviewResuslt.sumCarriage")?;
    let service_fee = Money::sum(parts.iter().filter_map(|part| fen(part.additional_fee)));
    let goods = Money::sum(lines.iter().map(|line| line.sum));
    let discount = Money::sum([goods, freight, service_fee]).checked_sub(total);
    let order = PreviewOrder {
        key: key.to_owned(),
        platform: Platform::Alibaba1688,
        seller_id: group.seller_id.clone(),
        seller_name: group.seller_name.clone(),
        lines,
        goods,
        freight,
        service_fee,
        discount: needed(discount, "orderPreviewResuslt.sumPayment")?,
        total,
        shifts: Vec::new(),
        sum_shifts: Vec::new(),
        quantity_shifts: Vec::new(),
        duplicates: Vec::new(),
        problems,
    };
    Ok((order, terms))
}

fn is_for(cargo: &PreviewCargo, record: &CartLine) -> bool {
    let same_sku = cargo.sku_id.as_ref().is_some_and(|id| id.as_str() == record.sku_id.as_str());
    let spec = cargo.spec_id.as_ref().map(SpecId::as_str);
    let offer = cargo.offer_id.as_ref().map(OfferId::as_str);
    let same_spec = spec.is_some() && spec == record.spec_id.as_ref().map(pondesk_domain::SpecId::as_str);
    same_sku || (same_spec && offer.is_none_or(|id| id == record.offer_id.as_str()))
}

fn line(record: &CartLine, cargo: Option<&PreviewCargo>) -> CommandResult<PreviewLine> {
    let told = cargo.map(|cargo| (yuan(cargo.final_unit_price), yuan(cargo.amount)));
    let (unit_price, sum) = match told {
        Some((unit_price, sum)) => (
            needed(unit_price, "orderPreviewResuslt.cargoList.finalUnitPrice")?,
            needed(sum, "orderPreviewResuslt.cargoList.amount")?,
        ),
        None => (record.unit_price.unwrap_or(Money::ZERO), record.sum.unwrap_or(Money::ZERO)),
    };
    Ok(PreviewLine {
        cart_line_id: record.line_id.clone(),
        offer_id: record.offer_id.clone(),
        sku_id: record.sku_id.clone(),
        title: record.title.clone(),
        variant: record.variant.clone(),
        picture: record.picture.clone(),
        quantity: record.quantity,
        unit_price,
        sum,
    })
}

fn problem_of_line(record: &CartLine, cargo: Option<&PreviewCargo>) -> Option<Problem> {
    let cart_line_id = Some(record.line_id.clone());
    let Some(cargo) = cargo else {
        return Some(Problem { cart_line_id, code: None, said: None });
    };
    let code = bad_code(cargo.result_code.as_ref())?;
    Some(Problem { cart_line_id, code: Some(code), said: words(cargo.message.as_ref()) })
}

fn problem_of_order(
    results: &[OrderPreviewResult],
    parts: &[&OrderPreview],
    terms: &Terms,
) -> Option<Problem> {
    let whole = |code, said| Some(Problem { cart_line_id: None, code, said });
    for result in results {
        let code = bad_code(result.error_code.as_ref());
        if result.success == Some(false) || code.is_some() {
            return whole(code, words(result.error_msg.as_ref()));
        }
    }
    for part in parts {
        let code = bad_code(part.result_code.as_ref());
        if part.status == Some(false) || code.is_some() {
            return whole(code, words(part.message.as_ref()));
        }
    }
    let several_flows = parts.iter().any(|part| flow(part) != terms.flow);
    // Without a trade mode 1688 takes the order on its own pages only.
    (parts.is_empty() || several_flows || terms.trade_type.is_none()).then_some(Problem {
        cart_line_id: None,
        code: None,
        said: None,
    })
}

fn bad_code(code: Option<&Text>) -> Option<String> {
    words(code).filter(|code| code != FINE)
}

fn flow(part: &OrderPreview) -> Flow {
    words(part.flow_flag.as_ref()).map_or(Flow::General, Flow::Previewed)
}

fn terms(parts: &[&OrderPreview]) -> Terms {
    let Some(first) = parts.first() else { return Terms::default() };
    let barred = |mode: &str| {
        first
            .trade_model_list
            .iter()
            .any(|known| known.op_support == Some(false) && known.trade_type.as_deref() == Some(mode))
    };
    let modes = first.trade_mode_name_list.iter().map(Text::as_str);
    let in_all =
        |mode: &&str| parts.iter().all(|part| part.trade_mode_name_list.iter().any(|m| m.as_str() == *mode));
    let trade_type = modes.filter(in_all).find(|mode| !barred(mode)).map(str::to_owned);
    Terms { flow: flow(first), trade_type }
}
