// A local PandaPon in a process of its own.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { binary, start } from './processes.mjs';

/**
 * Starts a sandbox on a free port, with the catalogue of the one that is built into the app, and with as many orders of
 * the past as `orders` says.
 *
 * Returns what it printed (`baseUrl`, `accessKey`, `accessSecret`, `userId`, `controlUrl`), `stop` for a net that is gone,
 * and `control` for its control API: a path and, unless it is a plain read, a body to post.
 */
export async function startSandbox(t, { data, seed = 1, port = 0, orders = 0 }) {
  if (orders > 0) {
    const seeding = ['sandbox', 'seed', '--orders', String(orders), '--data', data, '--seed', String(seed)];
    await promisify(execFile)(binary('pondesk-cli'), seeding);
  }
  const args = ['sandbox', 'serve', '--json', '--port', String(port), '--data', data, '--seed', String(seed)];
  const program = start(t, binary('pondesk-cli'), args);
  const printed = JSON.parse(await program.line(/^\{.*"baseUrl"/));
  const control = async (path, body) => {
    const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(new URL(path, `${printed.controlUrl}/`), {
      ...request,
      headers: { 'content-type': 'application/json' },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`control ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  return { ...printed, control, stop: () => program.stop() };
}
