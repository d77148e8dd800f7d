/** Reading through commands: one key per command and request, fresh until a change event says otherwise. */
import { createInfiniteQuery, createQuery, keepPreviousData, QueryClient } from '@tanstack/svelte-query';
import type { CommandName, Commands } from '../bindings';
import { useHost } from '../platform/context';
import type { CommandFailure } from '../platform/host';

/** The engine is local: nothing is stale by time, nothing is asked twice by itself, and the net is the engine's matter. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: Infinity, retry: false, networkMode: 'always', refetchOnWindowFocus: false },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/**
 * The answer to a command, kept fresh. While `request` gives null nothing is asked. Old rows stay while new ones come,
 * unless `fresh` says that the old answer belongs to something else.
 */
export function useCommand<N extends CommandName>(
  name: N,
  request: () => Commands[N]['request'] | null,
  options: { fresh?: boolean } = {},
) {
  const host = useHost();
  return createQuery<Commands[N]['response'], CommandFailure>(() => {
    const asked = request();
    return {
      queryKey: [name, asked],
      queryFn: () => host.call(name, asked as Commands[N]['request']),
      enabled: asked !== null,
      ...(options.fresh ? {} : { placeholderData: keepPreviousData }),
    };
  });
}

/** Commands that answer page by page, each page with the cursor of the next one. */
type Paged = {
  [N in CommandName]: Commands[N] extends {
    request: { after: string | null };
    response: { rows: unknown[]; next: string | null };
  }
    ? N
    : never;
}[CommandName];

type RowOf<N extends Paged> = Commands[N]['response']['rows'][number];

/** A list of any length: its first page, and each further one when `more` is called. Fresh as `useCommand` is. */
export function usePages<N extends Paged>(name: N, request: () => Omit<Commands[N]['request'], 'after'> | null) {
  type Page = Commands[N]['response'];
  const host = useHost();
  const query = createInfiniteQuery<Page, CommandFailure, { pages: Page[] }, unknown[], string | null>(() => {
    const asked = request();
    return {
      queryKey: [name, 'pages', asked],
      queryFn: ({ pageParam }) => host.call(name, { ...asked, after: pageParam } as Commands[N]['request']),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
      enabled: asked !== null,
      placeholderData: keepPreviousData,
    };
  });
  const rows = $derived((query.data?.pages ?? []).flatMap((page) => page.rows as RowOf<N>[]));
  return {
    /** The first page, for what it tells of the whole list; undefined until there is one. */
    get first(): Page | undefined {
      return query.data?.pages[0];
    },
    get rows(): readonly RowOf<N>[] {
      return rows;
    },
    /** Whether there are more. */
    get goesOn(): boolean {
      return query.hasNextPage;
    },
    get busy(): boolean {
      return query.isFetching;
    },
    get error(): CommandFailure | null {
      return query.error;
    },
    more() {
      if (!query.isFetchingNextPage) void query.fetchNextPage();
    },
  };
}
