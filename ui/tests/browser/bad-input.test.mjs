// What may be wrong with what a buyer gives, or with the world between two looks: each is said in both languages at its
// place, with the way out, and what was typed stays.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import * as buyer from '../harness/buyer.mjs';
import { dropFile, openPage, startChromium } from '../harness/chromium.mjs';
import { startKeyring } from '../harness/keyring.mjs';
import { folder, until } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startWeb } from '../harness/web.mjs';

/** Calls the engine as the page does. */
function call(page, name, request) {
  return page.evaluate(
    async ({ name, request }) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`/api/call/${name}`, { method: 'POST', headers, body: JSON.stringify(request) });
      return answer.json();
    },
    { name, request },
  );
}

async function speak(page, language) {
  await call(page, 'settings_save', { language, theme: 'system', density: 'normal' });
  await until(`the page speaks ${language}`, () =>
    page.evaluate((tag) => document.documentElement.lang.startsWith(tag), language),
  );
}

/** Waits for an alert with these words in English, then for the same alert in Chinese, and leaves the page in English. */
async function said(page, { en, zh }) {
  const alert = (words) => page.getByRole('alert').filter({ hasText: words }).first().waitFor();
  await alert(en);
  await speak(page, 'zh');
  await alert(zh);
  await speak(page, 'en');
}

/** A chunk of a PNG. */
function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A grey PNG of this size; `frames` makes it an animated one. */
function png(width, height, { frames = 0, rows = height } = {}) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const animation = Buffer.alloc(8);
  animation.writeUInt32BE(frames, 0);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    ...(frames > 0 ? [chunk('acTL', animation)] : []),
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('what is wrong is said where it is, in both languages, and what was typed stays', async (t) => {
  const [pandapon, data, files] = [await folder(t), await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  const web = await startWeb(t, { data });
  const { page, trouble, cutOff } = await openPage(await startChromium(t), web.url);
  const search = page.getByLabel('Words, a link, an order number, or a picture');
  const write = async (name, bytes) => {
    const path = join(files, name);
    await writeFile(path, bytes);
    return path;
  };

  await buyer.connect(page, sandbox);
  await buyer.searchWords(page, '杯');
  const [client] = await buyer.clientPictures(page, 'taobao', [1], files);

  await t.test('pictures that cannot be searched with', async () => {
    const { readFile } = await import('node:fs/promises');
    const jpeg = await readFile(client.file);
    const table = [
      ['animated.png', png(8, 8, { frames: 3 }), 'The picture is animated.', '这是动态图片。'],
      [
        'cut.jpg',
        jpeg.subarray(0, jpeg.length / 2),
        'The picture is damaged or ends too early.',
        '图片已损坏或不完整。',
      ],
      ['100-megapixel.png', png(10_000, 10_000, { rows: 1 }), 'too many.', '像素，过大'],
      ['50-megabyte.jpg', Buffer.concat([jpeg, Buffer.alloc(50_000_000)]), 'is the limit', '上限'],
      ['words.jpg', Buffer.from('these are words'), 'This is not a picture.', '这不是图片。'],
    ];
    await search.fill('陶瓷');
    for (const [name, bytes, en, zh] of table) {
      await dropFile(page, 'body', await write(name, bytes), 'image/jpeg');
      await said(page, { en, zh });
      assert.equal(await search.inputValue(), '陶瓷', name);
    }
  });

  await t.test('quantities of an offer', async () => {
    // An offer of 1688 with a minimum above one.
    await buyer.goTo(page, 'Search');
    await buyer.searchWords(page, '杯');
    const card = page
      .locator('[data-offer^="1688:"]')
      .filter({ hasText: /from [2-9]\d* / })
      .first();
    await card.click();
    const cells = page.locator('[data-cell]');
    await cells.first().waitFor();
    const cell = page.locator('[data-cell]:not([disabled])').first();
    await cell.fill('1');
    await said(page, { en: /At least \d+ pieces/, zh: /至少 \d+ 件/ });
    await cell.fill('0');
    await said(page, { en: 'a quantity of 0 cannot be ordered', zh: '数量不能为 0' });
    assert.equal(await cell.inputValue(), '0');
    await cell.fill('9999999');
    await said(page, { en: /only [\d,]+ left/, zh: /仅余/ });
    assert.equal(await cell.inputValue(), '9999999');
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await buyer.addToCart(page, 1);
  });

  const line = page.locator('tr[data-row]').first();
  await t.test('quantities in the cart', async () => {
    await buyer.goTo(page, 'Cart');
    const quantity = line.getByRole('textbox');
    const before = await quantity.inputValue();
    for (const [typed, en, zh] of [
      ['0', 'At least 1 piece.', '至少 1 件。'],
      ['1', /At least \d+ pieces/, /至少 \d+ 件/],
      ['9999999', /At most [\d,]+ pieces/, /最多/],
      ['many', 'is not a whole number', '不是整数'],
    ]) {
      await quantity.fill(typed);
      await quantity.press('Enter');
      await said(page, { en, zh });
      assert.equal(await quantity.inputValue(), typed);
    }
    await quantity.press('Escape');
    assert.equal(await quantity.inputValue(), before);
  });

  await t.test('an address that lacks a field', async () => {
    await page.getByRole('button', { name: 'Add an address' }).click();
    const dialog = page.getByRole('dialog');
    const labels = Object.entries(buyer.address).filter(([label]) => label !== 'District');
    for (const [label, text] of Object.entries(buyer.address))
      await dialog.getByLabel(label, { exact: true }).fill(text);
    const zh = { Name: '名称', Phone: '电话', Province: '省份', City: '城市', Street: '街道地址' };
    for (const [label, text] of labels) {
      const field = dialog.getByLabel(label, { exact: true });
      await field.fill('');
      await dialog.getByRole('button', { name: /^Save the address/ }).click();
      await said(page, { en: `${label} is empty.`, zh: `${zh[label]}未填写。` });
      for (const [other, typed] of labels) {
        const stays = other === label ? '' : typed;
        assert.equal(await dialog.getByLabel(other, { exact: true }).inputValue(), stays, other);
      }
      await field.fill(text);
    }
    await dialog.getByRole('button', { name: /^Save the address/ }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  const place = page.getByRole('button', { name: /^Place 1 order/ });
  const agree = page.getByRole('button', { name: /^Accept / });
  const [platform, lineId] = (await line.getAttribute('data-row')).split(':');
  const { currentId, seen } = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    const ask = async (name, request) =>
      (await fetch(`/api/call/${name}`, { method: 'POST', headers, body: JSON.stringify(request) })).json();
    const { current } = await ask('desk_status', {});
    return { currentId: current, seen: await ask('cart_list', { accountId: current, refresh: false }) };
  });
  const goods = seen.cart.groups.flatMap((group) => group.lines).find((one) => one.lineId === lineId);

  await t.test('a price that rises between the preview and the order', async () => {
    await buyer.preview(page, 1);
    const raised = Math.round(Number(goods.unitPrice.minor) * 1.5);
    await sandbox.control('change-price', { platform, offerId: goods.offerId, priceFen: raised });
    await place.click();
    await said(page, { en: 'Something changed while you looked', zh: '查看期间有变动' });
    await said(page, { en: 'One price rose since you last saw it', zh: '上次查看后有 1 项涨价' });
    const note = page.getByRole('alert').filter({ hasText: 'One price rose' });
    assert.match(await note.innerText(), /¥[\d.,]+\s*→\s*¥[\d.,]+\s*▲ \+¥[\d.,]+/);
    assert.equal((await sandbox.control('state')).orders[platform].length, 0, 'nothing was sent');
    await agree.click();
    await place.waitFor();
  });

  await t.test('freight that rises alone', async () => {
    await sandbox.control('change-freight', { moreFen: 350 });
    await place.click();
    await said(page, { en: 'This order costs more since you last saw it', zh: '上次查看后此订单的费用增加了' });
    const note = page.getByRole('alert').filter({ hasText: 'costs more' });
    assert.match(await note.innerText(), /Freight\s*¥[\d.]+\s*→\s*¥[\d.]+\s*▲ \+¥3\.50/);
    await agree.click();
    const [sum] = (await place.innerText()).match(/¥[\d.,]+/);
    const [orderId] = await buyer.place(page, 1);
    const kept = await call(page, 'order_show', { accountId: currentId, orderId, refresh: false });
    assert.equal(
      `¥${(Number(kept.order.total.minor) / 100).toLocaleString('en-GB', { minimumFractionDigits: 2 })}`,
      sum,
    );
  });

  await t.test('the same goods to the same address', async () => {
    const picked = [{ skuId: goods.skuId, quantity: goods.quantity }];
    await call(page, 'cart_add', { accountId: currentId, platform, offerId: goods.offerId, picked });
    await page.getByRole('checkbox', { name: 'Tick all lines' }).click();
    await page.getByRole('button', { name: /^Preview the orders/ }).click();
    await said(page, { en: /The same goods went to the same address/, zh: /已有相同商品下单到同一地址/ });
    const note = page.getByRole('alert').filter({ hasText: 'The same goods' });
    assert.match(await note.getByRole('link').getAttribute('href'), /^#\/orders\/1688/);
    await note.getByRole('button', { name: 'Order again' }).click();
    // The offer was read before its price rose: a yes to the goods is none to the price.
    await agree.click();
    await place.waitFor();
  });

  await t.test('a sum above the amount to confirm, and above the limit of the day', async () => {
    const limit = (daily, confirmAbove) =>
      call(page, 'account_limits_save', { accountId: currentId, daily, confirmAbove, duplicateHours: '24' });
    await limit('', '1');
    await place.click();
    const ask = page.getByRole('alertdialog');
    await ask.getByText(/You want to be asked above ¥1\.00/).waitFor();
    await ask.getByRole('button', { name: 'Order nothing' }).click();
    await limit('1', '');
    await place.click();
    await said(page, { en: /Your limit is ¥1\.00 a day: ¥[\d.,]+ today/, zh: /每日限额 ¥1\.00/ });
    assert.equal((await sandbox.control('state')).orders[platform].length, 1, 'nothing was sent');
    await limit('', '');
    await buyer.place(page, 1);
  });

  await t.test('a voucher that is neither a picture nor a PDF, and one that is too large', async () => {
    await buyer.searchWords(page, '杯');
    await buyer.openOffer(page, client.key);
    await buyer.addToCart(page, 1);
    await buyer.goTo(page, 'Cart');
    await buyer.preview(page, 1);
    const orderId = (await buyer.place(page, 1)).find((id) => id.startsWith('taobao:'));
    await sandbox.control('advance', { seconds: 120 });
    await buyer.goTo(page, 'Orders');
    await buyer.readUntil(page, [orderId], 'To pay');
    await buyer.openOrder(page, orderId);
    await buyer
      .orderPane(page)
      .getByRole('button', { name: /^Hand in a voucher/ })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('JPEG, PNG, WebP or PDF, 3 MB at most.').waitFor();
    await dialog.getByLabel(/remark|Words/i).fill('工商银行');
    await dropFile(page, '[role=dialog]', await write('slip.txt', Buffer.from('paid')), 'text/plain');
    await said(page, { en: 'A voucher must be a picture or a PDF.', zh: '凭证必须是图片或 PDF。' });
    const large = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(4_000_000, 32)]);
    await dropFile(page, '[role=dialog]', await write('slip.pdf', large), 'application/pdf');
    await said(page, { en: 'slip.pdf has 4 MB; vouchers may have 3 MB.', zh: 'slip.pdf 为 4 MB，凭证不超过 3 MB。' });
    assert.equal(await dialog.getByLabel(/remark|Words/i).inputValue(), '工商银行');
    assert.equal((await sandbox.control('state')).vouchers.length, 0, 'nothing was handed in');
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await sandbox.control('set-balance', { fen: 1 });
    await buyer
      .orderPane(page)
      .getByRole('button', { name: /^Pay ¥/ })
      .click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Pay ¥/ })
      .click();
    await said(page, { en: 'the balance is too small', zh: '余额不足' });
  });

  await t.test('a PandaPon that goes away between the preview and the order', async () => {
    await buyer.searchWords(page, '杯');
    await buyer.openOffer(page, client.key);
    await buyer.addToCart(page, 2);
    await buyer.goTo(page, 'Cart');
    await page.getByRole('checkbox', { name: 'Tick all lines' }).click();
    await page.getByRole('button', { name: /^Preview the orders/ }).click();
    // One of the two variants was ordered for the voucher.
    await page.getByRole('button', { name: 'Order again' }).click();
    await place.waitFor();
    cutOff();
    await sandbox.stop();
    await place.click();
    await said(page, { en: 'PandaPon was not reached. Nothing was sent.', zh: '无法连接 PandaPon，未发送任何内容。' });
    assert.ok((await page.getByRole('checkbox', { checked: true }).count()) > 0, 'the ticks stay');
  });

  assert.deepEqual(trouble, []);
});

test('a locked keychain is said with the way out, and what was read before is still shown', async (t) => {
  const [pandapon, data] = [await folder(t), await folder(t)];
  const sandbox = await startSandbox(t, { data: pandapon });
  const keyring = await startKeyring(t);
  const browser = await startChromium(t);
  const first = await startWeb(t, { data, env: keyring.env });
  const begun = await openPage(browser, first.url);
  await buyer.connect(begun.page, sandbox);
  await buyer.searchWords(begun.page, '杯');
  const card = begun.page.locator('[data-offer^="taobao:"]').first();
  const key = await card.getAttribute('data-offer');
  await card.click();
  await begun.page.locator('[data-cell]').first().waitFor();
  await begun.page.close();
  await first.stop();

  await keyring.lock();
  const again = await startWeb(t, { data, env: keyring.env });
  const { page, trouble } = await openPage(browser, again.url);
  await page.locator('.app').waitFor();
  await page.evaluate((key) => (location.hash = `#/offer/${key.replace(':', '/')}`), key);
  await page.locator('[data-cell]').first().waitFor();
  await page.getByRole('button', { name: /^Read again/ }).click();
  await said(page, { en: 'The keychain is locked.', zh: '钥匙串已锁定。' });
  await page.getByRole('alert').filter({ hasText: 'Unlock it in your system and try again' }).waitFor();
  assert.ok((await page.locator('[data-cell]').count()) > 0, 'the offer is still there');

  await page.getByRole('button', { name: 'Open the accounts' }).click();
  await page.getByText('keychain is locked').first().waitFor();
  await page.goBack();
  await page.locator('[data-cell]').first().waitFor();

  await keyring.unlock();
  await page.getByRole('button', { name: /^Read again/ }).click();
  await page.getByText('The keychain is locked.').waitFor({ state: 'hidden' });
  assert.deepEqual(trouble, []);
});
