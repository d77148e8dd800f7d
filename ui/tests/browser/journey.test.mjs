// The whole way in Chromium: from clients' pictures to paid orders on both platforms that are still there offline.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as buyer from '../harness/buyer.mjs';
import { startProfile, visit } from '../harness/chromium.mjs';
import { folder } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { findSecret } from '../harness/secrets.mjs';
import { startWeb } from '../harness/web.mjs';

test('from a picture to a paid order that is still there offline', async (t) => {
  const [pandapon, data, profile, pictures] = [await folder(t), await folder(t), await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  const first = await startWeb(t, { data });
  const context = await startProfile(t, profile);
  const { page, trouble } = await visit(context, first.url);
  await buyer.connect(page, sandbox);

  // Four clients' pictures: two of each platform, each of another seller, so that the cart becomes four orders.
  await buyer.searchWords(page, '杯');
  const clients = [
    ...(await buyer.clientPictures(page, 'taobao', [1, 3], pictures)),
    ...(await buyer.clientPictures(page, '1688', [1, 4], pictures)),
  ];
  for (const client of clients) {
    const keys = await buyer.searchPicture(page, client);
    assert.ok(keys.slice(0, 3).includes(client.key), `${client.key} is not among the first three: ${keys.slice(0, 3)}`);
    await buyer.openOffer(page, client.key);
    await buyer.addToCart(page);
  }

  await buyer.goTo(page, 'Cart');
  await buyer.addAddress(page);
  await buyer.preview(page, 4);
  const orderIds = await buyer.place(page, 4);
  const [byVoucher, byBalance] = orderIds.filter((id) => id.startsWith('taobao:'));
  const batch = orderIds.filter((id) => id.startsWith('1688:'));
  assert.equal(batch.length, 2);

  // Taobao makes its orders in the background; 1688's can be paid at once.
  await sandbox.control('advance', { seconds: 120 });
  await buyer.goTo(page, 'Orders');
  await buyer.readUntil(page, orderIds, 'To pay');

  await buyer.openOrder(page, byVoucher);
  await buyer.handInVoucher(page, clients[0].file, 'image/jpeg');
  await buyer.orderPane(page).getByText('Voucher in review').first().waitFor();
  await sandbox.control('approve-voucher', { orderId: byVoucher.split(':')[1] });
  await buyer.orderPane(page).getByRole('button', { name: 'Read this order again' }).click();
  await buyer
    .orderPane(page)
    .getByText(/^(Payment under way|To ship)$/)
    .first()
    .waitFor();

  await buyer.openOrder(page, byBalance);
  await buyer
    .orderPane(page)
    .getByRole('button', { name: /^Pay ¥/ })
    .click();
  await buyer.pay(page, 1);

  for (const orderId of batch) await buyer.orderRow(page, orderId).getByRole('checkbox').click();
  await page.getByRole('button', { name: /^Pay 2 · ¥/ }).click();
  await buyer.pay(page, 2);
  await buyer.readUntil(page, batch, 'To ship');
  assert.deepEqual(trouble, []);
  await page.close();

  // The line is cut and the desk closed: months later, on a train, the order is looked up.
  await sandbox.stop();
  await first.stop();
  const again = await startWeb(t, { data });
  const train = await visit(context, again.url);
  train.cutOff();
  await train.page.locator('.app').waitFor();
  await buyer.goTo(train.page, 'Orders');
  await train.page.getByLabel('Filter orders').fill(batch[0].split(':')[1]);
  await train.page.locator('tr[data-row]').nth(1).waitFor({ state: 'detached' });
  await buyer.openOrder(train.page, batch[0]);
  const pane = buyer.orderPane(train.page);
  await pane.getByText('To ship').first().waitFor();
  assert.match(await pane.locator('.level').first().innerText(), /^(now|\d+ (s|min))$/);
  await pane.getByRole('button', { name: 'Read this order again' }).click();
  await pane
    .getByText(/Figures are from|PandaPon was not reached/)
    .first()
    .waitFor();
  assert.deepEqual(train.trouble, []);

  await context.close();
  await again.stop();
  for (const place of [data, profile]) assert.deepEqual(await findSecret(place, sandbox.accessSecret), []);
});
