//! Orders: what each read told, merged; what changed; finding them again.

mod apply;
mod list;
mod merge;
mod named;
mod news;
mod prices;
mod rows;
mod search_text;
mod show;

pub use apply::{Applied, OrderRead};
pub use list::{OrderFilter, OrderPage, OrderRow};
pub use named::{OrderNamed, OrderNumber};
pub use news::{NoticeFilter, NoticePage};
pub use prices::{PriceFilter, PricePage};
pub use show::{KeptOrder, OrderAnswer};
