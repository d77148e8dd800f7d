/** Sample after-sales cases for tests and pictures. Names, sums and ids are made up. */
import type {
  AfterSalesCase,
  CaseAction,
  CasePage,
  CaseRow,
  CaseStage,
  CaseTerms,
  CaseTurn,
  CaseView,
  Evidence,
  Platform,
} from '../src/bindings';
import { yuan } from './samples';
import type { Answers } from './fake';

const HOUR = 3_600_000;
const ago = (hours: number) => Date.now() - hours * HOUR;

const raws: Record<Platform, Record<CaseStage, string>> = {
  taobao: {
    notAsked: '0',
    asked: '10',
    agreed: '20',
    sentBack: '30',
    refused: '-10',
    refunded: '100',
    closed: '-20',
    unknown: '7',
  },
  '1688': {
    notAsked: '',
    asked: 'waitselleragree',
    agreed: 'waitbuyersend',
    sentBack: 'waitsellerreceive',
    refused: 'waitbuyermodify',
    refunded: 'refundsuccess',
    closed: 'refundclose',
    unknown: 'waitmoonphase',
  },
};

/** What each platform allows, as the engine tells it: the tests of the engine hold it to the sandbox. */
const allowed: Record<Platform, Partial<Record<CaseStage, CaseAction[]>>> = {
  taobao: {
    asked: ['modify', 'message', 'withdraw'],
    refused: ['modify', 'message', 'withdraw'],
    agreed: ['sendBack', 'message', 'withdraw'],
    sentBack: ['message'],
    unknown: ['modify', 'sendBack', 'message', 'withdraw'],
  },
  '1688': { agreed: ['sendBack'], unknown: ['sendBack'] },
};
const elsewhere: Partial<Record<CaseStage, CaseAction[]>> = {
  asked: ['message', 'withdraw'],
  agreed: ['message', 'withdraw'],
  refused: ['modify', 'message', 'withdraw'],
  sentBack: ['message'],
  unknown: ['modify', 'message', 'withdraw'],
};

interface CaseOf {
  title: string;
  picture: string;
  pieces: number;
  fen: number;
  reason: string;
  /** Hours until its deadline. */
  left?: number;
  kind?: AfterSalesCase['kind'];
  turn?: CaseTurn;
}

function turnOf(stage: CaseStage): CaseTurn {
  if (stage === 'refused' || stage === 'agreed') return 'yours';
  if (stage === 'unknown') return 'unclear';
  if (stage === 'refunded') return 'refunded';
  return stage === 'closed' || stage === 'notAsked' ? 'closed' : 'sellers';
}

export function aCaseRow(platform: Platform, number: string, stage: CaseStage, of: CaseOf): CaseRow {
  const open = stage !== 'refunded' && stage !== 'closed';
  const { left } = of;
  return {
    case: {
      caseId: `${platform}:${number}`,
      accountId: 'acc-1',
      platform,
      platformCaseId: number,
      orderId: platform === 'taobao' ? 'taobao:2700489951' : '1688:2542285634920880794',
      orderName: null,
      lineIds: ['L1'],
      title: of.title,
      picture: `goods/${of.picture}.svg`,
      quantity: of.pieces,
      sellerName: platform === 'taobao' ? '老窑陶坊' : '铜巷五金厂',
      status: { raw: raws[platform][stage], stage },
      kind: of.kind ?? 'refundOnly',
      goods: 'received',
      reasonId: '1022',
      reason: of.reason,
      words: '两只花瓶中有一只从瓶颈裂到瓶底，申请退款，不退货。',
      asked: yuan(of.fen),
      askedFreight: null,
      refundable: null,
      refunded: stage === 'refunded' ? yuan(of.fen) : null,
      refusal: stage === 'refused' ? '运输破损请找快递处理。' : null,
      note: null,
      deadline:
        open && left !== undefined
          ? { at: Date.now() + left * HOUR + 700_000, then: 'close', raw: 'SYSTEM_CLOSE' }
          : null,
      returnTo:
        stage === 'agreed' || stage === 'sentBack'
          ? { receiver: '铜巷 售后部', phone: '13912345678', address: '浙江省义乌市创业路17号' }
          : null,
      returned:
        stage === 'sentBack'
          ? { carrierCode: 'SF', carrier: '顺丰速运', waybill: 'SF1218132354600', note: null }
          : null,
      pictures: [],
      openedAt: ago(74),
      changedAt: ago(4),
      endedAt: open ? null : ago(4),
    },
    turn: of.turn ?? turnOf(stage),
    spokeLast: 'seller',
    asked: yuan(of.fen),
    actions: allowed[platform][stage] ?? [],
    readAt: ago(0.01),
  };
}

/** A desk with every group in it. */
export function caseRows(): CaseRow[] {
  return [
    aCaseRow('taobao', '557102908814', 'refused', {
      title: '陶土细颈花瓶',
      picture: 'vase',
      pieces: 2,
      fen: 5900,
      reason: '到货破损',
      left: 4,
    }),
    aCaseRow('1688', 'TQ8651493722961198', 'agreed', {
      title: '手冲壶 600ml',
      picture: 'kettle',
      pieces: 3,
      fen: 23_700,
      reason: '颜色/款式不符',
      left: 27,
      kind: 'returnAndRefund',
    }),
    aCaseRow('taobao', '557102908900', 'asked', {
      title: '帆布双肩包',
      picture: 'backpack',
      pieces: 5,
      fen: 32_400,
      reason: '少件/漏发',
      left: 68,
      turn: 'yours',
    }),
    aCaseRow('taobao', '557102908123', 'unknown', {
      title: '百褶床头灯',
      picture: 'lamp',
      pieces: 1,
      fen: 11_727,
      reason: '质量问题',
    }),
    aCaseRow('taobao', '557102907001', 'asked', {
      title: '低帮板鞋',
      picture: 'sneaker',
      pieces: 1,
      fen: 15_900,
      reason: '尺码发错',
      left: 34,
    }),
    aCaseRow('1688', 'TQ8651493722961200', 'asked', {
      title: '纯棉T恤',
      picture: 'tee',
      pieces: 12,
      fen: 32_400,
      reason: '印花褪色',
      left: 50,
    }),
    aCaseRow('taobao', '557102906100', 'sentBack', {
      title: '68键无线机械键盘',
      picture: 'keyboard',
      pieces: 1,
      fen: 18_900,
      reason: '按键失灵',
      left: 72,
      kind: 'returnAndRefund',
    }),
    aCaseRow('1688', 'TQ8651493722961201', 'refunded', {
      title: '粗陶马克杯',
      picture: 'mug2',
      pieces: 6,
      fen: 11_400,
      reason: '质量问题',
    }),
    aCaseRow('taobao', '557102905000', 'closed', {
      title: '奶油色碎花裙',
      picture: 'v-cream',
      pieces: 1,
      fen: 6600,
      reason: '不想要了',
    }),
  ];
}

export function aCasePage(rows = caseRows()): CasePage {
  const turns: CaseTurn[] = ['yours', 'unclear', 'sellers', 'refunded', 'closed'];
  return {
    rows,
    next: null,
    counts: turns.map((turn) => ({ turn, count: rows.filter((row) => row.turn === turn).length })),
    readAt: Date.now() - 20_000,
  };
}

export function someEvidence(): Evidence[] {
  return ['crack', 'label', 'box', 'open'].map((name, index) => ({
    evidenceId: `ev-${name}`,
    orderId: 'taobao:2700489951',
    caseId: null,
    fileName: `${name}.jpg`,
    mediaType: 'image/jpeg',
    bytes: 1_240_000 + index * 30_000,
    sha256: `9c1f${index}0b77aa21e07a`,
    keptAt: ago(70 - index),
    link: null,
  }));
}

/** A case with a thread, as its row stands. */
export function aCaseView(row: CaseRow = caseRows()[0]!, change: Partial<CaseView> = {}): CaseView {
  const { case: of } = row;
  const taobao = of.platform === 'taobao';
  const shots = (...names: string[]) => names.map((name) => `goods/ev-${name}.svg`);
  return {
    case: of,
    turn: row.turn,
    actions: row.actions,
    elsewhere: taobao ? [] : (elsewhere[of.status.stage] ?? []),
    hasMessages: taobao,
    messages: taobao
      ? [
          {
            at: ago(74),
            speaker: 'buyer',
            nick: null,
            words: '两只花瓶中有一只从瓶颈裂到瓶底，申请退款 ¥59.00，不退货。附外箱、面单和裂纹照片。',
            pictures: shots('crack', 'label', 'box'),
          },
          {
            at: ago(68),
            speaker: 'seller',
            nick: '老窑陶坊',
            words: '运输破损请找快递处理。请提供外箱破损的照片。',
            pictures: [],
          },
          {
            at: ago(5),
            speaker: 'buyer',
            nick: null,
            words: '这是外箱：裂纹一侧的箱角被压凹。在我方仓库监控下开箱。',
            pictures: shots('open'),
          },
          {
            at: ago(4),
            speaker: 'seller',
            nick: '老窑陶坊',
            words: '收到。请把退款原因改成“运输破损”，我们同意退款。',
            pictures: [],
          },
        ]
      : [],
    messagesReadAt: taobao ? ago(0.01) : null,
    changes: [
      {
        field: 'status',
        old: raws[of.platform].asked,
        new: of.status.raw,
        oldStage: 'asked',
        newStage: of.status.stage,
        seenAt: ago(67.9),
        source: 'sync',
        requestId: null,
      },
    ],
    evidence: taobao ? someEvidence() : [],
    limits: taobao
      ? { most: 10, mostOfReturn: 0, mostBytes: 3_145_728, uploaded: false, byLink: false }
      : { most: 5, mostOfReturn: 10, mostBytes: 1_048_575, uploaded: true, byLink: false },
    operations: [],
    paid: yuan(11_800),
    refundedBefore: yuan(0),
    canBeAsked: yuan(11_800),
    readAt: ago(0.01),
    offline: false,
    failed: null,
    ...change,
  };
}

/** Terms of a line of Taobao. */
export function someTerms(change: Partial<CaseTerms> = {}): CaseTerms {
  const kept = { kind: 'refundOnly', goods: 'received' } as const;
  return {
    bases: [{ kind: 'refundOnly', goods: 'notReceived' }, kept, { kind: 'returnAndRefund', goods: 'received' }],
    terms: {
      basis: kept,
      reasons: [
        { reasonId: '1021', words: '商品与描述不符', tip: null, needsEvidence: false, refundsFreight: false },
        { reasonId: '1022', words: '质量问题', tip: '请上传凭证图片', needsEvidence: true, refundsFreight: false },
      ],
      lines: [
        {
          lineId: 'L1',
          paid: yuan(11_800),
          refunded: yuan(0),
          least: yuan(1),
          most: yuan(11_800),
          wholeOnly: false,
          tip: null,
          blocked: null,
        },
      ],
      mostFreight: yuan(0),
      words: [0, 500],
      evidence: { most: 10, mostOfReturn: 0, mostBytes: 3_145_728, uploaded: false, byLink: false },
    },
    cases: [],
    evidence: [],
    ...change,
  };
}

/** What a fake host answers to the desk of cases. */
export function afterSales(): Answers {
  const rows = caseRows();
  return {
    case_list: ({ platform, words }) =>
      aCasePage(
        rows.filter(
          (row) => (platform === null || row.case.platform === platform) && (row.case.title ?? '').includes(words),
        ),
      ),
    case_show: ({ caseId }) => aCaseView(rows.find((row) => row.case.caseId === caseId)),
    case_terms: () => someTerms(),
    case_carriers: () => ({
      carriers: [
        { code: 'ZTO', name: '中通快递' },
        { code: 'SF', name: '顺丰速运' },
      ],
      returnTo: { receiver: '铜巷 售后部', phone: '13912345678', address: '浙江省义乌市创业路17号' },
    }),
  };
}
