/** Which notices the desktop is still to show. */
import type { Notice } from '../../bindings';

/** Remembers what was there when it began and what was taken since: each notice is shown once, what is old never. */
export class Echoing {
  #kinds: string | null = null;
  #since = 0;
  #known = new Set<string>();

  /**
   * Those that are new among the unread notices of the wanted kinds, newest first. The first list, and the first one after
   * the kinds changed, is what was there before: nothing of it is new. `kinds` is empty when none is wanted.
   */
  take(kinds: string, unread: readonly Notice[]): Notice[] {
    const begins = kinds !== this.#kinds;
    if (begins) {
      this.#kinds = kinds;
      this.#since = unread[0]?.at ?? 0;
    }
    // One that was read gives its place in the list to one from before it all began.
    const fresh = unread.filter(({ noticeId, at }) => at >= this.#since && !this.#known.has(noticeId));
    for (const { noticeId } of fresh) this.#known.add(noticeId);
    return begins || kinds === '' ? [] : fresh;
  }
}
