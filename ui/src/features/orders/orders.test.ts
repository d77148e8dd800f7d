import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { anOperation, anOrderView, orderRows } from '../../../tests/buying';
import type { Answers, FakeHost } from '../../../tests/fake';
import { anOrderDesk } from '../../../tests/orderDesk';
import { openApp } from '../../../tests/render';
import { aStatus, yuan } from '../../../tests/samples';
import type {
  OrderCancel,
  OrderExport,
  OrderList,
  OrderOwnEdit,
  OrderPay,
  OrderVoucher,
  PaperView,
  SettingsChange,
} from '../../bindings';
import { CommandFailure, plainFailure } from '../../platform/host';
import { route, type Route } from '../../shell/route.svelte';
import { orders } from './orders.svelte';

const rows = orderRows();

function open(answers: Answers = {}, at: Route = { place: 'orders', orderId: null }): FakeHost {
  return openApp(at, {
    ...anOrderDesk(),
    order_show: ({ orderId }) => anOrderView(rows.find((row) => row.orderId === orderId)),
    ...answers,
  });
}

const asked = <T>(host: FakeHost, name: string) =>
  host.asked.filter((one) => one.name === name).map((one) => one.request as T);
const bar = () => screen.getByRole('region', { name: /selected/ });

beforeEach(() => {
  orders.belongTo(null);
  Object.assign(orders, { words: '', sort: 'newest' });
});

describe('the list', () => {
  it('moves by keys and shows the order under the cursor', async () => {
    open();
    await screen.findByText('头戴式降噪蓝牙耳机');
    await userEvent.keyboard('jj');
    expect(route()).toEqual({ place: 'orders', orderId: rows[1]!.orderId });
    const grid = screen.getByRole('grid', { name: 'Orders' });
    await waitFor(() => expect(grid).toHaveAttribute('aria-activedescendant', `order ${rows[1]!.orderId}`));
    expect(grid).toHaveFocus();
    await userEvent.keyboard('x');
    expect([...orders.ticked.keys()]).toEqual([rows[1]!.orderId]);
    await userEvent.keyboard('jjX');
    await waitFor(() => expect(orders.ticked.size).toBe(3));
    await userEvent.keyboard('{Escape}');
    expect(orders.ticked.size).toBe(0);
  });

  it('leaves single letters to the filter field', async () => {
    const host = open();
    await screen.findByText('头戴式降噪蓝牙耳机');
    await userEvent.keyboard('f');
    await userEvent.keyboard('jx');
    expect(screen.getByRole('textbox', { name: 'Filter orders' })).toHaveValue('jx');
    expect(orders.ticked.size).toBe(0);
    await waitFor(() => expect(asked<OrderList>(host, 'order_list').at(-1)?.words).toBe('jx'));
  });

  it('narrows to a stage by chip and by digit, and the box says the same', async () => {
    const host = open();
    await userEvent.click(await screen.findByRole('button', { name: 'To pay 4' }));
    const box = screen.getByRole('textbox', { name: 'Filter orders' });
    expect(box).toHaveValue('status:toPay');
    await waitFor(() => expect(asked<OrderList>(host, 'order_list').at(-1)?.words).toBe('status:toPay'));
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'To pay 4' })).toHaveAttribute('aria-pressed', 'true'),
    );
    box.blur();
    await userEvent.keyboard('1');
    await waitFor(() => expect(box).toHaveValue(''));
  });

  it('shows typed conditions as chips that can be closed', async () => {
    open();
    await userEvent.type(await screen.findByRole('textbox', { name: 'Filter orders' }), '耳机 >500 tag:VIP');
    const chip = (await screen.findByText('Tag: VIP')).closest('.chip') as HTMLElement;
    expect(screen.getByText('>500')).toBeVisible();
    await userEvent.click(within(chip).getByRole('button', { name: 'Remove' }));
    expect(orders.words).toBe('耳机 >500');
  });

  it('jumps into the middle of a long list by one page', async () => {
    const host = open(anOrderDesk(12_408));
    await screen.findAllByText('头戴式降噪蓝牙耳机');
    const before = asked(host, 'order_list').length;
    await userEvent.keyboard('{End}');
    const last = orderRows(12_407, 1)[0]!;
    await waitFor(() => expect(route()).toEqual({ place: 'orders', orderId: last.orderId }));
    expect(asked<OrderList>(host, 'order_list').at(-1)?.after).toBe('12400');
    expect(asked(host, 'order_list').length - before).toBeLessThan(4);
    expect(screen.getAllByRole('row').length).toBeLessThan(80);
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '12409');
  });

  it('asks for no pictures of rows that fly past, only of those where it comes to rest', async () => {
    open(anOrderDesk(300));
    await screen.findAllByText('头戴式降噪蓝牙耳机');
    const scroller = document.querySelector('.scroller')!;
    const rowAt = (index: number) => document.querySelector(`tr[data-row="${orderRows(index, 1)[0]!.orderId}"]`);
    expect(rowAt(2)!.querySelector('img')).not.toBeNull();

    expect(rowAt(50)).toBeNull();
    scroller.scrollTop = 34 * 45;
    await fireEvent.scroll(scroller);
    expect(rowAt(50)).toHaveTextContent(orderRows(50, 1)[0]!.title);
    expect(rowAt(50)!.querySelector('img')).toBeNull();

    await waitFor(() => expect(rowAt(50)!.querySelector('img')).not.toBeNull());
  });

  it('keeps the pictures of a list that is scrolled row by row', async () => {
    open(anOrderDesk(300));
    await screen.findAllByText('头戴式降噪蓝牙耳机');
    const scroller = document.querySelector('.scroller')!;
    const before = document.querySelectorAll('tbody img').length;
    scroller.scrollTop = 34 * 2;
    await fireEvent.scroll(scroller);
    expect(before).toBeGreaterThan(10);
    expect(document.querySelectorAll('tbody img').length).toBeGreaterThanOrEqual(before);
  });

  it('sorts by a click on a head, the other way round by the next', async () => {
    const host = open();
    const sorted = () => asked<OrderList>(host, 'order_list').at(-1)?.sort;
    await userEvent.click(await screen.findByRole('button', { name: 'Sum' }));
    await waitFor(() => expect(sorted()).toBe('totalHigh'));
    await userEvent.click(screen.getByRole('button', { name: 'Sum' }));
    await waitFor(() => expect(sorted()).toBe('totalLow'));
    expect(screen.getByRole('columnheader', { name: /Sum/ })).toHaveAttribute('aria-sort', 'ascending');
  });

  it('keeps the columns that the user chose', async () => {
    const saved: SettingsChange[] = [];
    open({
      settings_save: (change) => {
        saved.push(change);
        return { ...aStatus().settings, ...change };
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Columns' }));
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Order id' }));
    await waitFor(() => expect(saved).toHaveLength(1));
    const columns = saved[0]?.orderColumns?.map((one) => one.column);
    expect(columns).toContain('orderId');
    expect(columns).toContain('seller');
  });

  it('says how old the figures are when offline, and keeps working', async () => {
    open({ desk_status: () => aStatus({ online: false }) });
    expect(await screen.findByText('头戴式降噪蓝牙耳机')).toBeVisible();
    expect(screen.getByText(/Search and filters work/)).toBeVisible();
  });
});

describe('paying', () => {
  it('leaves a risen order out until it was accepted', async () => {
    const host = open({
      order_pay: ({ orders: sent }) => ({
        operations: [],
        paid: sent.map(({ orderId }) => orderId),
        notPaid: [],
        fell: [],
      }),
    });
    await screen.findByText('头戴式降噪蓝牙耳机');
    await userEvent.keyboard('jxjx');
    expect(within(bar()).getByText('1 needs a look before paying')).toBeVisible();
    expect(within(bar()).getByRole('button', { name: /^Pay 1 · ¥2,137.00/ })).toBeVisible();
    await screen.findByRole('button', { name: /^Accept and pay ¥2,076.00/ });
    await userEvent.keyboard('a');
    await userEvent.click(await within(bar()).findByRole('button', { name: /^Pay 2 · ¥4,213.00/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'Pay ¥4,213.00' }));
    expect(asked<OrderPay>(host, 'order_pay').map((one) => one.lookedAt)).toEqual([[rows[1]!.orderId]]);
  });

  it('pays nothing by Esc or by the button that has the focus', async () => {
    const host = open();
    await screen.findByText('头戴式降噪蓝牙耳机');
    await userEvent.keyboard('jp');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Do not pay' })).toHaveFocus());
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard('p');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Do not pay' })).toHaveFocus());
    await userEvent.keyboard('{Escape}');
    expect(asked(host, 'order_pay')).toEqual([]);
  });

  it('sends the sums that were seen and tells what became of each order', async () => {
    const host = open({
      order_pay: ({ orders: sent }) => ({
        operations: [],
        paid: [sent[0]!.orderId],
        notPaid: [
          {
            orderId: sent[1]!.orderId,
            error: { ...plainFailure('outcomeUnknown').failure, code: 'outcomeUnknown', operationId: 'op-9' },
          },
        ],
        fell: [{ orderId: sent[0]!.orderId, was: sent[0]!.total, is: yuan(213_000) }],
      }),
    });
    await screen.findByText('头戴式降噪蓝牙耳机');
    await userEvent.keyboard('jx');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Tick 手作釉面马克杯 360ml' }));
    await userEvent.click(within(bar()).getByRole('button', { name: /^Pay 2/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'Pay ¥2,435.00' }));
    expect(await screen.findByText('1 order is paid')).toBeVisible();
    const paid = screen.getByText('1 order is paid').closest('[role=status]') as HTMLElement;
    expect(paid).toHaveTextContent(/Cost less than you saw: .* ¥2,137.00 → ¥2,130.00/);
    expect(screen.getByText('Sent for payment, but no answer came back')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open in the outbox' })).toHaveAttribute('href', '#/outbox/op-9');
    expect(asked<OrderPay>(host, 'order_pay')).toEqual([
      {
        accountId: 'acc-1',
        orders: [
          { orderId: rows[0]!.orderId, total: yuan(213_700) },
          { orderId: rows[2]!.orderId, total: yuan(29_800) },
        ],
        confirmed: null,
        lookedAt: [],
      },
    ]);
    expect([...orders.ticked.keys()]).toEqual([rows[2]!.orderId]);
  });

  it('wants a second yes above the amount that the user set', async () => {
    const failure = plainFailure('confirmationNeeded').failure;
    const refused = new CommandFailure({ ...failure, details: { limit: '200000', sum: '213700' } });
    const host = open({
      order_pay: ({ confirmed, orders: sent }) =>
        confirmed ? { operations: [], paid: [sent[0]!.orderId], notPaid: [], fell: [] } : Promise.reject(refused),
    });
    await screen.findByText('头戴式降噪蓝牙耳机');
    await userEvent.keyboard('jx');
    await userEvent.click(within(bar()).getByRole('button', { name: /^Pay 1/ }));
    const dialog = within(await screen.findByRole('alertdialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Pay ¥2,137.00' }));
    expect(await screen.findByText(/¥2,137.00 is above ¥2,000.00/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Yes, pay ¥2,137.00' }));
    expect(await screen.findByText('1 order is paid')).toBeVisible();
    expect(asked<OrderPay>(host, 'order_pay').map((one) => one.confirmed)).toEqual([null, yuan(213_700)]);
  });
});

describe('several orders', () => {
  it('are tagged and given a client at once', async () => {
    const host = open({ order_own_edit: ({ orders: some }) => ({ orders: some }) });
    await screen.findByText('头戴式降噪蓝牙耳机');
    await userEvent.keyboard('jxjxt');
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('combobox', { name: 'Add a tag' }), 'Q4{Enter}');
    await userEvent.type(within(dialog).getByRole('combobox', { name: 'Client' }), 'Lima 02');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Keep' }));
    await waitFor(() => expect(asked(host, 'order_own_edit')).toHaveLength(1));
    const sent = asked<OrderOwnEdit>(host, 'order_own_edit')[0]!;
    expect(sent.orders.map((one) => one.orderId)).toEqual(rows.slice(0, 2).map((row) => row.orderId));
    expect(sent).toMatchObject({ addTags: ['Q4'], removeTags: [], client: 'Lima 02', note: null });
  });

  it('go out to a file, with progress, and the host says where to', async () => {
    const paper = (change: Partial<PaperView>): PaperView => ({
      paperId: 'p-1',
      fileName: 'orders.xlsx',
      state: 'running',
      written: 0,
      total: 2,
      unwritten: '',
      error: null,
      ...change,
    });
    let now = paper({ written: 1 });
    const host = open({ order_export: () => paper({}), paper_show: () => now });
    await screen.findByText('头戴式降噪蓝牙耳机');
    await userEvent.keyboard('jxjxe');
    await userEvent.click(await screen.findByRole('radio', { name: 'One row a line' }));
    await userEvent.click(screen.getByRole('button', { name: 'Export 2' }));
    expect(await screen.findByText('1 of 2 rows written')).toBeVisible();
    const sent = asked<OrderExport>(host, 'order_export')[0]!;
    expect(sent).toMatchObject({ format: 'xlsx', rows: 'lines', language: 'en' });
    expect(sent.orders).toHaveLength(2);
    now = paper({ state: 'done', written: 2 });
    host.change({ seq: 1, table: 'papers', ids: ['p-1'] });
    await waitFor(() => expect(host.saved).toEqual(['p-1']));
    expect(await screen.findByText('2 orders exported: orders.xlsx')).toBeVisible();
  });

  it('stop going out when the user says so', async () => {
    const running: PaperView = {
      paperId: 'p-2',
      fileName: 'o.csv',
      state: 'running',
      written: 9,
      total: null,
      unwritten: '',
      error: null,
    };
    const host = open({
      order_export: () => running,
      paper_show: () => running,
      paper_cancel: () => ({ ...running, state: 'cancelled' }),
    });
    await screen.findByText('头戴式降噪蓝牙耳机');
    await userEvent.keyboard('e');
    await userEvent.click(await screen.findByRole('button', { name: 'Export 14' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(asked(host, 'paper_cancel')).toEqual([{ paperId: 'p-2' }]));
    expect(host.saved).toEqual([]);
  });
});

describe('an order', () => {
  it('goes onto a page to print, and says what no font could write', async () => {
    const sheet: PaperView = {
      paperId: 'p-3',
      fileName: 'order.pdf',
      state: 'done',
      written: 1,
      total: 1,
      unwritten: '𰻝',
      error: null,
    };
    const host = open({ order_sheet: () => sheet }, { place: 'orders', orderId: rows[0]!.orderId });
    await userEvent.click(await screen.findByRole('button', { name: 'Print as PDF' }));
    await waitFor(() => expect(host.saved).toEqual(['p-3']));
    expect(await screen.findByText(/No font of this computer has these characters.*𰻝/)).toBeVisible();
  });

  it('shows only the steps that are allowed now', async () => {
    open({}, { place: 'orders', orderId: rows[5]!.orderId });
    expect(await screen.findByText('The platform allows no step in this state.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Cancel the order' })).toBeNull();
  });

  it('hands in a dropped file with a remark', async () => {
    const host = open(
      { order_voucher: () => ({ operation: anOperation('done'), error: null }) },
      { place: 'orders', orderId: rows[2]!.orderId },
    );
    await userEvent.click(await screen.findByRole('button', { name: /^Hand in a voucher/ }));
    const remark = await screen.findByRole('textbox', { name: /Remark/ });
    host.drop({
      phase: 'drop',
      links: [],
      files: [
        {
          fileId: 'file-7',
          name: 'slip.pdf',
          mediaType: 'application/pdf',
          bytes: 9000,
          width: null,
          height: null,
          picture: null,
        },
      ],
    });
    expect(await screen.findByText('slip.pdf')).toBeVisible();
    await userEvent.type(remark, '工行');
    await userEvent.click(screen.getByRole('button', { name: 'Hand in' }));
    await waitFor(() => expect(asked(host, 'order_voucher')).toHaveLength(1));
    expect(asked<OrderVoucher>(host, 'order_voucher')[0]).toEqual({
      accountId: 'acc-1',
      orderId: rows[2]!.orderId,
      fileId: 'file-7',
      remark: '工行',
      link: null,
    });
  });

  it('keeps the reason of a cancellation that was refused, and the safe button has the focus', async () => {
    const host = open(
      {
        order_cancel: () => ({
          operation: anOperation('rejected', { kind: 'cancelOrder' }),
          error: { ...plainFailure('cancelTooSoon').failure, code: 'cancelTooSoon' },
        }),
      },
      { place: 'orders', orderId: rows[0]!.orderId },
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel the order' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Keep the order' })).toHaveFocus());
    const reason = screen.getByRole('textbox', { name: 'Reason' });
    await userEvent.type(reason, '拍错了');
    const dialog = screen.getByRole('button', { name: 'Keep the order' }).closest('[data-state]') as HTMLElement;
    await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel the order' }));
    expect(await screen.findByText(/cancelTooSoon/)).toBeVisible();
    expect(reason).toHaveValue('拍错了');
    expect(asked<OrderCancel>(host, 'order_cancel')[0]?.reason).toBe('拍错了');
  });
});
