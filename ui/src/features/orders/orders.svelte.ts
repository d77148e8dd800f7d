/** What the order list is narrowed to and what is ticked in it. Kept outside the screen: it survives a look elsewhere. */
import type {
  AccountId,
  Money,
  OrderId,
  OrderRow,
  OrderSort,
  PayResult,
  Platform,
  PlatformOrderId,
} from '../../bindings';
import { withRows, withTicks } from '../../kit/rows';

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

const keyOf = (row: OrderRow) => row.orderId;

class OrdersState {
  /** What the box says: words and conditions. */
  words = $state('');
  sort = $state<OrderSort>('newest');
  /** Ticked orders as the list last told them: their page may be out of sight. */
  ticked = $state.raw<ReadonlyMap<OrderId, OrderRow>>(new Map());
  /** What became of the last payment, until it is put away. */
  paid = $state.raw<PayResult | null>(null);
  /** Risen sums that the user accepted. */
  private looked = $state.raw<ReadonlySet<string>>(new Set());
  /** The order ticked last: from there a range goes. */
  anchor: OrderId | null = null;
  private accountId: AccountId | null = null;

  /** All of it belongs to one account. */
  belongTo(accountId: AccountId | null): void {
    if (accountId === this.accountId) return;
    this.accountId = accountId;
    this.ticked = new Map();
    this.paid = null;
  }

  /** Ticks orders, or takes them back. */
  tick(rows: readonly OrderRow[], on: boolean): void {
    this.ticked = withRows(this.ticked, rows, keyOf, on);
    this.anchor = rows.at(-1)?.orderId ?? this.anchor;
  }

  /** Takes ticks back. */
  untick(orders: readonly OrderId[]): void {
    this.ticked = withRows(
      this.ticked,
      orders.flatMap((orderId) => this.ticked.get(orderId) ?? []),
      keyOf,
      false,
    );
  }

  /** Takes what the list tells of ticked orders now: sums and steps change. */
  learn(rows: readonly OrderRow[]): void {
    const news = rows.filter((row) => this.ticked.has(row.orderId));
    if (news.length > 0) this.ticked = withRows(this.ticked, news, keyOf, true);
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
