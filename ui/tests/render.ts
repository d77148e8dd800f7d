/** Puts the whole UI, or one component with a host, on the page of a test. */
import { render, waitFor } from '@testing-library/svelte';
import { expect } from 'vitest';
import type { Component } from 'svelte';
import App from '../src/App.svelte';
import { newQueryClient } from '../src/data/query.svelte';
import { go, type Route } from '../src/shell/route.svelte';
import { fakeHost, type Answers, type FakeHost } from './fake';
import { anEmptyCart, anOfferView, aPage, aPricing, aStatus } from './samples';
import WithHost from './WithHost.svelte';

/** The app at a place, on a fake host that answers everything unless told otherwise. */
export function openApp(route: Route, answers: Answers = {}): FakeHost {
  const host = fakeHost({
    desk_status: () => aStatus(),
    notice_list: () => ({ rows: [], next: null, unread: 0 }),
    search_last: () => [],
    search_keyword: ({ platform, words, sort, page }) => aPage(platform, { kind: 'words', words, sort }, page),
    offer_show: ({ platform }) => anOfferView(platform),
    offer_price: (request) => aPricing(request),
    cart_add: () => anEmptyCart,
    ...answers,
  });
  go(route, true);
  render(App, { host, queries: newQueryClient() });
  return host;
}

/** One component under a host. */
export function renderKit(component: unknown, props: Record<string, unknown>, host = fakeHost({})) {
  return render(WithHost, { host, component: component as Component, given: props });
}

/** Waits until a dialog that closes is gone: until then no click reaches the page. */
export function pageInReach(): Promise<void> {
  return waitFor(() => expect(document.body.style.pointerEvents).not.toBe('none'));
}
