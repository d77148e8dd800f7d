/** After-sales cases in words and glyphs: the same on the desk, in the order and in the form. */
import Ban from '@lucide/svelte/icons/ban';
import Check from '@lucide/svelte/icons/check';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import CircleX from '@lucide/svelte/icons/circle-x';
import Hourglass from '@lucide/svelte/icons/hourglass';
import MessageCircleQuestionMark from '@lucide/svelte/icons/message-circle-question-mark';
import PackageCheck from '@lucide/svelte/icons/package-check';
import Truck from '@lucide/svelte/icons/truck';
import type {
  AfterSalesCase,
  CaseAction,
  CaseRow,
  CaseStage,
  CaseStatus,
  CaseTurn,
  ClaimBasis,
  ClaimFault,
  DeadlineOutcome,
  GoodsState,
  LineBlock,
  Speaker,
} from '../../bindings';
import { m, money } from '../../i18n';
import type { Glyph } from '../../kit/Icon.svelte';
import type { Tone } from '../../kit/Status.svelte';
import { readFailure } from '../../platform/host';

const stages: Record<CaseStage, () => string> = {
  notAsked: m.case_stage_not_asked,
  asked: m.case_stage_asked,
  agreed: m.case_stage_agreed,
  sentBack: m.case_stage_sent_back,
  refused: m.case_stage_refused,
  refunded: m.case_stage_refunded,
  closed: m.case_stage_closed,
  unknown: m.case_stage_unknown,
};

const stageLooks: Record<CaseStage, { tone: Tone; glyph: Glyph }> = {
  notAsked: { tone: 'quiet', glyph: Ban },
  asked: { tone: 'plain', glyph: Hourglass },
  agreed: { tone: 'warn', glyph: PackageCheck },
  sentBack: { tone: 'acc', glyph: Truck },
  refused: { tone: 'bad', glyph: CircleX },
  refunded: { tone: 'quiet', glyph: Check },
  closed: { tone: 'quiet', glyph: Ban },
  unknown: { tone: 'plain', glyph: CircleQuestionMark },
};

const turns: Record<CaseTurn, () => string> = {
  yours: m.case_turn_yours,
  unclear: m.case_turn_unclear,
  sellers: m.case_turn_sellers,
  refunded: m.case_turn_refunded,
  closed: m.case_turn_closed,
};

/** The groups of a desk, in their order. */
export const allTurns: readonly CaseTurn[] = ['yours', 'unclear', 'sellers', 'refunded', 'closed'];

/** What a group of cases is called. */
export function turnWord(turn: CaseTurn): string {
  return turns[turn]();
}

/** What a stage is called. */
export function stageWord(stage: CaseStage): string {
  return stages[stage]();
}

/** The status in words; one that this desk does not know stays as it came. */
export function statusWord(status: CaseStatus): string {
  return status.stage === 'unknown' ? status.raw || m.case_stage_unknown() : stageWord(status.stage);
}

/** How a case looks: a seller who asked is the user's turn. */
export function lookOf(row: Pick<CaseRow, 'case' | 'turn'>): { tone: Tone; glyph: Glyph } {
  const { stage } = row.case.status;
  return stage === 'asked' && row.turn === 'yours'
    ? { tone: 'warn', glyph: MessageCircleQuestionMark }
    : stageLooks[stage];
}

/** What the user has to do next, or what the case waits for, in two or three words. */
export function nextWord(row: Pick<CaseRow, 'case' | 'turn'>): string {
  const { stage } = row.case.status;
  if (stage === 'asked' && row.turn === 'yours') return m.case_next_answer();
  if (stage === 'refused') return row.case.platform === 'taobao' ? m.case_next_modify() : m.case_next_elsewhere();
  if (stage === 'agreed') return m.case_next_send();
  if (stage === 'unknown') return m.case_stage_unknown();
  return statusWord(row.case.status);
}

const goodsWords: Record<GoodsState, () => string> = {
  notShipped: m.case_goods_not_shipped,
  notReceived: m.case_goods_not_received,
  received: m.case_goods_received,
  sentBack: m.case_goods_sent_back,
  sellerHasThem: m.case_goods_with_seller,
  unknown: m.case_goods_unknown,
};

/** Where the goods are said to be. */
export function goodsWord(goods: GoodsState): string {
  return goodsWords[goods]();
}

/** What a claim rests on, in one phrase. */
export function basisWord({ kind, goods }: ClaimBasis): string {
  if (kind === 'returnAndRefund') return m.case_basis_return();
  if (goods === 'notShipped') return m.case_basis_not_shipped();
  if (goods === 'notReceived') return m.case_basis_not_received();
  if (goods === 'received') return m.case_basis_kept();
  return kind === 'refundOnly' ? m.case_basis_refund() : m.case_basis_unknown();
}

/** What a claim rests on as a value of a list, and back. */
export const basisKey = ({ kind, goods }: ClaimBasis) => `${kind} ${goods}`;

/** The case in one phrase: what is asked, and why. */
export function askWord(of: AfterSalesCase, asked: CaseRow['asked']): string {
  const what = basisWord(of);
  return asked ? m.case_ask({ what, sum: money(asked) }) : what;
}

const outcomes: Record<DeadlineOutcome, () => string> = {
  refund: m.case_then_refund,
  agreeReturn: m.case_then_agree,
  close: m.case_then_close,
  unknown: m.case_then_unknown,
};

/** What happens at a deadline. */
export function outcomeWord(then: DeadlineOutcome): string {
  return outcomes[then]();
}

const speakers: Record<Speaker, () => string> = {
  buyer: m.case_you,
  seller: m.case_seller,
  platform: m.case_platform,
  unknown: m.case_somebody,
};

/** Who speaks. */
export function speakerWord(speaker: Speaker): string {
  return speakers[speaker]();
}

const steps: Record<CaseAction, () => string> = {
  modify: m.case_do_modify,
  sendBack: m.case_do_send_back,
  message: m.case_do_message,
  withdraw: m.case_do_withdraw,
};

/** What a step is called. */
export function actionWord(action: CaseAction): string {
  return steps[action]();
}

/** Why a line takes no claim. */
export function blockWord(by: LineBlock): string {
  if (by.is === 'caseOpen') return m.case_line_open({ id: by.caseId.slice(by.caseId.indexOf(':') + 1) });
  if (by.is === 'nothingLeft') return m.case_line_nothing_left();
  return by.said ? m.case_line_refused_saying({ said: by.said }) : m.case_line_refused();
}

/** Why a claim cannot be sent, in words. */
export function faultWord(fault: ClaimFault): string {
  switch (fault.is) {
    case 'noLine':
      return m.case_fault_no_line();
    case 'lineBlocked':
      return blockWord(fault.by);
    case 'reason':
      return m.case_fault_reason();
    case 'amount':
      return fault.most
        ? fault.least.minor === fault.most.minor
          ? m.case_fault_amount_whole({ sum: money(fault.most) })
          : m.case_fault_amount({ least: money(fault.least), most: money(fault.most) })
        : m.case_fault_amount_least({ least: money(fault.least) });
    case 'freight':
      return fault.most.minor === '0' ? m.case_fault_no_freight() : m.case_fault_freight({ most: money(fault.most) });
    case 'words':
      return m.case_fault_words({ least: fault.least, most: fault.most });
    case 'evidenceNeeded':
      return m.case_fault_evidence();
    case 'tooMuchEvidence':
      return m.case_fault_too_much({ most: fault.most });
  }
}

/** The faults that an engine's refusal names; none where it is about something else. */
export function faultsOf(error: unknown): ClaimFault[] {
  if (!error) return [];
  const { code, details } = readFailure(error).failure;
  if (code !== 'claimFaulty') return [];
  try {
    return JSON.parse(details['faults'] ?? '[]') as ClaimFault[];
  } catch {
    return [];
  }
}
