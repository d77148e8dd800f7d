/** Operations of the outbox in words and glyphs, the same in the outbox and in the story of an order. */
import Check from '@lucide/svelte/icons/check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import CircleX from '@lucide/svelte/icons/circle-x';
import Send from '@lucide/svelte/icons/send';
import type { Operation, OperationKind, OperationState } from '../../bindings';
import { count, m, money } from '../../i18n';
import type { Glyph } from '../../kit/Icon.svelte';
import type { Tone } from '../../kit/Status.svelte';

const titles: Record<OperationKind, (words: { subject: string }) => string> = {
  createOrder: m.outbox_create_order,
  payOrders: m.outbox_pay_orders,
  handInVoucher: m.outbox_hand_in_voucher,
  cancelOrder: m.outbox_cancel_order,
  saveAddress: m.outbox_save_address,
};

const states: Record<OperationState, () => string> = {
  ready: m.outbox_state_ready,
  sending: m.outbox_state_sending,
  done: m.outbox_state_done,
  rejected: m.outbox_state_rejected,
  unknown: m.outbox_state_unknown,
};

/** How a state looks. */
export const stateLooks: Record<OperationState, { tone: Tone; glyph: Glyph }> = {
  ready: { tone: 'plain', glyph: CircleDashed },
  sending: { tone: 'acc', glyph: Send },
  done: { tone: 'quiet', glyph: Check },
  rejected: { tone: 'bad', glyph: CircleX },
  unknown: { tone: 'unk', glyph: CircleQuestionMark },
};

/** What an operation does, and for whom. */
export function operationTitle(operation: Operation): string {
  return titles[operation.kind]({ subject: operation.subject });
}

/** The word for a state. */
export function stateWord(state: OperationState): string {
  return states[state]();
}

/** Pieces and sum of an operation, where it has them. */
export function operationFigures(operation: Operation): string {
  const parts = [
    operation.pieces === null ? null : m.outbox_pieces({ pieces: count(operation.pieces) }),
    operation.amount ? money(operation.amount) : null,
  ];
  return parts.filter(Boolean).join(' · ');
}
