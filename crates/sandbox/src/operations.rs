//! Every operation that is served: its name in the contract and what answers it.

use serde_json::Value;

use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::Refusal;
use crate::{alibaba, base, taobao};

/// What answers an operation.
pub(crate) type Answer = fn(&Market, &Asked) -> Result<Value, Refusal>;

/// Operations by their names in the contract, as each group lists its own.
pub(crate) type Operations = &'static [(&'static str, Answer)];

const GROUPS: [Operations; 5] = [
    taobao::OPERATIONS,
    taobao::reverse::OPERATIONS,
    alibaba::OPERATIONS,
    alibaba::refund::OPERATIONS,
    base::OPERATIONS,
];

/// What answers the operation of this name.
pub(crate) fn find(name: &str) -> Option<Answer> {
    GROUPS.iter().copied().flatten().find(|(known, _)| *known == name).map(|(_, answer)| *answer)
}
