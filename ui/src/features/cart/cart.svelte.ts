/** What is ticked in the cart. Kept outside the screen: it survives a look elsewhere, and an offer can begin it. */
import type { AccountId, CartLine, CartLineId, CartLineRef, Platform } from '../../bindings';
import { rangeOf, withTicks } from '../../kit/rows';

/** Names a record among those of both carts. */
export type LineKey = `${Platform}:${CartLineId}`;

/** The name of a record among those of both carts. */
export function lineKey(line: Pick<CartLine, 'platform' | 'lineId'>): LineKey {
  return `${line.platform}:${line.lineId}`;
}

/** A record as commands want it. */
export function refOf(line: Pick<CartLine, 'platform' | 'lineId'>): CartLineRef {
  return { platform: line.platform, lineId: line.lineId };
}

class CartState {
  ticked = $state.raw<ReadonlySet<LineKey>>(new Set());
  cursor = $state<LineKey | null>(null);
  /** Where a range begins. */
  private anchor: LineKey | null = null;
  private accountId: AccountId | null = null;

  /** Ticks belong to one account: another one begins without any. */
  belongTo(accountId: AccountId | null): void {
    if (accountId === this.accountId) return;
    this.accountId = accountId;
    this.ticked = new Set();
    this.cursor = null;
  }

  /** Ticks these lines and no others. */
  begin(accountId: AccountId | null, lines: readonly LineKey[]): void {
    this.belongTo(accountId);
    this.ticked = new Set(lines);
    this.cursor = lines[0] ?? null;
  }

  /** Ticks lines, or takes them back. */
  tick(lines: readonly LineKey[], on: boolean): void {
    this.ticked = withTicks(this.ticked, lines, on);
    this.anchor = lines.at(-1) ?? null;
  }

  /** Ticks all from the line ticked last to this one. */
  tickTo(all: readonly LineKey[], line: LineKey): void {
    this.tick(rangeOf(all, this.anchor, line), true);
    this.anchor = line;
  }
}

/** The cart of this window. */
export const cart = new CartState();
