import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openApp } from '../../../tests/render';
import { anEmptyCart, anOfferView } from '../../../tests/samples';
import type { CartLine, OfferPrice } from '../../bindings';
import { plainFailure } from '../../platform/host';
import { readRoute, type Route } from '../../shell/route.svelte';
import { selectionOf } from './selection.svelte';

const at = { place: 'offer', platform: '1688', offerId: '710644820930' } as const;
const cell = (name: string) => screen.findByRole('textbox', { name: new RegExp(`^${name}`) });
const pane = () => screen.getByRole('region', { name: 'This order line' });
const pasting = (text: string) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  return new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
};

beforeEach(() => selectionOf(at.platform, at.offerId).clear());
afterEach(() => selectionOf(at.platform, at.offerId).clear());

it('lets the engine price what is typed, and shows the tier reached', async () => {
  const host = openApp(at);
  await userEvent.type(await cell('Sage · S'), '30');
  await waitFor(() => expect(within(pane()).getAllByText('¥1,275.00')).not.toHaveLength(0));
  const asked = host.asked.filter(({ name }) => name === 'offer_price').at(-1)?.request as OfferPrice;
  expect(asked).toMatchObject({ offerId: at.offerId, picked: [{ skuId: 'sku-0-0', quantity: 30 }] });
  expect(screen.getByText('your tier').closest('li')).toHaveTextContent('30 – 99 pcs');
  expect(within(pane()).getByText('70 more reach ¥39.80 each.')).toBeVisible();
});

it('moves by arrows over what is sold out and fills by paste', async () => {
  openApp(at);
  const first = await cell('Cream · M');
  first.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(await cell('Cream · XL')).toHaveFocus();
  (await cell('Sage · S')).dispatchEvent(pasting('6\t12\n3\t'));
  await waitFor(async () => expect(await cell('Sage · M')).toHaveValue('12'));
  expect(await cell('Dusty rose · S')).toHaveValue('3');
  expect(await screen.findByText('4 cells filled')).toBeVisible();
});

it('says in words what stands in the way and keeps what was typed', async () => {
  openApp(at);
  await userEvent.type(await cell('Sage · S'), '2');
  const alert = () => within(pane()).getByRole('alert');
  await waitFor(() =>
    expect(alert()).toHaveTextContent('At least 3 pieces: this seller sells from 3. 1 more are needed.'),
  );
  await userEvent.type(await cell('Dusty rose · L'), '60');
  await waitFor(() => expect(alert()).toHaveTextContent('Dusty rose · L: only 18 left.'));
  await userEvent.type(await cell('Navy · S'), 'x');
  await waitFor(() => expect(alert()).toHaveTextContent('Navy · S: “x” is not a whole number of pieces.'));
  expect(await cell('Sage · S')).toHaveValue('2');
  expect(await cell('Dusty rose · L')).toBeInvalid();
  expect(within(pane()).getByRole('button', { name: /^Add/ })).toHaveAttribute('aria-disabled', 'true');
});

it('puts it into the cart by its key, once, and empties the cells', async () => {
  let done: () => void = () => undefined;
  const host = openApp(at, { cart_add: () => new Promise((resolve) => (done = () => resolve(anEmptyCart))) });
  await userEvent.type(await cell('Sage · S'), '4');
  await within(pane()).findByRole('button', { name: /Add 4 to cart/ });
  await userEvent.keyboard('{Control>}{Enter}{Enter}{/Control}');
  await waitFor(() => expect(within(pane()).getByText('Adding')).toBeVisible());
  done();
  expect(await screen.findByText('4 pcs are in the cart')).toBeVisible();
  expect(host.asked.filter(({ name }) => name === 'cart_add')).toHaveLength(1);
  expect(await cell('Sage · S')).toHaveValue('');
});

it('keeps the cells when the cart refuses, and says why', async () => {
  openApp(at, { cart_add: () => Promise.reject(plainFailure('notReached')) });
  await userEvent.type(await cell('Sage · S'), '4');
  await userEvent.click(await within(pane()).findByRole('button', { name: /Add 4 to cart/ }));
  expect(await within(pane()).findByText('PandaPon was not reached. Nothing was sent.')).toBeVisible();
  expect(await cell('Sage · S')).toHaveValue('4');
});

it('goes to the preview with exactly the records of this line', async () => {
  const record = (lineId: string, skuId: string, offerId: string = at.offerId) =>
    ({ platform: '1688', lineId, offerId, skuId }) as CartLine;
  const lines = [record('11', 'sku-0-0'), record('12', 'sku-5-0'), record('13', 'sku-0-0', 'other')];
  const visited: Route[] = [];
  const visit = (event: HashChangeEvent) => visited.push(readRoute(new URL(event.newURL).hash));
  addEventListener('hashchange', visit);
  openApp(at, {
    cart_add: () => ({
      ...anEmptyCart,
      cart: {
        lineCount: 3,
        groups: [
          {
            platform: '1688',
            sellerId: 's',
            sellerName: 's',
            lines,
            goods: { minor: '0', currency: 'CNY' },
            readAt: 0,
          },
        ],
      },
    }),
    // What follows is the matter of the checkout.
    address_list: () => ({ addresses: [], readAt: 0, offline: false }),
    cart_list: () => anEmptyCart,
  });
  await userEvent.type(await cell('Sage · S'), '4');
  await userEvent.click(await within(pane()).findByRole('button', { name: 'Preview the order now' }));
  await waitFor(() => expect(visited).toContainEqual({ place: 'checkout', lines: ['1688:11'] }));
  removeEventListener('hashchange', visit);
});

it('reads again on demand and shows the new prices', async () => {
  const host = openApp(at, {
    offer_show: ({ refresh }) => {
      const view = anOfferView();
      return refresh
        ? { ...view, offer: { ...view.offer, moq: 5, title: { original: '新', translations: {} } } }
        : view;
    },
  });
  await cell('Sage · S');
  await userEvent.keyboard('r');
  expect(await screen.findByRole('heading', { name: '新' })).toBeVisible();
  expect(host.asked.filter(({ name }) => name === 'offer_show').map(({ request }) => request)).toMatchObject([
    { refresh: false },
    { refresh: true },
  ]);
});
