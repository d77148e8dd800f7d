//! How goods come packed: what carriers measure.

use crate::{Kind, Offer, Sku};

/// A packed piece: sides in centimetres, longest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Package {
    /// Longest side, cm.
    pub length_cm: u32,
    /// Middle side, cm.
    pub width_cm: u32,
    /// Shortest side, cm.
    pub height_cm: u32,
}

impl Package {
    /// Volume in cubic centimetres.
    pub fn volume_cm3(&self) -> u64 {
        u64::from(self.length_cm) * u64::from(self.width_cm) * u64::from(self.height_cm)
    }
}

impl Offer {
    /// How one piece of a SKU is packed: by its weight, and by how light its kind is for its size.
    pub fn package(&self, sku: &Sku) -> Package {
        // Cubic centimetres that a gram of such goods takes up.
        let bulk = match self.look.kind {
            Kind::Pillow | Kind::Bear | Kind::Puffer => 14,
            Kind::Basket | Kind::Chair | Kind::Planter | Kind::Cap | Kind::Backpack => 9,
            Kind::Mug | Kind::Bowl | Kind::Vase | Kind::Kettle | Kind::Bottle | Kind::Lamp => 6,
            Kind::PowerBank | Kind::Notebook | Kind::Watch | Kind::Wallet => 2,
            _ => 4,
        };
        let volume = f64::from(sku.weight_g.max(1) * bulk);
        // Boxes are about half as high as they are wide, and half as long again.
        let width = (volume / 0.75).cbrt();
        let side = |share: f64| (width * share).ceil().max(1.0) as u32;
        Package { length_cm: side(1.5), width_cm: side(1.0), height_cm: side(0.5) }
    }

    /// Whether there is a battery in it, which planes take only under conditions.
    pub fn has_battery(&self) -> bool {
        matches!(
            self.look.kind,
            Kind::PowerBank | Kind::Headphones | Kind::Earbuds | Kind::Speaker | Kind::Mouse | Kind::Keyboard
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::Catalogue;

    #[test]
    fn boxes_hold_what_they_should_and_differ_between_goods() {
        let catalogue = Catalogue::generate(1);
        let mut sizes = std::collections::HashSet::new();
        for offer in &catalogue.offers {
            for sku in &offer.skus {
                let package = offer.package(sku);
                assert!(package.length_cm >= package.width_cm && package.width_cm >= package.height_cm);
                assert!(package.volume_cm3() >= u64::from(sku.weight_g));
                sizes.insert((package.length_cm, package.width_cm, package.height_cm));
            }
        }
        assert!(sizes.len() > 20, "{}", sizes.len());
    }
}
