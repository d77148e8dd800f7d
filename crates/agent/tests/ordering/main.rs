//! From the cart to a paid order on both platforms, and everything that goes wrong on the way: against the real sandbox,
//! over HTTP, through the command list.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod asks;
mod broken_orders;
mod callback_requests;
mod callbacks;
mod carts;
mod case_asks;
mod case_bad_input;
mod case_ground;
mod case_notices;
mod case_pack;
mod case_writes;
mod cases;
mod changes;
mod filling;
mod freshness;
mod ground;
mod guards;
mod hand_clock;
mod lost_answers;
mod offline;
mod opening;
mod own_data;
mod raw_calls;
mod reconciling;
mod refusals;
mod restoring;
mod rises;
mod sending_again;
mod sync_ground;
mod syncing;
mod tending;
mod whole_way;
