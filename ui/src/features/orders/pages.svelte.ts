/** The order list, page after page, from this desk: it needs no net and is read anew when an order changes. */
import { createInfiniteQuery } from '@tanstack/svelte-query';
import type { OrderList, OrderPage, OrderRow } from '../../bindings';
import { useHost } from '../../platform/context';
import type { CommandFailure } from '../../platform/host';

const ROWS = 60;

/** What is asked of every page alike. */
export type Narrowed = Omit<OrderList, 'after' | 'limit' | 'sort'>;

/** What the list shows. */
export interface OrderPages {
  readonly rows: readonly OrderRow[];
  /** Counts, total and age, which every page tells alike. */
  readonly head: OrderPage | undefined;
  readonly error: CommandFailure | null;
  readonly loadingMore: boolean;
  more: () => void;
  again: () => void;
}

/** Lists orders; old rows stay while new ones come. */
export function useOrderPages(narrowed: () => Narrowed): OrderPages {
  const host = useHost();
  const query = createInfiniteQuery<OrderPage, CommandFailure, { pages: OrderPage[] }, unknown[], string | null>(() => {
    const asked = narrowed();
    return {
      queryKey: ['order_list', 'pages', asked],
      queryFn: ({ pageParam }) => host.call('order_list', { ...asked, sort: 'newest', after: pageParam, limit: ROWS }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next ?? undefined,
      enabled: asked.accountId !== null,
      placeholderData: (before) => before,
    };
  });
  const pages = $derived(query.data?.pages ?? []);
  const rows = $derived(pages.flatMap((page) => page.rows));
  return {
    get rows() {
      return rows;
    },
    get head() {
      return pages[0];
    },
    get error() {
      return query.error;
    },
    get loadingMore() {
      return query.isFetchingNextPage;
    },
    more: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    again: () => void query.refetch(),
  };
}
