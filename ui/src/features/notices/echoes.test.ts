import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../bindings';
import { someNotices } from '../../../tests/messages';
import { openApp } from '../../../tests/render';
import { route } from '../../shell/route.svelte';

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
    expect(host.notified.map(({ key }) => key)).toEqual([status.orderId, rise.orderId]);
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
    host.openNotice(rise.orderId);
    await waitFor(() => expect(route()).toEqual({ place: 'orders', orderId: rise.orderId }));
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
