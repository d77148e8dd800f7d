//! 1688 offers: search, detail, categories, recommendations, the seller's chat.

mod category;
mod chat;
mod offers;
mod product;
mod recommendation;
mod search;
mod shipping;

pub use category::{Category, CategoryChild, GetCategory};
pub use chat::{DecryptOpenUid, WangwangLink};
pub use offers::{OfferListItem, OfferPage, OfferPriceInfo};
pub use product::{
    FenxiaoPriceInfo, FenxiaoSaleInfo, GetProductDetail, PriceRange, ProductAttribute, ProductDetail,
    ProductImage, ProductSaleInfo, ProductTag, QuoteType, SellerDataInfo, SellerMixSetting, SkuAttribute,
    SkuInfo, UnitInfo,
};
pub use recommendation::{RecommendOffers, RecommendedOffer, RelatedOffer, RelatedOffers};
pub use search::{Filter, ImageSearch, KeywordSearch, Picture, Sort, SortField, StoreSearch};
pub(super) use search::{Narrowing, narrowed};
pub use shipping::{ProductShippingInfo, SkuShippingDetail, SkuShippingInfo};

#[cfg(feature = "client")]
use super::Alibaba1688;
use crate::envelope::Answer;
use crate::error::Result;

#[cfg(feature = "client")]
impl Alibaba1688<'_> {
    /// Finds offers by keyword.
    ///
    /// Reference: 商品关键词查询 (`alibaba1688SearchByKeyword`). Path and request seen; the hits' fields are partly those
    /// of upstream. At most 2000 hits can be paged through.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::{KeywordSearch, Sort, SortField};
    ///
    /// let search = KeywordSearch::new("杯子").page(2).sort(Sort::Ascending(SortField::Price));
    /// let page = client.alibaba1688().search_by_keyword(&search).await?.data;
    /// for offer in &page.offers.read {
    ///     println!("{:?} {:?}", offer.offer_id, offer.subject);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search_by_keyword(&self, search: &KeywordSearch) -> Result<Answer<OfferPage>> {
        self.client.send(search).await
    }

    /// Finds offers by picture.
    ///
    /// Reference: 商品图片搜索 (`alibaba1688SearchByImage`). Path and request seen; the hits' fields are partly those of
    /// upstream.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::alibaba1688::{ImageSearch, Picture};
    ///
    /// let picture = Picture::Bytes(std::fs::read("cup.jpg")?);
    /// let page = client.alibaba1688().search_by_image(&ImageSearch::new(picture)).await?.data;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search_by_image(&self, search: &ImageSearch) -> Result<Answer<OfferPage>> {
        self.client.send(search).await
    }

    /// Finds offers of one store.
    ///
    /// Reference: 商品店搜 (`alibaba1688SearchStoreOffers`). Path and request seen; the hits' fields are partly those of
    /// upstream. The seller's id stands in an offer's detail ([`ProductDetail::seller_open_id`]).
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::StoreSearch;
    ///
    /// let search = StoreSearch::new("BBBwAN4GQ60zRPzBkv7BYPJRQ".into()).keyword("背心");
    /// let page = client.alibaba1688().search_store(&search).await?.data;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search_store(&self, search: &StoreSearch) -> Result<Answer<OfferPage>> {
        self.client.send(search).await
    }

    /// Reads one offer with SKUs, prices (yuan) and translated texts.
    ///
    /// Reference: 商品详情查询 (`alibaba1688GetProductDetail`). Path and request seen; the answer partly.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::GetProductDetail;
    ///
    /// let offer = client.alibaba1688().product(&GetProductDetail::new("706627393257".into())).await?.data;
    /// for sku in &offer.product_sku_infos {
    ///     println!("{:?} {:?}", sku.spec_id, sku.price);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn product(&self, request: &GetProductDetail) -> Result<Answer<ProductDetail>> {
        self.client.send(request).await
    }

    /// Looks a category up, with its direct children and their names in a language.
    ///
    /// Reference: 根据类目ID查询多语言类目 (`alibaba1688GetCategoryById`). Path guessed, fields of upstream.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::GetCategory;
    ///
    /// let top = client.alibaba1688().category(&GetCategory::top()).await?.data;
    /// for child in &top.children {
    ///     println!("{:?} {:?}", child.category_id, child.chinese_name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn category(&self, request: &GetCategory) -> Result<Answer<Category>> {
        self.client.send(request).await
    }

    /// Recommends offers to one of the caller's own end users.
    ///
    /// Reference: 商品推荐查询 (`alibaba1688RecommendOffers`). Path guessed, fields of upstream. A plain list on the wire
    /// upstream, perhaps a page here: both read as a page.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::RecommendOffers;
    ///
    /// let page = client.alibaba1688().recommended_offers(&RecommendOffers::new("dferg0001")).await?.data;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn recommended_offers(
        &self,
        request: &RecommendOffers,
    ) -> Result<Answer<OfferPage<RecommendedOffer>>> {
        self.client.send(request).await
    }

    /// Lists offers that are like a given one.
    ///
    /// Reference: 相关性商品查询 (`alibaba1688ListRelatedOffers`). Path and request seen, the answer is upstream's. A plain
    /// list on the wire upstream, perhaps a page here: both read as a page.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::RelatedOffers;
    ///
    /// let like_it = RelatedOffers::new("688766724221".into());
    /// let page = client.alibaba1688().related_offers(&like_it).await?.data;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn related_offers(&self, request: &RelatedOffers) -> Result<Answer<OfferPage<RelatedOffer>>> {
        self.client.send(request).await
    }

    /// Turns an encrypted seller id into a link that opens a Wangwang chat. 1688 allows this for a chat that a person
    /// starts, never in bulk.
    ///
    /// Reference: 转换解密为旺旺URL (`alibaba1688DecryptOpenUidToWangwangUrl`). Path and request from public client code, the
    /// form of the answer is a guess.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::DecryptOpenUid;
    ///
    /// let seller = DecryptOpenUid::new("BBBJ82cNui3EUaxxMi_7Go73g".into(), "951807530375".into());
    /// let chat = client.alibaba1688().wangwang_link(&seller).await?.data;
    /// println!("{:?}", chat.url);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn wangwang_link(&self, request: &DecryptOpenUid) -> Result<Answer<WangwangLink>> {
        self.client.send(request).await
    }
}
