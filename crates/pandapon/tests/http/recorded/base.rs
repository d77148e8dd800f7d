//! Addresses.

use pandapon::base::SaveAddress;

super::typed! { client =>
    BaseGetUserAddresses: client.base().addresses();
    BaseSaveUserAddress: client.base().save_address(&SaveAddress {
        id: None,
        name: "测试".into(),
        province: "浙江省".into(),
        city: "杭州市".into(),
        district: "余杭区".into(),
        address: "测试地址".into(),
        phone: "13800000000".into(),
    });
}
