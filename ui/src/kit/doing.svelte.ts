/** What the user waits for on a screen: one thing at a time, and why the last one failed. */
export class Doing<What extends string> {
  what = $state<What | null>(null);
  error = $state.raw<unknown>(null);

  /** Does it, unless something else is still being done. Whether it was done; if not, `error` tells why. */
  async run(what: What, work: () => Promise<void>): Promise<boolean> {
    if (this.what !== null) return false;
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
    }
  }
}
