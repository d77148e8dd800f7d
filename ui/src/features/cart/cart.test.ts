import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { aCart, anAddressBook, anOperation, aPreview } from '../../../tests/buying';
import type { Answers, FakeHost } from '../../../tests/fake';
import { openApp } from '../../../tests/render';
import { yuan } from '../../../tests/samples';
import type { CheckoutPlace, CommandError, OperationState, PlaceResult } from '../../bindings';
import { CommandFailure, plainFailure } from '../../platform/host';
import { checkout } from '../checkout/checkout.svelte';
import { cart } from './cart.svelte';

const KILN = 'taobao:s-kiln';
const LAKE = '1688:s-lake';

function open(answers: Answers = {}): FakeHost {
  return openApp(
    { place: 'cart' },
    {
      cart_list: () => aCart(),
      address_list: () => anAddressBook,
      checkout_preview: ({ lines }) => aPreview(lines.map((line) => line.lineId)),
      ...answers,
    },
  );
}

const boxOf = (name: string) => screen.findByRole('checkbox', { name });
const asked = <T>(host: FakeHost, name: string) =>
  host.asked.filter((one) => one.name === name).map((one) => one.request as T);

function placedAs(state: OperationState, error: CommandError | null = null): (request: CheckoutPlace) => PlaceResult {
  return ({ keys }) => ({
    placed: keys.map((key) => ({ key, operation: anOperation(state, { operationId: `op-${key}` }), was: null, error })),
    changed: null,
  });
}

beforeEach(() => {
  cart.begin(null, []);
  checkout.belongTo(null);
  checkout.wanted = false;
});

describe('ticking', () => {
  it('goes from a line over its seller to all, and leaves out what lapsed', async () => {
    open();
    const all = await boxOf('Tick all lines');
    const seller = await boxOf('All lines of 老窑陶坊');
    await userEvent.click(await boxOf('Tick 陶土细颈花瓶'));
    expect(seller).toHaveAttribute('aria-checked', 'mixed');
    expect(all).toHaveAttribute('aria-checked', 'mixed');
    await userEvent.click(seller);
    expect(seller).toBeChecked();
    await userEvent.click(all);
    expect(all).toBeChecked();
    expect(cart.ticked.size).toBe(8);
    expect(screen.queryByRole('checkbox', { name: 'Tick 热升华键帽 104键' })).toBeNull();
    expect(screen.getByText('lapsed')).toBeVisible();
  });

  it('works from the keys', async () => {
    open();
    await boxOf('Tick all lines');
    await userEvent.keyboard('jjx');
    expect([...cart.ticked]).toEqual(['taobao:32']);
    await userEvent.keyboard('jjX');
    // The line in between that lapsed stays out of the range.
    expect([...cart.ticked]).toEqual(['taobao:32']);
    await userEvent.keyboard('jX');
    expect([...cart.ticked]).toEqual(['taobao:32', 'taobao:41', '1688:51']);
    await userEvent.keyboard('{Escape}');
    expect(cart.ticked.size).toBe(0);
  });

  it('removes what lapsed and nothing else', async () => {
    const host = open({ cart_remove: () => aCart() });
    await userEvent.click(await screen.findByRole('button', { name: 'Remove 1 lapsed' }));
    expect(asked(host, 'cart_remove')).toEqual([{ accountId: 'acc-1', lines: [{ platform: 'taobao', lineId: '42' }] }]);
  });
});

describe('a quantity', () => {
  const field = () => screen.findByRole('textbox', { name: 'Quantity of 陶土细颈花瓶' });

  it('keeps what was typed when the engine does not take it, and says the limit at the field', async () => {
    const failure = plainFailure('selectionFaulty').failure;
    const faults = JSON.stringify([{ kind: 'belowMinimum', moq: 3, picked: 1 }]);
    open({
      cart_edit: () => Promise.reject(new CommandFailure({ ...failure, field: 'quantity', details: { faults } })),
    });
    const input = await field();
    await userEvent.clear(input);
    await userEvent.type(input, '1{Enter}');
    await waitFor(() => expect(input).toHaveAccessibleDescription(/At least 3 pieces/));
    expect(input).toHaveValue('1');
    expect(input).toBeInvalid();
    await userEvent.keyboard('{Escape}');
    expect(input).toHaveValue('2');
    expect(input).toBeValid();
  });

  it('does not send what is no number', async () => {
    const host = open();
    const input = await field();
    await userEvent.clear(input);
    await userEvent.type(input, '2.5{Enter}');
    await waitFor(() => expect(input).toHaveAccessibleDescription(/not a whole number/));
    expect(input).toHaveValue('2.5');
    expect(asked(host, 'cart_edit')).toEqual([]);
  });

  it('is sent once, and the sums of the answer stand', async () => {
    const after = aCart();
    Object.assign(after.cart.groups[0]!.lines[1]!, { quantity: 5, sum: yuan(29_500) });
    const host = open({ cart_edit: () => after });
    const input = await field();
    await userEvent.clear(input);
    await userEvent.type(input, '5{Enter}');
    await userEvent.tab();
    expect(await screen.findByText('¥295.00')).toBeVisible();
    expect(asked(host, 'cart_edit')).toEqual([
      { accountId: 'acc-1', line: { platform: 'taobao', lineId: '32' }, quantity: 5 },
    ]);
  });
});

describe('a checkout', () => {
  const tickAll = async () => {
    await boxOf('Tick all lines');
    await screen.findByText(/云城西路/);
    await userEvent.keyboard('{Control>}a{/Control}{Control>}{Enter}{/Control}');
  };

  it('places only what needs no further look, with the sum on the button', async () => {
    const host = open({ checkout_place: placedAs('done') });
    await tickAll();
    const place = await screen.findByRole('button', { name: /^Place 3 orders · ¥2,951.00/ });
    await userEvent.click(place);
    expect(await screen.findAllByText('Placed')).toHaveLength(3);
    const [request] = asked<CheckoutPlace>(host, 'checkout_place');
    expect(request).toMatchObject({ previewId: 'preview-1', accepted: [] });
    expect(request?.keys).not.toContain(LAKE);
    // What was placed is ticked no more; the order that needs a look waits.
    expect([...cart.ticked]).toEqual(['1688:61', '1688:62']);
    expect(screen.getByText('needs a look')).toBeVisible();
  });

  it('places a risen order after it was accepted', async () => {
    const host = open({ checkout_place: placedAs('done') });
    await tickAll();
    await screen.findByText('One price rose since you last saw it');
    await userEvent.keyboard('a');
    await userEvent.click(await screen.findByRole('button', { name: /^Place 4 orders · ¥5,125.40/ }));
    await waitFor(() => expect(asked(host, 'checkout_place')).toHaveLength(1));
    expect(asked<CheckoutPlace>(host, 'checkout_place')[0]?.accepted).toEqual([LAKE]);
  });

  it('leaves a risen line out and looks again', async () => {
    const host = open();
    await tickAll();
    await userEvent.click(await screen.findByRole('button', { name: 'Leave the line out' }));
    await waitFor(() => expect(asked(host, 'checkout_preview')).toHaveLength(2));
    const [, second] = asked<{ lines: { lineId: string }[] }>(host, 'checkout_preview');
    expect(second?.lines.map((line) => line.lineId)).not.toContain('61');
    expect(await screen.findByRole('button', { name: /^Place 4 orders/ })).toBeVisible();
  });

  it('shows the new figures when prices changed meanwhile, and sends nothing by itself', async () => {
    const changed = aPreview(['31', '32'], { previewId: 'preview-2' });
    changed.orders[0]!.shifts = [
      { cartLineId: '31', was: yuan(2980), is: yuan(3480), quantity: 10, effect: yuan(5000) },
    ];
    const host = open({ checkout_place: () => ({ placed: [], changed }) });
    cart.begin('acc-1', ['taobao:31', 'taobao:32']);
    await screen.findByText(/云城西路/);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await userEvent.click(await screen.findByRole('button', { name: /^Place 1 order · ¥426.00/ }));
    expect(await screen.findByText('Something changed while you looked')).toBeVisible();
    expect(screen.getByText('¥34.80', { exact: false, selector: 'b' })).toBeVisible();
    expect(screen.getByRole('button', { name: /^Place orders/ })).toHaveAttribute('aria-disabled', 'true');
    await userEvent.keyboard('a');
    await userEvent.click(await screen.findByRole('button', { name: /^Place 1 order/ }));
    await waitFor(() => expect(asked(host, 'checkout_place')).toHaveLength(2));
    expect(asked<CheckoutPlace>(host, 'checkout_place')[1]).toMatchObject({ previewId: 'preview-2', accepted: [KILN] });
  });

  it('shows a rise of freight alone, and asks', async () => {
    const changed = aPreview(['31'], { previewId: 'preview-2' });
    const rise = { was: yuan(1800), is: yuan(2100), effect: yuan(300) };
    changed.orders[0]!.sumShifts = [
      { sum: 'freight', ...rise },
      { sum: 'total', was: yuan(30_800), is: yuan(31_100), effect: yuan(300) },
    ];
    const host = open({ checkout_place: () => ({ placed: [], changed }) });
    cart.begin('acc-1', ['taobao:31']);
    await screen.findByText(/云城西路/);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await userEvent.click(await screen.findByRole('button', { name: /^Place 1 order/ }));
    const note = (await screen.findByText('This order costs more since you last saw it')).closest(
      '[role=alert]',
    ) as HTMLElement;
    expect(within(note).getByText('Freight')).toBeVisible();
    expect(note).toHaveTextContent('¥18.00 → ¥21.00');
    expect(note).toHaveTextContent('+¥3.00');
    expect(screen.getByRole('button', { name: /^Place orders/ })).toHaveAttribute('aria-disabled', 'true');
    await userEvent.keyboard('a');
    await userEvent.click(await screen.findByRole('button', { name: /^Place 1 order/ }));
    await waitFor(() => expect(asked(host, 'checkout_place')).toHaveLength(2));
    expect(asked<CheckoutPlace>(host, 'checkout_place')[1]).toMatchObject({ accepted: [KILN], again: [] });
  });

  it('asks before the same goods are ordered again, and names the earlier order', async () => {
    const preview = aPreview(['31']);
    preview.orders[0]!.duplicates = [
      {
        operationId: 'op-1',
        state: 'done',
        orderIds: ['taobao:1024285237573584051'],
        at: Date.now() - 2 * 3_600_000,
        cartLineIds: ['31'],
      },
    ];
    const host = open({ checkout_preview: () => preview, checkout_place: placedAs('done') });
    cart.begin('acc-1', ['taobao:31']);
    await screen.findByText(/云城西路/);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByText(/The same goods went to the same address 2 h ago/);
    expect(screen.getByRole('link', { name: '1024 2852 3757 3584 051' })).toHaveAttribute(
      'href',
      `#/orders/${encodeURIComponent('taobao:1024285237573584051')}`,
    );
    expect(screen.getByRole('button', { name: /^Place orders/ })).toHaveAttribute('aria-disabled', 'true');
    // A yes to prices is no yes to this.
    await userEvent.keyboard('a');
    expect(screen.getByRole('button', { name: /^Place orders/ })).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(screen.getByRole('button', { name: 'Order again' }));
    await userEvent.click(await screen.findByRole('button', { name: /^Place 1 order/ }));
    await waitFor(() => expect(asked(host, 'checkout_place')).toHaveLength(1));
    expect(asked<CheckoutPlace>(host, 'checkout_place')[0]).toMatchObject({ accepted: [], again: [KILN] });
  });

  it('wants a second yes above the amount that the user set', async () => {
    const failure = plainFailure('confirmationNeeded').failure;
    const refused = new CommandFailure({ ...failure, details: { limit: '30000', sum: '30800' } });
    const host = open({
      checkout_place: (request) => (request.confirmed ? placedAs('done')(request) : Promise.reject(refused)),
    });
    cart.begin('acc-1', ['taobao:31']);
    await screen.findByText(/云城西路/);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    const place = await screen.findByRole('button', { name: /^Place 1 order/ });
    await userEvent.click(place);
    const dialog = await screen.findByRole('alertdialog', { name: '¥308.00 is above ¥300.00' });
    expect(within(dialog).getByRole('button', { name: 'Order nothing' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(asked(host, 'checkout_place')).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: /^Place 1 order/ }));
    await userEvent.click(
      within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Place 1 order · ¥308.00' }),
    );
    expect(await screen.findByText('Placed')).toBeVisible();
    expect(asked<CheckoutPlace>(host, 'checkout_place')[2]?.confirmed).toEqual(yuan(30_800));
  });

  it('says the figures of a daily limit and the way to it', async () => {
    const failure = plainFailure('dailyLimit').failure;
    const details = { limit: '50000', spent: '40000', sum: '30800' };
    open({ checkout_place: () => Promise.reject(new CommandFailure({ ...failure, details })) });
    cart.begin('acc-1', ['taobao:31']);
    await screen.findByText(/云城西路/);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await userEvent.click(await screen.findByRole('button', { name: /^Place 1 order/ }));
    expect(await screen.findByText('Your limit is ¥500.00 a day: ¥400.00 today, ¥308.00 more now.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Open the limits' })).toBeVisible();
    expect(cart.ticked.size).toBe(1);
  });

  it('never offers an order again whose outcome is unknown', async () => {
    const host = open({ checkout_place: placedAs('unknown') });
    cart.begin('acc-1', ['taobao:31']);
    await screen.findByText(/云城西路/);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await userEvent.click(await screen.findByRole('button', { name: /^Place 1 order/ }));
    const note = (await screen.findByText('Sent, but no answer came back')).closest('[role=alert]') as HTMLElement;
    expect(within(note).getByRole('link', { name: 'Open in the outbox' })).toHaveAttribute(
      'href',
      `#/outbox/${encodeURIComponent(`op-${KILN}`)}`,
    );
    expect(cart.ticked.size).toBe(0);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(asked(host, 'checkout_place')).toHaveLength(1);
  });

  it('asks for a new preview when a quantity changed since', async () => {
    const after = aCart();
    after.cart.groups[0]!.lines[0]!.quantity = 11;
    open({ cart_edit: () => after });
    cart.begin('acc-1', ['taobao:31']);
    await screen.findByText(/云城西路/);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByRole('button', { name: /^Place 1 order/ });
    const input = screen.getByRole('textbox', { name: /马克杯/ });
    await userEvent.clear(input);
    await userEvent.type(input, '11{Enter}');
    expect(await screen.findByRole('button', { name: /^Preview again/ })).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Place 1 order/ })).toBeNull();
  });

  it('sends words to a 1688 seller with their order', async () => {
    const host = open({ checkout_place: placedAs('done') });
    cart.begin('acc-1', ['1688:51']);
    await screen.findByText(/云城西路/);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await userEvent.click(await screen.findByRole('button', { name: 'Add words to the seller' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Words to the seller' }), ' 请分开包装 ');
    await userEvent.click(screen.getByRole('button', { name: /^Place 1 order/ }));
    await waitFor(() => expect(asked(host, 'checkout_place')).toHaveLength(1));
    expect(asked<CheckoutPlace>(host, 'checkout_place')[0]?.messages).toEqual({ '1688:s-mubai': '请分开包装' });
  });

  it('keeps what was typed in an address that was not taken', async () => {
    const failure = plainFailure('fieldInvalid').failure;
    open({
      address_save: () =>
        Promise.reject(new CommandFailure({ ...failure, field: 'draft.phone', details: { limit: '11' } })),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Add an address' }));
    const phone = await screen.findByRole('textbox', { name: 'Phone' });
    await userEvent.type(phone, '123');
    await userEvent.click(screen.getByRole('button', { name: /^Save the address/ }));
    await waitFor(() => expect(phone).toBeInvalid());
    expect(phone).toHaveValue('123');
    expect(phone).toHaveAccessibleDescription(/11/);
  });
});
