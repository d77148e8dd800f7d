// Debian's Chromium, driven by Playwright.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { chromium } from 'playwright-core';

const executablePath = process.env.PONDESK_CHROMIUM ?? '/usr/bin/chromium';

/** Chromium refuses its own sandbox to root, as whom containers run. */
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Starts a browser that ends with the test at the latest. */
export async function startChromium(t) {
  const browser = await chromium.launch({ executablePath, args });
  t.after(() => browser.close());
  return browser;
}

/** A page waits this long for what it wants, in ms: a machine under load is slow, not wrong. */
const PATIENCE = 60_000;

/** How a context looks at the UI. */
const look = ({ locale = 'en-GB', colorScheme = 'light', size: [width, height] = [1440, 900] } = {}) => ({
  ...{ locale, colorScheme, viewport: { width, height } },
  // Nothing floats half way when it is measured or painted.
  reducedMotion: 'reduce',
});

/** Starts a browser that keeps what it is told in a folder, as a user's does. */
export async function startProfile(t, folder, options) {
  const context = await chromium.launchPersistentContext(folder, { executablePath, args, ...look(options) });
  t.after(() => context.close());
  return context;
}

/** Opens a page on the UI in a context of its own; see `visit`. */
export async function openPage(browser, url, options) {
  return visit(await browser.newContext(look(options)), url);
}

/**
 * Opens a page on the UI.
 *
 * `trouble` collects what no page may do: script errors, console errors (a blocked content policy is one) and requests to
 * any other host than the one that was opened. An error that the engine answers with is none: the page has to show it.
 *
 * `cutOff` says that PandaPon is gone from now on: a picture that was not fetched before is no trouble then, something
 * stands in its place.
 */
export async function visit(context, url) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const trouble = [];
  let offline = false;
  const { host } = new URL(url);
  page.on('pageerror', (error) => trouble.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    const answer = /^Failed to load resource: the server responded/.test(message.text());
    if (answer && /\/api\/(call|files)\b/.test(message.location().url)) return;
    const unreached = answer && /\bstatus of 504\b/.test(message.text());
    if (offline && unreached && new URL(message.location().url).pathname.startsWith('/picture/')) return;
    if (message.type() === 'error') trouble.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (/^(https?|wss?):$/.test(asked.protocol) && asked.host !== host) trouble.push(`request to ${asked.host}`);
  });
  await page.goto(url);
  return { page, context, trouble, cutOff: () => (offline = true) };
}

/** Lets a file fall on an element, as a browser does it. */
export async function dropFile(page, selector, file, type) {
  await sendFile(page, selector, file, type, ['dragenter', 'dragover', 'drop']);
}

/** Pastes a file into an element, as a browser does it. */
export async function pasteFile(page, selector, file, type) {
  await sendFile(page, selector, file, type, ['paste']);
}

async function sendFile(page, selector, file, type, events) {
  const content = (await readFile(file)).toString('base64');
  await page.locator(selector).evaluate(
    (element, { content, name, type, events }) => {
      const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type }));
      for (const event of events) {
        const init = { bubbles: true, cancelable: true };
        element.dispatchEvent(
          event === 'paste'
            ? new ClipboardEvent(event, { ...init, clipboardData: data })
            : new DragEvent(event, { ...init, dataTransfer: data }),
        );
      }
    },
    { content, name: basename(file), type, events },
  );
}
