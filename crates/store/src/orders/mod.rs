//! Orders: what each read told, merged; what changed; what the user keeps beside them; finding them again.

mod apply;
mod attached;
mod endings;
mod history;
mod index;
mod list;
mod merge;
mod named;
mod news;
mod own;
mod place;
mod prices;
#[cfg(test)]
mod recall;
mod rows;
mod saved;
mod search_text;
mod show;
mod told;
mod translated;
mod wanted;
mod watch;
mod whole;

pub use apply::{Applied, OrderRead};
pub(crate) use apply::{apply_all, note_turn};
pub use attached::NewOrderFile;
pub(crate) use endings::VIEW as ORDER_TERMS;
pub(crate) use index::bring_up;
pub use list::{OrderMarks, OrderPage, OrderRow, StageCount};
pub use named::{OrderNamed, OrderNumber};
pub use news::{NoticeFilter, NoticePage};
pub use own::UsedName;
pub use prices::{PriceFilter, PricePage, PriceSums};
pub use saved::SavedFilter;
pub(crate) use search_text::fold;
pub use show::KeptOrder;
pub(crate) use translated::note_translations;
pub use watch::{DueOrder, WatchedOrders};
pub use whole::{WholeOrder, WholePage};
