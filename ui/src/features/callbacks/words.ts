/** Pushed messages in words and glyphs. */
import Check from '@lucide/svelte/icons/check';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import FileExclamationPoint from '@lucide/svelte/icons/file-exclamation-point';
import LifeBuoy from '@lucide/svelte/icons/life-buoy';
import Loader from '@lucide/svelte/icons/loader';
import MessageCircleQuestionMark from '@lucide/svelte/icons/message-circle-question-mark';
import Package from '@lucide/svelte/icons/package';
import ShieldX from '@lucide/svelte/icons/shield-x';
import Tag from '@lucide/svelte/icons/tag';
import Truck from '@lucide/svelte/icons/truck';
import Unlink from '@lucide/svelte/icons/unlink';
import type {
  Callback,
  CallbackCount,
  CallbackKind,
  CallbackReason,
  CallbackState,
  OrderStatus,
  SignatureMode,
  SignatureVerdict,
} from '../../bindings';
import { bytes, m, money } from '../../i18n';
import type { Glyph } from '../../kit/Icon.svelte';
import { stageWord } from '../../kit/stage';
import type { Tone } from '../../kit/Status.svelte';

/** States that wait for the user to look: nothing more comes of them by itself. */
export const needsLook: readonly CallbackState[] = ['unmatched', 'unknownType', 'unreadable', 'refused'];

const glyphs: Record<CallbackKind, Glyph> = {
  priceModified: Tag,
  statusChanged: Package,
  refund: LifeBuoy,
  other: Truck,
};

/** A status in words; the platform's own where its meaning is not known. */
export const statusWord = (status: OrderStatus): string =>
  status.stage === 'unknown' ? status.raw : stageWord(status.stage);

/** The glyph of what a message is about. */
export function glyphOf(callback: Callback): Glyph {
  if (callback.state === 'unreadable') return FileExclamationPoint;
  return callback.kind === null ? CircleQuestionMark : glyphs[callback.kind];
}

/** What a message says, in one line: raw words where nothing else is known. */
export function titleOf(callback: Callback): string {
  const { facts, kind } = callback;
  const status = facts.status && statusWord(facts.status);
  switch (kind) {
    case 'priceModified':
      return facts.total ? m.callbacks_kind_price_to({ total: money(facts.total) }) : m.callbacks_kind_price();
    case 'statusChanged':
      return status ? m.callbacks_kind_status_to({ status }) : m.callbacks_kind_status();
    case 'refund':
      return facts.afterSales ? m.callbacks_kind_refund_to({ status: facts.afterSales }) : m.callbacks_kind_refund();
    case 'other':
      return m.callbacks_kind_other({ type: callback.messageType ?? '' });
    case null:
      return callback.messageType ?? m.callbacks_kind_none({ size: bytes(callback.bytes) });
  }
}

const looks: Record<CallbackState, { tone: Tone; glyph: Glyph; word: () => string }> = {
  waiting: { tone: 'acc', glyph: Loader, word: m.callbacks_state_waiting },
  applied: { tone: 'quiet', glyph: Check, word: m.callbacks_state_applied },
  unmatched: { tone: 'warn', glyph: Unlink, word: m.callbacks_state_unmatched },
  unknownType: { tone: 'unk', glyph: CircleQuestionMark, word: m.callbacks_state_unknown },
  unreadable: { tone: 'bad', glyph: FileExclamationPoint, word: m.callbacks_state_unreadable },
  refused: { tone: 'bad', glyph: ShieldX, word: m.callbacks_state_refused },
};

/** How far a message is: what waits for PandaPon or a secret is said, and not confirmed. */
export function lookOf(callback: Callback): { tone: Tone; glyph: Glyph; word: () => string } {
  return callback.state === 'waiting' && callback.reason !== null
    ? { tone: 'fall', glyph: MessageCircleQuestionMark, word: m.callbacks_state_said }
    : looks[callback.state];
}

const reasons: Record<CallbackReason, () => string> = {
  offline: m.callbacks_reason_offline,
  noSecret: m.callbacks_reason_no_secret,
  notTold: m.callbacks_reason_not_told,
  noOrder: m.callbacks_reason_no_order,
  unknownOrder: m.callbacks_reason_unknown_order,
  otherAccount: m.callbacks_reason_other_account,
  unknownType: m.callbacks_reason_unknown_type,
  empty: m.callbacks_reason_empty,
  noJson: m.callbacks_reason_no_json,
  noMessage: m.callbacks_reason_no_message,
  tooLarge: m.callbacks_reason_too_large,
  noSignature: m.callbacks_reason_no_signature,
  wrongSignature: m.callbacks_reason_wrong_signature,
};

/** Why a message waits or was not applied. */
export const reasonText = (reason: CallbackReason): string => reasons[reason]();

const verdicts: Record<SignatureVerdict, () => string> = {
  right: m.callbacks_signature_right,
  wrong: m.callbacks_signature_wrong,
  missing: m.callbacks_signature_missing,
  notChecked: m.callbacks_signature_not_checked,
};

/** What a signature is worth. */
export const verdictWord = (verdict: SignatureVerdict): string => verdicts[verdict]();

/** What is wanted of signatures, and what that means. */
export const modes: Record<SignatureMode, { label: () => string; help: () => string }> = {
  off: { label: m.callbacks_mode_off, help: m.callbacks_mode_off_help },
  logOnly: { label: m.callbacks_mode_log, help: m.callbacks_mode_log_help },
  enforce: { label: m.callbacks_mode_enforce, help: m.callbacks_mode_enforce_help },
};

/** How many messages are in any of these states; in all when none is named. */
export function countOf(counts: readonly CallbackCount[], states: readonly CallbackState[] = []): number {
  const wanted = counts.filter(({ state }) => states.length === 0 || states.includes(state));
  return wanted.reduce((sum, { count }) => sum + count, 0);
}
