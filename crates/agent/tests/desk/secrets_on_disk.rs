//! After a run, no secret is anywhere on the disk.

use std::path::Path;

use pondesk_agent::api::*;
use pondesk_domain::{AddressDraft, Platform};

use crate::ground::Ground;

fn files_with(folder: &Path, needle: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, needle));
        } else if std::fs::read(&path).unwrap().windows(needle.len()).any(|window| window == needle) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test]
async fn no_secret_is_written_or_told() {
    let mut ground = Ground::new().await;
    let (_, sandbox_secret) = ground.keys().await;
    let typed = AccountAdd { access_secret: "typed-secret-5f3a9c77e1".into(), ..ground.typed().await };
    let shown = format!("{typed:?}");
    let sandbox_account = ground.account_id.clone();
    let added: AccountView = ground.run("account_add", &typed).await.unwrap();
    ground.account_id = added.account_id;
    // Refused, told and kept wherever errors are kept.
    let error = ground.words(Platform::Taobao, "杯", 1).await.unwrap_err();
    let draft = AddressDraft {
        name: "张三".into(),
        phone: "13800000000".into(),
        province: "浙江省".into(),
        city: "杭州市".into(),
        district: "滨江区".into(),
        street: "网商路1号".into(),
        address_id: None,
    };
    for account_id in [ground.account_id.clone(), sandbox_account] {
        ground.account_id = account_id.clone();
        let _: CommandResult<AddressBook> =
            ground.run("address_save", &AddressSave { account_id, draft: draft.clone() }).await;
        let _ = ground.words(Platform::Alibaba1688, "杯", 1).await;
    }
    let told = [
        shown,
        format!("{error:?} {error}"),
        format!("{:?}", ground.status().await),
        format!("{:?}", ground.desk),
    ];
    let (folder, keys) =
        (ground.folder.path().to_owned(), ["typed-secret-5f3a9c77e1", sandbox_secret.as_str()]);
    for secret in keys {
        assert!(told.iter().all(|text| !text.contains(secret)), "{told:?}");
        assert_eq!(files_with(&folder, secret.as_bytes()), Vec::<String>::new());
        assert_eq!(files_with(&folder, hex::encode(secret).as_bytes()), Vec::<String>::new());
    }
    assert!(!files_with(&folder, "网商路1号".as_bytes()).is_empty(), "the search itself works");
}
