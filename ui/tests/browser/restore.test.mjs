// A backup that takes the place of the database, because the user asked or because the file was damaged: nothing that was
// bought or decided is lost, and the user is told.
import assert from 'node:assert/strict';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as buyer from '../harness/buyer.mjs';
import { openPage, startChromium } from '../harness/chromium.mjs';
import { folder } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startWeb } from '../harness/web.mjs';

/** Buys the offer at this position of 1688's results; returns this desk's id of the order. */
async function buy(page, position) {
  await buyer.searchWords(page, '杯');
  const key = await page.locator('[data-offer^="1688:"]').nth(position).getAttribute('data-offer');
  await buyer.openOffer(page, key);
  await buyer.addToCart(page, 1);
  await buyer.goTo(page, 'Cart');
  if (position === 0) await buyer.addAddress(page);
  await buyer.preview(page, 1);
  const [orderId] = await buyer.place(page, 1);
  return orderId;
}

const openData = (page) => page.evaluate(() => (location.hash = '#/settings/data'));
const backups = (page) => page.getByRole('table', { name: 'Backups' }).locator('tbody tr');

test('a backup is restored, what is newer comes back, and a damaged file is replaced by itself', async (t) => {
  const [pandapon, data] = [await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  const first = await startWeb(t, { data });
  const browser = await startChromium(t);
  const { page, trouble } = await openPage(browser, first.url);
  const notice = page.getByRole('status').filter({ hasText: 'is in place.' });
  await buyer.connect(page, sandbox);
  const before = await buy(page, 0);

  await openData(page);
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByText(/^Backup made and checked/).waitFor();
  const after = await buy(page, 1);

  await openData(page);
  const asked = backups(page).filter({ hasText: 'asked for' });
  await asked.getByRole('button', { name: 'Restore' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('The present file is moved aside, never deleted.', { exact: false }).waitFor();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await notice.count(), 0, 'the safe choice has the focus and changes nothing');

  await asked.getByRole('button', { name: 'Restore' }).click();
  await dialog.getByRole('button', { name: 'Restore this backup' }).click();
  await notice.getByText('1 order was newer. Orders were fetched again.', { exact: false }).waitFor();
  assert.match(await notice.innerText(), /1 newer outbox operation was carried over/);
  await buyer.goTo(page, 'Orders');
  for (const orderId of [before, after]) await buyer.orderRow(page, orderId).waitFor();
  await notice.getByRole('button', { name: 'Read', exact: true }).click();
  await notice.waitFor({ state: 'detached' });
  assert.equal((await sandbox.control('state')).orders['1688'].length, 2, 'nothing was ordered again');
  assert.deepEqual(trouble, []);
  await page.close();
  await first.stop();

  // The head of the file is gone: nothing of it can be read.
  const file = await open(join(data, 'desk.sqlite'), 'r+');
  await file.write(Buffer.alloc(4096, 0xff), 0, 4096, 0);
  await file.close();
  const again = await startWeb(t, { data });
  const mended = await openPage(browser, again.url);
  const told = mended.page.getByRole('status').filter({ hasText: 'The data on this desk was damaged.' });
  await told.getByText('Orders were fetched again.', { exact: false }).waitFor();
  await buyer.goTo(mended.page, 'Orders');
  for (const orderId of [before, after]) await buyer.orderRow(mended.page, orderId).waitFor();
  assert.ok((await readdir(join(data, 'moved-aside'))).length >= 2, 'both old files are kept');
  assert.deepEqual(mended.trouble, []);
});
