// A claim on each platform in the real window: evidence dragged and pasted, refused, changed, agreed, sent back, paid back;
// and withdrawn.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as buyer from '../harness/buyer.mjs';
import { openPage, startChromium } from '../harness/chromium.mjs';
import * as claims from '../harness/claims.mjs';
import { button, connect, field, inDialog, place, readUntil, row } from '../harness/hands.mjs';
import { folder } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startScreen } from '../harness/screen.mjs';
import { startWeb } from '../harness/web.mjs';
import { openWindow } from '../harness/window.mjs';

const steps = 'section[aria-label="What you can do now"]';
const step = (name) => `//section[@aria-label="What you can do now"]${button(name)}`;
const option = (name) => `//*[@role="option"][contains(normalize-space(.), "${name}")]`;

/** Orders of both platforms on their way, and a picture of what is broken, from a desk of their own in Chromium. */
async function prepare(t, sandbox, files) {
  const web = await startWeb(t, { data: await folder(t) });
  const { page, context } = await openPage(await startChromium(t), web.url);
  await buyer.connect(page, sandbox);
  await buyer.searchWords(page, '杯');
  const [{ png }] = await buyer.clientPictures(page, 'taobao', [2], files);
  const bought = await claims.buyAndShip(page, sandbox);
  await context.close();
  await web.stop();
  return { bought, png };
}

test('a claim is won on both platforms, and one is withdrawn', async (t) => {
  const [pandapon, data, files] = [await folder(t), await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  await sandbox.control('temper', { temper: 'silent' });
  const { bought, png } = await prepare(t, sandbox, files);
  const screen = await startScreen(t);
  const window = await openWindow(t, screen, { data });
  await connect(window, sandbox);

  const choose = async (label, name) => {
    await window.click(inDialog(button(label)));
    await window.click(option(name));
  };

  const openCase = async (orderId, amount, give) => {
    await window.click(place('Orders'));
    await readUntil(window, [orderId], 'Shipped');
    await window.click(`${row(orderId)} td:nth-child(3)`);
    await window.click(`//*[contains(@class, "pane")]${button('Open a case')}`);
    await window.type('[role=dialog] textarea', '两只花瓶中有一只开裂');
    await choose('Kind', 'Return and refund');
    await window.find(inDialog(button('Look at it')));
    await choose('Reason', '质量问题');
    await window.fill(inDialog(field('Amount in yuan')), amount);
    await give();
    await window.shows('[role=dialog]', /Kept here(, goes along when it is sent| and uploaded)/);
    await window.click(inDialog(button('Look at it')));
    await window.find('section[aria-label="This will be sent"]');
    await window.click(inDialog(button('Open the case')));
    await window.find('section[aria-label="Case"]');
    return claims.caseIdOf(await window.url());
  };

  /** Reads the case again until it stands where it is awaited, with a button for each step that the sandbox takes. */
  const stands = async (caseId, status) => {
    await window.click(`//section[@aria-label="Case"]${button('Read again')}`);
    await window.shows('section[aria-label="Case"] header', status);
    const { buyerMay } = await claims.atSandbox(sandbox, caseId);
    const shown = await window.run(
      (steps) => [...document.querySelectorAll(`${steps} button`)].map((one) => one.innerText.split('\n')[0].trim()),
      steps,
    );
    const wanted = buyerMay.map((operation) => claims.stepWords[operation]);
    assert.deepEqual(shown.sort(), wanted.sort(), `steps at ${status}`);
  };

  const sendBack = async (waybill) => {
    await window.click(step('Send the goods back'));
    await choose('Carrier', '顺丰速运');
    await window.type(inDialog(field('Waybill number')), waybill);
    await window.click(inDialog(button('Tell the shipment')));
    await window.gone('[role=dialog]');
  };

  const drag = async () => {
    const { x, y, width, height } = await screen.place('Pondesk');
    const middle = { x: x + Math.round(width / 2), y: y + Math.round(height / 2) };
    assert.equal((await screen.dragFiles([png], middle)).end, 'dropped');
  };
  const paste = async () => {
    await screen.copyPicture(png);
    await screen.activate('Pondesk');
    await screen.press('ctrl+v');
  };
  const balance = async () => (await sandbox.control('balance')).balanceFen;

  // Taobao, with a file that is dragged in.
  let before = await balance();
  let caseId = await openCase(bought.taobao, '1.20', drag);
  await stands(caseId, /asked/);
  await claims.seller(sandbox, caseId, 'refuse', '运输破损请找快递处理');
  await stands(caseId, /seller refused/);
  await window.shows('[role=log]', /运输破损请找快递处理/);
  await window.click(step('Modify the request'));
  await window.fill(inDialog(field('Amount in yuan')), '1.00');
  await window.click(inDialog(button('Send the change')));
  await window.gone('[role=dialog]');
  await stands(caseId, /asked/);
  await claims.seller(sandbox, caseId, 'agree');
  await stands(caseId, /return agreed/);
  await sendBack('SF1218132354600');
  await stands(caseId, /sent back/);
  await claims.seller(sandbox, caseId, 'receive');
  await stands(caseId, /refunded/);
  assert.equal((await balance()) - before, 100, 'the money came back');

  // Another one of the same line is withdrawn.
  caseId = await openCase(bought.taobao, '1.00', drag);
  await window.click(step('Withdraw the case'));
  await window.click(inDialog(button('Withdraw the case')));
  await window.gone('[role=alertdialog]');
  await stands(caseId, /closed/);

  // 1688, with a picture from the clipboard; a change is made on 1688's own page.
  before = await balance();
  caseId = await openCase(bought['1688'], '1.20', paste);
  await stands(caseId, /asked/);
  await claims.seller(sandbox, caseId, 'refuse', '请改原因');
  await stands(caseId, /seller refused/);
  await window.shows(steps, /Only on 1688's own page/);
  await sandbox.control(`cases/${claims.numberOf(caseId)}/buyer`, { does: 'modify', applyPaymentFen: 100 });
  await stands(caseId, /asked/);
  await claims.seller(sandbox, caseId, 'agree');
  await stands(caseId, /return agreed/);
  await sendBack('SF1218132354601');
  await stands(caseId, /sent back/);
  await claims.seller(sandbox, caseId, 'receive');
  await stands(caseId, /refunded/);
  assert.equal((await balance()) - before, 100, 'the money came back');
  await window.quit();
});
