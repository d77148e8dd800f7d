// The real window: the app under tauri-driver and WebKitWebDriver, on a screen of its own.
import { readdir, readFile, readlink } from 'node:fs/promises';
import { binary, freePort, start, tool, until } from './processes.mjs';
import { Session } from './webdriver.mjs';

/**
 * Opens the app on a screen (see screen.mjs) with its data in `data`.
 *
 * Returns the WebDriver session; `quit` closes the app and its driver, so that the same data can be opened again.
 * `PONDESK_DATA_DIR` moves all that the app keeps, so XDG's folders are moved along for what the web view keeps.
 */
export async function openWindow(t, screen, { data, env = {}, application = binary('pondesk'), args = [] }) {
  const [port, nativePort] = [await freePort(), await freePort()];
  const driver = start(t, tool('tauri-driver'), ['--port', String(port), '--native-port', String(nativePort)], {
    env: { ...screen.env, PONDESK_DATA_DIR: data, XDG_DATA_HOME: data, XDG_CACHE_HOME: data, LANG: 'C.UTF-8', ...env },
  });
  const address = `http://127.0.0.1:${port}`;
  await until('tauri-driver answers', async () => driver.how || (await fetch(`${address}/status`)).ok);
  if (driver.how) throw new Error(`${driver.name} ${driver.how}\n${driver.complaints.join('\n')}`);
  const session = await Session.open(address, { 'tauri:options': { application, args } });
  let open = true;
  const quit = async () => {
    if (!open) return;
    open = false;
    await session.close();
    // The driver answers before the app has ended; an app that starts meanwhile would hand over to the one that goes.
    await until('the app has ended', async () => !(await isRunning(application, data)));
    await driver.stop();
  };
  // The driver would leave the app running when the test fails half way; by then its screen may be gone, and the app with it.
  t.after(() => quit().catch(() => undefined));
  return Object.assign(session, { quit, driver });
}

/** Whether a program runs with its data in `data`. */
export async function isRunning(application, data) {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const asked = processes.map(async (pid) => {
    // A process that ends while it is looked at does not run.
    const [program, environment] = await Promise.all([
      readlink(`/proc/${pid}/exe`).catch(() => ''),
      readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''),
    ]);
    return program === application && environment.split('\0').includes(`PONDESK_DATA_DIR=${data}`);
  });
  return (await Promise.all(asked)).includes(true);
}
