// A claim on each platform in Chromium: opened with evidence, refused, changed, agreed, sent back, paid back; and withdrawn.
// At last the evidence pack of one, without PandaPon.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import * as buyer from '../harness/buyer.mjs';
import { openPage, startChromium } from '../harness/chromium.mjs';
import * as claims from '../harness/claims.mjs';
import { inkOf, packedIn, textOf } from '../harness/packs.mjs';
import { folder } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startWeb } from '../harness/web.mjs';

const balance = async (sandbox) => (await sandbox.control('balance')).balanceFen;

test('a claim is won on both platforms, and one is withdrawn', async (t) => {
  const [pandapon, data, files] = [await folder(t), await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  // Sellers who do nothing by themselves: the test moves them.
  await sandbox.control('temper', { temper: 'silent' });
  const web = await startWeb(t, { data });
  const { page, trouble, cutOff } = await openPage(await startChromium(t), web.url);
  await buyer.connect(page, sandbox);
  await buyer.searchWords(page, '杯');
  const [{ png }] = await buyer.clientPictures(page, 'taobao', [2], files);
  const bought = await claims.buyAndShip(page, sandbox);
  const thread = page.getByRole('log', { name: 'Thread' });
  const broken = { kind: 'Return and refund', reason: '质量问题', words: '两只花瓶中有一只开裂', file: png };

  // Taobao: refused, talked about, changed, agreed, sent back, paid back.
  let before = await balance(sandbox);
  let caseId = await claims.openCase(page, bought.taobao, { ...broken, amount: '1.20' });
  const won = caseId;
  await claims.stands(page, sandbox, caseId, 'asked');
  await claims.seller(sandbox, caseId, 'refuse', '运输破损请找快递处理');
  await claims.stands(page, sandbox, caseId, 'seller refused');
  await thread.getByText('运输破损请找快递处理').first().waitFor();
  await claims.message(page, '这是外箱的照片', png);
  await claims.modify(page, '1.00');
  await claims.stands(page, sandbox, caseId, 'asked');
  assert.equal((await claims.atSandbox(sandbox, caseId)).amountFen, 100);
  await claims.seller(sandbox, caseId, 'agree');
  await claims.stands(page, sandbox, caseId, 'return agreed');
  await claims.sendBack(page, '顺丰速运', 'SF1218132354600');
  await claims.stands(page, sandbox, caseId, 'sent back');
  await page.getByText('SF1218132354600').first().waitFor();
  await claims.seller(sandbox, caseId, 'receive');
  await claims.stands(page, sandbox, caseId, 'refunded');
  assert.equal((await balance(sandbox)) - before, 100, 'the money came back');

  // Taobao: withdrawn.
  caseId = await claims.openCase(page, bought.taobao, { ...broken, amount: '1.00' });
  await claims.withdraw(page);
  await claims.stands(page, sandbox, caseId, 'closed');

  // 1688: refused, changed on its own page, agreed, sent back, paid back.
  before = await balance(sandbox);
  caseId = await claims.openCase(page, bought['1688'], { ...broken, amount: '1.20' });
  await claims.stands(page, sandbox, caseId, 'asked');
  await claims.seller(sandbox, caseId, 'refuse', '请改原因');
  await claims.stands(page, sandbox, caseId, 'seller refused');
  await thread.getByText('请改原因').first().waitFor();
  // PandaPon has no call for a change on 1688: the desk says where it is done.
  await page.getByText("Only on 1688's own page, PandaPon has no call for it").waitFor();
  const change = { does: 'modify', applyPaymentFen: 100 };
  await sandbox.control(`cases/${claims.numberOf(caseId)}/buyer`, change);
  await claims.stands(page, sandbox, caseId, 'asked');
  await claims.seller(sandbox, caseId, 'agree');
  await claims.stands(page, sandbox, caseId, 'return agreed');
  await claims.sendBack(page, '顺丰速运', 'SF1218132354601');
  await claims.stands(page, sandbox, caseId, 'sent back');
  await claims.seller(sandbox, caseId, 'receive');
  await claims.stands(page, sandbox, caseId, 'refunded');
  assert.equal((await balance(sandbox)) - before, 100, 'the money came back');

  // 1688: withdrawn on its own page.
  caseId = await claims.openCase(page, bought['1688'], { ...broken, amount: '1.00' });
  await sandbox.control(`cases/${claims.numberOf(caseId)}/buyer`, { does: 'withdraw' });
  await claims.stands(page, sandbox, caseId, 'closed');

  // The desk has all four, and finds one by its id.
  const list = page.getByRole('region', { name: 'After-sales', exact: true });
  await list.locator('[data-row]').nth(3).waitFor();
  assert.equal(await list.locator('[data-row]').count(), 4);
  const [one] = await sandbox.control('cases');
  await list.getByLabel('Filter by words or id').fill(one.caseId);
  await list.locator('[data-row]').nth(1).waitFor({ state: 'detached' });
  assert.equal(await list.locator('[data-row]').count(), 1);

  // The evidence pack of the case that was won on Taobao, with nobody to ask any more.
  cutOff();
  await sandbox.stop();
  await list.getByLabel('Filter by words or id').fill(claims.numberOf(won));
  await list.locator(`[data-row="${won}"]`).click();
  const zip = await claims.savePack(page, /^Evidence pack/, files);
  const number = claims.numberOf(won);
  assert.ok(zip.endsWith(`/case-${number}.zip`), zip);
  const { names, at } = await packedIn(zip, await folder(t));
  const kinds = new Set(names.map((name) => name.split('/')[0]));
  assert.deepEqual([...kinds].sort(), [`case-${number}.pdf`, 'case.json', 'evidence', 'goods']);
  assert.ok((await readFile(png)).equals(await readFile(at(names.find((name) => name.startsWith('evidence/'))))));
  const record = at(`case-${number}.pdf`);
  const told = await textOf(record);
  for (const words of [
    'seller refused',
    '运输破损请找快递处理',
    '这是外箱的照片',
    '两只花瓶中有一只开裂',
    'SF1218132354600',
  ])
    assert.ok(told.includes(words), `${words} is not in ${told}`);
  const pages = await inkOf(record, await folder(t));
  assert.ok(
    pages.every(({ ink }) => ink > 500),
    'no page is blank',
  );
  assert.ok(Math.max(...pages.map(({ colour }) => colour)) > 5_000, 'the evidence is drawn');
  const alone = await claims.savePack(page, /^PDF$/, await folder(t));
  assert.ok((await textOf(alone)).includes('SF1218132354600'));
  assert.deepEqual(trouble, []);
});
