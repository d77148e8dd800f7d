/** Finds out what carries the UI, once at start. */
import type { Host } from './host';

/** The desktop shell when it is there, else the web host of `pondesk-cli serve`. */
export async function chooseHost(): Promise<Host> {
  if ('__TAURI_INTERNALS__' in window) return (await import('./tauri')).tauriHost();
  const { connect, httpHost } = await import('./http');
  await connect(window.location, window.history);
  return httpHost();
}
