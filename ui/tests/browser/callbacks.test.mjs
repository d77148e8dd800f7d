// A seller changes a price between order and payment: PandaPon pushes it, the desk shows it and stops a payment of several.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import * as buyer from '../harness/buyer.mjs';
import { openPage, startChromium } from '../harness/chromium.mjs';
import { folder, freePort } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startWeb } from '../harness/web.mjs';

const bell = (page) => page.getByRole('button', { name: /^Notices/ });
const section = (page) => page.goto(`${page.url().split('#')[0]}#/settings/callbacks`);

test('a price that changed between order and payment is seen at once', async (t) => {
  const [pandapon, data] = [await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  const web = await startWeb(t, { data });
  const { page } = await openPage(await startChromium(t), web.url);
  await buyer.connect(page, sandbox);
  await buyer.searchWords(page, '杯');
  for (const platform of ['taobao', '1688']) {
    await buyer.goTo(page, 'Search');
    await page.locator(`[data-offer^="${platform}:"]`).first().waitFor();
    await buyer.openOffer(page, await page.locator(`[data-offer^="${platform}:"]`).first().getAttribute('data-offer'));
    await buyer.addToCart(page);
  }
  await buyer.goTo(page, 'Cart');
  await buyer.addAddress(page);
  await buyer.preview(page, 2);
  const orderIds = await buyer.place(page, 2);

  let url;
  await t.test('receiving is switched on, tested, and PandaPon verifies the address', async () => {
    const port = await freePort();
    await section(page);
    await page.getByLabel('Port', { exact: true }).fill(String(port));
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByRole('radio', { name: 'On', exact: true }).click();
    await page.getByText(`Listening on 127.0.0.1:${port}`).waitFor();
    await page.getByRole('button', { name: 'Self-test' }).click();
    await page.getByText(/^answered in \d+ ms$/).waitFor();
    await page.getByRole('radio', { name: 'Right ones only' }).click();
    await page.getByText('Unsigned and wrongly signed messages').waitFor();
    url = `http://127.0.0.1:${port}${await page.locator('.address .mono').innerText()}`;
    await sandbox.control('callback', { url });
    await page.getByText(/^Last verified/).waitFor();
  });

  const dear = orderIds.find((orderId) => orderId.startsWith('1688:'));
  await t.test('the notice, the change and the marked order are there by themselves', async () => {
    await buyer.goTo(page, 'Orders');
    await buyer.readUntil(page, orderIds, 'To pay');
    const [, number] = dear.split(':');
    await sandbox.control('change-order-price', { orderId: number, changeFen: 500 });
    await bell(page).click();
    await page.getByRole('button', { name: /Price rose/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator(`tr.look[data-row="${dear}"]`).waitFor();
    await buyer.goTo(page, 'Messages');
    const prices = page.getByRole('table', { name: 'Every price change' });
    await prices.getByText('+¥5.00').first().waitFor();
    await page.getByRole('table', { name: 'Messages' }).getByText('applied').first().waitFor();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const exporting = page.getByRole('dialog');
    await exporting.getByRole('radio', { name: 'CSV' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      exporting.getByRole('button', { name: /^Export \d/ }).click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    assert.ok(
      csv.split('\r\n').some((row) => row.includes(number) && row.includes(',5.00,') && row.includes('Callback')),
      csv,
    );
  });

  await t.test('a payment of several leaves it out', async () => {
    await buyer.goTo(page, 'Orders');
    for (const orderId of orderIds) await buyer.orderRow(page, orderId).getByRole('checkbox').click();
    await page
      .getByText(/need(s)? a look/)
      .first()
      .waitFor();
    await page
      .getByRole('button', { name: /^Pay 1/ })
      .first()
      .waitFor();
  });

  await t.test('the notice leads to the order and is read then', async () => {
    await bell(page).click();
    await page.getByRole('button', { name: /Price rose/ }).click();
    await buyer.orderPane(page).getByRole('heading', { name: 'Timeline' }).waitFor();
    await bell(page).click();
    await page.locator('.notice:not(.unread)').getByText('Price rose').waitFor();
    await page.keyboard.press('Escape');
  });

  await t.test('a message that is signed wrongly is shown and changes nothing', async () => {
    await sandbox.control('push', { orderId: dear.split(':')[1], authorization: 'wrong' });
    await buyer.goTo(page, 'Messages');
    await page.getByText('signature refused').waitFor();
    assert.equal((await sandbox.control('callbacks')).messages.at(-1).state, 'delivered');
  });
});
