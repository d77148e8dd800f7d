/** Which answers a change makes stale. Searches and prices of a selection are asked for anew only by the user. */
import type { QueryClient } from '@tanstack/svelte-query';
import type { ChangedTable, CommandName } from '../bindings';
import type { Host } from '../platform/host';

const tables: Partial<Record<CommandName, readonly ChangedTable[]>> = {
  desk_status: ['accounts', 'settings', 'cart', 'orders', 'cases', 'outbox', 'status', 'data'],
  data_show: ['data'],
  account_limits: ['accounts', 'orders', 'outbox'],
  search_last: ['searches'],
  offer_show: ['offers'],
  cart_list: ['cart'],
  address_list: ['addresses'],
  order_list: ['orders'],
  order_counts: ['orders'],
  order_marks: ['orders'],
  order_names: ['orders'],
  order_broken: ['sync'],
  order_filters: ['filters'],
  sync_status: ['sync', 'accounts'],
  order_show: ['orders', 'vouchers', 'outbox'],
  price_changes: ['orders', 'callbacks'],
  notice_list: ['orders', 'cases', 'notices'],
  callback_settings: ['callbacks', 'accounts'],
  callback_list: ['callbacks'],
  callback_show: ['callbacks'],
  case_list: ['cases'],
  case_show: ['cases', 'evidence', 'orders', 'outbox'],
  paper_show: ['papers'],
  outbox_list: ['outbox'],
  outbox_show: ['outbox'],
  api_list: ['accounts'],
  call_list: ['calls'],
};

/** Commands whose answers a change in this table makes stale. */
export function staleAfter(table: ChangedTable): CommandName[] {
  return (Object.keys(tables) as CommandName[]).filter((name) => tables[name]?.includes(table));
}

/** Keeps all queries fresh by the host's change events; answers with the way to stop. */
export function keepFresh(host: Host, queries: QueryClient): () => void {
  return host.onChange((change) => {
    const names = change === 'all' ? (Object.keys(tables) as CommandName[]) : staleAfter(change.table);
    void queries.invalidateQueries({ predicate: (query) => names.includes(query.queryKey[0] as CommandName) });
  });
}
