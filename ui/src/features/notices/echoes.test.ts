import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../bindings';
import { someNotices } from '../../../tests/messages';
import { openApp } from '../../../tests/render';
import { hrefOf, route } from '../../shell/route.svelte';
import { placeOf } from './words';

const [rise, status] = someNotices().rows as [Notice, Notice];

describe('notices on the desktop', () => {
  it('shows what comes in once, the newest last, and how many are unread', async () => {
    let rows = [rise, status];
    const host = openApp(
      { place: 'orders', orderId: null },
      {
        notice_echoes: () => {
          const told = rows;
          rows = [];
          return { rows: told, unread: 2 };
        },
      },
    );
    await waitFor(() => expect(host.notified).toHaveLength(2));
    expect(host.notified.map(({ key }) => key)).toEqual([status, rise].map((notice) => hrefOf(placeOf(notice))));
    expect(host.notified[1]?.title).toMatch(/^Price rose ¥[\d,.]+ → ¥[\d,.]+$/);
    expect(host.notified[1]?.body).toBe(rise.title);
    expect(host.badged).toBe(2);

    const asks = () => host.asked.filter(({ name }) => name === 'notice_echoes').length;
    const before = asks();
    host.change({ seq: 1, table: 'orders', ids: [] });
    await waitFor(() => expect(asks()).toBe(before + 1));
    expect(host.notified).toHaveLength(2);
  });

  it('leads from there to the order', async () => {
    const host = openApp({ place: 'settings', section: null });
    await screen.findByRole('button', { name: /^Notices/ });
    host.openNotice(hrefOf(placeOf(rise)));
    await waitFor(() => expect(route()).toEqual({ place: 'orders', orderId: rise.orderId }));
  });

  it('tells what a seller wrote, and leads to the case', async () => {
    const wrote: Notice = {
      ...rise,
      ...{ noticeId: 'said-4', kind: 'caseMessage', caseId: 'taobao:520011', said: '请提供外箱破损的照片' },
      ...{ was: null, is: null },
    };
    const host = openApp(
      { place: 'settings', section: null },
      { notice_echoes: () => ({ rows: [wrote], unread: 1 }), notice_list: () => ({ ...someNotices(), rows: [wrote] }) },
    );
    await waitFor(() => expect(host.notified).toHaveLength(1));
    expect(host.notified[0]).toMatchObject({ title: 'New message on a case', body: wrote.said });
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
    const rows = Array.from({ length: 12 }, (_, number) => ({ ...rise, noticeId: `n${number}` }));
    const host = openApp(
      { place: 'settings', section: null },
      { notice_echoes: () => ({ rows, unread: 12 }), notice_list: () => someNotices() },
    );
    await waitFor(() =>
      expect(host.notified).toEqual([
        { key: 'many', title: '12 notices', body: 'Open the notice centre to see them.' },
      ]),
    );
    host.openNotice('many');
    expect(await screen.findByRole('button', { name: /Price rose/ })).toBeVisible();
  });
});
