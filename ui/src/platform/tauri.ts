/** The host inside the desktop shell. The only file that knows Tauri. */
import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen, type UnlistenFn } from '@tauri-apps/api/event';
import type { ChangeEvent, CommandName, Commands, FileRef } from '../bindings';
import { inOrder } from './changes';
import { readFailure, type Drop, type Host } from './host';

async function ask<T = undefined>(
  name: string,
  args?: Parameters<typeof invoke>[1],
  options?: Parameters<typeof invoke>[2],
) {
  try {
    return await invoke<T>(name, args, options);
  } catch (reason) {
    throw readFailure(reason);
  }
}

/** Listens until told to stop, also when told before the listening began. */
function until(listening: Promise<UnlistenFn>): () => void {
  return () => void listening.then((stop) => stop());
}

/** The host of the desktop shell. */
export function tauriHost(): Host {
  return {
    call: <N extends CommandName>(name: N, request: Commands[N]['request']) =>
      ask<Commands[N]['response']>('call', { name, request }),
    onChange(listener) {
      const receive = inOrder(listener);
      return until(listen<ChangeEvent>('desk://change', (event) => receive(event.payload)));
    },
    pictureUrl: (key) => convertFileSrc(key, 'picture'),
    async takeFile(file, name) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return ask<FileRef>('take_file', bytes, { headers: { 'x-file-name': encodeURIComponent(name) } });
    },
    chooseFile: (purpose) => ask<FileRef | null>('choose_file', { purpose }),
    savePaper: (paperId) => ask<boolean>('save_paper', { paperId }),
    onDrop: (listener) => until(listen<Drop>('desk://drop', (event) => listener(event.payload))),
    pasteFile: () => ask<FileRef | null>('paste_file'),
    openLink: (url) => ask('open_link', { url }),
    notify: (notice) => ask('show_notice', { notice }),
    onNoticeOpened: (listener) => until(listen<string>('desk://notice', (event) => listener(event.payload))),
    // A desktop without badges is no reason to say anything.
    badge: (count) => void ask('show_badge', { count }).catch(() => undefined),
  };
}
