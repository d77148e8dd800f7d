// The hands of a buyer in Chromium: each step of the way from a picture to a paid order, done as a user does it.
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { dropFile } from './chromium.mjs';
import { until } from './processes.mjs';

/** An address as Chinese platforms expect it, by the labels of the dialog. */
export const address = {
  ...{ Name: '张三', Phone: '13800000000' },
  ...{ Province: '浙江省', City: '杭州市', District: '滨江区', Street: '网商路1号' },
};

const button = (within, name) => within.getByRole('button', { name });
const dialog = (page) => page.locator('[role=dialog], [role=alertdialog]');

/** Goes to a place of the side navigation. */
export async function goTo(page, place) {
  await page.locator('aside.side nav a', { hasText: place }).click();
}

/** Fills in the connect form, waits for its test to work, and connects. */
export async function connect(page, sandbox) {
  await page.getByLabel('AccessKey', { exact: true }).fill(sandbox.accessKey);
  await page.getByLabel('AccessSecret', { exact: true }).fill(sandbox.accessSecret);
  await page.getByLabel('user-id', { exact: true }).fill(sandbox.userId);
  await page.getByLabel('Address of PandaPon', { exact: true }).fill(sandbox.baseUrl);
  await button(page, /^Test (the connection|again)$/).click();
  await page
    .getByRole('status')
    .filter({ hasText: /^works$/ })
    .waitFor();
  await button(page, /^Connect/).click();
  await page.locator('.app').waitFor();
}

/** Opens the embedded sandbox from the start screen. */
export async function openSandbox(page) {
  await button(page, /^Open the sandbox/).click();
  await page.locator('.app').waitFor();
}

/** Searches for words and waits for offers of both platforms. */
export async function searchWords(page, words) {
  await goTo(page, 'Search');
  const box = page.getByLabel('Words, a link, an order number, or a picture');
  await box.fill(words);
  await box.press('Enter');
  await page.getByRole('heading', { name: `“${words}”` }).waitFor();
  for (const platform of ['taobao', '1688']) await page.locator(`[data-offer^="${platform}:"]`).first().waitFor();
}

/**
 * Pictures as clients send them: those of found offers, scaled, cropped by 12 %, brightened and compressed again.
 *
 * Takes the offers at these positions of a platform's results. Returns `{ key, file, png }` for each, where `key` is the
 * `data-offer` of the card, and `png` the same picture for a clipboard.
 */
export async function clientPictures(page, platform, positions, folder) {
  const made = await page.evaluate(
    async ({ platform, positions }) => {
      const changed = async (source) => {
        const picture = await createImageBitmap(await (await fetch(source)).blob());
        const { width, height } = picture;
        const canvas = new OffscreenCanvas(420, 420);
        const pen = canvas.getContext('2d');
        pen.filter = 'brightness(1.12)';
        pen.drawImage(picture, width * 0.07, height * 0.05, width * 0.88, height * 0.88, 0, 0, 420, 420);
        const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.6 });
        pen.filter = 'none';
        pen.drawImage(await createImageBitmap(jpeg), 0, 0);
        const text = async (blob) => {
          const bytes = new Uint8Array(await blob.arrayBuffer());
          return btoa(bytes.reduce((letters, byte) => letters + String.fromCharCode(byte), ''));
        };
        return { jpeg: await text(jpeg), png: await text(await canvas.convertToBlob({ type: 'image/png' })) };
      };
      const cards = [...document.querySelectorAll(`[data-offer^="${platform}:"]`)];
      const picked = positions.map((position) => cards[position]);
      const pictureOf = (card) => changed(card.querySelector('img').src);
      return Promise.all(picked.map(async (card) => ({ key: card.dataset.offer, ...(await pictureOf(card)) })));
    },
    { platform, positions },
  );
  return Promise.all(
    made.map(async ({ key, jpeg, png }) => {
      const path = join(folder, key.replace(':', '-'));
      await writeFile(`${path}.jpg`, Buffer.from(jpeg, 'base64'));
      await writeFile(`${path}.png`, Buffer.from(png, 'base64'));
      return { key, file: `${path}.jpg`, png: `${path}.png` };
    }),
  );
}

/** Lets a picture fall on the window; returns the keys found on the platform that `key` is of, best first. */
export async function searchPicture(page, { key, file }) {
  await goTo(page, 'Search');
  await dropFile(page, 'body', file, 'image/jpeg');
  return found(page, { key, file });
}

/** Waits for what a picture finds on the platform that `key` is of; returns the keys, best first. */
export async function found(page, { key, file }) {
  const [platform] = key.split(':');
  const head = page.getByRole('region', { name: 'Search', exact: true });
  await head.getByRole('heading', { name: 'Looks like this picture' }).waitFor();
  await head.getByText(basename(file)).waitFor();
  const column = page.getByRole('region', { name: platform === 'taobao' ? 'Taobao' : '1688', exact: true });
  const cards = column.locator('[aria-busy=false] [data-offer]');
  const again = column.getByRole('button', { name: 'Try again' });
  await until(`offers of ${platform} like the picture`, async () => {
    // The first search of all draws the whole catalogue; on a busy machine it may time out, and says so.
    if (await again.isVisible()) await again.click();
    else return (await cards.count()) > 0;
  });
  return cards.evaluateAll((all) => all.map((card) => card.dataset.offer));
}

/** Opens an offer from its card. */
export async function openOffer(page, key) {
  await page.locator(`[data-offer="${key}"]`).click();
  await page.locator('[data-cell]').first().waitFor();
}

/** Types quantities into the first cells that have enough in stock, and adds them to the cart; returns the pieces. */
export async function addToCart(page, variants = 2) {
  const pane = page.locator('[data-sheet]', { has: page.getByRole('heading', { name: 'This order line' }) });
  const minimum = Number((await pane.innerText()).match(/from ([\d,]+) pieces/)?.[1].replaceAll(',', '') ?? 1);
  const stocks = await page.locator('label:has([data-cell])').evaluateAll((cells) =>
    cells.map((cell) => ({
      at: cell.querySelector('[data-cell]').dataset.cell,
      stock: Number(cell.querySelector('.k')?.textContent.replace(/\D/g, '') ?? 0),
    })),
  );
  const chosen = stocks.filter(({ stock }) => stock > minimum).slice(0, variants);
  for (const { at } of chosen) await page.locator(`[data-cell="${at}"]`).fill(String(minimum + 1));
  const pieces = chosen.length * (minimum + 1);
  await button(pane, new RegExp(`^Add ${pieces.toLocaleString('en-GB')} to cart`)).click();
  // The table is emptied once the cart has them; a toast of an earlier offer may say the same words.
  await pane.getByText('Nothing picked yet').waitFor();
  await page
    .getByText(`${pieces.toLocaleString('en-GB')} pcs are in the cart`)
    .first()
    .waitFor();
  return pieces;
}

/** Adds an address in the cart's dialog. */
export async function addAddress(page, fields = address) {
  await button(page, 'Add an address').click();
  for (const [label, text] of Object.entries(fields)) await dialog(page).getByLabel(label, { exact: true }).fill(text);
  await button(dialog(page), /^Save the address/).click();
  await dialog(page).waitFor({ state: 'detached' });
}

/** Ticks all lines of the cart and asks what their orders would cost. */
export async function preview(page, orders) {
  await page.getByRole('checkbox', { name: 'Tick all lines' }).click();
  await button(page, /^Preview the orders/).click();
  await button(page, new RegExp(`^Place ${orders} order`)).waitFor();
}

/** Places what was previewed; returns this desk's order ids. */
export async function place(page, orders) {
  await button(page, new RegExp(`^Place ${orders} order`)).click();
  const links = page.getByRole('link', { name: 'Open the order' });
  await until(`${orders} orders are placed`, async () => (await links.count()) === orders);
  const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  return hrefs.map((href) => decodeURIComponent(href.replace('#/orders/', '')));
}

/** The row of an order in the list. */
export const orderRow = (page, orderId) => page.locator(`tr[data-row="${orderId}"]`);

/** The open order. */
export const orderPane = (page) => page.locator('.pane');

/** Reads all orders from PandaPon until these stand at a stage. */
export async function readUntil(page, orderIds, stage) {
  await until(`${orderIds} stand at ${stage}`, async () => {
    await button(page, /^Read orders/).click();
    await page
      .getByText(/orders read,/)
      .first()
      .waitFor();
    const texts = await Promise.all(orderIds.map((orderId) => orderRow(page, orderId).innerText()));
    return texts.every((text) => text.includes(stage));
  });
}

/** Opens an order from the list. */
export async function openOrder(page, orderId) {
  await orderRow(page, orderId).locator('td').nth(2).click();
  await orderPane(page).getByRole('heading', { name: 'Timeline' }).waitFor();
}

/** Says yes to the payment that is asked about, and waits until as many orders are paid. */
export async function pay(page, orders) {
  await dialog(page)
    .getByRole('heading', { name: orders === 1 ? 'Pay 1 order' : `Pay ${orders} orders` })
    .waitFor();
  await button(dialog(page), /^Pay ¥/).click();
  await page
    .getByRole('status')
    .filter({ hasText: orders === 1 ? '1 order is paid' : `${orders} orders are paid` })
    .waitFor();
}

/** Hands in a file as the voucher of the open order. */
export async function handInVoucher(page, file, type) {
  await button(orderPane(page), /^Hand in a voucher/).click();
  await dialog(page).waitFor();
  await dropFile(page, '[role=dialog]', file, type);
  await dialog(page).locator('.file').waitFor();
  await button(dialog(page), /^Hand in$/).click();
  await dialog(page).waitFor({ state: 'detached' });
}
