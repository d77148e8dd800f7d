//! Domestic carriers.

/// A carrier.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Carrier {
    /// Its row's number.
    pub(crate) id: u32,
    /// Its code, `ZTO`.
    pub(crate) code: &'static str,
    pub(crate) name_zh: &'static str,
    /// The name in Pinyin.
    pub(crate) spelling: &'static str,
    pub(crate) phone: &'static str,
    /// What its waybills begin with, and how many digits follow.
    waybill: (&'static str, u32),
}

const fn carrier(
    id: u32,
    code: &'static str,
    names: (&'static str, &'static str),
    phone: &'static str,
    waybill: (&'static str, u32),
) -> Carrier {
    Carrier { id, code, name_zh: names.0, spelling: names.1, phone, waybill }
}

/// Every carrier of the sandbox.
pub(crate) const CARRIERS: [Carrier; 8] = [
    carrier(101, "ZTO", ("中通快递", "zhongtongkuaidi"), "95311", ("7", 14)),
    carrier(102, "YTO", ("圆通速递", "yuantongsudi"), "95554", ("YT", 13)),
    carrier(103, "STO", ("申通快递", "shentongkuaidi"), "95543", ("77", 13)),
    carrier(104, "YUNDA", ("韵达快递", "yundakuaidi"), "95546", ("43", 13)),
    carrier(105, "SF", ("顺丰速运", "shunfengsuyun"), "95338", ("SF", 13)),
    carrier(106, "JTSD", ("极兔速递", "jitusudi"), "956025", ("JT", 13)),
    carrier(107, "EMS", ("邮政EMS", "youzhengems"), "11183", ("12", 11)),
    carrier(108, "DBKD", ("德邦快递", "debangkuaidi"), "95353", ("DPK", 12)),
];

impl Carrier {
    /// Whether a text can be one of its waybill numbers: its letters, then 8 to 18 digits.
    pub(crate) fn takes(&self, waybill: &str) -> bool {
        let letters = self.waybill.0.trim_end_matches(|c: char| c.is_ascii_digit());
        waybill.strip_prefix(letters).is_some_and(|digits| {
            (8..=18).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::CARRIERS;

    #[test]
    fn waybills_are_told_apart_by_their_letters() {
        let takes = |code: &str, text: &str| {
            CARRIERS.iter().find(|carrier| carrier.code == code).unwrap().takes(text)
        };
        assert!(takes("SF", "SF12181323546") && takes("ZTO", "70600000000000"));
        for (code, text) in
            [("ZTO", "SF12181323546"), ("SF", "12181323546"), ("SF", "SF123"), ("YTO", "YT1234567x")]
        {
            assert!(!takes(code, text), "{code} {text}");
        }
    }
}
