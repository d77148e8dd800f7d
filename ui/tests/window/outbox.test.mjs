// In the real window: the net is cut after PandaPon took an order, and Pondesk finds it by itself when the net is back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as hands from '../harness/hands.mjs';
import { openLine } from '../harness/line.mjs';
import { folder } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startScreen } from '../harness/screen.mjs';
import { openWindow } from '../harness/window.mjs';

test('an order whose answer was cut off is unknown, then found, and there is one', async (t) => {
  const [pandapon, data] = [await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  const line = await openLine(t, sandbox.baseUrl);
  const window = await openWindow(t, await startScreen(t), { data });
  const ordersThere = async () => (await sandbox.control('state')).orders['1688'].length;
  await hands.connect(window, { ...sandbox, baseUrl: line.baseUrl });
  await hands.addByWords(window, '1688', '杯');
  await hands.preview(window, 1);

  const cut = line.cutAfter('/alibaba/cart/create/order');
  await window.click(hands.button('Place 1 order'));
  await cut;
  await window.shows('main', /Sent, but no answer came back/);
  await window.shows('aside', /1 \?/);
  assert.equal(await ordersThere(), 1, 'PandaPon has it');
  await window.click(hands.place('Outbox'));
  await window.shows('main', /not send it again by itself/);
  await window.shows('main', /as soon as PandaPon answers/);

  line.mend();
  await window.shows('main', /Found at PandaPon: it was done/);
  assert.equal(await ordersThere(), 1, 'and has it once');
  await window.quit();
});
