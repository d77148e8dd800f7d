/** The results of one platform, page after page, and what the desk kept of the last search. */
import { createInfiniteQuery } from '@tanstack/svelte-query';
import type { AccountId, OfferPage, OfferSummary, Platform } from '../../bindings';
import { useHost } from '../../platform/context';
import type { CommandFailure, Host } from '../../platform/host';
import type { Asked } from './search.svelte';

/** What a column of results shows. */
export interface Results {
  readonly platform: Platform;
  readonly offers: readonly OfferSummary[];
  /** How many there are in all, when the platform says so. */
  readonly total: number | null;
  readonly readAt: number | null;
  readonly offline: boolean;
  /** Offers that came and could not be read. */
  readonly unreadable: number;
  /** False when the platform could not sort as asked. */
  readonly sorted: boolean;
  readonly error: CommandFailure | null;
  readonly waiting: boolean;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  more: () => void;
  again: () => void;
}

function askPage(host: Host, accountId: AccountId, platform: Platform, asked: Asked, page: number): Promise<OfferPage> {
  return asked.kind === 'words'
    ? host.call('search_keyword', { accountId, platform, words: asked.words, sort: asked.sort, page })
    : host.call('search_image', { accountId, platform, fileId: asked.file.fileId, crop: asked.crop, page });
}

/** Offers over all pages, each once: a platform may repeat one when its list moves between two reads. */
export function offersOf(pages: readonly OfferPage[]): OfferSummary[] {
  const seen: Record<string, true> = {};
  return pages
    .flatMap((page) => page.offers)
    .filter((offer) => !(offer.offerId in seen) && (seen[offer.offerId] = true));
}

/** Searches one platform; while `asked` is null, shows what the desk kept (`kept`). */
export function useResults(
  platform: Platform,
  account: () => AccountId | null,
  asked: () => Asked | null,
  kept: () => readonly OfferPage[],
): Results {
  const host = useHost();
  const query = createInfiniteQuery<OfferPage, CommandFailure, { pages: OfferPage[] }, unknown[], number>(() => {
    const accountId = account();
    const wanted = asked();
    return {
      queryKey: ['search', platform, accountId, wanted],
      queryFn: ({ pageParam }) => askPage(host, accountId as AccountId, platform, wanted as Asked, pageParam),
      initialPageParam: 1,
      getNextPageParam: (last) => (last.hasMore ? last.page + 1 : undefined),
      enabled: accountId !== null && wanted !== null,
      gcTime: 10 * 60_000,
    };
  });
  const old = $derived(kept().filter((page) => page.platform === platform));
  // The kept pages stand in before anything is searched, and when the search did not reach the platform.
  const pages = $derived(query.data?.pages ?? (asked() === null || query.isError ? old : []));
  const offers = $derived(offersOf(pages));
  const live = $derived(query.data !== undefined);

  return {
    platform,
    get offers() {
      return offers;
    },
    get total() {
      return pages[0]?.total ?? null;
    },
    get readAt() {
      return pages[0]?.readAt ?? null;
    },
    get offline() {
      return pages.length > 0 && (!live || pages.some((page) => page.offline));
    },
    get unreadable() {
      return pages.reduce((sum, page) => sum + page.unreadable, 0);
    },
    get sorted() {
      return pages.every((page) => page.sorted);
    },
    get error() {
      return query.error;
    },
    get waiting() {
      return query.isFetching && !query.isFetchingNextPage && query.data === undefined;
    },
    get hasMore() {
      return query.hasNextPage;
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
