/**
 * All that can be done now, each with its key. Screens add their actions while they stand; the command palette lists
 * them and the keyboard map runs them. What was added last wins a key.
 */
import { untrack } from 'svelte';
import type { Glyph } from '../kit/Icon.svelte';
import { belongsToFocus, chordOf } from './keys';

/** Something that can be done. */
export interface Action {
  id: string;
  /** In the language of the desk. */
  title: () => string;
  /** Chords, or two keys one after the other (`g s`). */
  keys?: readonly string[];
  icon?: Glyph;
  run: () => void;
  /** Why it cannot be done now; the key does nothing then. */
  reason?: () => string | undefined;
  /** Only a key, not worth a line in the palette (moving the cursor). */
  silent?: boolean;
}

const SEQUENCE_MS = 1200;
let added = $state.raw<readonly (readonly Action[])[]>([]);

/** All actions, those of the screen first. */
export function actions(): Action[] {
  const all = [...added].reverse().flat();
  return all.filter((action, index) => all.findIndex((other) => other.id === action.id) === index);
}

/** Adds actions; answers with the way to take them out. */
export function addActions(list: readonly Action[]): () => void {
  untrack(() => (added = [...added, list]));
  return () => untrack(() => (added = added.filter((other) => other !== list)));
}

/** Adds actions while a component stands; the list is made again when what it reads changes. */
export function useActions(list: () => readonly Action[]): void {
  $effect(() => addActions(list()));
}

/** An open dialog takes all keys but its own. */
function dialogOpen(): boolean {
  return document.querySelector('[role=dialog][data-state=open], [role=alertdialog][data-state=open]') !== null;
}

/** Runs the keyboard map on a window; answers with the way to stop. */
export function listenToKeys(target: Window): () => void {
  let first: { key: string; at: number } | undefined;
  const onKey = (event: KeyboardEvent) => {
    const chord = chordOf(event);
    if (event.defaultPrevented || dialogOpen() || belongsToFocus(event, chord)) {
      first = undefined;
      return;
    }
    const sequence = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${chord}` : undefined;
    const all = actions();
    const found =
      (sequence && all.find((action) => action.keys?.includes(sequence))) ||
      all.find((action) => action.keys?.includes(chord));
    const opens = all.some((action) => action.keys?.some((key) => key.startsWith(`${chord} `)));
    first = !found && opens ? { key: chord, at: event.timeStamp } : undefined;
    if (!found || found.reason?.()) return;
    event.preventDefault();
    found.run();
  };
  target.addEventListener('keydown', onKey);
  return () => target.removeEventListener('keydown', onKey);
}
