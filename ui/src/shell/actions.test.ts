import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { actions, addActions, listenToKeys, type Action } from './actions.svelte';

const press = (key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
};
const action = (id: string, keys: string[], more: Partial<Action> = {}) => ({
  id,
  title: () => id,
  keys,
  run: vi.fn(),
  ...more,
});

let stops: (() => void)[] = [];
beforeEach(() => {
  stops = [listenToKeys(window)];
});
afterEach(() => {
  stops.forEach((stop) => stop());
  document.body.innerHTML = '';
});
const add = (...list: Action[]) => stops.push(addActions(list));

describe('the keyboard map', () => {
  it('runs the action of a key and keeps the browser from acting on it', () => {
    const again = action('again', ['r']);
    add(again);
    expect(press('r').defaultPrevented).toBe(true);
    expect(again.run).toHaveBeenCalledOnce();
    expect(press('q').defaultPrevented).toBe(false);
  });
  it('lets the screen that came last win a key, and gives it back', () => {
    const frame = action('frame', ['r']);
    const screen = action('screen', ['r']);
    add(frame);
    const leave = addActions([screen]);
    press('r');
    leave();
    press('r');
    expect(screen.run).toHaveBeenCalledOnce();
    expect(frame.run).toHaveBeenCalledOnce();
  });
  it('reads two keys one after the other', () => {
    const cart = action('cart', ['g c']);
    const plain = action('plain', ['c']);
    add(cart, plain);
    press('g');
    press('c');
    expect(cart.run).toHaveBeenCalledOnce();
    expect(plain.run).not.toHaveBeenCalled();
    press('c');
    expect(plain.run).toHaveBeenCalledOnce();
  });
  it('leaves typing and composing alone', () => {
    const next = action('next', ['j']);
    add(next);
    document.body.innerHTML = '<input>';
    press('j', {}, document.querySelector('input')!);
    press('j', { isComposing: true });
    expect(next.run).not.toHaveBeenCalled();
  });
  it('does nothing under an open dialog or when the action has a reason', () => {
    const pay = action('pay', ['p']);
    const stopped = action('stopped', ['s'], { reason: () => 'nothing picked' });
    add(pay, stopped);
    press('s');
    document.body.innerHTML = '<div role="dialog" data-state="open"></div>';
    press('p');
    expect(pay.run).not.toHaveBeenCalled();
    expect(stopped.run).not.toHaveBeenCalled();
  });
  it('lists each action once, those of the screen first', () => {
    add(action('a', []), action('b', []));
    add(action('b', []), action('c', []));
    expect(actions().map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });
});
