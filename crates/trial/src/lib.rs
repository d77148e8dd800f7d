//! What a trial of the promise needs: a desk that is worked through its commands, against a sandbox that is asked what
//! really happened. [`crash`] kills the desk; the tests of this crate break its line.

pub mod buyer;
mod cases;
pub mod clock;
pub mod crash;
pub mod market;
pub mod truth;
pub mod writes;

pub use buyer::Buyer;
pub use clock::TrialClock;
pub use market::{Control, Goods, Market};
pub use truth::Truth;
pub use writes::{Prepared, Write};
