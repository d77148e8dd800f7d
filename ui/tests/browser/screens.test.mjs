// What may go wrong on the way, and whether everybody can go it: one desk, looked at screen by screen.
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as buyer from '../harness/buyer.mjs';
import { dropFile, openPage, pasteFile, startChromium } from '../harness/chromium.mjs';
import { folder } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startWeb } from '../harness/web.mjs';

/** What a reader, a keyboard or weak eyes would stumble over on a page, worst kinds only. */
async function stumblingBlocks(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

async function inBothThemes(page, name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await stumblingBlocks(page), [], `${name}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

test('the screens of a desk', async (t) => {
  const [pandapon, data, files] = [await folder(t), await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  const web = await startWeb(t, { data });
  const { page, trouble, cutOff } = await openPage(await startChromium(t), web.url);
  const search = page.getByLabel('Words, a link, an order number, or a picture');

  await t.test('the start screen keeps what was typed when the secret is wrong', async () => {
    await inBothThemes(page, 'start');
    await page.getByLabel('AccessKey', { exact: true }).fill(sandbox.accessKey);
    await page.getByLabel('AccessSecret', { exact: true }).fill('0'.repeat(32));
    await page.getByLabel('user-id', { exact: true }).fill(sandbox.userId);
    await page.getByLabel('Address of PandaPon', { exact: true }).fill(sandbox.baseUrl);
    await page.getByRole('button', { name: /^Connect/ }).click();
    await page.getByText('does not work').waitFor();
    assert.equal(await page.getByLabel('AccessKey', { exact: true }).inputValue(), sandbox.accessKey);
    assert.equal(await page.getByLabel('AccessSecret', { exact: true }).inputValue(), '0'.repeat(32));
    await buyer.connect(page, sandbox);
  });

  let client;
  await t.test('words find offers', async () => {
    await buyer.searchWords(page, '杯');
    await inBothThemes(page, 'search');
    [client] = await buyer.clientPictures(page, 'taobao', [1], files);
  });

  await t.test('a pasted picture starts a search', async () => {
    await pasteFile(page, 'body', client.file, 'image/jpeg');
    const keys = await buyer.found(page, client);
    assert.ok(keys.slice(0, 3).includes(client.key), `${client.key} is not among ${keys.slice(0, 3)}`);
  });

  await t.test('a file that is no picture is refused in words, and what was typed stays', async () => {
    const words = join(files, 'words.txt');
    await writeFile(words, 'these are words');
    await search.fill('陶瓷');
    await dropFile(page, 'body', words, 'text/plain');
    await page.getByRole('alert').filter({ hasText: 'This is not a picture.' }).waitFor();
    assert.equal(await search.inputValue(), '陶瓷');
  });

  await t.test('a quantity above the stock is refused where it is typed, and stays', async () => {
    await buyer.openOffer(page, client.key);
    await inBothThemes(page, 'offer');
    const cell = page.locator('[data-cell]').first();
    await cell.fill('9999999');
    await page
      .getByRole('alert')
      .filter({ hasText: /only [\d,]+ left/ })
      .waitFor();
    assert.equal(await cell.getAttribute('aria-invalid'), 'true');
    const add = page.getByRole('button', { name: /^Add .*to cart/ });
    assert.equal(await add.getAttribute('aria-disabled'), 'true');
    assert.equal(await cell.inputValue(), '9999999');
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await buyer.addToCart(page);
  });

  await t.test('the language changes at run time', async () => {
    await buyer.goTo(page, 'Settings');
    await page.getByRole('link', { name: 'Language and look' }).click();
    await inBothThemes(page, 'settings');
    await page.getByRole('radio', { name: '中文' }).click();
    await page.getByRole('link', { name: '购物车' }).waitFor();
    assert.match(await page.evaluate(() => document.documentElement.lang), /^zh/);
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Cart' }).waitFor();
  });

  let orderId;
  await t.test('an address that lacks a field names it, and what was typed stays', async () => {
    await buyer.goTo(page, 'Cart');
    await page.getByRole('button', { name: 'Add an address' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('张三');
    await dialog.getByRole('button', { name: /^Save the address/ }).click();
    await dialog.getByRole('alert').filter({ hasText: 'Phone is empty.' }).waitFor();
    assert.equal(await dialog.getByLabel('Name', { exact: true }).inputValue(), '张三');
    await inBothThemes(page, 'address');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await buyer.addAddress(page);
    await buyer.preview(page, 1);
    await inBothThemes(page, 'cart');
    [orderId] = await buyer.place(page, 1);
  });

  await t.test('a balance that is too small pays nothing and says so', async () => {
    await sandbox.control('advance', { seconds: 120 });
    await sandbox.control('set-balance', { fen: 1 });
    await buyer.goTo(page, 'Orders');
    await buyer.readUntil(page, [orderId], 'To pay');
    await buyer.openOrder(page, orderId);
    await inBothThemes(page, 'orders');
    await buyer
      .orderPane(page)
      .getByRole('button', { name: /^Pay ¥/ })
      .click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Pay ¥/ })
      .click();
    await page
      .getByText(/the balance is too small/)
      .first()
      .waitFor();
  });

  await t.test('the outbox tells what was sent', async () => {
    await page.keyboard.press('Escape');
    await buyer.goTo(page, 'Outbox');
    await page.locator('[data-row]').first().click();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await inBothThemes(page, 'outbox');
  });

  await t.test('a PandaPon that is gone is told, and the cart is still shown', async () => {
    await buyer.searchWords(page, '杯');
    await buyer.openOffer(page, client.key);
    await buyer.addToCart(page);
    await buyer.goTo(page, 'Cart');
    await page.getByRole('checkbox', { name: 'Tick all lines' }).waitFor();
    cutOff();
    await sandbox.stop();
    await page.getByRole('button', { name: /^Check prices/ }).click();
    await page.getByText('Offline', { exact: true }).first().waitFor();
    assert.ok((await page.locator('tr[data-row]').count()) > 0);
    await page.getByRole('checkbox', { name: 'Tick all lines' }).click();
    await page.getByRole('button', { name: /^Preview/ }).click();
    await page.getByRole('alert').filter({ hasText: 'PandaPon was not reached. Nothing was sent.' }).waitFor();
    assert.ok((await page.locator('tr[data-row]').count()) > 0);
  });

  assert.deepEqual(trouble, []);
});
