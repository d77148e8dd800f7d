/** What the fake host answers to carts, orders and the outbox; `scene` chooses among states. */
import type { Choice, OutboxView, Platform } from '../../src/bindings';
import { plainFailure } from '../../src/platform/host';
import {
  aCart,
  anAddressBook,
  anOperation,
  anOperationView,
  anOrderPage,
  anOrderView,
  anOutbox,
  aPreview,
  orderRows,
} from '../buying';
import type { Answers } from '../fake';
import { anOrderDesk } from '../orderDesk';
import { anAccount, anEmptyCart } from '../samples';

const never = () => new Promise<never>(() => undefined);

/** An outbox in which one operation stands as the scene says. */
function outboxOf(scene: string): OutboxView {
  const undecided = (looks: number, candidates: string[], choices: Choice[]) =>
    anOperation('unknown', { standing: { is: 'undecided', looks, candidates }, choices });
  const [one, other] = orderRows().map((row) => row.orderId) as [string, string];
  switch (scene) {
    case 'empty':
      return { unknown: [], unsent: [], underWay: [], over: [] };
    case 'notFound':
      return { ...anOutbox(), unknown: [undecided(4, [], ['adopt', 'sendAgain', 'drop'])] };
    case 'several':
      return { ...anOutbox(), unknown: [undecided(1, [one, other], ['adopt', 'drop'])] };
    case 'unsent':
      return {
        ...anOutbox(),
        unknown: [],
        unsent: [anOperation('ready', { standing: { is: 'unsent' }, choices: ['sendAgain', 'drop'] })],
      };
    default:
      return anOutbox();
  }
}

/** Carts that could not be read: the net is away, the keychain is locked, or one of them alone. */
function unread(scene: string) {
  const of = (platform: Platform, code: 'notReached' | 'keychainLocked' | 'unreadable') => ({
    platform,
    error: plainFailure(code).failure as never,
  });
  const failures: Record<string, ReturnType<typeof of>[]> = {
    offline: [of('taobao', 'notReached'), of('1688', 'notReached')],
    locked: [of('taobao', 'keychainLocked'), of('1688', 'keychainLocked')],
    half: [of('taobao', 'unreadable')],
  };
  const failed = failures[scene] ?? [];
  return { offline: failed.length > 0, failed };
}

/** Answers of the second half of the UI. */
export function buying(scene: string): Answers {
  const outbox = outboxOf(scene);
  if (scene === 'loading') {
    return { cart_list: never, address_list: never, order_marks: never, order_show: never, outbox_list: never };
  }
  if (scene === 'broken') {
    const broken = () => Promise.reject(plainFailure('notReached', 'dns error: no such host'));
    return { cart_list: broken, address_list: broken, order_marks: broken, order_show: broken, outbox_list: broken };
  }
  return {
    cart_list: () => (scene === 'empty' ? anEmptyCart : { ...aCart(), ...unread(scene) }),
    cart_edit: ({ quantity }) =>
      quantity < 3
        ? Promise.reject(
            Object.assign(plainFailure('selectionFaulty'), {
              failure: {
                ...plainFailure('selectionFaulty').failure,
                field: 'quantity',
                details: { faults: JSON.stringify([{ kind: 'belowMinimum', moq: 3, picked: quantity }]) },
              },
            }),
          )
        : aCart(),
    cart_remove: () => aCart(),
    address_list: () => anAddressBook,
    address_save: () => anAddressBook,
    checkout_preview: ({ lines }) => {
      const preview = aPreview(lines.map((line) => line.lineId));
      if (scene === 'problem' && preview.orders[0]) {
        preview.orders[0].problems = [
          { cartLineId: preview.orders[0].lines[0]!.cartLineId, code: 'STOCK', said: '库存不足' },
        ];
      }
      return preview;
    },
    checkout_place: ({ keys }) => ({
      placed: keys.map((key, index) => ({
        key,
        operation: anOperation((['done', 'unknown', 'rejected'] as const)[index % 3]!, {
          operationId: `op-${key}`,
          platform: key.startsWith('taobao') ? 'taobao' : '1688',
        }),
        was: null,
        error: index % 3 === 2 ? plainFailure('balanceTooSmall').failure : null,
      })) as never,
      changed: null,
    }),
    ...anOrderDesk(12_408),
    ...(scene === 'empty'
      ? {
          order_counts: () => [],
          order_marks: () => ({ total: 0, cursors: [] }),
          order_list: () => anOrderPage({ rows: [], counts: [], total: 0, since: null, readAt: null }),
        }
      : {}),
    order_export: () => ({
      paperId: 'p-1',
      fileName: 'orders-2026-11-23.xlsx',
      state: 'running',
      written: 4200,
      total: 12_408,
      unwritten: '',
      error: null,
    }),
    paper_show: () => ({
      paperId: 'p-1',
      fileName: 'orders-2026-11-23.xlsx',
      state: 'running',
      written: 4200,
      total: 12_408,
      unwritten: '',
      error: null,
    }),
    order_refresh: () => ({
      read: 42,
      changed: 3,
      failed: [{ platform: 'taobao', error: plainFailure('timedOut').failure as never }],
    }),
    order_show: ({ orderId }) => ({
      ...anOrderView(orderRows(0, 42).find((row) => row.orderId === orderId)),
      offline: scene === 'offline' || scene === 'locked',
      failed: unread(scene).failed[0]?.error ?? null,
    }),
    order_pay: ({ orders }) => ({
      operations: [anOperation('unknown', { kind: 'payOrders' })],
      paid: orders.slice(1).map((order) => order.orderId),
      notPaid: orders.slice(0, 1).map((order) => ({
        orderId: order.orderId,
        error: plainFailure('balanceTooSmall', '余额不足').failure as never,
      })),
      fell: [],
    }),
    order_voucher: () => ({ operation: anOperation('done', { kind: 'handInVoucher' }), error: null }),
    order_cancel: () => ({
      operation: anOperation('rejected', { kind: 'cancelOrder' }),
      error: plainFailure('cancelTooSoon').failure as never,
    }),
    outbox_list: () => outbox,
    outbox_show: ({ operationId }) =>
      anOperationView(
        Object.values(outbox)
          .flat()
          .find((one) => one.operationId === operationId),
      ),
    account_test: () => never(),
    account_remove: () => never(),
    account_secret: () => anAccount,
  };
}
