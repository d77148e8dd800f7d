/** What is told once and goes by itself after six seconds. Money and errors are never told only here. */

export interface Toast {
  id: number;
  text: string;
  tone: 'acc' | 'rise' | 'bad' | 'warn';
  /** Undo, or a look at what happened. */
  action?: { label: string; key?: string; run: () => void } | undefined;
}

const STAY_MS = 6000;
let next = 1;
const shown = $state<Toast[]>([]);

/** All toasts on the window now, oldest first. */
export function toasts(): readonly Toast[] {
  return shown;
}

/** Takes a toast away. */
export function dismiss(id: number): void {
  const index = shown.findIndex((toast) => toast.id === id);
  if (index >= 0) shown.splice(index, 1);
}

/** Tells something once; at most three stand at a time. */
export function tell(text: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void {
  const id = next++;
  shown.push({ id, text, tone: options.tone ?? 'acc', action: options.action });
  if (shown.length > 3) shown.shift();
  setTimeout(() => dismiss(id), STAY_MS);
}
