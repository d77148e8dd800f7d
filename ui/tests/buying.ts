/** Sample carts, orders and operations for tests and pictures. Names, sums and ids are made up. */
import type {
  AddressBook,
  CartLine,
  CartView,
  CheckoutPreview,
  Operation,
  OperationState,
  OperationStep,
  OperationView,
  Order,
  OrderPage,
  OrderRow,
  OrderStage,
  OrderView,
  OutboxView,
  Platform,
  PreviewOrder,
  Standing,
} from '../src/bindings';
import { anAccount, yuan } from './samples';

const MINUTE = 60_000;
const ago = (minutes: number) => Date.now() - minutes * MINUTE;

interface LineOf {
  title: string;
  variant: string;
  picture: string;
  pieces: number;
  fen: number;
  wasFen?: number;
  buyable?: boolean;
}

function aLine(platform: Platform, lineId: string, of: LineOf): CartLine {
  return {
    platform,
    lineId,
    offerId: `offer-${lineId}`,
    skuId: `sku-${lineId}`,
    specId: null,
    title: of.title,
    variant: of.variant,
    picture: `goods/${of.picture}.svg`,
    quantity: of.pieces,
    unitPrice: yuan(of.fen),
    wasUnitPrice: of.wasFen === undefined ? null : yuan(of.wasFen),
    sum: yuan(of.fen * of.pieces),
    stock: null,
    buyable: of.buyable ?? true,
    addedAt: ago(180),
  };
}

/** A cart of four sellers; one price rose, one line lapsed. */
export function aCart(): CartView {
  const groups = [
    {
      platform: 'taobao' as const,
      sellerId: 's-kiln',
      sellerName: '老窑陶坊',
      lines: [
        aLine('taobao', '31', {
          title: '手作釉面马克杯 360ml',
          variant: '青瓷',
          picture: 'mug',
          pieces: 10,
          fen: 2980,
        }),
        aLine('taobao', '32', { title: '陶土细颈花瓶', variant: '陶红', picture: 'vase', pieces: 2, fen: 5900 }),
      ],
      goods: yuan(41_600),
      readAt: ago(1),
    },
    {
      platform: 'taobao' as const,
      sellerId: 's-keys',
      sellerName: '键与帽',
      lines: [
        aLine('taobao', '41', {
          title: '68键无线机械键盘',
          variant: '灰色 · 茶轴',
          picture: 'keyboard',
          pieces: 2,
          fen: 18_900,
          wasFen: 19_900,
        }),
        aLine('taobao', '42', {
          title: '热升华键帽 104键',
          variant: '浅紫',
          picture: 'keyboard2',
          pieces: 2,
          fen: 12_500,
          buyable: false,
        }),
      ],
      goods: yuan(37_800),
      readAt: ago(120),
    },
    {
      platform: '1688' as const,
      sellerId: 's-mubai',
      sellerName: '木白制衣厂',
      lines: [
        aLine('1688', '51', {
          title: '碎花泡泡袖连衣裙',
          variant: '鼠尾草绿 · M',
          picture: 'v-sage',
          pieces: 34,
          fen: 4250,
        }),
        aLine('1688', '52', {
          title: '碎花泡泡袖连衣裙',
          variant: '豆沙粉 · L',
          picture: 'v-rose',
          pieces: 12,
          fen: 4250,
        }),
        aLine('1688', '53', {
          title: '碎花泡泡袖连衣裙',
          variant: '藏青 · L',
          picture: 'v-navy',
          pieces: 4,
          fen: 4250,
        }),
      ],
      goods: yuan(212_500),
      readAt: ago(1),
    },
    {
      platform: '1688' as const,
      sellerId: 's-lake',
      sellerName: '湖畔声学',
      lines: [
        aLine('1688', '61', {
          title: '头戴式降噪蓝牙耳机',
          variant: '墨蓝',
          picture: 'headphones',
          pieces: 24,
          fen: 8650,
          wasFen: 8200,
        }),
        aLine('1688', '62', {
          title: '头戴式降噪蓝牙耳机',
          variant: '燕麦色',
          picture: 'headphones2',
          pieces: 1,
          fen: 8640,
        }),
      ],
      goods: yuan(216_240),
      readAt: ago(1),
    },
  ];
  const lineCount = groups.reduce((sum, group) => sum + group.lines.length, 0);
  return { cart: { groups, lineCount }, readAt: ago(120), offline: false, failed: [] };
}

export const anAddressBook: AddressBook = {
  addresses: [
    {
      addressId: 'a-1',
      name: '广州2号仓',
      phone: '13800001122',
      province: '广东省',
      city: '广州市',
      district: '白云区',
      street: '云城西路 88 号 B 口 L02-1122',
    },
    {
      addressId: 'a-2',
      name: '义乌仓',
      phone: '13900003344',
      province: '浙江省',
      city: '金华市',
      district: '义乌市',
      street: '城北路 12 号',
    },
  ],
  readAt: ago(30),
  offline: false,
};

/** What ordering these lines would cost: the sums of the cart, with some freight and something off. */
export function aPreview(lineIds: readonly string[], change: Partial<CheckoutPreview> = {}): CheckoutPreview {
  const orders = aCart().cart.groups.flatMap((group): PreviewOrder[] => {
    const lines = group.lines.filter((line) => lineIds.includes(line.lineId));
    if (lines.length === 0) return [];
    const goods = lines.reduce((sum, line) => sum + Number(line.sum?.minor ?? 0), 0);
    const taobao = group.platform === 'taobao';
    return [
      {
        key: `${group.platform}:${group.sellerId}`,
        platform: group.platform,
        sellerId: group.sellerId,
        sellerName: group.sellerName,
        lines: lines.map((line) => ({
          cartLineId: line.lineId,
          offerId: line.offerId,
          skuId: line.skuId,
          title: line.title,
          variant: line.variant,
          picture: line.picture,
          quantity: line.quantity,
          unitPrice: line.unitPrice ?? yuan(0),
          sum: line.sum ?? yuan(0),
        })),
        goods: yuan(goods),
        freight: yuan(taobao ? 1800 : 3200),
        serviceFee: yuan(0),
        discount: yuan(taobao ? 800 : 2000),
        total: yuan(goods + (taobao ? 1000 : 1200)),
        shifts: lines.flatMap((line) =>
          line.wasUnitPrice && line.unitPrice
            ? [
                {
                  cartLineId: line.lineId,
                  was: line.wasUnitPrice,
                  is: line.unitPrice,
                  quantity: line.quantity,
                  effect: yuan((Number(line.unitPrice.minor) - Number(line.wasUnitPrice.minor)) * line.quantity),
                },
              ]
            : [],
        ),
        sumShifts: [],
        quantityShifts: [],
        duplicates: [],
        problems: [],
      },
    ];
  });
  const sum = (some: readonly PreviewOrder[]) => yuan(some.reduce((all, order) => all + Number(order.total.minor), 0));
  return {
    previewId: 'preview-1',
    orders,
    address: anAddressBook.addresses[0]!,
    readyTotal: sum(orders.filter((order) => order.shifts.every((shift) => !(Number(shift.effect.minor) > 0)))),
    total: sum(orders),
    readAt: Date.now() - 12_000,
    ...change,
  };
}

/** Where an operation stands in a state, when nothing special happened. */
function standingIn(state: OperationState): Standing {
  if (state === 'unknown') return { is: 'lookedFor', number: 2, of: 4, at: ago(-0.7), candidates: [] };
  return { is: state === 'ready' || state === 'sending' ? 'underWay' : 'over' };
}

export function anOperation(state: OperationState, change: Partial<Operation> = {}): Operation {
  return {
    operationId: `01JD9Q0Z8K4ZK${state}`,
    accountId: anAccount.accountId,
    kind: 'createOrder',
    platform: '1688',
    orderIds: state === 'done' ? ['1688:2748109355174410'] : [],
    subject: '木白制衣厂',
    pieces: 50,
    amount: yuan(213_700),
    state,
    standing: standingIn(state),
    choices: state === 'unknown' ? ['adopt'] : [],
    writtenAt: ago(4),
    againOf: null,
    sentAgainAs: null,
    last: {
      state,
      at: ago(3.5),
      event: null,
      found: null,
      code: state === 'rejected' ? '40013' : state === 'unknown' ? 'timedOut' : null,
      said: state === 'rejected' ? '余额不足' : null,
      requestId: state === 'ready' || state === 'sending' ? null : '8f21d0aa41c0',
    },
    ...change,
  };
}

const rows: [
  title: string,
  seller: string,
  picture: string,
  platform: Platform,
  pieces: number,
  fen: number,
  OrderStage,
][] = [
  ['碎花泡泡袖连衣裙', '木白制衣厂', 'v-sage', '1688', 50, 213_700, 'toPay'],
  ['头戴式降噪蓝牙耳机', '湖畔声学', 'headphones', '1688', 24, 207_600, 'toPay'],
  ['手作釉面马克杯 360ml', '老窑陶坊', 'mug', 'taobao', 10, 29_800, 'toPay'],
  ['百褶床头灯 橡木', '静光家居', 'lamp', 'taobao', 6, 70_360, 'toPay'],
  ['68键无线机械键盘', '键与帽', 'keyboard', 'taobao', 3, 56_700, 'voucherInReview'],
  ['帆布双肩包 22L', '北门箱包', 'backpack', '1688', 80, 464_000, 'toShip'],
  ['低帮板鞋 米白玉色', '慢步鞋铺', 'sneaker', 'taobao', 4, 63_600, 'voucherRefused'],
  ['手冲咖啡壶 0.8L', '铜巷器具', 'kettle', '1688', 36, 298_800, 'shipped'],
  ['22mm 真皮表带', '马鞍线皮具', 'watch', '1688', 200, 196_000, 'shipped'],
  ['陶土细颈花瓶', '老窑陶坊', 'vase', 'taobao', 2, 11_800, 'paymentUnderWay'],
  ['重磅纯棉T恤 池塘印花', '向阳坡纺织', 'tee', '1688', 120, 324_000, 'completed'],
  ['热升华键帽', '键与帽', 'keyboard2', 'taobao', 5, 62_500, 'closed'],
  ['反光学生书包', '北门箱包', 'backpack2', '1688', 60, 252_000, 'unknown'],
  ['长袖碎花连衣裙', '青禾女装', 'd6', 'taobao', 8, 71_200, 'received'],
];

export const actionsOf = (platform: Platform, stage: OrderStage): OrderRow['actions'] =>
  stage === 'toPay'
    ? platform === 'taobao'
      ? ['pay', 'voucher', 'cancel']
      : ['pay', 'cancel']
    : stage === 'voucherRefused'
      ? ['voucher']
      : [];

/** Rows of the order list, newest first; the second rose in price, the fourth fell. */
export function orderRows(from = 0, count = rows.length): OrderRow[] {
  return Array.from({ length: count }, (_, index) => {
    const at = from + index;
    const [title, sellerName, picture, platform, pieces, fen, stage] = rows[at % rows.length]!;
    const platformOrderId = `27481093${String(55_174_410 + at)}`;
    return {
      orderId: `${platform}:${platformOrderId}`,
      accountId: anAccount.accountId,
      platform,
      platformOrderId,
      title,
      moreLines: at % 5 === 0 ? 2 : 0,
      picture: `goods/${picture}.svg`,
      sellerName,
      pieces,
      total: yuan(fen),
      wasTotal: at === 1 ? yuan(196_800) : at === 3 ? yuan(72_760) : null,
      roseFrom: at === 1 ? yuan(196_800) : null,
      status: { raw: stage === 'unknown' ? 'wait_moon' : stage, stage },
      afterSales: false,
      tags: at % 6 === 2 ? ['VIP'] : [],
      client: at % 6 === 2 ? 'Mai' : null,
      hasNote: at % 6 === 2,
      actions: actionsOf(platform, stage),
      placedAt: ago(12 + at * 95),
      readAt: ago(0.6),
    };
  });
}

/** One page of the order list, of as many as there are. */
export function anOrderPage(change: Partial<OrderPage> = {}): OrderPage {
  const all = orderRows();
  const stages = [...new Set(all.map((row) => row.status.stage))];
  return {
    rows: all,
    next: null,
    counts: stages.map((stage) => ({ stage, count: all.filter((row) => row.status.stage === stage).length })),
    total: 12_408,
    since: Date.UTC(2023, 0, 2),
    readAt: ago(0.6),
    ...change,
  };
}

/** An order with its story, as the row of the list promises it. */
export function anOrderView(row: OrderRow = orderRows()[1]!): OrderView {
  const unit = Math.round(Number(row.total?.minor ?? 0) / row.pieces);
  const order: Order = {
    orderId: row.orderId,
    accountId: row.accountId,
    platform: row.platform,
    platformOrderId: row.platformOrderId,
    purchaseOrderId: null,
    salesOrderId: null,
    outerId: null,
    status: row.status,
    sellerName: row.sellerName,
    lines: [
      {
        lineId: 'l-1',
        offerId: '710644820930',
        skuId: 'sku-1',
        title: row.title,
        variant: '墨蓝',
        picture: row.picture,
        quantity: row.pieces,
        unitPrice: yuan(unit),
        sum: row.total,
        status: null,
        afterSales: null,
      },
    ],
    goods: row.total,
    freight: yuan(0),
    discount: yuan(0),
    total: row.total,
    placedAt: row.placedAt,
    payment: { paidAt: null, payBefore: row.status.stage === 'toPay' ? Date.now() + 82 * MINUTE : null },
    receiver: '广州2号仓 · 138****1122 · 广东省广州市白云区云城西路 88 号',
    parcels: row.status.stage === 'shipped' ? [{ carrier: '中通快递', waybill: '75412233098812' }] : [],
    closedReason: null,
  };
  const story = { source: 'sync' as const, requestId: '8f21d0aa41c0', oldStage: null, newStage: null };
  return {
    order,
    actions: row.actions,
    wasTotal: row.wasTotal,
    roseFrom: row.roseFrom,
    own: {
      note: row.hasNote ? 'Gọi trước khi giao' : null,
      tags: row.tags,
      client: row.client,
      files: [],
      editedAt: null,
    },
    changes: [
      ...(row.wasTotal && row.total
        ? [{ ...story, field: 'total', old: row.wasTotal.minor, new: row.total.minor, seenAt: ago(3) }]
        : []),
      {
        ...story,
        field: 'status',
        old: null,
        new: row.status.raw,
        newStage: row.status.stage,
        seenAt: ago(150),
        source: 'ownAction',
      },
    ],
    vouchers:
      row.platform === 'taobao'
        ? [
            {
              voucherId: 'v-1',
              orderId: row.orderId,
              fileName: 'bank-slip.png',
              mediaType: 'image/png',
              bytes: 412_000,
              sha256: 'a'.repeat(64),
              remark: '工商银行 11月22日',
              keptAt: ago(60),
              state: row.status.stage === 'voucherRefused' ? 'refused' : 'handedIn',
            },
          ]
        : [],
    mostVoucherBytes: 3_000_000,
    operations: [anOperation('done', { orderIds: [row.orderId], writtenAt: ago(151), amount: row.total })],
    readAt: ago(0.6),
    offline: false,
    failed: null,
  };
}

/** An outbox with something of each kind. */
export function anOutbox(): OutboxView {
  return {
    unknown: [anOperation('unknown')],
    unsent: [],
    underWay: [
      anOperation('sending', {
        operationId: 'op-sending',
        kind: 'handInVoucher',
        platform: 'taobao',
        subject: 'bank-slip.pdf',
        pieces: null,
        amount: yuan(29_800),
      }),
    ],
    over: [
      anOperation('done', {
        operationId: 'op-pay',
        kind: 'payOrders',
        subject: '木白制衣厂',
        pieces: null,
        writtenAt: ago(16),
      }),
      anOperation('done', { operationId: 'op-create', platform: 'taobao', subject: '老窑陶坊', writtenAt: ago(170) }),
      anOperation('rejected', {
        operationId: 'op-refused',
        kind: 'payOrders',
        subject: '键与帽',
        pieces: null,
        writtenAt: ago(220),
      }),
      anOperation('done', {
        operationId: 'op-cancel',
        kind: 'cancelOrder',
        subject: '北门箱包',
        pieces: null,
        amount: null,
        writtenAt: ago(250),
      }),
      anOperation('done', {
        operationId: 'op-address',
        kind: 'saveAddress',
        platform: null,
        subject: '广州2号仓',
        pieces: null,
        amount: null,
        orderIds: [],
        writtenAt: ago(3000),
      }),
    ],
  };
}

/** An operation with its story. */
export function anOperationView(operation: Operation = anOperation('unknown')): OperationView {
  const step = (state: OperationState, at: number, change: Partial<OperationStep> = {}): OperationStep => ({
    state,
    at,
    event: null,
    found: null,
    code: null,
    said: null,
    requestId: null,
    ...change,
  });
  const sent = operation.state === 'ready' ? [] : [step('sending', operation.writtenAt + 140)];
  return {
    operation,
    steps: [
      step('ready', operation.writtenAt),
      ...sent,
      ...(operation.state === 'ready' || operation.state === 'sending' ? [] : [operation.last]),
    ],
    consents: [],
    requestLine: 'POST /alibaba/order/create',
    request:
      '{\n  "flow": "general",\n  "message": "请按尺码分开包装",\n  "addressParam": { "fullName": "广州2号仓" },\n  "cartIds": [51, 52, 53]\n}',
    answer: operation.state === 'rejected' ? '{"code":40013,"message":"余额不足","requestId":"8f21d0aa41c0"}' : null,
  };
}
