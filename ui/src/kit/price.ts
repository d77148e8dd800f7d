/** What a price change needs besides its two prices. All of it is comparing and signs; sums come from the engine. */
import type { MoneyText } from '../i18n/format';

/** Which way a price went. */
export type Direction = 'up' | 'down' | 'same';

/** Compares two sums of one currency. */
export function direction(was: MoneyText, is: MoneyText): Direction {
  const change = BigInt(is.minor) - BigInt(was.minor);
  return change > 0n ? 'up' : change < 0n ? 'down' : 'same';
}

/** The change as a share of what it was, for a percent figure with one digit; null from nothing. */
export function changeShare(was: MoneyText, is: MoneyText): number | null {
  const from = BigInt(was.minor);
  if (from <= 0n) return null;
  const perMille = ((BigInt(is.minor) - from) * 10_000n) / from;
  return Number(perMille) / 10_000;
}

/** An exact sum for display, where what is summed depends on what the user ticked; all else is summed by the engine. */
export function sumOf(values: readonly MoneyText[]): MoneyText {
  const minor = values.reduce((sum, value) => sum + BigInt(value.minor), 0n);
  return { minor: minor.toString(), currency: values[0]?.currency ?? 'CNY' };
}
