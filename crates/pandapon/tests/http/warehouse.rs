//! What the warehouse operations send.

use std::num::NonZeroU32;

use pandapon::Outcome;
use pandapon::warehouse::*;
use pandapon::wire::read_text;
use serde_json::{Value, json};

use crate::desk::{Desk, client, success};

fn address() -> OverseasAddress {
    OverseasAddress {
        name: "Jane Example".into(),
        address: "1 Example Street".into(),
        country: "US".into(),
        city: "Springfield".into(),
        zip: "90001".into(),
        ..OverseasAddress::default()
    }
}

fn price() -> Price {
    Price::new("USD", "10.00".parse().unwrap())
}

fn body(desk: &Desk) -> Value {
    serde_json::from_str(&desk.only().body).unwrap()
}

#[tokio::test]
async fn a_price_keeps_its_digits() {
    let (desk, at) = Desk::open().await;
    desk.reply_with(200, success("[]"));
    let request = EstimateItemFreight {
        item_id: "2048232789087639".into(),
        sku_id: "4970432383383".into(),
        receiver_address: address(),
        quantity: NonZeroU32::MIN,
        price: price(),
    };
    client(at).warehouse().estimate_item_freight(&request).await.unwrap();
    let receiver = json!({"name": "Jane Example", "address": "1 Example Street", "country": "US",
        "city": "Springfield", "zip": "90001"});
    assert_eq!(
        body(&desk),
        json!({"itemId": "2048232789087639", "skuId": "4970432383383", "receiverAddress": receiver,
            "quantity": 1, "currency": "USD", "price": "10.00"})
    );
}

#[tokio::test]
async fn a_chosen_service_travels_back_whole() {
    let quoted = r#"{"serviceId":7,"companyName":"","days":[7,15],"price":"35.20"}"#;
    let freight_info: FreightInfo = read_text(quoted).unwrap();
    let (desk, at) = Desk::open().await;
    desk.reply_with(200, success(r#""FF2024080200007""#));
    let item = RenderItem {
        item_id: "2048020617114736".into(),
        sku_id: "413185732720".into(),
        quantity: NonZeroU32::MIN,
        freight_info,
        price: price(),
    };
    let request = PreviewOrderFreight { receiver_address: address(), render_items: vec![item] };
    let preview = client(at).warehouse().preview_order_freight(&request).await.unwrap().data;
    assert_eq!(preview.render_id, Some("FF2024080200007".into()));
    assert_eq!(
        body(&desk)["renderItems"][0]["freightInfo"],
        json!({"serviceId": "7", "companyName": "", "serviceCategory": "", "days": [7, 15], "price": "35.20"})
    );
}

#[tokio::test]
async fn a_booking_names_its_preview_and_its_items() {
    let (desk, at) = Desk::open().await;
    desk.reply_with(200, success("21"));
    let mut booking = CreateInternationalOrder {
        render_id: "FF2024080200007".into(),
        receiver_address: address(),
        line_items: vec![BookingItem {
            item_id: "2048020617114736".into(),
            sku_id: "413185732720".into(),
            quantity: NonZeroU32::MIN,
            title: None,
            image_url: None,
            freight_info: FreightInfo { service_id: Some("1".into()), ..FreightInfo::default() },
            price: None,
        }],
        tmall_order_info: PlatformOrder { tmall_order_id: Some("123123444".into()), remark: None },
    };
    let client = client(at);
    let order = client.warehouse().create_international_order(&booking).await.unwrap().data;
    assert_eq!(order.order_id, Some("21".into()));
    let sent = body(&desk);
    assert_eq!(sent["tmallOrderInfo"], json!({"tmallOrderId": "123123444"}));
    let service = json!({"serviceId": "1", "companyName": "", "serviceCategory": ""});
    assert_eq!(
        sent["lineItems"],
        json!([{"itemId": "2048020617114736", "skuId": "413185732720", "quantity": 1, "freightInfo": service}])
    );
    booking.line_items.clear();
    let error = client.warehouse().create_international_order(&booking).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.to_string().contains("lineItems"), "{error}");
}

#[tokio::test]
async fn parcels_keep_the_misspelt_names_of_the_wire() {
    let (desk, at) = Desk::open().await;
    desk.reply_with(200, success("null"));
    let parcel = DomesticParcel {
        waybill: "SF1234521212678".into(),
        carrier: "顺丰".into(),
        handed_over_at: Some("2025-08-04T21:22:14Z".parse().unwrap()),
    };
    let line_item = ParcelItem {
        item_id: "2048020617114736".into(),
        sku_id: "413185732720".into(),
        quantity: NonZeroU32::MIN,
        title: None,
        image_url: None,
    };
    let mut update = UpdateDomesticLogistics {
        order_id: "21".into(),
        tmall_order_id: None,
        logistic_infos: vec![LineParcels {
            line_item,
            international_number: Some("FARJP2408000013YQ".into()),
            parcels: vec![parcel],
        }],
    };
    let client = client(at);
    let done = client.warehouse().update_domestic_logistics(&update).await.unwrap().data;
    assert_eq!(done.said(), None);
    let line = &body(&desk)["logisticInfos"][0];
    assert_eq!(line["logisticNumer"], "FARJP2408000013YQ");
    assert_eq!(
        line["domesticLogisticInfo"],
        json!([{"logisticNumer": "SF1234521212678", "logisticCompanyName": "顺丰", "rtsTime": "1754342534"}])
    );
    update.logistic_infos[0].parcels.clear();
    let error = client.warehouse().update_domestic_logistics(&update).await.unwrap_err();
    assert!(error.to_string().contains("domesticLogisticInfo"), "{error}");
}
