//! Parcels and who carries them.

pub(crate) mod carriers;
