//! Overseas freight.

use std::num::NonZeroU32;

use pandapon::warehouse::*;

use super::{ids, moment, requests, three};

fn address() -> OverseasAddress {
    OverseasAddress {
        name: "Nguyễn Văn A".into(),
        email: Some("user@example.com".into()),
        phone: Some("02838123456".into()),
        mobile_phone: Some("0900000000".into()),
        address: "1 Lê Lợi".into(),
        tax_id: Some("0300588569".into()),
        country: "VN".into(),
        city: "Hồ Chí Minh".into(),
        zip: "700000".into(),
        state: Some("Hồ Chí Minh".into()),
    }
}

fn price() -> Price {
    Price::new("USD", "10.00".parse().unwrap())
}

fn service() -> FreightInfo {
    FreightInfo {
        service_id: Some(ids::MP.into()),
        company_name: Some("顺丰".into()),
        service_category: Some("air".into()),
        ..FreightInfo::default()
    }
}

fn estimate(receiver_address: OverseasAddress) -> EstimateItemFreight {
    EstimateItemFreight {
        item_id: ids::ITEM.into(),
        sku_id: ids::SKU.into(),
        receiver_address,
        quantity: NonZeroU32::MIN,
        price: price(),
    }
}

fn preview(receiver_address: OverseasAddress, freight_info: FreightInfo) -> PreviewOrderFreight {
    let item = RenderItem {
        item_id: ids::ITEM.into(),
        sku_id: ids::SKU.into(),
        quantity: NonZeroU32::MIN,
        freight_info,
        price: price(),
    };
    PreviewOrderFreight { receiver_address, render_items: vec![item] }
}

fn least_booking() -> CreateInternationalOrder {
    CreateInternationalOrder {
        render_id: "FF2024080200007".into(),
        receiver_address: OverseasAddress::default(),
        line_items: vec![BookingItem {
            item_id: ids::ITEM.into(),
            sku_id: ids::SKU.into(),
            quantity: NonZeroU32::MIN,
            title: None,
            image_url: None,
            freight_info: FreightInfo::default(),
            price: None,
        }],
        tmall_order_info: PlatformOrder::default(),
    }
}

fn booking() -> CreateInternationalOrder {
    CreateInternationalOrder {
        receiver_address: address(),
        line_items: vec![BookingItem {
            item_id: ids::ITEM.into(),
            sku_id: ids::SKU.into(),
            quantity: three(),
            title: Some("杯子".into()),
            image_url: Some("https://img.alicdn.com/a.jpg".into()),
            freight_info: service(),
            price: Some(price()),
        }],
        tmall_order_info: PlatformOrder {
            tmall_order_id: Some(ids::ORDER.into()),
            remark: Some("易碎".into()),
        },
        ..least_booking()
    }
}

fn least_parcels() -> UpdateDomesticLogistics {
    let line_item = ParcelItem {
        item_id: ids::ITEM.into(),
        sku_id: ids::SKU.into(),
        quantity: NonZeroU32::MIN,
        title: None,
        image_url: None,
    };
    let parcel =
        DomesticParcel { waybill: "SF1234521212678".into(), carrier: "顺丰".into(), handed_over_at: None };
    UpdateDomesticLogistics {
        order_id: ids::ORDER.into(),
        tmall_order_id: None,
        logistic_infos: vec![LineParcels { line_item, international_number: None, parcels: vec![parcel] }],
    }
}

fn parcels() -> UpdateDomesticLogistics {
    let mut parcels = least_parcels();
    parcels.tmall_order_id = Some(ids::PURCHASE_ORDER.into());
    for line in &mut parcels.logistic_infos {
        line.line_item.title = Some("杯子".into());
        line.line_item.image_url = Some("https://img.alicdn.com/a.jpg".into());
        line.international_number = Some("FARJP2408000013YQ".into());
        for parcel in &mut line.parcels {
            parcel.handed_over_at = Some(moment());
        }
    }
    parcels
}

requests! { client =>
    WarehouseEstimateItemFreight:
        minimal client.warehouse().estimate_item_freight(&estimate(OverseasAddress::default())),
        full client.warehouse().estimate_item_freight(&estimate(address()));
    WarehousePreviewOrderFreight:
        minimal client.warehouse().preview_order_freight(
            &preview(OverseasAddress::default(), FreightInfo::default()),
        ),
        full client.warehouse().preview_order_freight(&preview(address(), service()));
    WarehouseUpdateDomesticLogistics:
        minimal client.warehouse().update_domestic_logistics(&least_parcels()),
        full client.warehouse().update_domestic_logistics(&parcels());
    WarehouseCreateInternationalOrder:
        minimal client.warehouse().create_international_order(&least_booking()),
        full client.warehouse().create_international_order(&booking());
}
