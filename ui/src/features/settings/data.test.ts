import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Answers, FakeHost } from '../../../tests/fake';
import { openApp } from '../../../tests/render';
import { aDataView, aRestore, aStatus } from '../../../tests/samples';
import { plainFailure } from '../../platform/host';

const open = (answers: Answers = {}): FakeHost =>
  openApp({ place: 'settings', section: 'data' }, { data_show: () => aDataView, ...answers });
const asked = (host: FakeHost, name: string) => host.asked.filter((one) => one.name === name).map((one) => one.request);
const rows = async () =>
  within(await screen.findByRole('table', { name: 'Backups' }))
    .getAllByRole('row')
    .slice(1);

describe('data and backups', () => {
  it('lists every backup, the newest first, and says which are kept', async () => {
    open();
    expect((await rows()).map((row) => within(row).getAllByRole('cell')[1]!.textContent)).toEqual([
      'asked for',
      'daily',
      'daily',
      'before an update',
      'daily',
      'daily',
    ]);
    expect(screen.getByText(/the last 7 days and 4 weeks are kept/)).toBeVisible();
  });

  it('backs up when asked and tells why it could not', async () => {
    const host = open({ backup_make: () => Promise.reject(plainFailure('diskFull')) });
    await userEvent.click(await screen.findByRole('button', { name: 'Back up now' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The disk is full.');
    host.answers.backup_make = () => aDataView.backups[0]!;
    await userEvent.click(screen.getByRole('button', { name: 'Back up now' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(await screen.findByText(/Backup made and checked/)).toBeVisible();
  });

  it('tells what a check found', async () => {
    const found = { bytes: 5_000_000, schema: 6, damage: null, inboxDamage: null, badVouchers: [], backups: [] };
    const host = open({ data_check: () => found });
    await userEvent.click(await screen.findByRole('button', { name: 'Check now' }));
    expect(await screen.findByText(/all vouchers are well/)).toBeVisible();
    host.answers.data_check = () => ({ ...found, badVouchers: ['abc'] });
    await userEvent.click(screen.getByRole('button', { name: 'Check now' }));
    expect(await screen.findByText('The file of 1 voucher is missing or was changed.')).toBeVisible();
    host.answers.data_check = () => ({ ...found, damage: 'row 7 missing from index' });
    await userEvent.click(screen.getByRole('button', { name: 'Check now' }));
    expect(await screen.findByText('The database is damaged.')).toBeVisible();
    expect(screen.getByText('row 7 missing from index')).toBeVisible();
  });

  it('restores only after a dialog whose safe choice has the focus', async () => {
    const host = open({ backup_restore: () => Promise.reject(plainFailure('backupDamaged')) });
    const [, second] = await rows();
    await userEvent.click(within(second!).getByRole('button', { name: 'Restore' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Keep the present data' })).toHaveFocus());
    expect(asked(host, 'backup_restore')).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Restore this backup' }));
    expect(await screen.findByText('This backup is damaged itself.')).toBeVisible();
    expect(asked(host, 'backup_restore')).toEqual([{ name: aDataView.backups[1]!.name }]);
  });

  it('shows why the daily backup failed', async () => {
    open({ data_show: () => ({ ...aDataView, backups: [], failure: plainFailure('diskFull').failure as never }) });
    expect(await screen.findByText('The last daily backup was not made.')).toBeVisible();
    expect(screen.getByText('None yet')).toBeVisible();
  });
});

describe('the notice of a restore', () => {
  it('stays on every screen until it is read', async () => {
    let notices = [aRestore];
    const host = openApp(
      { place: 'search' },
      {
        desk_status: () => aStatus({ notices }),
        notice_read: () => {
          notices = [];
          host.change({ seq: 1, table: 'data', ids: [] });
          return aStatus();
        },
      },
    );
    expect(await screen.findByText(/The data on this desk was damaged. The backup of/)).toBeVisible();
    expect(screen.getByText(/14 orders were newer. Orders were fetched again. 6 newer outbox/)).toBeVisible();
    expect(screen.getByText(/moved-aside\/20261123-025037-123/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Read' }));
    await waitFor(() => expect(screen.queryByText(/was damaged/)).toBeNull());
    expect(asked(host, 'notice_read')).toEqual([{ noticeId: aRestore.noticeId }]);
  });

  it('is on the start screen as well, and tells what could not be read', async () => {
    const empty = { ...aRestore, backupMadeAt: null, newerOrders: null, allRead: false, ordersFetched: false };
    openApp({ place: 'start' }, { desk_status: () => aStatus({ accounts: [], current: null, notices: [empty] }) });
    expect(await screen.findByText(/there was no backup. The desk starts empty/)).toBeVisible();
    expect(screen.getByText(/How many orders were newer cannot be read/)).toBeVisible();
    expect(screen.getByText(/Parts of the old file cannot be read/)).toBeVisible();
  });
});

describe('a desk that cannot be opened', () => {
  it.each([
    ['deskInUse', 'Another Pondesk has this desk open.'],
    ['storeNewer', 'The data on this desk is from a newer Pondesk.'],
    ['storeReadOnly', 'The data folder cannot be written to.'],
    ['diskFull', 'The disk is full.'],
  ] as const)('says why (%s) and tries again', async (code, words) => {
    const host = openApp({ place: 'search' }, { desk_status: () => Promise.reject(plainFailure(code)) });
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    host.answers.desk_status = () => aStatus();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: /Orders/ })).toBeVisible();
  });
});
