//! Delivery addresses.

use pondesk_agent::api::*;
use pondesk_domain::{AddressDraft, OperationKind, OperationState};
use serde_json::json;

use crate::ground::Ground;

fn whole() -> AddressDraft {
    AddressDraft {
        address_id: None,
        name: " 张三 ".into(),
        phone: "13800000000".into(),
        province: "浙江省".into(),
        city: "杭州市".into(),
        district: "滨江区".into(),
        street: "网商路1号".into(),
    }
}

async fn save(ground: &Ground, draft: AddressDraft) -> CommandResult<AddressBook> {
    ground.run("address_save", &AddressSave { account_id: ground.account_id.clone(), draft }).await
}

async fn list(ground: &Ground, refresh: bool) -> CommandResult<AddressBook> {
    ground.run("address_list", &AddressList { account_id: ground.account_id.clone(), refresh }).await
}

async fn outbox(ground: &Ground) -> OutboxView {
    ground.run("outbox_list", &OutboxList { account_id: None, limit: 50 }).await.unwrap()
}

#[tokio::test]
async fn an_address_is_added_changed_and_known_offline() {
    let ground = Ground::new().await;
    assert_eq!(list(&ground, false).await.unwrap().addresses, vec![]);
    let added = save(&ground, whole()).await.unwrap().addresses.swap_remove(0);
    assert_eq!(added.name, "张三");
    let moved =
        AddressDraft {
            address_id: Some(added.address_id.clone()), street: "长河路9号".into(), ..whole()
        };
    let book = save(&ground, moved).await.unwrap();
    let streets: Vec<_> = book.addresses.iter().map(|address| address.street.as_str()).collect();
    assert_eq!(streets, ["长河路9号"]);
    let over = outbox(&ground).await.over;
    assert_eq!(over.len(), 2);
    assert!(over.iter().all(|it| it.kind == OperationKind::SaveAddress && it.state == OperationState::Done));

    ground.stop_sandbox().await;
    let offline = list(&ground, true).await.unwrap();
    assert!(offline.offline);
    assert_eq!((offline.addresses, offline.read_at), (book.addresses, book.read_at));
    let error = save(&ground, whole()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::SandboxFailed);
    assert_eq!(outbox(&ground).await.over.len(), 2, "nothing was sent, nor written down");
}

#[tokio::test]
async fn a_field_that_lacks_or_breaks_its_rule_is_named_and_nothing_is_sent() {
    let ground = Ground::new().await;
    type Spoil = fn(&mut AddressDraft);
    let table: [(Spoil, &str, ErrorCode); 7] = [
        (|draft| draft.name = " ".into(), "name", ErrorCode::FieldMissing),
        (|draft| draft.phone = String::new(), "phone", ErrorCode::FieldMissing),
        (|draft| draft.phone = "call me".into(), "phone", ErrorCode::FieldInvalid),
        (|draft| draft.province = String::new(), "province", ErrorCode::FieldMissing),
        (|draft| draft.city = String::new(), "city", ErrorCode::FieldMissing),
        (|draft| draft.district = String::new(), "district", ErrorCode::FieldMissing),
        (|draft| draft.street = "长".repeat(201), "street", ErrorCode::FieldInvalid),
    ];
    for (spoil, field, code) in table {
        let mut draft = whole();
        spoil(&mut draft);
        let error = save(&ground, draft).await.unwrap_err();
        assert_eq!((error.field.as_deref(), error.code), (Some(field), code));
    }
    assert!(outbox(&ground).await.over.is_empty());
}

#[tokio::test]
async fn a_lost_answer_is_unknown_and_not_sent_again() {
    let ground = Ground::new().await;
    let drop = json!({ "operation": "baseSaveUserAddress", "kind": "drop", "executed": true });
    ground.control("faults", json!({ "faults": [drop] })).await;
    let error = save(&ground, whole()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::OutcomeUnknown);
    let unknown = outbox(&ground).await.unknown;
    assert_eq!(
        unknown.iter().map(|it| &it.operation_id).collect::<Vec<_>>(),
        vec![error.operation_id.as_ref().unwrap()]
    );
    let again = save(&ground, whole()).await.unwrap_err();
    assert_eq!((again.code, again.operation_id), (ErrorCode::AlreadyUnderWay, error.operation_id));
    assert_eq!(list(&ground, true).await.unwrap().addresses.len(), 1, "it had happened, once");
}
