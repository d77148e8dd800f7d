/** Files and links that a browser lets fall on the window. */
import type { FileRef } from '../bindings';
import { readFailure, type Drop } from './host';

/** Links in a drop: the list of addresses, else the picture inside a dragged piece of a page. */
export function linksIn(data: Pick<DataTransfer, 'getData'>): string[] {
  const list = data
    .getData('text/uri-list')
    .split(/\r?\n/)
    .filter((line) => /^https?:\/\//i.test(line));
  if (list.length > 0) return list;
  const plain = data.getData('text/plain').trim();
  return /^https?:\/\/\S+$/i.test(plain) ? [plain] : [];
}

/** Watches the window and gives what falls on it to the desk. */
export function dropsOf(
  target: Window,
  takeFile: (file: Blob, name: string) => Promise<FileRef>,
  listener: (drop: Drop) => void,
): () => void {
  let depth = 0;
  const useful = (event: DragEvent) =>
    event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/uri-list') ?? false;
  const stop = new AbortController();
  const on = <K extends 'dragenter' | 'dragover' | 'dragleave' | 'drop'>(name: K, run: (event: DragEvent) => void) =>
    target.addEventListener(name, run as EventListener, { signal: stop.signal });

  on('dragenter', (event) => {
    if (!useful(event)) return;
    event.preventDefault();
    depth += 1;
    if (depth === 1) listener({ phase: 'over', files: [], links: [] });
  });
  on('dragover', (event) => {
    if (useful(event)) event.preventDefault();
  });
  on('dragleave', (event) => {
    if (!useful(event) || depth === 0) return;
    depth -= 1;
    if (depth === 0) listener({ phase: 'leave', files: [], links: [] });
  });
  on('drop', (event) => {
    if (!useful(event) || !event.dataTransfer) return;
    event.preventDefault();
    depth = 0;
    const dropped = [...event.dataTransfer.files];
    const links = dropped.length > 0 ? [] : linksIn(event.dataTransfer);
    void Promise.all(dropped.map((file) => takeFile(file, file.name))).then(
      (files) => listener({ phase: 'drop', files, links }),
      (reason: unknown) => listener({ phase: 'drop', files: [], links: [], error: readFailure(reason).failure }),
    );
  });
  return () => stop.abort();
}
