import { expect, test } from 'vitest';
import { Doing } from './doing.svelte';

/** Work that ends when it is told to. */
function work() {
  let [end, fail] = [() => {}, (_: unknown) => {}];
  const ended = new Promise<void>((resolve, reject) => ([end, fail] = [resolve, reject]));
  return { work: () => ended, end, fail };
}

test('a second click while it is busy is dropped, and an error is told until the next try', async () => {
  const doing = new Doing<'saving'>();
  const [first, second] = [work(), work()];
  const done = doing.run('saving', first.work);
  expect(doing.what).toBe('saving');
  expect(await doing.run('saving', second.work)).toBe(false);
  expect(doing.error).toBeNull();
  first.fail('no net');
  expect(await done).toBe(false);
  expect([doing.what, doing.error]).toEqual([null, 'no net']);
  const again = doing.run('saving', second.work);
  expect(doing.error).toBeNull();
  second.end();
  expect(await again).toBe(true);
});

test('choices are taken one after the other, however fast they are made', async () => {
  const doing = new Doing<string>();
  const [first, second, third] = [work(), work(), work()];
  const begun: string[] = [];
  const choose = (name: string, { work }: { work: () => Promise<void> }) =>
    doing.inTurn(name, () => {
      begun.push(name);
      return work();
    });
  const all = [choose('first', first), choose('second', second), choose('third', third)];
  expect(begun).toEqual(['first']);
  first.fail('no net');
  expect(await all[0]).toBe(false);
  expect([begun, doing.what]).toEqual([['first', 'second'], 'second']);
  second.end();
  third.end();
  expect(await Promise.all(all)).toEqual([false, true, true]);
  expect([begun.length, doing.what, doing.error]).toEqual([3, null, null]);
});
