import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Answers, FakeHost } from '../../../tests/fake';
import { openApp } from '../../../tests/render';
import { anAccount, aStatus } from '../../../tests/samples';
import { plainFailure } from '../../platform/host';

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
  it('keeps each choice at once, with the others as they are', async () => {
    const host = open({ settings_save: (settings) => settings }, 'look');
    await userEvent.click(await screen.findByRole('radio', { name: 'Dark' }));
    await userEvent.click(screen.getByRole('radio', { name: 'Roomy' }));
    expect(asked(host, 'settings_save')).toEqual([
      { language: 'en', theme: 'dark', density: 'normal' },
      { language: 'en', theme: 'light', density: 'roomy' },
    ]);
  });
});
