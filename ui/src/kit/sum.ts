/** The sums of an order: their words, and which way they count. */
import type { Money, SumKind, SumShift } from '../bindings';
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

/** An amount below zero. */
export function negative(amount: Money): Money {
  return { ...amount, minor: (-BigInt(amount.minor)).toString() };
}

/** A sum that moved, as it counts towards what is paid: less taken off is a rise. */
export function counted({ sum, was, is }: SumShift): { was: Money; is: Money } {
  return sum === 'discount' ? { was: negative(was), is: negative(is) } : { was, is };
}
