// The hands of a buyer in Chromium at the after-sales desk: a claim is opened, talked about, changed, sent back, withdrawn.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as buyer from './buyer.mjs';
import { dropFile } from './chromium.mjs';
import { until } from './processes.mjs';

const button = (within, name) => within.getByRole('button', { name });
const dialog = (page) => page.locator('[role=dialog], [role=alertdialog]');
const steps = (page) => page.getByRole('region', { name: 'What you can do now', exact: true });

/** The buttons of a case, by the operations of the contract that they are for. */
export const stepWords = {
  taobaoModifyReverseOrder: 'Modify the request',
  taobaoCancelReverseOrder: 'Withdraw the case',
  taobaoSubmitReverseMessage: 'Add evidence',
  taobaoSubmitReturnLogistics: 'Send the goods back',
  alibaba1688SubmitReturnShipment: 'Send the goods back',
};

/** The open case. */
export const pane = (page) => page.getByRole('region', { name: 'Case', exact: true });

/** This desk's id of the case that the address of the page names. */
export const caseIdOf = (url) => decodeURIComponent(url.split('#/aftersales/')[1] ?? '');

/** The number of an order or a case, without its platform. */
export const numberOf = (id) => id.split(':')[1];

/** What the sandbox itself tells of a case. */
export async function atSandbox(sandbox, caseId) {
  const cases = await sandbox.control('cases');
  return cases.find((told) => told.caseId === numberOf(caseId));
}

/** The seller of a case does something. */
export async function seller(sandbox, caseId, does, reason) {
  await sandbox.control(`cases/${numberOf(caseId)}/seller`, { does, ...(reason && { reason }) });
}

/** Buys and pays the first found offer of each platform, and has both shipped; returns this desk's order ids. */
export async function buyAndShip(page, sandbox) {
  const platforms = ['taobao', '1688'];
  for (const platform of platforms) {
    await buyer.goTo(page, 'Search');
    const first = page.locator(`[data-offer^="${platform}:"]`).first();
    await first.waitFor();
    await buyer.openOffer(page, await first.getAttribute('data-offer'));
    await buyer.addToCart(page, 1);
  }
  await buyer.goTo(page, 'Cart');
  await buyer.addAddress(page);
  await buyer.preview(page, platforms.length);
  const orderIds = await buyer.place(page, platforms.length);
  await sandbox.control('advance', { seconds: 120 });
  await buyer.goTo(page, 'Orders');
  await buyer.readUntil(page, orderIds, 'To pay');
  for (const orderId of orderIds) await buyer.orderRow(page, orderId).getByRole('checkbox').click();
  await button(page, /^Pay 2 · ¥/).click();
  await buyer.pay(page, 2);
  await buyer.readUntil(page, orderIds, 'To ship');
  await sandbox.control('advance', { seconds: 60 });
  for (const orderId of orderIds) await sandbox.control('ship', { orderId: numberOf(orderId) });
  await buyer.readUntil(page, orderIds, 'Shipped');
  return Object.fromEntries(orderIds.map((orderId) => [orderId.split(':')[0], orderId]));
}

async function choose(page, label, option) {
  await dialog(page).getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
}

/** Opens a case for an order of the list. Returns this desk's id of the case. */
export async function openCase(page, orderId, claim) {
  await buyer.goTo(page, 'Orders');
  await buyer.openOrder(page, orderId);
  return claimIt(page, claim);
}

/** Opens a case from the pane of the open order: looked at first, then sent. Returns this desk's id of the case. */
export async function claimIt(page, { kind, reason, amount, words, file }) {
  await button(buyer.orderPane(page), 'Open a case').click();
  await dialog(page).getByLabel('Your words').fill(words);
  await choose(page, 'Kind', kind);
  // The platform's reasons are asked for the kind; the form says so meanwhile.
  await button(dialog(page), /^Look at it$/).waitFor();
  await choose(page, 'Reason', reason);
  // Of an order with more lines only the first is claimed; a single one is picked already.
  const line = dialog(page).getByRole('checkbox').first();
  if (!(await line.isChecked())) await line.click();
  await dialog(page).getByLabel('Amount in yuan').first().fill(amount);
  if (file) {
    // A reason that needs a picture says so before anything is sent.
    await button(dialog(page), /^Look at it$/).click();
    await dialog(page).getByRole('alert').getByText('This reason needs a picture as evidence.').waitFor();
    await dropFile(page, '[role=dialog]', file, 'image/png');
    await dialog(page)
      .getByText(/^Kept here(, goes along when it is sent| and uploaded)$/)
      .waitFor();
  }
  await button(dialog(page), /^Look at it$/).click();
  await dialog(page).getByRole('region', { name: 'This will be sent' }).waitFor();
  await button(dialog(page), /^Open the case$/).click();
  await pane(page).waitFor();
  await page.waitForURL(/#\/aftersales\/./);
  return caseIdOf(page.url());
}

/** Reads the case again until it stands where it is awaited, with a button for each step that the sandbox takes. */
export async function stands(page, sandbox, caseId, status) {
  await button(pane(page), 'Read again').click();
  await pane(page).locator('header').getByText(status, { exact: true }).waitFor();
  const { buyerMay } = await atSandbox(sandbox, caseId);
  const wanted = buyerMay.map((operation) => stepWords[operation]).sort();
  const talks = buyerMay.includes('taobaoSubmitReverseMessage');
  // A read of the desk's own may still be under way and show for a moment what was.
  await until(`exactly these steps are offered at ${status}: ${wanted}`, async () => {
    const words = await steps(page).getByRole('button').allInnerTexts();
    assert.deepEqual(words.map((text) => text.split('\n')[0].trim()).sort(), wanted);
    assert.equal(await page.getByRole('form', { name: 'Message to the seller' }).count(), talks ? 1 : 0);
    return true;
  });
}

/** Asks another sum. */
export async function modify(page, amount) {
  await button(steps(page), /^Modify the request/).click();
  await dialog(page).getByLabel('Amount in yuan').fill(amount);
  await button(dialog(page), /^Send the change$/).click();
  await dialog(page).waitFor({ state: 'detached' });
}

/** Writes to the seller, with a picture. */
export async function message(page, words, file) {
  await button(steps(page), /^Add evidence/).click();
  const form = page.getByRole('form', { name: 'Message to the seller' });
  await dropFile(page, 'form[aria-label="Message to the seller"]', file, 'image/png');
  await form.getByText('Kept here, goes along when it is sent').waitFor();
  await form.getByRole('textbox', { name: 'Message to the seller' }).fill(words);
  await button(form, /^Send/).click();
  await page.getByRole('log', { name: 'Thread' }).getByText(words).waitFor();
}

/** Says how the goods went back. */
export async function sendBack(page, carrier, waybill) {
  await button(steps(page), /^Send the goods back/).click();
  await choose(page, 'Carrier', carrier);
  await dialog(page).getByLabel('Waybill number').fill(waybill);
  await button(dialog(page), /^Tell the shipment$/).click();
  await dialog(page).waitFor({ state: 'detached' });
}

/** Withdraws the case. */
export async function withdraw(page) {
  await button(steps(page), /^Withdraw the case/).click();
  await button(dialog(page), /^Withdraw the case$/).click();
  await dialog(page).waitFor({ state: 'detached' });
}

/** Makes what a button of the open case makes, and keeps it in a folder; returns the path. */
export async function savePack(page, name, into) {
  const sheet = page.getByRole('region', { name: 'Steps and sums', exact: true });
  const [file] = await Promise.all([page.waitForEvent('download'), button(sheet, name).click()]);
  const path = join(into, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}
