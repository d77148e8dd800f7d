//! How SKUs differ, gathered from what each SKU says of itself.

use pondesk_domain::{Dimension, DimensionValue, Text};

/// What one SKU says about itself in one respect, such as colour: red.
pub(crate) struct Trait {
    /// Such as colour.
    pub(crate) name: Text,
    /// Such as red.
    pub(crate) value: Text,
    /// Key of a picture of it.
    pub(crate) picture: Option<String>,
}

/// The dimensions that SKUs span, in the order in which their values first occur, and each SKU's place in them.
/// A SKU that is silent about a dimension has an empty value there.
pub(crate) fn span(skus: Vec<Vec<Trait>>) -> (Vec<Dimension>, Vec<Vec<u32>>) {
    let mut dimensions: Vec<Dimension> = Vec::new();
    for said in skus.iter().flatten() {
        if !dimensions.iter().any(|dimension| dimension.name.original == said.name.original) {
            dimensions.push(Dimension { name: said.name.clone(), values: Vec::new() });
        }
    }
    let places = skus
        .into_iter()
        .map(|mut said| {
            let place_in = |dimension: &mut Dimension| {
                let at = said.iter().position(|said| said.name.original == dimension.name.original);
                place(dimension, at.map(|at| said.swap_remove(at)))
            };
            dimensions.iter_mut().map(place_in).collect()
        })
        .collect();
    (dimensions, places)
}

fn place(dimension: &mut Dimension, said: Option<Trait>) -> u32 {
    let (name, picture) = said.map_or_else(|| (Text::default(), None), |said| (said.value, said.picture));
    let known = dimension.values.iter().position(|value| value.name.original == name.original);
    let at = known.unwrap_or(dimension.values.len());
    match dimension.values.get_mut(at) {
        Some(value) => value.picture = value.picture.take().or(picture),
        None => dimension.values.push(DimensionValue { name, picture }),
    }
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str, value: &str) -> Trait {
        Trait { name: Text::original(name), value: Text::original(value), picture: None }
    }

    #[test]
    fn skus_span_dimensions_in_their_own_order() {
        let (dimensions, places) = span(vec![
            vec![said("颜色", "红"), said("尺码", "M")],
            vec![said("尺码", "L"), said("颜色", "红")],
            vec![said("颜色", "蓝")],
        ]);
        let names: Vec<_> = dimensions.iter().map(|dimension| dimension.name.original.as_str()).collect();
        assert_eq!(names, ["颜色", "尺码"]);
        let sizes: Vec<_> = dimensions[1].values.iter().map(|value| value.name.original.as_str()).collect();
        assert_eq!(sizes, ["M", "L", ""]);
        assert_eq!(places, vec![vec![0, 0], vec![0, 1], vec![1, 2]]);
    }
}
