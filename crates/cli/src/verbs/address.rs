//! `address …`

use pondesk_agent::api::{AddressBook, AddressList, AddressSave};
use pondesk_domain::AddressDraft;

use super::Session;
use crate::args::AddressVerb;
use crate::call::{call, print};
use crate::exit::Failure;
use crate::text;

pub(crate) async fn run(session: &Session, verb: AddressVerb) -> Result<(), Failure> {
    let account_id = session.account_id().await?;
    let book: AddressBook = match verb {
        AddressVerb::List => {
            call(&session.desk, "address_list", &AddressList { account_id, refresh: true }).await?
        }
        AddressVerb::Add { name, phone, province, city, district, street } => {
            let draft = AddressDraft { address_id: None, name, phone, province, city, district, street };
            call(&session.desk, "address_save", &AddressSave { account_id, draft }).await?
        }
    };
    print(session.json, &book, text::addresses)
}
