/** Reading orders from PandaPon because the user asked: the newest ones, or some of them each by itself. */
import type { AccountId, OrderRefreshed, OrderRow, PlatformFailure } from '../../bindings';
import { count, m } from '../../i18n';
import { Doing } from '../../kit/doing.svelte';
import { tell } from '../../kit/toasts.svelte';
import type { Host } from '../../platform/host';

/** Orders that one call reads anew. */
const MOST_READ = 200;

/** What is being read, and what went wrong. */
export class Reading {
  private readonly doing = new Doing<'reading'>();
  /** Platforms that could not be read, or not wholly. */
  failed = $state.raw<readonly PlatformFailure[]>([]);

  constructor(private readonly host: Host) {}

  get busy(): boolean {
    return this.doing.what !== null;
  }

  get error(): unknown {
    return this.doing.error;
  }

  newest(accountId: AccountId | null): void {
    if (accountId !== null) void this.read(() => this.host.call('order_refresh', { accountId }));
  }

  some(rows: readonly OrderRow[]): void {
    void this.read(async () => {
      const all: OrderRefreshed = { read: 0, changed: 0, failed: [] };
      for (let from = 0; from < rows.length; from += MOST_READ) {
        const orders = rows.slice(from, from + MOST_READ).map(({ accountId, orderId }) => ({ accountId, orderId }));
        const told = await this.host.call('order_refresh_some', { orders });
        all.read += told.read;
        all.changed += told.changed;
        all.failed.push(...told.failed);
      }
      return all;
    });
  }

  private async read(ask: () => Promise<OrderRefreshed>): Promise<void> {
    await this.doing.run('reading', async () => {
      this.failed = [];
      const told = await ask();
      this.failed = told.failed;
      tell(m.orders_read_result({ read: count(told.read), changed: count(told.changed) }));
    });
  }
}
