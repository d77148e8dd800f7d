import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Answers, FakeHost } from '../../../tests/fake';
import { openApp } from '../../../tests/render';
import { anAccount, aStatus, yuan } from '../../../tests/samples';
import type { AccountLimits } from '../../bindings';
import { CommandFailure, plainFailure } from '../../platform/host';

const connected = {
  ...anAccount,
  accountId: 'acc-2',
  name: 'Main desk',
  environment: 'production' as const,
  baseUrl: 'https://openapi.example',
  secret: 'missing' as const,
};
const open = (answers: Answers = {}, section: string | null = null): FakeHost =>
  openApp(
    { place: 'settings', section },
    { desk_status: () => aStatus({ accounts: [anAccount, connected] }), ...answers },
  );
const asked = (host: FakeHost, name: string) => host.asked.filter((one) => one.name === name).map((one) => one.request);

const limits: AccountLimits = {
  accountId: 'acc-1',
  limits: { daily: yuan(500_000), confirmAbove: null, duplicateHours: 24 },
  spentToday: yuan(123_450),
  dayStart: 0,
};

describe('limits', () => {
  const openLimits = async () => {
    const buttons = await screen.findAllByRole('button', { name: 'Change the limits' });
    await userEvent.click(buttons[0]!);
  };

  it('say what a day came to, and go to the engine as they are typed', async () => {
    const host = open({ account_limits: () => limits, account_limits_save: () => limits });
    const told = await screen.findAllByText(/¥5,000.00 a day, ¥1,234.50 of it today/);
    expect(told[0]).toHaveTextContent('asks about the same goods for 24 h');
    await openLimits();
    const daily = await screen.findByLabelText('Daily limit, yuan');
    expect(daily).toHaveValue('5000.00');
    await userEvent.clear(daily);
    await userEvent.type(screen.getByLabelText('Ask above, yuan'), '1,000');
    await userEvent.click(screen.getByRole('button', { name: /^Keep the limits/ }));
    await waitFor(() => expect(screen.queryByLabelText('Daily limit, yuan')).toBeNull());
    expect(asked(host, 'account_limits_save')).toEqual([
      { accountId: 'acc-1', daily: '', confirmAbove: '1,000', duplicateHours: '24' },
    ]);
  });

  it('that are not taken stay as they were typed, with the reason at their field', async () => {
    const failure = { ...plainFailure('fieldInvalid').failure, field: 'daily', details: { limit: '¥0 – ¥9' } };
    open({ account_limits: () => limits, account_limits_save: () => Promise.reject(new CommandFailure(failure)) });
    await openLimits();
    const daily = await screen.findByLabelText('Daily limit, yuan');
    await userEvent.clear(daily);
    await userEvent.type(daily, 'much{Enter}');
    await waitFor(() => expect(daily).toBeInvalid());
    expect(daily).toHaveValue('much');
    expect(daily).toHaveAccessibleDescription(/¥0 – ¥9/);
  });
});

describe('accounts', () => {
  it('say where a secret is, and take a missing one again without keeping it here', async () => {
    const host = open({ account_secret: () => ({ ...connected, secret: 'available' }) });
    expect(await screen.findByText('not in the keychain')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Enter the secret again' }));
    await userEvent.type(await screen.findByLabelText('AccessKey'), 'ak-of-a-test');
    await userEvent.type(screen.getByLabelText('AccessSecret'), 'entered-in-a-test');
    await userEvent.click(screen.getByRole('button', { name: /^Keep the secret/ }));
    await waitFor(() => expect(screen.queryByLabelText('AccessSecret')).toBeNull());
    expect(asked(host, 'account_secret')).toEqual([
      { accountId: 'acc-2', accessKey: 'ak-of-a-test', accessSecret: 'entered-in-a-test', memoryOnly: false },
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Enter the secret again' }));
    expect(await screen.findByLabelText('AccessSecret')).toHaveValue('');
  });

  it('are removed only after a dialog whose safe choice has the focus', async () => {
    const host = open({ account_remove: () => Promise.reject(plainFailure('internal')) });
    const [, remove] = await screen.findAllByRole('button', { name: 'Remove' });
    await userEvent.click(remove!);
    await waitFor(() => expect(screen.getByRole('button', { name: 'Keep the account' })).toHaveFocus());
    await userEvent.click(screen.getByRole('button', { name: 'Remove the account' }));
    expect(await screen.findByText('internal')).toBeVisible();
    expect(asked(host, 'account_remove')).toEqual([{ accountId: 'acc-2' }]);
  });

  it('can be chosen', async () => {
    const host = open({ account_select: () => aStatus() });
    await userEvent.click(await screen.findByRole('button', { name: 'Use this account' }));
    await waitFor(() => expect(asked(host, 'account_select')).toEqual([{ accountId: 'acc-2' }]));
  });
});

describe('language and look', () => {
  it('keeps each choice at once, and sends no other', async () => {
    const host = open({ settings_save: (change) => ({ ...aStatus().settings, ...change }) }, 'look');
    await userEvent.click(await screen.findByRole('radio', { name: 'Dark' }));
    await userEvent.click(screen.getByRole('radio', { name: 'Roomy' }));
    await waitFor(() => expect(asked(host, 'settings_save')).toEqual([{ theme: 'dark' }, { density: 'roomy' }]));
  });
});

describe('notices on the desktop', () => {
  it('keeps which kinds are shown there, one choice on the other', async () => {
    const host = open({ settings_save: (change) => ({ ...aStatus().settings, ...change }) }, 'notices');
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Price fell' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Status changed' }));
    await waitFor(() =>
      expect(asked(host, 'settings_save')).toEqual([
        { echoed: ['priceRose', 'afterSales'] },
        { echoed: ['priceRose', 'statusChanged', 'afterSales'] },
      ]),
    );
  });

  it('shows one on request, and says when the desktop shows none', async () => {
    const host = open({}, 'notices');
    await userEvent.click(await screen.findByRole('button', { name: 'Show one now' }));
    expect(host.notified).toEqual([{ key: 'try', title: 'Pondesk', body: 'Notices on the desktop look like this.' }]);
    host.notify = () => Promise.reject(plainFailure('desktopSilent'));
    await userEvent.click(screen.getByRole('button', { name: 'Show one now' }));
    expect(await screen.findByText('The desktop shows no notices.')).toBeVisible();
  });
});
