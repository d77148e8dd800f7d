//! Finds 1688 offers that look like a picture, and shows the SKUs of the first.
//!
//! ```text
//! echo $SECRET | cargo run -p pandapon --example search_by_picture -- BASE_URL ACCESS_KEY USER_ID cup.jpg
//! ```

mod account;

use pandapon::alibaba1688::{GetProductDetail, ImageSearch, Picture};

#[tokio::main]
async fn main() -> account::Result<()> {
    let (client, _, arguments) = account::open()?;
    let file = arguments.first().ok_or("name a picture: jpg, png or webp")?;
    let search = ImageSearch::new(Picture::Bytes(std::fs::read(file)?)).page_size(10);
    let page = client.alibaba1688().search_by_image(&search).await?.data;
    for offer in &page.offers.read {
        let price = offer.price_info.as_ref().and_then(|prices| prices.price);
        println!(
            "{:>14}  {:>9} CNY  {}",
            offer.offer_id.as_ref().map_or("?", |id| id.as_str()),
            price.map_or_else(|| "?".to_owned(), |yuan| yuan.0.to_string()),
            offer.subject.as_deref().unwrap_or_default()
        );
    }
    let Some(best) = page.offers.read.iter().find_map(|offer| offer.offer_id.clone()) else {
        println!("nothing looks like it");
        return Ok(());
    };
    let offer = client.alibaba1688().product(&GetProductDetail::new(best)).await?.data;
    for sku in &offer.product_sku_infos {
        let looks: Vec<_> = sku.sku_attributes.iter().filter_map(|it| it.value.as_deref()).collect();
        let price = sku.price.map_or_else(|| "?".to_owned(), |yuan| yuan.0.to_string());
        let stock = sku.amount_on_sale.map_or_else(|| "?".to_owned(), |stock| stock.get().to_string());
        println!("  {}: {price} CNY, {stock} in stock", looks.join(" "));
    }
    Ok(())
}
