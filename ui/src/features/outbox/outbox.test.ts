import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { anOperationView, anOutbox } from '../../../tests/buying';
import type { Answers } from '../../../tests/fake';
import { openApp } from '../../../tests/render';
import { route, type Route } from '../../shell/route.svelte';

const all = () => Object.values(anOutbox()).flat();

function open(answers: Answers = {}, at: Route = { place: 'outbox', operationId: null }) {
  return openApp(at, {
    outbox_list: () => anOutbox(),
    outbox_show: ({ operationId }) => anOperationView(all().find((one) => one.operationId === operationId)),
    ...answers,
  });
}

describe('the outbox', () => {
  it('shows what is unknown first, says that nothing is sent again, and offers no such thing', async () => {
    open();
    expect(await screen.findByText('Pondesk will not send it again by itself.')).toBeVisible();
    expect(screen.getByText('How to find out')).toBeVisible();
    expect(screen.getByText(/POST \/alibaba\/order\/create/)).toBeVisible();
    expect(screen.getByText('Nothing came back.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /send again|look now|drop/i })).toBeNull();
  });

  it('moves through all groups by keys', async () => {
    open();
    await screen.findByText('Needs time or you');
    await userEvent.keyboard('j');
    expect(route()).toEqual({ place: 'outbox', operationId: 'op-sending' });
    await userEvent.keyboard('jj');
    expect(route()).toEqual({ place: 'outbox', operationId: 'op-create' });
    await waitFor(() => expect(document.activeElement).toHaveAttribute('data-row', 'op-create'));
  });

  it('shows a refusal with the words and the answer as they came', async () => {
    open({}, { place: 'outbox', operationId: 'op-refused' });
    expect(await screen.findByText('Refused or not sent: nothing happened')).toBeVisible();
    expect(screen.getByText(/"message":"余额不足"/)).toBeVisible();
    expect(screen.queryByText('How to find out')).toBeNull();
  });

  it('says so when it is empty', async () => {
    open({ outbox_list: () => ({ unknown: [], underWay: [], over: [] }) });
    expect(await screen.findByText('The outbox is empty')).toBeVisible();
  });
});
