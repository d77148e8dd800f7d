// The hands of a buyer in the real window: what several tests do there, the way a user does it.
import * as buyer from './buyer.mjs';
import { until } from './processes.mjs';

/** Where things are, by what they say. */
export const button = (name) => `//button[starts-with(normalize-space(.), "${name}") or @aria-label="${name}"]`;
export const inDialog = (path) => `//*[@role="dialog" or @role="alertdialog"]${path}`;
export const field = (label) => `//label[normalize-space(.)="${label}"]/following::input[1]`;
export const place = (name) => `//aside//nav//a[normalize-space(.)="${name}" or starts-with(@title, "${name}")]`;
export const card = (key) => `[data-offer="${key}"]`;
export const row = (orderId) => `tr[data-row="${orderId}"]`;

/** Types quantities into the first two cells that have enough in stock, and adds them to the cart. */
export async function addToCart(window, key) {
  await window.click(card(key));
  await window.find('[data-cell]');
  const { cells, pieces } = await window.run(() => {
    const pane = document.querySelector('section[aria-label="This order line"]');
    const each = Number(pane.textContent.match(/from ([\d,]+) pieces/)?.[1].replaceAll(',', '') ?? 1) + 1;
    const stocked = [...document.querySelectorAll('label:has([data-cell])')].filter(
      (cell) => Number(cell.querySelector('.k')?.textContent.replace(/\D/g, '')) >= each,
    );
    const chosen = stocked.slice(0, 2).map((cell) => cell.querySelector('[data-cell]').dataset.cell);
    return { cells: chosen.map((cell) => ({ cell, each })), pieces: each * chosen.length };
  });
  for (const { cell, each } of cells) await window.type(`[data-cell="${cell}"]`, String(each));
  await window.click(button(`Add ${pieces} to cart`));
  await window.shows('body', new RegExp(`${pieces} pcs are in the cart`));
}

/** Enters keys and address of a sandbox on the start screen. */
export async function connect(window, sandbox) {
  await window.type(field('AccessKey'), sandbox.accessKey);
  await window.type(field('AccessSecret'), sandbox.accessSecret);
  await window.type(field('user-id'), sandbox.userId);
  await window.type(field('Address of PandaPon'), sandbox.baseUrl);
  await window.click(button('Test the connection'));
  await window.shows('[role=status]', /works/);
  await window.click(button('Connect'));
  await window.find('.app');
}

/** Finds a first offer of a platform by words, and adds it to the cart. */
export async function addByWords(window, platform, words) {
  await window.click(place('Search'));
  await window.fill('header.top input', `${words}\uE007`);
  const first = `[data-offer^="${platform}:"]`;
  await window.find(first);
  await addToCart(window, await window.run((first) => document.querySelector(first).dataset.offer, first));
}

/** Asks what all that is in the cart would cost, to a new address. */
export async function preview(window, orders) {
  await window.click(place('Cart'));
  await window.click(button('Add an address'));
  for (const [label, text] of Object.entries(buyer.address)) await window.type(inDialog(field(label)), text);
  await window.click(inDialog(button('Save the address')));
  await window.gone('[role=dialog]');
  await window.click(button('Tick all lines'));
  await window.click(button('Preview the orders'));
  await window.find(button(`Place ${orders} order`));
}

/** Orders all that is in the cart; returns this desk's order ids. */
export async function checkout(window, orders) {
  await preview(window, orders);
  await window.click(button(`Place ${orders} order`));
  return until(`${orders} orders are placed`, async () => {
    const ids = await window.run(() =>
      [...document.querySelectorAll('a[href^="#/orders/"]')].map((link) =>
        decodeURIComponent(link.getAttribute('href').replace('#/orders/', '')),
      ),
    );
    return ids.length === orders && ids;
  });
}

/** Reads the orders again until all of these stand where they are awaited. */
export async function readUntil(window, orderIds, stage) {
  await until(`${orderIds} stand at ${stage}`, async () => {
    await window.click(button('Read orders'));
    await window.shows('body', /orders read,/);
    const texts = await Promise.all(orderIds.map((orderId) => window.text(row(orderId))));
    return texts.every((text) => text.includes(stage));
  });
}

/** Says yes to the payment that is asked about, and waits until as many orders are paid. */
export async function pay(window, orders) {
  await window.click(inDialog(button('Pay ¥')));
  await window.shows('main', orders === 1 ? /1 order is paid/ : new RegExp(`${orders} orders are paid`));
}
