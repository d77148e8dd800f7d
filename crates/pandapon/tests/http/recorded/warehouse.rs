//! Overseas freight.

use std::num::NonZeroU32;

use pandapon::warehouse::*;

fn price() -> Price {
    Price::new("USD", "10.00".parse().unwrap())
}

fn service() -> FreightInfo {
    FreightInfo { service_id: Some("1".into()), ..FreightInfo::default() }
}

fn estimate() -> EstimateItemFreight {
    EstimateItemFreight {
        item_id: "2048232789087639".into(),
        sku_id: "4970432383383".into(),
        receiver_address: OverseasAddress::default(),
        quantity: NonZeroU32::MIN,
        price: price(),
    }
}

fn preview() -> PreviewOrderFreight {
    let item = RenderItem {
        item_id: "2048020617114736".into(),
        sku_id: "413185732720".into(),
        quantity: NonZeroU32::MIN,
        freight_info: service(),
        price: price(),
    };
    PreviewOrderFreight { receiver_address: OverseasAddress::default(), render_items: vec![item] }
}

fn booking() -> CreateInternationalOrder {
    let item = BookingItem {
        item_id: "2048020617114736".into(),
        sku_id: "413185732720".into(),
        quantity: NonZeroU32::MIN,
        title: None,
        image_url: None,
        freight_info: service(),
        price: Some(price()),
    };
    CreateInternationalOrder {
        render_id: "FF2024080200007".into(),
        receiver_address: OverseasAddress::default(),
        line_items: vec![item],
        tmall_order_info: PlatformOrder::default(),
    }
}

fn parcels() -> UpdateDomesticLogistics {
    let line_item = ParcelItem {
        item_id: "2048020617114736".into(),
        sku_id: "413185732720".into(),
        quantity: NonZeroU32::MIN,
        title: None,
        image_url: None,
    };
    let parcel =
        DomesticParcel { waybill: "SF1234521212678".into(), carrier: "顺丰".into(), handed_over_at: None };
    UpdateDomesticLogistics {
        order_id: "21".into(),
        tmall_order_id: None,
        logistic_infos: vec![LineParcels { line_item, international_number: None, parcels: vec![parcel] }],
    }
}

super::typed! { client =>
    WarehouseEstimateItemFreight: client.warehouse().estimate_item_freight(&estimate());
    WarehousePreviewOrderFreight: client.warehouse().preview_order_freight(&preview());
    WarehouseUpdateDomesticLogistics: client.warehouse().update_domestic_logistics(&parcels());
    WarehouseCreateInternationalOrder: client.warehouse().create_international_order(&booking());
}
