// The engine with the UI for a browser: `pondesk-cli serve`.
import { binary, start } from './processes.mjs';

/** Serves a desk on a free port; returns the address with its one-time code, and `stop`. */
export async function startWeb(t, { data, env }) {
  const program = start(t, binary('pondesk-cli'), ['--data-dir', data, 'serve'], { env });
  const line = await program.line(/http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+/);
  const [url] = line.match(/http:\/\/[^\s"]+/);
  return { url, program, stop: () => program.stop() };
}
