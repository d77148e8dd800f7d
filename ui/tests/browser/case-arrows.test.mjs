// Every arrow of both after-sales machines in Chromium: the buyer's, the seller's, the deadlines' and the order's own; with
// exactly the allowed steps as buttons at each node.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as buyer from '../harness/buyer.mjs';
import { openPage, startChromium } from '../harness/chromium.mjs';
import { Walker } from '../harness/machines.mjs';
import { folder } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startWeb } from '../harness/web.mjs';

const money = 'refundOnly';
const goods = 'returnAndRefund';

/** Ways from an opening to an end. Those that end with the order itself need one of their own. */
const ways = {
  taobao: [
    [money, 'modify', 'refuse', 'modify', 'agree'],
    [goods, 'agree', 'sendBack', 'refuse-goods', 'withdraw'],
    [goods, 'agree', 'sendBack', 'receive'],
    [goods, 'agree', 'sendBack', 'timeout'],
    [goods, 'withdraw'],
    [goods, 'agree', 'withdraw'],
    [goods, 'timeout', 'timeout'],
    [money, 'timeout'],
    [goods, 'refuse', 'timeout'],
  ],
  1688: [
    [money, 'refuse', 'modify', 'agree'],
    [goods, 'agree', 'sendBack', 'receive'],
    [goods, 'agree', 'sendBack', 'timeout'],
    [money, 'timeout'],
    [goods, 'timeout', 'timeout'],
    [goods, 'refuse', 'timeout'],
    [goods, 'withdraw'],
    [goods, 'refuse', 'withdraw'],
    [goods, 'agree', 'withdraw'],
    [goods, 'agree', 'sendBack', 'withdraw'],
  ],
};

/** Ways that an order's own life cuts short, with the stage that the order is at. */
const overridden = {
  taobao: [
    ['toShip', money, 'orderShipped', 'orderClosed'],
    ['shipped', goods, 'orderClosed'],
    ['shipped', goods, 'agree', 'orderClosed'],
    ['shipped', goods, 'agree', 'sendBack', 'orderClosed'],
  ],
  1688: [
    ['shipped', goods, 'orderReceived'],
    ['shipped', goods, 'refuse', 'orderReceived'],
    ['shipped', goods, 'agree', 'orderReceived'],
    ['shipped', goods, 'agree', 'sendBack', 'orderReceived'],
  ],
};

test('every arrow is walked, and each node shows exactly the steps that the sandbox takes', async (t) => {
  const [pandapon, data] = [await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon, orders: 200 });
  // Sellers who do nothing by themselves: the ways move them.
  await sandbox.control('temper', { temper: 'silent' });
  const web = await startWeb(t, { data });
  const { page, trouble } = await openPage(await startChromium(t), web.url);
  await buyer.connect(page, sandbox);
  await buyer.goTo(page, 'Orders');
  await page
    .getByRole('button', { name: /^Read orders/ })
    .first()
    .click();
  await page
    .getByText(/orders read,/)
    .first()
    .waitFor();

  for (const platform of ['taobao', '1688']) {
    await t.test(platform, async () => {
      const walker = new Walker(page, sandbox, platform);
      const order = await walker.order('shipped');
      for (const [kind, ...deeds] of ways[platform]) await walker.go({ order, kind, deeds });
      for (const [stage, kind, ...deeds] of overridden[platform])
        await walker.go({ order: await walker.order(stage), kind, deeds });
      assert.deepEqual([...walker.walked].sort(), (await walker.arrows()).sort());
    });
  }
  assert.deepEqual(trouble, []);
});
