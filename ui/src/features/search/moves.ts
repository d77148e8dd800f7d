/** Moving through cards that stand in rows of one or two columns of results. */
import type { OfferSummary } from '../../bindings';
import { keyOf, type OfferKey } from './search.svelte';

/** Which way the cursor goes. */
export type Move = 'next' | 'previous' | 'down' | 'up' | 'across';

/** Where the cursor goes. `columns` are the lists side by side; `width` is how many cards stand in a row of one. */
export function moved(
  columns: readonly (readonly OfferSummary[])[],
  width: number,
  cursor: OfferKey | null,
  move: Move,
): OfferKey | null {
  const filled = columns.filter((column) => column.length > 0);
  const first = filled[0]?.[0];
  if (!first) return null;
  const at = filled.findIndex((column) => column.some((offer) => keyOf(offer) === cursor));
  const column = filled[at];
  if (!column) return keyOf(first);
  const index = column.findIndex((offer) => keyOf(offer) === cursor);
  const steps: Record<Exclude<Move, 'across'>, number> = { next: 1, previous: -1, down: width, up: -width };
  if (move === 'across') {
    const other = filled[(at + 1) % filled.length] ?? column;
    const target = other[Math.min(index, other.length - 1)];
    return target ? keyOf(target) : cursor;
  }
  const target = column[index + steps[move]];
  return target ? keyOf(target) : cursor;
}
