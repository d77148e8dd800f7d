/** Samples for the diagnostics screen. */
import type { CallLine, LastCalls, OperationRow } from '../src/bindings';
import { anAccount } from './samples';

const row = (change: Partial<OperationRow>): OperationRow => ({
  operation: 'taobaoGetOrder',
  meaning: 'Read one Taobao order.',
  group: 'taobaoOrders',
  title: '根据订单ID获取订单详情',
  v1: { method: 'GET', path: '/open/order/detail' },
  v2: { method: 'GET', path: '/v2/taobao/order/detail' },
  sureness: 'inferred',
  pathSeen: false,
  repeatable: true,
  changes: false,
  extra: false,
  place: { method: 'GET', path: '/open/order/detail' },
  overridden: false,
  ...change,
});
/** Two rows of the operation table: one that reads, one that changes something. */
export const operationRows = [
  row({}),
  row({
    operation: 'alibaba1688PayOrder',
    meaning: 'Pay an order by agreement, or get its cashier page.',
    group: 'alibaba1688Orders',
    title: '订单支付',
    v1: { method: 'GET', path: '/alibaba/order/pay/url' },
    v2: null,
    place: { method: 'GET', path: '/alibaba/order/pay/url' },
    sureness: 'documented',
    pathSeen: true,
    repeatable: false,
    changes: true,
  }),
];
/** A call that went well. */
export const callLine: CallLine = {
  accountId: anAccount.accountId,
  operation: 'taobaoGetOrder',
  method: 'GET',
  path: '/open/order/detail',
  at: Date.now(),
  tookMs: 41,
  slow: false,
  httpStatus: 200,
  code: '200',
  requestId: '4cfda0b7',
  sentBytes: 0,
  receivedBytes: 310,
  failed: null,
};
/** Two calls, the newer one refused. */
export const lastCalls: LastCalls = {
  calls: [
    { callId: 2, call: { ...callLine, code: '10006', failed: 'refused' } },
    { callId: 1, call: callLine },
  ],
  medianMs: 41,
  failed: 1,
  slow: 0,
};
