// The few W3C WebDriver calls that window tests need.
import { writeFile } from 'node:fs/promises';
import { until } from './processes.mjs';

/** The key under which WebDriver wraps an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** One session of a browser or an app. */
export class Session {
  #base;

  /** Opens a session; `capabilities` as the driver wants them. */
  static async open(address, capabilities) {
    const value = await call('POST', `${address}/session`, { capabilities: { alwaysMatch: capabilities } });
    return new Session(`${address}/session/${value.sessionId}`);
  }

  constructor(base) {
    this.#base = base;
  }

  /** Ends the session and with it the app. */
  async close() {
    await call('DELETE', this.#base);
  }

  /** Runs a function in the page with JSON arguments and returns its JSON answer, waiting for a promise. */
  async run(fn, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve((${fn}).apply(null, Array.prototype.slice.call(arguments, 0, -1)))
        .then((value) => done({ value }), (error) => done({ error: String(error && error.stack || error) }));`;
    const answer = await call('POST', `${this.#base}/execute/async`, { script, args });
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }

  /** All elements that match now, by their WebDriver ids. */
  async all(selector) {
    const using = selector.startsWith('//') ? 'xpath' : 'css selector';
    const found = await call('POST', `${this.#base}/elements`, { using, value: selector });
    return found.map((element) => element[ELEMENT]);
  }

  /** The first element that matches and is shown, as soon as there is one. Selectors that begin with // are XPath. */
  async find(selector, options) {
    const shown = async () => {
      for (const id of await this.all(selector)) {
        if (await call('GET', `${this.#base}/element/${id}/displayed`)) return id;
      }
      return undefined;
    };
    return until(`${selector} is shown`, shown, options);
  }

  /** Resolves once nothing that matches is shown. */
  async gone(selector, options) {
    await until(`${selector} is gone`, async () => (await this.all(selector)).length === 0, options);
  }

  /** Clicks as soon as the element is shown and nothing lies over it. */
  async click(selector, options) {
    const press = async () => {
      const id = await this.find(selector, { within: 0 });
      await call('POST', `${this.#base}/element/${id}/click`, {});
      return true;
    };
    await until(`${selector} can be clicked`, press, options);
  }

  /** Types into a field; a file's path into a file field. */
  async type(selector, text, options) {
    await call('POST', `${this.#base}/element/${await this.find(selector, options)}/value`, { text });
  }

  /** Empties a field, then types. */
  async fill(selector, text, options) {
    await call('POST', `${this.#base}/element/${await this.find(selector, options)}/clear`, {});
    await this.type(selector, text);
  }

  /** The text that is shown in an element, as the page lays it out: WebDriver's own idea leaves out what is cut off. */
  async text(selector, options) {
    return this.run((element) => element.innerText.trim(), { [ELEMENT]: await this.find(selector, options) });
  }

  /** Resolves with an element's text once it matches. */
  async shows(selector, pattern, options) {
    const matching = async () => {
      const text = await this.text(selector, { within: 0 });
      return pattern.test(text) && text;
    };
    return until(`${selector} shows ${pattern}`, matching, options);
  }

  /** Where an element lies in the page: `x`, `y`, `width`, `height`. */
  async place(selector, options) {
    return call('GET', `${this.#base}/element/${await this.find(selector, options)}/rect`);
  }

  /** The address of the page. */
  async url() {
    return call('GET', `${this.#base}/url`);
  }

  /** Goes to an address. */
  async goto(url) {
    await call('POST', `${this.#base}/url`, { url });
  }

  /** Writes a picture of the page to a PNG file. */
  async picture(file) {
    await writeFile(file, Buffer.from(await call('GET', `${this.#base}/screenshot`), 'base64'));
  }
}

/** How long a driver may take over one call: an app that never comes up would otherwise hold the test for minutes. */
const PATIENCE_MS = 90_000;

async function call(method, url, body) {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(url, { method, body: body && JSON.stringify(body), signal });
  const { value } = await answer.json();
  if (answer.ok) return value;
  throw new Error(`${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`);
}
