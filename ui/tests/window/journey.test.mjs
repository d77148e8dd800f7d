// The whole way in the real window: pictures dragged and pasted, orders on both platforms paid, and read again offline.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as buyer from '../harness/buyer.mjs';
import { openPage, startChromium } from '../harness/chromium.mjs';
import {
  addByWords,
  addToCart,
  button,
  checkout,
  connect,
  field,
  pay,
  place,
  readUntil,
  row,
} from '../harness/hands.mjs';
import { folder, until } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startScreen } from '../harness/screen.mjs';
import { findSecret } from '../harness/secrets.mjs';
import { startWeb } from '../harness/web.mjs';
import { openWindow } from '../harness/window.mjs';

/** What a picture found on the platform of its key, best first; the first search of all may have to be tried again. */
async function found(window, key, name) {
  const column = `section[aria-label="${key.startsWith('taobao') ? 'Taobao' : '1688'}"]`;
  await window.shows('main', new RegExp(`Looks like this picture\\s+${name}`));
  const keys = await until('offers that look like the picture', async () => {
    const seen = await window.run((column) => {
      const sheet = document.querySelector(column);
      const again = [...sheet.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Try again');
      again?.click();
      const cards = sheet.querySelectorAll('[aria-busy="false"] [data-offer]');
      return again ? [] : [...cards].map((card) => card.dataset.offer);
    }, column);
    return seen.length > 0 && seen;
  });
  assert.ok(keys.slice(0, 3).includes(key), `${key} is not among the first three: ${keys.slice(0, 3)}`);
}

/** The middle of the window on the screen. */
async function middle(screen) {
  const { x, y, width, height } = await screen.place('Pondesk');
  return { x: x + Math.round(width / 2), y: y + Math.round(height / 2) };
}

/** Clients' pictures, two of each platform, from a desk of their own in Chromium. */
async function prepare(t, sandbox, files) {
  const web = await startWeb(t, { data: await folder(t) });
  const { page, context } = await openPage(await startChromium(t), web.url);
  await buyer.connect(page, sandbox);
  await buyer.searchWords(page, '杯');
  const made = [
    ...(await buyer.clientPictures(page, 'taobao', [1, 3], files)),
    ...(await buyer.clientPictures(page, '1688', [1, 4], files)),
  ];
  await context.close();
  await web.stop();
  return made;
}

test('from a dragged picture to a paid order that is still there offline', async (t) => {
  const [pandapon, data, files] = [await folder(t), await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  const clients = await prepare(t, sandbox, files);
  const screen = await startScreen(t);
  const window = await openWindow(t, screen, { data });

  await connect(window, sandbox);

  for (const [index, client] of clients.entries()) {
    await window.click(place('Search'));
    if (index % 2 === 0) {
      assert.equal((await screen.dragFiles([client.file], await middle(screen))).end, 'dropped');
      await found(window, client.key, client.file.split('/').at(-1));
    } else {
      await screen.copyPicture(client.png);
      await screen.activate('Pondesk');
      await screen.press('ctrl+v');
      await found(window, client.key, '');
    }
    await addToCart(window, client.key);
  }

  const orderIds = await checkout(window, 4);
  const [byVoucher, byBalance] = orderIds.filter((id) => id.startsWith('taobao:'));
  const batch = orderIds.filter((id) => id.startsWith('1688:'));
  await sandbox.control('advance', { seconds: 120 });
  await window.click(place('Orders'));
  await readUntil(window, orderIds, 'To pay');

  await window.click(`${row(byVoucher)} td:nth-child(3)`);
  await window.click(button('Hand in a voucher'));
  await window.find('[role=dialog]');
  assert.equal((await screen.dragFiles([clients[0].file], await middle(screen))).end, 'dropped');
  await window.find('[role=dialog] .file');
  await window.click('[role=dialog] button[type=submit]');
  await window.gone('[role=dialog]');
  await window.shows('.pane', /Voucher in review/);
  await sandbox.control('approve-voucher', { orderId: byVoucher.split(':')[1] });
  await window.click('.pane [aria-label="Read this order again"]');
  await window.shows('.pane', /Payment under way|To ship/);

  await window.click(`${row(byBalance)} td:nth-child(3)`);
  await window.click(`//*[contains(@class, "pane")]${button('Pay ¥')}`);
  await pay(window, 1);
  for (const orderId of batch) await window.click(`${row(orderId)} [role=checkbox]`);
  await window.click(button('Pay 2 · ¥'));
  await pay(window, 2);
  await readUntil(window, batch, 'To ship');

  await window.quit();
  await sandbox.stop();
  const train = await openWindow(t, screen, { data });
  await train.click(place('Orders'));
  await train.type(field('Filter orders'), batch[0].split(':')[1]);
  await until('one order fits', async () => (await train.all('tr[data-row]')).length === 1);
  await train.click(`${row(batch[0])} td:nth-child(3)`);
  await train.shows('.pane', /Timeline/);
  await train.shows('.pane', /To ship/);
  assert.match(await train.text('.pane .level'), /^(now|\d+ (s|min))$/);
  await train.click('.pane [aria-label="Read this order again"]');
  await train.shows('.pane', /Offline\s+Figures are from|PandaPon was not reached/);
  await train.quit();
  assert.deepEqual(await findSecret(data, sandbox.accessSecret), []);
  const told = [window, train].flatMap(({ driver }) => [...driver.lines, ...driver.complaints]).join('\n');
  assert.ok(!told.includes(sandbox.accessSecret));
});

test('the sandbox of the app takes words to paid orders on both platforms', async (t) => {
  const data = await folder(t);
  const screen = await startScreen(t);
  const window = await openWindow(t, screen, { data });
  await window.click(button('Open the sandbox'));
  await window.find('.app');
  for (const platform of ['taobao', '1688']) await addByWords(window, platform, '杯');
  const orderIds = await checkout(window, 2);
  await window.click(place('Orders'));
  await readUntil(window, orderIds, 'To pay');
  for (const orderId of orderIds) await window.click(`${row(orderId)} [role=checkbox]`);
  await window.click(button('Pay 2 · ¥'));
  await pay(window, 2);
});
