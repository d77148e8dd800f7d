//! Which orders are wanted: a filter, and how it is read from what was typed into one box.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AccountId, EpochMs, Money, OrderStage, Platform};

/// Sums from here on are no sums but numbers.
const MOST_YUAN: u64 = 1_000_000_000_000;

/// Which orders are wanted. The default is all of them; every condition must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderFilter {
    /// Only this account.
    pub account_id: Option<AccountId>,
    /// Only this platform.
    pub platform: Option<Platform>,
    /// Any of these stages or of `statuses`; both empty for all.
    pub stages: Vec<OrderStage>,
    /// Any of these words of the platform, or of `stages`.
    pub statuses: Vec<String>,
    /// Placed at or after this time.
    pub placed_from: Option<EpochMs>,
    /// Placed before this time.
    pub placed_before: Option<EpochMs>,
    /// At least this sum.
    pub total_from: Option<Money>,
    /// At most this sum.
    pub total_to: Option<Money>,
    /// With (true) or without (false) an after-sales case.
    pub after_sales: Option<bool>,
    /// All of these tags.
    pub tags: Vec<String>,
    /// Bought for this client.
    pub client: Option<String>,
    /// Words of texts, or parts of numbers. All of them must be found. Any text is a search.
    pub words: String,
}

/// How orders are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OrderSort {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// Largest sum first.
    TotalHigh,
    /// Smallest sum first.
    TotalLow,
}

/// What a part of a typed filter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum FilterKind {
    /// The account.
    Account,
    /// The platform.
    Platform,
    /// Stages or words of the platform.
    Status,
    /// When it was placed.
    Date,
    /// The sum.
    Amount,
    /// Whether there is an after-sales case.
    AfterSales,
    /// A tag.
    Tag,
    /// The client.
    Client,
    /// A word that is looked for.
    Words,
}

/// One part of a typed filter: a chip. The text without it is the filter without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilterPart {
    /// What it is about.
    pub kind: FilterKind,
    /// As it was typed.
    pub text: String,
    /// What it means: stages by comma, a platform, a name, a date, a sum.
    pub value: String,
}

/// What reading a filter asks of its caller.
pub struct FilterWords<'a> {
    /// The first moment of a day (year, month, day) where the user is; `None` when there is no such day.
    pub day: &'a dyn Fn(i16, i8, i8) -> Option<EpochMs>,
    /// The account of a name; `None` when there is none.
    pub account: &'a dyn Fn(&str) -> Option<AccountId>,
}

impl OrderFilter {
    /// Reads what was typed: `status:shipped 耳机 >500 tag:"two words"`. Whatever is no condition is a word to look for, so
    /// any text is a filter. Of conditions that exclude each other the last one counts; tags and stages add up.
    pub fn read(text: &str, words: &FilterWords<'_>) -> (Self, Vec<FilterPart>) {
        let mut filter = Self::default();
        let mut parts = Vec::new();
        let mut looked_for = Vec::new();
        for token in tokens(text) {
            let part = filter.take(&plain(token), words).unwrap_or_else(|| {
                looked_for.push(token);
                (FilterKind::Words, unquoted(token).to_owned())
            });
            parts.push(FilterPart { kind: part.0, text: token.to_owned(), value: part.1 });
        }
        // An order as this desk names it is looked for by its number.
        filter.words = looked_for.into_iter().map(number_of).collect::<Vec<_>>().join(" ");
        (filter, parts)
    }

    /// The same where what `other` leaves open is taken from here.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let by_status = if self.stages.is_empty() && self.statuses.is_empty() { &other } else { &self };
        let (stages, statuses) = (by_status.stages.clone(), by_status.statuses.clone());
        let both = [self.words.as_str(), other.words.as_str()];
        Self {
            words: both.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" "),
            account_id: self.account_id.or(other.account_id),
            platform: self.platform.or(other.platform),
            stages,
            statuses,
            placed_from: self.placed_from.or(other.placed_from),
            placed_before: self.placed_before.or(other.placed_before),
            total_from: self.total_from.or(other.total_from),
            total_to: self.total_to.or(other.total_to),
            after_sales: self.after_sales.or(other.after_sales),
            tags: self.tags.into_iter().chain(other.tags).collect(),
            client: self.client.or(other.client),
        }
    }

    /// Takes a token in, when it is a condition; says what it is about and what it means.
    fn take(&mut self, token: &str, words: &FilterWords<'_>) -> Option<(FilterKind, String)> {
        if token.starts_with('"') {
            return None;
        }
        let Some((key, value)) = token.split_once(':') else { return self.amount(token) };
        let value = unquoted(value).trim();
        if value.is_empty() {
            return None;
        }
        match key.to_lowercase().as_str() {
            "status" | "stage" | "状态" => Some(self.status(value)),
            "platform" | "平台" => {
                let platform = platform(value)?;
                self.platform = Some(platform);
                Some((FilterKind::Platform, platform.as_str().to_owned()))
            }
            "account" | "账号" | "账户" => {
                self.account_id = Some((words.account)(value)?);
                Some((FilterKind::Account, value.to_owned()))
            }
            "tag" | "标签" => {
                self.tags.push(value.to_owned());
                Some((FilterKind::Tag, value.to_owned()))
            }
            "client" | "客户" => {
                self.client = Some(value.to_owned());
                Some((FilterKind::Client, value.to_owned()))
            }
            "after-sales" | "aftersales" | "售后" => {
                let wanted = yes_or_no(value)?;
                self.after_sales = Some(wanted);
                Some((FilterKind::AfterSales, wanted.to_string()))
            }
            "total" | "amount" | "金额" => self.amount(value).or_else(|| {
                let exact = Money::yuan(decimal(value)?).ok()?;
                (self.total_from, self.total_to) = (Some(exact), Some(exact));
                Some((FilterKind::Amount, value.to_owned()))
            }),
            key @ ("date" | "from" | "since" | "to" | "until" | "日期" | "从" | "到") => {
                self.date(key, value, words.day)
            }
            _ => None,
        }
    }

    fn status(&mut self, value: &str) -> (FilterKind, String) {
        let mut meant = Vec::new();
        for word in value.split([',', '，', '、', '|']).map(str::trim).filter(|word| !word.is_empty()) {
            let stages = stages_of(word);
            if stages.is_empty() {
                self.statuses.push(word.to_owned());
                meant.push(word.to_owned());
            }
            for stage in stages {
                meant.push(stage.as_str().to_owned());
                if !self.stages.contains(&stage) {
                    self.stages.push(stage);
                }
            }
        }
        (FilterKind::Status, meant.join(","))
    }

    /// `>500`, `>=500`, `<500`, `<=500`, `500..900`, `500..`, `..900`, with or without `¥`.
    fn amount(&mut self, token: &str) -> Option<(FilterKind, String)> {
        let yuan = |text: &str| Money::yuan(decimal(text)?).ok();
        let (from, to) = if let Some(sum) = token.strip_prefix(">=") {
            (Some(yuan(sum)?), None)
        } else if let Some(sum) = token.strip_prefix("<=") {
            (None, Some(yuan(sum)?))
        } else if let Some(sum) = token.strip_prefix('>') {
            (Some(yuan(sum)?.checked_add(Money::fen(1))?), None)
        } else if let Some(sum) = token.strip_prefix('<') {
            (None, Some(yuan(sum)?.checked_sub(Money::fen(1))?))
        } else {
            let (from, to) = token.split_once("..")?;
            let end = |text: &str| if text.is_empty() { Some(None) } else { yuan(text).map(Some) };
            let (from, to) = (end(from)?, end(to)?);
            if from.is_none() && to.is_none() {
                return None;
            }
            (from, to)
        };
        self.total_from = from.or(self.total_from);
        self.total_to = to.or(self.total_to);
        Some((FilterKind::Amount, token.to_owned()))
    }

    fn date(
        &mut self,
        key: &str,
        value: &str,
        day: &dyn Fn(i16, i8, i8) -> Option<EpochMs>,
    ) -> Option<(FilterKind, String)> {
        let first = |text: &str| Span::read(text)?.first(day);
        let past = |text: &str| Span::read(text)?.past(day);
        match key {
            "from" | "since" | "从" => self.placed_from = Some(first(value)?),
            "to" | "until" | "到" => self.placed_before = Some(past(value)?),
            _ => {
                let (from, to) = value.split_once("..").unwrap_or((value, value));
                let from = if from.is_empty() { None } else { Some(first(from)?) };
                let to = if to.is_empty() { None } else { Some(past(to)?) };
                if from.is_none() && to.is_none() {
                    return None;
                }
                (self.placed_from, self.placed_before) = (from, to);
            }
        }
        Some((FilterKind::Date, value.to_owned()))
    }
}

/// A year, a month or a day.
struct Span {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl Span {
    /// `2026`, `2026-01`, `2026-01-31`; a slash or a dot does as well.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(['-', '/', '.']);
        let year = parts.next()?.parse().ok().filter(|year| (1970..=9999).contains(year))?;
        let month =
            parts.next().map(|month| month.parse().ok()).map_or(Some(None), |month| month.map(Some))?;
        let day = parts.next().map(|day| day.parse().ok()).map_or(Some(None), |day| day.map(Some))?;
        (parts.next().is_none()).then_some(Self { year, month, day })
    }

    fn first(&self, day: &dyn Fn(i16, i8, i8) -> Option<EpochMs>) -> Option<EpochMs> {
        day(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The first moment after it.
    fn past(&self, day: &dyn Fn(i16, i8, i8) -> Option<EpochMs>) -> Option<EpochMs> {
        // It has to be a day itself before there is one after it.
        self.first(day)?;
        let next_year = || day(self.year + 1, 1, 1);
        let Some(month) = self.month else { return next_year() };
        let next_month = || if month == 12 { next_year() } else { day(self.year, month + 1, 1) };
        let Some(date) = self.day else { return next_month() };
        day(self.year, month, date + 1).or_else(next_month)
    }
}

/// What stands apart by blanks; blanks inside quotes belong to the token. A quote that is not closed goes to the end.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let (mut start, mut quoted) = (None, false);
    for (at, c) in text.char_indices() {
        if c.is_whitespace() && !quoted {
            tokens.extend(start.take().map(|start: usize| &text[start..at]));
            continue;
        }
        start.get_or_insert(at);
        if is_quote(c) {
            quoted = !quoted;
        }
    }
    tokens.extend(start.map(|start| &text[start..]));
    tokens
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '＂')
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(is_quote)
}

/// The signs of a Chinese keyboard as those of a Latin one.
fn plain(token: &str) -> String {
    let mut text = String::with_capacity(token.len());
    for c in token.chars() {
        match c {
            '：' => text.push(':'),
            '＞' => text.push('>'),
            '＜' => text.push('<'),
            '≥' => text.push_str(">="),
            '≤' => text.push_str("<="),
            '￥' => text.push('¥'),
            c if is_quote(c) => text.push('"'),
            c => text.push(c),
        }
    }
    text
}

/// A sum as it is typed: `¥1,234.50`.
fn decimal(text: &str) -> Option<Decimal> {
    let digits = text.trim_start_matches('¥').replace([',', '，'], "");
    let number: Decimal = digits.parse().ok()?;
    (!number.is_sign_negative() && number < Decimal::from(MOST_YUAN)).then_some(number)
}

fn platform(word: &str) -> Option<Platform> {
    match word.to_lowercase().as_str() {
        "taobao" | "tb" | "淘宝" => Some(Platform::Taobao),
        "1688" | "alibaba" => Some(Platform::Alibaba1688),
        _ => None,
    }
}

fn yes_or_no(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "yes" | "true" | "any" | "1" | "有" | "是" => Some(true),
        "no" | "false" | "none" | "0" | "无" | "否" | "没有" => Some(false),
        _ => None,
    }
}

/// The stages that a word means; none when it is the platform's own word.
fn stages_of(word: &str) -> Vec<OrderStage> {
    use OrderStage as Stage;
    let bare: String = word.to_lowercase().chars().filter(|c| !matches!(c, '-' | '_')).collect();
    if let Some(stage) = OrderStage::ALL.into_iter().find(|stage| stage.as_str().to_lowercase() == bare) {
        return vec![stage];
    }
    match bare.as_str() {
        "创建中" => vec![Stage::Building],
        "unpaid" | "待付款" => vec![Stage::ToPay],
        "凭证审核中" | "审核中" => vec![Stage::VoucherInReview],
        "凭证被拒" => vec![Stage::VoucherRefused],
        "付款中" => vec![Stage::PaymentUnderWay],
        "待发货" => vec![Stage::ToShip],
        "sent" | "已发货" | "待收货" => vec![Stage::Shipped],
        "已收货" => vec![Stage::Received],
        "done" | "success" | "已完成" => vec![Stage::Completed],
        "cancelled" | "canceled" | "已取消" | "已关闭" => vec![Stage::Closed],
        "未知" => vec![Stage::Unknown],
        "paid" | "已付款" => OrderStage::ALL.into_iter().filter(|stage| stage.is_paid()).collect(),
        "open" | "未完成" => OrderStage::ALL.into_iter().filter(|stage| !stage.is_final()).collect(),
        _ => vec![],
    }
}

/// The number of an order named `taobao:…` or `1688:…`; else the token itself.
fn number_of(token: &str) -> &str {
    match token.split_once(':') {
        Some((platform, number))
            if Platform::parse(platform).is_some() && number.chars().all(|c| c.is_ascii_alphanumeric()) =>
        {
            number
        }
        _ => token,
    }
}

#[cfg(test)]
mod tests;
