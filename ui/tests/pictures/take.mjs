// Takes the pictures of README: the real screens over a desk in practice, light in English and dark in Chinese.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as buyer from '../harness/buyer.mjs';
import { openPage, startChromium } from '../harness/chromium.mjs';
import * as claims from '../harness/claims.mjs';
import { folder, freePort, root, until } from '../harness/processes.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { startWeb } from '../harness/web.mjs';

const pictures = process.env.PONDESK_PICTURES ?? join(root, 'docs/pictures');
const looks = [
  { name: 'light-en', settings: { language: 'en', theme: 'light', density: 'normal' } },
  { name: 'dark-zh', settings: { language: 'zh', theme: 'dark', density: 'normal' } },
];

/** Asks the engine, with the page's session. */
const call = (page, name, request) =>
  page.evaluate(
    async ({ name, request }) => {
      const response = await fetch(`/api/call/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
      return response.json();
    },
    { name, request },
  );

/** Paints one screen in each look, once all its pictures and fonts are there. */
async function take(page, screen) {
  const toasts = page.locator('.toast');
  while ((await toasts.count()) > 0) await toasts.first().getByRole('button', { name: 'Close' }).click();
  for (const look of looks) {
    await call(page, 'settings_save', look.settings);
    await until(`${look.name} is shown`, () =>
      page.evaluate(
        ({ theme, language }) =>
          document.documentElement.lang.startsWith(language) && document.documentElement.dataset.theme === theme,
        look.settings,
      ),
    );
    await until(`the pictures of ${screen} have come`, () =>
      page.evaluate(() => {
        const seen = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight);
        const still = document.getAnimations().every((one) => one.playState !== 'running');
        return (
          document.fonts.status === 'loaded' &&
          still &&
          seen.every((image) => image.classList.contains('come') || image.complete)
        );
      }),
    );
    await page.screenshot({ path: join(pictures, `${screen}-${look.name}.png`) });
  }
  await call(page, 'settings_save', looks[0].settings);
  await until('English again', () => page.evaluate(() => document.documentElement.lang.startsWith('en')));
}

/** Has PandaPon push what changes. */
async function receive(page, sandbox) {
  const { receiver } = await call(page, 'callback_settings', {});
  const port = await freePort();
  const { doors } = await call(page, 'callback_settings_save', { ...receiver, on: true, port });
  await sandbox.control('callback', { url: `http://127.0.0.1:${port}${doors[0].path}` });
}

/** Opens a case for each order; the seller of the last refuses, and gets an answer. */
async function claim(page, sandbox, orderIds, png) {
  await sandbox.control('temper', { temper: 'silent' });
  const broken = { kind: 'Return and refund', reason: '质量问题', words: '三只杯子中有一只开裂', file: png };
  let caseId;
  for (const orderId of orderIds) caseId = await claims.openCase(page, orderId, { ...broken, amount: '6.00' });
  await claims.seller(sandbox, caseId, 'refuse', '运输破损请找快递处理');
  await claims.stands(page, sandbox, caseId, 'seller refused');
  await claims.message(page, '这是外箱的照片，箱子完好', png);
}

/** Brings the orders of one offer each into the cart. */
async function fill(page, platform, positions) {
  const keys = await page
    .locator(`[data-offer^="${platform}:"]`)
    .evaluateAll((cards) => cards.map((card) => card.dataset.offer));
  for (const position of positions) {
    await buyer.openOffer(page, keys[position]);
    await buyer.addToCart(page, 2 + (position % 2));
    await buyer.goTo(page, 'Search');
  }
}

async function desk(t) {
  const [pandapon, data, files] = [await folder(t), await folder(t), await folder(t)];
  await mkdir(pictures, { recursive: true });
  const sandbox = await startSandbox(t, { data: pandapon });
  const web = await startWeb(t, { data });
  const { page } = await openPage(await startChromium(t), web.url);
  await page.getByRole('button', { name: /^Open the sandbox/ }).waitFor();
  await take(page, 'start');

  const { accessKey, accessSecret, userId, baseUrl, controlUrl } = sandbox;
  const connection = { scheme: 'scheme1', timestampUnit: 'milliseconds', edition: 'v1', voucherTransport: 'base64' };
  const draft = {
    name: 'Practice desk',
    accessKey,
    accessSecret,
    userId,
    baseUrl,
    controlUrl,
    memoryOnly: true,
    connection,
  };
  await call(page, 'account_add', draft);
  await page.evaluate(() => (location.hash = '#/search'));
  await page.locator('.app').waitFor();
  await receive(page, sandbox);

  // A week's work: six orders at different steps, and a cart for the next ones.
  await buyer.searchWords(page, '杯');
  const [client] = await buyer.clientPictures(page, '1688', [1], files);
  await fill(page, 'taobao', [0, 1, 3]);
  await fill(page, '1688', [1, 2, 4]);
  await buyer.goTo(page, 'Cart');
  await buyer.addAddress(page);
  await page.getByRole('checkbox', { name: 'Tick all lines' }).click();
  await page.getByRole('button', { name: /^Preview the orders/ }).click();
  const placeButton = page.getByRole('button', { name: /^Place \d+ order/ });
  await placeButton.waitFor();
  const orders = Number((await placeButton.innerText()).match(/\d+/)[0]);
  const orderIds = await buyer.place(page, orders);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await sandbox.control('advance', { seconds: 120 });
  await buyer.goTo(page, 'Orders');
  await buyer.readUntil(page, orderIds, 'To pay');
  const [shipped, inReview] = orderIds.filter((id) => id.startsWith('taobao:'));
  const [paid, closed, dearer] = orderIds.filter((id) => id.startsWith('1688:'));
  await buyer.openOrder(page, inReview);
  await buyer.handInVoucher(page, client.file, 'image/jpeg');
  for (const orderId of [shipped, paid]) {
    await buyer.openOrder(page, orderId);
    await buyer
      .orderPane(page)
      .getByRole('button', { name: /^Pay ¥/ })
      .click();
    await buyer.pay(page, 1);
    await page.getByRole('button', { name: 'Close' }).first().click();
  }
  await sandbox.control('advance', { seconds: 60 });
  for (const orderId of [shipped, paid]) await sandbox.control('ship', { orderId: claims.numberOf(orderId) });
  if (closed) await sandbox.control('close', { orderId: claims.numberOf(closed) });
  if (dearer) await sandbox.control('change-order-price', { orderId: claims.numberOf(dearer), changeFen: 1200 });
  await buyer.readUntil(page, [shipped, paid], 'Shipped');

  const found = await buyer.searchPicture(page, client);
  await take(page, 'search');
  await buyer.openOffer(page, found[0]);
  const cells = page.locator('[data-cell]');
  const filled = Math.min(3, await cells.count());
  for (let cell = 0; cell < filled; cell += 1) await cells.nth(cell).fill('12');
  await take(page, 'offer');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await buyer.searchWords(page, '雨伞');
  await fill(page, 'taobao', [1, 2]);
  await fill(page, '1688', [0, 2]);
  await buyer.goTo(page, 'Cart');
  await page.getByRole('checkbox', { name: 'Tick all lines' }).click();
  await page.getByRole('button', { name: /^Preview/ }).click();
  await placeButton.waitFor();
  await take(page, 'cart');
  await buyer.goTo(page, 'Orders');
  await buyer.openOrder(page, inReview);
  await take(page, 'orders');
  await claim(page, sandbox, [paid, shipped], client.png);
  await take(page, 'after-sales');
  await buyer.goTo(page, 'Messages');
  await page.locator('[data-row]', { hasText: 'Price changed' }).first().click();
  await page.getByRole('heading', { name: 'What came' }).waitFor();
  await take(page, 'messages');
  await buyer.goTo(page, 'Outbox');
  await page.locator('[data-row]').first().click();
  await page.getByRole('heading', { name: 'What happened' }).waitFor();
  await take(page, 'outbox');
  await buyer.goTo(page, 'Settings');
  await page.getByRole('link', { name: 'Language and look' }).click();
  await take(page, 'settings');
}

const endings = [];
try {
  await desk({ after: (end) => endings.push(end) });
} finally {
  for (const end of endings.reverse()) await end();
}
