// In the real window: a seller changes the price of an unpaid order, and it is seen at once and not paid with others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDesktop } from '../harness/desktop.mjs';
import * as hands from '../harness/hands.mjs';
import { folder, freePort, until } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startScreen } from '../harness/screen.mjs';
import { openWindow } from '../harness/window.mjs';

/** How soon a change has to be before the user's eyes, in ms. */
const AT_ONCE = 2000;
const radio = (name) => `//button[@role="radio" and normalize-space(.)="${name}"]`;

/** Switches receiving on; returns the address that is entered in PandaPon's console. */
async function receive(window) {
  const port = await freePort();
  await window.click(hands.place('Settings'));
  await window.click('//a[normalize-space(.)="Callbacks"]');
  await window.fill(hands.field('Port'), String(port));
  await window.click(hands.button('Keep'));
  await window.click(radio('On'));
  await window.shows('main', new RegExp(`Listening on 127\\.0\\.0\\.1:${port}`));
  return `http://127.0.0.1:${port}${await window.text('.address .mono')}`;
}

test('a price that a seller changed is before the eyes at once and stops a payment of several', async (t) => {
  const [pandapon, data] = [await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  const desktop = await startDesktop(t);
  const window = await openWindow(t, await startScreen(t), { data });
  await hands.connect(window, sandbox);
  for (const platform of ['taobao', '1688']) await hands.addByWords(window, platform, '杯');
  const orderIds = await hands.checkout(window, 2);
  const dear = orderIds.find((orderId) => orderId.startsWith('1688:'));
  await sandbox.control('callback', { url: await receive(window) });
  await window.click(hands.place('Orders'));
  await hands.readUntil(window, orderIds, 'To pay');
  await window.click(`${hands.row(dear)} td:nth-child(3)`);
  await window.shows('.pane', /Timeline/);
  await window.click('.bell');
  await window.find('.notices');

  // The bell is open, the order and its timeline are shown: nothing is clicked from here on.
  await sandbox.control('change-order-price', { orderId: dear.split(':')[1], changeFen: 500 });
  const seen = () =>
    window.run((orderId) => {
      const shows = (selector, words) => document.querySelector(selector)?.textContent.includes(words) ?? false;
      return {
        notice: shows('.notices .notice.unread', 'Price rose'),
        marked: shows(`tr[data-row="${orderId}"]`, 'Rose, look'),
        audited: shows('.pane', 'Sum over time'),
      };
    }, dear);
  await until(
    'the notice, the marked order and the step of its sum are there',
    async () => Object.values(await seen()).every(Boolean),
    { within: AT_ONCE },
  );

  await window.click(`//*[contains(@class, "notice")][contains(., "Price rose")]`);
  await window.gone('.notices');
  await window.click(hands.place('Messages'));

  // The desktop has shown it as well, once; a click there leads back to the order.
  const echo = await desktop.shows(/^Price rose ¥[\d,.]+ → ¥[\d,.]+$/);
  assert.equal(desktop.notices().length, 1, JSON.stringify(desktop.notices()));
  assert.match(echo.body, /杯/);
  await desktop.click(echo);
  await window.shows('.pane', /Sum over time/);
  await window.click(hands.place('Messages'));
  await window.shows('//table[@aria-label="Every price change"]', /sum[^]*\+¥5\.00[^]*callback/);

  await window.click(hands.place('Orders'));
  for (const orderId of orderIds) await window.click(`${hands.row(orderId)} [role=checkbox]`);
  await window.shows('main', /1 needs a look before paying/);
  await window.click(hands.button('Pay 1 · ¥'));
  await hands.pay(window, 1);
  const [order] = (await sandbox.control('state')).orders['1688'];
  assert.equal(order.baseInfo.status, 'waitbuyerpay', 'the order that rose is not paid');
  await window.quit();
});
