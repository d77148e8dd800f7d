/**
 * The text and the way out for each error code. The only place that turns an error into words; nothing else in the UI
 * looks into errors, and nothing anywhere matches their words.
 */
import { bytes, m, money, sentences } from '../i18n';
import { readFailure, type Failure, type FailureCode } from '../platform/host';

/** An error in words. */
export interface ErrorText {
  /** What happened. */
  title: string;
  /** What is safe and what to do; empty when the title says it all. */
  next: string;
  /** For people who ask for help: the code, and the platform's own where there is one. */
  code: string;
  /** The platform's words, as they came. */
  said: string | null;
  requestId: string | null;
}

type Words = [title: string, next: string];

const fields: Record<string, () => string> = {
  name: m.error_field_name,
  phone: m.error_field_phone,
  province: m.error_field_province,
  city: m.error_field_city,
  district: m.error_field_district,
  street: m.error_field_street,
  accessKey: m.error_field_access_key,
  accessSecret: m.error_field_access_secret,
  userId: m.error_field_user_id,
  baseUrl: m.error_field_base_url,
  quantity: m.error_field_quantity,
  waybill: m.error_field_waybill,
  note: m.error_field_note,
  carrierCode: m.error_field_carrier,
  words: m.error_field_words,
  reason: m.error_field_reason,
  url: m.error_field_url,
  fields: m.error_field_fields,
  daily: m.error_field_daily,
  confirmAbove: m.error_field_confirm_above,
  duplicateHours: m.error_field_duplicate_hours,
  host: m.callbacks_host,
  port: m.callbacks_port,
  publicUrl: m.callbacks_public,
  signedTexts: m.callbacks_candidates,
  text: m.callbacks_paste_label,
  files: m.orders_files,
};

/** The label of a request's field; its own name when the UI has no word for it. */
export function fieldLabel(field: string): string {
  const own = field.split('.').at(-1) ?? field;
  return fields[own]?.() ?? own;
}

const fen = (minor: string | undefined) =>
  minor !== undefined && /^-?\d+$/.test(minor) ? money({ minor, currency: 'CNY' }) : '?';
const size = (digits: string | undefined) =>
  digits !== undefined && /^\d+$/.test(digits) ? bytes(Number(digits)) : '?';

/** The rule that an override breaks, and what would be right. */
function overrideRule(details: Failure['details']): string {
  const { rule, limit = '?', character = '?', wanted = '', other = '?' } = details;
  switch (rule) {
    case 'root':
      return m.error_override_root();
    case 'length':
      return m.error_override_length({ limit });
    case 'character':
      return m.error_override_character({ character });
    case 'segment':
      return m.error_override_segment();
    case 'placeholders':
      return wanted ? m.error_override_placeholders({ wanted }) : m.error_override_no_placeholders();
    case 'taken':
      return m.error_override_taken({ other });
    case 'edition':
      return m.error_override_edition();
    case 'nothing':
      return m.error_override_nothing();
    case 'operation':
      return m.error_override_operation();
    default:
      return m.error_field_invalid_next();
  }
}

const words: Record<FailureCode, (failure: Failure) => Words> = {
  badRequest: () => [m.error_bad_request(), m.error_bad_request_next()],
  unknownCommand: () => [m.error_unknown_command(), m.error_unknown_command_next()],
  fieldMissing: (f) => [m.error_field_missing({ field: fieldLabel(f.field ?? '') }), m.error_field_missing_next()],
  fieldInvalid: (f) => [
    m.error_field_invalid({ field: fieldLabel(f.field ?? '') }),
    f.details['limit'] ? m.error_field_invalid_limit({ limit: f.details['limit'] }) : m.error_field_invalid_next(),
  ],
  accountMissing: () => [m.error_account_missing(), m.error_account_missing_next()],
  keychainLocked: () => [m.error_keychain_locked(), m.error_keychain_locked_next()],
  secretMissing: () => [m.error_secret_missing(), m.error_secret_missing_next()],
  keychainDenied: () => [m.error_keychain_denied(), m.error_keychain_denied_next()],
  sandboxFailed: () => [m.error_sandbox_failed(), m.error_sandbox_failed_next()],
  notReached: () => [m.error_not_reached(), m.error_not_reached_next()],
  timedOut: () => [m.error_timed_out(), m.error_timed_out_next()],
  signatureRefused: () => [m.error_signature_refused(), m.error_signature_refused_next()],
  clockRefused: () => [m.error_clock_refused(), m.error_clock_refused_next()],
  refused: (f) => [f.said ? m.error_refused_saying({ said: f.said }) : m.error_refused(), m.error_refused_next()],
  notServed: () => [m.error_not_served(), m.error_not_served_next()],
  unreadable: () => [m.error_unreadable(), m.error_unreadable_next()],
  outcomeUnknown: () => [m.error_outcome_unknown(), m.error_outcome_unknown_next()],
  alreadyUnderWay: () => [m.error_already_under_way(), m.error_already_under_way_next()],
  waitsInOutbox: () => [m.error_waits_in_outbox(), m.error_waits_in_outbox_next()],
  choiceClosed: () => [m.error_choice_closed(), m.error_choice_closed_next()],
  orderTaken: () => [m.error_order_taken(), m.error_order_taken_next()],
  fileMissing: () => [m.error_file_missing(), m.error_file_missing_next()],
  paperMissing: () => [m.error_paper_missing(), m.error_paper_missing_next()],
  paperNotWritten: () => [m.error_paper_not_written(), m.error_paper_not_written_next()],
  noFont: () => [m.error_no_font(), m.error_no_font_next()],
  notAPicture: () => [m.error_not_a_picture(), m.error_not_a_picture_next()],
  pictureKind: (f) => [m.error_picture_kind({ kind: f.details['mediaType'] ?? '?' }), m.error_not_a_picture_next()],
  fileTooLarge: (f) => [
    m.error_file_too_large({ size: size(f.details['bytes']), limit: size(f.details['limit']) }),
    m.error_file_too_large_next(),
  ],
  tooManyPixels: (f) => [
    m.error_too_many_pixels({ width: f.details['width'] ?? '?', height: f.details['height'] ?? '?' }),
    m.error_too_many_pixels_next(),
  ],
  pictureAnimated: () => [m.error_picture_animated(), m.error_picture_animated_next()],
  pictureDamaged: () => [m.error_picture_damaged(), m.error_picture_damaged_next()],
  voucherKind: () => [m.error_voucher_kind(), m.error_voucher_kind_next()],
  voucherLinkNeeded: () => [m.error_voucher_link_needed(), m.error_voucher_link_needed_next()],
  linkUnknown: () => [m.error_link_unknown(), m.error_link_unknown_next()],
  linkForbidden: () => [m.error_link_forbidden(), m.error_link_forbidden_next()],
  offerMissing: () => [m.error_offer_missing(), m.error_offer_missing_next()],
  selectionFaulty: () => [m.error_selection_faulty(), m.error_selection_faulty_next()],
  nothingPicked: () => [m.error_nothing_picked(), m.error_nothing_picked_next()],
  cartLineMissing: () => [m.error_cart_line_missing(), m.error_cart_line_missing_next()],
  addressMissing: () => [m.error_address_missing(), m.error_address_missing_next()],
  previewMissing: () => [m.error_preview_missing(), m.error_preview_missing_next()],
  previewProblem: () => [m.error_preview_problem(), m.error_preview_problem_next()],
  priceRose: () => [m.error_price_rose(), m.error_price_rose_next()],
  orderedAlready: () => [m.error_ordered_already(), m.error_ordered_already_next()],
  dailyLimit: (f) => [
    m.error_daily_limit({
      limit: fen(f.details['limit']),
      spent: fen(f.details['spent']),
      sum: fen(f.details['sum']),
    }),
    m.error_daily_limit_next(),
  ],
  confirmationNeeded: (f) => [
    m.error_confirmation_needed({ sum: fen(f.details['sum']), limit: fen(f.details['limit']) }),
    m.error_confirmation_needed_next(),
  ],
  orderMissing: () => [m.error_order_missing(), m.error_order_missing_next()],
  orderStateForbids: (f) => [
    m.error_order_state_forbids({ status: f.details['status'] ?? '?' }),
    m.error_order_state_forbids_next(),
  ],
  caseMissing: () => [m.error_case_missing(), m.error_case_missing_next()],
  caseStateForbids: (f) => [
    m.error_case_state_forbids({ status: f.details['status'] ?? '?' }),
    m.error_case_state_forbids_next(),
  ],
  claimFaulty: () => [m.error_claim_faulty(), m.error_claim_faulty_next()],
  claimUnchanged: () => [m.error_claim_unchanged(), m.error_claim_unchanged_next()],
  evidenceMissing: () => [m.error_evidence_missing(), m.error_evidence_missing_next()],
  carrierUnknown: (f) => [m.error_carrier_unknown({ code: f.details['code'] ?? '?' }), m.error_carrier_unknown_next()],
  totalChanged: (f) => [
    m.error_total_changed({ was: fen(f.details['was']), is: fen(f.details['is']) }),
    m.error_total_changed_next(),
  ],
  riseNotLookedAt: (f) => [
    m.error_rise_not_looked_at({ was: fen(f.details['was']), is: fen(f.details['is']) }),
    m.error_rise_not_looked_at_next(),
  ],
  balanceTooSmall: () => [m.error_balance_too_small(), m.error_balance_too_small_next()],
  cancelTooSoon: () => [m.error_cancel_too_soon(), m.error_cancel_too_soon_next()],
  overrideRefused: (f) => [
    m.error_override_refused({ operation: f.details['operation'] ?? '?' }),
    overrideRule(f.details),
  ],
  agreementMissing: () => [m.error_agreement_missing(), m.error_agreement_missing_next()],
  callMissing: () => [m.error_call_missing(), m.error_call_missing_next()],
  operationMissing: () => [m.error_operation_missing(), m.error_operation_missing_next()],
  backupMissing: () => [m.error_backup_missing(), m.error_backup_missing_next()],
  callbackMissing: () => [m.error_callback_missing(), m.error_callback_missing_next()],
  portTaken: (f) => [m.error_port_taken({ port: f.details['port'] ?? '?' }), m.error_port_taken_next()],
  cannotListen: (f) =>
    f.field === 'on'
      ? [m.error_not_listening(), m.error_not_listening_next()]
      : [
          m.error_cannot_listen({ host: f.details['host'] ?? '?', port: f.details['port'] ?? '?' }),
          m.error_cannot_listen_next(),
        ],
  desktopSilent: () => [m.error_desktop_silent(), m.error_desktop_silent_next()],
  backupDamaged: () => [m.error_backup_damaged(), m.error_backup_damaged_next()],
  deskInUse: () => [m.error_desk_in_use(), m.error_desk_in_use_next()],
  storeNewer: () => [m.error_store_newer(), m.error_store_newer_next()],
  storeReadOnly: () => [m.error_store_read_only(), m.error_store_read_only_next()],
  diskFull: () => [m.error_disk_full(), m.error_disk_full_next()],
  storeDamaged: () => [m.error_store_damaged(), m.error_store_damaged_next()],
  internal: () => [m.error_internal(), m.error_internal_next()],
  hostGone: () => [m.error_host_gone(), m.error_host_gone_next()],
  sessionGone: () => [m.error_session_gone(), m.error_session_gone_next()],
};

/** Any error in words. A code that this UI does not know gets the general text, with the code to quote. */
export function errorText(error: unknown): ErrorText {
  const failure = readFailure(error).failure;
  const known = Object.hasOwn(words, failure.code) ? words[failure.code] : undefined;
  const [title, next] = known?.(failure) ?? [m.error_other(), m.error_internal_next()];
  const code = failure.platformCode ? `${failure.code} · ${failure.platformCode}` : failure.code;
  return { title, next, code, said: failure.said, requestId: failure.requestId };
}

/** The error in one line, to stand under a field. */
export function errorLine(error: unknown): string {
  const { title, next } = errorText(error);
  return sentences(title, next);
}

/** The error's words when it concerns this field, to stand under it. */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!error) return undefined;
  const failure = readFailure(error).failure;
  return failure.field?.split('.').at(-1) === field ? errorLine(error) : undefined;
}
