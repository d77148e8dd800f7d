import { describe, expect, it } from 'vitest';
import { go, hrefOf, readRoute, route, type Route } from './route.svelte';

describe('routes', () => {
  const all: Route[] = [
    { place: 'start' },
    { place: 'search' },
    { place: 'offer', platform: '1688', offerId: '710644820931' },
    { place: 'offer', platform: 'taobao', offerId: 'a/b c' },
    { place: 'cart' },
    { place: 'checkout', lines: ['taobao:1', '1688:2,3'] },
    { place: 'orders', orderId: null },
    { place: 'orders', orderId: '1688:2748109355174410' },
    { place: 'callbacks', callbackId: null },
    { place: 'callbacks', callbackId: '01JD' },
    { place: 'outbox', operationId: '01JD' },
    { place: 'settings', section: 'accounts' },
    { place: 'kit' },
  ];
  it.each(all)('come back as they went: $place', (given) => {
    expect(readRoute(hrefOf(given))).toEqual(given);
  });
  it('keep every digit of an id', () => {
    const id = '99999999999999999999';
    expect(readRoute(`#/orders/taobao:${id}`)).toEqual({ place: 'orders', orderId: `taobao:${id}` });
  });
  it('take what is no place for the search', () => {
    for (const hash of ['', '#', '#/nowhere', '#/offer/amazon/1', '#/offer/1688', '#code=abc']) {
      expect(readRoute(hash)).toEqual({ place: 'search' });
    }
    expect(readRoute('#/orders/%E0%A4%A')).toEqual({ place: 'orders', orderId: '%E0%A4%A' });
  });
  it('replace a step without leaving one back', () => {
    go({ place: 'cart' }, true);
    expect(route()).toEqual({ place: 'cart' });
    expect(location.hash).toBe('#/cart');
  });
});
