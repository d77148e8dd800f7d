/** The keyboard map: reading key events as chords, and when a chord must be left to what has the focus. */

/** A key with what is held: `Ctrl+K`, `Ctrl+Enter`, `j`, `?`, `Escape`, `Space`. Command counts as Ctrl. */
export function chordOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const held = event.ctrlKey || event.metaKey;
  const named = event.key.length > 1;
  const key = event.key === ' ' ? 'Space' : held && !named ? event.key.toUpperCase() : event.key;
  return [held && 'Ctrl', event.altKey && 'Alt', event.shiftKey && (named || held) && 'Shift', key]
    .filter(Boolean)
    .join('+');
}

/** How a chord is drawn on a key cap: `Ctrl K`, `R`, `g s`. */
export function capOf(chord: string): string {
  const names: Record<string, string> = {
    Enter: '↵',
    Escape: 'Esc',
    ArrowDown: '↓',
    ArrowUp: '↑',
    ArrowLeft: '←',
    ArrowRight: '→',
    Delete: 'Del',
  };
  return chord
    .split('+')
    .map((part) => names[part] ?? (part.length === 1 && !chord.includes(' ') ? part.toUpperCase() : part))
    .join(' ');
}

/** Something takes typed text now. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

/** Chords that a text field needs for itself. */
const fieldChords = new Set(['Ctrl+A', 'Ctrl+C', 'Ctrl+V', 'Ctrl+X', 'Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+Y']);

/**
 * Whether a chord belongs to the focus and not to the map: while an IME composes everything does; in a field all but
 * Ctrl chords, function keys and Esc; on a button or link Enter and Space; in a menu or group of choices the arrows too.
 */
export function belongsToFocus(event: KeyboardEvent, chord: string): boolean {
  if (event.isComposing || event.keyCode === 229) return true;
  const target = event.target;
  if (isTyping(target)) {
    if (fieldChords.has(chord)) return true;
    return !/^(Ctrl\+|Alt\+|Escape$|F\d+$)/.test(chord);
  }
  if (!(target instanceof Element)) return false;
  if (target.closest('[role=menu], [role=listbox], [role=radiogroup], [role=option]')) {
    return !/^(Ctrl\+|F\d+$)/.test(chord);
  }
  return (
    (chord === 'Enter' || chord === 'Space') && target.closest('button, a[href], summary, [role=checkbox]') !== null
  );
}
