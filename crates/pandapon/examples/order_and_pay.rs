//! Orders one piece (or the least that is sold) of the first 1688 offer that a keyword finds, pays it, and reads it back.
//! This spends money: run it against a sandbox.
//!
//! ```text
//! echo $SECRET | cargo run -p pandapon --example order_and_pay -- BASE_URL ACCESS_KEY USER_ID 杯子
//! ```

mod account;

use pandapon::alibaba1688::{
    AddressParam, CargoParam, CreateOrder, Flow, GetProductDetail, KeywordSearch, OrderId, PreviewOrder,
};
use pandapon::wire::Fen;
use pandapon::{Client, Outcome};

#[tokio::main]
async fn main() -> account::Result<()> {
    let (client, _, arguments) = account::open()?;
    let keyword = arguments.first().map_or("杯子", String::as_str);
    let line = first_line(&client, keyword).await?;
    let address = AddressParam {
        full_name: "张三".to_owned(),
        mobile: "13800000000".to_owned(),
        phone: String::new(),
        post_code: "310000".to_owned(),
        province_text: "浙江省".to_owned(),
        city_text: "杭州市".to_owned(),
        area_text: "滨江区".to_owned(),
        address: "网商路1号".to_owned(),
        ..AddressParam::default()
    };

    // What would it cost? The preview also says how it may be traded.
    let preview = PreviewOrder { address_param: address.clone(), cargo_param_list: vec![line.clone()] };
    let results = client.alibaba1688().preview_order(&preview).await?.data;
    let priced = results.iter().flat_map(|result| &result.order_preview_result).next();
    let priced = priced.ok_or_else(|| format!("cannot be ordered: {results:?}"))?;
    let yuan = |sum: Option<Fen>| sum.map_or_else(|| "?".to_owned(), |sum| sum.to_yuan().0.to_string());
    println!("to pay: {} CNY, freight {} CNY", yuan(priced.sum_payment), yuan(priced.sum_carriage));

    let order = CreateOrder {
        flow: priced.flow_flag.as_ref().map_or(Flow::General, |flag| Flow::Previewed(flag.to_string())),
        message: None,
        shop_promotion_id: None,
        trade_type: priced.trade_mode_name_list.first().map(ToString::to_string),
        out_order_id: None,
        address_param: address,
        cargo_param_list: vec![line],
    };
    let created = match client.alibaba1688().create_order(&order).await {
        Ok(answer) => answer.data,
        // The one case that needs care: it may have been ordered. Look, do not send it again.
        Err(error) if error.outcome() == Outcome::Unknown => {
            return Err(format!("look into the order list before you try again: {error}").into());
        }
        Err(error) => return Err(error.into()),
    };
    for id in created.iter().flat_map(pandapon::alibaba1688::CreatedOrder::order_ids) {
        pay(&client, &id).await?;
    }
    Ok(())
}

async fn first_line(client: &Client, keyword: &str) -> account::Result<CargoParam> {
    let page = client.alibaba1688().search_by_keyword(&KeywordSearch::new(keyword)).await?.data;
    for offer_id in page.offers.read.into_iter().filter_map(|offer| offer.offer_id) {
        let offer = client.alibaba1688().product(&GetProductDetail::new(offer_id.clone())).await?.data;
        let least = offer.min_order_quantity.map_or(1, |least| least.get().max(1));
        let in_stock = offer
            .product_sku_infos
            .into_iter()
            .find(|sku| sku.amount_on_sale.is_some_and(|n| n.get() >= least));
        if let Some(spec_id) = in_stock.and_then(|sku| sku.spec_id) {
            println!("{least} of {offer_id}: {}", offer.subject.as_deref().unwrap_or_default());
            return Ok(CargoParam { offer_id, spec_id, quantity: least.into() });
        }
    }
    Err("no offer with enough in stock".into())
}

async fn pay(client: &Client, id: &OrderId) -> account::Result<()> {
    let paid = client.alibaba1688().pay_order(id).await?.data;
    match (paid.protocol_pay_success, &paid.pay_url) {
        (Some(true), _) => println!("order {id} is paid"),
        (_, Some(url)) => println!("order {id} is to be paid by hand: {url}"),
        _ => println!("order {id} cannot be paid: {:?}", paid.cant_pay_order_list),
    }
    let order = client.alibaba1688().order(id).await?.data;
    let status = order.base_info.and_then(|head| head.status);
    println!("it says: {}", status.map_or_else(|| "nothing".to_owned(), |status| status.to_string()));
    Ok(())
}
