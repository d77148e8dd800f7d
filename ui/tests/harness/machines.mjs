// The after-sales machines of both platforms in Chromium: every arrow that the sandbox tells of is walked, and at each node
// the open case shows a button for each step that the sandbox takes there, and no other.
import assert from 'node:assert/strict';
import * as buyer from './buyer.mjs';
import * as claims from './claims.mjs';

/** The statuses of both platforms as the desk calls them. */
const statusWords = {
  ...{ 10: 'asked', 20: 'return agreed', 30: 'sent back', 100: 'refunded' },
  ...{ '-10': 'seller refused', '-20': 'closed' },
  ...{ waitselleragree: 'asked', waitbuyermodify: 'seller refused', waitbuyersend: 'return agreed' },
  ...{ waitsellerreceive: 'sent back', refundsuccess: 'refunded', refundclose: 'closed' },
};

/** A claim about goods that did not come: its kind, and a reason that needs no evidence. */
const notReceived = {
  taobao: ['Refund, not received', '快递一直未送到'],
  1688: ['Refund, not received', '快递一直未送达'],
};
const WORDS = '两只花瓶中有一只开裂';
const WAYBILL = 'SF1218132354600';
const yuan = (fen) => (fen / 100).toFixed(2);
const arrow = (from, to, by) => `${from} → ${to} by ${by}`;

/** Asks the desk for something as its UI asks. */
async function ask(page, command, request) {
  const { ok, answer } = await page.evaluate(
    async ({ command, request }) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`/api/call/${command}`, { method: 'POST', headers, body: JSON.stringify(request) });
      return { ok: response.ok, answer: await response.json() };
    },
    { command, request },
  );
  assert.ok(ok, `${command}: ${JSON.stringify(answer)}`);
  return answer;
}

/**
 * Walks the machine of one platform, on orders of a sandbox's past that the desk has read.
 *
 * The first time the buyer takes an arrow he does it by hand; where it is only the way to another one, the desk is asked as
 * its UI asks.
 */
export class Walker {
  /** Names of the arrows that were walked. */
  walked = new Set();
  #orders = {};

  constructor(page, sandbox, platform) {
    Object.assign(this, { page, sandbox, platform });
  }

  /** Names of all arrows that the sandbox tells of. */
  async arrows() {
    const machines = await this.sandbox.control('machines');
    return machines[this.platform].flatMap(({ from, to, by }) => by.map((one) => arrow(from, to, one)));
  }

  /** An order at a stage that was not given out before. */
  async order(stage) {
    this.#orders[stage] ??= await ask(this.page, 'order_list', {
      ...{ accountId: null, stages: [stage], platform: this.platform, words: '', sort: 'totalHigh' },
      ...{ after: null, limit: 50 },
    });
    const row = this.#orders[stage].rows.shift();
    assert.ok(row, `no other order of ${this.platform} is ${stage}`);
    return { accountId: row.accountId, orderId: row.orderId };
  }

  /** Goes one way of deeds through the machine, from an opening to an end. */
  async go({ order, kind, deeds }) {
    const way = { ...order, kind };
    for (const deed of ['open', ...deeds]) await this.#take(way, deed);
    assert.equal((await claims.atSandbox(this.sandbox, way.caseId)).open, false, `${deeds} ends the case`);
  }

  async #take(way, deed) {
    const { by, does } = this.#deeds[deed];
    const before = way.caseId
      ? await claims.atSandbox(this.sandbox, way.caseId)
      : { status: this.platform === 'taobao' ? '0' : '(none)' };
    await does(way, before);
    const { status } = await claims.atSandbox(this.sandbox, way.caseId);
    const walked = arrow(before.status, status, by);
    if (this.walked.has(walked)) return;
    this.walked.add(walked);
    await this.#show(way);
    await claims.stands(this.page, this.sandbox, way.caseId, statusWords[status]);
  }

  #deeds = {
    open: {
      by: 'buyer',
      does: async (way) => {
        way.caseId = this.walked.size === 0 ? await this.#openByHand(way) : await this.#open(way);
      },
    },
    modify: {
      by: 'buyer',
      does: async (way, { amountFen }) => {
        await this.#modify(way, amountFen - 1);
        assert.equal((await claims.atSandbox(this.sandbox, way.caseId)).amountFen, amountFen - 1);
      },
    },
    withdraw: { by: 'buyer', does: (way) => this.#withdraw(way) },
    sendBack: { by: 'buyer', does: (way, { status }) => this.#sendBack(way, status) },
    ...Object.fromEntries(
      ['agree', 'refuse', 'receive', 'refuse-goods'].map((deed) => [
        deed,
        { by: 'seller', does: ({ caseId }) => claims.seller(this.sandbox, caseId, deed) },
      ]),
    ),
    timeout: {
      by: 'deadline',
      does: async (_, { deadlineMs }) => {
        const { sandboxMs } = await this.sandbox.control('state');
        await this.sandbox.control('advance', { seconds: Math.ceil((deadlineMs - sandboxMs) / 1000) + 1 });
      },
    },
    orderShipped: { by: 'order', does: ({ orderId }) => this.#order('ship', orderId) },
    orderClosed: { by: 'order', does: ({ orderId }) => this.#order('close', orderId) },
    orderReceived: {
      by: 'order',
      does: ({ accountId, orderId }) => this.#write('order_confirm', { accountId, orderId }),
    },
  };

  #order(call, orderId) {
    return this.sandbox.control(call, { orderId: claims.numberOf(orderId) });
  }

  async #write(command, request) {
    const { operation, error } = await ask(this.page, command, request);
    assert.equal(operation.state, 'done', JSON.stringify(error));
  }

  async #visit(place) {
    await this.page.evaluate((place) => (location.hash = place), place);
  }

  async #show({ caseId }) {
    await this.#visit(`#/aftersales/${encodeURIComponent(caseId)}`);
    await this.page.locator(`[data-row="${caseId}"][aria-current]`).waitFor();
  }

  async #openByHand({ orderId }) {
    await this.#visit(`#/orders/${encodeURIComponent(orderId)}`);
    await buyer.orderPane(this.page).getByRole('heading', { name: 'Timeline' }).waitFor();
    const [kind, reason] = notReceived[this.platform];
    return claims.claimIt(this.page, { kind, reason, amount: '2.00', words: WORDS });
  }

  async #open({ accountId, orderId, kind }) {
    const terms = (basis) => ask(this.page, 'case_terms', { accountId, orderId, lineIds: [], basis, caseId: null });
    const { bases } = await terms(null);
    const basis = bases.find((one) => one.kind === kind && (kind === 'returnAndRefund' || one.goods !== 'received'));
    const told = (await terms(basis)).terms;
    // Taobao says in its hint alone that it wants a picture.
    const reason = told.reasons.find((one) => !one.needsEvidence && !one.tip?.includes('凭证'));
    const line = told.lines.find((one) => one.blocked === null);
    const amount = line.wholeOnly ? line.most : { minor: '200', currency: 'CNY' };
    const claim = {
      ...{ basis, reasonId: reason.reasonId, words: WORDS, evidence: [] },
      ...{ lines: [{ lineId: line.lineId, amount }], freight: { minor: '0', currency: 'CNY' } },
    };
    const { opened } = await ask(this.page, 'case_open', { accountId, orderId, claim });
    assert.equal(opened[0].operation.state, 'done', JSON.stringify(opened[0].error));
    return opened[0].caseId;
  }

  async #modify(way, fen) {
    if (this.platform === '1688') return this.#onIts1688Page(way, { does: 'modify', applyPaymentFen: fen });
    await this.#show(way);
    await claims.modify(this.page, yuan(fen));
  }

  async #withdraw(way) {
    if (this.platform === '1688') return this.#onIts1688Page(way, { does: 'withdraw' });
    await this.#show(way);
    await claims.withdraw(this.page);
  }

  /** PandaPon has no call for what a buyer does there. */
  #onIts1688Page({ caseId }, deed) {
    return this.sandbox.control(`cases/${claims.numberOf(caseId)}/buyer`, deed);
  }

  async #sendBack(way, status) {
    const sent = this.platform === 'taobao' ? '30' : 'waitsellerreceive';
    if (!this.walked.has(arrow(status, sent, 'buyer'))) {
      await this.#show(way);
      return claims.sendBack(this.page, '顺丰速运', WAYBILL);
    }
    const { accountId, caseId } = way;
    const parcel = { carrierCode: 'SF', waybill: WAYBILL, phone: null, note: null, evidence: [] };
    await this.#write('case_return', { accountId, caseId, ...parcel });
  }
}
