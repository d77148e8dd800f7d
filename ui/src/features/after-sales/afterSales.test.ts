import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { aCaseRow, aCaseView, afterSales, caseRows, someEvidence, someTerms } from '../../../tests/afterSales';
import { anOperation, anOrderPage, anOrderView, orderRows } from '../../../tests/buying';
import { aFile, type Answers, type FakeHost } from '../../../tests/fake';
import { openApp } from '../../../tests/render';
import { yuan } from '../../../tests/samples';
import type {
  CaseModify,
  CaseOpen,
  CasePack,
  CaseReturn,
  CaseSay,
  CaseStage,
  CaseTermsAsked,
  PaperView,
  Platform,
} from '../../bindings';
import { CommandFailure, plainFailure } from '../../platform/host';
import { route, type Route } from '../../shell/route.svelte';
import { fenOf } from './amount';
import { cases } from './cases.svelte';
import { threadOf } from './thread';

const done = () => ({ operation: anOperation('done'), error: null });
const asked = <T>(host: FakeHost, name: string) =>
  host.asked.filter((one) => one.name === name).map((one) => one.request as T);

function open(answers: Answers = {}, at: Route = { place: 'aftersales', caseId: null }): FakeHost {
  return openApp(at, { ...afterSales(), ...answers });
}

const first = caseRows()[0]!;
const opened = (answers: Answers = {}, caseId = first.case.caseId) => open(answers, { place: 'aftersales', caseId });

beforeEach(() => Object.assign(cases, { view: 'clock', platform: null, words: '' }));

describe('amounts', () => {
  it('are digits of fen, never a number', () => {
    expect(fenOf('59').minor).toBe('5900');
    expect(fenOf('¥1,234.5').minor).toBe('123450');
    expect(fenOf('90071992547.40').minor).toBe('9007199254740');
    expect(fenOf('').minor).toBe('0');
    for (const none of ['1.234', 'many', '-5', '1e3']) expect(fenOf(none).minor).toBe('-1');
  });
});

describe('the desk', () => {
  it('groups by whose turn it is, and shows clocks', async () => {
    open();
    const yours = await screen.findByRole('region', { name: 'Your turn' });
    expect(within(yours).getAllByRole('button')).toHaveLength(3);
    expect(within(yours).getByText(/4 h \d+ min/)).toBeVisible();
    expect(within(yours).getByText('send it back')).toBeVisible();
    expect(within(yours).getByText('answer')).toBeVisible();
    const unclear = screen.getByRole('region', { name: 'Look at these' });
    expect(within(unclear).getAllByText('7')).not.toHaveLength(0);
    expect(screen.getByText('7 open')).toBeVisible();
  });

  it('moves by keys, filters, and turns into a board', async () => {
    const host = open();
    await screen.findByText(/陶土细颈花瓶/);
    await userEvent.keyboard('j');
    expect(route()).toEqual({ place: 'aftersales', caseId: first.case.caseId });
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('b');
    expect(await screen.findByRole('region', { name: 'seller refused' })).toBeVisible();
    expect(screen.getByRole('region', { name: 'sent back' })).toBeVisible();
    await userEvent.keyboard('f');
    await userEvent.keyboard('花瓶');
    await waitFor(() => expect(asked<{ words: string }>(host, 'case_list').at(-1)?.words).toBe('花瓶'));
  });
});

describe('a case', () => {
  const nodes: [Platform, CaseStage, string[]][] = [
    ['taobao', 'asked', ['Modify the request', 'Add evidence', 'Withdraw the case']],
    ['taobao', 'refused', ['Modify the request', 'Add evidence', 'Withdraw the case']],
    ['taobao', 'agreed', ['Send the goods back', 'Add evidence', 'Withdraw the case']],
    ['taobao', 'sentBack', ['Add evidence']],
    ['taobao', 'refunded', []],
    ['taobao', 'closed', []],
    ['1688', 'asked', []],
    ['1688', 'refused', []],
    ['1688', 'agreed', ['Send the goods back']],
    ['1688', 'sentBack', []],
    ['1688', 'refunded', []],
    ['1688', 'closed', []],
  ];
  it.each(nodes)('on %s, %s, shows exactly the allowed steps', async (platform, stage, steps) => {
    const row = aCaseRow(platform, '1', stage, { title: '花瓶', picture: 'vase', pieces: 1, fen: 100, reason: '破损' });
    opened({ case_show: () => aCaseView(row) }, row.case.caseId);
    const side = await screen.findByRole('region', { name: 'What you can do now' });
    const names = within(side)
      .queryAllByRole('button')
      .map((button) => button.textContent.replace(/\s+[MU]\s*$/, '').trim())
      .filter((name) => !name.includes('SF') && name !== '');
    expect(names).toEqual(steps);
  });

  it('tells what a platform lacks at PandaPon', async () => {
    const row = caseRows()[5]!;
    opened({}, row.case.caseId);
    expect(await screen.findByText(/PandaPon has no messages on 1688 cases/)).toBeVisible();
    expect(screen.getByText(/PandaPon has no call for it: Message to the seller · Withdraw the case/)).toBeVisible();
  });

  it('shows an unknown status as it came, and blocks nothing', async () => {
    const row = caseRows()[3]!;
    opened({}, row.case.caseId);
    const side = await screen.findByRole('region', { name: 'Steps and sums' });
    expect(within(side).getByText(/Pondesk does not know this status/)).toBeVisible();
    expect(within(side).getByRole('button', { name: /Modify the request/ })).toBeEnabled();
  });

  it('has what was said and what changed in one thread', () => {
    const thread = threadOf(aCaseView());
    expect(thread.map((entry) => entry.is)).toEqual(['said', 'said', 'changed', 'said', 'said']);
    expect(thread[2]).toMatchObject({ text: 'Case changed: asked → seller refused' });
  });

  it('sends a message with evidence, and keeps both when it is not sent', async () => {
    let closed = true;
    const evidence = someEvidence()[0]!;
    const host = opened({
      evidence_keep: ({ fileId }) => ({ ...evidence, evidenceId: fileId }),
      case_message: () => {
        if (!closed) return done();
        throw new CommandFailure({ ...plainFailure('caseStateForbids').failure, details: { status: '100' } });
      },
    });
    const field = await screen.findByRole('textbox', { name: 'Message to the seller' });
    await userEvent.type(field, '这是外箱');
    await userEvent.click(screen.getByRole('button', { name: /^Evidence(?! pack)/ }));
    host.drop({ phase: 'drop', files: [aFile, { ...aFile, fileId: 'file-2' }], links: [] });
    await waitFor(() => expect(screen.getAllByText('client-dress.jpg')).toHaveLength(2));
    expect(asked(host, 'evidence_keep')).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: /^Send/ }));
    expect(await screen.findByText(/no longer takes this step/)).toBeVisible();
    expect(field).toHaveValue('这是外箱');
    closed = false;
    await userEvent.click(screen.getByRole('button', { name: /^Send/ }));
    await waitFor(() => expect(field).toHaveValue(''));
    const said = asked<CaseSay>(host, 'case_message').at(-1)!;
    expect(said.evidence).toHaveLength(2);
  });

  it('withdraws only after it was asked', async () => {
    const host = opened({ case_withdraw: done });
    await userEvent.click(await screen.findByRole('button', { name: /Withdraw the case/ }));
    const dialog = await screen.findByRole('alertdialog');
    expect(within(dialog).getByRole('button', { name: 'Keep the case' })).toHaveFocus();
    expect(asked(host, 'case_withdraw')).toHaveLength(0);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Withdraw the case' }));
    await waitFor(() => expect(asked(host, 'case_withdraw')).toHaveLength(1));
  });

  it('changes what is asked, beginning with what stands', async () => {
    const host = opened({ case_modify: done });
    await screen.findByRole('button', { name: /Modify the request/ });
    await userEvent.keyboard('m');
    const dialog = await screen.findByRole('dialog');
    const amount = await within(dialog).findByRole('textbox', { name: 'Amount in yuan' });
    expect(amount).toHaveValue('59.00');
    await userEvent.clear(amount);
    await userEvent.type(amount, '58.5');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Send the change' }));
    await waitFor(() => expect(asked(host, 'case_modify')).toHaveLength(1));
    const [change] = asked<CaseModify>(host, 'case_modify');
    expect(change?.claim.lines).toEqual([{ lineId: 'L1', amount: yuan(5850) }]);
    expect(change?.claim.reasonId).toBe('1022');
  });

  it('tells a return shipment with one of the carriers', async () => {
    const row = caseRows()[1]!;
    const host = opened({ case_return: done }, row.case.caseId);
    await userEvent.click(await screen.findByRole('button', { name: 'Send the goods back' }));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText(/创业路17号/)).toBeVisible();
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Waybill number' }), '7012345678901');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Tell the shipment' }));
    await waitFor(() => expect(asked(host, 'case_return')).toHaveLength(1));
    expect(asked<CaseReturn>(host, 'case_return')[0]).toMatchObject({ carrierCode: 'ZTO', waybill: '7012345678901' });
  });
});

describe('the evidence pack', () => {
  const made = (form: string): PaperView => ({
    paperId: form,
    fileName: `case-5571.${form}`,
    state: 'done',
    written: 1,
    total: 1,
    unwritten: form === 'pdf' ? '㐂' : '',
    error: null,
  });

  it('is made in the language of the desk and handed to the user; what no font has is told', async () => {
    const host = opened({ case_pack: ({ form }) => made(form) });
    await userEvent.click(await screen.findByRole('button', { name: 'Evidence pack' }));
    expect(await screen.findByText('Saved: case-5571.zip')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'PDF' }));
    await waitFor(() => expect(host.saved).toEqual(['zip', 'pdf']));
    expect(asked<CasePack>(host, 'case_pack').map(({ form, language }) => [form, language])).toEqual([
      ['zip', 'en'],
      ['pdf', 'en'],
    ]);
    expect(await screen.findByText(/㐂/)).toBeVisible();
  });

  it('says why it cannot be written', async () => {
    opened({
      case_pack: () => {
        throw plainFailure('diskFull');
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Evidence pack' }));
    expect(await screen.findByRole('alert')).toBeVisible();
  });
});

describe('opening', () => {
  const shipped = orderRows().find((row) => row.status.stage === 'shipped') ?? orderRows()[0]!;
  const openForm = async (answers: Answers = {}) => {
    const view = anOrderView({ ...shipped, status: { raw: 'waitbuyerreceive', stage: 'shipped' } });
    const host = open(
      { order_list: () => anOrderPage(), order_show: () => view, ...answers },
      { place: 'orders', orderId: shipped.orderId },
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Open a case' }));
    return { host, dialog: await screen.findByRole('dialog') };
  };

  it('shows what would be sent before it is sent', async () => {
    const request = {
      lineIds: ['L1'],
      amount: yuan(11_800),
      operation: 'taobaoSubmitReverseOrder',
      request: '{"a":1}',
    };
    const { host, dialog } = await openForm({
      case_preview: () => ({ faults: [], requests: [request], sent: [], kept: [] }),
      case_open: () => ({ opened: [{ ...done(), caseId: first.case.caseId }] }),
    });
    await userEvent.click(await within(dialog).findByRole('button', { name: 'Look at it' }));
    expect(await within(dialog).findByText(/taobaoSubmitReverseOrder · ¥118.00/)).toBeVisible();
    expect(asked(host, 'case_open')).toHaveLength(0);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Open the case' }));
    await waitFor(() => expect(route()).toEqual({ place: 'aftersales', caseId: first.case.caseId }));
    const [sent] = asked<CaseOpen>(host, 'case_open');
    expect(sent?.claim.lines).toEqual([{ lineId: 'L1', amount: yuan(11_800) }]);
  });

  it('shows no look at what was typed before, and reads the kind that was chosen meanwhile', async () => {
    let tell = () => {};
    const looked = new Promise<void>((resolve) => (tell = resolve));
    const request = { lineIds: ['L1'], amount: yuan(11_800), operation: 'taobaoSubmitReverseOrder', request: '{}' };
    const { host, dialog } = await openForm({
      case_preview: async () => {
        await looked;
        return { faults: [], requests: [request], sent: [], kept: [] };
      },
    });
    const amount = await within(dialog).findByRole('textbox', { name: 'Amount in yuan' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Look at it' }));
    await userEvent.clear(amount);
    await userEvent.type(amount, '59');
    await userEvent.click(within(dialog).getByRole('combobox', { name: 'Kind' }));
    await userEvent.click(await screen.findByRole('option', { name: /^Return and refund/ }));
    expect(asked<CaseTermsAsked>(host, 'case_terms')).toHaveLength(1);
    tell();
    await waitFor(() => expect(asked(host, 'case_terms')).toHaveLength(2));
    const [, chosen] = asked<CaseTermsAsked>(host, 'case_terms');
    expect(chosen?.basis?.kind).toBe('returnAndRefund');
    expect(await within(dialog).findByRole('button', { name: 'Look at it' })).toBeVisible();
    expect(within(dialog).queryByText(/taobaoSubmitReverseOrder/)).toBeNull();
  });

  it('names an amount above what can come back, and clears nothing', async () => {
    const { dialog } = await openForm({
      case_preview: () => ({
        faults: [{ is: 'amount', lineId: 'L1', least: yuan(1), most: yuan(11_800) }, { is: 'evidenceNeeded' }],
        requests: [],
        sent: [],
        kept: [],
      }),
    });
    const amount = await within(dialog).findByRole('textbox', { name: 'Amount in yuan' });
    await userEvent.clear(amount);
    await userEvent.type(amount, '999');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Look at it' }));
    expect(await within(dialog).findByText('Ask for ¥0.01 to ¥118.00.')).toBeVisible();
    expect(within(dialog).getByText('This reason needs a picture as evidence.')).toBeVisible();
    expect(amount).toHaveValue('999');
    expect(within(dialog).queryByRole('button', { name: 'Open the case' })).toBeNull();
  });

  it('says which case a line has already', async () => {
    const terms = someTerms();
    terms.terms!.lines[0]!.blocked = { is: 'caseOpen', caseId: 'taobao:557102908814' };
    const { dialog } = await openForm({ case_terms: () => terms });
    expect(await within(dialog).findByText('has case 557102908814')).toBeVisible();
  });
});
