/** Operations of the outbox in words and glyphs, the same in the outbox and in the story of an order. */
import Archive from '@lucide/svelte/icons/archive';
import Check from '@lucide/svelte/icons/check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import CircleX from '@lucide/svelte/icons/circle-x';
import Link from '@lucide/svelte/icons/link';
import Send from '@lucide/svelte/icons/send';
import type { Operation, OperationKind, OperationState, OrderId } from '../../bindings';
import { count, m, money } from '../../i18n';
import type { Glyph } from '../../kit/Icon.svelte';
import type { Tone } from '../../kit/Status.svelte';

const titles: Record<OperationKind, (words: { subject: string }) => string> = {
  createOrder: m.outbox_create_order,
  payOrders: m.outbox_pay_orders,
  handInVoucher: m.outbox_hand_in_voucher,
  cancelOrder: m.outbox_cancel_order,
  confirmReceipt: m.outbox_confirm_receipt,
  saveAddress: m.outbox_save_address,
  openCase: m.outbox_open_case,
  modifyCase: m.outbox_modify_case,
  withdrawCase: m.outbox_withdraw_case,
  messageCase: m.outbox_message_case,
  sendBack: m.outbox_send_back,
  call: m.outbox_call,
};

const states: Record<OperationState, () => string> = {
  ready: m.outbox_state_ready,
  sending: m.outbox_state_sending,
  done: m.outbox_state_done,
  rejected: m.outbox_state_rejected,
  unknown: m.outbox_state_unknown,
  dropped: m.outbox_state_dropped,
};

/** How a state looks. */
export const stateLooks: Record<OperationState, { tone: Tone; glyph: Glyph }> = {
  ready: { tone: 'plain', glyph: CircleDashed },
  sending: { tone: 'acc', glyph: Send },
  done: { tone: 'quiet', glyph: Check },
  rejected: { tone: 'bad', glyph: CircleX },
  unknown: { tone: 'unk', glyph: CircleQuestionMark },
  dropped: { tone: 'quiet', glyph: Archive },
};

/** How an operation looks: its state, or that it was found. */
export function lookOf(operation: Operation): { tone: Tone; glyph: Glyph } {
  const { event } = operation.last;
  return event === 'adopted' || event === 'claimed' ? { ...stateLooks.done, glyph: Link } : stateLooks[operation.state];
}

/** What an operation does, and for whom. */
export function operationTitle(operation: Operation): string {
  return titles[operation.kind]({ subject: operation.subject });
}

/** The word for a state. */
export function stateWord(state: OperationState): string {
  return states[state]();
}

/** How far an operation is, in two or three words: the next look or try, whose turn it is, how it ended. */
export function standingWord(operation: Operation): string {
  const { standing, last } = operation;
  switch (standing.is) {
    case 'lookedFor':
      return standing.candidates.length > 0
        ? m.outbox_could_be()
        : m.outbox_look_of({ number: standing.number, of: standing.of });
    case 'retried':
      return m.outbox_try_of({ number: standing.number, of: standing.of });
    case 'undecided':
      return standing.candidates.length > 0 ? m.outbox_could_be() : m.outbox_your_turn();
    case 'unsent':
      return m.outbox_your_turn();
    case 'over':
      if (last.event === 'adopted') return m.outbox_adopted();
      if (last.event === 'claimed') return m.outbox_claimed();
      if (last.event === 'sentAgain') return m.outbox_sent_again();
      return stateWord(operation.state);
    case 'underWay':
      return stateWord(operation.state);
  }
}

/** Pieces and sum of an operation, where it has them. */
export function operationFigures(operation: Operation): string {
  const parts = [
    operation.pieces === null ? null : m.outbox_pieces({ pieces: count(operation.pieces) }),
    operation.amount ? money(operation.amount) : null,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** PandaPon's number of an order; this desk's id names the platform before the colon. */
export function orderNumber(orderId: OrderId): string {
  return orderId.slice(orderId.indexOf(':') + 1);
}

/** The last four digits of an order's number, by which it is told from its neighbours. */
export function orderTail(orderId: OrderId): string {
  return orderNumber(orderId).slice(-4);
}
