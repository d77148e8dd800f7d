import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { openApp } from '../../../tests/render';
import { anAccount, aStatus } from '../../../tests/samples';
import type { AccountAdd, ConnectionTest, TestStep } from '../../bindings';
import { locale } from '../../i18n';
import { CommandFailure, plainFailure } from '../../platform/host';
import type { Answers } from '../../../tests/fake';

const at = { place: 'start' } as const;
const step = (kind: TestStep['kind'], outcome: TestStep['outcome'], more: Partial<TestStep> = {}): TestStep => ({
  kind,
  outcome,
  scheme: null,
  timestampUnit: null,
  tookMs: 12,
  said: null,
  count: null,
  ...more,
});
const works: ConnectionTest = {
  works: true,
  clockOffsetMs: -11 * 60_000,
  connection: { ...anAccount.connection, scheme: 'scheme2' },
  steps: [
    step('reached', 'passed'),
    step('clock', 'passed'),
    step('scheme', 'failed', { scheme: 'scheme1' }),
    step('scheme', 'passed', { scheme: 'scheme2' }),
    step('read', 'passed', { count: 2 }),
  ],
};
const refused: ConnectionTest = {
  works: false,
  clockOffsetMs: null,
  connection: null,
  steps: [step('reached', 'passed'), step('scheme', 'failed', { scheme: 'scheme1', said: 'sign error' })],
};
const open = (answers: Answers) =>
  openApp(at, { desk_status: () => aStatus({ accounts: [], current: null, balance: null }), ...answers });

async function fill() {
  await userEvent.type(await screen.findByLabelText('AccessKey'), '58c0cf03');
  await userEvent.type(screen.getByLabelText('AccessSecret'), 'secret-words');
  await userEvent.type(screen.getByLabelText('user-id'), '10086');
}

beforeEach(() => {
  locale.current = 'en';
});

it('opens the sandbox by one key and says when it does not start', async () => {
  const host = open({ account_add_sandbox: () => Promise.reject(plainFailure('sandboxFailed')) });
  await screen.findByRole('button', { name: /Open the sandbox/ });
  await userEvent.keyboard('s');
  expect(await screen.findByRole('alert')).toHaveTextContent('The sandbox did not start.');
  expect(host.asked.filter(({ name }) => name === 'account_add_sandbox')).toHaveLength(1);
});

it('tests first, connects with what worked, and forgets the secret', async () => {
  const host = open({ account_try: () => works, account_add: () => anAccount });
  await fill();
  await userEvent.click(screen.getByRole('button', { name: /^Connect/ }));
  await waitFor(() => expect(host.asked.map(({ name }) => name)).toContain('account_add'));
  const added = host.asked.find(({ name }) => name === 'account_add')?.request as AccountAdd;
  expect(added).toMatchObject({
    accessKey: '58c0cf03',
    accessSecret: 'secret-words',
    userId: '10086',
    name: 'Main desk',
    memoryOnly: false,
    connection: { scheme: 'scheme2' },
  });
  await waitFor(() => expect(screen.getByLabelText('AccessSecret')).toHaveValue(''));
});

it('shows the test step by step and adds nothing when it does not work', async () => {
  const host = open({ account_try: () => refused });
  await fill();
  await userEvent.click(screen.getByRole('button', { name: /^Connect/ }));
  const test = screen.getByRole('region', { name: 'Connection test' });
  expect(await within(test).findByText('does not work')).toBeVisible();
  expect(within(test).getByText('sign error')).toBeVisible();
  expect(host.asked.map(({ name }) => name)).not.toContain('account_add');
  expect(screen.getByLabelText('AccessSecret')).toHaveValue('secret-words');
});

it('does not test twice what was tested already, unless something changed', async () => {
  const host = open({ account_try: () => works, account_add: () => Promise.reject(plainFailure('keychainLocked')) });
  await fill();
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  const test = screen.getByRole('region', { name: 'Connection test' });
  expect(await within(test).findByText('yours is 660.0 s behind')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /^Connect/ }));
  expect(await screen.findByRole('alert')).toHaveTextContent('The keychain is locked.');
  expect(host.asked.filter(({ name }) => name === 'account_try')).toHaveLength(1);
  await userEvent.type(screen.getByLabelText('user-id'), '7');
  await userEvent.click(screen.getByRole('button', { name: /^Connect/ }));
  await waitFor(() => expect(host.asked.filter(({ name }) => name === 'account_try')).toHaveLength(2));
});

it('puts the error of a field under that field', async () => {
  const error = new CommandFailure({ ...plainFailure('fieldMissing').failure, field: 'userId' });
  open({ account_try: () => Promise.reject(error) });
  await userEvent.click(await screen.findByRole('button', { name: /^Connect/ }));
  await waitFor(() => expect(screen.getByLabelText('user-id')).toBeInvalid());
  expect(screen.getByLabelText('user-id')).toHaveAccessibleDescription(/user-id is empty/);
});
