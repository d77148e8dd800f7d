// The engine with the UI for a browser: `pondesk-cli serve`.
import { binary, start } from './processes.mjs';

/**
 * Serves a desk on a free port; returns the address with its one-time code, and `stop`. Orders are fetched in the
 * background only with `sync`: most journeys break single calls of the sandbox, and mean their own.
 */
export async function startWeb(t, { data, env, sync = false }) {
  const more = sync ? [] : ['--no-sync'];
  const program = start(t, binary('pondesk-cli'), ['--data-dir', data, 'serve', ...more], { env });
  const line = await program.line(/http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+/);
  const [url] = line.match(/http:\/\/[^\s"]+/);
  return { url, program, stop: () => program.stop() };
}
