/** Puts change events into order: a number that does not follow the last one means that something was missed. */
import type { ChangeEvent } from '../bindings';
import type { Change } from './host';

/** Passes events on; a gap, or a run that started anew, becomes `all`. The first event only sets the count. */
export function inOrder(listener: (change: Change) => void): (event: ChangeEvent) => void {
  let last: number | undefined;
  return (event) => {
    const follows = last === undefined || event.seq === last + 1;
    last = event.seq;
    listener(follows ? event : 'all');
  };
}
