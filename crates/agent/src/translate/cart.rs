//! What the carts of both platforms have in common: shops with records, open ones and lapsed ones.

use pandapon::wire::JsonText;
use pondesk_domain::{CartGroup, CartLine, EpochMs, Money, Platform, SellerId};

/// One shop's part of a cart, read.
pub(super) struct ShopRead {
    /// The seller; empty when the platform does not say.
    pub(super) seller_id: String,
    /// The seller's name.
    pub(super) seller_name: Option<String>,
    /// Its records. Those without an id are left out: nothing could be done with them.
    pub(super) lines: Vec<CartLine>,
}

/// The records by seller, in the order in which sellers first appear; a seller's lapsed records come after the open
/// ones. `read` reads a shop of the list that can be bought from (true) or of the other.
pub(super) fn groups<'c, S: 'c>(
    platform: Platform,
    (open, lapsed): (&'c [S], &'c [S]),
    read_at: EpochMs,
    read: impl Fn(&'c S, bool) -> ShopRead,
) -> Vec<CartGroup> {
    let mut groups: Vec<CartGroup> = Vec::new();
    let shops = open.iter().map(|shop| (shop, true)).chain(lapsed.iter().map(|shop| (shop, false)));
    for (shop, buyable) in shops {
        let ShopRead { seller_id, seller_name, lines } = read(shop, buyable);
        let seller_id = SellerId::new(seller_id);
        match groups.iter_mut().find(|group| group.seller_id == seller_id) {
            Some(group) => group.lines.extend(lines),
            None => groups.push(CartGroup {
                platform,
                seller_name: seller_name.unwrap_or_else(|| seller_id.to_string()),
                seller_id,
                lines,
                goods: Money::ZERO,
                read_at,
            }),
        }
    }
    for group in &mut groups {
        let buyable = group.lines.iter().filter(|line| line.buyable);
        group.goods = Money::sum(buyable.filter_map(|line| line.sum));
    }
    groups.retain(|group| !group.lines.is_empty());
    groups
}

/// `Sage · XL` of a record's properties; text that is no JSON is shown as it came.
pub(super) fn variant<P>(
    properties: &JsonText<Vec<P>>,
    value: impl Fn(&P) -> Option<String>,
) -> Option<String> {
    let text = match properties {
        JsonText::Read(properties) => properties.iter().filter_map(value).collect::<Vec<_>>().join(" · "),
        JsonText::Unread(text) => text.clone(),
    };
    (!text.is_empty()).then_some(text)
}
