//! Selections and rankings of 1688.

use serde::{Deserialize, Serialize};

#[cfg(feature = "client")]
use super::Alibaba1688;
use super::goods::{Narrowing, narrowed};
use super::{CategoryId, LANGUAGE, OfferId, OfferPage};
use crate::call::Call;
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{Count, Extra, Link, Rows, Text, codes};

#[cfg(feature = "client")]
impl Alibaba1688<'_> {
    /// Finds offers within the global strict selection.
    ///
    /// Reference: 全球严选 (`alibaba1688SearchGlobalSelection`). Path guessed, fields taken from the plain keyword search.
    /// Where it answers 404, a keyword search with [`Filter::IsQqyx`](super::Filter::IsQqyx) should find the same.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::SelectionSearch;
    ///
    /// let page = client.alibaba1688().search_global_selection(&SelectionSearch::new("T恤")).await?.data;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search_global_selection(&self, search: &SelectionSearch) -> Result<Answer<OfferPage>> {
        self.client.send(&GlobalSelection(search.clone())).await
    }

    /// Finds offers within the strict selection of 1688.
    ///
    /// Reference: 1688严选 (`alibaba1688Search1688Selection`). Path guessed, fields taken from the plain keyword search.
    /// Where it answers 404, a keyword search with [`Filter::Selection1688`](super::Filter::Selection1688) should find
    /// the same.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::{Filter, SelectionSearch};
    ///
    /// let search = SelectionSearch::new("T恤").filters([Filter::ShipIn24Hours]);
    /// let page = client.alibaba1688().search_strict_selection(&search).await?.data;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search_strict_selection(&self, search: &SelectionSearch) -> Result<Answer<OfferPage>> {
        self.client.send(&StrictSelection(search.clone())).await
    }

    /// Reads the ranking of a category.
    ///
    /// Reference: 热销榜单 (`alibaba1688GetTopList`). Path guessed, fields of upstream.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::{GetTopList, RankType};
    ///
    /// let ranking = GetTopList::new("1111".into(), RankType::Hot);
    /// for offer in client.alibaba1688().top_list(&ranking).await?.data.rank_product_models.read {
    ///     println!("{:?} {:?}", offer.sort, offer.title);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn top_list(&self, request: &GetTopList) -> Result<Answer<TopList>> {
        self.client.send(request).await
    }
}

/// A keyword search within a selection; both selections take the same. Every field is that of the keyword search.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SelectionSearch {
    keyword: String,
    #[serde(flatten)]
    narrowing: Narrowing,
    category_id: Option<CategoryId>,
}

narrowed!(SelectionSearch);

impl SelectionSearch {
    /// The first page, 20 offers, texts in English beside the Chinese ones.
    pub fn new(keyword: impl Into<String>) -> Self {
        Self { keyword: keyword.into(), narrowing: Narrowing::default(), category_id: None }
    }
}

/// Request of `alibaba1688SearchGlobalSelection`.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct GlobalSelection(pub SelectionSearch);

impl Call for GlobalSelection {
    const OPERATION: Operation = Operation::Alibaba1688SearchGlobalSelection;
    type Answer = OfferPage;
}

/// Request of `alibaba1688Search1688Selection`.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct StrictSelection(pub SelectionSearch);

impl Call for StrictSelection {
    const OPERATION: Operation = Operation::Alibaba1688Search1688Selection;
    type Answer = OfferPage;
}

codes! {
    /// What a ranking goes by.
    RankType {
        /// Over all.
        Complex = "complex",
        /// Units sold.
        Hot = "hot",
        /// Price.
        GoodPrice = "goodPrice",
    }
}

/// Most rows of a ranking, upstream.
const RANKED_AT_MOST: u32 = 20;

/// Request of `alibaba1688GetTopList`. Every field is upstream's.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GetTopList {
    rank_id: CategoryId,
    rank_type: RankType,
    limit: u32,
    language: String,
}

impl GetTopList {
    /// The first 20 of a category.
    #[must_use]
    pub fn new(category: CategoryId, rank_type: RankType) -> Self {
        Self { rank_id: category, rank_type, limit: RANKED_AT_MOST, language: LANGUAGE.to_owned() }
    }

    /// How many rows, 1 to 20.
    #[must_use]
    pub fn limit(mut self, rows: u32) -> Self {
        self.limit = rows.clamp(1, RANKED_AT_MOST);
        self
    }

    /// Language of the translated texts.
    #[must_use]
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = language.into();
        self
    }
}

impl Call for GetTopList {
    const OPERATION: Operation = Operation::Alibaba1688GetTopList;
    type Answer = TopList;
}

/// A ranking. Every field is upstream's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TopList {
    /// Its id, a category id.
    pub rank_id: Option<CategoryId>,
    /// Its name.
    pub rank_name: Option<Text>,
    /// What it goes by.
    pub rank_type: Option<RankType>,
    /// Its offers, first rank first; those that cannot be read are kept beside the others.
    pub rank_product_models: Rows<TopOffer>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A ranked offer; its fields are named otherwise than those of a search hit. Every field is upstream's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TopOffer {
    /// Offer id.
    pub item_id: Option<OfferId>,
    /// Chinese title.
    pub title: Option<Text>,
    /// Translated title.
    pub translate_title: Option<Text>,
    /// Picture.
    pub img_url: Option<Link>,
    /// Rank, from 1.
    pub sort: Option<Count>,
    /// Promises: sendGoods24H, sendGoods48H.
    pub service_list: Vec<Text>,
    /// Buyers in 30 days.
    pub buyer_num: Option<Count>,
    /// Units sold in 30 days (no sign of being out of stock).
    pub sold_out: Option<Count>,
    /// Rating.
    pub goods_score: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
