// PandaPon has an operation elsewhere: an override in the settings makes the same app find it there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as buyer from '../harness/buyer.mjs';
import { openPage, startChromium } from '../harness/chromium.mjs';
import { moveOperation } from '../harness/moved.mjs';
import { folder } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startWeb } from '../harness/web.mjs';

const moved = { from: '/open/product/item/search', to: '/open/goods/find' };

test('an operation that PandaPon has elsewhere', async (t) => {
  const [pandapon, data] = [await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  const elsewhere = await moveOperation(t, sandbox.baseUrl, moved);
  const web = await startWeb(t, { data });
  const { page, trouble } = await openPage(await startChromium(t), web.url);
  await buyer.connect(page, { ...sandbox, baseUrl: elsewhere.baseUrl });
  const places = page.getByRole('region', { name: 'Operations sent elsewhere' });
  const dialog = page.getByRole('dialog');
  const path = dialog.getByLabel('Path', { exact: true });
  const use = () => dialog.getByRole('button', { name: /^Use it/ }).click();
  /** Asks for the same on both platforms; 1688 has its operation where it always was. */
  const search = async (words) => {
    await buyer.goTo(page, 'Search');
    const box = page.getByLabel('Words, a link, an order number, or a picture');
    await box.fill(words);
    await box.press('Enter');
    await page.getByRole('heading', { name: `“${words}”` }).waitFor();
    await page.locator('[aria-busy=false] [data-offer^="1688:"]').first().waitFor();
  };
  const taobao = page.getByRole('region', { name: 'Taobao', exact: true });
  const notServed = taobao.getByRole('alert').filter({ hasText: 'PandaPon does not serve this operation' });

  await t.test('without an override the app says what is wrong, and where it is mended', async () => {
    await search('杯');
    await notServed.waitFor();
    await notServed.filter({ hasText: 'correct its path in the settings' }).waitFor();
    assert.ok(elsewhere.asked.includes(moved.from));
  });

  await t.test('an override in the settings is used by the next search', async () => {
    await buyer.goTo(page, 'Settings');
    await places.getByRole('button', { name: 'Add an override' }).click();
    await dialog.getByLabel('Operation', { exact: true }).click();
    await page.getByRole('option', { name: /^taobaoSearchByKeyword/ }).click();
    await dialog.getByText(`In the table: POST ${moved.from}`).waitFor();
    await path.fill(moved.to);
    await use();
    await places.getByText(moved.to).waitFor();
    await buyer.searchWords(page, '杯');
    assert.equal(elsewhere.asked.filter((path) => path === moved.to).length, 1);
  });

  await t.test('a bad one is refused with its reason, and the good one stays', async () => {
    await buyer.goTo(page, 'Settings');
    await places.getByRole('button', { name: 'Change' }).click();
    const refused = {
      'open/goods/find': 'A path begins with /',
      'https://elsewhere.example/open': 'A path begins with /',
      '/open/goods?find=1': '? has no place in a path',
      '/open/../goods': 'no dots alone',
      '/open/order/pay': 'taobaoPayOrder lives there and may be sent only once',
    };
    for (const [bad, reason] of Object.entries(refused)) {
      await path.fill(bad);
      await use();
      await dialog.getByRole('alert').filter({ hasText: reason }).waitFor();
      assert.equal(await path.inputValue(), bad, 'what was typed stays');
    }
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await places.getByText(moved.to).waitFor();
    await buyer.searchWords(page, '茶');
  });

  await t.test('taken away, the operation goes where it went before', async () => {
    await buyer.goTo(page, 'Settings');
    await places.getByRole('button', { name: 'Remove the override of taobaoSearchByKeyword' }).click();
    await places.getByText(/^None:/).waitFor();
    await search('碗');
    await notServed.waitFor();
    assert.equal(elsewhere.asked.at(-1) === moved.to, false);
  });

  assert.deepEqual(trouble, []);
});
