/** What the fake host answers where guards ask before money moves: scene `guards`. */
import type { AccountLimits, CheckoutPreview, Consent } from '../../src/bindings';
import { CommandFailure, plainFailure } from '../../src/platform/host';
import { anOperation, anOperationView, anOutbox, aPreview, orderRows } from '../buying';
import type { Answers } from '../fake';
import { yuan } from '../samples';

const ago = (minutes: number) => Date.now() - minutes * 60_000;

export const limits: AccountLimits = {
  accountId: 'acc-1',
  limits: { daily: yuan(1_000_000), confirmAbove: yuan(200_000), duplicateHours: 24 },
  spentToday: yuan(243_500),
  dayStart: ago(600),
};

function asking(preview: CheckoutPreview): CheckoutPreview {
  const [first, second, third] = preview.orders;
  if (first) {
    first.serviceFee = yuan(500);
    first.sumShifts = [
      { sum: 'freight', was: yuan(1500), is: yuan(1800), effect: yuan(300) },
      { sum: 'discount', was: yuan(1000), is: yuan(800), effect: yuan(200) },
      { sum: 'total', was: yuan(Number(first.total.minor) - 500), is: first.total, effect: yuan(500) },
    ];
  }
  if (second) {
    const [orderId] = orderRows().map((row) => row.orderId);
    const cartLineIds = second.lines.slice(0, 2).map((line) => line.cartLineId);
    second.duplicates = [
      { operationId: 'op-1', state: 'done', orderIds: [orderId!], at: ago(130), cartLineIds },
      { operationId: 'op-2', state: 'unknown', orderIds: [], at: ago(12), cartLineIds: cartLineIds.slice(0, 1) },
    ];
  }
  if (third?.lines[0]) {
    const { cartLineId, quantity } = third.lines[0];
    third.quantityShifts = [{ cartLineId, was: quantity - 1, is: quantity }];
  }
  return preview;
}

const refusal = (code: 'confirmationNeeded' | 'dailyLimit' | 'orderedAlready', details: Record<string, string>) =>
  Promise.reject(new CommandFailure({ ...plainFailure(code).failure, details }));

const consents: Consent[] = [
  {
    kind: 'dearer',
    shifts: [{ cartLineId: '31', was: yuan(8200), is: yuan(8650), quantity: 24, effect: yuan(10_800) }],
    sums: [{ sum: 'freight', was: yuan(1500), is: yuan(1800), effect: yuan(300) }],
  },
  { kind: 'again', earlier: ['01KAGQ3J7Z0Y8S6W7E9T2M4N5P'] },
  { kind: 'aboveAmount', limit: yuan(200_000), sum: yuan(213_700) },
];

/** Everything is asked about once. */
export function guarding(): Answers {
  const lost = anOperation('unknown', {
    standing: { is: 'undecided', looks: 4, candidates: [] },
    choices: ['adopt', 'sendAgain', 'drop'],
  });
  return {
    account_limits: () => limits,
    account_limits_save: () => limits,
    checkout_preview: ({ lines }) => asking(aPreview(lines.map((line) => line.lineId))),
    checkout_place: ({ keys, confirmed }) =>
      confirmed
        ? {
            placed: keys.map((key, index) => ({
              key,
              operation: anOperation('done', { operationId: `op-${key}`, orderIds: [orderRows()[index]!.orderId] }),
              was: yuan(214_900),
              error: null,
            })),
            changed: null,
          }
        : refusal('confirmationNeeded', { limit: '200000', sum: '324620' }),
    order_pay: ({ orders, confirmed }) =>
      confirmed
        ? {
            operations: [],
            paid: orders.map((order) => order.orderId),
            notPaid: [],
            fell: orders
              .slice(0, 1)
              .map(({ orderId, total }) => ({ orderId, was: total, is: yuan(Number(total.minor) - 1200) })),
          }
        : refusal('confirmationNeeded', { limit: '200000', sum: '213700' }),
    outbox_list: () => ({ ...anOutbox(), unknown: [lost] }),
    outbox_show: ({ operationId }) => ({
      ...anOperationView(
        operationId === lost.operationId
          ? lost
          : Object.values(anOutbox())
              .flat()
              .find((one) => one.operationId === operationId),
      ),
      consents,
    }),
    outbox_resolve: () => refusal('orderedAlready', { earlier: 'op-done op-refused' }),
  };
}
