import { fireEvent, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet, tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderKit } from '../../tests/render';
import { aSummary } from '../../tests/samples';
import { locale, setClock } from '../i18n';
import { plainFailure } from '../platform/host';
import Button from './Button.svelte';
import CopyId from './CopyId.svelte';
import ErrorNote from './ErrorNote.svelte';
import Field from './Field.svelte';
import Level from './Level.svelte';
import OfferCard from './OfferCard.svelte';
import OrderStatus from './OrderStatus.svelte';
import Picture from './Picture.svelte';
import SkuCell from './SkuCell.svelte';
import { dismiss, tell, toasts } from './toasts.svelte';

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

beforeEach(() => {
  locale.current = 'en';
});
afterEach(() => {
  vi.useRealTimers();
  setClock(Date.now);
});

describe('a button', () => {
  it('answers a click', async () => {
    const onclick = vi.fn();
    renderKit(Button, { onclick, children: words('Pay') });
    await userEvent.click(screen.getByRole('button', { name: 'Pay' }));
    expect(onclick).toHaveBeenCalledOnce();
  });
  it.each([{ busy: 'Paying' }, { reason: 'Nothing is picked' }, { locked: true }])(
    'does not while %o',
    async (state) => {
      const onclick = vi.fn();
      renderKit(Button, { onclick, children: words('Pay'), ...state });
      const button = screen.getByRole('button');
      await userEvent.click(button);
      expect(onclick).not.toHaveBeenCalled();
      expect(button).toHaveAttribute('aria-disabled', 'true');
      if ('busy' in state) expect(button).toHaveTextContent('Paying');
    },
  );
  it('of an icon alone has a name', () => {
    renderKit(Button, { label: 'Copy' });
    expect(screen.getByRole('button', { name: 'Copy' })).toBeVisible();
  });
});

describe('a field', () => {
  it('keeps what was typed and ties the error to it', async () => {
    const { rerender } = renderKit(Field, { value: '', label: 'Quantity' });
    const field = screen.getByLabelText('Quantity');
    await userEvent.type(field, '2');
    await rerender({ given: { value: '2', label: 'Quantity', error: 'At least 3 pieces.' } });
    expect(field).toHaveValue('2');
    expect(field).toHaveAccessibleDescription('At least 3 pieces.');
    expect(field).toBeInvalid();
  });
});

describe('the level', () => {
  it('ticks without being asked and follows the language', async () => {
    vi.useFakeTimers();
    let now = 1_000_000;
    setClock(() => now);
    renderKit(Level, { at: 1_000_000 - 38_000, say: (age: string) => `Read ${age}` });
    expect(screen.getByText('Read 38 s ago')).toBeVisible();
    now += 1000;
    vi.advanceTimersByTime(1000);
    await tick();
    expect(screen.getByText('Read 39 s ago')).toBeVisible();
    locale.current = 'zh';
    await tick();
    expect(screen.getByText('Read 39 秒前')).toBeVisible();
  });
});

describe('a picture', () => {
  it('shows a mark when there is none or it does not come', async () => {
    const { container } = renderKit(Picture, { of: 'k1', alt: 'Dress' });
    await fireEvent.error(container.querySelector('img')!);
    expect(container.querySelector('img')).toBeNull();
    expect(screen.getByRole('img', { name: 'Dress' })).toBeVisible();
  });

  it('is not asked for while it waits, and shows no mark then', async () => {
    const { container, rerender } = renderKit(Picture, { of: 'k1', alt: 'Dress', wait: true });
    expect(container.querySelector('.picture')).toBeEmptyDOMElement();
    await rerender({ given: { of: 'k1', alt: 'Dress', wait: false } });
    expect(screen.getByRole('img', { name: 'Dress' })).toHaveAttribute('src');
  });
});

describe('an order status', () => {
  it('shows an unknown word as it came', () => {
    renderKit(OrderStatus, { status: { stage: 'unknown', raw: 'wait_moon' } });
    expect(screen.getByText('wait_moon')).toBeVisible();
  });
});

describe('an error', () => {
  it('is told at once, with its code', () => {
    renderKit(ErrorNote, { error: plainFailure('balanceTooSmall') });
    expect(screen.getByRole('alert')).toHaveTextContent(/balance is too small\. Nothing was paid\.[^]*balanceTooSmall/);
  });
});

describe('an offer card', () => {
  it('opens by its link and is picked by its corner', async () => {
    const onpick = vi.fn();
    renderKit(OfferCard, { offer: aSummary('1688', 0, 98), href: '#/x', onpick, picked: true });
    expect(screen.getByRole('link', { name: 'Floral midi dress, puff sleeve, factory stock' })).toHaveAttribute(
      'href',
      '#/x',
    );
    const pick = screen.getByRole('button');
    expect(pick).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(pick);
    expect(onpick).toHaveBeenCalledOnce();
    expect(screen.getByText('from 2')).toBeVisible();
  });
});

describe('a SKU cell', () => {
  const cell = {
    value: '',
    label: 'Sage · S',
    row: 0,
    column: 0,
    oninput: vi.fn(),
    onkeydown: vi.fn(),
    onpaste: vi.fn(),
  };
  it('that is sold out takes nothing and is passed over by Tab', () => {
    renderKit(SkuCell, { ...cell, stock: 0 });
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.getByRole('img', { name: 'Sage · S: sold out' })).toBeVisible();
  });
  it('says what is left', () => {
    renderKit(SkuCell, { ...cell, stock: 1420 });
    expect(screen.getByRole('textbox', { name: /Sage · S/ })).toBeVisible();
    expect(screen.getByText('1,420 left')).toBeVisible();
  });
});

describe('an id', () => {
  it('is shown in groups and copied whole', async () => {
    const user = userEvent.setup();
    renderKit(CopyId, { id: '2748109355174410' });
    expect(screen.getByText('2748 1093 5517 4410')).toBeVisible();
    await user.click(screen.getByRole('button'));
    expect(await navigator.clipboard.readText()).toBe('2748109355174410');
  });
});

describe('toasts', () => {
  it('go by themselves after six seconds, three at most', () => {
    vi.useFakeTimers();
    ['a', 'b', 'c', 'd'].forEach((text) => tell(text));
    expect(toasts().map(({ text }) => text)).toEqual(['b', 'c', 'd']);
    vi.advanceTimersByTime(5999);
    expect(toasts()).toHaveLength(3);
    vi.advanceTimersByTime(1);
    expect(toasts()).toEqual([]);
    dismiss(99);
  });
});
