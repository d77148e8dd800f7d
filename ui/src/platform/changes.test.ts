import { expect, it, vi } from 'vitest';
import { inOrder } from './changes';

const event = (seq: number) => ({ seq, table: 'orders' as const, ids: [String(seq)] });

it('passes on what follows, and asks for everything after a gap or a new run', () => {
  const told = vi.fn();
  const receive = inOrder(told);
  [7, 8, 10, 11, 1, 2].forEach((seq) => receive(event(seq)));
  expect(told.mock.calls.map(([change]: unknown[]) => change)).toEqual([
    event(7),
    event(8),
    'all',
    event(11),
    'all',
    event(2),
  ]);
});
