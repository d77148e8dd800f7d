/** A desk with any number of orders, for tests and pictures: it answers what the order list asks. */
import type { FilterPart, FoundCount, OrderMarks, OrderPage, SavedFilter } from '../src/bindings';
import { anOrderPage, orderRows } from './buying';

/** The parts of a filter as the engine tells them, for the conditions that tests type. */
function partsOf(text: string): FilterPart[] {
  const kinds: Record<string, FilterPart['kind']> = {
    status: 'status',
    platform: 'platform',
    tag: 'tag',
    client: 'client',
  };
  return text.split(/\s+/).flatMap((part): FilterPart[] => {
    if (part === '') return [];
    const [key = '', value = ''] = part.split(':');
    if (part.startsWith('>')) return [{ kind: 'amount', text: part, value: part }];
    const kind = kinds[key];
    return [kind && value ? { kind, text: part, value } : { kind: 'words', text: part, value: part }];
  });
}

/** As many orders as a desk may have, answered as the engine does: a page of them, and where each page begins. */
export function anOrderDesk(total: number = orderRows().length) {
  const page = () => anOrderPage({ total });
  return {
    order_marks: ({ every }: { every: number }): OrderMarks => ({
      total,
      cursors: Array.from({ length: Math.max(0, Math.ceil(total / every) - 1) }, (_, at) => `${(at + 1) * every}`),
    }),
    order_list: ({ after, limit }: { after: string | null; limit: number }): OrderPage => {
      const from = Number(after ?? 0);
      const some = orderRows(from, Math.min(limit, total - from));
      return { ...page(), rows: some, next: from + limit < total ? `${from + limit}` : null };
    },
    order_counts: (): FoundCount[] => page().counts.map((one) => ({ ...one, more: false })),
    order_filter_read: ({ text }: { text: string }) => ({ parts: partsOf(text) }),
    order_filters: (): SavedFilter[] => [{ name: 'To pay today', text: 'status:toPay' }],
    order_names: () => ({ tags: [{ name: 'VIP', orders: 4 }], clients: [{ name: 'Mai', orders: 7 }] }),
    sync_status: () => ({ accounts: [] }),
  };
}
