/** What the order list is narrowed to and what is ticked in it. Kept outside the screen: it survives a look elsewhere. */
import type {
  AccountId,
  Money,
  OrderId,
  OrderRow,
  OrderStage,
  PayResult,
  Platform,
  PlatformOrderId,
} from '../../bindings';
import { rangeOf, withTicks } from '../../kit/rows';

/** An order to pay, with the sum that the user sees. */
export interface ToPay {
  orderId: OrderId;
  platform: Platform;
  platformOrderId: PlatformOrderId;
  total: Money;
}

/** An order as a payment wants it; none while its sum is not known. */
export function toPayOf(order: Omit<ToPay, 'total'> & { total: Money | null }): ToPay[] {
  const { orderId, platform, platformOrderId, total } = order;
  return total ? [{ orderId, platform, platformOrderId, total }] : [];
}

/** Names an order with the sum that was looked at: another rise asks for another look. */
function lookOf(orderId: OrderId, minor: string): string {
  return `${orderId} ${minor}`;
}

class OrdersState {
  stage = $state<OrderStage | null>(null);
  platform = $state<Platform | null>(null);
  words = $state('');
  ticked = $state.raw<ReadonlySet<OrderId>>(new Set());
  /** What became of the last payment, until it is put away. */
  paid = $state.raw<PayResult | null>(null);
  /** Risen sums that the user accepted. */
  private looked = $state.raw<ReadonlySet<string>>(new Set());
  private anchor: OrderId | null = null;
  private accountId: AccountId | null = null;

  /** All of it belongs to one account. */
  belongTo(accountId: AccountId | null): void {
    if (accountId === this.accountId) return;
    this.accountId = accountId;
    this.ticked = new Set();
    this.paid = null;
  }

  /** Ticks orders, or takes them back. */
  tick(orders: readonly OrderId[], on: boolean): void {
    this.ticked = withTicks(this.ticked, orders, on);
    this.anchor = orders.at(-1) ?? null;
  }

  /** Ticks all from the order ticked last to this one. */
  tickTo(all: readonly OrderId[], order: OrderId): void {
    this.tick(rangeOf(all, this.anchor, order), true);
    this.anchor = order;
  }

  /** Agrees to a risen sum. */
  accept(row: Pick<OrderRow, 'orderId' | 'total'>): void {
    if (row.total) this.looked = withTicks(this.looked, [lookOf(row.orderId, row.total.minor)], true);
  }

  /** A rise keeps an order out of a payment of several until it was looked at. */
  needsLook(row: Pick<OrderRow, 'orderId' | 'roseFrom' | 'total'>): boolean {
    return row.roseFrom !== null && !this.looked.has(lookOf(row.orderId, row.total?.minor ?? ''));
  }

  /** Which of these the user looked at since they rose. */
  lookedAt(some: readonly ToPay[]): OrderId[] {
    const risen = some.filter((order) => this.looked.has(lookOf(order.orderId, order.total.minor)));
    return risen.map((order) => order.orderId);
  }

  /** Orders of these that a payment would take now. */
  payable(rows: readonly OrderRow[]): OrderRow[] {
    return rows.filter((row) => row.actions.includes('pay') && row.total !== null && !this.needsLook(row));
  }
}

/** The order list of this window. */
export const orders = new OrdersState();
