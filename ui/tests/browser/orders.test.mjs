// Years of orders in Chromium: fetched, filtered, sorted, tagged, sent out to files, and all of it goes on without PandaPon.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as buyer from '../harness/buyer.mjs';
import { dropFile, openPage, startChromium } from '../harness/chromium.mjs';
import { folder, until } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startWeb } from '../harness/web.mjs';

const ORDERS = 600;

const grid = (page) => page.getByRole('grid', { name: 'Orders' });
const rowCount = async (page) => Number(await grid(page).getAttribute('aria-rowcount')) - 1;
const box = (page) => page.getByRole('textbox', { name: 'Filter orders' });

/** Narrows the list by what is typed, and waits until it is shorter or longer. */
async function filter(page, text) {
  const before = await rowCount(page);
  await box(page).fill(text);
  await until(`the list fits ${text}`, async () => (await rowCount(page)) !== before);
}

/** What stands in a column, row by row as far as they are drawn. */
async function column(page, title) {
  const titles = await grid(page).locator('thead th').allInnerTexts();
  const at = titles.findIndex((one) => one.trim() === title) + 1;
  return page.locator(`tr[data-row] td:nth-child(${at})`).allInnerTexts();
}

async function download(page, dialog) {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: /^Export \d/ }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test('all orders are there, found as they are typed for, and leave as files, with and without PandaPon', async (t) => {
  const [pandapon, data] = [await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon, orders: ORDERS });
  const web = await startWeb(t, { data, sync: true });
  const { page } = await openPage(await startChromium(t), web.url);
  await buyer.connect(page, sandbox);
  await buyer.goTo(page, 'Orders');
  await grid(page).waitFor();
  await until('all orders are fetched', async () => (await rowCount(page)) === ORDERS, 120_000);

  // A few rows stand for all of them, and the last is one key away.
  assert.ok((await page.locator('tr[data-row]').count()) < 120);
  await grid(page).focus();
  await page.keyboard.press('End');
  await until(
    'the last row is under the cursor',
    async () => (await page.locator('tr.cursor').getAttribute('aria-rowindex')) === String(ORDERS + 1),
  );
  await page.keyboard.press('Home');
  await page.locator('tr.cursor[aria-rowindex="2"]').waitFor();

  await filter(page, 'status:shipped platform:taobao');
  const shipped = await rowCount(page);
  assert.ok(shipped > 0 && shipped < ORDERS);
  const words = await column(page, 'Status');
  assert.ok(
    words.every((word) => word.includes('Shipped')),
    words.join(),
  );
  await filter(page, '');

  // The chosen columns and the order stay when the page is opened again.
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Order id' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: 'Order id' }).waitFor();
  await page.getByRole('button', { name: 'Sum', exact: true }).click();
  await page.locator('th[aria-sort="descending"]', { hasText: 'Sum' }).waitFor();

  await sandbox.stop();

  // Three orders get a tag, which finds them again.
  await page.getByRole('button', { name: /^Placed/ }).click();
  await grid(page).focus();
  await page.keyboard.press('Home');
  for (const key of ['x', 'j', 'x', 'j', 'x', 't']) await page.keyboard.press(key);
  const tagging = page.getByRole('dialog');
  await tagging.getByRole('combobox', { name: 'Add a tag' }).fill('Q4');
  await page.keyboard.press('Enter');
  await tagging.getByRole('button', { name: 'Keep' }).click();
  await tagging.waitFor({ state: 'detached' });
  await filter(page, 'tag:Q4');
  assert.equal(await rowCount(page), 3);

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export', exact: true }).first().click();
  const exporting = page.getByRole('dialog');
  await exporting.getByRole('radio', { name: 'CSV' }).click();
  const csv = await download(page, exporting);
  assert.match(csv.name, /^orders-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = csv.bytes.toString('utf8').trimEnd().split('\r\n');
  assert.equal(lines.length, 4);
  assert.ok(lines[0].startsWith('\ufeffPlatform,Order id,'));
  assert.ok(
    lines.slice(1).every((line) => /,\d{19}\t,/.test(line) && line.includes('Q4')),
    lines.join('\n'),
  );

  // The detail, and its page to print, need no net either.
  await grid(page).focus();
  await page.keyboard.press('Home');
  const pane = page.getByRole('region', { name: 'Order', exact: true });
  await pane.getByText('Timeline').waitFor();
  const [printed] = await Promise.all([
    page.waitForEvent('download'),
    pane.getByRole('button', { name: 'Print as PDF' }).click(),
  ]);
  const slip = join(await folder(t), 'slip.pdf');
  await printed.saveAs(slip);
  const pdf = await readFile(slip);
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');

  // A file that falls on the window is kept with the order that is open, comes back as it was, and leaves when told to.
  await dropFile(page, 'body', slip, 'application/pdf');
  const files = pane.getByRole('group', { name: 'Files' });
  await files.getByText('slip.pdf').waitFor();
  const [copy] = await Promise.all([
    page.waitForEvent('download'),
    files.getByRole('button', { name: 'Save slip.pdf elsewhere' }).click(),
  ]);
  assert.equal(copy.suggestedFilename(), 'slip.pdf');
  assert.ok((await readFile(await copy.path())).equals(pdf));
  await files.getByRole('button', { name: 'Take slip.pdf away' }).click();
  await page.getByRole('button', { name: 'Take it away' }).click();
  await files.getByText('slip.pdf').waitFor({ state: 'detached' });
});

test('an order that cannot be read is shown as it came, beside all others', async (t) => {
  const [pandapon, data] = [await folder(t), await folder(t)];
  const orders = 30;
  const sandbox = await startSandbox(t, { data: pandapon, orders });
  // Whenever the page of Taobao's orders is read, its third row has a sum that is none.
  const fault = { operation: 'taobaoPageOrders', kind: 'breakRow', row: 2, at: '/purchaseAmount', value: '4.50' };
  await sandbox.control('faults', { faults: [{ ...fault, count: 1000 }] });
  const web = await startWeb(t, { data, sync: true });
  const { page } = await openPage(await startChromium(t), web.url);
  await buyer.connect(page, sandbox);
  await buyer.goTo(page, 'Orders');
  await until('the others are there', async () => (await rowCount(page)) === orders - 1, 60_000);
  await page.getByText('1 order could not be read; the others were').click();
  const raw = page.locator('pre', { hasText: '"purchaseAmount":"4.50"' });
  await raw.waitFor();
  const { orderId } = JSON.parse(await raw.innerText());
  assert.match(orderId, /^\d{19}$/);
  await page.getByText('data.records[2].purchaseAmount').waitFor();
  assert.equal(await buyer.orderRow(page, `taobao:${orderId}`).count(), 0);
});
