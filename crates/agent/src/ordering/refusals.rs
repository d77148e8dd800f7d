//! Refusals of writes that the user can do something about: known by PandaPon's code or words, which stay beside.

use crate::api::{CommandError, ErrorCode};

/// A refusal and how it is known: by a word in what was said or in the code, in lower case.
const KNOWN: [(ErrorCode, &[&str]); 3] = [
    (ErrorCode::CancelTooSoon, &["close_order_too_fast"]),
    (
        ErrorCode::BalanceTooSmall,
        &["余额不足", "balance is too small", "insufficient balance", "balance not enough"],
    ),
    (ErrorCode::OrderStateForbids, &["状态不允许", "state does not allow", "status does not allow"]),
];

/// The same error with a code of its own where the refusal is a known one.
pub(crate) fn explained(mut error: CommandError) -> CommandError {
    if error.code == ErrorCode::Refused {
        let said = [&error.platform_code, &error.said].into_iter().flatten().map(|text| text.to_lowercase());
        let said: Vec<String> = said.collect();
        let known = KNOWN
            .iter()
            .find(|(_, words)| words.iter().any(|word| said.iter().any(|text| text.contains(word))));
        if let Some((code, _)) = known {
            error.code = *code;
        }
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_refusals_are_explained() {
        let refused =
            CommandError::new(ErrorCode::Refused).saying("余额不足 (the balance is too small): 38.00");
        assert_eq!(explained(refused.clone()).code, ErrorCode::BalanceTooSmall);
        assert_eq!(explained(refused.clone()).said, refused.said);
        let unknown = CommandError { code: ErrorCode::OutcomeUnknown, ..refused };
        assert_eq!(explained(unknown).code, ErrorCode::OutcomeUnknown);
        let by_code = CommandError {
            platform_code: Some("CLOSE_ORDER_TOO_FAST".into()),
            ..CommandError::new(ErrorCode::Refused)
        };
        assert_eq!(explained(by_code).code, ErrorCode::CancelTooSoon);
    }
}
