/** The desk's status, asked once and shared by the frame and the screens. */
import { getContext, setContext } from 'svelte';
import type { AccountId, AccountView, DeskStatus } from '../bindings';
import { useCommand } from './query.svelte';

const key = Symbol('desk');

/** What every screen may know of the desk. */
export interface Desk {
  /** Undefined until the engine has answered. */
  readonly status: DeskStatus | undefined;
  readonly error: unknown;
  /** Whether the engine is being asked now. */
  readonly asking: boolean;
  /** Asks again: what kept the desk closed may be gone. */
  again: () => void;
  /** The account in use. */
  readonly account: AccountView | undefined;
  /** Its id; null while there is none, so that nothing is asked. */
  readonly accountId: AccountId | null;
}

/** Asks for the status; called once, at the root. */
export function provideDesk(): Desk {
  const query = useCommand('desk_status', () => ({}));
  const desk: Desk = {
    get status() {
      return query.data;
    },
    get error() {
      return query.error;
    },
    get asking() {
      return query.isFetching;
    },
    again() {
      void query.refetch();
    },
    get account() {
      const status = query.data;
      return status?.accounts.find((account) => account.accountId === status.current);
    },
    get accountId() {
      return query.data?.current ?? null;
    },
  };
  return setContext(key, desk);
}

/** The desk of this window. */
export function useDesk(): Desk {
  return getContext<Desk>(key);
}
