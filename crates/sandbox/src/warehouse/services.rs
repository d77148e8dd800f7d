//! The freight services of the warehouse: where they go, what they take, what they cost. Weights in grams, money in fen.

use crate::catalogue::{Offer, Sku};

/// Places that cost the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    NearAsia,
    Europe,
    America,
    Oceania,
}

/// A country that parcels are sent to.
#[derive(Debug)]
pub(super) struct Destination {
    /// Two letters.
    code: &'static str,
    zone: Zone,
    /// Whether ships come there.
    has_port: bool,
}

const fn to(code: &'static str, zone: Zone, has_port: bool) -> Destination {
    Destination { code, zone, has_port }
}

const DESTINATIONS: [Destination; 25] = [
    to("VN", Zone::NearAsia, true),
    to("TH", Zone::NearAsia, true),
    to("MY", Zone::NearAsia, true),
    to("SG", Zone::NearAsia, true),
    to("PH", Zone::NearAsia, true),
    to("ID", Zone::NearAsia, true),
    to("KR", Zone::NearAsia, true),
    to("JP", Zone::NearAsia, true),
    to("LA", Zone::NearAsia, false),
    to("KH", Zone::NearAsia, true),
    to("MN", Zone::NearAsia, false),
    to("RU", Zone::Europe, true),
    to("KZ", Zone::Europe, false),
    to("DE", Zone::Europe, true),
    to("FR", Zone::Europe, true),
    to("ES", Zone::Europe, true),
    to("IT", Zone::Europe, true),
    to("NL", Zone::Europe, true),
    to("PL", Zone::Europe, true),
    to("GB", Zone::Europe, true),
    to("US", Zone::America, true),
    to("CA", Zone::America, true),
    to("MX", Zone::America, true),
    to("AU", Zone::Oceania, true),
    to("NZ", Zone::Oceania, true),
];

/// The country with these two letters.
pub(super) fn destination(code: &str) -> Option<&'static Destination> {
    DESTINATIONS.iter().find(|destination| destination.code.eq_ignore_ascii_case(code))
}

/// All of them, to be named in a refusal.
pub(super) fn countries() -> String {
    DESTINATIONS.map(|destination| destination.code).join(" ")
}

/// A way to send goods abroad.
#[derive(Debug)]
pub(super) struct Freight {
    pub(super) id: &'static str,
    pub(super) company: &'static str,
    pub(super) category: &'static str,
    /// Days on the way, at least and at most.
    pub(super) days: (u32, u32),
    /// Cubic centimetres that count as a kilogram.
    volume_per_kg: u64,
    /// Weight steps of the price.
    step_g: u64,
    /// The first step and each further one, by zone: near Asia, Europe, America, Oceania.
    fen: [(i64, i64); 4],
    least_g: u64,
    most_g: u64,
    longest_cm: u32,
    batteries: bool,
    by_ship: bool,
}

/// Every service, the fastest first.
pub(super) const FREIGHTS: [Freight; 3] = [
    Freight {
        id: "1",
        company: "国际快递",
        category: "EXPRESS",
        days: (3, 6),
        volume_per_kg: 5000,
        step_g: 500,
        fen: [(6800, 2200), (12_800, 4200), (13_800, 4600), (12_600, 4300)],
        least_g: 0,
        most_g: 30_000,
        longest_cm: 120,
        batteries: false,
        by_ship: false,
    },
    Freight {
        id: "2",
        company: "国际专线",
        category: "AIR_LINE",
        days: (7, 14),
        volume_per_kg: 6000,
        step_g: 100,
        fen: [(2400, 320), (3200, 680), (3600, 760), (3400, 720)],
        least_g: 0,
        most_g: 20_000,
        longest_cm: 60,
        batteries: true,
        by_ship: false,
    },
    Freight {
        id: "3",
        company: "海运拼箱",
        category: "SEA",
        days: (20, 45),
        volume_per_kg: 6000,
        step_g: 1000,
        fen: [(900, 700), (1600, 1300), (1800, 1500), (1700, 1400)],
        least_g: 5000,
        most_g: 300_000,
        longest_cm: 200,
        batteries: true,
        by_ship: true,
    },
];

/// The service with an id.
pub(super) fn freight(id: &str) -> Option<&'static Freight> {
    FREIGHTS.iter().find(|freight| freight.id == id)
}

/// Pieces to be sent together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goods<'c> {
    pub(super) offer: &'c Offer,
    pub(super) sku: &'c Sku,
    pub(super) quantity: u32,
}

impl Goods<'_> {
    fn grams(&self) -> u64 {
        u64::from(self.sku.weight_g) * u64::from(self.quantity)
    }

    fn volume_cm3(&self) -> u64 {
        self.offer.package(self.sku).volume_cm3() * u64::from(self.quantity)
    }
}

/// What a service asks for goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Price {
    /// The larger of weight and volume, and at least the service's minimum.
    pub(super) charged_g: u64,
    pub(super) fen: i64,
}

impl Freight {
    /// The price of sending goods, or why the service does not take them.
    pub(super) fn price(&self, goods: &[Goods<'_>], to: &Destination) -> Result<Price, String> {
        if self.by_ship && !to.has_port {
            return Err(format!("{} does not go to {}", self.category, to.code));
        }
        for piece in goods {
            let longest = piece.offer.package(piece.sku).length_cm;
            if longest > self.longest_cm {
                let most = self.longest_cm;
                return Err(format!(
                    "{} takes {most} cm, skuId {} has {longest}",
                    self.category, piece.sku.id
                ));
            }
            if piece.offer.has_battery() && !self.batteries {
                return Err(format!(
                    "{} takes no batteries, itemId {} has one",
                    self.category, piece.offer.id
                ));
            }
        }
        let grams: u64 = goods.iter().map(Goods::grams).sum();
        let volume_g = goods.iter().map(Goods::volume_cm3).sum::<u64>() * 1000 / self.volume_per_kg;
        let charged_g = grams.max(volume_g).max(self.least_g);
        if charged_g > self.most_g {
            return Err(format!("{} takes {} g, these are {charged_g} g", self.category, self.most_g));
        }
        let (first, further) = self.fen[to.zone as usize];
        let steps = i64::try_from(charged_g.div_ceil(self.step_g).max(1)).unwrap_or(i64::MAX / 100_000);
        Ok(Price { charged_g, fen: first + (steps - 1) * further })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn heavier_is_dearer_and_too_heavy_is_refused() {
        let catalogue = Catalogue::generate(1);
        let offer = catalogue.offers.iter().find(|offer| !offer.has_battery()).unwrap();
        let sku = &offer.skus[0];
        let to = destination("us").unwrap();
        let air = freight("2").unwrap();
        let price = |quantity| air.price(&[Goods { offer, sku, quantity }], to);
        assert!(price(1).unwrap().fen < price(10).unwrap().fen);
        assert!(price(1).unwrap().charged_g >= u64::from(sku.weight_g));
        assert!(price(100_000).unwrap_err().contains("20000 g"));
    }

    #[test]
    fn batteries_fly_by_no_express_and_ships_need_a_port() {
        let catalogue = Catalogue::generate(1);
        let offer = catalogue.offers.iter().find(|offer| offer.has_battery()).unwrap();
        let goods = [Goods { offer, sku: &offer.skus[0], quantity: 1 }];
        let us = destination("US").unwrap();
        assert!(freight("1").unwrap().price(&goods, us).unwrap_err().contains("batteries"));
        let sea = freight("3").unwrap();
        assert_eq!(sea.price(&goods, us).unwrap().charged_g, 5000, "less is charged as 5 kg");
        assert!(sea.price(&goods, destination("MN").unwrap()).is_err());
        assert!(destination("XX").is_none());
    }
}
