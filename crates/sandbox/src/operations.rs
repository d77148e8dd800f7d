//! Every operation that is served: its name in the contract and what answers it.

use serde_json::Value;

use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::Refusal;
use crate::{alibaba, base, taobao, warehouse};

/// What answers an operation.
pub(crate) type Answer = fn(&Market, &Asked) -> Result<Value, Refusal>;

/// Operations by their names in the contract, as each group lists its own.
pub(crate) type Operations = &'static [(&'static str, Answer)];

const GROUPS: [Operations; 6] = [
    taobao::OPERATIONS,
    taobao::reverse::OPERATIONS,
    alibaba::OPERATIONS,
    alibaba::refund::OPERATIONS,
    base::OPERATIONS,
    warehouse::OPERATIONS,
];

/// What answers the operation of this name.
pub(crate) fn find(name: &str) -> Option<Answer> {
    GROUPS.iter().copied().flatten().find(|(known, _)| *known == name).map(|(_, answer)| *answer)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_is_served_is_what_the_contract_has() {
        let contract: Value =
            serde_yaml_ng::from_str(include_str!("../contract/pandapon-openapi.yaml")).unwrap();
        let written: BTreeSet<&str> = contract["paths"]
            .as_object()
            .unwrap()
            .values()
            .flat_map(|methods| methods.as_object().unwrap().values())
            .map(|operation| operation["operationId"].as_str().unwrap())
            .collect();
        let served: Vec<&str> = GROUPS.iter().copied().flatten().map(|(name, _)| *name).collect();
        let once: BTreeSet<&str> = served.iter().copied().collect();
        assert_eq!(once.len(), served.len(), "an operation is listed twice");
        assert_eq!(written.difference(&once).collect::<Vec<_>>(), Vec::<&&str>::new(), "not served");
        assert_eq!(once.difference(&written).collect::<Vec<_>>(), Vec::<&&str>::new(), "not in the contract");
    }
}
