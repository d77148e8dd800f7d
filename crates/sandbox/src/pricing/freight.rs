//! Domestic freight: one parcel from one seller, by weight and province; fen.

use super::PricedLine;
use crate::refusal::{Code, Refusal};

/// A province that is delivered to, by its short name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Province(&'static str);

const DELIVERED: [&str; 31] = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
];
const REMOTE: [&str; 7] = ["内蒙古", "海南", "西藏", "甘肃", "青海", "宁夏", "新疆"];
const SHORTEST_ADDRESS: usize = 2;

impl Province {
    /// Reads 浙江, 浙江省, 内蒙古自治区 and the like.
    pub(crate) fn read(text: &str) -> Option<Province> {
        let text = text.trim();
        DELIVERED.iter().find(|name| text.starts_with(**name)).map(|name| Province(name))
    }
}

/// How far a parcel goes: what its price and its time depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Distance {
    /// Within a province.
    Near,
    Far,
    /// To a province that carriers charge more for.
    Remote,
}

impl Distance {
    /// The distance between provinces; one that is not known is far.
    pub(crate) fn between(from: Option<Province>, to: Option<Province>) -> Distance {
        match (from, to) {
            (_, Some(to)) if REMOTE.contains(&to.0) => Distance::Remote,
            (Some(from), Some(to)) if from == to => Distance::Near,
            _ => Distance::Far,
        }
    }
}

/// What the first kilogram and each further one cost.
fn rate(from: Option<Province>, to: Province) -> (i64, i64) {
    match Distance::between(from, Some(to)) {
        Distance::Remote => (1500, 800),
        Distance::Near => (500, 100),
        Distance::Far => (700, 200),
    }
}

/// Freight of one seller's parcel. Goods whose sum reaches their offer's free-shipping amount weigh nothing.
pub(crate) fn of_parcel(from: &str, to: Province, lines: &[PricedLine<'_>]) -> i64 {
    let grams: u64 = lines.iter().filter(|line| !ships_free(line, lines)).map(PricedLine::grams).sum();
    if grams == 0 {
        return 0;
    }
    let (first, further) = rate(Province::read(from), to);
    let kilograms = i64::try_from(grams.div_ceil(1000)).unwrap_or(i64::MAX / 2_000);
    first + (kilograms - 1) * further
}

fn ships_free(line: &PricedLine<'_>, lines: &[PricedLine<'_>]) -> bool {
    let of_offer = lines.iter().filter(|other| other.offer.id == line.offer.id);
    let goods_fen: i64 = of_offer.map(PricedLine::goods_fen).sum();
    line.offer.free_shipping_from_fen.is_some_and(|from| goods_fen >= from)
}

/// The parts of an address that a parcel needs, under the wire's names: each refusal says which.
pub(crate) struct AddressParts<'a> {
    pub(crate) name: (&'static str, &'a str),
    /// Mobile number; 11 digits beginning with 1.
    pub(crate) mobile: (&'static str, &'a str),
    /// Landline, where the wire has one: stands in for a missing mobile.
    pub(crate) phone: &'a str,
    pub(crate) province: (&'static str, &'a str),
    pub(crate) city: (&'static str, &'a str),
    pub(crate) street: (&'static str, &'a str),
}

/// Checks that an address can be delivered to, and finds its province.
pub(crate) fn check_address(parts: &AddressParts<'_>) -> Result<Province, Refusal> {
    let refuse = |field: &str, why: &str| Err(Refusal::new(Code::BadAddress, format_args!("{field} {why}")));
    for (field, value) in [parts.name, parts.province, parts.city, parts.street] {
        if value.trim().is_empty() {
            return refuse(field, "is missing");
        }
    }
    let Some(province) = Province::read(parts.province.1) else {
        return refuse(parts.province.0, "is not a province of mainland China, 浙江省 for example");
    };
    let (field, mobile) = parts.mobile;
    let digits = mobile.trim();
    if digits.is_empty() && parts.phone.trim().is_empty() {
        return refuse(field, "is missing");
    }
    let is_mobile =
        digits.len() == 11 && digits.starts_with('1') && digits.bytes().all(|b| b.is_ascii_digit());
    if !digits.is_empty() && !is_mobile {
        return refuse(field, "is not a mobile number: 11 digits, beginning with 1");
    }
    if parts.street.1.trim().chars().count() < SHORTEST_ADDRESS {
        return refuse(parts.street.0, "is too short");
    }
    Ok(province)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provinces_are_read_with_and_without_their_kind() {
        assert_eq!(Province::read("浙江省"), Province::read("浙江"));
        assert_eq!(Province::read("内蒙古自治区"), Some(Province("内蒙古")));
        assert_eq!(Province::read("台湾省"), None);
        assert_eq!(Province::read(""), None);
    }

    #[test]
    fn far_is_dearer_than_near() {
        let to = |name| Province::read(name).unwrap();
        let from = Province::read("浙江省");
        assert!(rate(from, to("浙江省")) < rate(from, to("上海")));
        assert!(rate(from, to("上海")) < rate(from, to("西藏自治区")));
    }

    #[test]
    fn an_address_is_refused_by_field() {
        let parts = |mobile, province| AddressParts {
            name: ("fullName", "张三"),
            mobile: ("mobile", mobile),
            phone: "",
            province: ("provinceText", province),
            city: ("cityText", "杭州市"),
            street: ("address", "网商路1号"),
        };
        assert!(check_address(&parts("13800000000", "浙江省")).is_ok());
        for (mobile, province, field) in
            [("", "浙江省", "mobile"), ("123", "浙江省", "mobile"), ("13800000000", "火星", "provinceText")]
        {
            let refusal = check_address(&parts(mobile, province)).unwrap_err();
            assert!(refusal.msg.contains(field), "{}", refusal.msg);
        }
    }
}
