/** Reading through commands: one key per command and request, fresh until a change event says otherwise. */
import { createQuery, keepPreviousData, QueryClient } from '@tanstack/svelte-query';
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
