import { expect, it } from 'vitest';
import { best } from './compare';

it('marks the best of what is known, also when two share it', () => {
  expect(best([4250n, null, 3800n, 3800n], 'less')).toEqual([false, false, true, true]);
  expect(best([4250n, null, 3800n], 'more')).toEqual([true, false, false]);
});

it('marks nothing where there is no choice', () => {
  expect(best([7n, 7n, null], 'less')).toEqual([false, false, false]);
  expect(best([5n, null], 'less')).toEqual([false, false]);
  expect(best([], 'more')).toEqual([]);
});

it('compares sums that a number could not hold', () => {
  expect(best([9007199254740993n, 9007199254740992n], 'less')).toEqual([false, true]);
});
