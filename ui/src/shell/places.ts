/** The places of the side navigation, in order. `Ctrl` with the number goes there, and `g` with the letter. */
import BellRing from '@lucide/svelte/icons/bell-ring';
import LifeBuoy from '@lucide/svelte/icons/life-buoy';
import Package from '@lucide/svelte/icons/package';
import Search from '@lucide/svelte/icons/search';
import Send from '@lucide/svelte/icons/send';
import ShoppingCart from '@lucide/svelte/icons/shopping-cart';
import type { DeskStatus } from '../bindings';
import { m } from '../i18n';
import type { Glyph } from '../kit/Icon.svelte';
import type { Route } from './route.svelte';

/** What stands behind a place's name. */
export interface Badge {
  text: string;
  tone: 'plain' | 'warn' | 'unk';
  /** For people who listen. */
  say: string;
}

/** A place of the side navigation. */
export interface Place {
  to: Route;
  /** Other places that belong to it. */
  within: readonly Route['place'][];
  title: () => string;
  icon: Glyph;
  letter: string;
  badge: (status: DeskStatus) => Badge | null;
}

/** A number for what waits; `1 ?` as soon as one is unknown, until it is resolved. */
export function outboxBadge({ outbox }: Pick<DeskStatus, 'outbox'>): Badge | null {
  if (outbox.unknown > 0) {
    return { text: `${outbox.unknown} ?`, tone: 'unk', say: m.shell_outbox_unknown({ count: outbox.unknown }) };
  }
  const waiting = outbox.ready + outbox.sending;
  return waiting > 0 ? { text: `${waiting}`, tone: 'plain', say: m.shell_outbox_waiting({ count: waiting }) } : null;
}

export const places: readonly Place[] = [
  {
    to: { place: 'search' },
    within: ['offer'],
    title: m.shell_search,
    icon: Search,
    letter: 's',
    badge: () => null,
  },
  {
    to: { place: 'cart' },
    within: ['checkout'],
    title: m.shell_cart,
    icon: ShoppingCart,
    letter: 'c',
    badge: ({ cartLines }) =>
      cartLines > 0 ? { text: `${cartLines}`, tone: 'plain', say: m.shell_cart_lines({ count: cartLines }) } : null,
  },
  {
    to: { place: 'orders', orderId: null },
    within: [],
    title: m.shell_orders,
    icon: Package,
    letter: 'o',
    badge: ({ ordersToPay }) =>
      ordersToPay > 0
        ? { text: `${ordersToPay}`, tone: 'warn', say: m.shell_orders_to_pay({ count: ordersToPay }) }
        : null,
  },
  {
    to: { place: 'aftersales', caseId: null },
    within: [],
    title: m.shell_after_sales,
    icon: LifeBuoy,
    letter: 'a',
    badge: ({ casesYours }) =>
      casesYours > 0 ? { text: `${casesYours}`, tone: 'warn', say: m.shell_cases_yours({ count: casesYours }) } : null,
  },
  {
    to: { place: 'callbacks', callbackId: null },
    within: [],
    title: m.callbacks_title,
    icon: BellRing,
    letter: 'm',
    badge: () => null,
  },
  {
    to: { place: 'outbox', operationId: null },
    within: [],
    title: m.shell_outbox,
    icon: Send,
    letter: 'x',
    badge: outboxBadge,
  },
];
