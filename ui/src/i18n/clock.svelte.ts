/** The present moment for everything that shows an age. One timer for the whole window, only while something looks. */
import { createSubscriber } from 'svelte/reactivity';

let tick: (() => void) | undefined;
const subscribe = createSubscriber((update) => {
  tick = update;
  const timer = setInterval(update, 1000);
  return () => {
    clearInterval(timer);
    tick = undefined;
  };
});

let source: () => number = Date.now;

/** Epoch milliseconds; read inside markup or an effect it is read again each second. */
export function now(): number {
  subscribe();
  return source();
}

/** Lets a test hold the clock. */
export function setClock(read: () => number): void {
  source = read;
  tick?.();
}
