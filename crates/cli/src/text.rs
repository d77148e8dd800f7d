//! Responses in words, for a terminal. One line a row, columns by tabs, so that `cut` and `column -t` work.

mod callback;
pub(crate) mod case;
mod outbox;
mod price;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use pondesk_agent::api::{
    AccountLimits, AccountView, AddressBook, ApiSketch, CallLine, CartView, CheckoutPreview, ConnectionTest,
    HttpMethod, OfferPage, OfferView, OperationPlace, OperationRow, OrderPage, OrderView, PayResult,
    PlaceResult, PlatformSync,
};
use pondesk_domain::{AccountId, EpochMs, Money, OrderStage, OrderStatus};

pub(crate) use callback::{callback, callback_view, callbacks};
pub(crate) use outbox::{operation, operation_view, outbox};
pub(crate) use price::{notices, prices};

/// `¥1,234.50` is for people who read; a terminal gets `1234.50`.
fn money(amount: Money) -> String {
    format!("{:.2}", amount.to_yuan())
}

fn maybe_money(amount: Option<Money>) -> String {
    amount.map_or_else(|| "-".to_owned(), money)
}

/// A time as this computer's clock shows it.
pub(crate) fn time(at: EpochMs) -> String {
    let time = Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(TimeZone::system());
    time.strftime("%Y-%m-%d %H:%M").to_string()
}

fn lines(rows: impl IntoIterator<Item = String>) -> String {
    rows.into_iter().collect::<Vec<_>>().join("\n")
}

/// Control characters of a seller's text would steer the terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

pub(crate) fn account(view: &AccountView) -> String {
    format!(
        "{}\t{}\t{:?}\t{}\t{:?}",
        view.account_id, view.name, view.environment, view.access_key_hint, view.secret
    )
}

pub(crate) fn accounts(all: &[AccountView], current: Option<&AccountId>) -> String {
    lines(all.iter().map(|view| {
        let mark = if current == Some(&view.account_id) { "*" } else { " " };
        format!("{mark} {}", account(view))
    }))
}

pub(crate) fn overrides(view: &AccountView) -> String {
    let edition = format!("edition {:?}", view.connection.edition).to_lowercase();
    let rows = view.connection.overrides.iter().map(|place| {
        let method = place.method.map_or("-", method);
        format!("{}\t{method}\t{}", place.operation, place.path.as_deref().unwrap_or("-"))
    });
    lines(std::iter::once(edition).chain(rows))
}

fn method(method: HttpMethod) -> &'static str {
    match method {
        HttpMethod::Get => "GET",
        HttpMethod::Post => "POST",
    }
}

pub(crate) fn operations(rows: &[OperationRow]) -> String {
    lines(rows.iter().map(|row| {
        let place = |place: &OperationPlace| format!("{} {}", method(place.method), place.path);
        let sure = format!("{:?}, path {}", row.sureness, if row.path_seen { "seen" } else { "inferred" });
        let twice = if row.repeatable { "may be sent twice" } else { "once" };
        let extra = if row.extra { "extra" } else { "" };
        let v2 = row.v2.as_ref().map_or_else(|| "-".to_owned(), place);
        format!(
            "{}\t{}\t{v2}\t{:?}\t{}\t{}\t{twice}\t{extra}",
            row.operation,
            place(&row.v1),
            row.group,
            row.title,
            sure.to_lowercase(),
        )
    }))
}

pub(crate) fn sketch(sketch: &ApiSketch) -> String {
    let headers = sketch.headers.iter().map(|header| format!("{}: {}", header.name, header.value));
    let first = format!("{} {}", method(sketch.method), sketch.url);
    let body = sketch.body.iter().flat_map(|body| [String::new(), body.clone()]);
    lines(std::iter::once(first).chain(headers).chain(body))
}

/// One line on a call: what was asked, how it ended, its id, its time and size.
pub(crate) fn call_line(call: &CallLine) -> String {
    plain(&format!(
        "{} {}  HTTP {}  code {}  requestId {}  {} ms  {} bytes",
        method(call.method),
        call.path,
        call.http_status.map_or_else(|| "-".to_owned(), |status| status.to_string()),
        call.code.as_deref().unwrap_or("-"),
        call.request_id.as_ref().map_or("-", |id| id.as_str()),
        call.took_ms,
        call.received_bytes
    ))
}

pub(crate) fn limits(view: &AccountLimits) -> String {
    let none = || "none".to_owned();
    lines([
        format!("daily limit\t{}", view.limits.daily.map_or_else(none, money)),
        format!("spent today\t{}", money(view.spent_today)),
        format!("asks above\t{}", view.limits.confirm_above.map_or_else(none, money)),
        format!("asks about the same goods for\t{} h", view.limits.duplicate_hours),
    ])
}

pub(crate) fn connection_test(test: &ConnectionTest) -> String {
    let steps = test.steps.iter().map(|step| {
        let took = step.took_ms.map_or_else(String::new, |ms| format!("{ms} ms"));
        let scheme = step.scheme.map_or_else(String::new, |scheme| format!("{scheme:?}"));
        format!(
            "{:?}\t{scheme}\t{:?}\t{took}\t{}",
            step.kind,
            step.outcome,
            plain(step.said.as_deref().unwrap_or(""))
        )
    });
    lines(steps.chain([if test.works { "works".to_owned() } else { "does not work".to_owned() }]))
}

pub(crate) fn addresses(book: &AddressBook) -> String {
    lines(book.addresses.iter().map(|address| {
        plain(&format!(
            "{}\t{}\t{}\t{} {} {} {}",
            address.address_id,
            address.name,
            address.phone,
            address.province,
            address.city,
            address.district,
            address.street
        ))
    }))
}

pub(crate) fn offer_page(page: &OfferPage) -> String {
    let unreadable = (page.unreadable > 0).then(|| match page.unreadable {
        1 => "1 more could not be read".to_owned(),
        more => format!("{more} more could not be read"),
    });
    let offers = page.offers.iter().map(|offer| {
        let matched = offer.match_percent.map_or_else(String::new, |percent| format!("{percent}%"));
        format!(
            "{}\t{}\t{}\t{matched}\t{}",
            offer.offer_id,
            maybe_money(offer.price),
            offer.moq.unwrap_or(1),
            plain(&offer.title.original)
        )
    });
    lines(offers.chain(unreadable))
}

pub(crate) fn offer(view: &OfferView) -> String {
    let offer = &view.offer;
    let head = [
        plain(&offer.title.original),
        format!(
            "{} {}\tseller {}\tfrom {} pieces",
            offer.platform,
            offer.offer_id,
            plain(&offer.seller.name),
            offer.moq
        ),
    ];
    let tiers = offer.tiers.iter().map(|tier| format!("from {}\t{}", tier.from, money(tier.price)));
    let skus = offer.skus.iter().map(|sku| {
        let values = sku.values.iter().zip(&offer.dimensions);
        let words = values.filter_map(|(index, dimension)| {
            dimension.values.get(usize::try_from(*index).ok()?).map(|value| plain(&value.name.original))
        });
        let stock = sku.stock.map_or_else(|| "-".to_owned(), |stock| stock.to_string());
        format!(
            "{}\t{}\t{stock}\t{}",
            sku.sku_id,
            maybe_money(sku.price),
            words.collect::<Vec<_>>().join(" / ")
        )
    });
    lines(head.into_iter().chain(tiers).chain(skus))
}

pub(crate) fn cart(view: &CartView) -> String {
    lines(view.cart.groups.iter().flat_map(|group| {
        let head = format!("{}\t{}\t{}", group.platform, plain(&group.seller_name), money(group.goods));
        let rows = group.lines.iter().map(|line| {
            format!(
                "  {}\t{}\t{} x {}\t{}{}",
                line.line_id,
                plain(&line.title),
                line.quantity,
                maybe_money(line.unit_price),
                maybe_money(line.sum),
                if line.buyable { "" } else { "\tlapsed" }
            )
        });
        [head].into_iter().chain(rows).collect::<Vec<_>>()
    }))
}

pub(crate) fn preview(preview: &CheckoutPreview) -> String {
    let orders = preview.orders.iter().map(|order| {
        let shifts = order.shifts.iter().map(|shift| {
            format!(
                "\n  {} {} -> {} x {}",
                shift.cart_line_id,
                money(shift.was),
                money(shift.is),
                shift.quantity
            )
        });
        let sums = order
            .sum_shifts
            .iter()
            .map(|shift| format!("\n  {:?} {} -> {}", shift.sum, money(shift.was), money(shift.is)));
        let quantities = order
            .quantity_shifts
            .iter()
            .map(|shift| format!("\n  {} x {} -> x {}", shift.cart_line_id, shift.was, shift.is));
        let duplicates = order.duplicates.iter().map(|known| {
            let ids = known.order_ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            format!("\n  ordered already: operation {} {ids}", known.operation_id)
        });
        let problems = order.problems.iter().map(|problem| {
            format!(
                "\n  cannot be placed: {}",
                plain(problem.said.as_deref().or(problem.code.as_deref()).unwrap_or("?"))
            )
        });
        format!(
            "{}\t{}\tgoods {}\tfreight {}\tfee {}\toff {}\ttotal {}{}{}{}{}{}",
            order.platform,
            plain(&order.seller_name),
            money(order.goods),
            money(order.freight),
            money(order.service_fee),
            money(order.discount),
            money(order.total),
            shifts.collect::<String>(),
            sums.collect::<String>(),
            quantities.collect::<String>(),
            duplicates.collect::<String>(),
            problems.collect::<String>()
        )
    });
    lines(orders.chain([format!("total {}", money(preview.total))]))
}

pub(crate) fn placed(result: &PlaceResult) -> String {
    let placed = result.placed.iter().map(|placed| {
        let fell = placed.was.map_or_else(String::new, |was| format!("\twas {}", money(was)));
        operation(&placed.operation) + &fell
    });
    let changed = result
        .changed
        .iter()
        .map(|changed| format!("changed, nothing of this was sent:\n{}", preview(changed)));
    lines(placed.chain(changed))
}

pub(crate) fn paid(result: &PayResult) -> String {
    let paid = result.paid.iter().map(|order_id| {
        let fell = result.fell.iter().find(|fell| fell.order_id == *order_id);
        let fell =
            fell.map_or_else(String::new, |fell| format!("\t{} -> {}", money(fell.was), money(fell.is)));
        format!("{order_id}\tpaid{fell}")
    });
    let not_paid =
        result.not_paid.iter().map(|failed| format!("{}\tnot paid\t{}", failed.order_id, failed.error));
    lines(paid.chain(not_paid))
}

fn status(status: &OrderStatus) -> String {
    match status.stage {
        OrderStage::Unknown => plain(&status.raw),
        stage => format!("{stage:?}"),
    }
}

pub(crate) fn orders(page: &OrderPage) -> String {
    lines(page.rows.iter().map(|row| {
        format!(
            "{}\t{}\t{}\t{}\t{}",
            row.order_id,
            status(&row.status),
            maybe_money(row.total),
            row.pieces,
            plain(&row.title)
        )
    }))
}

/// How far a platform is fetched, one line.
pub(crate) fn fetched(sync: &PlatformSync) -> String {
    let of = sync.total.map(|total| format!(" of {total}")).unwrap_or_default();
    let pace = sync.per_minute.map(|rate| format!(", {rate} a minute")).unwrap_or_default();
    let left = sync.seconds_left.map(|seconds| format!(", {seconds} s left")).unwrap_or_default();
    let broken = if sync.broken > 0 { format!(", {} could not be read", sync.broken) } else { String::new() };
    let state = match &sync.error {
        Some(error) => format!(" [{error}]"),
        None if sync.filled_at.is_some() => " whole".to_owned(),
        None if sync.paused => " waiting".to_owned(),
        None => String::new(),
    };
    format!(
        "{}: {}{of} orders{pace}{left}, {} open, {} to look at{broken}{state}",
        sync.platform, sync.read, sync.open, sync.due
    )
}

pub(crate) fn fetched_all(platforms: &[PlatformSync]) -> String {
    lines(platforms.iter().map(fetched))
}

pub(crate) fn order(view: &OrderView) -> String {
    let order = &view.order;
    let head = format!(
        "{}\t{}\t{}\t{}",
        order.order_id,
        status(&order.status),
        maybe_money(order.total),
        plain(order.seller_name.as_deref().unwrap_or("-"))
    );
    let rows = order.lines.iter().map(|line| {
        format!(
            "  {}\t{} x {}\t{}",
            plain(&line.title),
            line.quantity,
            maybe_money(line.unit_price),
            maybe_money(line.sum)
        )
    });
    let changes = view.changes.iter().map(|change| {
        let value = |value: &Option<String>| plain(value.as_deref().unwrap_or("-"));
        format!("  {}\t{} -> {}", plain(&change.field), value(&change.old), value(&change.new))
    });
    lines([head].into_iter().chain(rows).chain(changes))
}
