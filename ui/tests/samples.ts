/** Sample data for tests and pictures. Names, sums and ids are made up. */
import type {
  AccountView,
  CartView,
  DataView,
  DeskStatus,
  Offer,
  OfferPage,
  OfferPrice,
  OfferSummary,
  OfferView,
  Platform,
  RestoreNotice,
  SelectionSum,
  Sku,
} from '../src/bindings';

export const yuan = (minor: number | string) => ({ minor: String(minor), currency: 'CNY' as const });

export const anAccount: AccountView = {
  accountId: 'acc-1',
  name: 'Practice desk',
  environment: 'sandbox',
  baseUrl: null,
  accessKeyHint: '58c0····7c41',
  userId: '10086',
  connection: {
    scheme: 'scheme1',
    timestampUnit: 'milliseconds',
    edition: 'v1',
    voucherTransport: 'base64',
    overrides: [],
  },
  secret: 'available',
  addedAt: Date.now() - 86_400_000,
};

export function aStatus(change: Partial<DeskStatus> = {}): DeskStatus {
  return {
    version: '0.1.0',
    accounts: [anAccount],
    current: anAccount.accountId,
    settings: {
      language: 'en',
      theme: 'light',
      density: 'normal',
      echoed: ['priceRose', 'priceFell', 'afterSales'],
      orderColumns: [],
    },
    outbox: { ready: 0, sending: 0, unknown: 1 },
    cartLines: 13,
    ordersToPay: 4,
    casesYours: 3,
    lastAnswerAt: Date.now() - 38_000,
    online: true,
    clockOffsetMs: 400,
    callsWaiting: 0,
    balance: yuan(1_824_055),
    notices: [],
    now: Date.now(),
    ...change,
  };
}

export const aRestore: RestoreNotice = {
  noticeId: '20261123-025037-123',
  cause: 'damaged',
  at: Date.now() - 60_000,
  backupMadeAt: Date.now() - 9 * 3_600_000,
  movedAside: 'moved-aside/20261123-025037-123',
  newerOrders: 14,
  operations: 6,
  unknown: 1,
  allRead: true,
  ordersFetched: true,
};

const day = 86_400_000;
export const aDataView: DataView = {
  checkedAt: Date.now() - 3 * 3_600_000,
  backups: [
    { days: 0, kind: 'asked' as const, name: '20261123-101500-000-asked.sqlite' },
    { days: 0, kind: 'daily' as const, name: '20261123-060210-514-daily.sqlite' },
    { days: 1, kind: 'daily' as const, name: '20261122-060144-020-daily.sqlite' },
    { days: 2, kind: 'beforeMigration' as const, name: '20261121-174903-377-before-migration.sqlite' },
    { days: 2, kind: 'daily' as const, name: '20261121-055931-845-daily.sqlite' },
    { days: 8, kind: 'daily' as const, name: '20261115-055712-006-daily.sqlite' },
  ].map(({ days, kind, name }, index) => ({
    name,
    kind,
    madeAt: Date.now() - days * day - (index + 1) * 3_600_000,
    bytes: 43_100_000 - index * 700_000,
  })),
  failure: null,
  daysKept: 7,
  weeksKept: 4,
};

const goods: [zh: string, en: string, seller: string, fen: number][] = [
  ['碎花泡泡袖连衣裙 工厂现货 一件代发', 'Floral midi dress, puff sleeve, factory stock', '木白制衣厂', 4250],
  ['法式方领碎花裙 夏季显瘦款', 'French floral dress, square neck, summer', '南街工坊', 5990],
  ['绿色碎花连衣裙 宽松无腰带', 'Green floral dress without belt, loose waist', '棉麻物语', 7200],
  ['茶歇短裙 碎花 及膝款', 'Short tea dress, floral, knee length', '晨露服饰', 5500],
  ['长袖碎花连衣裙 秋款加厚', 'Long-sleeve floral dress, autumn weight', '青禾女装', 8900],
  ['薄荷绿格纹泡泡袖连衣裙', 'Checked puff-sleeve dress, mint', '小窗衣橱', 6450],
  ['奶油色碎花泡泡袖连衣裙', 'Cream floral dress, puff sleeve', '棉麻物语', 6600],
  ['复古碎花中长裙', 'Vintage floral dress, mid-calf', '小窗衣橱', 6100],
  ['跨境碎花连衣裙 6色 S–2XL', 'Cross-border floral dress, 6 colours, S–2XL', '云禾服饰', 3800],
];
const pictures = ['d1', 'd2', 'd8', 'd9', 'd6', 'd10', 'v-cream', 'g3', 'd3'];

export function aSummary(platform: Platform, index: number, match: number | null = null): OfferSummary {
  const [zh, en, sellerName, fen] = goods[index % goods.length]!;
  const wholesale = platform === '1688';
  return {
    platform,
    offerId: `${wholesale ? '7106448209' : '6822071133'}${30 + index}`,
    title: { original: zh, translations: { en } },
    picture: `goods/${pictures[index % pictures.length]}.svg`,
    price: yuan(wholesale ? Math.round(fen * 0.62) : fen),
    listPrice: null,
    moq: wholesale ? 2 + (index % 4) : null,
    sold: wholesale ? null : 2100 - index * 190,
    repurchasePercent: wholesale ? null : 38 - index,
    shipsInHours: wholesale ? [24, 48, 72][index % 3]! : null,
    sellerName,
    stock: null,
    matchPercent: match === null ? null : match - index * 3,
  };
}

export function aPage(platform: Platform, query: OfferPage['query'], page = 1, readAt = Date.now() - 6000): OfferPage {
  const match = query.kind === 'picture' ? 98 : null;
  const offers = Array.from({ length: 9 }, (_, index) => aSummary(platform, index + (page - 1) * 9, match));
  return {
    platform,
    query,
    offers,
    page,
    total: platform === 'taobao' ? 214 : 168,
    unreadable: 0,
    hasMore: page < 3,
    sorted: true,
    readAt,
    offline: false,
  };
}

const colours: [zh: string, en: string, picture: string][] = [
  ['鼠尾草绿', 'Sage', 'v-sage'],
  ['豆沙粉', 'Dusty rose', 'v-rose'],
  ['藏青', 'Navy', 'v-navy'],
  ['奶油', 'Cream', 'v-cream'],
  ['黑色', 'Black', 'v-black'],
  ['浅紫', 'Lilac', 'v-lilac'],
];
const sizes = ['S', 'M', 'L', 'XL', '2XL'];
const stocks = [
  [420, 388, 96, 210, 155],
  [300, 240, 18, 122, 0],
  [180, 164, 90, 77, 40],
  [96, 88, 0, 12, 0],
  [512, 498, 420, 300, 188],
  [60, 0, 44, 31, 9],
];

export function anOffer(platform: Platform = '1688'): Offer {
  const skus: Sku[] = colours.flatMap((_, colour) =>
    sizes.map((_, size) => ({
      skuId: `sku-${colour}-${size}`,
      specId: null,
      supplyItemId: null,
      supplySkuId: null,
      values: [colour, size],
      price: platform === 'taobao' ? yuan(6800 + colour * 100) : null,
      listPrice: null,
      stock: stocks[colour]![size]!,
      weightGrams: 310,
    })),
  );
  return {
    platform,
    offerId: '710644820930',
    title: {
      original: '碎花泡泡袖连衣裙 工厂现货 一件代发',
      translations: { en: 'Floral midi dress, puff sleeve, factory stock' },
    },
    pageUrl: 'https://detail.1688.com/offer/710644820930.html',
    pictures: ['d7', 'v-rose', 'v-navy', 'g3', 'v-black', 'v-lilac', 'd4'].map((name) => `goods/${name}.svg`),
    categoryId: null,
    seller: { id: 's-1', name: '木白制衣厂', place: '杭州', years: 6, ratingX10: 48 },
    dimensions: [
      {
        name: { original: '颜色', translations: { en: 'Colour' } },
        values: colours.map(([original, en, picture]) => ({
          name: { original, translations: { en } },
          picture: `goods/${picture}.svg`,
        })),
      },
      {
        name: { original: '尺码', translations: { en: 'Size' } },
        values: sizes.map((original) => ({ name: { original, translations: {} }, picture: null })),
      },
    ],
    skus,
    tiers:
      platform === '1688'
        ? [
            { from: 3, price: yuan(4480) },
            { from: 30, price: yuan(4250) },
            { from: 100, price: yuan(3980) },
            { from: 500, price: yuan(3720) },
          ]
        : [],
    moq: platform === '1688' ? 3 : 1,
    unit: '件',
    attributes: [
      ['材质', '雪纺'],
      ['里料', '带内衬'],
      ['风格', '法式'],
    ],
    sold: 2100,
    repurchasePercent: 38,
    shipsInHours: 24,
    onSale: true,
  };
}

const DAY = 86_400_000;

export function anOfferView(platform: Platform = '1688'): OfferView {
  const now = Date.now();
  const seen: [days: number, fen: number][] = [
    [264, 4600],
    [210, 4480],
    [160, 4300],
    [120, 4520],
    [60, 4380],
    [20, 4250],
  ];
  return {
    offer: anOffer(platform),
    pricesSeen: seen.map(([days, fen]) => ({ seenAt: now - days * DAY, price: yuan(fen) })),
    readAt: now - 4000,
    offline: false,
    failed: null,
  };
}

/** Sums by row of a table with a dimension across. */
function rowsOf(lines: SelectionSum['lines'], offer: Offer, across: number | null): SelectionSum['rows'] {
  return lines.reduce<SelectionSum['rows']>((rows, line) => {
    const values =
      offer.skus.find((sku) => sku.skuId === line.skuId)?.values.filter((_, index) => index !== across) ?? [];
    const row = rows.find((other) => other.values.join() === values.join());
    if (!row) return [...rows, { values, pieces: line.quantity, goods: line.sum }];
    row.pieces += line.quantity;
    row.goods = yuan((BigInt(row.goods.minor) + BigInt(line.sum.minor)).toString());
    return rows;
  }, []);
}

/** Prices as the engine would for the sample offer: enough for pictures and for tests of the screen. */
export function aPricing(request: OfferPrice, offer = anOffer(request.platform)): SelectionSum {
  const pieces = request.picked.reduce((sum, one) => sum + one.quantity, 0);
  const reached = offer.tiers.filter((tier) => tier.from <= pieces).length - 1;
  const tier = offer.tiers.length > 0 ? Math.max(0, reached) : null;
  const next = tier === null ? undefined : offer.tiers.find((other) => other.from > Math.max(pieces, offer.moq));
  const priceOf = (skuId: string) =>
    BigInt(
      (tier === null ? offer.skus.find((sku) => sku.skuId === skuId)?.price : offer.tiers[tier]?.price)?.minor ?? 0,
    );
  const lines = request.picked.map((one) => ({
    skuId: one.skuId,
    quantity: one.quantity,
    unitPrice: yuan(priceOf(one.skuId).toString()),
    sum: yuan((priceOf(one.skuId) * BigInt(one.quantity)).toString()),
  }));
  const faults: SelectionSum['faults'] = [];
  if (pieces === 0) faults.push({ kind: 'nothing' });
  else if (pieces < offer.moq) faults.push({ kind: 'belowMinimum', moq: offer.moq, picked: pieces });
  for (const one of request.picked) {
    const stock = offer.skus.find((sku) => sku.skuId === one.skuId)?.stock ?? 0;
    if (one.quantity === 0) faults.push({ kind: 'zeroQuantity', skuId: one.skuId });
    else if (one.quantity > stock) faults.push({ kind: 'aboveStock', skuId: one.skuId, stock });
  }
  return {
    pieces,
    lines,
    rows: rowsOf(lines, offer, request.across),
    goods: yuan(lines.reduce((sum, line) => sum + BigInt(line.sum.minor), 0n).toString()),
    weightGrams: pieces * 310,
    tier,
    nextTier: next
      ? {
          missing: next.from - pieces,
          price: next.price,
          sum: yuan((BigInt(next.price.minor) * BigInt(next.from)).toString()),
        }
      : null,
    faults,
  };
}

export const anEmptyCart: CartView = {
  cart: { groups: [], lineCount: 0 },
  readAt: Date.now(),
  offline: false,
  failed: [],
};
