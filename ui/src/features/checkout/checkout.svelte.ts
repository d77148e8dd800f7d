/**
 * The preview of the ticked lines and what became of it. Kept outside the screen: an answer that comes while the user
 * looks elsewhere is still there when he returns.
 */
import type {
  AccountId,
  AddressId,
  CartLine,
  CheckoutPreview,
  Money,
  Placed,
  Platform,
  PreviewOrder,
  PriceShift,
  SumShift,
} from '../../bindings';
import { direction } from '../../kit/price';
import { withTicks } from '../../kit/rows';
import { readFailure, type Host } from '../../platform/host';
import { cart, lineKey, refOf } from '../cart/cart.svelte';

/** How an order of a preview stands. */
export type Standing = 'matches' | 'look' | 'accepted' | 'problem';

/** What became of an order that was sent. */
export interface Outcome {
  placed: Placed;
  platform: Platform;
  sellerName: string;
}

/** The shifts of an order that made it dearer. */
export function rises(order: Pick<PreviewOrder, 'shifts'>): PriceShift[] {
  return order.shifts.filter((shift) => direction(shift.was, shift.is) === 'up');
}

/** The sums of an order that moved to the user's cost. */
export function worseSums(order: Pick<PreviewOrder, 'sumShifts'>): SumShift[] {
  return order.sumShifts.filter((shift) => BigInt(shift.effect.minor) > 0n);
}

/** Whether an order costs more, or holds another number of pieces, than the user saw. */
export function isWorse(order: PreviewOrder): boolean {
  return rises(order).length > 0 || worseSums(order).length > 0 || order.quantityShifts.length > 0;
}

/** What the user said yes to, by key of the order. */
export interface Yes {
  /** Worse figures. */
  accepted: ReadonlySet<string>;
  /** The same goods once more. */
  again: ReadonlySet<string>;
}

/** How an order stands, with what the user said yes to. */
export function standingOf(order: PreviewOrder, yes: Yes): Standing {
  if (order.problems.length > 0) return 'problem';
  const [worse, again] = [isWorse(order), order.duplicates.length > 0];
  if (!worse && !again) return 'matches';
  return (!worse || yes.accepted.has(order.key)) && (!again || yes.again.has(order.key)) ? 'accepted' : 'look';
}

/** The orders that can be placed as they stand. */
export function readyOrders(orders: readonly PreviewOrder[], yes: Yes): PreviewOrder[] {
  return orders.filter((order) => ['matches', 'accepted'].includes(standingOf(order, yes)));
}

/** A sum above the amount from which the user wants to be asked. */
export interface Confirm {
  limit: Money;
  sum: Money;
}

/** What an engine that wants a yes to a sum asks; null for any other failure. */
export function confirmOf(reason: unknown): Confirm | null {
  const { code, details } = readFailure(reason).failure;
  const { limit, sum } = details;
  if (code !== 'confirmationNeeded' || !limit || !sum) return null;
  return { limit: { minor: limit, currency: 'CNY' }, sum: { minor: sum, currency: 'CNY' } };
}

/** Whether a preview is of exactly these lines in these quantities, to this address. */
export function isPreviewOf(
  preview: CheckoutPreview,
  lines: readonly CartLine[],
  addressId: AddressId | null,
): boolean {
  if (preview.address.addressId !== addressId) return false;
  const seen = preview.orders.flatMap((order) =>
    order.lines.map((line) => `${order.platform}:${line.cartLineId} × ${line.quantity}`),
  );
  const now = lines.map((line) => `${lineKey(line)} × ${line.quantity}`);
  return seen.sort().join('\n') === now.sort().join('\n');
}

class CheckoutState {
  addressId = $state<AddressId | null>(null);
  preview = $state.raw<CheckoutPreview | null>(null);
  accepted = $state.raw<ReadonlySet<string>>(new Set());
  again = $state.raw<ReadonlySet<string>>(new Set());
  /** The engine wants a yes to this sum before it places anything. */
  confirm = $state.raw<Confirm | null>(null);
  /** Words to the seller by key of the order; they stay over a new preview. */
  messages = $state<Record<string, string>>({});
  outcomes = $state.raw<readonly Outcome[]>([]);
  /** The preview shown is what a fresh look found instead of what the user saw. */
  changed = $state(false);
  doing = $state<'preview' | 'place' | null>(null);
  error = $state.raw<unknown>(null);
  /** A preview is asked for as soon as lines and address are known. */
  wanted = $state(false);
  private accountId: AccountId | null = null;

  /** All of it belongs to one account. */
  belongTo(accountId: AccountId | null): void {
    if (accountId === this.accountId) return;
    this.accountId = accountId;
    this.addressId = null;
    this.messages = {};
    this.outcomes = [];
    this.show(null);
  }

  /** Prices the lines, by seller. */
  async look(host: Host, accountId: AccountId, lines: readonly CartLine[]): Promise<void> {
    if (this.doing || this.addressId === null || lines.length === 0) return;
    this.doing = 'preview';
    this.error = null;
    const asked = { accountId, lines: lines.map(refOf), addressId: this.addressId };
    try {
      const preview = await host.call('checkout_preview', asked);
      if (accountId !== this.accountId) return;
      this.show(preview);
      // What went well makes room; what was refused or is unknown stays until it is cleared.
      this.outcomes = this.outcomes.filter(({ placed }) => placed.operation.state !== 'done');
    } catch (reason) {
      this.error = reason;
    } finally {
      this.doing = null;
    }
  }

  /** Agrees to the worse figures of an order. */
  accept(key: string): void {
    this.accepted = withTicks(this.accepted, [key], true);
  }

  /** Wants the same goods once more. */
  orderAgain(key: string): void {
    this.again = withTicks(this.again, [key], true);
  }

  /** Places the orders that can be placed as they stand. `confirmed`: the sum that the user said yes to. */
  async place(host: Host, confirmed: Money | null = null): Promise<void> {
    const preview = this.preview;
    if (this.doing || !preview) return;
    const keys = readyOrders(preview.orders, this).map((order) => order.key);
    if (keys.length === 0) return;
    this.doing = 'place';
    this.error = null;
    this.confirm = null;
    const messages = Object.fromEntries(
      keys.flatMap((key) => (this.messages[key]?.trim() ? [[key, this.messages[key].trim()]] : [])),
    );
    const accepted = keys.filter((key) => this.accepted.has(key));
    const again = keys.filter((key) => this.again.has(key));
    try {
      const asked = { previewId: preview.previewId, keys, accepted, again, confirmed, messages };
      const result = await host.call('checkout_place', asked);
      this.settle(preview, result.placed, result.changed);
    } catch (reason) {
      this.confirm = confirmOf(reason);
      if (this.confirm) return;
      this.error = reason;
      if (readFailure(reason).failure.code === 'previewMissing') this.preview = null;
    } finally {
      this.doing = null;
    }
  }

  /** Takes the results in: what was sent leaves the preview and the ticks, unless it was refused. */
  private settle(preview: CheckoutPreview, placed: readonly Placed[], changed: CheckoutPreview | null): void {
    const orderOf = (key: string) => preview.orders.find((order) => order.key === key);
    const told = placed.map((one) => ({
      placed: one,
      platform: orderOf(one.key)?.platform ?? one.operation.platform ?? 'taobao',
      sellerName: orderOf(one.key)?.sellerName ?? one.operation.subject,
    }));
    this.outcomes = [...told, ...this.outcomes];
    const gone = placed.filter((one) => one.operation.state !== 'rejected').map((one) => one.key);
    for (const key of gone) {
      const order = orderOf(key);
      if (order) {
        cart.tick(
          order.lines.map((line) => lineKey({ platform: order.platform, lineId: line.cartLineId })),
          false,
        );
      }
    }
    this.messages = Object.fromEntries(Object.entries(this.messages).filter(([key]) => !gone.includes(key)));
    const rest = preview.orders.filter((order) => !gone.includes(order.key));
    if (changed) this.show(changed, true);
    else this.preview = rest.length > 0 ? { ...preview, orders: rest } : null;
  }

  private show(preview: CheckoutPreview | null, changed = false): void {
    this.preview = preview;
    this.changed = changed;
    this.accepted = new Set();
    this.again = new Set();
    this.confirm = null;
    this.error = null;
  }
}

/** The checkout of this window. */
export const checkout = new CheckoutState();
