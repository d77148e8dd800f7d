/** The thread of a case: what was said, and what changed in between. Oldest first. */
import type { CaseChange, CaseMessage, CaseView } from '../../bindings';
import { m, money } from '../../i18n';
import { stageWord } from './words';

/** One entry: something said, or something that changed. */
export type ThreadEntry =
  | { is: 'said'; key: string; at: number; message: CaseMessage }
  | { is: 'changed'; key: string; at: number; text: string };

const fields: Record<string, () => string> = {
  kind: m.case_kind,
  goods: m.case_goods,
  reason: m.case_reason,
  asked: m.case_asked,
  askedFreight: m.case_freight,
  words: m.case_words,
  refusal: m.case_refusal,
  note: m.case_note,
  refunded: m.case_refunded,
  carrier: m.case_carrier,
  waybill: m.case_waybill,
};
const sums = new Set(['asked', 'askedFreight', 'refunded']);

function valueText(change: CaseChange, value: string | null, stage: CaseChange['oldStage']): string {
  if (value === null) return '–';
  if (stage !== null && stage !== 'unknown') return stageWord(stage);
  return sums.has(change.field) && /^-?\d+$/.test(value) ? money({ minor: value, currency: 'CNY' }) : value;
}

/** A change in one line; the first word on a status is the opening itself. */
export function changeText(change: CaseChange): string {
  const is = valueText(change, change.new, change.newStage);
  const was = valueText(change, change.old, change.oldStage);
  if (change.field === 'status') {
    return change.old === null ? m.case_first_seen({ is }) : m.case_changed({ was, is });
  }
  const field = fields[change.field]?.() ?? change.field;
  return change.old === null ? m.case_field_first({ field, is }) : m.case_field_changed({ field, was, is });
}

/** Said and changed in the order in which it happened. Kinds and goods in the engine's words are left to the facts. */
export function threadOf(view: Pick<CaseView, 'messages' | 'changes'>): ThreadEntry[] {
  const said = view.messages.map((message, index): ThreadEntry => ({
    is: 'said',
    key: `said ${index}`,
    at: message.at ?? 0,
    message,
  }));
  const quiet = new Set(view.messages.length > 0 ? ['words', 'kind', 'goods', 'refusal', 'note'] : ['kind', 'goods']);
  const changed = [...view.changes]
    .reverse()
    .filter((change) => !quiet.has(change.field))
    .map((change, index): ThreadEntry => ({
      is: 'changed',
      key: `changed ${index}`,
      at: change.seenAt,
      text: changeText(change),
    }));
  return [...said, ...changed].sort((a, b) => a.at - b.at);
}
