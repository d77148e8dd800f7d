/**
 * The preview of the ticked lines and what became of it. Kept outside the screen: an answer that comes while the user
 * looks elsewhere is still there when he returns.
 */
import type {
  AccountId,
  AddressId,
  CartLine,
  CheckoutPreview,
  Placed,
  Platform,
  PreviewOrder,
  PriceShift,
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

/** How an order stands, with what the user accepted. */
export function standingOf(order: PreviewOrder, accepted: ReadonlySet<string>): Standing {
  if (order.problems.length > 0) return 'problem';
  if (rises(order).length === 0) return 'matches';
  return accepted.has(order.key) ? 'accepted' : 'look';
}

/** The orders that can be placed as they stand. */
export function readyOrders(orders: readonly PreviewOrder[], accepted: ReadonlySet<string>): PreviewOrder[] {
  return orders.filter((order) => ['matches', 'accepted'].includes(standingOf(order, accepted)));
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

  /** Agrees to the risen prices of an order. */
  accept(key: string): void {
    this.accepted = withTicks(this.accepted, [key], true);
  }

  /** Places the orders that can be placed as they stand. */
  async place(host: Host): Promise<void> {
    const preview = this.preview;
    if (this.doing || !preview) return;
    const keys = readyOrders(preview.orders, this.accepted).map((order) => order.key);
    if (keys.length === 0) return;
    this.doing = 'place';
    this.error = null;
    const messages = Object.fromEntries(
      keys.flatMap((key) => (this.messages[key]?.trim() ? [[key, this.messages[key].trim()]] : [])),
    );
    const accepted = keys.filter((key) => this.accepted.has(key));
    try {
      const result = await host.call('checkout_place', { previewId: preview.previewId, keys, accepted, messages });
      this.settle(preview, result.placed, result.changed);
    } catch (reason) {
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
    this.error = null;
  }
}

/** The checkout of this window. */
export const checkout = new CheckoutState();
