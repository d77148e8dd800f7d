/** The word for each stage of an order, the same everywhere. */
import type { OrderStage } from '../bindings';
import { m } from '../i18n';

const words: Record<OrderStage, () => string> = {
  building: m.kit_stage_building,
  toPay: m.kit_stage_to_pay,
  voucherInReview: m.kit_stage_voucher_in_review,
  voucherRefused: m.kit_stage_voucher_refused,
  paymentUnderWay: m.kit_stage_payment_under_way,
  toShip: m.kit_stage_to_ship,
  shipped: m.kit_stage_shipped,
  received: m.kit_stage_received,
  completed: m.kit_stage_completed,
  closed: m.kit_stage_closed,
  unknown: m.kit_stage_unknown,
};

/** What a stage is called in the language of the desk. */
export function stageWord(stage: OrderStage): string {
  return words[stage]();
}
