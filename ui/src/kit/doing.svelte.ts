import { untrack } from 'svelte';

/** What the user waits for on a screen: one thing at a time, and why the last one failed. */
export class Doing<What extends string> {
  what = $state<What | null>(null);
  error = $state.raw<unknown>(null);
  private readonly waiting: (() => void)[] = [];

  /**
   * Does it, unless something else is still being done: for buttons, which show that they are busy. Whether it was done; if
   * not, `error` tells why.
   */
  async run(what: What, work: () => Promise<void>): Promise<boolean> {
    return this.idle && this.begin(what, work);
  }

  /** Does it when its turn comes: for choices, which nobody shall have to make twice. Whether it was done. */
  async inTurn(what: What, work: () => Promise<void>): Promise<boolean> {
    if (this.idle) return this.begin(what, work);
    return new Promise((resolve) => this.waiting.push(() => resolve(this.begin(what, work))));
  }

  /** An effect that begins something does not follow how it goes. */
  private get idle(): boolean {
    return untrack(() => this.what === null);
  }

  private async begin(what: What, work: () => Promise<void>): Promise<boolean> {
    this.what = what;
    this.error = null;
    try {
      await work();
      return true;
    } catch (reason) {
      this.error = reason;
      return false;
    } finally {
      this.what = null;
      this.waiting.shift()?.();
    }
  }
}
