import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { anOperation, anOperationView, anOrderView, anOutbox, orderRows } from '../../../tests/buying';
import type { Answers, FakeHost } from '../../../tests/fake';
import { openApp } from '../../../tests/render';
import { yuan } from '../../../tests/samples';
import { CommandFailure, plainFailure } from '../../platform/host';
import { route, type Route } from '../../shell/route.svelte';

const all = () => Object.values(anOutbox()).flat();

function open(answers: Answers = {}, at: Route = { place: 'outbox', operationId: null }) {
  return openApp(at, {
    outbox_list: () => anOutbox(),
    outbox_show: ({ operationId }) => anOperationView(all().find((one) => one.operationId === operationId)),
    ...answers,
  });
}

const asked = (host: FakeHost, name: string) => host.asked.filter((one) => one.name === name).map((one) => one.request);

describe('the outbox', () => {
  it('shows what is unknown first, says that it is looked for and never sent again by itself', async () => {
    open();
    expect(await screen.findByText('not send it again by itself')).toBeVisible();
    expect(screen.getByText(/^Look 2 of 4 · in \d+ s$/)).toBeVisible();
    expect(screen.getByText('What can come of it')).toBeVisible();
    expect(screen.getByText(/POST \/alibaba\/order\/create/)).toBeVisible();
    expect(screen.getByText('Nothing came back.')).toBeVisible();
    for (const name of ['Send again', 'Drop it']) {
      expect(screen.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
    }
  });

  it('keeps showing what was found while it was looked at', async () => {
    const lost = anOperation('unknown');
    const found = anOperation('done', { operationId: lost.operationId });
    const host = open({ outbox_show: () => anOperationView(lost) });
    await screen.findByText('not send it again by itself');
    host.answers.outbox_list = () => ({ unknown: [], unsent: [], underWay: [], over: [found] });
    host.answers.outbox_show = () => anOperationView(found);
    host.change({ seq: 1, table: 'outbox', ids: [lost.operationId] });
    expect(await screen.findByText('PandaPon did it')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    expect(await screen.findByText('No operation is open')).toBeVisible();
  });

  it('looks now by its key', async () => {
    const host = open({ outbox_look: () => anOperation('unknown') });
    await screen.findByText('not send it again by itself');
    await userEvent.keyboard('l');
    await waitFor(() =>
      expect(asked(host, 'outbox_look')).toEqual([{ operationId: anOperation('unknown').operationId }]),
    );
  });

  it('sends again only after it was asked about with its sum, and goes on with the new operation', async () => {
    const lost = anOperation('unknown', {
      standing: { is: 'undecided', looks: 4, candidates: [] },
      choices: ['adopt', 'sendAgain', 'drop'],
    });
    const again = anOperation('done', { operationId: 'op-again', againOf: lost.operationId });
    const host = open({
      outbox_list: () => ({ ...anOutbox(), unknown: [lost] }),
      outbox_show: ({ operationId }) => anOperationView(operationId === 'op-again' ? again : lost),
      outbox_resolve: () => ({ operation: again, error: null }),
    });
    expect(await screen.findByText('Not found after 4 looks')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Not now' })).toHaveFocus());
    expect(asked(host, 'outbox_resolve')).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Send again, ¥2,137.00' }));
    await waitFor(() => expect(route()).toEqual({ place: 'outbox', operationId: 'op-again' }));
    expect(asked(host, 'outbox_resolve')).toEqual([
      {
        operationId: lost.operationId,
        resolution: { choice: 'sendAgain', confirmed: yuan(213_700), known: [] },
      },
    ]);
    expect(await screen.findByText('Sent again for')).toBeVisible();
  });

  it('asks once more when the same goods were ordered beside it', async () => {
    const lost = anOperation('unknown', {
      standing: { is: 'undecided', looks: 4, candidates: [] },
      choices: ['adopt', 'sendAgain', 'drop'],
    });
    const failure = plainFailure('orderedAlready').failure;
    const refused = new CommandFailure({ ...failure, details: { earlier: 'op-beside op-other' } });
    const host = open({
      outbox_list: () => ({ ...anOutbox(), unknown: [lost] }),
      outbox_show: () => anOperationView(lost),
      outbox_resolve: ({ resolution }) =>
        resolution.choice === 'sendAgain' && resolution.known.length > 0
          ? { operation: anOperation('done', { operationId: 'op-again' }), error: null }
          : Promise.reject(refused),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Send again' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Send again, ¥2,137.00' }));
    expect(await screen.findByRole('link', { name: 'Earlier operation 2' })).toHaveAttribute(
      'href',
      '#/outbox/op-other',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Send it all the same, ¥2,137.00' }));
    await waitFor(() => expect(route()).toEqual({ place: 'outbox', operationId: 'op-again' }));
    expect(asked(host, 'outbox_resolve')).toMatchObject([
      { resolution: { known: [] } },
      { resolution: { known: ['op-beside', 'op-other'] } },
    ]);
  });

  it('raises an alarm when several orders fit, and takes the one that is named', async () => {
    const rows = orderRows().slice(0, 2);
    const several = anOperation('unknown', {
      standing: { is: 'undecided', looks: 1, candidates: rows.map((row) => row.orderId) },
      choices: ['adopt', 'drop'],
    });
    const host = open({
      outbox_list: () => ({ ...anOutbox(), unknown: [several] }),
      outbox_show: () => anOperationView(several),
      order_show: ({ orderId }) => anOrderView(rows.find((row) => row.orderId === orderId)!),
      outbox_resolve: () => ({ operation: anOperation('done', { operationId: several.operationId }), error: null }),
    });
    expect(await screen.findByText('2 orders fit. Which one is it?')).toBeVisible();
    expect(screen.getByText('Not while one order could be it.')).toBeVisible();
    const tail = rows[1]!.orderId.slice(-4);
    await userEvent.click(screen.getByRole('button', { name: `It is order …${tail}` }));
    await waitFor(() =>
      expect(asked(host, 'outbox_resolve')).toEqual([
        { operationId: several.operationId, resolution: { choice: 'adopt', orderId: rows[1]!.orderId } },
      ]),
    );
  });

  it('offers to send what was written down and never sent', async () => {
    const unsent = anOperation('ready', { standing: { is: 'unsent' }, choices: ['sendAgain', 'drop'] });
    open({
      outbox_list: () => ({ ...anOutbox(), unknown: [], unsent: [unsent] }),
      outbox_show: () => anOperationView(unsent),
    });
    expect(await screen.findByText('Written down and never sent')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Send now' }));
    expect(await screen.findByRole('button', { name: 'Send now, ¥2,137.00' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /Look now/ })).toBeNull();
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
    expect(screen.queryByText('Your choices')).toBeNull();
  });

  it('says so when it is empty', async () => {
    open({ outbox_list: () => ({ unknown: [], unsent: [], underWay: [], over: [] }) });
    expect(await screen.findByText('The outbox is empty')).toBeVisible();
  });
});
