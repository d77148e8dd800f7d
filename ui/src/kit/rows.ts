/** Moving through a list and ticking its rows: all of it is about keys of rows, none about what stands in them. */

/** The row that is `by` steps away; from nowhere the first or the last; null in an empty list. */
export function stepTo<K>(rows: readonly K[], from: K | null, by: number): K | null {
  if (rows.length === 0) return null;
  const at = from === null ? -1 : rows.indexOf(from);
  if (at < 0) return (by > 0 ? rows[0] : rows.at(-1)) ?? null;
  return rows[Math.min(rows.length - 1, Math.max(0, at + by))] ?? null;
}

/** All rows between two, both included; the second alone when the first is not in the list. */
export function rangeOf<K>(rows: readonly K[], from: K | null, to: K): K[] {
  const start = from === null ? -1 : rows.indexOf(from);
  const end = rows.indexOf(to);
  if (start < 0 || end < 0) return end < 0 ? [] : [to];
  return rows.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** A set with these rows ticked or not. */
export function withTicks<K>(ticked: ReadonlySet<K>, rows: readonly K[], on: boolean): ReadonlySet<K> {
  const next = new Set(ticked);
  for (const row of rows) {
    if (on) next.add(row);
    else next.delete(row);
  }
  return next;
}

/** A map of ticked rows with these rows in it or not, by their keys. */
export function withRows<K, R>(
  ticked: ReadonlyMap<K, R>,
  rows: readonly R[],
  keyOf: (row: R) => K,
  on: boolean,
): ReadonlyMap<K, R> {
  const next = new Map(ticked);
  for (const row of rows) {
    if (on) next.set(keyOf(row), row);
    else next.delete(keyOf(row));
  }
  return next;
}

/** Whether all or some of these rows are ticked, for the box that stands for them. */
export function tickOf<K>(rows: readonly K[], ticked: ReadonlySet<K>): { checked: boolean; some: boolean } {
  const count = rows.filter((row) => ticked.has(row)).length;
  return { checked: rows.length > 0 && count === rows.length, some: count > 0 };
}

/** Brings the row with this key into view and gives it the focus, so that it is heard and Tab goes on from it. */
export function focusRow(key: string): void {
  const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}
