//! How goods can go back: carriers, and where the seller wants them.

use pandapon::{Client, taobao};
use pondesk_domain::{AfterSalesCase, CaseAction, Platform, ReturnCarrier};

use super::reading;
use crate::api::*;
use crate::desk::Desk;
use crate::translate;

/// The carriers that the platform takes for a case whose goods have to go back, and the address.
///
/// # Errors
/// [`ErrorCode::CaseMissing`], [`ErrorCode::CaseStateForbids`]; those of the call and of the store.
pub async fn list(desk: &Desk, request: CaseCarriersAsked) -> CommandResult<CaseCarriers> {
    let case = reading::kept(desk, &request.account_id, &request.case_id).await?.case;
    if !case.status.stage.actions(case.platform).contains(&CaseAction::SendBack) {
        return Err(super::acting::state_forbids(&case));
    }
    let client = desk.client(&request.account_id).await?;
    read(&client, &case).await
}

/// Reads carriers and address.
///
/// # Errors
/// Those of the call.
pub(super) async fn read(client: &Client, case: &AfterSalesCase) -> CommandResult<CaseCarriers> {
    match case.platform {
        Platform::Taobao => {
            let id = taobao::RefundId::new(case.platform_case_id.as_str());
            let template = client.taobao().render_return_logistics(&id).await?.data;
            let carriers = template.logistics_company_list.iter();
            let told = translate::taobao::case::address(template.receiver_address.as_ref());
            Ok(CaseCarriers {
                carriers: carriers.filter_map(translate::taobao::case::carrier).collect(),
                return_to: told.or_else(|| case.return_to.clone()),
            })
        }
        Platform::Alibaba1688 => {
            let rows = client.alibaba1688().logistics_companies().await?.data;
            Ok(CaseCarriers {
                carriers: rows.read.iter().filter_map(translate::alibaba1688::case::carrier).collect(),
                return_to: case.return_to.clone(),
            })
        }
    }
}

/// The carrier of a code, among those that the platform takes.
///
/// # Errors
/// [`ErrorCode::CarrierUnknown`]; those of [`read`].
pub(super) async fn known(
    client: &Client,
    case: &AfterSalesCase,
    code: &str,
) -> CommandResult<ReturnCarrier> {
    let carriers = read(client, case).await?.carriers;
    carriers
        .into_iter()
        .find(|carrier| carrier.code == code)
        .ok_or_else(|| CommandError::field(ErrorCode::CarrierUnknown, "carrierCode").with("code", code))
}
