//! How the desk gets on with PandaPon, for people who look into it: the operation table as data, calls that the user
//! writes himself, the last calls, a report for whoever helps.

mod calling;
pub(crate) mod log;
mod masks;
mod personal;
mod report;
mod table;

pub use calling::{call, sketch};
pub use log::{calls, show};
pub use report::report;
pub use table::{list, rows};

pub(crate) use masks::Masks;
