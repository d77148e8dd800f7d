/** The host in a plain browser: `pondesk-cli serve` on loopback. */
import type { ChangeEvent, CommandName, Commands, FileRef } from '../bindings';
import { browserNotices, showBadge } from './browser-notices';
import { inOrder } from './changes';
import { dropsOf } from './drops';
import { plainFailure, readFailure, type CommandFailure, type FilePurpose, type Host } from './host';

/** Kinds that the picker offers; what a file really is, the engine reads from its bytes. */
const accepted: Record<FilePurpose, string> = {
  picture: 'image/jpeg,image/png,image/webp',
  voucher: 'image/jpeg,image/png,image/webp,application/pdf',
};

async function failureOf(response: Response): Promise<CommandFailure> {
  if (response.status === 401 || response.status === 403) return plainFailure('sessionGone');
  const text = await response.text();
  try {
    return readFailure(JSON.parse(text) as unknown);
  } catch {
    return plainFailure('internal', `HTTP ${response.status} ${text.slice(0, 200)}`.trim());
  }
}

async function post<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { method: 'POST', credentials: 'same-origin', ...init });
  } catch {
    throw plainFailure('hostGone');
  }
  if (!response.ok) throw await failureOf(response);
  return (await response.json()) as T;
}

/**
 * Exchanges the one-time code of the address (`#code=…`) for the session's cookie and takes it out of the address and
 * the history. Without a code the cookie of an earlier visit is used.
 */
export async function connect(location: Location, history: History): Promise<void> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code === null) return;
  history.replaceState(null, '', location.pathname + location.search);
  const headers = { 'content-type': 'application/json' };
  const response = await fetch('/api/session', {
    method: 'POST',
    credentials: 'same-origin',
    headers,
    body: JSON.stringify({ code }),
  }).catch(() => {
    throw plainFailure('hostGone');
  });
  if (!response.ok) throw plainFailure('sessionGone');
}

/** Lets the browser ask for a file. */
function pickFile(purpose: FilePurpose): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accepted[purpose];
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}

/** The host over HTTP; `connect` comes before. */
export function httpHost(): Host {
  const takeFile = (file: Blob, name: string) =>
    post<FileRef>('/api/files', {
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
      body: file,
    });
  const notices = browserNotices();
  return {
    call: <N extends CommandName>(name: N, request: Commands[N]['request']) =>
      post<Commands[N]['response']>(`/api/call/${name}`, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      }),
    onChange(listener) {
      const source = new EventSource('/api/events', { withCredentials: true });
      const receive = inOrder(listener);
      const read = (event: MessageEvent<string>) => receive(JSON.parse(event.data) as ChangeEvent);
      let broken = false;
      source.addEventListener('change', read);
      source.addEventListener('error', () => (broken = true));
      source.addEventListener('open', () => {
        // The browser connected again by itself; what the server could not replay is read anew.
        if (broken) listener('all');
        broken = false;
      });
      return () => source.close();
    },
    pictureUrl: (key) => `/picture/${encodeURIComponent(key)}`,
    takeFile,
    async chooseFile(purpose) {
      const file = await pickFile(purpose);
      return file ? takeFile(file, file.name) : null;
    },
    savePaper(paperId) {
      const link = document.createElement('a');
      link.href = `/api/papers/${encodeURIComponent(paperId)}`;
      link.download = '';
      link.click();
      return Promise.resolve(true);
    },
    onDrop: (listener) => dropsOf(window, takeFile, listener),
    // In a browser the paste event carries the picture itself.
    pasteFile: () => Promise.resolve(null),
    openLink(url) {
      window.open(url, '_blank', 'noopener,noreferrer');
      return Promise.resolve();
    },
    notify: (notice) => notices.show(notice),
    onNoticeOpened: (listener) => notices.listen(listener),
    badge: (count) => showBadge(count),
  };
}
