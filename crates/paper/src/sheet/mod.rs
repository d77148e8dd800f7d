//! Pages to print: one order, or one after-sales case.

pub(crate) mod case;
pub(crate) mod fonts;
mod page;
mod text;

use jiff::tz::TimeZone;
use krilla::metadata::Metadata;
use pondesk_domain::{CaseStatus, EpochMs, Money, OrderLine, Platform};

use crate::PaperError;
use crate::orders::KeptOrder;
use crate::table::wall_time;
use crate::words::Language;
use fonts::{Chooser, Fonts, Weighted};
use page::{Ink, MARGIN, Pages, RIGHT, Style};

const TITLE: Style = Style { size: 17.0, weight: Weighted::Strong, ink: Ink::Full };
const BODY: Style = Style { size: 10.0, weight: Weighted::Text, ink: Ink::Full };
const STRONG: Style = Style { size: 10.0, weight: Weighted::Strong, ink: Ink::Full };
const SECOND: Style = Style { size: 8.5, weight: Weighted::Text, ink: Ink::Second };
const SUM: Style = Style { size: 14.0, weight: Weighted::Strong, ink: Ink::Full };

/// Where the second column of facts begins.
const MIDDLE: f32 = MARGIN + 262.0;
/// Width of a fact's label.
const LABEL: f32 = 82.0;
/// Where the figures of a line end: pieces, unit price, sum.
const FIGURES: [f32; 3] = [RIGHT - 150.0, RIGHT - 76.0, RIGHT];
/// Room for the sums.
const SUMS: f32 = 110.0;
/// Where a line's title ends.
const TITLE_END: f32 = RIGHT - 196.0;

/// Pages to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Characters that no font of this computer has, each once: something else stands in their place.
    pub unwritten: String,
}

/// The order as a PDF of A4 pages in `language`; what platform and seller wrote stays as it came. Times are those of `zone`,
/// `now` is when it is printed. The fonts' glyphs that it uses are embedded.
///
/// # Errors
/// [`PaperError::NoFont`]; [`PaperError::Page`] when a font of this computer is damaged.
pub fn order_sheet(
    kept: &KeptOrder<'_>,
    language: Language,
    fonts: &Fonts,
    zone: &TimeZone,
    now: EpochMs,
) -> Result<Printed, PaperError> {
    let sheet = Sheet { language, zone };
    let id = kept.order.platform_order_id.as_str();
    sheet.print("paper_order", id, fonts, now, |pages| {
        sheet.head(pages, kept);
        sheet.facts(pages, kept);
        sheet.lines(pages, kept);
        sheet.sums(pages, kept);
    })
}

/// How pages are worded.
#[derive(Clone, Copy)]
struct Sheet<'a> {
    language: Language,
    zone: &'a TimeZone,
}

impl Sheet<'_> {
    fn word(&self, key: &'static str) -> &'static str {
        self.language.word(key)
    }

    fn time(&self, at: EpochMs) -> String {
        wall_time(at, self.zone).map(|at| at.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
    }

    /// The document that `draw` fills, called after what it is about and its id.
    fn print(
        &self,
        about: &'static str,
        id: &str,
        fonts: &Fonts,
        now: EpochMs,
        draw: impl FnOnce(&mut Pages),
    ) -> Result<Printed, PaperError> {
        let mut pages = Pages::new(Chooser::new(fonts)?);
        draw(&mut pages);
        let metadata = Metadata::new()
            .title(format!("{} {id}", self.word(about)))
            .language(match self.language {
                Language::En => "en".to_owned(),
                Language::Zh => "zh-CN".to_owned(),
            })
            .creator("Pondesk".to_owned());
        let printed = self.language.fill("paper_printed", &[("moment", &self.time(now))]);
        let (pdf, unwritten) = pages.finish(metadata, SECOND, |page, count| {
            let places = [("page", page.to_string()), ("pages", count.to_string())];
            let places = places.each_ref().map(|(name, value)| (*name, value.as_str()));
            (printed.clone(), self.language.fill("paper_page", &places))
        })?;
        Ok(Printed { pdf, unwritten })
    }

    fn head(&self, pages: &mut Pages, kept: &KeptOrder<'_>) {
        let order = kept.order;
        let title = format!("{} {}", self.word("paper_order"), grouped(order.platform_order_id.as_str()));
        let under = [self.language.platform(order.platform), kept.account].join(" · ");
        self.title(pages, &title, self.language.status(&order.status), &under);
    }

    /// What a document is about, with its status at the right, and a line under it.
    fn title(&self, pages: &mut Pages, title: &str, status: &str, under: &str) {
        let lines = pages.lines(title, TITLE, RIGHT - MARGIN - 120.0);
        let y = pages.y;
        pages.put_right(status, STRONG, RIGHT, y + 5.0);
        pages.y = pages.put(lines, TITLE, MARGIN, y) + 2.0;
        let lines = pages.lines(under, SECOND, RIGHT - MARGIN);
        pages.y = pages.put(lines, SECOND, MARGIN, pages.y) + 8.0;
        pages.rule(MARGIN, RIGHT);
        pages.y += 10.0;
    }

    /// Who, when, where to: two columns of label and value.
    fn facts(&self, pages: &mut Pages, kept: &KeptOrder<'_>) {
        let order = kept.order;
        let id = |id: &str| grouped(id);
        let left = [
            ("paper_seller", order.seller_name.clone()),
            ("paper_client", kept.client.map(str::to_owned)),
            ("paper_placed", order.placed_at.map(|at| self.time(at))),
            ("paper_paid", order.payment.paid_at.map(|at| self.time(at))),
            ("paper_closed_reason", order.closed_reason.clone()),
        ];
        let mut right = vec![
            ("paper_receiver", order.receiver.clone()),
            ("paper_purchase_order_id", order.purchase_order_id.as_ref().map(|one| id(one.as_str()))),
            ("paper_sales_order_id", order.sales_order_id.as_ref().map(|one| id(one.as_str()))),
            ("paper_own_number", order.outer_id.clone()),
        ];
        for parcel in &order.parcels {
            let words: Vec<&str> =
                [parcel.carrier.as_deref(), parcel.waybill.as_deref()].into_iter().flatten().collect();
            right.push(("paper_waybill", Some(words.join(" ")).filter(|words| !words.is_empty())));
        }
        self.columns(pages, &left, &right);
    }

    /// Two columns of label and value beside each other.
    fn columns(
        &self,
        pages: &mut Pages,
        left: &[(&'static str, Option<String>)],
        right: &[(&'static str, Option<String>)],
    ) {
        let top = pages.y;
        let ends = [
            self.column(pages, left, MARGIN, MIDDLE - 14.0, top),
            self.column(pages, right, MIDDLE, RIGHT, top),
        ];
        pages.y = ends[0].max(ends[1]) + 12.0;
    }

    fn column(
        &self,
        pages: &mut Pages,
        facts: &[(&'static str, Option<String>)],
        x: f32,
        end: f32,
        top: f32,
    ) -> f32 {
        let mut y = top;
        for (label, value) in facts {
            let (label, Some(value)) = (*label, value) else { continue };
            let label = pages.lines(self.word(label), SECOND, LABEL - 8.0);
            let value = pages.lines(value, BODY, end - x - LABEL);
            let under_label = pages.put(label, SECOND, x, y + 1.5);
            y = pages.put(value, BODY, x + LABEL, y).max(under_label) + 2.0;
        }
        y
    }

    fn lines(&self, pages: &mut Pages, kept: &KeptOrder<'_>) {
        self.line_heads(pages);
        let lines = &kept.order.lines;
        for (at, line) in lines.iter().enumerate() {
            // The sums never stand alone on a page.
            let under = if at + 1 == lines.len() { SUMS } else { 0.0 };
            self.line(pages, kept.order.platform, line, under);
        }
        pages.y += 6.0;
    }

    fn line_heads(&self, pages: &mut Pages) {
        let y = pages.y;
        let title = pages.lines(self.word("paper_title"), SECOND, TITLE_END - MARGIN);
        let heads = ["paper_quantity", "paper_unit_price", "paper_sum"];
        for (head, right) in heads.into_iter().zip(FIGURES) {
            pages.put_right(self.word(head), SECOND, right, y);
        }
        pages.y = pages.put(title, SECOND, MARGIN, y) + 3.0;
        pages.rule(MARGIN, RIGHT);
        pages.y += 5.0;
    }

    /// A line of the order, on a page that has so much room `under` it.
    fn line(&self, pages: &mut Pages, platform: Platform, line: &OrderLine, under: f32) {
        let width = TITLE_END - MARGIN;
        let title = pages.lines(&line.title, BODY, width);
        let variant = pages.lines(line.variant.as_deref().unwrap_or_default(), SECOND, width);
        let ids = [
            Some(format!("{} {}", self.word("paper_offer_id"), line.offer_id)),
            line.sku_id.as_ref().map(|id| format!("{} {id}", self.word("paper_sku_id"))),
            line.after_sales.as_ref().map(|raw| {
                let status = CaseStatus::read(platform, raw);
                format!("{} {}", self.word("paper_after_sales"), self.language.case_status(&status))
            }),
        ];
        let ids = pages.lines(&ids.into_iter().flatten().collect::<Vec<_>>().join(" · "), SECOND, width);
        let height = Pages::height(title.len(), BODY) + Pages::height(variant.len() + ids.len(), SECOND);
        if pages.need(height + 12.0 + under) {
            self.line_heads(pages);
        }
        let y = pages.y;
        let figures =
            [Some(line.quantity.to_string()), line.unit_price.map(money_text), line.sum.map(money_text)];
        for (figure, right) in figures.into_iter().zip(FIGURES) {
            pages.put_right(figure.as_deref().unwrap_or("–"), BODY, right, y);
        }
        let mut end = pages.put(title, BODY, MARGIN, y);
        end = pages.put(variant, SECOND, MARGIN, end);
        pages.y = pages.put(ids, SECOND, MARGIN, end) + 4.0;
        pages.rule(MARGIN, RIGHT);
        pages.y += 6.0;
    }

    fn sums(&self, pages: &mut Pages, kept: &KeptOrder<'_>) {
        let order = kept.order;
        pages.need(SUMS);
        let off = order.discount.map(|off| Money::fen(off.minor().saturating_neg()));
        let sums = [("paper_goods", order.goods), ("paper_freight", order.freight), ("paper_discount", off)];
        for (label, sum) in sums {
            let Some(sum) = sum else { continue };
            let y = pages.y;
            pages.put_right(self.word(label), SECOND, RIGHT - 100.0, y + 1.0);
            pages.put_right(&money_text(sum), BODY, RIGHT, y);
            pages.y += Pages::height(1, BODY) + 1.0;
        }
        pages.y += 4.0;
        let y = pages.y;
        pages.put_right(self.word("paper_total"), STRONG, RIGHT - 100.0, y + 3.0);
        let total = order.total.map_or_else(|| "–".to_owned(), money_text);
        pages.put_right(&total, SUM, RIGHT, y);
        pages.y += Pages::height(1, SUM);
        if let Some(was) = kept.was_total.filter(|was| Some(*was) != order.total) {
            let words = self.language.fill("paper_changed", &[("sum", &money_text(was))]);
            let y = pages.y;
            pages.put_right(&words, SECOND, RIGHT, y);
            pages.y += Pages::height(1, SECOND);
        }
        let told = self.language.fill("paper_as_told", &[("moment", &self.time(kept.read_at))]);
        let y = pages.y;
        pages.put_right(&told, SECOND, RIGHT, y + 2.0);
    }
}

/// `¥1,234.50`; a sum below nothing has a minus sign.
fn money_text(money: Money) -> String {
    let fen = money.minor().unsigned_abs();
    let mut yuan = (fen / 100).to_string();
    let mut at = yuan.len();
    while at > 3 {
        at -= 3;
        yuan.insert(at, ',');
    }
    let sign = if money.minor() < 0 { "\u{2212}" } else { "" };
    format!("{sign}¥{yuan}.{:02}", fen % 100)
}

/// An id in groups of four, for the eye; short or wordy ids stay as they are.
fn grouped(id: &str) -> String {
    if id.len() < 8 || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return id.to_owned();
    }
    let groups: Vec<String> =
        id.chars().collect::<Vec<_>>().chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_ids_are_written_for_the_eye() {
        assert_eq!(money_text(Money::fen(123_450)), "¥1,234.50");
        assert_eq!(money_text(Money::fen(-5)), "\u{2212}¥0.05");
        assert_eq!(money_text(Money::fen(10_000_000_000)), "¥100,000,000.00");
        assert_eq!(grouped("2748109355174410"), "2748 1093 5517 4410");
        assert_eq!(grouped("274810935"), "2748 1093 5");
        assert_eq!(grouped("PO-12345678"), "PO-12345678");
    }
}
