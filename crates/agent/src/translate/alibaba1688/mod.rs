//! 1688's words.

pub(crate) mod cart;
pub(crate) mod case;
pub(crate) mod offer;
pub(crate) mod order;
pub(crate) mod preview;
pub(crate) mod search;
