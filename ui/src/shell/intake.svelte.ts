/**
 * What falls on the window or is pasted: pictures, vouchers, links. Whoever asked last gets it (a voucher form before
 * the search by picture); the window shows what letting go would do.
 */
import { untrack } from 'svelte';
import type { FileRef } from '../bindings';
import { readFailure, type Drop, type Failure, type Host } from '../platform/host';
import { isTyping } from './keys';

/** Somebody who takes files. */
export interface Taker {
  /** What letting go does, in words: "Let go to search with this picture". */
  say: () => string;
  onFile: (file: FileRef) => void;
  /** For who takes several at once; else the first counts. */
  onFiles?: (files: readonly FileRef[]) => void;
  /** A picture dragged out of a browser, or a pasted link. */
  onLink?: (url: string) => void;
  onRefused: (failure: Failure) => void;
}

let takers = $state.raw<readonly Taker[]>([]);
let over = $state(false);

/** A file is held over the window, and what letting go would do. */
export const intake = {
  get over(): boolean {
    return over;
  },
  get say(): string {
    return takers.at(-1)?.say() ?? '';
  },
};

/** Takes files while a component stands. */
export function useIntake(taker: Taker): void {
  $effect(() => {
    untrack(() => (takers = [...takers, taker]));
    return () => untrack(() => (takers = takers.filter((other) => other !== taker)));
  });
}

function give(drop: Pick<Drop, 'files' | 'links' | 'error'>): void {
  const taker = takers.at(-1);
  if (!taker) return;
  const [file] = drop.files;
  const [link] = drop.links;
  if (drop.error) taker.onRefused(drop.error);
  else if (file && taker.onFiles) taker.onFiles(drop.files);
  else if (file) taker.onFile(file);
  else if (link) taker.onLink?.(link);
}

async function takePasted(host: Host, event: ClipboardEvent): Promise<void> {
  const pasted = [...(event.clipboardData?.files ?? [])][0];
  const text = event.clipboardData?.getData('text/plain').trim() ?? '';
  if (!pasted && text !== '') {
    if (isTyping(event.target) || !/^https?:\/\/\S+$/i.test(text)) return;
    event.preventDefault();
    give({ files: [], links: [text] });
    return;
  }
  event.preventDefault();
  try {
    // WebKitGTK fires a paste event with an empty clipboard for a picture: the desktop reads it itself.
    const file = pasted ? await host.takeFile(pasted, pasted.name) : await host.pasteFile();
    if (file) give({ files: [file], links: [] });
  } catch (reason) {
    give({ files: [], links: [], error: readFailure(reason).failure });
  }
}

/** Watches the window for drops and pastes; answers with the way to stop. */
export function watchIntake(host: Host, target: Window): () => void {
  const stopDrops = host.onDrop((drop) => {
    over = drop.phase === 'over';
    if (drop.phase === 'drop') give(drop);
  });
  const onPaste = (event: ClipboardEvent) => void takePasted(host, event);
  target.addEventListener('paste', onPaste);
  return () => {
    stopDrops();
    target.removeEventListener('paste', onPaste);
  };
}
