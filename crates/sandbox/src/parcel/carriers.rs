//! Domestic carriers: one table for waybills, order pages, traces and return parcels.

use image::{Rgb, RgbImage};
use rand::Rng;

use crate::state::orders::digits_from;

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
    colour: [u8; 3],
}

const fn carrier(
    id: u32,
    code: &'static str,
    names: (&'static str, &'static str),
    phone: &'static str,
    waybill: (&'static str, u32),
    colour: [u8; 3],
) -> Carrier {
    Carrier { id, code, name_zh: names.0, spelling: names.1, phone, waybill, colour }
}

/// Every carrier of the sandbox.
pub(crate) const CARRIERS: [Carrier; 8] = [
    carrier(101, "ZTO", ("中通快递", "zhongtongkuaidi"), "95311", ("7", 14), [0, 94, 184]),
    carrier(102, "YTO", ("圆通速递", "yuantongsudi"), "95554", ("YT", 13), [104, 28, 128]),
    carrier(103, "STO", ("申通快递", "shentongkuaidi"), "95543", ("77", 13), [235, 97, 0]),
    carrier(104, "YUNDA", ("韵达快递", "yundakuaidi"), "95546", ("43", 13), [250, 190, 0]),
    carrier(105, "SF", ("顺丰速运", "shunfengsuyun"), "95338", ("SF", 13), [40, 40, 40]),
    carrier(106, "JTSD", ("极兔速递", "jitusudi"), "956025", ("JT", 13), [228, 0, 43]),
    carrier(107, "EMS", ("邮政EMS", "youzhengems"), "11183", ("12", 11), [0, 120, 70]),
    carrier(108, "DBKD", ("德邦快递", "debangkuaidi"), "95353", ("DPK", 12), [30, 60, 150]),
];

const LOGO_SIDE: u32 = 64;

impl Carrier {
    /// Whether a text can be one of its waybill numbers: its letters, then 8 to 18 digits.
    pub(crate) fn takes(&self, waybill: &str) -> bool {
        let letters = self.waybill.0.trim_end_matches(|c: char| c.is_ascii_digit());
        waybill.strip_prefix(letters).is_some_and(|digits| {
            (8..=18).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    }

    /// The carrier that a seller works with.
    pub(crate) fn of_seller(seller_id: u64) -> &'static Carrier {
        // Sellers' ids are random, so each carrier gets its share.
        let at = usize::try_from(seller_id % CARRIERS.len() as u64).unwrap_or(0);
        &CARRIERS[at]
    }

    /// The carrier that a text names by its name or code, alone or as 中通快递(ZTO).
    pub(crate) fn named(text: &str) -> Option<&'static Carrier> {
        CARRIERS.iter().find(|carrier| {
            text == carrier.code
                || text.starts_with(carrier.name_zh)
                || text.ends_with(&format!("({})", carrier.code))
        })
    }

    /// A new waybill number.
    pub(crate) fn new_waybill(&self) -> String {
        self.waybill_from(&mut rand::rng())
    }

    /// A waybill number drawn from a source of one's own.
    pub(crate) fn waybill_from(&self, random: &mut impl Rng) -> String {
        let (prefix, digits) = self.waybill;
        format!("{prefix}{}", digits_from(random, digits))
    }

    /// Name of its logo among the pictures.
    pub(crate) fn logo_name(&self) -> String {
        format!("carrier-{}.png", self.code.to_lowercase())
    }

    /// The carrier whose logo has this name.
    pub(crate) fn by_logo(name: &str) -> Option<&'static Carrier> {
        CARRIERS.iter().find(|carrier| carrier.logo_name() == name)
    }

    /// Its logo: a disc in its colour with a bar, which is all that a list needs.
    pub(crate) fn logo(&self) -> RgbImage {
        let middle = f64::from(LOGO_SIDE - 1) / 2.0;
        RgbImage::from_fn(LOGO_SIDE, LOGO_SIDE, |x, y| {
            let (dx, dy) = (f64::from(x) - middle, f64::from(y) - middle);
            let in_disc = dx.hypot(dy) < middle;
            let in_bar = dx.abs() < middle / 2.0 && (dy - dx / 3.0).abs() < middle / 6.0;
            Rgb(if in_disc && !in_bar { self.colour } else { [255, 255, 255] })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn carriers_are_found_by_every_spelling() {
        for text in ["ZTO", "中通快递", "中通快递(ZTO)"] {
            assert_eq!(Carrier::named(text).unwrap().code, "ZTO");
        }
        assert_eq!(Carrier::named("火箭快递"), None);
        assert_eq!(Carrier::named(""), None);
    }

    #[test]
    fn waybills_are_their_carrier_s() {
        for carrier in &CARRIERS {
            assert!(carrier.new_waybill().starts_with(carrier.waybill.0));
            assert_eq!(Carrier::by_logo(&carrier.logo_name()), Some(carrier));
        }
    }
}
