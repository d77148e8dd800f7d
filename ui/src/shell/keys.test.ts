import { afterEach, describe, expect, it } from 'vitest';
import { belongsToFocus, capOf, chordOf } from './keys';

const key = (key: string, more: Partial<KeyboardEventInit> & { keyCode?: number } = {}) =>
  new KeyboardEvent('keydown', { key, bubbles: true, ...more });

function pressedOn(html: string, event: KeyboardEvent, chord = chordOf(event)): boolean {
  document.body.innerHTML = html;
  const target = document.body.querySelector('[data-here]') ?? document.body;
  let belongs = false;
  target.addEventListener('keydown', () => (belongs = belongsToFocus(event, chord)), { once: true });
  target.dispatchEvent(event);
  return belongs;
}

afterEach(() => {
  document.body.innerHTML = '';
});

describe('chords', () => {
  it('names a key with what is held', () => {
    expect(chordOf(key('k', { ctrlKey: true }))).toBe('Ctrl+K');
    expect(chordOf(key('k', { metaKey: true }))).toBe('Ctrl+K');
    expect(chordOf(key('Enter', { ctrlKey: true }))).toBe('Ctrl+Enter');
    expect(chordOf(key('j'))).toBe('j');
    expect(chordOf(key(' '))).toBe('Space');
    expect(chordOf(key(',', { ctrlKey: true }))).toBe('Ctrl+,');
  });
  it('takes the character that shift makes, and names shift only with named keys', () => {
    expect(chordOf(key('?', { shiftKey: true }))).toBe('?');
    expect(chordOf(key('Tab', { shiftKey: true }))).toBe('Shift+Tab');
  });
  it('draws caps as the design language does', () => {
    expect(capOf('Ctrl+K')).toBe('Ctrl K');
    expect(capOf('Ctrl+Enter')).toBe('Ctrl ↵');
    expect(capOf('r')).toBe('R');
    expect(capOf('g s')).toBe('g s');
    expect(capOf('Escape')).toBe('Esc');
  });
});

describe('what belongs to the focus', () => {
  it('is everything while an IME composes', () => {
    expect(pressedOn('<p data-here></p>', key('j', { isComposing: true }))).toBe(true);
    expect(pressedOn('<input data-here>', key('Enter', { isComposing: true, ctrlKey: true }))).toBe(true);
  });
  it('is every plain key in a field, but not Ctrl chords, function keys and Esc', () => {
    const field = '<input data-here>';
    expect(pressedOn(field, key('j'))).toBe(true);
    expect(pressedOn(field, key('Enter'))).toBe(true);
    expect(pressedOn(field, key('?'))).toBe(true);
    expect(pressedOn(field, key('Escape'))).toBe(false);
    expect(pressedOn(field, key('F6'))).toBe(false);
    expect(pressedOn(field, key('k', { ctrlKey: true }))).toBe(false);
    expect(pressedOn(field, key('Enter', { ctrlKey: true }))).toBe(false);
    expect(pressedOn(field, key('a', { ctrlKey: true }))).toBe(true);
    expect(pressedOn('<textarea data-here></textarea>', key('v', { ctrlKey: true }))).toBe(true);
  });
  it('is Enter and Space on a button or link', () => {
    expect(pressedOn('<button data-here></button>', key('Enter'))).toBe(true);
    expect(pressedOn('<a href="#x"><b data-here></b></a>', key('Enter'))).toBe(true);
    expect(pressedOn('<button data-here></button>', key('x'))).toBe(false);
    expect(pressedOn('<p data-here></p>', key('Enter'))).toBe(false);
  });
  it('is the arrows in a group of choices', () => {
    const group = '<div role="radiogroup"><button data-here></button></div>';
    expect(pressedOn(group, key('ArrowRight'))).toBe(true);
    expect(pressedOn(group, key('k', { ctrlKey: true }))).toBe(false);
  });
});
