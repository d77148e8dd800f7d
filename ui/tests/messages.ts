/** Pushed messages for tests and pictures. */
import type {
  Callback,
  CallbackPage,
  CallbackSettings,
  CallbackState,
  CallbackView,
  Notice,
  NoticePage,
  PriceChange,
  PriceChangePage,
} from '../src/bindings';
import { anAccount, yuan } from './samples';

const RECEIVED = Date.now() - 60_000;

/** A price of 1688 that was applied, unless told otherwise. */
export function aCallback(change: Partial<Callback> = {}): Callback {
  return {
    callbackId: 'cb-1',
    accountId: anAccount.accountId,
    origin: 'pushed',
    state: 'applied',
    reason: null,
    said: null,
    kind: 'priceModified',
    messageType: 'ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY',
    platform: '1688',
    orderName: '2748109355174410',
    orderId: '1688:2748109355174410',
    facts: { total: yuan(213_700), goods: null, freight: null, discount: null, status: null, afterSales: null },
    signature: 'right',
    saidAt: RECEIVED - 400,
    receivedAt: RECEIVED,
    lastReceivedAt: RECEIVED,
    times: 1,
    confirmedAt: RECEIVED + 900,
    requestId: 'r-1',
    bytes: 8204,
    ...change,
  };
}

const nothingSaid = { total: null, goods: null, freight: null, discount: null, status: null, afterSales: null };
const open = (id: number, state: CallbackState, change: Partial<Callback> = {}): Callback =>
  aCallback({
    callbackId: `cb-${id}`,
    state,
    facts: nothingSaid,
    confirmedAt: null,
    requestId: null,
    receivedAt: RECEIVED - id * 47_000,
    lastReceivedAt: RECEIVED - id * 47_000,
    ...change,
  });

/** One message of each kind, newest first. */
export function someCallbacks(): Callback[] {
  return [
    aCallback({ times: 3, lastReceivedAt: RECEIVED + 30_000 }),
    open(2, 'waiting', {
      kind: 'statusChanged',
      messageType: 'TAOBAO_ORDER_STATUS_CHANGED',
      platform: 'taobao',
      orderName: '1907552640378813',
      orderId: 'taobao:1907552640378813',
      facts: { ...nothingSaid, status: { raw: 'WAIT_BUYER_CONFIRM_GOODS', stage: 'shipped' } },
    }),
    open(3, 'waiting', {
      reason: 'offline',
      facts: { ...nothingSaid, total: yuan(11_727), freight: yuan(800) },
      signature: 'missing',
    }),
    open(4, 'unknownType', {
      reason: 'unknownType',
      kind: null,
      messageType: 'ORDER_BUYER_VIEW_ORDER_DANCE',
      orderId: null,
      signature: 'missing',
    }),
    open(5, 'unreadable', {
      reason: 'noJson',
      said: 'the message is no JSON: EOF while parsing a string at line 1 column 611',
      kind: null,
      messageType: null,
      platform: null,
      orderName: null,
      orderId: null,
      signature: 'missing',
      bytes: 1204,
    }),
    open(6, 'unmatched', { reason: 'unknownOrder', orderId: null, orderName: '3310000010217745' }),
    open(7, 'refused', { reason: 'wrongSignature', orderId: null, signature: 'wrong' }),
    open(8, 'applied', {
      kind: 'refund',
      messageType: 'ORDER_BUYER_VIEW_ORDER_REFUND_AFTER_SALES',
      facts: { ...nothingSaid, afterSales: 'waitselleragree' },
      confirmedAt: RECEIVED - 370_000,
    }),
  ];
}

/** A page of messages with the counts of all of them. */
export function aCallbackPage(rows: Callback[] = someCallbacks(), all: Callback[] = rows): CallbackPage {
  const states = [...new Set(all.map(({ state }) => state))];
  return {
    rows,
    next: null,
    counts: states.map((state) => ({ state, count: all.filter((row) => row.state === state).length })),
  };
}

/** A message with what came. */
export function aCallbackView(callback: Callback = aCallback()): CallbackView {
  const text = `{ "messageType": "${callback.messageType ?? ''}",\n  "messagePlatform": 1,\n  "timestamp": "1795356662004" }`;
  return { callback, authorization: null, text, cut: false };
}

/** Receiving, switched on and well. */
export function someSettings(change: Partial<CallbackSettings> = {}): CallbackSettings {
  return {
    receiver: { on: true, host: '127.0.0.1', port: 8787, publicUrl: 'https://desk.example.com' },
    standing: {
      listening: '127.0.0.1:8787',
      failure: null,
      turnedAway: { wrongPath: 0, tooLarge: 0, tooSlow: 0, tooMany: 0, notKept: 0 },
      verifiedAt: null,
    },
    doors: [
      {
        accountId: anAccount.accountId,
        path: '/callback/5f0c1d2e3b4a59687766554433221100',
        publicUrl: 'https://desk.example.com/callback/5f0c1d2e3b4a59687766554433221100',
        mode: 'logOnly',
        signedTexts: ['keyThenBody', 'body', 'bodyThenKey'],
      },
    ],
    ...change,
  };
}

/** Two prices that moved: one dearer by a message, one cheaper by a sync. */
export function somePrices(): PriceChangePage {
  const rose: PriceChange = {
    changeId: '12',
    accountId: anAccount.accountId,
    orderId: '1688:2748109355174410',
    platform: '1688',
    title: 'Noise-cancelling headphones',
    picture: 'goods/headphones.svg',
    field: 'unitPrice',
    lineId: 'l-1',
    quantity: 24,
    was: yuan(8_200),
    is: yuan(8_650),
    effect: yuan(10_800),
    unpaid: true,
    seenAt: RECEIVED + 900,
    source: 'callback',
    requestId: 'r-1',
    message: { callbackId: 'cb-1', at: RECEIVED },
  };
  const fell: PriceChange = {
    ...rose,
    changeId: '11',
    orderId: 'taobao:1907552640378813',
    platform: 'taobao',
    title: 'Glazed mug 360 ml',
    picture: 'goods/mug.svg',
    field: 'discount',
    lineId: null,
    quantity: 10,
    was: yuan(0),
    is: yuan(800),
    effect: yuan(-800),
    unpaid: false,
    seenAt: RECEIVED - 3_600_000,
    source: 'sync',
    requestId: 'r-0',
    message: null,
  };
  return { rows: [rose, fell], next: null, changes: 2, rose: yuan(10_800), fell: yuan(800) };
}

/** What happened to orders without the user's doing. */
export function someNotices(): NoticePage {
  const rose: Notice = {
    noticeId: '12',
    kind: 'priceRose',
    accountId: anAccount.accountId,
    orderId: '1688:2748109355174410',
    platform: '1688',
    title: 'Noise-cancelling headphones',
    was: yuan(202_900),
    is: yuan(213_700),
    status: null,
    afterSales: null,
    caseId: null,
    said: null,
    unpaid: true,
    at: RECEIVED + 900,
    source: 'callback',
    read: false,
  };
  const shipped: Notice = {
    ...rose,
    noticeId: '10',
    kind: 'statusChanged',
    orderId: 'taobao:1907552640378813',
    platform: 'taobao',
    title: 'Pleated bedside lamp',
    was: null,
    is: null,
    status: { raw: '11', stage: 'shipped' },
    unpaid: false,
    at: RECEIVED - 3_600_000,
  };
  const afterSales: Notice = {
    ...shipped,
    noticeId: '9',
    kind: 'afterSales',
    status: null,
    afterSales: { raw: '-10', stage: 'refused' },
    caseId: 'taobao:520011',
    at: RECEIVED - 7_200_000,
    source: 'sync',
    read: true,
  };
  return { rows: [rose, shipped, afterSales], next: null, unread: 2 };
}
