// Where operations go, and what is seen of them: an override in the settings, a call to try, the last calls, the report.
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as buyer from '../harness/buyer.mjs';
import { openPage, startChromium } from '../harness/chromium.mjs';
import { folder } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startWeb } from '../harness/web.mjs';

/** What a reader, a keyboard or weak eyes would stumble over, worst kinds only, light and dark. */
async function assertWalkable(page, name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const worst = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const told = worst.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    assert.deepEqual(told, [], `${name}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Where pictures go, when somebody wants to look at the screen. */
const picture = async (page, name) => {
  const into = process.env.PONDESK_LOOK;
  if (into) await page.screenshot({ path: `${into}/${name}.png` });
};

test('diagnostics', async (t) => {
  const [pandapon, data] = [await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  const web = await startWeb(t, { data });
  const { page, trouble } = await openPage(await startChromium(t), web.url);
  await buyer.connect(page, sandbox);
  await buyer.searchWords(page, '杯');
  const dialog = page.getByRole('dialog');
  const table = page.getByRole('table', { name: 'Diagnostics' });

  await t.test('the whole operation table stands there, and can be narrowed', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await table.locator('tr[data-row]').nth(71).waitFor();
    assert.equal(await table.locator('tr[data-row]').count(), 72);
    await picture(page, 'operations');
    await assertWalkable(page, 'operations');
    await page.getByLabel('Operation, title or path').fill('taobaoSearchByKeyword');
    assert.equal(await table.locator('tr[data-row]').count(), 1);
  });

  await t.test('a bad override is refused with its rule, a good one is used at once', async () => {
    await table.locator('tr[data-row="taobaoSearchByKeyword"]').click();
    await page.getByRole('button', { name: 'Override', exact: true }).click();
    const path = dialog.getByLabel('Path', { exact: true });
    await path.fill('https://evil.example/open');
    await dialog.getByRole('button', { name: /^Use it/ }).click();
    await dialog.getByRole('alert').filter({ hasText: 'A path begins with /' }).waitFor();
    assert.equal(await path.inputValue(), 'https://evil.example/open');
    await path.fill('/open/product/elsewhere');
    await dialog.getByRole('button', { name: /^Use it/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await table.getByText('overridden').waitFor();
    await picture(page, 'operation');
    await assertWalkable(page, 'operation');

    await page.getByLabel('Fields, as a JSON object').fill('{"keyword":"杯","pageNo":1,"pageSize":5}');
    await page.getByRole('button', { name: 'Preview the request' }).click();
    await page.getByText(/POST http:\/\/127\.0\.0\.1:\d+\/open\/product\/elsewhere/).waitFor();
    assert.ok(!(await page.locator('main').innerText()).includes(sandbox.accessKey), 'the key is masked');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('HTTP 404').first().waitFor();
  });

  await t.test('the last calls tell where it went, bodies on demand', async () => {
    await page.getByRole('radio', { name: /^Last calls/ }).click();
    await page.getByRole('radio', { name: /^Failed [1-9]/ }).click();
    await page.locator('tr[data-row]').first().click();
    await page.locator('.pane dd', { hasText: 'POST /open/product/elsewhere' }).waitFor();
    await page.getByRole('heading', { name: 'What was sent' }).waitFor();
    await picture(page, 'calls');
    await assertWalkable(page, 'calls');
  });

  await t.test('the report has the failed call and no secret', async () => {
    await page.getByRole('button', { name: 'Support report' }).click();
    await dialog.getByText('With what failed calls sent and got').click();
    const report = dialog.getByLabel('The report');
    await report.filter({ hasText: 'came back:' }).waitFor();
    const text = await report.innerText();
    assert.match(text, /taobaoSearchByKeyword → \/open\/product\/elsewhere/);
    for (const secret of [sandbox.accessKey, sandbox.accessSecret]) assert.ok(!text.includes(secret));
    await picture(page, 'report');
    await assertWalkable(page, 'report');
    await page.keyboard.press('Escape');
  });

  await t.test('the account’s settings list the override, and it is taken away there', async () => {
    await page.getByRole('link', { name: 'Accounts' }).click();
    const places = page.getByRole('region', { name: 'Operations sent elsewhere' });
    await places.getByText('/open/product/elsewhere').waitFor();
    await picture(page, 'accounts');
    await assertWalkable(page, 'accounts');
    await places.getByRole('button', { name: 'Remove the override of taobaoSearchByKeyword' }).click();
    await places.getByText(/^None:/).waitFor();
    await buyer.searchWords(page, '杯');
  });

  assert.deepEqual(trouble, []);
});
