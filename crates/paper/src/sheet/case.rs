//! One after-sales case as pages to print: the record of a claim, with the order as it was bought.

use jiff::tz::TimeZone;
use pondesk_domain::{
    AfterSalesCase, CaseChange, CaseKind, CaseMessage, CaseStage, EpochMs, GoodsState, Money, Speaker,
};

use super::fonts::Fonts;
use super::page::{MARGIN, Pages, RIGHT, Style};
use super::{BODY, Printed, SECOND, STRONG, Sheet, grouped, money_text};
use crate::PaperError;
use crate::orders::KeptOrder;
use crate::words::Language;

const HEADING: Style = Style { size: 12.0, ..STRONG };
/// Width and height of a picture on paper, at most.
const PICTURE: (f32, f32) = (240.0, 180.0);
/// Where the second picture of a row begins.
const SECOND_PICTURE: f32 = RIGHT - PICTURE.0;
/// Where the words of a timeline begin.
const AFTER_TIME: f32 = MARGIN + 96.0;

/// A case with all that this desk knows of it.
#[derive(Debug, Clone, Copy)]
pub struct KeptCase<'a> {
    /// The case.
    pub case: &'a AfterSalesCase,
    /// Its order, once this desk knows it.
    pub order: Option<KeptOrder<'a>>,
    /// Name of the account that claims.
    pub account: &'a str,
    /// What was paid for its lines.
    pub paid: Option<Money>,
    /// What came back for them by other cases.
    pub refunded_before: Money,
    /// Sums of the order and prices of its goods, as this desk saw them, oldest first.
    pub prices: &'a [SeenPrice],
    /// What changed, oldest first.
    pub changes: &'a [CaseChange],
    /// What was said, oldest first.
    pub messages: &'a [CaseMessage],
    /// The files of the pack.
    pub files: &'a [PackedFile],
    /// Pictures that are named and lie on no desk: they were never looked at here.
    pub not_here: u32,
    /// When PandaPon last told the case.
    pub read_at: EpochMs,
}

/// A price, and when this desk saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenPrice {
    /// What it is the price of, in the seller's words; none for the whole order.
    pub of: Option<String>,
    /// The price.
    pub price: Money,
    /// When it was seen.
    pub seen_at: EpochMs,
}

/// A file of the pack, as the page tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedFile {
    /// Its name in the pack, with its folder.
    pub name: String,
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// When this desk kept it, or when it was sent on the case.
    pub at: Option<EpochMs>,
    /// A JPEG to draw; none for a document, or where the bytes are damaged.
    pub jpeg: Option<Vec<u8>>,
}

/// The case as a PDF of A4 pages in `language`; what platform and seller wrote stays as it came. Times are those of `zone`,
/// `now` is when it is made.
///
/// # Errors
/// [`PaperError::NoFont`]; [`PaperError::Page`] when a font of this computer is damaged.
pub fn case_sheet(
    kept: &KeptCase<'_>,
    language: Language,
    fonts: &Fonts,
    zone: &TimeZone,
    now: EpochMs,
) -> Result<Printed, PaperError> {
    let record = Record { kept, sheet: Sheet { language, zone } };
    let id = kept.case.platform_case_id.as_str();
    record.sheet.print("paper_case", id, fonts, now, |pages| {
        record.head(pages);
        record.claim(pages);
        record.order(pages);
        record.prices(pages);
        record.story(pages);
        record.shipment(pages);
        record.files(pages);
    })
}

struct Record<'a> {
    kept: &'a KeptCase<'a>,
    sheet: Sheet<'a>,
}

impl Record<'_> {
    fn word(&self, key: &'static str) -> &'static str {
        self.sheet.word(key)
    }

    fn time(&self, at: EpochMs) -> String {
        self.sheet.time(at)
    }

    fn head(&self, pages: &mut Pages) {
        let case = self.kept.case;
        let title = format!("{} {}", self.word("paper_case"), grouped(case.platform_case_id.as_str()));
        let platform = self.sheet.language.platform(case.platform);
        let under = [platform, self.kept.account].join(" · ");
        self.sheet.title(pages, &title, self.sheet.language.case_status(&case.status), &under);
    }

    fn claim(&self, pages: &mut Pages) {
        let case = self.kept.case;
        let sum = |sum: Option<Money>| sum.map(money_text);
        let left = [
            ("case_kind", Some(self.word(basis_key(case)).to_owned())),
            ("case_goods", Some(self.word(goods_key(case)).to_owned())),
            ("case_reason", case.reason.clone()),
            ("paper_seller", case.seller_name.clone()),
            ("paper_opened", case.opened_at.map(|at| self.time(at))),
            ("paper_ended", case.ended_at.map(|at| self.time(at))),
        ];
        let freight = case.asked_freight.filter(|freight| freight.minor() > 0);
        let before = Some(self.kept.refunded_before).filter(|before| before.minor() > 0);
        let right = [
            ("case_asked", sum(case.asked)),
            ("case_freight", sum(freight)),
            ("case_refunded", sum(case.refunded)),
            ("case_paid", sum(self.kept.paid)),
            ("case_refunded_before", sum(before)),
        ];
        self.sheet.columns(pages, &left, &right);
        let words = [("case_words", &case.words), ("case_refusal", &case.refusal), ("case_note", &case.note)];
        for (label, words) in words {
            let Some(words) = words.as_deref().filter(|words| !words.trim().is_empty()) else { continue };
            let y = self.sheet.column(pages, &[(label, Some(words.to_owned()))], MARGIN, RIGHT, pages.y);
            pages.y = y;
        }
        let told =
            self.sheet.language.fill("paper_case_as_told", &[("moment", &self.time(self.kept.read_at))]);
        let lines = pages.lines(&told, SECOND, RIGHT - MARGIN);
        pages.y = pages.put(lines, SECOND, MARGIN, pages.y + 4.0) + 6.0;
    }

    fn heading(&self, pages: &mut Pages, key: &'static str) {
        self.heading_of(pages, key, 40.0);
    }

    /// A heading over something of this height: it never stands alone at the foot of a page.
    fn heading_of(&self, pages: &mut Pages, key: &'static str, follows: f32) {
        pages.need(follows + 40.0);
        pages.y += 12.0;
        let lines = pages.lines(self.word(key), HEADING, RIGHT - MARGIN);
        pages.y = pages.put(lines, HEADING, MARGIN, pages.y) + 3.0;
        pages.rule(MARGIN, RIGHT);
        pages.y += 7.0;
    }

    fn order(&self, pages: &mut Pages) {
        let Some(order) = &self.kept.order else { return };
        self.heading(pages, "paper_as_bought");
        let id = format!("{} {}", self.word("paper_order"), grouped(order.order.platform_order_id.as_str()));
        let lines = pages.lines(&id, STRONG, RIGHT - MARGIN);
        pages.y = pages.put(lines, STRONG, MARGIN, pages.y) + 5.0;
        // How its cases stand is no part of what was bought, and told by themselves.
        let mut bought = order.order.clone();
        bought.lines.iter_mut().for_each(|line| line.after_sales = None);
        let order = &KeptOrder { order: &bought, ..*order };
        self.sheet.facts(pages, order);
        self.sheet.lines(pages, order);
        self.sheet.sums(pages, order);
        pages.y += 14.0;
    }

    fn prices(&self, pages: &mut Pages) {
        if self.kept.prices.is_empty() {
            return;
        }
        self.heading(pages, "paper_prices_seen");
        for seen in self.kept.prices {
            let of = seen.of.as_deref().unwrap_or(self.word("paper_whole_order"));
            self.entry(pages, Some(seen.seen_at), of, Some((&money_text(seen.price), BODY)));
        }
    }

    /// What was said and what changed, in the order in which it happened.
    fn story(&self, pages: &mut Pages) {
        self.heading(pages, "paper_story");
        let said = self.kept.messages.iter().map(|message| {
            let words = format!("{}: {}", self.word(speaker_key(message.speaker)), message.words);
            (message.at, words, message.pictures.len())
        });
        let changed = self.kept.changes.iter().map(|change| (Some(change.seen_at), self.changed(change), 0));
        let mut story: Vec<_> = said.chain(changed).collect();
        story.sort_by_key(|(at, ..)| at.unwrap_or(EpochMs(0)));
        for (at, words, pictures) in story {
            let pictures = (pictures > 0)
                .then(|| self.sheet.language.fill("paper_pictures", &[("count", &pictures.to_string())]));
            self.entry(pages, at, &words, pictures.as_deref().map(|pictures| (pictures, SECOND)));
        }
    }

    /// A line of a timeline.
    fn entry(&self, pages: &mut Pages, at: Option<EpochMs>, words: &str, right: Option<(&str, Style)>) {
        let lines = pages.lines(words, BODY, RIGHT - AFTER_TIME - 90.0);
        pages.need(Pages::height(lines.len(), BODY) + 4.0);
        let y = pages.y;
        let time = at.map_or_else(|| "–".to_owned(), |at| self.time(at));
        let time = pages.lines(&time, SECOND, AFTER_TIME - MARGIN - 6.0);
        pages.put(time, SECOND, MARGIN, y + 1.5);
        if let Some((right, style)) = right {
            pages.put_right(right, style, RIGHT, y + BODY.size - style.size);
        }
        pages.y = pages.put(lines, BODY, AFTER_TIME, y).max(y + Pages::height(1, BODY)) + 2.0;
    }

    fn changed(&self, change: &CaseChange) -> String {
        let value = |value: &Option<String>, stage: Option<CaseStage>| {
            let Some(value) = value else { return "–".to_owned() };
            if let Some(stage) = stage {
                return self.sheet.language.case_stage(stage).unwrap_or(value).to_owned();
            }
            match (change.field.as_str(), value.parse()) {
                ("asked" | "askedFreight" | "refunded", Ok(fen)) => money_text(Money::fen(fen)),
                _ => value.clone(),
            }
        };
        let (was, is) = (value(&change.old, change.old_stage), value(&change.new, change.new_stage));
        let field = field_key(&change.field).map_or(change.field.as_str(), |key| self.word(key));
        match &change.old {
            None => format!("{field}: {is}"),
            Some(_) => format!("{field}: {was} → {is}"),
        }
    }

    fn shipment(&self, pages: &mut Pages) {
        let case = self.kept.case;
        if case.return_to.is_none() && case.returned.is_none() {
            return;
        }
        self.heading(pages, "case_return");
        let to = case.return_to.clone().unwrap_or_default();
        let by = case.returned.clone().unwrap_or_default();
        let facts = [
            ("case_return_to", joined([to.receiver, to.phone, to.address])),
            ("case_carrier", by.carrier.or(by.carrier_code)),
            ("case_waybill", by.waybill),
            ("paper_note", by.note),
        ];
        pages.y = self.sheet.column(pages, &facts, MARGIN, RIGHT, pages.y);
    }

    /// Pictures two in a row, each with its name, time and hash; then documents.
    fn files(&self, pages: &mut Pages) {
        if self.kept.files.is_empty() && self.kept.not_here == 0 {
            return;
        }
        let (pictures, documents): (Vec<_>, Vec<_>) =
            self.kept.files.iter().partition(|file| file.jpeg.is_some());
        let row_height = PICTURE.1 + Pages::height(4, SECOND) + 10.0;
        self.heading_of(pages, "paper_files", if pictures.is_empty() { 40.0 } else { row_height });
        for row in pictures.chunks(2) {
            pages.need(row_height);
            let top = pages.y;
            let mut end = top;
            for (file, x) in row.iter().zip([MARGIN, SECOND_PICTURE]) {
                let height = file.jpeg.as_ref().and_then(|jpeg| pages.picture(jpeg, x, top, PICTURE));
                let under = top + height.unwrap_or(0.0) + 3.0;
                end = end.max(self.caption(pages, file, x, PICTURE.0, under));
            }
            pages.y = end + 10.0;
        }
        for file in documents {
            pages.need(Pages::height(3, SECOND) + 6.0);
            pages.y = self.caption(pages, file, MARGIN, RIGHT - MARGIN, pages.y) + 6.0;
        }
        if self.kept.not_here > 0 {
            let count = self.kept.not_here.to_string();
            let words = self.sheet.language.fill("paper_not_here", &[("count", &count)]);
            let lines = pages.lines(&words, SECOND, RIGHT - MARGIN);
            pages.y = pages.put(lines, SECOND, MARGIN, pages.y) + 4.0;
        }
    }

    fn caption(&self, pages: &mut Pages, file: &PackedFile, x: f32, width: f32, y: f32) -> f32 {
        let name = pages.lines(&file.name, SECOND, width);
        let size = format!("{} kB", file.bytes.div_ceil(1000));
        let when = joined([file.at.map(|at| self.time(at)), Some(size)]).unwrap_or_default();
        let when = pages.lines(&when, SECOND, width);
        let hash = pages.lines(&format!("sha-256 {}", in_groups(&file.sha256)), SECOND, width);
        let y = pages.put(name, SECOND, x, y);
        let y = pages.put(when, SECOND, x, y);
        pages.put(hash, SECOND, x, y)
    }
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// A hash in groups of eight, so that it breaks where a line ends.
fn in_groups(hash: &str) -> String {
    let letters: Vec<char> = hash.chars().collect();
    letters.chunks(8).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The message for what a claim rests on, as the desk words it.
fn basis_key(case: &AfterSalesCase) -> &'static str {
    match (case.kind, case.goods) {
        (CaseKind::ReturnAndRefund, _) => "case_basis_return",
        (_, GoodsState::NotShipped) => "case_basis_not_shipped",
        (_, GoodsState::NotReceived) => "case_basis_not_received",
        (_, GoodsState::Received) => "case_basis_kept",
        (CaseKind::RefundOnly, _) => "case_basis_refund",
        (CaseKind::Unknown, _) => "case_basis_unknown",
    }
}

fn goods_key(case: &AfterSalesCase) -> &'static str {
    match case.goods {
        GoodsState::NotShipped => "case_goods_not_shipped",
        GoodsState::NotReceived => "case_goods_not_received",
        GoodsState::Received => "case_goods_received",
        GoodsState::SentBack => "case_goods_sent_back",
        GoodsState::SellerHasThem => "case_goods_with_seller",
        GoodsState::Unknown => "case_goods_unknown",
    }
}

fn speaker_key(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::Buyer => "case_you",
        Speaker::Seller => "case_seller",
        Speaker::Platform => "case_platform",
        Speaker::Unknown => "case_somebody",
    }
}

/// The message for a field of the history; none for one that has no word.
fn field_key(field: &str) -> Option<&'static str> {
    Some(match field {
        "status" => "paper_status",
        "kind" => "case_kind",
        "goods" => "case_goods",
        "reason" => "case_reason",
        "asked" => "case_asked",
        "askedFreight" => "case_freight",
        "words" => "case_words",
        "refusal" => "case_refusal",
        "note" => "case_note",
        "refunded" => "case_refunded",
        "carrier" => "case_carrier",
        "waybill" => "case_waybill",
        _ => return None,
    })
}
