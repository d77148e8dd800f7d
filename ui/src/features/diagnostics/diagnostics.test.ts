import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { lastCalls as calls, callLine as line, operationRows as rows } from '../../../tests/diagnosing';
import type { Answers, FakeHost } from '../../../tests/fake';
import { openApp } from '../../../tests/render';
import { anAccount, aStatus } from '../../../tests/samples';
import { CommandFailure, plainFailure } from '../../platform/host';

const open = (answers: Answers = {}): FakeHost =>
  openApp(
    { place: 'settings', section: 'diagnostics' },
    { desk_status: () => aStatus(), api_list: () => rows, call_list: () => calls, ...answers },
  );
const asked = (host: FakeHost, name: string) => host.asked.filter((one) => one.name === name).map((one) => one.request);
const openRow = async (name: string) => userEvent.click(await screen.findByText(name));

describe('the operation table', () => {
  it('is narrowed by words, group of sureness, and says when nothing is left', async () => {
    open();
    await screen.findByText('alibaba1688PayOrder');
    await userEvent.click(screen.getByRole('button', { name: /^documented 1$/ }));
    expect(screen.queryByText('taobaoGetOrder')).toBeNull();
    await userEvent.type(screen.getByLabelText('Operation, title or path'), 'detail');
    expect(await screen.findByText('No operation has these words')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(await screen.findByText('taobaoGetOrder')).toBeVisible();
  });
});

describe('a call to try', () => {
  it('is drawn without being sent, with the digits that were typed', async () => {
    const host = open({
      api_sketch: ({ fields }) => ({
        method: 'GET',
        url: 'https://pandapon.example/open/order/detail?orderId=4187291729182947321',
        headers: [{ name: 'signature', value: '•••' }],
        body: fields,
        changes: false,
        overridden: false,
      }),
    });
    await openRow('taobaoGetOrder');
    const fields = await screen.findByLabelText('Fields, as a JSON object');
    await userEvent.clear(fields);
    await userEvent.click(fields);
    await userEvent.paste('{"orderId":4187291729182947321}');
    await userEvent.click(screen.getByRole('button', { name: 'Preview the request' }));
    expect(await screen.findByText(/signature: •••/)).toBeVisible();
    const request = { accountId: anAccount.accountId, operation: 'taobaoGetOrder', agreed: false };
    expect(asked(host, 'api_sketch')).toEqual([{ ...request, fields: '{"orderId":4187291729182947321}' }]);
    expect(asked(host, 'api_call')).toEqual([]);
  });

  it('that changes something is sent only after a dialog whose safe choice has the focus', async () => {
    const host = open({
      api_call: () => ({ call: line, body: '{"code":200}', error: null, operation: null }),
    });
    await openRow('alibaba1688PayOrder');
    await userEvent.click(await screen.findByRole('button', { name: 'Send…' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Don’t send' })).toHaveFocus());
    expect(asked(host, 'api_call')).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Send it once' }));
    expect(await screen.findByText('{"code":200}')).toBeVisible();
    expect(asked(host, 'api_call')).toMatchObject([{ operation: 'alibaba1688PayOrder', agreed: true }]);
  });
});

describe('the last calls', () => {
  it('show their bodies only when asked for', async () => {
    const host = open({
      call_show: ({ callId }) => ({
        callId,
        call: calls.calls[0]!.call,
        request: { text: '{"orderId":"1"}', cut: false },
        answer: { text: '{"code":10006}', cut: true },
      }),
    });
    await userEvent.click(await screen.findByRole('radio', { name: 'Last calls 2' }));
    await userEvent.click(screen.getByRole('radio', { name: 'Failed 1' }));
    expect(asked(host, 'call_show')).toEqual([]);
    await openRow('10006');
    expect(await screen.findByText('{"code":10006}')).toBeVisible();
    expect(screen.getByText('Only the beginning is shown.')).toBeVisible();
    expect(asked(host, 'call_show')).toEqual([{ callId: 2 }]);
  });

  it('go into a report that leaves persons out unless told otherwise', async () => {
    const host = open({
      support_report: ({ personal }) => ({ text: personal ? 'with persons' : 'Pondesk support report' }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Support report' }));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('Pondesk support report')).toBeVisible();
    expect(asked(host, 'support_report').every((one) => !(one as { personal: boolean }).personal)).toBe(true);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Copy the report' }));
    expect(await navigator.clipboard.readText()).toBe('Pondesk support report');
  });
});

describe('an override', () => {
  it('that is refused says which rule it breaks, and what was typed stays', async () => {
    const refusal = new CommandFailure({
      ...plainFailure('overrideRefused').failure,
      field: 'path',
      details: { operation: 'taobaoGetOrder', rule: 'taken', other: 'taobaoPayOrder' },
    });
    const host = open({ account_override: () => Promise.reject(refusal) });
    await openRow('taobaoGetOrder');
    await userEvent.click(await screen.findByRole('button', { name: 'Override' }));
    const dialog = await screen.findByRole('dialog');
    const path = within(dialog).getByLabelText('Path');
    await userEvent.type(path, '/open/order/pay');
    await userEvent.click(within(dialog).getByRole('button', { name: /^Use it/ }));
    expect(await within(dialog).findByText(/taobaoPayOrder lives there/)).toBeVisible();
    expect(path).toHaveValue('/open/order/pay');
    const place = { operation: 'taobaoGetOrder', method: null, path: '/open/order/pay' };
    expect(asked(host, 'account_override')).toEqual([{ accountId: anAccount.accountId, place }]);
  });
});
