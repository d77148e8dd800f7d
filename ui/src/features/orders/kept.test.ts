import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { anOrderView, orderRows } from '../../../tests/buying';
import { aFile, type Answers, type FakeHost } from '../../../tests/fake';
import { anOrderDesk } from '../../../tests/orderDesk';
import { openApp } from '../../../tests/render';
import { anAccount } from '../../../tests/samples';
import type { Change, OrderFile, OrderOwnEdit, PaperView, PlatformSync } from '../../bindings';
import { CommandFailure, plainFailure } from '../../platform/host';
import { orders } from './orders.svelte';
import { storyOf } from './story';

const rows = orderRows();
const own = { note: 'ring twice', tags: ['VIP'], client: 'Mai', files: [], editedAt: 5 };

function open(answers: Answers = {}): FakeHost {
  return openApp(
    { place: 'orders', orderId: rows[0]!.orderId },
    {
      ...anOrderDesk(),
      order_show: () => ({ ...anOrderView(rows[0]), own }),
      order_names: () => ({ tags: [{ name: 'fragile', orders: 3 }], clients: [] }),
      order_own_edit: ({ orders: some }) => ({ orders: some }),
      ...answers,
    },
  );
}

const edits = (host: FakeHost) =>
  host.asked.filter((one) => one.name === 'order_own_edit').map((one) => one.request as OrderOwnEdit);

beforeEach(() => {
  orders.belongTo(null);
  Object.assign(orders, { words: '', sort: 'newest' });
});

describe('what is kept beside an order', () => {
  it('is shown, and saved as its field is left', async () => {
    const host = open();
    expect(await screen.findByRole('textbox', { name: 'Note' })).toHaveValue('ring twice');
    const client = screen.getByRole('combobox', { name: 'Client' });
    await userEvent.clear(client);
    await userEvent.type(client, 'Lan');
    expect(edits(host)).toEqual([]);
    await userEvent.tab();
    await waitFor(() => expect(edits(host)).toHaveLength(1));
    expect(edits(host)[0]).toMatchObject({ client: 'Lan', note: null, addTags: [], removeTags: [] });
    expect(edits(host)[0]!.orders).toEqual([{ accountId: anAccount.accountId, orderId: rows[0]!.orderId }]);
  });

  it('puts and takes tags', async () => {
    const host = open();
    await userEvent.type(await screen.findByRole('combobox', { name: 'Add a tag' }), 'fragile{Enter}');
    await waitFor(() => expect(edits(host)[0]).toMatchObject({ addTags: ['fragile'] }));
    await userEvent.click(screen.getByRole('button', { name: 'Take the tag VIP away' }));
    await waitFor(() => expect(edits(host)[1]).toMatchObject({ removeTags: ['VIP'] }));
  });

  it('leaves a note alone that is being typed while the order is read anew', async () => {
    const host = open();
    const note = await screen.findByRole('textbox', { name: 'Note' });
    await userEvent.type(note, ', then wait');
    let read = false;
    host.answers.order_show = () => {
      read = true;
      return { ...anOrderView(rows[0]), own: { ...own, client: 'Lan' } };
    };
    host.change({ seq: 1, table: 'orders', ids: [rows[0]!.orderId] });
    await waitFor(() => expect(screen.getByRole('combobox', { name: 'Client' })).toHaveValue('Lan'));
    expect(read).toBe(true);
    expect(note).toHaveValue('ring twice, then wait');
  });

  it('keeps what was typed when it could not be saved', async () => {
    open({ order_own_edit: () => Promise.reject(new CommandFailure(plainFailure('diskFull').failure)) });
    const field = await screen.findByRole('combobox', { name: 'Add a tag' });
    await userEvent.type(field, 'fragile{Enter}');
    await screen.findByRole('alert');
    expect(field).toHaveValue('fragile');
  });
});

describe('files beside an order', () => {
  const slip: OrderFile = {
    sha256: 'ab12',
    fileName: 'slip.pdf',
    mediaType: 'application/pdf',
    bytes: 70_000,
    keptAt: 5,
  };
  const photo: OrderFile = { ...slip, sha256: 'cd34', fileName: 'parcel.jpg', mediaType: 'image/jpeg' };
  const name = { accountId: anAccount.accountId, orderId: rows[0]!.orderId };
  const asked = (host: FakeHost, command: string) =>
    host.asked.filter((one) => one.name === command).map((one) => one.request);
  const withFiles = (files: OrderFile[]) => ({ ...anOrderView(rows[0]), own: { ...own, files } });

  it('are put to it when they fall on the window, one after the other', async () => {
    const kept: OrderFile[] = [];
    const host: FakeHost = open({
      order_show: () => withFiles(kept),
      order_file_add: () => {
        kept.push(kept.length === 0 ? slip : photo);
        return withFiles(kept).own;
      },
    });
    const files = await screen.findByRole('group', { name: 'Files' });
    host.drop({ phase: 'over', files: [], links: [] });
    await within(files).findByText('Let go to keep it with this order');
    host.drop({ phase: 'drop', files: [aFile, { ...aFile, fileId: 'file-2' }], links: [] });
    await waitFor(() =>
      expect(asked(host, 'order_file_add')).toEqual([
        { ...name, fileId: 'file-1' },
        { ...name, fileId: 'file-2' },
      ]),
    );
    host.change({ seq: 1, table: 'orders', ids: [rows[0]!.orderId] });
    await screen.findByText('slip.pdf');
    await userEvent.click(screen.getByRole('button', { name: 'Look at parcel.jpg' }));
    expect(await screen.findByRole('img', { name: 'parcel.jpg' })).toHaveAttribute('src', '/picture/v.cd34');
  });

  it('are chosen, and one that is not taken says why', async () => {
    const host = open({ order_file_add: () => Promise.reject(plainFailure('notAPicture')) });
    await userEvent.click(await screen.findByRole('button', { name: 'Keep a file with this order' }));
    await screen.findByText('Only pictures (JPEG, PNG, WebP) and PDF are kept here.');
    host.answers.order_file_add = () => own;
    await userEvent.click(screen.getByRole('button', { name: /^Only pictures/ }));
    await screen.findByRole('button', { name: 'Keep a file with this order' });
    expect(asked(host, 'order_file_add')).toHaveLength(2);
  });

  it('are saved elsewhere as they came', async () => {
    const made = { paperId: 'p-9', fileName: 'slip.pdf', written: 1, total: 1, unwritten: '', error: null };
    const copy: PaperView = { ...made, state: 'done' };
    const host = open({
      order_show: () => withFiles([slip]),
      order_file_copy: () => copy,
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Save slip.pdf elsewhere' }));
    await screen.findByText('Saved: slip.pdf');
    expect(host.saved).toEqual(['p-9']);
    expect(asked(host, 'order_file_copy')).toEqual([{ ...name, sha256: 'ab12' }]);
  });

  it('are taken away after a question', async () => {
    const host = open({ order_show: () => withFiles([slip]), order_file_drop: () => own });
    await userEvent.click(await screen.findByRole('button', { name: 'Take slip.pdf away' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Take this file away?' });
    expect(asked(host, 'order_file_drop')).toEqual([]);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Take it away' }));
    await waitFor(() => expect(asked(host, 'order_file_drop')).toEqual([{ ...name, sha256: 'ab12' }]));
  });
});

const filling: PlatformSync = {
  platform: 'taobao',
  running: true,
  filledAt: null,
  paused: false,
  read: 1_200,
  total: 9_600,
  perMinute: 2_800,
  secondsLeft: 180,
  listReadAt: 1,
  open: 4,
  due: 0,
  oldestOpen: 1,
  broken: 0,
  heldUntil: null,
  error: null,
};
const whole: PlatformSync = { ...filling, platform: '1688', running: false, filledAt: 9, total: 50, read: 50 };
const told = (...platforms: PlatformSync[]) => ({ accounts: [{ accountId: anAccount.accountId, platforms }] });

describe('how far orders are fetched', () => {
  it('tells number, pace and time left, and can be made to wait', async () => {
    const host = open({ sync_status: () => told(filling, whole), sync_cancel: () => told(filling, whole) });
    await screen.findByText(/1,200 of 9,600 orders fetched/);
    expect(screen.getByText(/2,800 a minute · about 3 min left/)).toBeVisible();
    expect(screen.getByRole('progressbar', { name: 'Orders fetched' })).toHaveAttribute('aria-valuenow', '13');
    await userEvent.click(screen.getByRole('button', { name: 'Let it wait' }));
    await waitFor(() => expect(host.asked.map((one) => one.name)).toContain('sync_cancel'));
  });

  it('says nothing while everything is whole', async () => {
    open({ sync_status: () => told(whole) });
    await screen.findByRole('textbox', { name: 'Note' });
    expect(screen.queryByText(/orders fetched/)).toBeNull();
  });

  it('shows an order that could not be read as it came', async () => {
    open({
      sync_status: () => told({ ...whole, broken: 1 }),
      order_broken: () => [
        {
          accountId: anAccount.accountId,
          platform: '1688',
          operation: 'alibaba1688ListOrders',
          number: '2542285634920880794',
          path: 'data.records[3].baseInfo.totalAmount',
          reason: 'not a sum',
          raw: '{"baseInfo":{"totalAmount":"lots"}}',
          requestId: null,
          seenAt: 5,
        },
      ],
    });
    await userEvent.click(await screen.findByText('1 order could not be read; the others were'));
    await screen.findByText('{"baseInfo":{"totalAmount":"lots"}}');
  });
});

it('tells the story in the order in which it was told, whatever the clock did meanwhile', () => {
  const view = anOrderView(rows[0]);
  const change: Change = {
    field: 'total',
    old: '100',
    new: '200',
    oldStage: null,
    newStage: null,
    seenAt: 0,
    source: 'sync',
    requestId: null,
  };
  // The clock was put back before the last change.
  view.changes = [
    { ...change, old: '200', new: '300', seenAt: 50 },
    { ...change, seenAt: 9_000 },
  ];
  view.operations = [];
  view.order.placedAt = 10;
  expect(storyOf(view).map((entry) => entry.at)).toEqual([50, 9_000, 10]);
});
