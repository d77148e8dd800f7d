/** The operation table in words and glyphs. */
import Check from '@lucide/svelte/icons/check';
import CircleDot from '@lucide/svelte/icons/circle-dot-dashed';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import type { CallFailure, OperationGroup, OperationPlace, OperationRow, Sureness } from '../../bindings';
import { locale, m } from '../../i18n';
import type { Glyph } from '../../kit/Icon.svelte';
import type { Tone } from '../../kit/Status.svelte';

/** Groups of the reference, in its order. */
export const groups: Record<OperationGroup, () => string> = {
  taobaoGoods: m.diagnostics_group_taobao_goods,
  taobaoCart: m.diagnostics_group_taobao_cart,
  taobaoOrders: m.diagnostics_group_taobao_orders,
  taobaoAfterSales: m.diagnostics_group_taobao_after_sales,
  alibaba1688Goods: m.diagnostics_group_1688_goods,
  alibaba1688Marketing: m.diagnostics_group_1688_marketing,
  alibaba1688Cart: m.diagnostics_group_1688_cart,
  alibaba1688Orders: m.diagnostics_group_1688_orders,
  alibaba1688AfterSales: m.diagnostics_group_1688_after_sales,
  base: m.diagnostics_group_base,
  warehouse: m.diagnostics_group_warehouse,
};

/** How sure the description of an operation is. */
export const sureness: Record<Sureness, { word: () => string; help: () => string; tone: Tone; glyph: Glyph }> = {
  documented: { word: m.diagnostics_documented, help: m.diagnostics_documented_help, tone: 'plain', glyph: Check },
  partial: { word: m.diagnostics_partial, help: m.diagnostics_partial_help, tone: 'fall', glyph: CircleDot },
  inferred: {
    word: m.diagnostics_inferred,
    help: m.diagnostics_inferred_help,
    tone: 'unk',
    glyph: CircleQuestionMark,
  },
};

/** How a failed call ended. */
export const endings: Record<CallFailure, { word: () => string; tone: Tone }> = {
  notSent: { word: m.diagnostics_ended_not_sent, tone: 'bad' },
  refused: { word: m.diagnostics_ended_refused, tone: 'bad' },
  unknown: { word: m.diagnostics_ended_unknown, tone: 'unk' },
};

/** What an operation is for: the reference's own title in Chinese, else our line about it. */
export function operationName(row: OperationRow): string {
  return locale.current === 'zh' ? row.title : row.meaning.replace(/\.$/, '');
}

/** `GET /open/order/detail`. */
export function placeText(place: OperationPlace): string {
  return `${place.method} ${place.path}`;
}

/** Whether a row has all typed words, in whichever of its texts. */
export function hasWords(row: OperationRow, typed: string): boolean {
  const text = [row.operation, row.title, row.meaning, row.v1.path, row.v2?.path, row.place?.path]
    .join(' ')
    .toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
