/** The story of an order for its timeline: what changed, and what was done with it from this desk. Newest first. */
import type { Change, ChangeSource, Operation, Order, OrderStage, OrderView } from '../../bindings';
import { count, m, money, momentFull } from '../../i18n';
import { direction } from '../../kit/price';
import { stageWord } from '../../kit/stage';
import type { TimelineEntry } from '../../kit/Timeline.svelte';
import { operationTitle, stateWord } from '../outbox/words';

const sources: Record<ChangeSource, () => string> = {
  sync: m.orders_source_sync,
  callback: m.orders_source_callback,
  ownAction: m.orders_source_own,
};

const sums: Record<string, () => string> = {
  total: m.orders_total,
  goods: m.orders_goods,
  freight: m.orders_freight,
  discount: m.orders_discount,
  unitPrice: m.orders_unit_price,
};

const plain: Record<string, () => string> = {
  receiver: m.orders_receiver,
  closedReason: m.orders_closed_reason,
  paidAt: m.orders_paid_at,
  parcels: m.orders_parcels,
  quantity: m.orders_quantity,
  status: m.orders_status,
  afterSales: m.orders_after_sales,
  note: m.orders_note,
  client: m.orders_client,
  tags: m.orders_tags,
  files: m.orders_files,
};

const yuan = (minor: string) => ({ minor, currency: 'CNY' as const });
const isDigits = (text: string | null): text is string => text !== null && /^-?\d+$/.test(text);

/** A value of a field in words; what is not understood stays as it came. */
function valueText(name: string, value: string | null, stage: OrderStage | null): string {
  if (value === null) return '–';
  if (stage !== null && stage !== 'unknown') return stageWord(stage);
  if (isDigits(value)) {
    if (name in sums) return money(yuan(value));
    if (name === 'paidAt') return momentFull(Number(value));
    if (name === 'quantity') return count(BigInt(value));
  }
  return value;
}

function changeEntry(change: Change, index: number, order: Order): TimelineEntry {
  const parts = change.field.split(':');
  const ofLine = parts[0] === 'line' ? order.lines.find((line) => line.lineId === parts[1]) : undefined;
  const name = parts[0] === 'line' ? (parts[2] ?? 'line') : change.field;
  const was = valueText(name, change.old, change.oldStage);
  const is = valueText(name, change.new, change.newStage);
  const label = (sums[name] ?? plain[name])?.() ?? name;
  const titled = ofLine ? `${label} · ${ofLine.title}` : label;
  const title =
    name === 'line'
      ? change.new === null
        ? m.orders_line_gone({ title: was })
        : m.orders_line_new({ title: is })
      : change.old === null
        ? m.orders_change_first({ field: titled, is })
        : m.orders_change({ field: titled, was, is });
  const way =
    name in sums && isDigits(change.old) && isDigits(change.new)
      ? direction(yuan(change.old), yuan(change.new))
      : 'same';
  return {
    key: `change ${index}`,
    kind: way === 'up' ? 'rise' : way === 'down' ? 'fall' : 'event',
    title,
    source: sources[change.source](),
    at: change.seenAt,
  };
}

function operationEntry(operation: Operation): TimelineEntry {
  return {
    key: `operation ${operation.operationId}`,
    kind: operation.state === 'unknown' || operation.state === 'sending' ? 'unknown' : 'event',
    title: operationTitle(operation),
    source: m.orders_operation_source({ state: stateWord(operation.state) }),
    at: operation.writtenAt,
  };
}

/** All that happened to an order, newest first; the newest word on its status is the current one. */
export function storyOf(view: Pick<OrderView, 'order' | 'changes' | 'operations'>): TimelineEntry[] {
  const { order, changes, operations } = view;
  const current = changes.findIndex((change) => change.field === 'status');
  const placed: TimelineEntry[] =
    order.placedAt === null
      ? []
      : [{ key: 'placed', kind: 'event', title: m.orders_placed(), source: sources.sync(), at: order.placedAt }];
  const told = changes.map((change, index): TimelineEntry => {
    const entry = changeEntry(change, index, order);
    return index === current ? { ...entry, kind: 'now' } : entry;
  });
  const done = [...operations.map(operationEntry), ...placed].sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
  return amid(told, done);
}

/** Puts what was done amid what was told, by time. What was told keeps its order: a clock that was put back is no reason. */
function amid(told: readonly TimelineEntry[], done: readonly TimelineEntry[]): TimelineEntry[] {
  const story: TimelineEntry[] = [];
  let next = 0;
  for (const entry of told) {
    while (next < done.length && (done[next]?.at ?? 0) > (entry.at ?? 0)) story.push(...done.slice(next, ++next));
    story.push(entry);
  }
  return [...story, ...done.slice(next)];
}
