/** How long a copy button says that it was done, in ms. */
const SAID_MS = 1500;

/** Taking a text along, and saying for a moment that it was. */
export class Copying {
  done = $state(false);

  async run(text: string) {
    await navigator.clipboard.writeText(text);
    this.done = true;
    setTimeout(() => (this.done = false), SAID_MS);
  }
}
