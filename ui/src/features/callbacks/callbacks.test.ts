import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { NoticeList, PaperView, PriceChange, PriceChangePage } from '../../bindings';
import type { Answers, FakeHost } from '../../../tests/fake';
import {
  aCallback,
  aCallbackPage,
  aCallbackView,
  someCallbacks,
  someNotices,
  somePrices,
  someSettings,
} from '../../../tests/messages';
import { openApp } from '../../../tests/render';
import { plainFailure } from '../../platform/host';
import { route, type Route } from '../../shell/route.svelte';

const asked = (host: FakeHost, name: string) => host.asked.filter((one) => one.name === name).map((one) => one.request);
const answers: Answers = {
  callback_list: ({ states }) =>
    aCallbackPage(
      someCallbacks().filter(({ state }) => states.length === 0 || states.includes(state)),
      someCallbacks(),
    ),
  callback_show: ({ callbackId }) =>
    aCallbackView(someCallbacks().find((one) => one.callbackId === callbackId) ?? aCallback({ callbackId })),
  callback_settings: () => someSettings(),
  price_changes: () => somePrices(),
};
const open = (more: Answers = {}, at: Route = { place: 'callbacks', callbackId: null }) =>
  openApp(at, { ...answers, ...more });

describe('messages', () => {
  it('says of each what it says, how far it is and how often it came', async () => {
    open();
    const table = await screen.findByRole('table', { name: 'Messages' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(8);
    expect(rows[0]).toHaveTextContent(/Price changed: ¥2,137.00.*× 3.*applied/);
    expect(rows[1]).toHaveTextContent(/fetching the order/);
    expect(rows[2]).toHaveTextContent(/¥117.27.*said, not confirmed/);
    expect(rows[3]).toHaveTextContent(/ORDER_BUYER_VIEW_ORDER_DANCE.*unknown type, kept/);
    expect(rows[4]).toHaveTextContent(/no message.*cannot be read/);
    expect(rows[6]).toHaveTextContent(/signature refused/);
    expect(screen.getByText('Listening on 127.0.0.1:8787')).toBeVisible();
  });

  it('shows those that need a look, and looks at them again', async () => {
    const host = open({ callback_retry: () => ({ count: 4 }) });
    await userEvent.click(await screen.findByRole('radio', { name: 'Needs a look 4' }));
    const table = screen.getByRole('table', { name: 'Messages' });
    await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(5));
    await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
    expect(await screen.findByText('4 looked at again')).toBeVisible();
    expect(asked(host, 'callback_retry')).toEqual([{ callbackId: null }]);
  });

  it('opens one by key, with its reason and all that came, and its order from there', async () => {
    open({}, { place: 'callbacks', callbackId: 'cb-2' });
    expect(await screen.findByText('Said by the message, not yet read from PandaPon.')).toBeVisible();
    await userEvent.keyboard('jjj');
    expect(await screen.findByText('It is no JSON, also after repair.')).toBeVisible();
    expect(screen.getByText(/EOF while parsing/)).toBeVisible();
    await userEvent.keyboard('kkkk');
    await screen.findByRole('button', { name: /Open the order/ });
    expect(route()).toEqual({ place: 'callbacks', callbackId: 'cb-1' });
    await userEvent.click(screen.getByRole('button', { name: /Open the order/ }));
    expect(route()).toEqual({ place: 'orders', orderId: '1688:2748109355174410' });
  });

  it('takes in a pasted one and shows it; one that is refused keeps what was pasted', async () => {
    const host = open({ callback_ingest: () => Promise.reject(plainFailure('diskFull')) });
    await userEvent.click(await screen.findByRole('button', { name: 'Paste one' }));
    const field = await screen.findByLabelText('The message, as it came');
    await userEvent.click(field);
    await userEvent.paste('{"messageType": "T"}');
    await userEvent.click(screen.getByRole('button', { name: 'Take it in' }));
    expect(await screen.findByText('The disk is full.')).toBeVisible();
    expect(field).toHaveValue('{"messageType": "T"}');
    host.answers.callback_ingest = () => aCallback({ callbackId: 'cb-new' });
    await userEvent.click(screen.getByRole('button', { name: 'Take it in' }));
    await waitFor(() => expect(route()).toEqual({ place: 'callbacks', callbackId: 'cb-new' }));
    expect(asked(host, 'callback_ingest').at(-1)).toMatchObject({ text: '{"messageType": "T"}' });
  });

  it('leads to the settings while nothing comes in', async () => {
    const off = someSettings();
    off.receiver.on = false;
    off.standing.listening = null;
    open({ callback_list: () => aCallbackPage([]), callback_settings: () => off });
    expect(await screen.findByText('No message yet')).toBeVisible();
    expect(screen.getByRole('link', { name: 'How messages come in' })).toHaveAttribute('href', '#/settings/callbacks');
  });
});

describe('prices', () => {
  it('shows each change with its effect, and what said it', async () => {
    const host = open();
    const table = await screen.findByRole('table', { name: 'Every price change' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows[0]).toHaveTextContent(
      /Noise-cancelling headphones × 24.*unit price.*¥82.00.*¥86.50.*▲.*\+¥108.00.*\+5.5%.*callback/,
    );
    expect(within(rows[0]!).getByRole('link', { name: 'callback' })).toHaveAttribute('href', '#/callbacks/cb-1');
    expect(rows[1]).toHaveTextContent(/discount.*▼.*−¥8.00.*sync/);
    await userEvent.click(screen.getByRole('button', { name: 'Rises only' }));
    await waitFor(() => expect(asked(host, 'price_changes').at(-1)).toMatchObject({ risesOnly: true }));
  });
});

describe('notices', () => {
  it('counts what is unread, leads to the order and is read then', async () => {
    const host = open({ notice_list: () => someNotices(), notice_mark: () => ({}) });
    await userEvent.click(await screen.findByRole('button', { name: 'Notices, 2 unread' }));
    const rose = await screen.findByRole('button', { name: /Price rose/ });
    expect(rose).toHaveTextContent(/¥2,029.00.*¥2,137.00.*unpaid: look before you pay/);
    await userEvent.click(rose);
    expect(route()).toMatchObject({ place: 'orders' });
    expect(asked(host, 'notice_mark')).toEqual([{ noticeId: '12' }]);
  });

  it('are narrowed to what they are about', async () => {
    const host = open({ notice_list: () => someNotices() });
    await userEvent.click(await screen.findByRole('button', { name: /^Notices/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'Prices' }));
    const kinds = () => (asked(host, 'notice_list').at(-1) as NoticeList | undefined)?.kinds;
    await waitFor(() => expect(kinds()).toEqual(['priceRose', 'priceFell']));
    await userEvent.click(screen.getByRole('button', { name: 'Prices' }));
    await userEvent.click(screen.getByRole('button', { name: 'After-sales' }));
    await waitFor(() => expect(kinds()).toEqual(['afterSales', 'caseMessage']));
  });
});

describe('every price change', () => {
  it('goes out to a file as the list shows them', async () => {
    const done: PaperView = {
      paperId: 'p-1',
      fileName: 'price-changes.csv',
      state: 'done',
      written: 3,
      total: 3,
      unwritten: '',
      error: null,
    };
    const host = open({ price_export: () => ({ ...done, state: 'running', written: 1 }), paper_show: () => done });
    await userEvent.click(await screen.findByRole('button', { name: 'Rises only' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Export' }));
    await userEvent.click(await screen.findByRole('radio', { name: 'CSV' }));
    await userEvent.click(screen.getByRole('button', { name: `Export ${somePrices().changes}` }));
    await waitFor(() => expect(host.saved).toEqual(['p-1']));
    expect(asked(host, 'price_export')).toMatchObject([{ risesOnly: true, format: 'csv', language: 'en' }]);
    expect(await screen.findByText('3 price changes exported: price-changes.csv')).toBeVisible();
  });

  it('goes on as far back as it goes', async () => {
    const [first] = somePrices().rows as [PriceChange];
    const page = (from: number, next: string | null): PriceChangePage => ({
      ...somePrices(),
      rows: Array.from({ length: 3 }, (_, at) => ({ ...first, changeId: `${from + at}`, title: `Cup ${from + at}` })),
      next,
    });
    open({ price_changes: ({ after }) => (after === null ? page(1, '3') : page(4, null)) });
    const table = await screen.findByRole('table', { name: 'Every price change' });
    const older = within(table.closest<HTMLElement>('.fill')!).getByRole('button', { name: 'Show older ones' });
    await userEvent.click(older);
    expect(await within(table).findByText(/Cup 6/)).toBeVisible();
    expect(within(table).getByText(/Cup 1/)).toBeVisible();
    expect(older).not.toBeInTheDocument();
  });
});

describe('how messages come in', () => {
  const settings = (more: Answers = {}) => open(more, { place: 'settings', section: 'callbacks' });

  it('keeps address and port only when they are right', async () => {
    const host = settings({ callback_settings_save: () => someSettings() });
    const port = await screen.findByLabelText('Port');
    await userEvent.clear(port);
    await userEvent.type(port, '70000');
    expect(screen.getByText('A number from 1 to 65535')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Keep' })).toHaveAttribute('aria-disabled', 'true');
    await userEvent.clear(port);
    await userEvent.type(port, '9000{Enter}');
    await waitFor(() =>
      expect(asked(host, 'callback_settings_save')).toEqual([
        { host: '127.0.0.1', port: 9000, publicUrl: 'https://desk.example.com' },
      ]),
    );
  });

  it('loses no choice that is made while another one is kept', async () => {
    let answer: (() => void) | undefined;
    const first = new Promise<void>((resolve) => (answer = resolve));
    const host = settings({
      callback_settings_save: async (change) => {
        if (change.port) await first;
        return someSettings();
      },
    });
    const port = await screen.findByLabelText('Port');
    await userEvent.clear(port);
    await userEvent.type(port, '9000{Enter}');
    await userEvent.click(screen.getAllByRole('radio', { name: 'Off' })[0]!);
    answer?.();
    await waitFor(() =>
      expect(asked(host, 'callback_settings_save')).toEqual([
        { host: '127.0.0.1', port: 9000, publicUrl: 'https://desk.example.com' },
        { on: false },
      ]),
    );
  });

  it('keeps what was typed when another choice is made', async () => {
    const host = settings({ callback_settings_save: () => someSettings() });
    const port = await screen.findByLabelText('Port');
    await userEvent.clear(port);
    await userEvent.type(port, '9000');
    await userEvent.click(screen.getAllByRole('radio', { name: 'Off' })[0]!);
    await waitFor(() => expect(asked(host, 'callback_settings_save')).toEqual([{ on: false }]));
    expect(port).toHaveValue('9000');
  });

  it('says that the port is taken and what to do', async () => {
    const taken = someSettings();
    taken.standing.listening = null;
    const { code: _, ...rest } = plainFailure('portTaken').failure;
    taken.standing.failure = { ...rest, code: 'portTaken', details: { port: '8787' } };
    settings({ callback_settings: () => taken });
    expect(await screen.findByText('Another program listens on port 8787.')).toBeVisible();
    expect(screen.getByText(/Choose another port/)).toBeVisible();
  });

  it('tells by a self-test which way works', async () => {
    settings({
      callback_test: () => ({
        steps: [
          { way: 'local', passed: true, arrived: true, tookMs: 3, status: 200, said: null },
          { way: 'public', passed: false, arrived: false, tookMs: 80, status: 502, said: null },
        ],
      }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Self-test' }));
    expect(await screen.findByText('answered in 3 ms')).toBeVisible();
    expect(screen.getByText('something else answered 502: the address does not lead here')).toBeVisible();
  });

  it('asks before an account gets another path, and keeps what is wanted of signatures', async () => {
    const host = settings({ callback_door_save: () => someSettings() });
    const { accountId } = someSettings().doors[0]!;
    await userEvent.click(await screen.findByRole('radio', { name: 'Right ones only' }));
    await userEvent.click(screen.getByRole('button', { name: 'New path' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Keep the path' })).toHaveFocus());
    await userEvent.click(screen.getByRole('button', { name: 'Make a new path' }));
    await waitFor(() =>
      expect(asked(host, 'callback_door_save')).toEqual([
        { accountId, mode: 'enforce' },
        { accountId, newPath: true },
      ]),
    );
  });
});
