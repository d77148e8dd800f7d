// Years of orders in the real window once PandaPon is gone: found, opened, noted and sent out, all from this desk alone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { button, connect, field, inDialog, place, row } from '../harness/hands.mjs';
import { folder, until } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startScreen } from '../harness/screen.mjs';
import { openWindow } from '../harness/window.mjs';

const ORDERS = 120;

const rowCount = (window) =>
  window.run(() => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 1) - 1);

/** Says in the system's own dialog where a file goes, and returns what lies there then. */
async function saveAs(screen, file) {
  await until('the system asks where to', () => screen.place('Save.*'));
  await screen.activate('Save.*');
  await screen.press('ctrl+a');
  await screen.xdotool('type', '--delay', '5', file);
  await screen.press('Return');
  return until(`${file} is there`, () => readFile(file));
}

test('all that is kept works in the window without PandaPon', async (t) => {
  const [pandapon, data, out] = [await folder(t), await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon, orders: ORDERS });
  const screen = await startScreen(t);
  const window = await openWindow(t, screen, { data });
  await connect(window, sandbox);
  await window.click(place('Orders'));
  await until('all orders are fetched', async () => (await rowCount(window)) === ORDERS, { within: 120_000 });
  await window.quit();
  await sandbox.stop();

  const train = await openWindow(t, screen, { data });
  await train.click(place('Orders'));
  await until('all orders are here', async () => (await rowCount(train)) === ORDERS);
  const { orderId, words } = await train.run(() => {
    const row = document.querySelector('tr[data-row]');
    const title = row.querySelector('.cut').innerText;
    return { orderId: row.dataset.row, words: title.match(/[\u4e00-\u9fff]{2}/)[0] };
  });

  // Two characters of a title, and the last digits of a number.
  await train.type(field('Filter orders'), words);
  await until('fewer orders fit', async () => {
    const fit = await rowCount(train);
    return fit > 0 && fit < ORDERS;
  });
  await train.fill(field('Filter orders'), orderId.slice(-7));
  await until('one order fits', async () => (await rowCount(train)) === 1);

  await train.click(`${row(orderId)} td:nth-child(3)`);
  await train.shows('.pane', /Timeline/);
  await train.type(`.pane textarea`, 'Gọi trước khi giao 二楼');
  await train.click('h2');
  await train.fill(field('Filter orders'), 'goi truoc');
  await until('the note finds its order', async () => (await train.all(row(orderId))).length === 1);

  await train.click(button('Export'));
  await train.click(inDialog(button('CSV')));
  await train.click(inDialog(button('Export 1')));
  const csv = await saveAs(screen, join(out, 'orders.csv'));
  assert.ok(csv.toString('utf8').includes(orderId.split(':')[1]));
  await train.gone('[role=dialog]');
  await train.click(button('Print as PDF'));
  const pdf = await saveAs(screen, join(out, 'order.pdf'));
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  await train.quit();

  const again = await openWindow(t, screen, { data });
  await again.click(place('Orders'));
  await again.type(field('Filter orders'), 'goi truoc');
  await until('the note is still there', async () => (await again.all(row(orderId))).length === 1);
});
