/** The words for the sums of an order. */
import type { SumKind } from '../bindings';
import { m } from '../i18n';

const words: Record<SumKind, () => string> = {
  goods: m.checkout_goods,
  freight: m.checkout_freight,
  serviceFee: m.checkout_fee,
  discount: m.checkout_off,
  total: m.checkout_total,
};

/** The word for a sum. */
export function sumWord(sum: SumKind): string {
  return words[sum]();
}
