import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Notice, NoticeKind } from '../../bindings';
import { someNotices } from '../../../tests/messages';
import { openApp } from '../../../tests/render';
import { aStatus } from '../../../tests/samples';
import { hrefOf, route } from '../../shell/route.svelte';
import { Echoing } from './echoing';
import { placeOf } from './words';

const [rise, status] = someNotices().rows as [Notice, Notice];
const LATER = rise.at + 60_000;

/** The app with a notice centre to which notices come; `wanted` are the kinds that the desktop shows. */
function opened(wanted: NoticeKind[] = ['priceRose', 'priceFell', 'afterSales', 'caseMessage']) {
  const centre = { rows: [rise, status], unread: 2 };
  const host = openApp(
    { place: 'settings', section: null },
    {
      desk_status: () => aStatus({ settings: { ...aStatus().settings, echoed: wanted } }),
      notice_list: ({ kinds }) => ({
        rows: centre.rows.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind)),
        next: null,
        unread: centre.unread,
      }),
    },
  );
  return {
    host,
    /** These come in, newest first. */
    async comeIn(...notices: Notice[]) {
      await waitFor(() => expect(host.badged).toBe(centre.unread));
      centre.rows = [...notices, ...centre.rows];
      centre.unread += notices.length;
      host.change({ seq: 1, table: 'orders', ids: [] });
      await waitFor(() => expect(host.badged).toBe(centre.unread));
    },
  };
}

describe('notices on the desktop', () => {
  it('shows what comes in once, the newest last, and nothing of before', async () => {
    const { host, comeIn } = opened();
    const fell: Notice = { ...rise, noticeId: '20', kind: 'priceFell', at: LATER };
    const rose: Notice = { ...rise, noticeId: '21', at: LATER + 1 };
    await comeIn(rose, fell);
    expect(host.notified.map(({ title }) => title.slice(0, 10))).toEqual(['Price fell', 'Price rose']);
    expect(host.notified[1]).toMatchObject({ key: hrefOf(placeOf(rose)), body: rose.title });
    expect(host.notified[1]?.title).toMatch(/^Price rose ¥[\d,.]+ → ¥[\d,.]+$/);
    await comeIn({ ...rise, noticeId: '22', at: LATER + 2, title: 'Cup' });
    expect(host.notified.slice(2).map(({ body }) => body)).toEqual(['Cup']);
  });

  it('shows none of a kind that is not wanted there, and counts it all the same', async () => {
    const { host, comeIn } = opened(['priceFell']);
    await comeIn({ ...rise, noticeId: '20', at: LATER });
    expect([host.notified, host.badged]).toEqual([[], 3]);
    const none = opened([]);
    await none.comeIn({ ...rise, noticeId: '20', at: LATER });
    expect([none.host.notified, none.host.badged]).toEqual([[], 3]);
  });

  it('leads from there to the order', async () => {
    const { host } = opened();
    await screen.findByRole('button', { name: /^Notices/ });
    host.openNotice(hrefOf(placeOf(rise)));
    await waitFor(() => expect(route()).toEqual({ place: 'orders', orderId: rise.orderId }));
  });

  it('tells what a seller wrote, and leads to the case', async () => {
    const { host, comeIn } = opened();
    const wrote: Notice = {
      ...rise,
      ...{ noticeId: 'said-4', kind: 'caseMessage', caseId: 'taobao:520011', said: '请提供外箱破损的照片' },
      ...{ was: null, is: null, at: LATER },
    };
    await comeIn(wrote);
    expect(host.notified).toMatchObject([{ title: 'New message on a case', body: wrote.said }]);
    await userEvent.click(await screen.findByRole('button', { name: /^Notices/ }));
    await userEvent.click(await screen.findByRole('button', { name: /请提供外箱破损的照片/ }));
    await waitFor(() => expect(route()).toEqual({ place: 'aftersales', caseId: 'taobao:520011' }));
  });

  it('tells where a case stands in words, and leads to it', async () => {
    openApp({ place: 'settings', section: null }, { notice_list: () => someNotices() });
    await userEvent.click(await screen.findByRole('button', { name: /^Notices/ }));
    await userEvent.click(await screen.findByRole('button', { name: /After-sales: seller refused/ }));
    await waitFor(() => expect(route()).toEqual({ place: 'aftersales', caseId: 'taobao:520011' }));
  });

  it('tells many as one, which leads to the notice centre', async () => {
    const { host, comeIn } = opened();
    await comeIn(...Array.from({ length: 12 }, (_, number) => ({ ...rise, noticeId: `n${number}`, at: LATER })));
    expect(host.notified).toEqual([{ key: 'many', title: '12 notices', body: 'Open the notice centre to see them.' }]);
    host.openNotice('many');
    expect(await screen.findAllByRole('button', { name: /Price rose/ })).not.toHaveLength(0);
  });
});

describe('what is new among the unread', () => {
  const at = (noticeId: string, time: number): Notice => ({ ...rise, noticeId, at: time });

  it('is not what takes the place of one that was read', () => {
    const echoing = new Echoing();
    expect(echoing.take('priceRose', [at('9', 90), at('8', 80)])).toEqual([]);
    expect(echoing.take('priceRose', [at('8', 80), at('1', 10)])).toEqual([]);
    expect(echoing.take('priceRose', [at('10', 90), at('8', 80)])).toEqual([at('10', 90)]);
  });

  it('is not what other kinds bring that are wanted from now on', () => {
    const echoing = new Echoing();
    expect(echoing.take('', [])).toEqual([]);
    expect(echoing.take('priceRose', [at('9', 90)])).toEqual([]);
    expect(echoing.take('priceRose', [at('10', 95), at('9', 90)])).toEqual([at('10', 95)]);
  });
});
