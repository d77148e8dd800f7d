/** The host, handed down to every component. */
import { getContext, setContext } from 'svelte';
import type { Host } from './host';

const key = Symbol('host');

/** Called once, at the root. */
export function provideHost(host: Host): void {
  setContext(key, host);
}

/** The host of this window. */
export function useHost(): Host {
  const host = getContext<Host | undefined>(key);
  if (!host) throw new Error('no host: provideHost belongs to the root component');
  return host;
}
