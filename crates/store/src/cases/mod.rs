//! After-sales cases: what PandaPon told of them, how they changed, what was said on them.

mod apply;
mod list;
mod messages;
mod news;
mod rows;
mod show;

pub use apply::{CaseApplied, CaseRead};
pub use list::{CaseFilter, CasePage, CaseRow, DueCase};
pub use messages::MessagesRead;
pub use news::SaidPage;
pub use show::KeptCase;
