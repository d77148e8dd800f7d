// The net is cut after PandaPon took an order: it is unknown, it is found when the net is back, and there is one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as buyer from '../harness/buyer.mjs';
import { openPage, startChromium } from '../harness/chromium.mjs';
import { openLine } from '../harness/line.mjs';
import { folder } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startWeb } from '../harness/web.mjs';

const CREATE = '/alibaba/cart/create/order';

/** A desk in Chromium with something of 1688 in its cart, previewed. */
async function readyToOrder(t) {
  const [pandapon, data] = [await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  const line = await openLine(t, sandbox.baseUrl);
  const web = await startWeb(t, { data });
  const { page } = await openPage(await startChromium(t), web.url);
  await buyer.connect(page, { ...sandbox, baseUrl: new URL(new URL(sandbox.baseUrl).pathname, line.baseUrl).href });
  await buyer.searchWords(page, '杯');
  const key = await page.locator('[data-offer^="1688:"]').first().getAttribute('data-offer');
  await buyer.openOffer(page, key);
  await buyer.addToCart(page);
  await buyer.goTo(page, 'Cart');
  await buyer.addAddress(page);
  await buyer.preview(page, 1);
  return { page, sandbox, line };
}

const ordersAt = async (sandbox) => (await sandbox.control('state')).orders['1688'].length;

test('an order whose answer was cut off is found by itself, and there is one', async (t) => {
  const { page, sandbox, line } = await readyToOrder(t);
  const cut = line.cutAfter(CREATE);
  await page.getByRole('button', { name: /^Place 1 order/ }).click();
  await cut;
  await page.getByText('Sent, but no answer came back').waitFor();
  await page.locator('aside.side nav a', { hasText: '1 ?' }).waitFor();
  assert.equal(await ordersAt(sandbox), 1, 'PandaPon has it');

  await page.getByRole('link', { name: 'Open in the outbox' }).click();
  await page.getByText('not send it again by itself').waitFor();
  await page.getByText(/^Look 1 of 4/).waitFor();
  await page.getByText('as soon as PandaPon answers').waitFor();
  line.mend();
  await page.getByText('Found at PandaPon: it was done').waitFor();
  await page.getByRole('link', { name: /^\d[\d ]+$/ }).waitFor();
  assert.equal(await page.locator('aside.side nav a', { hasText: '1 ?' }).count(), 0);
  assert.equal(await ordersAt(sandbox), 1, 'and has it once');
});
