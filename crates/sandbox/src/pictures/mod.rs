//! Pictures of the goods, drawn by ourselves.

mod key;

pub use key::{BadPictureKey, PictureKey, VIEWS};
