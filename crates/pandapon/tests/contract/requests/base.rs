//! Addresses.

use pandapon::base::SaveAddress;

use super::{ids, requests};

fn least_address() -> SaveAddress {
    SaveAddress {
        id: None,
        name: String::new(),
        province: String::new(),
        city: String::new(),
        district: String::new(),
        address: String::new(),
        phone: String::new(),
    }
}

fn address() -> SaveAddress {
    SaveAddress {
        id: Some(ids::ADDRESS.into()),
        name: "测试".into(),
        province: "浙江省".into(),
        city: "杭州市".into(),
        district: "余杭区".into(),
        address: "测试地址".into(),
        phone: "13800000000".into(),
    }
}

requests! { client =>
    BaseGetUserAddresses:
        minimal client.base().addresses(),
        full client.base().addresses();
    BaseSaveUserAddress:
        minimal client.base().save_address(&least_address()),
        full client.base().save_address(&address());
}
